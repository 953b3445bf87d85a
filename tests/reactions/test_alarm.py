"""Who is alarmed of what: those who should act, once, and never the one who did it."""

from datetime import timedelta
from typing import Any

import pytest

from tests.stories import Office, Story
from wenguo.events import EVENTS
from wenguo.models import Account, Alarm, Reaction
from wenguo.reactions import REACTIONS
from wenguo.reactions.alarm import KINDS, label
from wenguo.reactions.alarmed import WHO
from wenguo.reactions.happened import happened
from wenguo.reactions.work import run_due
from wenguo.rules.following import FOLLOWS


def desks(story: Story, kind: str) -> set[str]:
    """The people on whose desks an alarm of that kind lies, once all reactions have run."""
    run_due(story.at + timedelta(days=1))
    found = Alarm.objects.filter(complaint__number=story.number, kind=kind)
    return set(found.values_list("account__username", flat=True))


def test_every_reaction_planned_has_a_function_and_every_alarm_its_addressees() -> None:
    assert {name for names in FOLLOWS.values() for name in names} | {"webhook"} == set(REACTIONS)
    assert {event for event, names in FOLLOWS.items() if "alarm" in names} == set(WHO)
    assert all(label(kind).zh and label(kind).en for kind in (*WHO, *KINDS))
    assert set(KINDS).isdisjoint(EVENTS)


@pytest.mark.row("M37")
def test_an_offer_goes_to_who_is_offered_it_and_the_answer_to_who_offered(story: Story) -> None:
    story.recorded(by="ann").handed_over(to="eve", by="bob")
    assert desks(story, "HandOverOffered") == {"eve"}
    story.turned_back(by="eve")
    assert desks(story, "TurnedBack") == {"ann", "bob"}
    story.handed_over(to="eve", by="bob").taken_over(by="eve")
    assert desks(story, "TakenOver") == {"bob"}


def test_an_offer_taken_back_is_told_to_who_was_offered_it_and_to_the_owner(story: Story) -> None:
    story.recorded(by="ann").handed_over(to="eve", by="bob").does("take_back", "bob")
    assert desks(story, "TakenBack") == {"eve", "ann"}


def test_an_offer_answered_before_the_morning_alarms_nobody(story: Story) -> None:
    story.later(hours=13).recorded().handed_over(to="eve").turned_back(by="eve")
    assert desks(story, "HandOverOffered") == set()


def test_an_overrun_alarms_owner_and_head_a_warning_the_owner_alone(story: Story) -> None:
    story.recorded(by="eve").acknowledged(by="ann").later(hours=23, minutes=30).ticked()
    assert desks(story, "ClockWarned") == {"eve"}
    story.later(days=80).ticked()
    assert desks(story, "ClockOverrun") == {"eve", "bob"}


@pytest.mark.row("M14")
def test_a_broken_promise_alarms_owner_and_head(story: Story) -> None:
    story.recorded().promised(hours=2).later(hours=3).ticked()
    assert "PromiseBroken" in story.happened
    assert desks(story, "PromiseBroken") == {"ann", "bob"}


def test_a_head_complained_of_is_passed_over(story: Story, office: Office) -> None:
    office.main.head = office.dan
    office.main.save()
    story.recorded(concerned=(office.bob.pk,)).promised(hours=2).later(hours=3).ticked()
    assert desks(story, "PromiseBroken") == {"ann", "dan"}


def test_supervision_by_quality_alarms_owner_and_head(story: Story) -> None:
    story.recorded().does("supervise", "qi", words="请三日内办结")
    assert desks(story, "Supervised") == {"ann", "bob"}


@pytest.mark.parametrize(
    ("word", "fields", "kind"),
    [
        ("hear", {"words": "再补充一点"}, "Heard"),
        ("chase", {"words": "怎么还没有消息"}, "Chased"),
        ("withdraw", {}, "Withdrawn"),
        ("ask_review", {"words": "请核查"}, "ReviewAsked"),
        ("dispute", {"words": "不认可"}, "Disputed"),
    ],
)
def test_what_others_bring_alarms_owner_and_followers(
    story: Story, office: Office, word: str, fields: dict[str, Any], kind: str
) -> None:
    story.recorded().does("follow", "qi")
    if word in {"ask_review", "dispute"}:
        story.answered()
    story.does(word, "complainant", **fields)
    assert desks(story, kind) == {"ann", "qi"}


def test_what_the_owner_does_alarms_followers_but_not_the_owner(story: Story) -> None:
    story.recorded().does("follow", "qi").heard(by="ann")
    assert desks(story, "Heard") == {"qi"}


def test_a_failed_notice_returns_to_the_desk(story: Story) -> None:
    story.recorded().informed()
    assert story.done is not None
    story.does("attest", "qi", notice=story.done.position, delivered=False)
    assert desks(story, "NoticeFailed") == {"ann"}


def test_a_question_alarms_the_colleague_asked(story: Story, office: Office) -> None:
    story.recorded().does("ask", "ann", words="当时怎么说的？", to="colleague", account=office.tom.pk)
    assert desks(story, "Asked") == {"tom"}


def test_an_answer_put_before_judges_alarms_the_nearest_and_their_word_comes_back(story: Story) -> None:
    story.recorded().investigated().does("submit", "ann", words="拟答复如下")
    assert desks(story, "ApprovalAsked") == {"bob"}
    story.does("reject", "bob", reason="请写明依据")
    assert desks(story, "Rejected") == {"ann"}
    story.does("submit", "ann", words="拟答复如下").does("approve", "bob")
    assert desks(story, "Approved") == {"ann"}


def test_where_the_head_asks_the_judges_above_are_alarmed(story: Story) -> None:
    story.recorded(by="bob").investigated("bob").does("submit", "bob", words="拟答复如下")
    assert desks(story, "ApprovalAsked") == {"dan", "local"}


def test_a_disabled_account_is_not_alarmed(story: Story, office: Office) -> None:
    story.recorded().does("follow", "qi")
    Account.objects.filter(pk=office.qi.pk).update(is_active=False)
    story.does("chase", "complainant")
    assert desks(story, "Chased") == {"ann"}


def test_a_reaction_run_twice_alarms_once(story: Story) -> None:
    story.recorded().does("chase", "complainant")
    line = Reaction.objects.get(name="alarm").line_id
    for _ in range(2):
        REACTIONS["alarm"](happened(line), story.at)
    assert Alarm.objects.count() == 1


def test_the_result_goes_to_the_head_and_the_referrer_waits_for_it(story: Story) -> None:
    story.recorded(referrer="12386").investigated().does("submit", "ann", words="拟答复").does("approve", "bob")
    story.answered().accepted().closed()
    assert desks(story, "Result") == {"bob"}
    assert desks(story, "ReferrerWaits") == {"ann"}
    assert desks(story, "ResultBelow") == set()


def test_the_unit_above_is_told_the_result_where_its_pack_says_so(story: Story, office: Office) -> None:
    office.main.head = office.dan
    office.main.save()
    office.sec.packs = ["cn-12345"]
    office.sec.save()
    story.recorded().answered().accepted().closed()
    assert desks(story, "Result") == {"bob"}
    assert desks(story, "ResultBelow") == {"dan"}


def test_history_starts_no_alarm_until_a_person_acts_on_it(story: Story) -> None:
    story.recorded(by="bob", live=False).later(days=40).ticked()
    assert "ClockOverrun" in story.happened
    assert not Reaction.objects.exists()
    story.handed_over(by="bob")
    assert [one.name for one in Reaction.objects.all()] == ["alarm"]
