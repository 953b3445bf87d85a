"""Conduct: an arrangement takes nothing from anybody; our own part is computed; no word of the tables labels a person."""

from __future__ import annotations

import copy
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenguo import events as e
from wenguo import packs
from wenguo.complaint import Clock, Complaint, DemandState, Notice, Promise
from wenguo.folding import take
from wenguo.line import Line
from wenguo.rules import abnormal, clocks, conduct, mishandling, permissions, restriction, urgency
from wenguo.rules.calendar import Calendar
from wenguo.rules.lifecycle import STAGES
from wenguo.rules.permissions import ROLES, Actor
from wenguo.verbs import VERBS, Act, Refused, Words

AT = datetime(2026, 3, 2, 2, tzinfo=UTC)
REF = e.Ref(id="m1", fp="0" * 64)
POLICY = packs.policy_for(("house",), date(2026, 2, 20), Calendar("CN", "Asia/Shanghai"))
THEY = Actor(ref="complainant", via="portal")


def _clock(number: int, due: int, state: str) -> Clock:
    due_at = AT + timedelta(hours=due)
    return Clock(
        id=number, pack="house", rule="decision_simple", obligor="firm", starts="receipt", started_at=AT - timedelta(days=9),
        due_at=due_at, due_rolled_at=due_at, ends_on=("Answered", "Heard"), warn_at=(50, 80), complexity="any",
        provisional=False, fallback=False, state=state,
    )  # fmt: skip


@st.composite
def complaints(draw: st.DrawFn) -> Complaint:
    """Any complaint: whatever stage, clocks, promises, demands and troubles it has."""
    spans = draw(st.lists(st.integers(-200, 400), max_size=3))
    c = Complaint(number="WG26-000001-9", stage=draw(st.sampled_from(sorted(STAGES))), unit=1, owner=1)
    c.received_at = c.recorded_at = AT - timedelta(days=10)
    c.severity = draw(st.sampled_from(["T1", "T2", "T3"]))
    c.clocks = [_clock(n + 1, due, draw(st.sampled_from(["running", "met"]))) for n, due in enumerate(spans)]
    c.promises = [
        Promise(id=1, to="complainant", what=REF, by="account:1", made_at=AT, due_at=AT + timedelta(hours=hours))
        for hours in draw(st.lists(st.integers(-50, 90), max_size=1))
    ]
    c.demands = [DemandState(id=1, remedy="RM03", amount_fen=draw(st.integers(0, 10**9)), words=None)]
    c.chases, c.disputes, c.broken_promises = (draw(st.integers(0, 9)) for _ in range(3))
    c.vulnerability = draw(st.sampled_from([None, REF]))
    c.held, c.concerned = draw(st.booleans()), draw(st.sampled_from([(), (2,)]))
    if draw(st.booleans()):
        c.notices = [Notice(position=1, event="Informed", way="email", sent_at=AT, words=REF, address=None, delivered=draw(st.sampled_from([None, True, False])))]  # fmt: skip
    return c


@st.composite
def measures(draw: st.DrawFn) -> list[e.Event]:
    """Any signs, proposals, warnings and arrangements, as severe as the rules let them be."""
    signs = draw(st.lists(st.sampled_from(sorted(abnormal.SIGNS)), min_size=1, max_size=4))
    days = draw(st.integers(1, restriction.MOST_DAYS))
    begins = AT - timedelta(days=draw(st.integers(0, 20)))
    found: list[e.Event] = [e.Observed(sign=sign, quote=REF, line=1) for sign in signs]
    kind = draw(st.sampled_from(sorted(abnormal.CONDUCT)))
    found += [
        e.Flagged(flag=1, conduct=kind, signs=(1,), words=REF, considered=REF),
        e.Judged(of="flag", flag=1, decision="upheld", words=REF),
        e.Warned(flag=1, words=REF, way="letter"),
        e.Restricted(
            restriction=1, flag=1, ways=(draw(st.sampled_from(sorted(restriction.WRITTEN))),), from_date=begins.date(),
            until_date=begins.date() + timedelta(days=days), review_date=begins.date(), begins_at=begins,
            ends_at=begins + timedelta(days=days), words=REF, appeal=REF, way="letter",
            contact=draw(st.sampled_from([None, 1, 3])),
        ),
    ]  # fmt: skip
    return found


