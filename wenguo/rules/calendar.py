"""Working time and due dates: how long is a limit from here (民法典 200-204)?

Two kinds of working day are told apart. `wd` is the law's: the country's published days, which a unit's own closing
can neither stretch nor shorten. `bd` is the business day of whoever keeps the calendar: its own working Saturdays
and closed days count. A day limit ends at 23:59:59 local time of its last day, not at the next midnight, so that
every face that shows the moment shows the right day.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from wenguo.rules.days import days_of

UNITS = ("h", "cd", "wd", "bd", "week", "m", "y")
ROLLOVERS = ("none", "rest_day", "statutory_holiday_only")
Rollover = Literal["none", "rest_day", "statutory_holiday_only"]
_DAY = timedelta(days=1)
_LAST_SECOND = time(23, 59, 59)
_MIDNIGHT = "24:00"


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """When a limit ends, in UTC: work to `due_at`, report a breach after `due_rolled_at`."""

    due_at: datetime
    due_rolled_at: datetime
    provisional: bool


def _minutes(mark: str) -> int:
    if mark == _MIDNIGHT:
        return 24 * 60
    try:
        at = time.fromisoformat(mark)
    except ValueError as error:
        text = f"an opening hour is {mark!r}; write it as HH:MM, from 00:00 to 24:00"
        raise ValueError(text) from error
    return at.hour * 60 + at.minute


class Hours(msgspec.Struct, frozen=True, kw_only=True):
    """Opening intervals ("HH:MM", "HH:MM") for Monday to Sunday, several a day; an empty day is closed."""

    weekdays: tuple[tuple[tuple[str, str], ...], ...]

    def __post_init__(self) -> None:
        """Refuse a week that is not seven days of ordered, separate intervals."""
        if len(self.weekdays) != 7:
            text = f"opening hours need seven days, Monday to Sunday; {len(self.weekdays)} were given"
            raise ValueError(text)
        for intervals in self.weekdays:
            free_from = 0
            for opens, closes in intervals:
                if not free_from <= _minutes(opens) < _minutes(closes):
                    text = f"opening intervals {intervals} must follow each other within one day; split one at 24:00"
                    raise ValueError(text)
                free_from = _minutes(closes)

    def on(self, weekday: int) -> tuple[tuple[str, str], ...]:
        """The intervals of a weekday; a day worked in exchange opens like the first ordinary day."""
        return self.weekdays[weekday] or next((day for day in self.weekdays if day), ())


OFFICE = Hours(weekdays=((("09:00", "12:00"), ("13:00", "18:00")),) * 5 + ((), ()))


class Calendar:
    """A unit's immutable calendar: country, time zone, opening hours, and its own exceptions to the public days."""

    __slots__ = ("_hash", "_key", "_own", "_zone", "country", "extra", "hours", "law", "time_zone")

    def __init__(
        self,
        country: str = "CN",
        time_zone: str = "Asia/Shanghai",
        hours: Hours | None = None,
        extra: Mapping[date, bool] | None = None,
    ) -> None:
        """`extra` holds the unit's own working days (True) and closed days (False)."""
        self.country = country
        self.time_zone = time_zone
        self.hours = hours
        self.extra = dict(extra or {})
        self._zone = _zone(time_zone)
        self._own = hours is not None or bool(self.extra)
        self._key = (country, time_zone, hours, tuple(sorted(self.extra.items())))
        self._hash = hash(self._key)
        self.law: Calendar = Calendar(country, time_zone) if self._own else self  # without the unit's own days

    def __eq__(self, other: object) -> bool:
        """Calendars with the same contents are the same calendar."""
        return self is other or (isinstance(other, Calendar) and self._key == other._key)

    def __hash__(self) -> int:
        """Hashed once: every due date is looked up by its calendar."""
        return self._hash

    def __repr__(self) -> str:
        """Country and zone, enough to tell calendars apart in a failing test."""
        return f"Calendar({self.country!r}, {self.time_zone!r}{', own days' if self._own else ''})"

    def is_working(self, day: date) -> bool:
        """Does this unit work on `day`?"""
        if not self._own:
            return days_of(self.country, day).is_working(day)
        return self._is_own_working(day)

    def _is_own_working(self, day: date) -> bool:
        if day in self.extra:
            return self.extra[day]
        public = days_of(self.country, day)
        if self.hours is None or day in public.worked:
            return public.is_working(day)
        return day not in public.off and bool(self.hours.weekdays[day.weekday()])

    def is_statutory_holiday(self, day: date) -> bool:
        """Is it a festival day (or a day given in lieu) by law, rather than a weekend or a moved rest day?"""
        return day in days_of(self.country, day).statutory

    def covers(self, day: date) -> bool:
        """Are the working days around here published? If not, what is computed from them is provisional."""
        return days_of(self.country, day).is_known(day)

    def next_working(self, day: date) -> date:
        """The first day after `day` on which this unit works."""
        return _first(self, day + _DAY)

    def local(self, moment: datetime) -> datetime:
        """The moment on this calendar's wall clock."""
        if moment.tzinfo is None:
            text = "a moment needs its time zone; give an aware datetime"
            raise ValueError(text)
        return moment.astimezone(self._zone)

    def working_minutes_between(self, start: datetime, end: datetime) -> int:
        """Whole minutes of opening time from `start` to `end`; negative when `end` lies before it (how late)."""
        day, last = self.local(start).date(), self.local(end).date()
        start, end = start.astimezone(UTC), end.astimezone(UTC)  # local times of one zone subtract as if by the wall
        if end < start:
            return -self.working_minutes_between(end, start)
        total = timedelta()
        while day <= last:
            if self.is_working(day):
                for opens, closes in (self.hours or OFFICE).on(day.weekday()):
                    begin, finish = self._instant(day, opens), self._instant(day, closes)
                    total += max(min(end, finish) - max(start, begin), timedelta())
            day += _DAY
        return int(total.total_seconds()) // 60

    def working_left(self, start: datetime, end: datetime) -> tuple[int, int]:
        """The way from `start` to a later `end` as people count it: whole working days, and minutes of broken ones."""
        day, last = self.local(start).date(), self.local(end).date()
        if day == last:
            return 0, self.working_minutes_between(start, end)
        days, at = 0, day + _DAY
        while at < last:
            days += self.is_working(at)
            at += _DAY
        today = self.working_minutes_between(start, self._instant(day, _MIDNIGHT))
        on_last = self.working_minutes_between(self._instant(last, "00:00"), end)
        whole = self.working_minutes_between(self._instant(last, "00:00"), self._instant(last, _MIDNIGHT))
        if whole and on_last == whole:
            return days + 1, today
        return days, today + on_last

    def _instant(self, day: date, mark: str) -> datetime:
        if mark == _MIDNIGHT:
            day, mark = day + _DAY, "00:00"
        # Turned into UTC: the difference of two local times ignores a clock change that lies between them.
        return datetime.combine(day, time.fromisoformat(mark), self._zone).astimezone(UTC)

    def add(
        self, start: datetime, amount: int, unit: str, *, inclusive: bool = False, rollover: str = "rest_day"
    ) -> Due:
        """When a limit of `amount` `unit`s from `start` ends (民法典 200-204); both dates are kept, see `Due`.

        The first day is not counted unless `inclusive`. Months and years end on the same day of the month, or on
        its last where there is none. Hours are exact; working days need no rolling.
        """
        if amount < 0 or unit not in UNITS or rollover not in ROLLOVERS:
            text = f"cannot count {amount} {unit!r} rolled {rollover!r}: units are {UNITS}, roll-overs {ROLLOVERS}"
            raise ValueError(text)
        local = self.local(start)
        try:
            if unit == "h":
                moment = start.astimezone(UTC) + timedelta(hours=amount)
                return Due(due_at=moment, due_rolled_at=moment, provisional=False)
            return _due(self if unit == "bd" else self.law, local.date(), amount, unit, inclusive, rollover)
        except OverflowError as error:
            text = f"{amount} {unit} from {local.date()} lies beyond the last date that can be written"
            raise ValueError(text) from error


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        text = f"no time zone is called {name!r}; write one such as Asia/Shanghai or Europe/London"
        raise ValueError(text) from error


