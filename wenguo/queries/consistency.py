"""Were like complaints treated alike: a month's redress by cause and remedy, and how far each unit lies from the others."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import msgspec
from django.conf import settings
from django.db import connection

from wenguo.models.writing import stored
from wenguo.queries import office
from wenguo.queries.seeing import Asker, visible
from wenguo.rules.offering import FEWEST_ALIKE, quantile

MOST_ROWS = 100_000


class Spread(msgspec.Struct, frozen=True, kw_only=True):
    """How amounts lie: how many, the middle and the quartiles, in fen."""

    n: int
    median_fen: int
    quarter_fen: int
    three_quarters_fen: int

    @property
    def between_fen(self) -> int:
        """The distance between the quartiles."""
        return self.three_quarters_fen - self.quarter_fen


class OfUnit(msgspec.Struct, frozen=True, kw_only=True):
    """One unit's share of a cause; `apart` where its middle lies outside all units' quartiles."""

    unit: int
    code: str
    spread: Spread
    apart: bool


class OfCause(msgspec.Struct, frozen=True, kw_only=True):
    """One cause and remedy: all amounts, and unit by unit."""

    cause: str
    remedy: str
    spread: Spread
    units: tuple[OfUnit, ...]

    @property
    def apart(self) -> bool:
        """Does any unit lie apart from the others?"""
        return any(one.apart for one in self.units)


class Month(msgspec.Struct, frozen=True, kw_only=True):
    """A month's redress: the causes, those with a unit apart first, then by how many."""

    year: int
    month: int
    n: int
    whole: bool  # False where there were more rows than are read
    causes: tuple[OfCause, ...]


def month_of(text: str | None, at: datetime) -> tuple[int, int]:
    """The month named as 2026-11, else the one before this; ValueError where it is none."""
    if not text:
        local = at.astimezone(ZoneInfo(settings.TIME_ZONE))
        return (local.year, local.month - 1) if local.month > 1 else (local.year - 1, 12)
    found = date.fromisoformat(f"{text}-01")
    return found.year, found.month


def consistency(who: Asker, year: int, month: int) -> Month:
    """The redress settled in a month, of complaints that `who` may see; at most linear in that month's complaints."""
    begins, ends = _ends(year, month)
    may, values = visible(who)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.cause, c.redress, c.unit_id, c.redress_fen FROM wenguo_complaint c WHERE c.redress_at >= %s "
            f"AND c.redress_at < %s AND c.redress_fen IS NOT NULL AND c.cause IS NOT NULL AND {may} LIMIT {MOST_ROWS + 1}",
            [stored(begins), stored(ends), *values],
        )
        rows = cursor.fetchall()
    found: dict[tuple[str, str], dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for cause, remedy, unit, fen in rows[:MOST_ROWS]:
        found[cause, remedy][unit].append(fen)
    causes = [_of_cause(cause, remedy, units) for (cause, remedy), units in found.items()]
    causes.sort(key=lambda one: (not one.apart, -one.spread.n, one.cause, one.remedy))
    return Month(
        year=year, month=month, n=min(len(rows), MOST_ROWS), whole=len(rows) <= MOST_ROWS, causes=tuple(causes)
    )


def _ends(year: int, month: int) -> tuple[datetime, datetime]:
    zone = ZoneInfo(settings.TIME_ZONE)
    begins = datetime(year, month, 1, tzinfo=zone)
    ends = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=zone)
    return begins.astimezone(UTC), ends.astimezone(UTC)


def _of_cause(cause: str, remedy: str, units: dict[int, list[int]]) -> OfCause:
    every = _spread([fen for amounts in units.values() for fen in amounts])
    known = office.units()
    shares = [
        OfUnit(
            unit=unit, code=known[unit].code, spread=(one := _spread(amounts)), apart=_is_apart(one, every, len(units))
        )
        for unit, amounts in units.items()
    ]
    return OfCause(
        cause=cause,
        remedy=remedy,
        spread=every,
        units=tuple(sorted(shares, key=lambda one: (not one.apart, -one.spread.n, one.code))),
    )


def _is_apart(one: Spread, every: Spread, units: int) -> bool:
    """A handful tells nothing, and one unit alone cannot differ from itself."""
    few = one.n < FEWEST_ALIKE or units < 2
    return not few and not every.quarter_fen <= one.median_fen <= every.three_quarters_fen


def _spread(amounts: list[int]) -> Spread:
    ordered = sorted(amounts)
    return Spread(
        n=len(ordered),
        median_fen=quantile(ordered, 1, 2),
        quarter_fen=quantile(ordered, 1, 4),
        three_quarters_fen=quantile(ordered, 3, 4),
    )
