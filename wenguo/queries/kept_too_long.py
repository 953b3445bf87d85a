"""What is kept longer than its law asks: a list to advise by, never a reason to delete by itself."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec
from django.db import connection

from wenguo.models.writing import stored
from wenguo.queries import office
from wenguo.queries.queue import folded_many
from wenguo.queries.retention import Retention, retention
from wenguo.queries.seeing import Asker, visible

MOST = 50


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """One closed complaint whose time is over, with what its packs say of it."""

    number: str
    unit: int
    closed_at: datetime
    retention: Retention


def beyond(who: Asker, units: frozenset[int], at: datetime) -> list[Kept]:
    """Closed complaints of these units, oldest receipt first, whose years are over; 50 at the most.

    Whatever was closed before a day was received before it: the index of receipt bounds the walk.
    """
    by_years: dict[int, list[int]] = defaultdict(list)
    for unit in sorted(units):
        facts = office.units()[unit]
        asked = office.policy_of(facts, at.astimezone(ZoneInfo(facts.time_zone)).date()).retention
        if asked is not None:
            by_years[asked[0]].append(unit)
    found: list[int] = []
    for years, ids in sorted(by_years.items()):
        found += _closed_before(who, ids, _back(at, years), MOST - len(found))
    kept = []
    for c in folded_many(found).values():
        if c.closed_at is None:
            continue
        says = retention(c)
        if says.delete_after is not None and says.delete_after < at.date():
            kept.append(Kept(number=c.number, unit=c.unit, closed_at=c.closed_at, retention=says))
    return kept


def _closed_before(who: Asker, units: list[int], before: datetime, most: int) -> list[int]:
    seen, values = visible(who)
    places = ", ".join(["%s"] * len(units))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.id FROM wenguo_complaint c WHERE c.received_at < %s AND c.stage = 'closed' "
            f"AND c.closed_at < %s AND c.unit_id IN ({places}) AND {seen} ORDER BY c.received_at LIMIT %s",
            [stored(before), stored(before), *units, *values, most],
        )
        return [row[0] for row in cursor.fetchall()]


def _back(at: datetime, years: int) -> datetime:
    try:
        return at.replace(year=at.year - years)
    except ValueError:  # 29 February
        return at.replace(year=at.year - years, day=28)
