"""The head's board: what lies on whom in a unit, what will run out, what waits for somebody.

Every number is counted by the same filters that the search room lists its rows by, over what is open in the units
asked for: indexes of the open ones, never a walk over what is closed without a bound of days.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from django.db import connection

from wenguo.models import Account, Membership, Pause
from wenguo.models.writing import stored
from wenguo.queries import office
from wenguo.queries.filters import Filters, condition, is_rare, troubled
from wenguo.queries.seeing import Asker, unhidden
from wenguo.rules.calendar import Calendar
from wenguo.rules.forecast import Forecast, forecast

ROLES = frozenset({"head", "quality", "approver", "legal", "auditor"})
TAKING = frozenset({"front_line", "handler", "head", "quality", "legal", "approver"})
SOON_DAYS = 2
AHEAD_DAYS = 10
PAST_DAYS = 30


class Load(msgspec.Struct, frozen=True, kw_only=True):
    """What lies on one person; a load, not a merit."""

    account: int
    username: str
    name: str
    active: bool
    away_until: datetime | None
    open: int
    overdue: int
    soon: int
    promises: int
    promises_late: int
    offered: int


class Trouble(msgspec.Struct, frozen=True, kw_only=True):
    """Of the complaints received in a span of days: how many were disputed, reopened, had a promise broken."""

    since: date
    until: date
    disputed: int
    reopened: int
    broken: int


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """A working day ahead with the rest days after it: from its first moment to its last day."""

    day: date
    last: date


def led(account_id: int) -> list[int]:
    """The units an account may see the board of: where it holds a role that leads or looks, and those below."""
    held = set(
        Membership.objects.filter(account_id=account_id, role__in=ROLES, account__is_active=True).values_list(
            "unit_id", flat=True
        )
    )
    return [unit.id for unit in office.units().values() if held & set(unit.path)]


def is_leading(account_id: int, unit: int) -> bool:
    """May this account hand over others' complaints of the unit: is it a head there or above?"""
    path = office.units()[unit].path
    return Membership.objects.filter(account_id=account_id, role="head", unit_id__in=path).exists()


def calendar_of(unit: int, at: datetime) -> Calendar:
    """The calendar a unit works by."""
    facts = office.units()[unit]
    return office.policy_of(facts, at.astimezone(ZoneInfo(facts.time_zone)).date()).calendar


def soon_until(unit: int, at: datetime) -> date:
    """The last day of "within two working days"."""
    calendar = calendar_of(unit, at)
    day = calendar.local(at).date()
    for _ in range(SOON_DAYS):
        day = calendar.next_working(day)
    return day


def midnight_after(day: date, zone: str) -> datetime:
    """The moment a day is over."""
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone))


def midnight_of(day: date, zone: str) -> datetime:
    """The moment a day begins."""
    return datetime.combine(day, time(), ZoneInfo(zone))


def loads(who: Asker, unit: int, at: datetime, zone: str) -> list[Load]:
    """What lies on each person who owns something open in the unit or below; those with most first."""
    asked = (
        Filters(overdue=True),
        Filters(due_to=midnight_after(soon_until(unit, at), zone)),
        Filters(promise="waiting"),
        Filters(promise="late"),
        Filters(offered=True),
    )
    sums, values = _sums(asked, at)
    where, more = _within(who, unit, at)
    rows = _rows(f"SELECT c.owner_id, count(*), {sums} {where} GROUP BY c.owner_id", [*values, *more])
    paused = dict(
        Pause.objects.filter(account__in=[row[0] for row in rows], began_at__lte=at, until__gt=at).values_list(
            "account", "until"
        )
    )
    people = {
        one["pk"]: one
        for one in Account.objects.filter(pk__in=[row[0] for row in rows]).values(
            "pk", "username", "display_name", "is_active", "away_from", "away_until"
        )
    }
    found = [_load(people[owner], numbers, at, paused.get(owner)) for owner, *numbers in rows]
    return sorted(found, key=lambda one: (-one.open, one.username))