def _with(c: Complaint, events: list[e.Event], by: str = "account:1") -> Complaint:
    grown = copy.deepcopy(c)
    for event in events:
        number = grown.length + 1
        take(grown, Line(number=c.number, position=number, at=AT, by=by, via="web", event=event, prev=grown.head))
    return grown


ACTORS = [THEY, *(Actor(ref="account:1", account=1, roles=frozenset({role}), via="web") for role in sorted(ROLES))]


@pytest.mark.row("M40")
@given(c=complaints(), events=measures(), later=st.integers(0, 200))
@settings(max_examples=60, deadline=None)
def test_no_arrangement_takes_a_right_a_clock_or_a_place_on_the_desk(
    c: Complaint, events: list[e.Event], later: int
) -> None:
    arranged, at = _with(c, events), AT + timedelta(days=later)
    for actor in ACTORS:
        for word in VERBS:
            assert permissions.why_closed(word, actor, arranged) == permissions.why_closed(word, actor, c), word
    assert arranged.clocks == c.clocks
    assert [one for one in clocks.lapsed(arranged, at) if not isinstance(one, e.Lifted)] == clocks.lapsed(c, at)
    assert urgency.urgent_at(arranged) == urgency.urgent_at(c)
    assert urgency.because(arranged, at) == urgency.because(c, at)
    kept = ("stage", "notices", "demands", "offers", "theirs", "ours", "severity", "last_contact_at", "outcome", "held")
    assert all(getattr(arranged, name) == getattr(c, name) for name in kept)


@given(
    c=complaints(),
    events=measures(),
    word=st.sampled_from(sorted(restriction.RIGHTS - {"record", "appeal", "enclose"})),
)
@settings(max_examples=60, deadline=None)
def test_what_the_complainant_says_is_decided_as_if_there_were_no_arrangement(
    c: Complaint, events: list[e.Event], word: str
) -> None:
    fields: dict[str, dict[str, Any]] = {
        "hear": {"words": "x", "way": "portal"}, "chase": {"way": "phone"}, "accept": {"how": "portal"},
        "dispute": {"words": "x"}, "ask_review": {"words": "x"}, "rate": {"handling": 1}, "withdraw": {},
    }  # fmt: skip
    assert _said(word, fields[word], _with(c, events)) == _said(word, fields[word], c)


def _said(word: str, fields: dict[str, Any], c: Complaint) -> Any:
    verb = VERBS[word](**fields)
    for _, one in verb.kept():
        assert isinstance(one, Words)
        one.ref = REF
    try:
        return verb.decide(c, Act(by=THEY, at=AT, policy=POLICY, taxonomy=packs.taxonomy()))
    except Refused as refused:
        return refused.text


def test_an_arrangement_is_over_at_its_moment_whoever_forgets_it() -> None:
    day = date(2026, 3, 2)
    span = restriction.bounds(day, day + timedelta(days=13), AT, "Asia/Shanghai")
    assert span.begins_at == AT
    assert span.ends_at == datetime(2026, 3, 15, 16, tzinfo=UTC), "the end of the last local day"


@pytest.mark.parametrize(
    "word", ["刁", "恶意", "职业", "敲诈", "骗", "无理", "闹", "troublemaker", "malicious", "fraudster", "vexatious"]
)
def test_no_word_of_the_tables_labels_a_person(word: str) -> None:
    entries = [*abnormal.SIGNS.values(), *abnormal.COUNTERS.values()]
    texts = [text for one in entries for text in (one.name, one.mind) if text is not None]
    texts += [text for pair in abnormal.CONDUCT.values() for text in pair] + list(restriction.UNTOUCHED)
    assert not [text for text in texts if word in text.zh or word in text.en.lower()]


