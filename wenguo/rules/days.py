"""Which days are worked: China by the State Council's yearly notices, other countries by computed holidays."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import msgspec

TABLE = Path(__file__).resolve().parent.parent / "packs" / "cn-workdays.json"
WEEKEND = frozenset({5, 6})


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """The published notice that a year's table was taken from."""

    title: str
    number: str
    dated: date
    url: str
    grade: str


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """One holiday as the notice gives it: first to last day off, moved rest days included."""

    name: str
    first: date
    last: date


class Year(msgspec.Struct, frozen=True, kw_only=True):
    """One year: its notice, its periods off, the weekend days worked instead, and the statutory days among them."""

    notice: Notice
    periods: tuple[Period, ...]
    make_up: tuple[date, ...]
    statutory: tuple[date, ...]


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """The whole of `cn-workdays.json`: between the two `covers` days it is known, elsewhere only guessed."""

    country: str
    covers_from: date
    covers_until: date
    statutory_source: str
    years: dict[str, Year]


class Days(msgspec.Struct, frozen=True, kw_only=True):
    """A set of days off and worked for a country, over the span it is known for."""

    off: frozenset[date]
    worked: frozenset[date]
    statutory: frozenset[date]
    weekend: frozenset[int]
    known_from: date
    known_until: date

    def is_working(self, day: date) -> bool:
        """Is this a working day by the published or computed rules?"""
        if day in self.worked:
            return True
        return day not in self.off and day.weekday() not in self.weekend

    def is_known(self, day: date) -> bool:
        """Does the table reach this day?"""
        return self.known_from <= day <= self.known_until


@lru_cache(maxsize=1)
def china_table() -> Table:
    """The dated table of mainland China, with the notices it rests on."""
    return msgspec.json.decode(TABLE.read_bytes(), type=Table)


@lru_cache(maxsize=1)
def _china() -> Days:
    table = china_table()
    off: set[date] = set()
    for year in table.years.values():
        for period in year.periods:
            length = (period.last - period.first).days + 1
            off.update(period.first + timedelta(days=n) for n in range(length))
    return Days(
        off=frozenset(off),
        worked=frozenset(day for year in table.years.values() for day in year.make_up),
        statutory=frozenset(day for year in table.years.values() for day in year.statutory),
        weekend=WEEKEND,
        known_from=table.covers_from,
        known_until=table.covers_until,
    )


@lru_cache(maxsize=2048)
def _computed(country: str, year: int) -> Days:
    import holidays  # imported late: it is slow to load and China never needs it

    code, _, part = country.partition("-")
    try:
        found = holidays.country_holidays(code, subdiv=part or None, years=year)
    except NotImplementedError as error:
        text = f"no holidays are known for country {country!r}; write an ISO 3166 code such as GB-ENG, AU-NSW or US"
        raise ValueError(text) from error
    off = frozenset(day for day in found if day.year == year)
    worked = frozenset(day for day in getattr(found, "weekend_workdays", ()) if day.year == year)
    known = found.start_year <= year <= found.end_year
    first = date(year, 1, 1)
    return Days(
        off=off,
        worked=worked,
        statutory=off,
        weekend=frozenset(found.weekend),
        known_from=first if known else date.max,
        known_until=date(year, 12, 31),
    )


def days_of(country: str, day: date) -> Days:
    """The days that govern `day` in `country` (ISO 3166, with a part after a hyphen where holidays differ)."""
    return _china() if country == "CN" else _computed(country, day.year)
