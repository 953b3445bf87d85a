"""Every number of the board is the number of rows behind it; the board reads indexes of what is open."""

from __future__ import annotations

import contextlib
import random
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.queries.test_plans import plans
from tests.stories import T0, Office, Story
from wenguo.queries import board
from wenguo.queries.filters import Filters
from wenguo.queries.finding import seek
from wenguo.queries.seeing import asker
from wenguo.verbs import Refused

ZONE = "Asia/Shanghai"
pytestmark = pytest.mark.row("M37")


ACTS = ("promised", "hand_over", "turn_back", "investigated", "answered", "disputed", "ticked", "closed", "take")


def counted(office: Office, who: str, at: datetime, **filters: object) -> int:
    return seek(asker(office.people[who].pk), "", at, filters=Filters(**filters), limit=0).total  # type: ignore[arg-type]


def lived(office: Office, seed: int) -> datetime:
    """A few weeks of an office's work, whatever it was."""
    rng = random.Random(seed)
    story = Story(office, T0)
    numbers: list[str] = []
    for _ in range(60):
        story.later(hours=rng.choice([1, 5, 30]))
        who = rng.choice(["ann", "eve", "bob"])
        with contextlib.suppress(Refused):
            if not numbers or rng.random() < 0.3:
                story.recorded(f"第 {len(numbers)} 件", by=who)
                numbers.append(story.number)
                continue
            story.number = rng.choice(numbers)
            owner = next(name for name, one in office.people.items() if one.pk == story.complaint.owner)
            act = rng.choice(ACTS)
            if act == "hand_over":
                story.handed_over(to=rng.choice(["ann", "eve", "qi"]), by=owner)
            elif act in {"turn_back", "take"}:
                to = story.complaint.hand_over
                taker = next((name for name, one in office.people.items() if to and one.pk == to.to), owner)
                story.turned_back(by=taker) if act == "turn_back" else story.taken_over(by=taker)
            elif act in {"disputed", "ticked"}:
                getattr(story, act)()
            elif act == "promised":
                story.promised(by=owner, hours=rng.choice([1, 50]))
            else:
                getattr(story, act)(by=owner)
    return story.at


@pytest.mark.parametrize("seed", range(6))
def test_each_number_is_the_number_of_rows_behind_it(office: Office, seed: int) -> None:
    at = lived(office, seed)
    unit = office.sec.pk
    who = asker(office.bob.pk)
    soon = board.midnight_after(board.soon_until(unit, at), ZONE)
    loads = board.loads(who, unit, at, ZONE)
    assert loads
    for one in loads:
        mine = {"unit": unit, "owner": one.account}
        assert one.open == counted(office, "bob", at, **mine, open=True)
        assert one.overdue == counted(office, "bob", at, **mine, open=True, overdue=True)
        assert one.soon == counted(office, "bob", at, **mine, due_to=soon)
        assert one.promises == counted(office, "bob", at, **mine, promise="waiting")
        assert one.promises_late == counted(office, "bob", at, **mine, promise="late")
        assert one.offered == counted(office, "bob", at, **mine, offered=True)
    assert sum(one.open for one in loads) == counted(office, "bob", at, unit=unit, open=True)
    this, last = board.troubles(who, unit, at, ZONE)
    for span in (this, last):
        since = datetime.combine(span.since, datetime.min.time(), ZoneInfo(ZONE))
        until = board.midnight_after(span.until, ZONE)
        for kind in ("disputed", "reopened", "broken"):
            rows = counted(office, "bob", at, unit=unit, trouble=kind, received_from=since, received_to=until)
            assert getattr(span, kind) == rows