def test_every_sign_says_how_it_is_known_and_where_it_comes_from() -> None:
    for code, one in {**abnormal.SIGNS, **abnormal.COUNTERS}.items():
        assert one.source in abnormal.SOURCES, code
    assert not set(abnormal.SIGNS) & set(abnormal.COUNTERS)
    triggers = {sign for one in abnormal.POLICE_GROUNDS.values() for sign in one.signs}
    assert triggers == {"fabrication", "threat_person"}


def _lines(*events: e.Event, by: str = "account:1") -> tuple[Complaint, list[Line]]:
    c, lines = Complaint(number="n"), []
    for event in events:
        line = Line(number="n", position=c.length + 1, at=AT, by=by, via="web", event=event, prev=c.head)
        take(c, line)
        lines.append(line)
    return c, lines


RECORDED = e.Recorded(unit=1, owner=1, channel="face", received_at=AT, words=REF)


def _offer(number: int, fen: int) -> e.Offered:
    return e.Offered(offer=number, remedy="RM03", basis=REF, amount_fen=fen, demand=1)


@pytest.mark.row("M01")
def test_giving_way_after_pressure_without_new_facts_is_our_own_part() -> None:
    found = e.Investigated(finding=REF)
    c, lines = _lines(RECORDED, found, _offer(1, 10_000), e.Chased(), _offer(2, 50_000))
    one = mishandling.ours(c, lines)[0]
    assert (one.code, one.line, one.also) == ("our_concession", 5, 4)
    assert "¥100.00" in one.fact.zh
    for events in (
        (RECORDED, found, _offer(1, 10_000), e.Chased(), found, _offer(2, 50_000)),  # something was found in between
        (RECORDED, found, _offer(1, 10_000), e.Chased(), e.Heard(who="complainant", words=REF, new_facts=True), _offer(2, 50_000)),
        (RECORDED, found, _offer(1, 10_000), e.Chased(), _offer(2, 10_000)),  # not raised
        (RECORDED, found, _offer(1, 10_000), _offer(2, 50_000)),  # no pressure
    ):  # fmt: skip
        assert mishandling.ours(*_lines(*events)) == []


def test_an_offer_from_nothing_after_a_threat_is_one_too_by_the_line_the_sign_names() -> None:
    heard = e.Heard(who="complainant", words=REF)
    observed = e.Observed(sign="private_settlement", quote=REF, line=2)
    assert [one.code for one in mishandling.ours(*_lines(RECORDED, heard, _offer(1, 100), observed))] == [
        "our_concession"
    ]
    assert mishandling.ours(*_lines(RECORDED, heard, _offer(1, 100))) == []


def test_a_real_receipt_and_a_finding_for_them_stand_as_counter_signs() -> None:
    c, lines = _lines(
        RECORDED,
        e.Enclosed(kind="voucher", whose="theirs", evidence=(e.Ref(id="e1", fp="0" * 64),)),
        e.Investigated(finding=REF, standard="established", holds=("unsafe_food",)),
        e.Investigated(finding=REF, standard="refuted", holds=("fraud",)),
    )
    assert [(one.code, one.line) for one in conduct.counters(c, lines)] == [("receipt", 2), ("defect", 3)]


@pytest.mark.parametrize(("asked", "code"), [(1_000_000, "beyond_standard"), (400_000, "")])
def test_what_is_asked_is_set_beside_the_most_the_rules_give(asked: int, code: str) -> None:
    c, lines = _lines(msgspec.structs.replace(RECORDED, demands=(e.Demand(remedy="RM08", amount_fen=asked),)))
    lawful = conduct.Lawful(most_fen=437_800, basis=abnormal.NO_TRIGGER)
    assert [one.code for one in conduct.signs(c, lines, lawful)] == ([code] if code else [])
    assert bool(conduct.counters(c, lines, lawful)) == (not code)
    assert conduct.signs(c, lines) == [], "without a bound nothing is beyond it"


def test_two_arrangements_of_one_day_cannot_stand_end_to_end() -> None:
    today = date(2026, 11, 22)
    later = today + timedelta(days=restriction.MOST_DAYS)
    wrong = restriction.why_not_dates(later, later + timedelta(days=9), later, today, restriction.Longest())
    assert wrong is not None
    assert wrong[0] == "until_date"
