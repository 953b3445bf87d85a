"""What there is to know of pauses and load: one's own in full, of others that a pause was taken, counts of large units."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

import msgspec
from django.db import connection

from wenguo.models import Account, Pause
from wenguo.models.writing import stored
from wenguo.queries import office
from wenguo.queries.queue import folded_many
from wenguo.queries.seeing import Asker, unhidden
from wenguo.rules import resting

MOST_FOLDED = 100
_HARD = f"(c.severity = 'T1' OR c.disputes > 0 OR c.chases >= {resting.HARD_CHASES} OR c.supervisions > 0)"


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """All that a head learns of a pause: who is unavailable, and until when."""

    id: int
    name: str
    until: datetime


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """Pauses taken in a unit of late; no number where the unit is so small that it would point at somebody."""

    unit: int
    count: int | None


class Load(msgspec.Struct, frozen=True, kw_only=True):
    """One's own load: open, of them hard ones, and abusive contacts of late."""

    open: int
    hard: int
    abusive: int


def running(account: int, at: datetime) -> Pause | None:
    """One's own pause, where one runs."""
    return Pause.objects.filter(account=account, until__gt=at, began_at__lte=at).order_by("-until").first()


def told(head: int, at: datetime) -> list[Told]:
    """Pauses that this head was told of and has not put aside, as long as they last."""
    rows = Pause.objects.filter(told=head, seen_at=None, until__gt=at).select_related("account").order_by("until")
    return [Told(id=one.pk, name=str(one.account), until=one.until) for one in rows[:20]]


def counted(unit: int, at: datetime) -> list[Counted]:
    """Pauses of the last weeks by unit, from five people on; below that no number, not even none."""
    units = office.below(unit)
    homes = Counter(Account.objects.filter(unit__in=units, is_active=True).values_list("unit_id", flat=True))
    since = at - timedelta(days=resting.COUNTED_DAYS)
    pauses = Counter(Pause.objects.filter(unit__in=units, began_at__gte=since).values_list("unit_id", flat=True))
    return [
        Counted(unit=one, count=pauses[one] if resting.may_be_counted(homes[one]) else None)
        for one in units
        if homes[one]
    ]


def load(account: int, at: datetime) -> Load:
    """One's own load, for oneself."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*), sum(CASE WHEN {_HARD} THEN 1 ELSE 0 END) FROM wenguo_complaint c "
            "WHERE NOT (c.stage = 'closed') AND c.owner_id = %s",
            [account],
        )
        open_, hard = cursor.fetchone()
        cursor.execute(
            "SELECT c.id FROM wenguo_complaint c WHERE NOT (c.stage = 'closed') AND c.owner_id = %s "
            "ORDER BY c.urgent_at, c.id LIMIT %s",
            [account, MOST_FOLDED],
        )
        ids = [row[0] for row in cursor.fetchall()]
    since = at - timedelta(days=resting.ABUSIVE_DAYS)
    abusive = sum(
        one.account == account and one.at >= since for c in folded_many(ids).values() for one in c.protections
    )
    return Load(open=int(open_), hard=int(hard or 0), abusive=abusive)


def carrying_much(who: Asker, unit: int) -> list[tuple[int, int]]:
    """Who has many hard complaints open in the unit and below: (account, how many). A load, and nothing of feelings."""
    units = office.below(unit)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.owner_id, count(*) FROM wenguo_complaint c WHERE NOT (c.stage = 'closed') "
            f"AND c.unit_id IN ({', '.join(['%s'] * len(units))}) AND {_HARD} AND {unhidden(who)} "
            "GROUP BY c.owner_id HAVING count(*) >= %s ORDER BY 2 DESC, 1 LIMIT 20",
            [*units, resting.HARD],
        )
        return [(int(owner), int(count)) for owner, count in cursor.fetchall()]


def falls_due(account: int, until: datetime, *, untried: bool = False) -> list[str]:
    """What of one's own falls due before a moment and is offered to nobody yet; `untried`: nor was ever turned back."""
    condition = "AND c.turn_backs = 0 " if untried else ""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.number FROM wenguo_complaint c WHERE NOT (c.stage = 'closed') AND c.owner_id = %s "
            f"AND c.offered_to IS NULL {condition}AND c.due_at < %s ORDER BY c.due_at, c.id LIMIT %s",
            [account, stored(until), resting.MOST_OFFERED],
        )
        return [row[0] for row in cursor.fetchall()]
