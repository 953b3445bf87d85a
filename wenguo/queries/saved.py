"""Searches kept under a name, shared with a unit, and counted by the clock: so many new hits put one on the desk."""

from __future__ import annotations

import logging
from datetime import datetime

import msgspec
from django.db import connection
from django.db.models import F, Max, Q, QuerySet

from wenguo import search
from wenguo.models import Account, Complaint, SavedSearch
from wenguo.queries import asked as asking
from wenguo.queries import office
from wenguo.queries.finding import seek
from wenguo.queries.seeing import Asker, asker

MOST_COUNTED = 1000

log = logging.getLogger(__name__)


class Saved(msgspec.Struct, frozen=True, kw_only=True):
    """A kept search as one of its readers sees it."""

    id: int
    name: str
    mine: bool
    owner: str
    unit: int | None
    query: dict[str, str]
    columns: list[str]
    alarm_after: int | None
    new_hits: int
    alarmed_at: datetime | None


def mine_and_shared(account_id: int) -> list[Saved]:
    """One's own, and those shared with one's unit or a unit above it; those that alarm first, then by name."""
    rows = _readable(account_id).select_related("account").order_by("name", "pk")
    found = [_told(row, account_id) for row in rows]
    return sorted(found, key=lambda one: (one.alarmed_at is None, not one.mine))


def alarming(account_id: int) -> list[Saved]:
    """Those of one's own or shared ones that have reached their number of new hits and were not opened since."""
    return [one for one in mine_and_shared(account_id) if one.alarmed_at is not None]


def one(account_id: int, saved_id: int) -> Saved | None:
    """A kept search, None where it is not there or not shared with the asker."""
    row = _readable(account_id).select_related("account").filter(pk=saved_id).first()
    return _told(row, account_id) if row is not None else None


def opened(account_id: int, saved_id: int) -> None:
    """Its owner, or somebody it is shared with, has looked: the alarm is over and counting begins anew."""
    if _readable(account_id).filter(pk=saved_id).exists():
        SavedSearch.objects.filter(pk=saved_id).exclude(new_hits=0, alarmed_at=None).update(new_hits=0, alarmed_at=None)


def newest() -> int:
    """The id of the newest complaint."""
    return int(Complaint.objects.aggregate(newest=Max("pk"))["newest"] or 0)


def count_new(at: datetime) -> int:
    """Count what came since the last round for every search with an alarm; returns how many alarm from now on.

    A hit is counted once and only where the search's owner may see it. On PostgreSQL commits are not in the order
    of ids, so only ids that were given out a round ago are counted; several processes may count at once.
    """
    upto = newest()
    alarmed = 0
    for row in SavedSearch.objects.filter(alarm_after__isnull=False, account__is_active=True, counted_up_to__lt=upto):
        settled = upto if connection.vendor == "sqlite" else row.settled_up_to
        if settled <= row.counted_up_to:
            SavedSearch.objects.filter(pk=row.pk).update(settled_up_to=upto)
            continue
        new = _new_hits(row, asker(row.account_id, "clock"), settled, at)
        turn = SavedSearch.objects.filter(pk=row.pk, counted_up_to=row.counted_up_to)
        if turn.update(counted_up_to=settled, settled_up_to=upto, new_hits=F("new_hits") + new) != 1:
            continue  # another process got there first
        due = SavedSearch.objects.filter(pk=row.pk, alarmed_at=None, new_hits__gte=F("alarm_after"), new_hits__gt=0)
        alarmed += due.update(alarmed_at=at)
    return alarmed


def _new_hits(row: SavedSearch, who: Asker, upto: int, at: datetime) -> int:
    wanted, wrong = asking.read(row.query)
    if wrong:  # a unit or a person it names is gone: it finds nothing until it is mended
        return 0
    try:
        found = seek(
            who, wanted.words, at, column=wanted.column, filters=wanted.filters, limit=0, count_to=MOST_COUNTED,
            between=(row.counted_up_to, upto),
        )  # fmt: skip
    except search.BadQuery:
        log.info("saved search %s cannot be asked", row.pk)
        return 0
    return found.total


def _readable(account_id: int) -> QuerySet[SavedSearch]:
    """Own ones, and those shared with a unit that the account belongs to, or that its role lets it see."""
    home = Account.objects.filter(pk=account_id).values_list("unit_id", flat=True).first()
    units = office.units()
    above = set(units[home].path) if home in units else set()
    reach = office.reach(account_id)
    seen = set(units) if reach is None else reach
    return SavedSearch.objects.filter(Q(account_id=account_id) | Q(unit_id__in=above | seen))


def _told(row: SavedSearch, account_id: int) -> Saved:
    return Saved(
        id=row.pk,
        name=row.name,
        mine=row.account_id == account_id,
        owner=str(row.account),
        unit=row.unit_id,
        query={str(name): str(value) for name, value in row.query.items()},
        columns=[str(name) for name in row.columns],
        alarm_after=row.alarm_after,
        new_hits=row.new_hits,
        alarmed_at=row.alarmed_at,
    )
