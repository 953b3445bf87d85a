"""A complaint in danger: its six causes warned of from its own log (M38)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.stories import T0, Office, Story
from wenguo.advising import watching
from wenguo.models import Alarm
from wenguo.models import Complaint as Row
from wenguo.models.complaint import drawn
from wenguo.queries import danger, house
from wenguo.queries.seeing import Asker
from wenguo.reactions.work import run_due
from wenguo.rules import escalation
from wenguo.rules.escalation import Bounds, Read, Seen
from wenguo.rules.escalation_words import CAUSES, HELPS, SIGNS, reason
from wenguo.rules.stating import Stated, concluded, differing, turned_round


def watched(story: Story) -> list[tuple[str, str, str, int]]:
    """What the watch writes down now: cause, level, sign, quoted line."""
    watching.watch(story.row.pk, story.at)
    return [(one.cause, one.level, one.sign, one.line) for one in story.complaint.alerts]


@pytest.fixture
def reads(settings: Any) -> None:
    """Words are read, as where advice is on."""
    settings.WENGUO_ADVICE = "inside"


@pytest.mark.row("M38")
def test_being_passed_around_is_warned_of_at_the_line_of_the_second_change(story: Story) -> None:
    story.recorded().handed_over("eve").turned_back()
    assert watched(story) == []
    story.handed_over("eve").taken_over()
    line = story.complaint.moved_position
    assert watched(story) == [("passed_around", "early", "moves", line)]
    assert watched(story) == [("passed_around", "early", "moves", line)], "once for each line"
    story.handed_over("bob", by="eve").taken_over("bob")
    assert watched(story)[-1][:2] == ("passed_around", "now")


@pytest.mark.row("M38")
def test_coming_back_is_unsolved_only_while_nothing_is_done_between(story: Story) -> None:
    story.recorded().does("chase", "complainant").investigated().does("chase", "complainant")
    assert watched(story) == []
    story.does("chase", "complainant")
    assert [one[:3] for one in watched(story)] == [("came_back_unsolved", "early", "returns")]


def test_an_answer_to_our_question_is_no_coming_back(story: Story) -> None:
    story.recorded()
    for _ in range(3):
        story.does("ask", to="complainant", words="发生在哪家店？", way="phone").heard("北湖店", way="phone")
    assert not [one for one in watched(story) if one[0] == "came_back_unsolved"]


@pytest.mark.row("M38")
def test_being_asked_twice_for_one_fact_quotes_both_questions(story: Story, reads: None) -> None:
    story.recorded().does("ask", to="complainant", words="请提供发票照片", way="phone")
    first = story.complaint.notices[-1].position
    story.heard("发过了").does("ask", to="complainant", words="麻烦再发一下购买凭证好吗？", way="wechat")
    found = [one for one in (watched(story) and story.complaint.alerts) if one.sign == "asked_again"]
    assert [(one.line, one.other) for one in found] == [(story.complaint.notices[-1].position, first)]


@pytest.mark.row("M38")
def test_another_sum_for_the_same_thing_is_told_differently_and_one_that_is_explained_is_not(
    story: Story, reads: None
) -> None:
    story.recorded().informed(words="外套按发票全赔 2,600 元。", way="phone")
    story.informed(words="工时费 860 元退还。", way="phone")
    assert watched(story) == []
    story.informed(words="外套由 2,600 元改为赔 1,800 元，因为已穿四十天。", way="phone")
    assert watched(story) == [], "whoever names the earlier sum has explained the change"
    story.informed(words="外套最多赔 1,500 元。", way="phone")
    assert [one[:3] for one in watched(story)] == [("told_differently", "early", "amount")]


@pytest.mark.row("M38")
def test_yes_and_then_no_in_our_words_is_told_differently_unless_it_is_explained_or_something_new_lies_between(
    story: Story, reads: None
) -> None:
    story.recorded().informed(words="我们同意为您全额退款。", way="phone")
    story.informed(words="您要求退款，我们还在核实；如果检测不通过，不能退款。", way="phone")
    assert watched(story) == [], "a condition, and what is still looked into, conclude nothing"
    story.informed(words="经主管确认，无法退款。", way="phone")
    assert [one[:3] for one in watched(story)] == [("told_differently", "early", "said_otherwise")]
    last = story.complaint.alerts[-1]
    assert (last.other, last.line) == (story.complaint.notices[0].position, story.complaint.notices[-1].position)
    other = Story(story.office).recorded().informed(words="这不是质量问题。", way="phone").investigated()
    other.informed(words="确认存在质量问题。", way="phone")
    assert watched(other) == [], "a finding lies between"
    other.informed(words="更正我们之前的答复：这不是质量问题。", way="phone")
    assert watched(other) == [], "whoever says that it changes has explained it"


_subjects = ["同意为您退款", "可以换货", "We will refund you", "情况属实"]


@given(st.lists(st.tuples(st.sampled_from(_subjects), st.booleans()), max_size=6))
def test_the_same_conclusion_said_again_and_again_is_never_a_difference(said: list[tuple[str, bool]]) -> None:
    stated = [
        Stated(i, T0, "said", value, of)
        for i, (text, polite) in enumerate(said, 1)
        for of, value in concluded(("您好，" if polite else "") + text + "。")
    ]
    assert list(turned_round(stated, [])) == []
    turned = [one._replace(value="no", position=one.position + 100) for one in stated]
    assert len(list(turned_round(stated + turned, []))) == len({one.clause for one in stated})
    assert list(turned_round(stated + turned, [50])) == []


@pytest.mark.row("M38")
def test_wording_that_hurts_is_not_respect_and_its_words_never_reach_the_log(story: Story, reads: None) -> None:
    story.recorded().informed(words="这是您自己的问题，您自己没看清说明。", way="phone")
    assert [one[:3] for one in watched(story)] == [("not_respected", "early", "wording")]
    assert not any("没看清" in text for text in story.texts)


@pytest.mark.row("M38")
def test_a_demand_decided_otherwise_with_nothing_new_between_is_told_differently(story: Story) -> None:
    story.recorded(demands=[{"remedy": "RM03"}]).answered(
        decisions=[{"demand": 1, "decision": "not", "basis": "过了期限"}]
    )
    story.disputed().answered(decisions=[{"demand": 1, "decision": "support"}])
    assert ("told_differently", "early", "conclusion") in [one[:3] for one in watched(story)]


@pytest.mark.row("M38")
def test_too_slow_is_said_from_the_clock_and_from_silence(story: Story) -> None:
    story.recorded().reached().later(days=4)
    assert watching.watch_silent(story.at) == 0
    story.later(days=2)
    assert watching.watch_silent(story.at) == 1
    assert watching.watch_silent(story.at) == 0, "a silence is said once"
    story.later(days=10).ticked()
    assert ("too_slow", "now", "overrun") in [one[:3] for one in watched(story)]


def test_a_word_ends_a_silence_and_the_next_one_is_warned_of_anew(story: Story) -> None:
    story.recorded().reached().later(days=6)
    watching.watch_silent(story.at)
    story.informed().later(days=6)
    assert watching.watch_silent(story.at) == 1


def test_nothing_is_silent_once_it_is_the_complainants_turn(story: Story) -> None:
    story.recorded().answered().later(days=40)
    assert watching.watch_silent(story.at) == 0
    assert story.row.silent_at is None


def test_changing_hands_without_a_word_is_warned_of(story: Story) -> None:
    story.recorded().reached().handed_over("eve").taken_over().later(hours=49)
    assert watching.watch_silent(story.at) == 1
    assert story.complaint.alerts[-1].sign == "moved_silent"


def test_the_walk_of_silence_ends_whatever_was_warned_of_before(story: Story) -> None:
    story.recorded().later(days=3).ticked()
    watching.watch(story.row.pk, story.at)
    story.handed_over("eve").taken_over().later(days=8)
    watching.watch_silent(story.at)
    row = story.row
    assert (row.silent_at, row.moved_at) == (None, None), "what was said is looked at no more"
    assert watching.watch_silent(story.at) == 0


def test_silence_after_a_warning_of_changing_hands_is_time_to_act(story: Story) -> None:
    story.recorded().reached().handed_over("eve").turned_back().handed_over("eve").taken_over()
    assert watched(story)[-1][:3] == ("passed_around", "early", "moves")
    story.later(hours=60)
    watching.watch_silent(story.at)
    assert [(one.level, one.sign) for one in story.complaint.alerts][-1] == ("now", "moved_silent")


def test_an_organisation_may_set_another_limit(story: Story) -> None:
    house.settle("warn_silence_days", 2, None, T0)
    story.recorded().reached().later(days=3)
    assert watching.watch_silent(story.at) == 1
    assert "2 天" in reason(story.complaint.alerts[0]).zh


@pytest.mark.row("M38")
def test_the_owner_hears_first_and_the_head_when_a_second_cause_shows(story: Story, office: Office) -> None:
    story.recorded(by="ann", unit=office.sec.pk).does("chase", "complainant").does("chase", "complainant")
    watching.watch(story.row.pk, story.at)
    run_due(story.at + timedelta(minutes=1))
    alarmed = Alarm.objects.filter(kind="Alerted").values_list("account__username", flat=True)
    assert set(alarmed) == {"ann"}
    story.later(days=6)
    watching.watch_silent(story.at)
    run_due(story.at + timedelta(minutes=1))
    assert set(alarmed.all()) == {"ann", "bob"}


def test_the_organisation_settles_when_the_head_is_told(story: Story, office: Office) -> None:
    house.settle("warn_head_hours", 72, None, T0)
    story.recorded(by="ann", unit=office.sec.pk).does("chase", "complainant").does("chase", "complainant")
    watching.watch(story.row.pk, story.at)
    run_due(story.at + timedelta(hours=26))
    assert not Alarm.objects.filter(kind="AlertedUnanswered").exists()
    run_due(story.at + timedelta(hours=90))
    assert Alarm.objects.filter(kind="AlertedUnanswered", account=office.bob).exists()


def test_a_warning_that_nobody_answers_goes_to_the_head_after_a_day(story: Story, office: Office) -> None:
    story.recorded(by="ann", unit=office.sec.pk).does("chase", "complainant").does("chase", "complainant")
    watching.watch(story.row.pk, story.at)
    run_due(story.at + timedelta(hours=26))
    assert Alarm.objects.filter(kind="AlertedUnanswered", account=office.bob).exists()


def test_only_the_clock_may_warn(story: Story) -> None:
    story.recorded()
    fields = {"cause": "too_slow", "level": "early", "sign": "silence", "line": 1}
    assert story.cannot("alert", "bob", **fields).code == "permission"
    assert story.cannot("alert", "clock", **{**fields, "line": 99}).field == "line"


def test_the_row_is_the_log_folded_with_warnings_and_states(story: Story) -> None:
    story.recorded().does("chase", "complainant").does("chase", "complainant")
    watching.watch(story.row.pk, story.at)
    story.does("escalate", criteria=("press",), words="电视台已到现场").does(
        "report", words="x", informed=(story.office.bob.pk,)
    )
    row = Row.objects.get(pk=story.row.pk)
    for column, value in drawn(story.complaint).items():
        assert getattr(row, column) == value, column
    assert row.alerted == ",came_back_unsolved,"
    assert row.right_at is not None


def test_every_cause_and_sign_has_words_and_what_helps() -> None:
    assert list(CAUSES) == list(HELPS)
    assert {"moves", "silence", "wording", "amount", "day", "conclusion"} <= SIGNS.keys()


_values = st.lists(st.tuples(st.sampled_from(["外套赔", "工时费退", "大灯换"]), st.integers(1, 5)), max_size=8)


@given(_values)
def test_no_difference_is_found_where_each_thing_has_one_sum(said: list[tuple[str, int]]) -> None:
    price = dict(said)
    stated = [Stated(i, T0, "amount", str(price[clause]), clause) for i, (clause, _) in enumerate(said, 1)]
    one_each = {clause: str(n) for clause, n in price.items()}
    if len(set(one_each.values())) == len(one_each):
        assert list(differing(stated)) == []


@given(st.integers(1, 5), st.integers(0, 12))
def test_more_of_it_is_never_less_pressing(bound: int, n: int) -> None:
    from wenguo import events as e

    lines = [Seen(i, T0, "account:1", e.TakenOver(owner=1)) for i in range(1, n + 1)]
    found = escalation.passed_around(lines, Bounds(moves=bound))
    level = None if found is None else found.level
    assert level == (None if n < bound else "early" if n == bound else "now")
    assert escalation.told_differently(lines, Read(), Bounds()) is None


@pytest.mark.row("M38")
def test_rates_are_shown_only_with_enough_data_and_count_what_came_after(office: Office) -> None:
    for n in range(4):
        s = Story(office).recorded().does("chase", "complainant").does("chase", "complainant")
        if n % 2:
            watching.watch(s.row.pk, s.at)
        s.answered()
        if n == 3:
            s.disputed().answered()
        s.accepted().closed()
    who = Asker(account=office.local.pk, units=None)
    found = danger.proven(who, office.main.pk, T0, CAUSES)
    assert (found.warned, found.right, found.unwarned, found.grew) == (2, 1, 2, 0)
    assert found.rates is None
    assert {one.cause: (one.warned, one.grew) for one in found.causes}["came_back_unsolved"] == (2, 1)
