"""The filters that queue, search, board and export share."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

import msgspec
from django.db import connection

from wenguo.models.writing import stored
from wenguo.queries import office


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """What to leave in; None leaves everything in. Moments are aware; `unit` includes the units below it."""

    unit: int | None = None
    owner: int | None = None
    stage: str | None = None
    cause: str | None = None
    channel: str | None = None
    severity: str | None = None
    kind: str | None = None
    received_from: datetime | None = None
    received_to: datetime | None = None
    due_before: datetime | None = None  # open, and its next moment lies before then, be it past
    overdue: bool | None = None
    open: bool | None = None
    due_to: datetime | None = None  # open, and its next moment lies between now and then
    breach_from: datetime | None = None  # open, and its first clock of ours runs out from then
    breach_to: datetime | None = None  # … and before then
    promise: Literal["waiting", "late"] | None = None  # open, with a promise that waits to be kept, or is late
    offered: bool | None = None  # open, and offered to a taker who has not answered
    awaits: bool | None = None  # open, and its answer or an offer waits for a second person
    turned_back: bool | None = None  # open, and turned back at least once
    trouble: Literal["disputed", "reopened", "broken"] | None = None  # at least once


_EQUAL = {"owner": "owner_id", "stage": "stage", "channel": "channel", "severity": "severity", "kind": "kind"}
# Said as the partial indexes say it: SQLite takes one only where its condition stands in the question.
_OPEN = "NOT (c.stage = 'closed')"
_YES: dict[str, tuple[str, str]] = {
    "offered": (f"({_OPEN} AND c.offered_to IS NOT NULL)", f"({_OPEN} AND c.offered_to IS NULL)"),
    "awaits": (f"({_OPEN} AND c.awaits IS NOT NULL)", f"({_OPEN} AND c.awaits IS NULL)"),
    "turned_back": (f"({_OPEN} AND c.turn_backs > 0)", f"({_OPEN} AND c.turn_backs = 0)"),
    "open": (_OPEN, "c.stage || '' = 'closed'"),
}
_TROUBLE = {"disputed": "c.disputes", "reopened": "c.reopenings", "broken": "c.broken_promises"}


# Few complaints pass one of these, and each has an index of just those: the planners are kept from the wide indexes
# (a "+ 0" is no column of theirs), which hold a whole unit or the whole archive.
_RARE = ("offered", "awaits", "turned_back", "promise", "trouble")


def is_rare(filters: Filters) -> bool:
    """Is there a filter that few complaints pass, whose own index should be read?"""
    return any(getattr(filters, name) not in {None, False} for name in _RARE)


def troubled() -> str:
    """Disputed, reopened, or a promise broken at least once: in the words of the index that holds these."""
    return "c.troubled = 1" if connection.vendor == "sqlite" else "c.troubled"


def condition(filters: Filters, at: datetime) -> tuple[str, list[Any]]:
    """The condition on wenguo_complaint c, and its parameters."""
    parts: list[str] = []
    values: list[Any] = []
    for name, column in _EQUAL.items():
        value = getattr(filters, name)
        if value is not None:  # nearly all are closed: their stage is no way to find them
            parts.append(f"c.{column} = %s" if value != "closed" else f"c.{column} || '' = %s")
            values.append(value)
    if filters.cause is not None:  # a class of the taxonomy includes its items
        begins, any_end = ("GLOB", "*") if connection.vendor == "sqlite" else ("LIKE", "%")  # GLOB takes the index
        asked = office.taxonomy().including("".join(one for one in filters.cause if one not in "%_*?["))
        parts.append(f"({' OR '.join([f'c.cause {begins} %s'] * len(asked))})")  # with what was merged into it
        values += [code + any_end for code in asked]
    if filters.unit is not None:
        ids = office.below(filters.unit) or [-1]
        unit = "c.unit_id + 0" if is_rare(filters) else "c.unit_id"
        parts.append(f"{unit} IN ({', '.join(['%s'] * len(ids))})")
        values += ids
    for name, sql in _BOUNDS.items():
        moment = getattr(filters, name)
        if moment is not None:
            parts.append(sql)
            values.append(stored(moment))
    for name, (yes, no) in _YES.items():
        wanted = getattr(filters, name)
        if wanted is not None:
            parts.append(yes if wanted else no)
    if filters.trouble is not None:
        parts.append(f"({troubled()} AND {_TROUBLE[filters.trouble]} > 0)")
    more, now = _by_now(filters)
    return " AND ".join([*parts, *more]) or "1 = 1", [*values, *[stored(at)] * now]


_BOUNDS = {
    "received_from": "c.received_at >= %s",
    "received_to": "c.received_at < %s",
    "due_before": f"({_OPEN} AND c.due_at < %s)",
    "due_to": f"({_OPEN} AND c.due_at < %s)",
    "breach_from": f"({_OPEN} AND c.overdue_at >= %s)",
    "breach_to": f"({_OPEN} AND c.overdue_at < %s)",
}


def _by_now(filters: Filters) -> tuple[list[str], int]:
    """The conditions that depend on the time it is, each with one place for it, and how many."""
    parts = []
    if filters.overdue is not None:
        late = f"({_OPEN} AND c.overdue_at < %s)"
        parts.append(late if filters.overdue else f"NOT COALESCE({late}, 1 = 0)")
    if filters.due_to is not None:
        parts.append("c.due_at >= %s")
    if filters.promise == "late":
        parts.append(f"({_OPEN} AND c.promise_at < %s)")
    now = len(parts)
    if filters.promise == "waiting":
        parts.append(f"({_OPEN} AND c.promise_at IS NOT NULL)")
    return parts, now
