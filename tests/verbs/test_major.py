"""The course of a major complaint: by which criteria, who must know by when, and what brings it back (M39)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.stories import Office, Story
from wenguo.models import Alarm, Membership
from wenguo.packs.majors import criteria
from wenguo.queries import danger
from wenguo.reactions.work import run_due
from wenguo.rules import major


@pytest.mark.row("M39")
def test_a_major_complaint_has_a_reason_and_stricter_clocks_and_is_of_the_gravest(story: Story) -> None:
    story.recorded()
    assert story.cannot("escalate", words="感觉很严重").field == "criteria"
    assert story.cannot("escalate", criteria=("anger",), words="很生气").field == "criteria"
    before = {(one.pack, one.rule): one.due_at for one in story.complaint.clocks}
    story.does("escalate", criteria=("press", "regulator"), words="电视台到场，监管来电")
    c = story.complaint
    assert c.severity == "T1"
    assert {one.rule for one in c.clocks if one.pack == "major"} == {"tell", "contact", "decide"}
    kept = {(one.pack, one.rule): one.due_at for one in c.clocks if one.state == "running"}
    assert before.items() <= kept.items(), "no other clock of theirs is touched"


@pytest.mark.row("M39")
def test_the_daily_report_is_due_again_until_it_is_calm(story: Story, office: Office) -> None:
    story.recorded().does("escalate", criteria=("press",), words="电视台到场")
    told = (office.bob.pk,)
    story.does("report", words="已联系记者，今天给答复", informed=told)
    daily = [one for one in story.complaint.clocks if one.rule == "daily_report"]
    assert [one.state for one in daily] == ["running"]
    assert daily[0].due_at == daily[0].started_at + timedelta(hours=24)
    story.later(hours=20).does("report", words="第二天：已答复", informed=told)
    daily = [one for one in story.complaint.clocks if one.rule == "daily_report"]
    assert [one.state for one in daily] == ["met", "running"]
    story.does("calm", "bob", state="calm", words="记者已撤，投诉人认可")
    assert not [one for one in story.complaint.clocks if one.starts in major.CLOCKS and one.state == "running"]
    assert story.row.major is None


@pytest.mark.row("M39")
def test_the_state_is_brought_back_by_another_person_with_reasons_and_can_rise_again(story: Story) -> None:
    story.recorded().does("escalate", criteria=("accident",), state="disaster", words="有人受伤")
    assert story.cannot("calm", "ann", state="crisis", words="好了").code == "permission"
    assert story.cannot("calm", "dan", state="calm", words="好了").field == "state"
    assert story.cannot("escalate", criteria=("accident",), state="crisis", words="轻了").field == "state"
    story.does("calm", "dan", state="opportunity", words="伤者已出院，家属满意")
    story.does("escalate", criteria=("press",), state="crisis", words="视频上了热搜")
    assert [one.state for one in story.complaint.major.turns] == ["disaster", "opportunity", "crisis"]  # type: ignore[union-attr]
    assert story.row.major == "crisis"


def test_a_major_complaint_is_not_closed_before_it_is_calm_and_the_complainant_may_still_dispute(story: Story) -> None:
    story.recorded(severity="T3").answered().does("escalate", criteria=("press",), words="记者到场").accepted()
    assert "平息" in story.cannot("close", outcome="OC01").text.zh
    story.does("report", words="已处理", informed=(story.office.bob.pk,))
    story.does("calm", "dan", state="calm", words="记者离开").closed().disputed()
    assert story.complaint.stage == "disputed"


def test_its_owner_cannot_call_it_calm_even_as_head(story: Story) -> None:
    story.recorded(by="local").does("escalate", "local", criteria=("press",), words="媒体到场")
    assert "另一位" in story.cannot("calm", "local", state="opportunity", words="没事了").text.zh


def test_who_only_reads_cannot_list_one_and_who_is_complained_of_gets_no_report(story: Story, office: Office) -> None:
    story.recorded(concerned=(office.tom.pk,))
    assert story.cannot("escalate", "aud", criteria=("press",), words="媒体").code == "permission"
    story.does("escalate", criteria=("press",), words="媒体到场")
    assert story.cannot("report", words="情况", informed=(office.tom.pk,)).field == "informed"


@pytest.mark.row("M39")
def test_those_whom_the_criteria_name_are_alarmed(story: Story, office: Office) -> None:
    story.recorded(by="ann", unit=office.sec.pk).does("escalate", criteria=("press",), words="媒体到场")
    run_due(story.at)
    alarmed = set(Alarm.objects.filter(kind="Escalated").values_list("account__username", flat=True))
    assert {"bob", "lex"} <= alarmed
    assert "ann" not in alarmed, "who did it knows"


@pytest.fixture
def shop(office: Office) -> int:
    """A shop with a head, below a region with one of its own."""
    office.new_unit("region", [], head="dan")
    made = office.new_unit("shop", [], head="bob", parent="region").pk
    office.new_person("ida", "shop", "handler")
    return made


def _standing(story: Story, at: Any) -> dict[str, str]:
    """Role → how it stands with whoever must know of it."""
    return {one.role: major.knowing(one.told_at, one.due_at, at) for one in danger.knowers(story.complaint)}


@pytest.mark.row("M39")
def test_each_role_must_know_within_its_own_hours_and_is_told_or_late_by_itself(
    story: Story, office: Office, shop: int
) -> None:
    story.recorded(by="ida", unit=shop).does("escalate", "ida", criteria=("accident",), words="有人受伤")
    due = {one.role: (one.hours, one.due_at - one.since) for one in danger.knowers(story.complaint)}
    assert due == {role: (hours, timedelta(hours=hours)) for role, hours in criteria()["accident"].tell.items()}
    assert len(set(due.values())) > 1
    assert set(_standing(story, story.at).values()) == {"due"}
    story.does("report", "ida", words="已送医", informed=(office.bob.pk,)).later(hours=1)
    assert _standing(story, story.at) == {"head": "told", "head_above": "late", "legal": "due"}
    story.later(hours=2).does("report", "ida", words="家属已到", informed=(office.dan.pk,))
    assert _standing(story, story.at) == {"head": "told", "head_above": "told_late", "legal": "late"}
    story.does("report", "ida", words="再报", informed=(office.bob.pk,))
    assert _standing(story, story.at)["head"] == "told", "told again later, it was told in time all the same"


@pytest.mark.row("M39")
def test_whoever_is_not_told_in_time_is_alarmed_role_by_role_and_by_night_too(story: Story, office: Office) -> None:
    story.recorded(by="ann", unit=office.sec.pk).later(hours=15).does(
        "escalate", "ann", criteria=("accident",), words="夜里有人受伤"
    )
    late = Alarm.objects.filter(kind="MajorUntold")
    begun = story.at
    run_due(begun)
    assert Alarm.objects.filter(kind="Escalated", account=office.bob).exists(), "no quiet hours for it"
    story.does("report", "ann", words="已送医", informed=(office.bob.pk,))
    run_due(begun + timedelta(minutes=80))
    assert not late.exists(), "who was told in time is not late"
    run_due(begun + timedelta(hours=3))
    assert set(late.values_list("account__username", flat=True)) == {"ann", "bob", "lex", "local"}
    run_due(begun + timedelta(hours=30))
    assert late.count() == 4, "each once"


@pytest.mark.row("M39")
def test_a_criterion_added_later_gives_its_roles_their_hours_from_then_on(story: Story, shop: int) -> None:
    story.recorded(by="ida", unit=shop).does("escalate", "ida", criteria=("amount",), words="索赔六十万")
    first = {one.role: one.due_at for one in danger.knowers(story.complaint)}
    story.later(hours=6).does("escalate", "ida", criteria=("press",), words="媒体到场")
    then = {one.role: one.due_at for one in danger.knowers(story.complaint)}
    assert then["head"] == first["head"], "the earlier moment stays"
    assert then["legal"] < first["legal"]
    assert then["head_above"] > story.at


def test_a_role_knows_once_one_who_holds_it_was_told(story: Story, office: Office, shop: int) -> None:
    story.recorded(by="ida", unit=shop).does("escalate", "ida", criteria=("accident",), words="有人受伤")
    assert [one.account for one in danger.knowers(story.complaint) if one.role == "legal"] == [
        office.local.pk,
        office.lex.pk,
    ]
    story.does("report", "ida", words="已送医", informed=(office.lex.pk,))
    assert [one.account for one in danger.knowers(story.complaint) if one.role == "legal"] == [office.lex.pk]


def test_a_role_that_nobody_holds_is_shown_and_a_head_complained_of_is_passed_over(
    story: Story, office: Office, shop: int
) -> None:
    Membership.objects.filter(role="legal").delete()
    story.recorded(by="ida", unit=shop, concerned=(office.bob.pk,)).does(
        "escalate", "ida", criteria=("accident",), words="有人受伤"
    )
    found = {one.role: one.account for one in danger.knowers(story.complaint)}
    assert found == {"head": office.dan.pk, "legal": None}, "above the last head nobody is"


def test_criteria_are_the_pack_and_each_says_its_source(office: Office) -> None:
    table = criteria()
    assert tuple(table) == major.CODES
    assert table["twenty_together"].grade == "V"
    assert table["twenty_together"].source.article == "29(2)"
    assert all(one.tell and one.tell_grade == "design" for one in table.values()), "no hour pretends to be law"
    assert set(major.SHOWN) == {code for code, one in table.items() if one.known == "log"}


@pytest.mark.parametrize("together", [1, 19, 20, 31])
def test_twenty_people_count_only_face_to_face(story: Story, together: int) -> None:
    story.recorded(channel="face")
    met = {one.code for one in major.shown(story.complaint, major.Given(together=together))}
    assert ("twenty_together" in met) == (together >= 20)
    story.complaint.channel = "web"
    other = story.complaint
    other.channel = "web"
    assert "twenty_together" not in {one.code for one in major.shown(other, major.Given(together=together))}
