"""Dates and moments as a document says them: always with the year, for paper is read years later."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

_MONTHS = "January February March April May June July August September October November December".split()


def day(on: date, language: str) -> str:
    """2026年11月22日 or 22 November 2026."""
    if language.startswith("zh"):
        return f"{on.year}年{on.month}月{on.day}日"
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def moment(at: datetime, language: str, zone: str) -> str:
    """A moment in the time zone of the unit."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{day(local.date(), language)} {local:%H:%M}"


def local_day(at: datetime, zone: str) -> date:
    """The day a moment falls on where the unit is."""
    return at.astimezone(ZoneInfo(zone)).date()