def _first(calendar: Calendar, day: date) -> date:
    for _ in range(400):
        if calendar.is_working(day):
            return day
        day += _DAY
    text = f"no working day within a year of {day}: the calendar is closed for good"
    raise ValueError(text)


@lru_cache(maxsize=65536)
def _due(calendar: Calendar, day: date, amount: int, unit: str, inclusive: bool, rollover: str) -> Due:
    working = unit in {"wd", "bd"}
    last = _last_day(calendar, day, amount, unit, inclusive=inclusive)
    rolled = last if working else _rolled(calendar, last, rollover)
    counted = working and amount > 0
    needed = (day, last) if counted else () if working or rollover == "none" else (last, rolled)
    return Due(
        due_at=_end_of(calendar, last),
        due_rolled_at=_end_of(calendar, rolled),
        provisional=not all(calendar.covers(one) for one in needed),
    )


def _last_day(calendar: Calendar, day: date, amount: int, unit: str, *, inclusive: bool) -> date:
    if amount == 0:
        return day
    if unit in {"wd", "bd"}:
        last = _first(calendar, day if inclusive else day + _DAY)
        for _ in range(amount - 1):
            last = _first(calendar, last + _DAY)
        return last
    if unit in {"cd", "week"}:
        last = day + _DAY * (amount * (7 if unit == "week" else 1))
    else:
        last = _months_later(day, amount * (12 if unit == "y" else 1))
    return last - _DAY if inclusive else last


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if year > date.max.year:
        raise OverflowError
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))  # 民法典 202: else the month's end


def _rolled(calendar: Calendar, day: date, rollover: str) -> date:
    if rollover == "rest_day":
        return _first(calendar, day)  # 民法典 203
    if rollover == "statutory_holiday_only":  # 121号 45: a weekend does not move the end
        while calendar.is_statutory_holiday(day):
            day += _DAY
    return day


def _end_of(calendar: Calendar, day: date) -> datetime:
    # fold=1: where the clocks go back at midnight the day's last second comes twice, and the later one ends it.
    return datetime.combine(day, _LAST_SECOND, calendar._zone).replace(fold=1).astimezone(UTC)  # noqa: SLF001