def _load(person: Mapping[str, Any], numbers: Sequence[int], at: datetime, paused: datetime | None) -> Load:
    away_from, away_until = person["away_from"], person["away_until"]
    away = away_until is not None and away_until > at and (away_from is None or away_from <= at)
    names = ("open", "overdue", "soon", "promises", "promises_late", "offered")
    return Load(
        account=person["pk"],
        username=person["username"],
        name=person["display_name"] or person["username"],
        active=person["is_active"],
        away_until=away_until if away else paused,
        **{name: int(number or 0) for name, number in zip(names, numbers, strict=True)},
    )


def spans(unit: int, at: datetime) -> list[Span]:
    """The working days ahead, today the first where it is one; a rest day counts to the working day before it."""
    calendar = calendar_of(unit, at)
    today = calendar.local(at).date()
    days = [today if calendar.is_working(today) else calendar.next_working(today)]
    while len(days) <= AHEAD_DAYS:
        days.append(calendar.next_working(days[-1]))
    return [Span(day=day, last=after - timedelta(days=1)) for day, after in pairwise(days)]


def ahead(who: Asker, unit: int, at: datetime, zone: str) -> Forecast:
    """What will run out in the working days ahead, held against the pace of the past thirty days."""
    coming = spans(unit, at)
    begin = at.astimezone(ZoneInfo(zone)).date()
    asked = [Filters(overdue=True)]
    for span in coming:
        asked.append(running_out(begin, span.last, zone))
        begin = span.last + timedelta(days=1)
    sums, values = _sums(asked, at)
    where, more = _within(who, unit, at)
    overdue, *due = [int(number or 0) for number in _rows(f"SELECT {sums} {where}", [*values, *more])[0]]
    closed, working = _pace(unit, at)
    return forecast(
        list(zip([span.day for span in coming], due, strict=True)), overdue=overdue, closed=closed, working_days=working
    )


def running_out(first: date, last: date, zone: str) -> Filters:
    """The filters for what runs out from one day to another and has not yet."""
    return Filters(breach_from=midnight_of(first, zone), breach_to=midnight_after(last, zone), overdue=False, open=True)


def _pace(unit: int, at: datetime) -> tuple[int, int]:
    """Closings of the last thirty whole days, without those put right on the spot, and the working days among them."""
    calendar = calendar_of(unit, at)
    today = calendar.local(at).date()
    days = [today - timedelta(days=number) for number in range(1, PAST_DAYS + 1)]
    zone = calendar.time_zone
    ids = office.below(unit)
    rows = _rows(
        "SELECT count(*) FROM wenguo_complaint c WHERE c.closed_at >= %s AND c.closed_at < %s "
        f"AND c.closed_at > c.recorded_at AND c.unit_id + 0 IN ({_places(ids)})",  # by_closing, not the unit's
        [stored(midnight_of(days[-1], zone)), stored(midnight_of(today, zone)), *ids],
    )
    return int(rows[0][0]), sum(calendar.is_working(day) for day in days)


def troubles(who: Asker, unit: int, at: datetime, zone: str) -> tuple[Trouble, Trouble]:
    """This month up to today, and the last one up to the same day."""
    today = at.astimezone(ZoneInfo(zone)).date()
    first = today.replace(day=1)
    before = (first - timedelta(days=1)).replace(day=1)
    same = before.replace(day=min(today.day, monthrange(before.year, before.month)[1]))
    return _trouble(who, unit, at, first, today, zone), _trouble(who, unit, at, before, same, zone)


