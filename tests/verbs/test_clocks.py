"""The clocks as verbs move them: only as the pack allows, and told to the complainant (银保监令2020-3 art. 18)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.stories import T0, Story
from wenguo.complaint import Clock

SHANGHAI = ZoneInfo("Asia/Shanghai")
RECEIVED = datetime(2026, 2, 10, 10, 0, tzinfo=SHANGHAI).astimezone(UTC)
TOLD: dict[str, Any] = {"reason": "情况特别复杂", "told": "已告知延期三十日", "way": "letter"}


@pytest.fixture
def bank(story: Story) -> Story:
    """A complaint at a bank, whose head is bob and whose handler is ben."""
    story.office.new_unit("bank", ["cn-bank-insurance"], head="bob")
    story.office.new_person("ben", "bank", "handler")
    return story.moves_to(RECEIVED).recorded(by="ben")


def _running(story: Story, pack: str = "cn-bank-insurance") -> dict[str, Clock]:
    return {c.rule: c for c in story.complaint.clocks if c.state in {"running", "paused"} and c.pack == pack}


def _day(moment: datetime) -> date:
    return moment.astimezone(SHANGHAI).date()


def test_simple_runs_until_assessed_as_complex_which_counts_from_receipt_still(bank: Story) -> None:
    simple = _running(bank)["decision_simple"]
    assert (simple.started_at, _day(simple.due_at)) == (RECEIVED, date(2026, 2, 25))
    bank.later(days=5).assessed("ben", complexity="complex")
    running = _running(bank)
    assert "decision_simple" not in running
    assert (running["decision_complex"].started_at, _day(running["decision_complex"].due_at)) == (
        RECEIVED,
        date(2026, 3, 12),
    )
    assert bank.complaint.clocks[simple.id - 1].state == "stopped"
    assert "decision_simple" in _running(bank.assessed("ben", complexity="simple"))


def test_an_extension_needs_the_packs_leave_an_approver_and_a_notice(bank: Story) -> None:
    simple = _running(bank)["decision_simple"].id
    assert bank.cannot("extend", "ben", clock=simple, approver=bank.office.dan.pk, **TOLD).field == "clock"
    bank.assessed("ben", complexity="complex")
    number = _running(bank)["decision_complex"].id
    ben, dan = bank.office.ben.pk, bank.office.dan.pk
    assert bank.cannot("extend", "ben", clock=number, **TOLD).field == "approver"
    assert bank.cannot("extend", "ben", clock=number, approver=ben, **TOLD).field == "approver"
    assert bank.cannot("extend", "ben", clock=99, approver=dan, **TOLD).field == "clock"
    bank.does("extend", "ben", clock=number, approver=dan, **TOLD)
    clock = bank.complaint.clocks[number - 1]
    assert _day(clock.due_at) == date(2026, 4, 11)
    notice = bank.complaint.notices[-1]
    assert (notice.event, notice.way) == ("ClockExtended", "letter")
    assert bank.does("attest", "ben", notice=notice.position, delivered=True).complaint.notices[-1].delivered
    assert bank.cannot("extend", "ben", clock=number, approver=dan, **TOLD).field == "clock"


def test_an_approver_complained_of_approves_nothing(bank: Story) -> None:
    bank.assessed("ben", complexity="complex", concerned=[bank.office.dan.pk])
    number = _running(bank)["decision_complex"].id
    assert bank.cannot("extend", "ben", clock=number, approver=bank.office.dan.pk, **TOLD).field == "approver"


def test_a_pause_needs_a_ground_of_the_pack_and_its_days_are_added(bank: Story) -> None:
    clock = _running(bank)["decision_simple"]
    pause: dict[str, Any] = {"clock": clock.id, "reason": "送检"}
    assert bank.cannot("pause", "ben", **pause, ground="holiday", way="phone").field == "ground"
    assert bank.cannot("pause", "ben", **pause, ground="appraisal").field == "way"
    early, late = RECEIVED - timedelta(days=1), bank.at + timedelta(days=1)
    for moment in (early, late):
        assert (
            bank.cannot("pause", "ben", **pause, ground="appraisal", way="phone", paused_at=moment).field == "paused_at"
        )
    bank.does("pause", "ben", **pause, ground="appraisal", way="phone")
    assert bank.cannot("pause", "ben", **pause, ground="appraisal", way="phone").field == "clock"
    bank.later(days=10).does("resume", "ben", clock=clock.id)
    resumed = _running(bank)["decision_simple"]
    assert (_day(resumed.due_at) - _day(clock.due_at)).days == 10
    assert bank.cannot("resume", "ben", clock=clock.id).field == "clock"


def test_a_paused_clock_neither_warns_nor_runs_out(bank: Story) -> None:
    number = _running(bank)["decision_simple"].id
    bank.does("pause", "ben", clock=number, ground="mediation", reason="调解")
    bank.later(days=100).ticked()
    assert bank.complaint.clocks[number - 1].overrun_at is None
    assert bank.cannot("resume", "ben", clock=number, resumed_at=bank.at + timedelta(days=1)).field == "resumed_at"


def test_new_facts_start_the_clock_anew_where_the_pack_says_so(bank: Story) -> None:
    first = _running(bank)["decision_simple"].id
    bank.later(days=3).heard("还有一份合同", "ben", new_facts=True)
    again = _running(bank)["decision_simple"]
    assert (bank.complaint.clocks[first - 1].state, again.started_at) == ("stopped", bank.at - timedelta(minutes=10))
    before = len(bank.complaint.clocks)
    bank.heard("同事说的", "ben", who="employee", new_facts=True)
    assert len(bank.complaint.clocks) == before, "only the complainant's facts do"


def test_a_dispute_returns_to_investigation_and_a_clock_runs_again(bank: Story) -> None:
    bank.answered("ben")
    assert "decision_simple" not in _running(bank)
    at = bank.later(days=1).at
    c = bank.disputed().complaint
    assert (c.stage, c.disputes) == ("disputed", 1)
    assert _running(bank)["decision_simple"].started_at == at
    assert bank.investigated("ben").complaint.stage == "investigated"


def test_a_review_that_changes_the_result_sends_the_work_back_with_a_clock(bank: Story) -> None:
    bank.answered("ben").review_asked()
    assert _running(bank)["review_decision"].obligor == "superior"
    at = bank.later(days=1).at
    assert bank.reviewed(outcome="changed").complaint.stage == "disputed"
    running = _running(bank)
    assert running["decision_simple"].started_at == at
    assert "review_decision" not in running


def test_a_withdrawal_ends_the_same_day(bank: Story) -> None:
    bank.later(days=1).withdrawn()
    clock = _running(bank)["withdrawal_close"]
    assert _day(clock.due_at) == _day(bank.at)
    assert bank.closed("ben", outcome="OC06").complaint.clocks[clock.id - 1].state == "met"


def test_nobody_withdraws_tomorrow(bank: Story) -> None:
    assert bank.cannot("withdraw", "complainant", received_at=bank.at + timedelta(days=1)).field == "received_at"


def test_a_referral_starts_a_second_clock(story: Story) -> None:
    plain = story.recorded().complaint
    referred = Story(story.office).recorded(referrer="12386").complaint
    extra = {(one.pack, one.rule) for one in referred.clocks} - {(one.pack, one.rule) for one in plain.clocks}
    assert extra == {("cn-securities", rule) for _, rule in extra}
    assert len(extra) == 1


def test_a_pending_limit_runs_as_the_house_default_and_says_so(story: Story) -> None:
    clocks = story.recorded().complaint.clocks
    assert any(clock.fallback for clock in clocks if clock.pack == "cn-securities")
    assert not any(clock.fallback for clock in clocks if clock.pack == "house")


def test_a_demand_learned_at_assessment_starts_its_clock_counted_from_receipt(story: Story) -> None:
    story.recorded(by="tom").later(days=1)
    known = {(one.pack, one.rule) for one in story.complaint.clocks}
    story.assessed("tom", demands=[{"remedy": "RM03"}])
    new = [one for one in story.complaint.clocks if (one.pack, one.rule) not in known]
    assert new
    assert {one.pack for one in new} == {"cn-retail"}
    assert {one.started_at for one in new} == {T0}
    assert [one.id for one in story.complaint.clocks] == list(range(1, len(story.complaint.clocks) + 1))


def test_complexity_and_demand_in_one_assessment_number_their_clocks_apart(story: Story) -> None:
    story.recorded(by="tom").assessed("tom", complexity="complex", demands=[{"remedy": "RM03"}])
    assert [one.id for one in story.complaint.clocks] == list(range(1, len(story.complaint.clocks) + 1))


def test_the_clock_warns_once_at_each_fraction_and_then_tells_that_time_is_over(bank: Story) -> None:
    number = _running(bank)["decision_simple"].id
    bank.moves_to(RECEIVED + timedelta(days=9)).ticked().ticked()
    assert bank.complaint.clocks[number - 1].warned == 50
    bank.moves_to(RECEIVED + timedelta(days=14)).ticked()
    assert bank.complaint.clocks[number - 1].warned == 80
    bank.moves_to(RECEIVED + timedelta(days=20)).ticked().ticked()
    c = bank.complaint
    assert c.clocks[number - 1].overrun_at == RECEIVED + timedelta(days=20)
    assert c.person_position == 1, "the clock's lines make no page stale"


def test_an_answer_meets_the_clocks_it_ends(bank: Story) -> None:
    bank.answered("ben")
    assert {one.state for one in bank.complaint.clocks if one.rule in {"decision_simple", "max"}} == {"met"}
    assert bank.row.overdue_at is None
