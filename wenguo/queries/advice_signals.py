"""What the manager sees of advice: how often people decide otherwise, where most, and whether what comes in has moved.

Counts of complaints by week, topic and code, from what people taught; no person stands in them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import msgspec
from django.db import connection

from wenguo.queries.seeing import Asker, visible

FEWEST = 5  # cases in one figure


class Week(msgspec.Struct, frozen=True, kw_only=True):
    """One week of one topic: proposals that people decided on, and how many of them otherwise."""

    week: date  # its Monday, UTC
    topic: str
    decided: int
    otherwise: int


class Decided(msgspec.Struct, frozen=True, kw_only=True):
    """One proposal that a person decided on, as codes."""

    topic: str
    proposed: str
    said: str
    at: datetime


def weeks(who: Asker, since: datetime) -> list[Week]:
    """By week and topic how many proposals were decided on, and how many otherwise; small weeks are left out."""
    counted: Counter[tuple[date, str]] = Counter()
    otherwise: Counter[tuple[date, str]] = Counter()
    for one in decided(who, since):
        day = one.at.astimezone(UTC).date()
        key = (day - timedelta(days=day.weekday()), one.topic)
        counted[key] += 1
        otherwise[key] += one.said != one.proposed
    return [
        Week(week=week, topic=topic, decided=n, otherwise=otherwise[week, topic])
        for (week, topic), n in sorted(counted.items())
        if n >= FEWEST
    ]


def decided(who: Asker, since: datetime, topic: str | None = None) -> list[Decided]:
    """Every proposal decided on since, of complaints that `who` may see; newest last."""
    may, values = visible(who)
    named = "AND t.topic = %s" if topic is not None else ""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.topic, t.proposed, t.said, t.said_at FROM wenguo_taught t "
            "JOIN wenguo_complaint c ON c.id = t.complaint_id "
            f"WHERE t.proposed IS NOT NULL AND t.how <> 'open' AND t.said_at >= %s {named} AND {may} ORDER BY t.said_at",
            [_moment(since), *([topic] if topic is not None else []), *values],
        )
        return [
            Decided(topic=topic, proposed=proposed, said=said, at=_aware(at))
            for topic, proposed, said, at in cursor.fetchall()
        ]


def pairs(found: Iterable[Decided], topic: str) -> list[tuple[str, str]]:
    """Of one topic what was proposed and what a person said: what advice/signals.py looks at for disagreement."""
    return [(one.proposed, one.said) for one in found if one.topic == topic]


def proposed(who: Asker, topic: str, since: datetime, before: datetime) -> dict[str, int]:
    """How often each code was proposed in a span: two of them show whether what comes in has moved."""
    may, values = visible(who)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.proposed, count(*) FROM wenguo_taught t JOIN wenguo_complaint c ON c.id = t.complaint_id "
            "WHERE t.topic = %s AND t.proposed IS NOT NULL AND t.proposed_at >= %s AND t.proposed_at < %s "
            f"AND {may} GROUP BY t.proposed",
            [topic, _moment(since), _moment(before), *values],
        )
        return {code: int(n) for code, n in cursor.fetchall()}


def _moment(value: datetime) -> datetime | str:
    if connection.vendor == "sqlite":
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
    return value


def _aware(value: datetime | str) -> datetime:
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
