"""A group handled as one matter, on screens and over the API: one position, each their own words, nobody's redress shown."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.faces.api.conftest import Knock
from tests.stories import T0, Office, Story
from wenguo.advising import grouping, together
from wenguo.models import Draft, GroupLesson, GroupWord, Message
from wenguo.queries import group_state
from wenguo.queries.seeing import asker
from wenguo.reactions.send_drafts import send_due
from wenguo.rules.joint import Watch
from wenguo.text import Text
from wenguo.verbs import Refused

pytestmark = pytest.mark.row("M06")

POSITION = "第二批温控片装反了，退全款，烫伤凭票赔医药费。"


class Kettles:
    """Three complaints of one kettle in a confirmed group; one asks for more than the others."""

    def __init__(self, office: Office) -> None:
        self.at = datetime.now(UTC) - timedelta(hours=3)
        words = ("水壶漏水，插座都湿了", "壶不跳闸，差点烧干", "退一赔三，不答应就上电视")
        self.stories = [
            Story(office, self.at).recorded(one, demands=[{"remedy": "RM15", "amount_fen": 12900 * (n + 1)}])
            for n, one in enumerate(words)
        ]
        self.head = asker(office.bob.pk, "web")
        self.id = grouping.begin(self.head, self.at, [one.row.pk for one in self.stories])

    @property
    def numbers(self) -> list[str]:
        return [one.number for one in self.stories]


@pytest.fixture
def kettles(office: Office) -> Kettles:
    return Kettles(office)


@pytest.fixture
def head(office: Office, client: Client) -> Client:
    client.force_login(office.bob)
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content
    return answer.content.decode()


def test_a_position_is_kept_in_versions_and_its_words_can_be_erased(kettles: Kettles, head: Client) -> None:
    for words in ("先下架。", POSITION):
        head.post(f"/desk/advice/groups/{kettles.id}/say/", {"words": words})
    shown = page(head, f"/desk/advice/groups/{kettles.id}/together/")
    assert POSITION in shown
    assert "先下架。" in shown
    first = GroupWord.objects.get(version=1)
    head.post(f"/desk/advice/groups/{kettles.id}/blank/", {"word": first.pk})
    first.refresh_from_db()
    assert first.words is None
    assert first.account.username == "bob"
    assert not any("先下架" in str(one.body) for one in GroupLesson.objects.all()), "acts hold ids only"


def test_a_handler_reads_it_and_settles_nothing(office: Office, kettles: Kettles, client: Client) -> None:
    client.force_login(office.ann)
    shown = page(client, f"/desk/advice/groups/{kettles.id}/together/")
    assert "写下来" not in shown
    client.post(f"/desk/advice/groups/{kettles.id}/say/", {"words": POSITION})
    assert not GroupWord.objects.exists()
    client.force_login(office.tom)  # of another unit: for him there is no such group
    assert client.get(f"/desk/advice/groups/{kettles.id}/together/").status_code == 404


def test_each_gets_a_draft_of_their_own_words_and_demands_and_nobody_elses(kettles: Kettles, head: Client) -> None:
    one, two, three = kettles.stories
    three.does("offer", remedy="RM08", amount_fen=777_00, basis="个案", words="另给 777 元")
    together.say(kettles.head, kettles.at, kettles.id, together.POSITION, POSITION)
    head.post(f"/desk/advice/groups/{kettles.id}/drafts/")
    texts = {draft.complaint_id: draft.body["values"]["words"][0] for draft in Draft.objects.filter(kind="answer")}
    assert len(texts) == 3
    for story in kettles.stories:
        assert POSITION in texts[story.row.pk]
    assert "水壶漏水" in texts[one.row.pk]
    assert "水壶漏水" not in texts[two.row.pk]
    assert "777" not in texts[one.row.pk] + texts[two.row.pk]
    assert "777" not in page(head, f"/desk/advice/groups/{kettles.id}/together/")
    head.post(f"/desk/advice/groups/{kettles.id}/drafts/")
    assert Draft.objects.filter(kind="answer").count() == 3, "what somebody writes is left alone"


def test_what_changed_is_told_to_each_once_and_can_be_taken_back(kettles: Kettles, head: Client) -> None:
    address = f"/desk/advice/groups/{kettles.id}/fix/"
    preview = head.post(address, {"do": "preview", "words": "旧批次已下架。"}).content.decode()
    assert "壶不跳闸" in preview
    assert preview.count("旧批次已下架") >= 3
    key, ids = str(uuid.uuid4()), [one.row.pk for one in kettles.stories]
    given: dict[str, Any] = {"do": "send", "words": "旧批次已下架。", "key": key, "number": kettles.numbers[:2]}
    given |= {f"text-{one}": f"您好，{one}：旧批次已下架。" for one in ids} | {f"way-{one}": "portal" for one in ids}
    for _ in range(2):  # pressed twice, it is one
        assert head.post(address, given).status_code == 303
    assert Draft.objects.filter(kind="inform", state="sending").count() == 2
    assert "全部撤回" in page(head, f"{address}{key}/")
    head.post(f"{address}{key}/")
    assert send_due(datetime.now(UTC) + timedelta(minutes=1)).sent == 0
    again = {**given, "key": str(uuid.uuid4()), "number": kettles.numbers}
    head.post(address, again)
    assert send_due(datetime.now(UTC) + timedelta(minutes=1)).sent == 3
    assert [one.happened.count("Informed") for one in kettles.stories] == [1, 1, 1]
    told = Message.objects.filter(text__contains="旧批次").values_list("text", flat=True)
    assert len(set(told)) == 3
    head.post(f"{address}{again['key']}/")
    assert [one.happened.count("Informed") for one in kettles.stories] == [1, 1, 1], "what went out stays"


def test_call_backs_are_promises_of_each(office: Office, kettles: Kettles, head: Client) -> None:
    chosen = [one.row.pk for one in kettles.stories[:2]]
    soon = (datetime.now(UTC) + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    given = {"complaint": chosen, "due_at": soon, "what": "说明退款", f"caller-{chosen[0]}": office.ann.pk}
    assert head.post(f"/desk/advice/groups/{kettles.id}/calls/", {**given, "due_at": ""}).status_code == 422
    head.post(f"/desk/advice/groups/{kettles.id}/calls/", given)
    assert [len(one.complaint.promises) for one in kettles.stories] == [1, 1, 0]
    one, _ = group_state.calls(kettles.id, chosen)
    assert {one.caller} <= {office.ann.pk, office.bob.pk}
    kettles.stories[0].moves_to(datetime.now(UTC)).kept(1)
    assert "kept" in {one.state for one in group_state.calls(kettles.id, chosen)}


def test_merging_takes_along_only_what_one_sees(office: Office, kettles: Kettles) -> None:
    far = Story(office, kettles.at).recorded("车修了三次", by="tom", unit=office.car.pk)
    near = [Story(office, kettles.at).recorded(f"还有一只壶 {n}") for n in range(2)]
    quality = asker(office.qi.pk)
    other = grouping.begin(quality, kettles.at, [far.row.pk, *(one.row.pk for one in near)])
    grouping.merge(kettles.head, kettles.at, kettles.id, other)
    assert [one.complaint.group for one in near] == [kettles.id] * 2
    assert far.complaint.group == other


def test_over_the_api_one_that_cannot_be_told_takes_no_other_along(
    office: Office, kettles: Kettles, monkeypatch: pytest.MonkeyPatch
) -> None:
    knock = Knock(office.bob)
    gone, *others = kettles.stories
    does = together.perform

    def locked(verb: Any, number: str, *args: Any) -> Any:
        if number == gone.number:
            raise Refused(Text("依法锁定。", "Locked by law."))
        return does(verb, number, *args)

    monkeypatch.setattr(together, "perform", locked)
    knock.post(f"/groups/{kettles.id}/change", {"words": "已下架。"})
    soon = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    calls = {"calls": [{"number": one} for one in kettles.numbers], "due_at": soon, "what": "说明退款"}
    each = knock.post(f"/groups/{kettles.id}/calls", calls).json()["each"]
    assert {one["number"]: one["state"] for one in each} == {
        gone.number: "refused",
        **{one.number: "promised" for one in others},
    }
    assert all((one["why"] is None) == (one["state"] == "promised") for one in each)
    told = knock.post(f"/groups/{kettles.id}/tell", {"key": str(uuid.uuid4()), "numbers": kettles.numbers}).json()
    assert {one["number"]: one["state"] for one in told["each"]} == {
        gone.number: "refused",
        **{one.number: "held" for one in others},
    }
    only = knock.post(f"/groups/{kettles.id}/calls", {**calls, "calls": [{"number": gone.number}]})
    assert only.status_code == 409, "where it can be done for nobody it is refused"


def test_over_the_api_the_same(office: Office, kettles: Kettles) -> None:
    knock = Knock(office.bob)
    assert knock.post(f"/groups/{kettles.id}/position", {"words": POSITION}).status_code == 200
    knock.post(f"/groups/{kettles.id}/change", {"words": "已下架。"})
    soon = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    calls = {"calls": [{"number": kettles.numbers[0]}], "due_at": soon, "what": "说明退款"}
    assert knock.post(f"/groups/{kettles.id}/calls", calls).status_code == 200
    told = knock.post(f"/groups/{kettles.id}/tell", {"key": str(uuid.uuid4())})
    assert told.status_code == 200, told.content
    assert [one["state"] for one in told.json()["each"]] == ["held"] * 3
    whole = knock.get(f"/groups/{kettles.id}").json()["handling"]
    assert (whole["position"]["words"], whole["tellings"][0]["held"]) == (POSITION, 3)
    assert {one["number"] for one in whole["standings"]} == set(kettles.numbers)
    made = [Story(office, kettles.at).recorded(f"另一件事 {n}").number for n in range(2)]
    begun = knock.post("/groups", {"numbers": made})
    assert begun.json()["group"]["state"] == "confirmed"
    assert knock.post(f"/groups/{begun.json()['id']}/reopen", {}).json()["group"]["state"] == "forming"


def test_a_threshold_is_told_when_it_is_reached_and_not_again() -> None:
    limits = Watch(an_hour=5, people=10, units=3, channels=3)
    below, at, above = (Watch(2, people, 1, 1) for people in (9, 10, 11))
    assert group_state.crossed(below, at, limits) == ["people"]
    assert group_state.crossed(at, above, limits) == []


def test_nothing_is_said_of_a_group_before_it_is_confirmed(kettles: Kettles) -> None:
    grouping.reopen(kettles.head, T0, kettles.id)
    with pytest.raises(Refused):
        together.say(kettles.head, T0, kettles.id, together.POSITION, POSITION)