@pytest.mark.parametrize("seed", range(3))
def test_what_falls_due_each_day_is_what_its_rows_say(office: Office, seed: int) -> None:
    at = lived(office, seed)
    unit, who = office.sec.pk, asker(office.bob.pk)
    found = board.ahead(who, unit, at, ZONE)
    assert found.overdue == counted(office, "bob", at, unit=unit, open=True, overdue=True)
    begin = at.astimezone(ZoneInfo(ZONE)).date()
    for span, day in zip(board.spans(unit, at), found.days, strict=True):
        filters = board.running_out(begin, span.last, ZONE)
        total = seek(who, "", at, filters=Filters(unit=unit, overdue=False, open=True, breach_from=filters.breach_from, breach_to=filters.breach_to), limit=0).total  # fmt: skip
        assert (day.day, day.due) == (span.day, total)
        begin = span.last + timedelta(days=1)


def test_the_days_ahead_are_working_days_and_rest_days_belong_to_the_one_before(office: Office) -> None:
    friday = datetime(2026, 3, 6, 10, tzinfo=ZoneInfo(ZONE))
    found = board.spans(office.sec.pk, friday)
    assert [span.day.isoformat() for span in found[:2]] == ["2026-03-06", "2026-03-09"]
    assert found[0].last.isoformat() == "2026-03-08"
    assert len(found) == board.AHEAD_DAYS
    sunday = friday + timedelta(days=2)
    assert board.spans(office.sec.pk, sunday)[0].day.isoformat() == "2026-03-09"


def test_the_pace_counts_what_was_worked_on_and_not_what_was_put_right_on_the_spot(story: Story) -> None:
    for _ in range(3):
        story.recorded().answered().accepted().closed()
    story.settled()
    found = board.ahead(asker(story.office.bob.pk), story.office.sec.pk, story.later(days=2).at, ZONE)
    assert found.closed == 3
    assert found.working_days >= 15


def test_whoever_leads_sees_the_board_of_their_units_and_no_other(office: Office) -> None:
    led = {name: set(board.led(office.people[name].pk)) for name in ("bob", "qi", "dan", "aud", "ann", "eve", "adm")}
    sec, car, main = office.sec.pk, office.car.pk, office.main.pk
    assert led["bob"] == {sec}
    assert led["qi"] == led["dan"] == led["aud"] == {sec, car, main}
    assert led["ann"] == led["eve"] == led["adm"] == set()
    assert board.is_leading(office.bob.pk, sec)
    assert not board.is_leading(office.qi.pk, sec)


def test_who_is_away_or_gone_is_marked(story: Story) -> None:
    story.recorded(by="ann").recorded(by="eve")
    story.office.ann.away_until = story.at + timedelta(days=2)
    story.office.ann.save()
    story.office.eve.is_active = False
    story.office.eve.save()
    loads = {one.username: one for one in board.loads(asker(story.office.bob.pk), story.office.sec.pk, story.at, ZONE)}
    assert (loads["ann"].away_until is not None, loads["ann"].active) == (True, True)
    assert (loads["eve"].away_until, loads["eve"].active) == (None, False)
    offered = {one.username: one for one in board.takers(story.office.sec.pk, story.at, "zh")}
    assert offered["ann"].away
    assert "eve" not in offered
    assert "aud" not in offered


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL's planner reads small tables whole")
def test_the_board_reads_indexes_of_what_is_open_and_asks_the_same_few_questions(office: Office) -> None:
    at = lived(office, 1)
    who, unit = asker(office.bob.pk), office.sec.pk
    with CaptureQueriesContext(connection) as asked:
        board.loads(who, unit, at, ZONE)
        board.ahead(who, unit, at, ZONE)
        board.troubles(who, unit, at, ZONE)
        for filters in (
            Filters(offered=True),
            Filters(turned_back=True),
            Filters(promise="late"),
            Filters(awaits=True),
        ):
            board.first_of(who, unit, filters, at, 8)
    partial = {"open_load", "troubled", "offered_to", "turned_back", "promises_of_owner", "awaiting"}
    for plan in plans(asked):  # what is walked whole is an index of few
        for part in plan.split(" | "):
            if part.startswith("SCAN c"):
                assert part.split("INDEX ")[-1].split()[0] in partial, plan
    assert any("INDEX by_closing (closed_at>?" in plan for plan in plans(asked))
    assert sum("USING COVERING INDEX open_load" in plan for plan in plans(asked)) == 2
