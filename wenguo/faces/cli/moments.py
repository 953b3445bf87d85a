"""Moments and days as people type them, and as they read them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import click

from wenguo.faces.cli.speaking import language, said
from wenguo.text import Text

_AFTER = re.compile(r"\+\s*(\d{1,6})\s*(m|min|h|d|分钟|小时|天)")
_SPANS = {"m": "minutes", "min": "minutes", "分钟": "minutes", "h": "hours", "小时": "hours", "d": "days", "天": "days"}
_LOOSE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]*(\d{1,2})[:：时](\d{2})分?(?::(\d{2}))?)?")
_WEEKDAYS = "一二三四五六日"
_ENGLISH_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_BAD = Text(
    "“{text}”不是时间；请写 2026-11-22 14:20、2026-11-22T14:20:00+08:00，或从现在起 +10m、+2h、+3d。",
    "{text!r} is no moment; write 2026-11-22 14:20, 2026-11-22T14:20:00+08:00, or from now +10m, +2h, +3d.",
)
_BAD_DAY = Text("“{text}”不是日期；请写 2026-11-22。", "{text!r} is no date; write 2026-11-22.")


@lru_cache(maxsize=8)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def zone() -> ZoneInfo:
    """The time zone of screens."""
    from django.conf import settings

    return _zone(settings.TIME_ZONE)


def read(text: str, *, end_of_day: bool = False) -> datetime | timedelta:
    """A typed moment, aware, or a span from the moment of the act (+10m). Raises ValueError.

    Without an offset it is local time; a day alone is its beginning, or its end where something is due.
    """
    text = text.strip()
    after = _AFTER.fullmatch(text)
    if after is not None:
        return timedelta(**{_SPANS[after[2]]: int(after[1])})
    loose = _LOOSE.fullmatch(text)
    if loose is not None:
        year, month, day, hour, minute, second = (int(part or 0) for part in loose.groups())
        moment = datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 — placed below
        only_day = loose[4] is None
    else:
        moment = datetime.fromisoformat(text)
        only_day = False
    if only_day and end_of_day:
        moment = datetime.combine(moment.date(), time(23, 59, 59))
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone())
    return moment.astimezone(UTC)


def read_day(text: str) -> date:
    """A typed day. Raises ValueError."""
    loose = _LOOSE.fullmatch(text.strip())
    if loose is None or loose[4] is not None:
        raise ValueError(text)
    return date(int(loose[1]), int(loose[2]), int(loose[3]))


class Moment(click.ParamType[Any]):
    """A moment, or a span from the moment of the act."""

    name = "time"

    def __init__(self, *, end_of_day: bool = False) -> None:
        """`end_of_day`: a day alone means its end."""
        self.end_of_day = end_of_day

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """An aware datetime or a timedelta."""
        if not isinstance(value, str):
            return value
        try:
            return read(value, end_of_day=self.end_of_day)
        except (ValueError, OverflowError):
            self.fail(said(_BAD).format(text=value), param, ctx)


class Day(click.ParamType[Any]):
    """A day."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """A date."""
        if not isinstance(value, str):
            return value
        try:
            return read_day(value)
        except ValueError:
            self.fail(said(_BAD_DAY).format(text=value), param, ctx)


def settled(value: datetime | timedelta, at: datetime) -> datetime:
    """A typed moment once it is known when the act happens."""
    return at + value if isinstance(value, timedelta) else value


def told(moment: datetime | None, now: datetime) -> str:
    """A moment for people, in local time: 11月22日 14:20 (周日), 22 Nov 14:20; with the year where it is another."""
    if moment is None:
        return "—"
    local, here = moment.astimezone(zone()), now.astimezone(zone())
    if language().startswith("zh"):
        year = "" if local.year == here.year else f"{local.year}年"
        return f"{year}{local.month}月{local.day}日 {local:%H:%M} (周{_WEEKDAYS[local.weekday()]})"
    year = "" if local.year == here.year else f" {local.year}"
    return f"{_ENGLISH_DAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]}{year} {local:%H:%M}"
