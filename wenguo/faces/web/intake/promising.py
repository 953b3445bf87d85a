"""Promises that are made on the telephone, each one tap: by when, counted by the unit's own opening hours."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta

import msgspec

from wenguo.rules.calendar import OFFICE, Calendar
from wenguo.text import Text

SOON = {"m10": 10, "m30": 30}
CALL_BACK = Text("回电告诉您处理的情况", "call you back and tell you how it stands")
_TODAY, _TOMORROW = time(17), time(10)
_DAYS_ZH = "一二三四五六日"
_DAYS_EN = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """One promise that can be made by a tap."""

    code: str
    text: Text
    due_at: datetime


def choices(calendar: Calendar, at: datetime) -> list[Choice]:
    """What can be promised now: in ten minutes, in thirty, by the end of today, on the next working day."""
    found = [
        Choice(code=code, text=Text(f"{n} 分钟后回电", f"call back in {n} min"), due_at=at + timedelta(minutes=n))
        for code, n in SOON.items()
    ]
    now = calendar.local(at)
    closes = _closes(calendar, now)
    if closes is not None and closes - now > timedelta(minutes=30):
        text = Text(f"今天 {closes:%H:%M} 前", f"today by {closes:%H:%M}")
        found.append(Choice(code="today", text=text, due_at=closes))
    return [*found, _next(calendar, now)]


def due(code: str, calendar: Calendar, at: datetime) -> datetime | None:
    """By when a choice is to be kept, counted from the moment of the promise; None where it can be made no longer."""
    return next((one.due_at for one in choices(calendar, at) if one.code == code), None)


def _closes(calendar: Calendar, now: datetime) -> datetime | None:
    """Five o'clock today, or when the unit closes if that is earlier; None on a day it does not work."""
    if not calendar.is_working(now.date()):
        return None
    last = max((closes for _, closes in (calendar.hours or OFFICE).on(now.weekday())), default="17:00")
    at = min(_TODAY, _clock(last))
    return datetime.combine(now.date(), at, now.tzinfo)


def _next(calendar: Calendar, now: datetime) -> Choice:
    """Ten o'clock on the next day the unit works, or an hour after it opens if that is later."""
    day = calendar.next_working(now.date())
    opens = min((opens for opens, _ in _intervals(calendar, day.weekday())), default="09:00")
    begins = datetime.combine(day, _clock(opens), now.tzinfo)
    at = max(datetime.combine(day, _TOMORROW, now.tzinfo), begins if opens <= "09:00" else begins + timedelta(hours=1))
    is_tomorrow = day == now.date() + timedelta(days=1)
    zh = (
        "明天"
        if is_tomorrow
        else f"周{_DAYS_ZH[day.weekday()]}"
        if (day - now.date()).days < 7
        else f"{day.month}月{day.day}日"
    )
    en = "tomorrow" if is_tomorrow else _DAYS_EN[day.weekday()]
    return Choice(code="next", text=Text(f"{zh} {at:%H:%M} 前", f"{en} by {at:%H:%M}"), due_at=at)


def _intervals(calendar: Calendar, weekday: int) -> Iterable[tuple[str, str]]:
    return (calendar.hours or OFFICE).on(weekday)


def _clock(mark: str) -> time:
    return time(23, 59) if mark == "24:00" else time.fromisoformat(mark)
