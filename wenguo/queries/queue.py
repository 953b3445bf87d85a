"""The queue: open complaints in order of urgency, each with the reasons of its place in words and points."""

from __future__ import annotations

import base64
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import msgspec
from django.db import connection

from wenguo import packs
from wenguo.complaint import Clock, Complaint
from wenguo.folding import fold
from wenguo.line import Line, read
from wenguo.queries import office
from wenguo.queries.filters import Filters, condition
from wenguo.queries.seeing import Asker, named, unhidden, visible
from wenguo.rules import urgency
from wenguo.text import Text

MOST_ROWS = 500
# Up to so many units each is read from its own index and the parts are merged; beyond, one scan by urgency is cheaper.
MOST_PARTS = 40


class Reason(msgspec.Struct, frozen=True):
    """One reason of the order."""

    text: Text
    points: int


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the queue."""

    number: str
    points: int
    because: list[Reason]
    next_due: datetime | None
    stage: str
    severity: str
    kind: str
    channel: str
    unit: int
    owner: int
    received_at: datetime
    words: str


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """One page of the queue; `after` asks for the next one, None at the end."""

    rows: list[Waiting]
    after: str | None


def queue(
    who: Asker, at: datetime, *, filters: Filters | None = None, limit: int = 50, after: str | None = None
) -> Page:
    """The most urgent open complaints that `who` may see. Raises ValueError on a cursor that is none of ours."""
    limit = max(1, min(limit, MOST_ROWS))
    found = by_urgency(who, at, filters or Filters(), limit + 1, after)
    ids = [row[0] for row in found[:limit]]
    complaints = folded_many(ids)
    opening = openings(complaints)
    rows = [_waiting(complaints[one], at, opening.get(one, "")) for one in ids if one in complaints]
    return Page(rows=rows, after=cursor_of(found[limit - 1]) if len(found) > limit else None)


def by_urgency(who: Asker, at: datetime, filters: Filters, limit: int, after: str | None) -> list[tuple[int, Any]]:
    """(id, urgent_at) of the most urgent open complaints. Raises ValueError on a cursor that is none of ours."""
    sql, params = in_order(who, at, filters, limit, after)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def in_order(who: Asker, at: datetime, filters: Filters, limit: int, after: str | None) -> tuple[str, list[Any]]:
    """The statement that gives (id, urgent_at) in order of urgency, and its parameters."""
    wanted, values = condition(msgspec.structs.replace(filters, unit=None), at)
    wanted += f" AND {unhidden(who)}"
    if after is not None:
        moment, last = _read_cursor(after)
        wanted += " AND (c.urgent_at, c.id) > (%s, %s)"
        values = [*values, moment, last]
    tail = "ORDER BY c.urgent_at, c.id LIMIT %s"
    head = "SELECT c.id, c.urgent_at FROM wenguo_complaint c WHERE NOT (c.stage = 'closed')"
    asked = None if filters.unit is None else frozenset(office.below(filters.unit) or [-1])
    units = asked if who.units is None else who.units if asked is None else who.units & asked
    within, inside = "", []
    if asked is not None:  # "+ 0": one's own few are found by whose they are, not by the unit
        within, inside = f" AND c.unit_id + 0 IN ({', '.join(['%s'] * len(asked))})", sorted(asked)
    if units is None or len(units) > MOST_PARTS:
        seen, more = visible(who)
        return f"{head} AND {seen} AND {wanted}{within} {tail}", [*more, *values, *inside, limit]
    parts: list[tuple[str, list[Any]]] = [("c.unit_id = %s", [unit]) for unit in sorted(units)]
    if who.units is not None:
        parts += [(f"c.{whose} = %s{within}", [who.account, *inside]) for whose in _OWN]
        parts += [(f"c.also_seen_by IS NOT NULL AND c.also_seen_by LIKE %s{within}", [named(who.account), *inside])]
    each = [f"SELECT * FROM ({head} AND {part} AND {wanted} {tail}) AS p{n}" for n, (part, _) in enumerate(parts)]
    sql = f"SELECT id, urgent_at FROM ({' UNION '.join(each)}) AS found ORDER BY urgent_at, id LIMIT %s"
    return sql, [value for _, given in parts for value in (*given, *values, limit)] + [limit]


_OWN = ("owner_id", "offered_to", "first_responder_id")


def folded_many(ids: Iterable[int]) -> dict[int, Complaint]:
    """Complaints folded from their logs, in one statement however many there are."""
    found = {one: fold((line, text) for line, text in lines) for one, lines in logs(ids).items()}
    return {one: c for one, c in found.items() if c is not None}


def logs(ids: Iterable[int]) -> dict[int, list[tuple[Line, str]]]:
    """The lines of these complaints with the texts that are hashed, in one statement."""
    ids = list(ids)
    found: dict[int, list[tuple[Line, str]]] = defaultdict(list)
    if ids:
        places = ", ".join(["%s"] * len(ids))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT complaint_id, data FROM wenguo_line WHERE complaint_id IN ({places}) "
                "ORDER BY complaint_id, position",
                ids,
            )
            for complaint_id, data in cursor.fetchall():
                found[complaint_id].append((read(data), data))
    return found


def openings(complaints: Mapping[int, Complaint], width: int = 80, *, subject: bool = True) -> dict[int, str]:
    """The first words of each complaint: its subject where it has one and that will do.

    What may only be stored and protected is not read (个人信息保护法 art. 47).
    """
    first = {one: (c.subject if subject else None) or c.words for one, c in complaints.items() if not c.locked}
    wanted = {int(ref.id[1:]): one for one, ref in first.items() if ref is not None}
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        places = ", ".join(["%s"] * len(wanted))
        cursor.execute(f"SELECT id, substr(text, 1, {width}) FROM wenguo_message WHERE id IN ({places})", list(wanted))
        return {wanted[number]: " ".join((text or "").split()) for number, text in cursor.fetchall()}


def _waiting(c: Complaint, at: datetime, words: str) -> Waiting:
    reasons = urgency.because(c, at, _named)
    due = urgency.next_due(c)
    assert c.received_at is not None
    return Waiting(
        number=c.number,
        points=sum(reason.points for reason in reasons),
        because=[Reason(reason.text, reason.points) for reason in reasons],
        next_due=due[0] if due else None,
        stage=c.stage,
        severity=c.severity,
        kind=c.kind,
        channel=c.channel,
        unit=c.unit,
        owner=c.owner,
        received_at=c.received_at,
        words=words,
    )


def _named(clock: Clock) -> Text:
    """A clock's name from its pack; its code where the pack is there no longer."""
    pack = packs.load().get(clock.pack)
    rule = next((one for one in pack.rules if one.id == clock.rule), None) if pack is not None else None
    return Text(rule.name.zh, rule.name.en) if rule is not None else Text(clock.rule, clock.rule)


def cursor_of(row: tuple[int, Any]) -> str:
    """The cursor that asks for what comes after this row."""
    moment = row[1] if isinstance(row[1], str) else row[1].isoformat(" ")
    return base64.urlsafe_b64encode(f"{row[0]} {moment}".encode()).decode()


def _read_cursor(text: str) -> tuple[Any, int]:
    try:
        number, _, moment = base64.urlsafe_b64decode(text.encode()).decode().partition(" ")
        datetime.fromisoformat(moment)
        return moment, int(number)
    except (ValueError, UnicodeDecodeError) as error:
        raise ValueError("not a cursor of this list") from error
