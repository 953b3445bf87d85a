"""The demonstration shows every act and every stage, whatever day it is loaded on, and proves like any archive."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from django.test import override_settings

from wenguo import demo, events
from wenguo.complaint import Complaint
from wenguo.demo.organisation import AWAY, DEPUTY, LEFT
from wenguo.demo.telling import MARK
from wenguo.folding import fold
from wenguo.line import digest, read
from wenguo.models import Account, Evidence, Membership, Message, Person, Unit
from wenguo.models import Complaint as Row
from wenguo.models.complaint import COLUMNS, drawn
from wenguo.models.kept import fingerprint
from wenguo.models.store import get
from wenguo.models.writing import person_content
from wenguo.queries import office
from wenguo.rules import clocks
from wenguo.rules.lifecycle import STAGES
from wenguo.rules.permissions import ROLES
from wenguo.verbs import VERBS, Verb

SHANGHAI = ZoneInfo("Asia/Shanghai")
MOMENTS = {
    "after the National Day holiday": datetime(2026, 10, 9, 8, 30, tzinfo=SHANGHAI),
    "a Sunday night": datetime(2026, 11, 22, 23, 58, tzinfo=SHANGHAI),
    "just past midnight in the new year": datetime(2027, 1, 1, 0, 1, tzinfo=SHANGHAI),
    "in the Spring Festival holiday": datetime(2026, 2, 18, 12, 0, tzinfo=SHANGHAI),
    "a leap day's morning beyond the published calendar": datetime(2028, 2, 29, 6, 0, tzinfo=SHANGHAI),
    "a Wednesday afternoon": datetime(2026, 6, 24, 15, 7, tzinfo=SHANGHAI),
}


# on PostgreSQL two are enough: what differs between moments is the calendar, not the database
SHOWN = list(MOMENTS)[:2] if os.environ.get("WENGUO_TEST_DATABASE_URL") else list(MOMENTS)


@pytest.fixture(scope="module", params=SHOWN, ids=lambda name: name.replace(" ", "-"))
def shown(request: Any, tmp_path_factory: Any, django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """The demonstration as loaded at one moment, with every complaint folded and every verb used written down."""
    at = MOMENTS[request.param].astimezone(UTC)
    used: set[str] = set()
    watching = pytest.MonkeyPatch()
    for kind in VERBS.values():
        watching.setattr(kind, "kept", _watched(kind.kept, used))
    home = tmp_path_factory.mktemp("demo")
    with django_db_blocker.unblock(), override_settings(WENGUO_HOME=home), transaction.atomic():
        loaded = demo.load(at)
        watching.undo()
        rows = {row.number: row for row in Row.objects.all()}
        lines = {number: _lines(row.pk) for number, row in rows.items()}
        folded = {number: _fold(texts) for number, texts in lines.items()}
        yield SimpleNamespace(at=at, loaded=loaded, used=used, rows=rows, lines=lines, folded=folded)
        transaction.set_rollback(True)


def _watched(kept: Any, used: set[str]) -> Any:
    def watched(self: Verb) -> Any:
        used.add(type(self).word())
        return kept(self)

    return watched


def _lines(complaint_id: int) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM wenguo_line WHERE complaint_id = %s ORDER BY position", [complaint_id])
        return [row[0] for row in cursor.fetchall()]


def _fold(texts: list[str]) -> Complaint:
    found = fold((read(text), text) for text in texts)
    assert found is not None
    return found


def _case(shown: Any, name: str) -> Complaint:
    found: Complaint = shown.folded[shown.loaded.stories[name]]
    return found


def _events(shown: Any, name: str) -> list[str]:
    return [type(read(text).event).__name__ for text in shown.lines[shown.loaded.stories[name]]]


def test_every_verb_of_the_list_is_used(shown: Any) -> None:
    assert set(VERBS) - shown.used == set()


def test_everything_that_can_happen_has_happened(shown: Any) -> None:
    happened = {type(read(text).event).__name__ for texts in shown.lines.values() for text in texts}
    assert set(events.EVENTS) - happened == set()


def test_every_stage_is_there_to_be_seen_now(shown: Any) -> None:
    assert {c.stage for c in shown.folded.values()} == set(STAGES)


@pytest.mark.row("M14")
def test_promises_stand_in_every_state(shown: Any) -> None:
    states = {promise.state for c in shown.folded.values() for promise in c.promises}
    assert states == {"open", "kept", "kept_late", "broken"}


@pytest.mark.row("M37")
def test_no_complaint_is_without_an_active_owner(shown: Any) -> None:
    active = set(Account.objects.filter(is_active=True).values_list("id", flat=True))
    assert {c.owner for c in shown.folded.values()} <= active


@pytest.mark.row("M37")
def test_what_a_leaver_owned_passed_to_the_head_and_the_first_responder_stays_named(shown: Any) -> None:
    left = Account.objects.get(username=LEFT)
    head = Unit.objects.get(code="shop").head_id
    passed = [
        c for number, c in shown.folded.items() if any('"event":"Devolved"' in text for text in shown.lines[number])
    ]
    assert not left.is_active
    assert len(passed) >= 3
    assert {(c.owner, c.first_responder) for c in passed} == {(head, left.pk)}


def test_an_account_is_away_and_what_falls_due_is_offered_to_its_deputy(shown: Any) -> None:
    away, deputy = Account.objects.get(username=AWAY), Account.objects.get(username=DEPUTY)
    assert away.deputy == deputy
    offers = [
        line.event.to
        for texts in shown.lines.values()
        for line in map(read, texts)
        if isinstance(line.event, events.HandOverOffered) and line.event.why == "deputy"
    ]
    assert deputy.pk in offers


def test_an_unanswered_hand_over_went_up_at_its_own_time(shown: Any) -> None:
    raised = [
        line
        for texts in shown.lines.values()
        for line in map(read, texts)
        if isinstance(line.event, events.HandOverOffered) and line.event.why == "unanswered"
    ]
    assert raised
    assert all(line.by == "clock" and line.at < shown.at for line in raised)


def test_time_was_written_down_when_it_passed_and_nothing_is_left_over(shown: Any) -> None:
    for texts in shown.lines.values():
        lines = [read(text) for text in texts]
        assert [line.at for line in lines] == sorted(line.at for line in lines)
        assert lines[-1].at < shown.at
    for c in shown.folded.values():
        assert (moment := clocks.next_moment(c)) is None or moment >= shown.at - timedelta(minutes=1)


def test_clocks_warned_and_ran_out_and_some_were_extended_paused_and_resumed(shown: Any) -> None:
    ours = [clock for c in shown.folded.values() for clock in c.clocks]
    assert any(clock.overrun_at for clock in ours)
    assert any(clock.warned and clock.overrun_at is None for clock in ours)
    assert any(clock.state == "paused" for clock in ours)
    assert any(clock.extended for clock in ours)


def test_every_row_is_the_one_its_log_draws(shown: Any) -> None:
    for number, c in shown.folded.items():
        row = drawn(c)
        assert {column: getattr(shown.rows[number], column) for column in COLUMNS} == {
            column: row[column] for column in COLUMNS
        }


def test_every_chain_holds_and_what_is_kept_has_its_fingerprint(shown: Any) -> None:
    for number, texts in shown.lines.items():
        before = ""
        for position, text in enumerate(texts, 1):
            line = read(text)
            assert (line.number, line.position, line.prev) == (number, position, before)
            before = digest(text)
        c = shown.folded[number]
        for ref, wanted in c.refs.items():
            assert _fingerprint(ref) == (None if ref in c.erased else wanted)


def _fingerprint(ref: str) -> str | None:
    number = int(ref[1:])
    if ref[0] == "m":
        words = Message.objects.get(pk=number)
        return None if words.text is None else fingerprint(bytes(words.salt or b""), words.text.encode())
    if ref[0] == "p":
        person = Person.objects.get(pk=number)
        values = [getattr(person, name) for name in ("name", "phone", "email", "address", "identity", "language")]
        return None if person.salt is None else fingerprint(bytes(person.salt), person_content(values))
    file = Evidence.objects.get(pk=number)
    return None if file.path is None else fingerprint(bytes(file.salt or b""), get(file.path))


def test_the_office_is_a_tree_in_which_every_role_is_held(shown: Any) -> None:
    assert set(Membership.objects.values_list("role", flat=True)) == set(ROLES)
    every = {unit.code: unit for unit in office.units().values()}
    assert every["demo"].id in every["sec.call"].path
    assert every["sec.call"].packs == ("cn-securities", "house")
    hours = office.policy_of(every["auto"], shown.at.date()).calendar.hours
    assert hours is not None
    assert len(hours.on(5)) == 2, "the dealer works on Saturdays, with a break at noon"


@pytest.mark.row("M14")
def test_the_lenses_hold_both_versions_and_a_promise_of_ten_minutes_kept(shown: Any) -> None:
    c = _case(shown, "lenses")
    (promise,) = c.promises
    assert promise.state == "kept"
    assert promise.due_at - promise.made_at == timedelta(minutes=10)
    heard = [read(t).event for t in shown.lines[c.number] if '"event":"Heard"' in t]
    assert {event.who for event in heard if isinstance(event, events.Heard)} == {"complainant", "employee"}
    assert c.stage == "closed"


@pytest.mark.row("M35")
def test_the_compressor_holds_many_demands_many_causes_and_one_promise_too_many(shown: Any) -> None:
    c = _case(shown, "compressor")
    assert len(c.demands) == 5
    assert c.dissatisfaction == "both"
    assert len(c.causes) == 4
    assert [promise.state for promise in c.promises] == ["kept_late", "kept", "broken"]
    assert {"cn-auto", "house"} <= {clock.pack for clock in c.clocks}
    assert c.disputes == 1


@pytest.mark.row("M17")
def test_the_commission_is_two_linked_records_each_with_its_own_clocks(shown: Any) -> None:
    own, referred = _case(shown, "commission"), _case(shown, "commission_12386")
    assert own.links == {referred.number: "related"}
    assert referred.links == {own.number: "related"}
    assert own.received_at is not None
    assert referred.received_at is not None
    assert own.is_open()
    assert own.received_at < referred.received_at
    assert "reply_12386" in {clock.rule for clock in referred.clocks} - {clock.rule for clock in own.clocks}
    assert own.dissatisfaction == "outcome"


def test_the_batch_is_thirty_one_complaints_of_five_days_over_four_channels(shown: Any) -> None:
    batch = [
        shown.folded[row.number] for row in shown.rows.values() if (row.source or "").startswith(f"{MARK}-kettle-")
    ]
    first = shown.loaded.stories["batch"]
    assert len(batch) == 31
    assert len({c.channel for c in batch}) == 4
    days = {c.received_at.astimezone(SHANGHAI).date() for c in batch if c.received_at}
    assert max(days) - min(days) == timedelta(days=4)
    assert all(c.links == {first: "related"} for c in batch if c.number != first)
    words = Message.objects.filter(pk__in=[int(c.words.id[1:]) for c in batch if c.words]).values_list(
        "text", flat=True
    )
    assert len(set(words)) == 31
    assert len(_case(shown, "batch_spokesperson").demands) > max(
        len(c.demands) for c in batch if c.number != shown.loaded.stories["batch_spokesperson"]
    )


def test_the_professional_gets_the_lawful_amount_and_keeps_every_right(shown: Any) -> None:
    c = _case(shown, "professional")
    assert [(offer.remedy, offer.amount_fen, offer.state) for offer in c.offers] == [
        ("RM03", 39_800, "approved"),
        ("RM09", 100_000, "approved"),
    ]
    assert c.held
    assert c.stage == "disputed", "he asks for more, and it is looked into again, whatever is arranged"
    assert any(clock.state == "running" and clock.ours for clock in c.clocks)
    assert [one.ended_why for one in c.restrictions] == ["lifted", None]
    assert {demand.decision for demand in c.demands} == {"part", "not", "support"}


@pytest.mark.row("M11", "M15")
def test_grumbles_are_settled_on_the_spot_with_a_line_for_each_step(shown: Any) -> None:
    grumbles = [c for c in shown.folded.values() if c.grumble]
    assert len(grumbles) >= 12
    assert {c.stage for c in grumbles} == {"closed"}
    names = [name for name in _events(shown, "grumble") if not name.startswith("Clock")]
    assert names == ["Recorded", "Answered", "Accepted", "Closed"]
    c = _case(shown, "grumble")
    assert c.words is not None
    assert Message.objects.get(pk=int(c.words.id[1:])).text == "排队机又坏了"
    assert c.owner == Account.objects.get(username="niu.dawei").pk


def test_the_reporters_words_lie_in_the_record_split_off_alone(shown: Any) -> None:
    whole, report = _case(shown, "split"), _case(shown, "report")
    assert report.kind == "report"
    assert report.part_of == whole.number
    assert whole.links[report.number] == "part"
    assert report.words is not None
    assert report.words.id not in whole.refs


def test_one_is_erased_one_only_locked_because_the_law_keeps_it(shown: Any) -> None:
    c = _case(shown, "erased")
    assert c.words is not None
    assert c.complainant is not None
    assert {c.words.id, c.complainant.id} <= c.erased
    assert {ref.id for ref in c.theirs} <= c.erased
    assert not Person.objects.filter(complaint__number=c.number, salt__isnull=False).exists()
    assert sum(other.locked for other in shown.folded.values()) == 1


def test_two_guests_complain_in_english_and_all_others_in_chinese(shown: Any) -> None:
    texts = Message.objects.filter(pk__in=[int(c.words.id[1:]) for c in shown.folded.values() if c.words])
    english = [one.text for one in texts if one.text and one.text.isascii()]
    hotel = {unit.id for unit in office.units().values() if unit.code.startswith("hotel")}
    assert len(english) == 2
    assert {c.unit for c in shown.folded.values() if c.words and c.words.id in _ids(texts, english)} <= hotel


def _ids(texts: Any, wanted: list[str]) -> set[str]:
    return {f"m{one.pk}" for one in texts if one.text in wanted}


def test_loading_again_changes_nothing(shown: Any) -> None:
    before = sum(map(len, shown.lines.values()))
    again = demo.load(shown.at + timedelta(days=3))
    assert again == shown.loaded
    assert sum(len(_lines(row.pk)) for row in shown.rows.values()) == before


def test_everybody_may_sign_in_with_the_one_printed_word(shown: Any) -> None:
    assert Account.objects.get(username="chen.jing").check_password(demo.PASSWORD)
