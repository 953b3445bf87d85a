"""Why a complaint stands where it stands, in words a person says: "承诺 14:20 前回电 · 还有 12 分钟"."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
from django.conf import settings

from wenguo.complaint import Clock, Promise
from wenguo.pages import telling
from wenguo.queries.desk_rows import Row
from wenguo.text import Text

SOON = timedelta(hours=24)
_MOST = 28  # characters of a promise's own words
_MINUTES_UNTIL, _HOURS_UNTIL = 90, 48


class Lead(msgspec.Struct, frozen=True):
    """The first line of a row: what is due by when, what is left or over, and how that looks."""

    what: str
    left: str
    tone: str
    at: datetime | None
    exact: str


def lead(row: Row, now: datetime, language: str) -> Lead:
    """What the order of a row comes from: the nearest clock or promise, or how long ago it was received."""
    due = row.due
    if due is None:
        assert row.c.received_at is not None
        ago = span(now - row.c.received_at)
        since = Text(f"收到已 {ago.zh}", f"received {ago.en} ago").said(language)
        none = Text("没有进行中的时限", "no clock runs").said(language)
        return Lead(none, since, "", None, telling.moment(row.c.received_at, language))
    what = promised(row.what, due.due_at, now) if isinstance(due, Promise) else clocked(due, now, language)
    return Lead(
        what.said(language),
        left_of(due.due_at, now).said(language),
        tone(due.due_at, now),
        due.due_at,
        telling.moment(due.due_at, language),
    )


def promised(words: str, due_at: datetime, now: datetime) -> Text:
    """A promise with its own words: 承诺 14:20 前回电."""
    brief = words if len(words) <= _MOST else words[: _MOST - 1] + "…"
    at = when(due_at, now)
    if not brief:
        return Text(f"承诺 {_before(at)}兑现", f"promise to keep by {at.en}")
    return Text(f"承诺 {_before(at)}{brief}", f"{brief} promised by {at.en}")


def clocked(clock: Clock, now: datetime, language: str) -> Text:
    """A time limit by its name: 告知是否受理 11月30日前."""
    name, at = telling.rule_name(clock.pack, clock.rule, language), when(clock.due_at, now)
    return Text(f"{name} {_before(at)}", f"{name} by {at.en}")


def _before(at: Text) -> str:
    """14:20 前, 11月30日前, 今天内: a space only after a figure."""
    if at in _DAYS.values():
        return f"{at.zh}内"
    return f"{at.zh} 前" if at.zh[-1].isdigit() else f"{at.zh}前"


def when(at: datetime, now: datetime) -> Text:
    """A moment as near people say it: 14:20, 明天 14:20, 11月30日; a limit that ends with its day says no hour."""
    zone = ZoneInfo(settings.TIME_ZONE)
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    whole_day = (local.hour, local.minute) == (23, 59)
    hour = "" if whole_day else f"{local:%H:%M}"
    days = (local.date() - today).days
    if days in _DAYS:
        day = _DAYS[days]
        if days == 0 and hour:
            return Text(hour, hour)
        return Text(f"{day.zh} {hour}".strip(), f"{hour} {day.en}".strip())
    zh, en = telling.moment(at, "zh", settings.TIME_ZONE), telling.moment(at, "en", settings.TIME_ZONE)
    zh = zh.partition("（")[0]
    return Text(zh.removesuffix(" 23:59") if whole_day else zh, en.removesuffix(" 23:59") if whole_day else en)


_DAYS = {-1: Text("昨天", "yesterday"), 0: Text("今天", "today"), 1: Text("明天", "tomorrow")}


def left_of(due_at: datetime, now: datetime) -> Text:
    """What is left until a moment, or by how much it is over."""
    found = span(abs(due_at - now))
    if due_at >= now:
        return Text(f"还有 {found.zh}", f"{found.en} left")
    return Text(f"已超 {found.zh}", f"{found.en} over")


def span(length: timedelta) -> Text:
    """A length of time as people say it: minutes up to an hour and a half, hours up to two days, then days."""
    minutes = max(1, int(length.total_seconds() // 60))
    if minutes < _MINUTES_UNTIL:
        return Text(f"{minutes} 分钟", f"{minutes} min")
    if minutes < _HOURS_UNTIL * 60:
        return Text(f"{minutes // 60} 小时", f"{minutes // 60} h")
    return Text(f"{minutes // 1440} 天", f"{minutes // 1440} days")


def tone(due_at: datetime, now: datetime) -> str:
    """How near it is, as the class that colours it; the words say it too."""
    return "late" if due_at < now else "soon" if due_at - now < SOON else ""
