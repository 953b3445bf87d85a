"""Days, and the small counting that both languages need."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import NamedTuple

from wenguo.advice.facts.fact import Precision


class Days(NamedTuple):
    """From the first to the last day meant, and how exactly it was said."""

    first: date
    last: date
    precision: Precision


def month_of(year: int, month: int) -> tuple[date, date]:
    """The first and the last day of a month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def latest(received: date, month: int, day: int) -> date:
    """The latest such day that is not after the day of receipt: a complaint tells of what has been."""
    year = received.year if (month, day) <= (received.month, received.day) else received.year - 1
    while True:
        try:
            return date(year, month, day)
        except ValueError:  # 29 February
            if month != 2 or day != 29:
                raise
            year -= 1


def back(received: date, count: int, unit: str, *, half: bool = False) -> Days:
    """So many days, weeks, months or years before; the longer the unit, the wider the interval."""
    if unit == "day":
        then = received - timedelta(count)
        return Days(then, then, "day")
    if unit == "week":
        then = received - timedelta(weeks=count)
        return Days(then - timedelta(3), min(received, then + timedelta(3)), "week")
    months = (count * 12 + (6 if half else 0)) if unit == "year" else count
    total = received.year * 12 + received.month - 1 - months
    first, last = month_of(total // 12, total % 12 + 1)
    if unit == "year" and not half:
        return Days(date(first.year, 1, 1), date(first.year, 12, 31), "year")
    return Days(first, min(last, received), "month")
