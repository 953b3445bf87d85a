"""Advice over the API: proposals with reasons for whoever may read, nothing written, nothing said where it is off."""

from typing import Any

import pytest

from tests.advising.conftest import MadeUp, proposed
from tests.faces.api.conftest import Knock
from tests.stories import T0, Office, Story
from wenguo.advising import switches
from wenguo.models import Coached, CoachedAuthor, Line
from wenguo.queries.administrators import settler
from wenguo.reactions.work import run_due

WORDS = "空调有异响，维修两次仍未解决"


@pytest.mark.row("M25", "M35")
def test_a_text_is_answered_with_proposals_and_nothing_is_kept(knock: Knock, adviser: MadeUp) -> None:
    adviser.proposes = [proposed("cause", "RS0705"), proposed("kind", "consultation", 0.6)]
    before = Line.objects.count()
    response = knock.post("/advice", {"text": WORDS, "received_at": "2026-03-02T09:00:00+08:00"})
    assert response.status_code == 200, response.content
    found = response.json()
    assert found["advised"] is True
    assert [(one["topic"], one["label"], one["score"]) for one in found["suggestions"]] == [
        ("cause", "RS0705", 0.9),
        ("kind", "consultation", 0.6),
    ]
    assert found["suggestions"][0]["because"] == "the words say “轴承”"
    assert found["suggestions"][1]["said"] == "consultation"
    assert Line.objects.count() == before


def test_reasons_come_in_the_readers_language(knocks: Any, adviser: MadeUp) -> None:
    adviser.proposes = [proposed("kind", "consultation")]
    (one,) = knocks("ann", language="zh-hans").post("/advice", {"text": WORDS}).json()["suggestions"]
    assert (one["because"], one["said"]) == ("文中提到“轴承”", "咨询")


def test_where_advice_is_off_that_is_said(knock: Knock, office: Office, adviser: MadeUp) -> None:
    adviser.proposes = [proposed("cause", "RS0705")]
    switches.switch(settler(office.adm.pk), T0, "advice", office.sec.pk, False)
    assert knock.post("/advice", {"text": WORDS}).json() == {"advised": False, "suggestions": [], "likes": []}
    assert Knock(office.adm).post("/advice", {"text": WORDS, "unit": office.car.pk}).json()["advised"] is True


def test_an_adviser_that_fails_is_no_error_of_the_api(knock: Knock, adviser: MadeUp) -> None:
    adviser.fails = RuntimeError()
    response = knock.post("/advice", {"text": WORDS})
    assert (response.status_code, response.json()["advised"]) == (200, False)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "text"),
        ({"text": "x", "unit": 999_999}, "unit"),
        ({"text": "x", "received_at": "yesterday"}, "received_at"),
        ({"text": "x", "more": 1}, "more"),
        ({"text": "x" * 100_001}, "text"),
    ],
)
def test_what_is_filled_in_wrong_is_named(knock: Knock, adviser: MadeUp, fields: Any, field: str) -> None:
    response = knock.post("/advice", fields)
    assert (response.status_code, response.json()["field"]) == (422, field)


def test_a_token_that_may_not_read_may_not_ask(knocks: Any, adviser: MadeUp) -> None:
    for place, fields in (("/advice", {"text": "x"}), ("/reply-check", {"reply": "x", "complaint": "y"})):
        assert knocks("ann", "note").post(place, fields).status_code == 403


@pytest.mark.row("M43")
def test_a_complaints_proposals_are_accepted_by_the_verb_confirm(knock: Knock, adviser: MadeUp) -> None:
    adviser.proposes = [proposed("cause", "RS0705")]
    number = knock.recorded()
    from datetime import UTC, datetime

    run_due(datetime.now(UTC))
    found = knock.get(f"/complaints/{number}/advice")
    (one,) = found.json()["proposals"]
    assert (one["topic"], one["value"], one["kept"], one["because"]) == (
        "cause",
        "RS0705",
        True,
        "the words say “轴承”",
    )
    assert found.json()["now"]["suggestions"][0]["label"] == "RS0705"
    done = knock.post(
        f"/complaints/{number}/confirm", {"suggestion": one["position"]}, If_Match=found["ETag"], Idempotency_Key="k1"
    )
    assert done.status_code == 200, done.content
    assert {"Assessed", "Confirmed"} <= set(done.json()["events"])
    assert knock.get(f"/complaints/{number}").json()["causes"] == ["RS0705"]
    after = knock.get(f"/complaints/{number}/advice").json()
    assert after["proposals"] == []
    assert [row["state"] for row in after["settled"]] == ["confirmed"]
    again = knock.post(f"/complaints/{number}/confirm", {"suggestion": one["position"]}, Idempotency_Key="k1")
    assert again["Idempotency-Replayed"] == "true"


