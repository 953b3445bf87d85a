from datetime import UTC, datetime, timedelta

import pytest

from wenguo.faces.api.acts import BEGINNING, OFFERED
from wenguo.faces.api.urls import api
from wenguo.models import Complaint, Line
from wenguo.verbs import VERBS


def test_every_offered_verb_has_its_address_and_no_other_verb_has_one():
    posted = {
        operation.operation_id
        for router in api._get_bound_routers()
        for view in router.path_operations.values()
        for operation in view.operations
        if "POST" in operation.methods
    }
    of_groups = "confirm dismiss reopen merge split remove add begin change tell position calls".split()
    groups = {f"group_{act}" for act in of_groups}
    assert posted - {"batch", "advise", "check_reply", "draft", "self_service", "create_upload"} - groups == {
        word for word, kind in VERBS.items() if kind.offered
    }
    assert set(BEGINNING) <= set(OFFERED)


@pytest.mark.row("M36", "M20")
def test_a_complaint_is_carried_from_record_to_close_by_the_api(knock):
    begun = knock.post(
        "/complaints",
        {
            "words": "空调有异响，维修两次仍未解决",
            "channel": "hotline",
            "complainant": {"name": "李雷", "phone": "13812345678"},
            "event_date": "2026-01-05",
            "product": "HVAC",
            "price_fen": 398000,
            "demands": [{"remedy": "RM01", "words": "要求更换"}],
        },
    )
    assert begun.status_code == 201
    told = begun.json()
    assert {"number", "position", "owner", "clocks"} <= set(told)
    assert told["owner"] == "ann"
    assert told["clocks"]
    assert begun.headers["Location"] == f"/api/v1/complaints/{told['number']}"
    number = told["number"]
    assert knock.does(number, "acknowledge")["stage"] == "acknowledged"
    assert knock.does(number, "assess", complexity="simple")["stage"] == "assessed"
    assert knock.does(number, "investigate", finding="压缩机轴承磨损", basis="检测记录")["stage"] == "investigated"
    answer = {"words": "为您更换", "way": "phone", "decisions": [{"demand": 1, "decision": "support"}]}
    assert knock.does(number, "answer", **answer)["events"] == ["Answered"]
    assert knock.does(number, "accept", how="recording", proof="录音 12")["stage"] == "accepted"
    assert knock.does(number, "close", outcome="OC01")["stage"] == "closed"
    whole = knock.get(f"/complaints/{number}").json()
    assert whole["stage"] == "closed"
    assert {entry["via"] for entry in whole["log"]} == {"api"}
    assert whole["demands"][0]["decision"] == "support"
    assert [entry["data"] for entry in whole["log"]] == list(
        Line.objects.filter(complaint__number=number).order_by("position").values_list("data", flat=True)
    )


@pytest.mark.row("M11", "M15")
def test_a_grumble_is_put_right_in_one_request(knocks):
    eve = knocks("eve")
    done = eve.post(
        "/complaints/settle", {"words": "等了二十分钟没人理", "answer": "当面致歉并立即办理", "channel": "passing"}
    )
    assert done.status_code == 201
    assert done.json()["stage"] == "closed"
    whole = eve.get(f"/complaints/{done.json()['number']}").json()
    assert [entry["event"] for entry in whole["log"] if entry["event"] != "ClockStarted"] == [
        "Recorded", "Answered", "Accepted", "Closed",
    ]  # fmt: skip


@pytest.mark.row("M15")
def test_words_alone_make_a_complaint(knock):
    assert knock.post("/complaints", {"words": "哼"}).status_code == 201


@pytest.mark.row("M14")
def test_a_promise_shows_with_its_time_and_holds_up_closing_until_it_is_kept(knock):
    number = knock.recorded()
    due = (datetime.now(UTC) + timedelta(minutes=10)).isoformat()
    knock.does(number, "promise", what="十分钟后回电", due_at=due)
    knock.does(number, "investigate", finding="已查清", basis="通话记录")
    knock.does(number, "answer", words="已查清", way="phone")
    refused = knock.post(f"/complaints/{number}/close", {"outcome": "OC01"})
    assert refused.status_code == 409
    [promise] = knock.get(f"/complaints/{number}").json()["promises"]
    assert (promise["state"], promise["what"]) == ("open", "十分钟后回电")
    knock.does(number, "keep", promise=1)
    assert knock.does(number, "close", outcome="OC01")["stage"] == "closed"


@pytest.mark.row("M17", "M25", "M35")
def test_causes_and_kind_of_dissatisfaction_are_taken_and_found(knock):
    number = knock.recorded(causes=["RS1901", "RS1906"], dissatisfaction="process")
    whole = knock.get(f"/complaints/{number}").json()
    assert (whole["causes"], whole["dissatisfaction"]) == (["RS1901", "RS1906"], "process")
    assert [row["number"] for row in knock.get("/queue", cause="RS19").json()["rows"]] == [number]
    refused = knock.post("/complaints", {"words": "x", "causes": ["XX01"]})
    assert (refused.status_code, refused.json()["field"]) == (422, "causes")


@pytest.mark.row("M37")
def test_who_records_owns_until_another_takes_over(knock, knocks, office):
    number = knock.recorded()
    knock.does(number, "hand_over", to=office.bob.pk)
    assert knock.get(f"/complaints/{number}").json()["owner"] == "ann"
    knocks("bob").does(number, "take_over")
    whole = knock.get(f"/complaints/{number}").json()
    assert (whole["owner"], whole["first_responder"], whole["hand_overs"]) == ("bob", "ann", 1)


def test_a_source_key_is_recorded_once_and_tells_the_first_number(committed_knock):
    number = committed_knock.recorded(source="mail-1")
    again = committed_knock.post("/complaints", {"words": "again", "source": "mail-1"})
    assert (again.status_code, again.json()["number"]) == (409, number)
    assert Complaint.objects.count() == 1
