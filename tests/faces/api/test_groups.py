"""Groups over the API: read by whoever sees the complaints, settled by heads and quality, off where they are switched off."""

from datetime import timedelta
from typing import Any

import pytest

from tests.faces.api.conftest import Knock
from tests.stories import T0, Office, Story
from wenguo.advising import arriving, switches
from wenguo.models import Complaint, Group, GroupLesson, GroupMember
from wenguo.models.prints import forget_rarity
from wenguo.queries.administrators import settler

pytestmark = pytest.mark.row("M06")

DAY = timedelta(days=1)
# subject, words; what is not alike comes first, so that it is known which words are rare in this house
OTHERS = (
    ("银帆银行信用卡重复扣款", "银帆银行信用卡九月账单重复扣了年费，打电话客服说要等核实。"),
    ("健身房不退费", "动力健身房换了老板以后不认以前的会员卡，余额也不肯退。"),
    ("宽带总是断", "家里的宽带每天晚上断线，报修三次师傅都没有来，月租照扣。"),
    ("医院挂号排队太久", "和安医院的自助挂号机坏了两台，早上排队一个小时才挂上号。"),
    ("路灯不亮", "长亭路靠近菜市场的一段路灯已经一个月不亮，晚上骑车很危险。"),
)
LIFTS = (
    ("云杉里小区二号楼电梯又停了", "云杉里小区二号楼的电梯本周第三次停运，老人被困在十五楼，物业一直不修。"),
    ("云杉里二号楼电梯停运", "我住云杉里小区二号楼，电梯停运好几天，物业说等配件，老人下不了楼。"),
    ("请修云杉里小区的电梯", "云杉里小区二号楼电梯坏了没人修，电梯停运期间十五楼的老人只能爬楼梯。"),
)


class Matter:
    """Three complaints of one matter in the group they are in, and others outside."""

    def __init__(self, office: Office) -> None:
        forget_rarity()
        numbers = []
        for at, (subject, words) in enumerate((*OTHERS, *LIFTS)):
            number = Story(office, T0 + at * DAY).recorded(words, subject=subject).number
            arriving.take(Complaint.objects.get(number=number).pk, T0 + at * DAY)
            numbers.append(number)
        self.others, self.numbers = numbers[:2], numbers[len(OTHERS) :]
        (group,) = Group.objects.all()
        self.id = group.pk
        assert self.members == set(self.numbers), "these words are meant to be found as one matter"

    @property
    def members(self) -> set[str]:
        return set(GroupMember.objects.filter(group=self.id).values_list("complaint__number", flat=True))


@pytest.fixture
def matter(office: Office) -> Matter:
    return Matter(office)


@pytest.fixture
def head(office: Office) -> Knock:
    """Bob, head of the unit that all of them are in."""
    return Knock(office.bob)


def test_groups_are_listed_with_what_they_share(knock: Knock, matter: Matter) -> None:
    answer = knock.get("/groups")
    assert answer.status_code == 200, answer.content
    found = answer.json()
    assert found["advised"] is True
    (one,) = found["groups"]
    assert (one["id"], one["state"], one["size"]) == (matter.id, "forming", 3)
    assert set(one["numbers"]) == set(matter.numbers)
    assert any("电梯" in word for word in one["shared"])
    assert one["why"].endswith(".")
    assert one["growth"] > 0


def test_one_group_says_why_each_is_in_and_how_it_grew(knock: Knock, knocks: Any, matter: Matter) -> None:
    whole = knock.get(f"/groups/{matter.id}").json()
    assert {one["number"] for one in whole["members"]} == set(matter.numbers)
    assert all(one["why"] and one["words"] and one["how"] == "found" for one in whole["members"])
    assert [one["count"] for one in whole["by_day"]] == [1, 1, 1]
    assert all(one["why_not"] for one in whole["near_misses"])
    assert whole["may_settle"] is False, "a handler looks"
    assert whole["lessons"] == []
    zh = knocks("bob", language="zh-hans").get(f"/groups/{matter.id}").json()
    assert zh["may_settle"] is True
    assert zh["members"][0]["why"] != whole["members"][0]["why"]


def test_whoever_may_not_see_its_complaints_finds_no_group(knocks: Any, matter: Matter) -> None:
    tom = knocks("tom")
    assert tom.get("/groups").json()["groups"] == []
    assert tom.get(f"/groups/{matter.id}").status_code == 404
    assert tom.post(f"/groups/{matter.id}/dismiss").status_code == 404
    assert Group.objects.get().state == "forming"


@pytest.mark.parametrize("who", ["ann", "dan", "aud", "adm"])
def test_who_is_neither_head_nor_of_quality_reads_and_settles_nothing(knocks: Any, matter: Matter, who: str) -> None:
    one = knocks(who)
    assert one.get(f"/groups/{matter.id}").json()["may_settle"] is False
    acts = {
        "confirm": {},
        "dismiss": {},
        "merge": {"other": matter.id},
        "split": {"numbers": matter.numbers[:2]},
        "remove": {"number": matter.numbers[0]},
        "add": {"number": matter.others[0]},
    }
    for word, fields in acts.items():
        answer = one.post(f"/groups/{matter.id}/{word}", fields)
        assert answer.status_code in {403, 409}, (word, answer.content)
    assert not GroupLesson.objects.exists()
    assert matter.members == set(matter.numbers)