def test_who_may_not_see_it_learns_nothing_of_it(knock: Knock, knocks: Any, adviser: MadeUp) -> None:
    number = knock.recorded()
    assert knocks("tom").get(f"/complaints/{number}/advice").status_code == 404
    assert knocks("tom").post("/reply-check", {"number": number, "reply": "x"}).status_code == 404


@pytest.mark.row("M09", "M24")
def test_a_reply_is_checked_for_its_author_and_no_score_is_kept(knock: Knock, adviser: MadeUp) -> None:
    number = knock.recorded()
    response = knock.post("/reply-check", {"number": number, "reply": "亲，这个不归我们管，请您谅解。"})
    assert response.status_code == 200, response.content
    found = response.json()
    assert found["advised"] is True
    assert 0 <= found["score"] <= 100
    assert found["findings"]
    assert all(one["because"] and one["better"] for one in found["findings"])
    assert not Coached.objects.exists()
    plain = knock.post("/reply-check", {"complaint": WORDS, "reply": "好的"})
    assert plain.status_code == 200
    both = knock.post("/reply-check", {"complaint": WORDS, "number": number, "reply": "好的"})
    assert (both.status_code, both.json()["field"]) == (422, "number")


def test_what_was_sent_is_summed_for_the_unit_and_told_from_five_authors_on(
    office: Office,
    adviser: MadeUp,
) -> None:
    from wenguo.advising import coaching

    for number, name in enumerate(("ann", "eve", "bob", "qi")):
        coaching.count(office.sec.pk, office.people[name].pk, 50 + number, T0)
    assert coaching.weeks(office.sec.pk, T0.date().replace(day=1)) == []
    coaching.count(office.sec.pk, office.lex.pk, 80, T0)
    coaching.count(office.sec.pk, office.lex.pk, 90, T0)
    (week,) = coaching.weeks(office.sec.pk, T0.date().replace(day=1))
    assert (week.replies, week.authors, week.mean) == (6, 5, round((50 + 51 + 52 + 53 + 80 + 90) / 6))
    assert {field.name for field in CoachedAuthor._meta.get_fields()} == {"id", "unit", "week", "mark"}


@pytest.mark.row("M02")
def test_signs_out_of_the_ordinary_are_for_those_who_may_act_on_them(
    knock: Knock,
    knocks: Any,
    adviser: MadeUp,
) -> None:
    adviser.proposes = [proposed("sign", "threat_person"), proposed("kind", "consultation")]
    number = knock.recorded()
    topics = {
        name: [one["topic"] for one in knocks(name).get(f"/complaints/{number}/advice").json()["now"]["suggestions"]]
        for name in ("ann", "bob", "qi")
    }
    assert topics == {"ann": ["kind"], "bob": ["sign", "kind"], "qi": ["sign", "kind"]}


@pytest.mark.row("M29")
def test_a_text_is_answered_with_closed_ones_like_it_that_the_asker_may_see(
    knock: Knock, knocks: Any, office: Office, adviser: MadeUp
) -> None:
    adviser.proposes = [proposed("cause", "RS01")]
    words = "压缩机轴承磨损，嗡嗡作响"
    before = Story(office).recorded(words, causes=["RS01"]).answered().accepted().closed()
    found = knock.post("/advice", {"text": "空调压缩机轴承磨损，夜里嗡嗡响"}).json()["likes"]
    assert [(one["number"], one["outcome"]) for one in found] == [(before.number, "OC01")]
    assert "轴承" in found[0]["because"]
    office.new_person("far", "car", "handler")
    assert knocks("far").post("/advice", {"text": words}).json()["likes"] == []
    switches.switch(settler(office.adm.pk), T0, "likes", office.sec.pk, False)
    assert knock.post("/advice", {"text": words}).json()["likes"] == []
