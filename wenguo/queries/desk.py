"""The desk at a glance: what waits for one person, by ids and a few columns, each list from its own index.

That is enough to know whether anything changed since a page was shown; desk_rows.py folds what a page shows.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Literal

import msgspec
from django.db import connection

from wenguo.models.writing import stored
from wenguo.queries import office
from wenguo.queries.filters import Filters
from wenguo.queries.queue import by_urgency, cursor_of, in_order
from wenguo.queries.saved import alarming
from wenguo.queries.seeing import Asker, named, unhidden, visible
from wenguo.rules.permissions import MAY

ROWS = 50
FEW = 20  # so many of each smaller list: what comes after them can wait
COUNTED = 1000

View = Literal["mine", "unit", "all"]
# length of the log, next due moment, moment of the first promise not kept
State = tuple[int, datetime | None, datetime | None]


class Asking(msgspec.Struct, frozen=True, kw_only=True):
    """What the desk is asked to show. `show` leaves in only what is over its time, or due by the end of today."""

    view: View = "mine"
    own_unit: int | None = None  # the asker's own
    unit: int | None = None
    severity: str | None = None
    show: Literal["", "overdue", "today"] = ""
    after: str | None = None


class Alarmed(msgspec.Struct, frozen=True, kw_only=True):
    """One complaint with alarms not yet seen: the newest moment, and each kind with how often."""

    number: str
    at: datetime
    kinds: tuple[tuple[str, int], ...]


class Saved(msgspec.Struct, frozen=True):
    """A saved search whose alarm went off."""

    id: int
    name: str
    new_hits: int


class Figures(msgspec.Struct, frozen=True):
    """Numbers of the view: exact up to COUNTED, and then "so many or more" (`more`).

    `overdue` is what the rows call over: the moment we work to, or a promise, has passed. A breach comes later, where
    that day was no working day.
    """

    total: int
    overdue: int
    today: int
    more: bool


class Glance(msgspec.Struct, frozen=True, kw_only=True):
    """What the desk holds, by ids alone; `lists` are owed, offered, named (asked or following) and awaiting."""

    rows: list[int]
    after: str | None
    lists: dict[str, list[int]]
    figures: Figures
    alarmed: list[Alarmed]
    saved: list[Saved]
    states: dict[int, State]

    @property
    def ids(self) -> set[int]:
        """Every complaint that stands in any of the lists."""
        return {*self.rows, *(one for ids in self.lists.values() for one in ids)}


def glance(who: Asker, at: datetime, asked: Asking, today_ends: datetime) -> Glance:
    """What stands on the desk, by ids. Raises ValueError on a cursor that is none of ours."""
    asker, filters = _narrowed(who, asked)
    shown = filters
    if asked.show == "overdue":
        shown = msgspec.structs.replace(filters, due_before=at)
    elif asked.show == "today":
        shown = msgspec.structs.replace(filters, due_to=today_ends)
    found = by_urgency(asker, at, shown, ROWS + 1, asked.after)
    rows = [row[0] for row in found[:ROWS]]
    lists = _lists(who)
    return Glance(
        rows=rows,
        after=cursor_of(found[ROWS - 1]) if len(found) > ROWS else None,
        lists=lists,
        figures=_figures(asker, at, filters, today_ends),
        alarmed=_alarmed(who),
        saved=_saved(who),
        states=_states({*rows, *(one for ids in lists.values() for one in ids)}),
    )


def _narrowed(who: Asker, asked: Asking) -> tuple[Asker, Filters]:
    """The asker and the filters that a view means: one's own are read from their own index, whatever one's role."""
    filters = Filters(unit=asked.unit, severity=asked.severity)
    if asked.view == "mine":
        return msgspec.structs.replace(who, units=None), msgspec.structs.replace(filters, owner=who.account)
    if asked.view == "unit" and asked.unit is None:
        filters = msgspec.structs.replace(filters, unit=asked.own_unit)
    return who, filters


def _lists(who: Asker) -> dict[str, list[int]]:
    """The smaller lists, in one statement, each from its own partial index and in its own order."""
    judged, judges = _judged(who)
    parts: dict[str, tuple[str, str, list[Any]]] = {
        "owed": ("c.promise_at IS NOT NULL AND c.owner_id = %s", "c.promise_at", [who.account]),
        "offered": ("c.offered_to = %s", "c.urgent_at", [who.account]),
        "named": (
            "c.also_seen_by IS NOT NULL AND c.also_seen_by LIKE %s AND c.urgent_at IS NOT NULL",
            "c.urgent_at",
            [named(who.account)],
        ),
        "awaiting": (f"c.awaits IS NOT NULL AND {judged}", "c.urgent_at", judges),
    }
    each, values = [], []
    for name, (condition, order, given) in parts.items():
        each.append(
            f"SELECT * FROM (SELECT '{name}' AS list, c.id FROM wenguo_complaint c "
            f"WHERE {condition} AND {unhidden(who)} ORDER BY {order} LIMIT {FEW}) AS {name}"
        )
        values += given
    found: dict[str, list[int]] = {name: [] for name in parts}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(each), values)
        for name, complaint_id in cursor.fetchall():
            found[name].append(complaint_id)
    return found


def _judged(who: Asker) -> tuple[str, list[Any]]:
    """The condition on the units in which the asker's roles let them approve."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT unit_id, role FROM wenguo_membership WHERE account_id = %s", [who.account])
        tops = {unit for unit, role in cursor.fetchall() if role in MAY["approve"]}
    if not tops:
        return "1 = 0", []
    every = office.units()
    ids = [unit.id for unit in every.values() if tops & set(unit.path)]
    if len(ids) == len(every):
        return "1 = 1", []
    return f"c.unit_id IN ({', '.join(['%s'] * len(ids))})", ids