@pytest.mark.parametrize("who", ["bob", "qi"])
def test_a_head_or_quality_confirms_once_and_the_lesson_has_a_name(
    knocks: Any, office: Office, matter: Matter, who: str
) -> None:
    one = knocks(who)
    done = one.post(f"/groups/{matter.id}/confirm")
    assert done.status_code == 200, done.content
    assert (done.json()["act"], done.json()["group"]["state"]) == ("confirm", "confirmed")
    (lesson,) = done.json()["group"]["lessons"]
    assert (lesson["act"], lesson["by"]) == ("confirm", f"account:{office.people[who].pk}")
    again = one.post(f"/groups/{matter.id}/confirm")
    assert (again.status_code, again.json()["type"]) == (409, "urn:wenguo:problem:refused")
    assert one.get("/groups", state="confirmed").json()["groups"][0]["id"] == matter.id
    assert one.get("/groups", state="forming").json()["groups"] == []


def test_what_is_dismissed_is_listed_only_when_asked_for(head: Knock, matter: Matter) -> None:
    assert head.post(f"/groups/{matter.id}/dismiss", {}).status_code == 200
    assert head.get("/groups").json()["groups"] == []
    assert [one["id"] for one in head.get("/groups", state="dismissed").json()["groups"]] == [matter.id]


def test_a_complaint_is_put_in_and_taken_out_by_its_number(head: Knock, matter: Matter) -> None:
    added = head.post(f"/groups/{matter.id}/add", {"number": matter.others[0]})
    assert added.status_code == 200, added.content
    assert {one["number"]: one["how"] for one in added.json()["group"]["members"]}[matter.others[0]] == "taught"
    assert head.post(f"/groups/{matter.id}/remove", {"number": matter.others[0].lower()}).status_code == 200
    assert matter.members == set(matter.numbers)


def test_a_group_is_parted_and_merged_and_an_old_address_leads_on(head: Knock, matter: Matter) -> None:
    for number in matter.others:
        head.post(f"/groups/{matter.id}/add", {"number": number})
    parted = head.post(f"/groups/{matter.id}/split", {"numbers": matter.others}).json()
    assert parted["id"] != matter.id
    assert set(parted["group"]["numbers"]) == set(matter.others)
    merged = head.post(f"/groups/{matter.id}/merge", {"other": parted["id"]}).json()
    assert (merged["id"], merged["group"]["size"]) == (matter.id, 5)
    assert head.get(f"/groups/{parted['id']}").json()["id"] == matter.id
    assert head.post(f"/groups/{parted['id']}/confirm").json()["id"] == matter.id


def test_a_group_that_dissolves_is_answered_as_gone(head: Knock, matter: Matter) -> None:
    for number in matter.numbers[:2]:
        done = head.post(f"/groups/{matter.id}/remove", {"number": number})
        assert done.status_code == 200, done.content
    assert done.json()["group"] is None
    assert head.get(f"/groups/{matter.id}").status_code == 404


@pytest.mark.parametrize(
    ("word", "fields", "field"),
    [
        ("add", {}, "number"),
        ("add", {"number": "WG00-000000-0"}, "number"),
        ("remove", {"number": ""}, "number"),
        ("split", {"numbers": []}, "numbers"),
        ("split", {"numbers": ["WG00-000000-0"]}, "numbers"),
        ("merge", {"other": 999_999}, "other"),
        ("merge", {"other": "1"}, "other"),
        ("confirm", {"more": 1}, "more"),
    ],
)
def test_what_is_filled_in_wrong_is_named(head: Knock, matter: Matter, word: str, fields: Any, field: str) -> None:
    answer = head.post(f"/groups/{matter.id}/{word}", fields)
    assert (answer.status_code, answer.json()["field"]) == (422, field), answer.content
    assert matter.members == set(matter.numbers)


def test_a_complaint_one_may_not_see_cannot_be_told_from_one_there_is_not(
    knocks: Any, office: Office, head: Knock, matter: Matter
) -> None:
    hidden = knocks("tom").recorded("望川花园六号楼的电梯停运")
    problems = [
        head.post(f"/groups/{matter.id}/add", {"number": number}).json() for number in (hidden, "WG00-000000-0")
    ]
    assert problems[0] == problems[1]


@pytest.mark.parametrize("group", ["0", "x", "-1", "9" * 40, "٣", "1.0"])
def test_an_address_of_nothing_is_nothing(head: Knock, matter: Matter, group: str) -> None:
    assert head.get(f"/groups/{group}").status_code == 404
    assert head.post(f"/groups/{group}/confirm").status_code == 404


def test_scopes_of_a_token_bind_here_too(knocks: Any, matter: Matter) -> None:
    assert knocks("bob", "note").get("/groups").status_code == 403
    reader = knocks("bob", "read")
    assert reader.get(f"/groups/{matter.id}").status_code == 200
    assert reader.post(f"/groups/{matter.id}/confirm").json()["type"] == "urn:wenguo:problem:scope"
    confirmer = knocks("bob", "confirm")
    assert confirmer.post(f"/groups/{matter.id}/dismiss").status_code == 403
    assert confirmer.post(f"/groups/{matter.id}/confirm").status_code == 200


def test_where_groups_are_switched_off_none_are_shown_and_none_settled(
    knocks: Any, office: Office, head: Knock, matter: Matter
) -> None:
    switches.switch(settler(office.adm.pk), T0, "groups", office.sec.pk, False)
    assert head.get("/groups").json() == {"advised": False, "groups": []}
    assert head.get(f"/groups/{matter.id}").status_code == 404
    refused = head.post(f"/groups/{matter.id}/confirm")
    assert (refused.status_code, "switched off" in refused.json()["detail"]) == (404, True)
    assert knocks("qi").get("/groups").json()["advised"] is True, "the switch is the unit's own"
    switches.switch(settler(office.adm.pk), T0, "groups", office.sec.pk, None)
    assert head.get("/groups").json()["advised"] is True