def _trouble(who: Asker, unit: int, at: datetime, since: date, until: date, zone: str) -> Trouble:
    sums, values = _sums([Filters(trouble=kind) for kind in ("disputed", "reopened", "broken")], at)
    span = Filters(unit=unit, received_from=midnight_of(since, zone), received_to=midnight_after(until, zone))
    kept, more = condition(span, at)
    sql = f"SELECT {sums} FROM wenguo_complaint c WHERE {troubled()} AND {kept} AND {unhidden(who)}"
    numbers = [int(number or 0) for number in _rows(sql, [*values, *more])[0]]
    return Trouble(since=since, until=until, disputed=numbers[0], reopened=numbers[1], broken=numbers[2])


def first_of(who: Asker, unit: int, filters: Filters, at: datetime, limit: int) -> tuple[list[int], int]:
    """The most urgent of the unit that pass the filters, and how many there are (counted to a thousand)."""
    kept, values = condition(msgspec.structs.replace(filters, unit=unit), at)
    where = f"FROM wenguo_complaint c WHERE {kept} AND {unhidden(who)}"
    # said so that the index of the rare ones is sorted, not one of all that is open walked in its order
    urgent = "COALESCE(c.urgent_at, c.received_at)" if is_rare(filters) else "c.urgent_at"
    ids = [row[0] for row in _rows(f"SELECT c.id {where} ORDER BY {urgent}, c.id LIMIT %s", [*values, limit])]
    if len(ids) < limit:
        return ids, len(ids)
    total = _rows(f"SELECT count(*) FROM (SELECT 1 {where} LIMIT 1000) AS n", values)[0][0]
    return ids, int(total)


class Taker(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody to whom complaints may be offered, with what they have open."""

    account: int
    username: str
    name: str
    unit: str
    open: int
    away: bool


def takers(unit: int, at: datetime, language: str) -> list[Taker]:
    """Who works in the unit, above it or below it and may own complaints; those with least first."""
    every = office.units()
    near = {*every[unit].path, *office.below(unit)}
    people = (
        Account.objects.filter(memberships__unit_id__in=near, memberships__role__in=TAKING, is_active=True)
        .distinct()
        .values("pk", "username", "display_name", "unit_id", "away_from", "away_until")
    )
    found = {one["pk"]: one for one in people}
    open_ = dict(
        _rows(
            "SELECT c.owner_id, count(*) FROM wenguo_complaint c WHERE NOT (c.stage = 'closed') "
            f"AND c.owner_id IN ({_places(found)}) GROUP BY c.owner_id",
            list(found),
        )
        if found
        else ()
    )
    made = [_taker(one, open_.get(pk, 0), every, at, language) for pk, one in found.items()]
    return sorted(made, key=lambda one: (one.away, one.open, one.username))


def _taker(one: Mapping[str, Any], has: int, every: dict[int, office.UnitFacts], at: datetime, language: str) -> Taker:
    until, since = one["away_until"], one["away_from"]
    home = every.get(one["unit_id"])
    called = "" if home is None else home.name if language.startswith("zh") else home.name_en or home.name
    return Taker(
        account=one["pk"],
        username=one["username"],
        name=one["display_name"] or one["username"],
        unit=called,
        open=has,
        away=until is not None and until > at and (since is None or since <= at),
    )


def _within(who: Asker, unit: int, at: datetime) -> tuple[str, list[Any]]:
    kept, values = condition(Filters(unit=unit, open=True), at)
    return f"FROM wenguo_complaint c WHERE {kept} AND {unhidden(who)}", values


def _sums(asked: Iterable[Filters], at: datetime) -> tuple[str, list[Any]]:
    """A sum for each of these filters, in the words that list its rows."""
    parts: list[str] = []
    values: list[Any] = []
    for filters in asked:
        kept, more = condition(filters, at)
        parts.append(f"sum(CASE WHEN {kept} THEN 1 ELSE 0 END)")
        values += more
    return ", ".join(parts), values


def _places(ids: Iterable[int]) -> str:
    return ", ".join(["%s"] * len(list(ids)))


def _rows(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        return list(cursor.fetchall())