def _figures(who: Asker, at: datetime, filters: Filters, today_ends: datetime) -> Figures:
    """How many there are in the view: never more are counted than a person would read."""
    sql, values = in_order(who, at, filters, COUNTED + 1, None)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), count(CASE WHEN c.due_at < %s THEN 1 END), "
            "count(CASE WHEN c.due_at >= %s AND c.due_at < %s THEN 1 END) "
            f"FROM wenguo_complaint c WHERE c.id IN (SELECT n.id FROM ({sql}) AS n)",
            [stored(at), stored(at), stored(today_ends), *values],
        )
        total, overdue, today = cursor.fetchone()
    return Figures(min(total, COUNTED), min(overdue, COUNTED), min(today, COUNTED), total > COUNTED)


def _alarmed(who: Asker) -> list[Alarmed]:
    """Alarms not yet seen, of complaints that the asker (still) sees, newest first."""
    seen, values = visible(who)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.number, a.kind, a.at FROM wenguo_alarm a JOIN wenguo_complaint c ON c.id = a.complaint_id "
            f"WHERE a.account_id = %s AND a.seen_at IS NULL AND {seen} ORDER BY a.at DESC LIMIT %s",
            [who.account, *values, FEW * 5],
        )
        found: dict[str, list[tuple[str, datetime]]] = {}
        for number, kind, at in cursor.fetchall():
            found.setdefault(number, []).append((kind, _aware(at)))
    return [
        Alarmed(number=number, at=told[0][1], kinds=tuple(_tally(kind for kind, _ in told)))
        for number, told in list(found.items())[:FEW]
    ]


def _tally(kinds: Iterable[str]) -> list[tuple[str, int]]:
    found: dict[str, int] = {}
    for kind in kinds:
        found[kind] = found.get(kind, 0) + 1
    return list(found.items())


def _saved(who: Asker) -> list[Saved]:
    """Saved searches whose alarm went off: one's own, and those shared with one's unit."""
    return [Saved(one.id, one.name, one.new_hits) for one in alarming(who.account)[:FEW]]


def _states(ids: Iterable[int]) -> dict[int, State]:
    """What changes when a row changes."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, length, due_at, promise_at FROM wenguo_complaint "
            f"WHERE id IN ({', '.join(['%s'] * len(wanted))}) ORDER BY id",
            wanted,
        )
        return {one: (length, _aware(due), _aware(promise)) for one, length, due, promise in cursor.fetchall()}


def _aware(moment: Any) -> Any:
    """A moment as a plain statement gave it; SQLite gives it without zone."""
    return moment if moment is None or moment.tzinfo is not None else moment.replace(tzinfo=UTC)
