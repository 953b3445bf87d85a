"""Policy packs: what ships is sound, and a unit's packs give the rules in force on the day of receipt."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenguo import packs
from wenguo.rules.calendar import UNITS, Calendar
from wenguo.rules.pack import ENDS, PARTS, STARTS, TAGS
from wenguo.rules.policy import Policy, Rule

CHINA = Calendar()
SHIPPED = {
    *("house", "cn-bank-insurance", "cn-securities", "cn-retail", "cn-ecommerce", "cn-auto", "cn-tourism"),
    *("cn-telecom", "cn-privacy", "cn-samr", "cn-12345", "cn-xinfang", "uk-fca", "us-cfpb", "au-asic", "eu-gdpr"),
    *("iso-10002", "major"),
}
RULES = [rule for pack in packs.load().values() for rule in pack.rules]
RECEIVED = datetime(2026, 2, 10, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


def policy(*ids: str, on: date = date(2026, 2, 10), calendar: Calendar = CHINA) -> Policy:
    return packs.policy_for(ids, on, calendar)


def test_every_pack_is_there() -> None:
    assert set(packs.load()) == SHIPPED


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.key}-{rule.valid_from}")
def test_every_rule_has_a_source_a_grade_and_known_words(rule: Rule) -> None:
    assert rule.source.instrument
    assert rule.grade in {"V", "S", "design"}
    assert rule.start_event in STARTS
    assert set(rule.ends_on) <= set(ENDS)
    assert set(rule.applies) | set(rule.unless) <= set(TAGS)
    assert rule.unit in UNITS
    assert rule.confirmed_by is None  # nobody has confirmed these numbers against the official pages yet
    if rule.kind in {"clock", "bound"}:
        assert (rule.length is None) == rule.pending
    if rule.kind == "duty":
        assert rule.length is None
    if rule.grade == "V":
        assert rule.source.retrieved
    assert (rule.grade == "design") == (rule.pack in {"house", "major"})


@pytest.mark.parametrize(
    ("pack", "rule", "length", "unit", "obligor"),
    [
        ("house", "acknowledge", 1, "bd", "firm"),
        ("house", "first_contact", 1, "wd", "firm"),
        ("house", "decision_simple", 15, "cd", "firm"),
        ("house", "decision_complex", 30, "cd", "firm"),
        ("house", "max", 60, "cd", "firm"),
        ("house", "review", 30, "cd", "firm"),
        ("cn.bank", "decision_simple", 15, "cd", "firm"),
        ("cn.bank", "decision_complex", 30, "cd", "firm"),
        ("cn.bank", "review_request", 30, "cd", "complainant"),
        ("cn.bank", "review_decision", 30, "cd", "superior"),
        ("cn.bank", "regulator_forward", 7, "wd", "authority"),
        ("cn.bank", "withdrawal_close", 0, "cd", "firm"),
        ("cn.insurance", "assess", 30, "cd", "firm"),
        ("cn.insurance", "pay", 10, "cd", "firm"),
        ("cn.insurance", "refuse", 3, "cd", "firm"),
        ("cn.insurance", "advance", 60, "cd", "firm"),
        ("cn.securities", "records", 20, "y", "firm"),
        ("cn.samr", "accept_or_refuse", 7, "wd", "authority"),
        ("cn.samr", "mediation", 60, "cd", "authority"),
        ("cn.samr", "end_notice", 7, "wd", "authority"),
        ("cn.samr", "clue_check", 15, "wd", "authority"),
        ("cn.samr", "complaint_age", 3, "y", "complainant"),
        ("cn.retail", "return_no_reason", 7, "cd", "complainant"),
        ("cn.retail", "refund", 7, "cd", "firm"),
        ("cn.retail", "return_quality", 7, "cd", "complainant"),
        ("cn.retail", "delay_line", 15, "cd", "firm"),
        ("cn.retail", "burden_of_proof", 6, "m", "firm"),
        ("cn.retail", "closing_notice", 30, "cd", "firm"),
        ("cn.prepaid", "cooling_refund", 7, "cd", "firm"),
        ("cn.ecom", "records", 3, "y", "firm"),
        ("cn.auto", "answer", 10, "wd", "firm"),
        ("cn.auto", "complete", 20, "wd", "firm"),
        ("cn.auto", "warranty", 3, "y", "firm"),
        ("cn.auto", "repair_records", 6, "y", "firm"),
        ("cn.telecom", "answer", 15, "cd", "firm"),
        ("cn.tourism", "decide", 5, "wd", "authority"),
        ("cn.tourism", "respondent_reply", 10, "cd", "firm"),
        ("cn.tourism", "mediate", 60, "cd", "authority"),
        ("cn.tourism", "age", 90, "cd", "complainant"),
        ("cn.privacy.app", "privacy_complaint", 15, "wd", "firm"),
        ("cn.privacy", "pia_records", 3, "y", "firm"),
        ("cn.privacy", "answer_request", None, "cd", "firm"),
        ("cn.xinfang", "tell", 15, "cd", "firm"),
        ("cn.xinfang", "finish", 60, "cd", "firm"),
        ("cn.xinfang", "review", 30, "cd", "superior"),
        ("cn.12345.jinan", "reply", 5, "wd", "authority"),
        ("cn.12345.beijing", "per_order", None, "cd", "authority"),
        ("uk.fca", "summary_resolution", 3, "bd", "firm"),
        ("uk.fca", "acknowledge", None, "cd", "firm"),
        ("uk.fca", "final_response", 8, "week", "firm"),
        ("uk.fca.psd", "final_response", 15, "bd", "firm"),
        ("uk.fca", "records", 3, "y", "firm"),
        ("us.cfpb", "respond", 15, "cd", "firm"),
        ("us.cfpb", "final", 60, "cd", "firm"),
        ("au.asic", "acknowledge", 1, "bd", "firm"),
        ("au.asic", "idr_response", 30, "cd", "firm"),
        ("au.asic", "quick_close", 5, "bd", "firm"),
        ("eu.gdpr", "data_request", 1, "m", "firm"),
    ],
)
def test_table_a_is_in_the_packs(pack: str, rule: str, length: int | None, unit: str, obligor: str) -> None:
    found = policy(*SHIPPED, on=date(2026, 11, 22)).rule(pack, rule)
    assert (found.length, found.unit, found.obligor) == (length, unit, obligor)


@pytest.mark.parametrize(
    ("on", "length", "unit", "number"),
    [
        (date(2024, 6, 30), 45, "wd", "第20号"),
        (date(2024, 7, 1), 60, "cd", "第778号"),
        (date(2026, 4, 14), 60, "cd", "第778号"),
        (date(2026, 4, 15), 60, "cd", "第121号"),
    ],
)
def test_the_day_of_receipt_chooses_the_version(on: date, length: int, unit: str, number: str) -> None:
    rule = policy("cn-samr", on=on).rule("cn-samr", "mediation")
    assert (rule.length, rule.unit) == (length, unit)
    assert number in rule.source.number


def test_a_rule_of_later_law_does_not_reach_back() -> None:
    with pytest.raises(LookupError, match="decision_simple"):
        policy("cn-bank-insurance", on=date(2020, 2, 29)).rule("cn-bank-insurance", "decision_simple")


def test_a_pending_clock_borrows_from_the_house_and_says_so() -> None:
    pending = policy("cn-securities")
    finish = pending.rule("cn-securities", "finish")
    assert (finish.length, finish.unit, finish.grade, finish.fallback) == (15, "cd", "design", True)
    assert finish.note is not None
    assert "规则待核" in finish.note.zh
    assert packs.load()["cn-securities"].rules[1].length is None
    running = {rule.id for rule in pending.clocks_starting("receipt")}
    assert running == {"accept", "finish", "finish_complex"}
    assert pending.rule("cn-securities", "archive").length is None


def test_clocks_start_only_for_complaints_that_carry_their_facts() -> None:
    car = policy("cn-auto")
    assert car.clocks_starting("demand") == ()
    assert {rule.id for rule in car.clocks_starting("demand", frozenset({"exchange_or_return"}))} == {
        "answer",
        "complete",
    }
    british = policy("uk-fca", on=date(2026, 7, 1))
    assert [rule.id for rule in british.clocks_starting("receipt")] == ["final_response"]
    paid = british.clocks_starting("receipt", frozenset({"payment_services"}))
    assert [rule.id for rule in paid] == ["final_response_psd"]


def test_every_matching_clock_of_every_pack_runs() -> None:
    both = policy("house", "cn-bank-insurance").clocks_starting("receipt")
    assert [rule.key for rule in both if rule.id == "decision_simple"] == [
        "house.decision_simple",
        "cn.bank.decision_simple",
    ]


def test_an_authority_s_clock_is_shown_but_never_ours() -> None:
    for rule in RULES:
        assert rule.firm_clock == (rule.obligor in {"firm", "superior"})
    samr = policy("cn-samr", on=date(2026, 11, 22))
    assert samr.clocks_starting("receipt") == ()  # the authority has nothing before it yet
    shown = samr.clocks_starting("receipt", frozenset({"referred"}))
    assert [rule.id for rule in shown] == ["accept_or_refuse"]
    assert not shown[0].firm_clock


def test_due_counts_law_by_published_days_and_the_house_by_the_unit_s_own() -> None:
    friday = datetime(2026, 3, 6, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
    own = Calendar(extra={date(2026, 3, 7): True})
    house = policy("house", on=friday.date(), calendar=own)
    assert house.due(house.rule("house", "acknowledge"), friday).due_at.day == 7
    samr = policy("cn-samr", on=friday.date(), calendar=own)
    assert samr.due(samr.rule("cn-samr", "accept_or_refuse"), friday).due_at.day == 17
    abroad = policy("uk-fca", on=date(2026, 4, 2))
    start = datetime(2026, 4, 2, 9, tzinfo=ZoneInfo("Europe/London"))
    assert abroad.due(abroad.rule("uk-fca", "summary_resolution"), start).due_at.day == 9  # Easter Monday is off


def test_an_extension_is_counted_from_the_same_start() -> None:
    bank = policy("cn-bank-insurance")
    rule = bank.rule("cn.bank", "decision_complex")
    assert bank.due(rule, RECEIVED).due_at == datetime(2026, 3, 12, 15, 59, 59, tzinfo=UTC)
    assert bank.due(rule, RECEIVED, rule.extensions).due_at == datetime(2026, 4, 11, 15, 59, 59, tzinfo=UTC)
    assert rule.extensions[0].must_notify


def test_due_of_a_duty_is_refused() -> None:
    privacy = policy("cn-privacy")
    with pytest.raises(ValueError, match="no length"):
        privacy.due(privacy.rule("cn-privacy", "answer_request"), RECEIVED)


def test_settings_of_several_packs_add_up_and_the_house_stands_behind_them() -> None:
    mixed = policy("cn-bank-insurance", "cn-securities", "cn-auto")
    assert mixed.unreachable_attempts == 3
    assert mixed.escalate_offer_hours == 24
    assert mixed.quiet_hours == ("21:00", "08:00")
    assert set(mixed.answer_parts()) == {"facts_found", "basis", "reasons", "remedy", "remedies_told", "limits"}
    assert set(mixed.answer_parts()) <= set(PARTS)
    assert mixed.answer_parts(short_form=True)
    assert mixed.retention is not None
    assert mixed.retention[0] == 20
    assert mixed.retention[1].article == "137"
    assert mixed.approval_needed() == {"severity_T1", "referred"}
    assert policy("cn-retail").routes()[0].zh == "与经营者协商和解"
    assert len(policy("cn-retail").routes()) == 7
    assert policy("house").retention is None


def test_an_authority_s_grounds_are_no_grounds_for_a_firm() -> None:
    samr = policy("cn-samr", on=date(2026, 11, 22))
    assert len(samr.grounds(by="authority")) == 7
    assert {ground.code for ground in samr.grounds()} == {ground.code for ground in policy("house").grounds()}
    assert samr.ground("samr_16_3") is None
    assert policy("cn-bank-insurance").ground("bank_18_4") is not None


def test_an_unknown_pack_is_named_with_those_there_are() -> None:
    with pytest.raises(LookupError, match="cn-bank-insurance"):
        policy("cn-bank")


def test_nothing_known_to_be_wrong_is_in_the_packs() -> None:
    for rule in RULES:
        assert not (rule.length == 45 and rule.unit == "wd" and rule.valid_to is None)
        assert not (rule.pack == "uk-fca" and rule.id == "acknowledge" and rule.length is not None)
        assert not (rule.pack == "cn-securities" and rule.kind == "clock" and rule.length is not None)
        assert not (rule.track == "cn.securities" and "153" in rule.source.article)
        assert not (rule.track == "cn.tourism" and rule.unit == "wd" and rule.length in {15, 30})


@given(on=st.dates(date(2000, 1, 1), date(2040, 1, 1)))
def test_on_no_day_are_two_versions_of_a_rule_in_force(on: date) -> None:
    for pack in packs.load().values():
        ids = [rule.id for rule in pack.rules if rule.is_valid(on)]
        assert len(ids) == len(set(ids)), pack.id
