"""The log told as a story: each line's sentence with names and moments put in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from django.conf import settings

from wenguo import packs
from wenguo.complaint import Clock
from wenguo.line import read
from wenguo.queries import office
from wenguo.queries.history import Whole
from wenguo.rules.labels import LABELS, label
from wenguo.rules.policy import Source
from wenguo.text import Text

_FIELD = re.compile(r"\{(\w+)(?::([^|}]*)\|([^}]*))?\}")
_DAYS_ZH = "一二三四五六日"
_DAYS_EN = "Mon Tue Wed Thu Fri Sat Sun".split()
_MONTHS_EN = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_ACCOUNTS = frozenset({"to", "owner", "account", "approver"})
ACTORS = {
    "clock": Text("时钟", "the clock"),
    "complainant": Text("投诉人", "the complainant"),
    "advice": Text("建议引擎", "the advice"),
}


def moment(at: datetime, language: str, zone: str | None = None) -> str:
    """A moment as people read it: 11月22日 14:20（周日） or Sun 22 Nov 14:20, with the year where it is another one."""
    local = at.astimezone(ZoneInfo(zone or settings.TIME_ZONE))
    other_year = local.year != datetime.now(local.tzinfo).year
    if language.startswith("zh"):
        year = f"{local.year}年" if other_year else ""
        return f"{year}{local.month}月{local.day}日 {local:%H:%M}（周{_DAYS_ZH[local.weekday()]}）"
    year = f" {local.year}" if other_year else ""
    return f"{local.day} {_MONTHS_EN[local.month - 1]}{year} {local:%H:%M}"


def cited(source: Source, language: str) -> str:
    """Where a rule stands, as people cite it: 某某规定（某令第43号）第28条; articles that are no plain numbers stay as they are."""
    zh = language.startswith("zh")
    where = source.instrument
    if source.number:
        where += f"（{source.number}）" if zh else f" ({source.number})"
    if not source.article:
        return where
    if not re.match(r"\d+($|[^.\d])", source.article):
        return f"{where} {source.article}"
    return f"{where}第{source.article.replace(', ', '、')}条" if zh else f"{where}, art. {source.article}"


def day(at: datetime, language: str, zone: str | None = None) -> str:
    """The day of a moment: 11月22日 周日 or Sun 22 Nov, with the year where it is another one."""
    local = at.astimezone(ZoneInfo(zone or settings.TIME_ZONE))
    other_year = local.year != datetime.now(local.tzinfo).year
    if language.startswith("zh"):
        year = f"{local.year}年" if other_year else ""
        return f"{year}{local.month}月{local.day}日 周{_DAYS_ZH[local.weekday()]}"
    year = f" {local.year}" if other_year else ""
    return f"{_DAYS_EN[local.weekday()]} {local.day} {_MONTHS_EN[local.month - 1]}{year}"


def hour(at: datetime, zone: str | None = None) -> str:
    """The time of day of a moment: 14:20."""
    return f"{at.astimezone(ZoneInfo(zone or settings.TIME_ZONE)):%H:%M}"


def near(at: datetime, now: datetime, language: str) -> str:
    """A moment as one feels it: 还有 12 分钟, 3 小时前; the plain moment where it is more than a week away."""
    seconds = (at - now).total_seconds()
    if abs(seconds) > 7 * 86400:
        return moment(at, language)
    zh, en = span(abs(seconds))
    if language.startswith("zh"):
        return "刚刚" if abs(seconds) < 60 and seconds <= 0 else f"还有 {zh}" if seconds > 0 else f"{zh}前"
    return "just now" if abs(seconds) < 60 and seconds <= 0 else f"in {en}" if seconds > 0 else f"{en} ago"


def span(seconds: float) -> Text:
    """So long, in the unit that one would say it in."""
    minutes = max(1, int(seconds // 60))
    if minutes < 90:
        return Text(f"{minutes} 分钟", f"{minutes} min")
    if minutes < 60 * 48:
        return Text(f"{minutes // 60} 小时", f"{minutes // 60} h")
    return Text(f"{minutes // 1440} 天", f"{minutes // 1440} days")


def who(by: str, names: Mapping[int, str], language: str) -> str:
    """An actor's name."""
    if by.startswith("account:"):
        return names.get(int(by[8:]), by)
    text = ACTORS.get(by.split("@", maxsplit=1)[0])
    return text.said(language) if text else by


def unit_name(unit: int, language: str) -> str:
    """A unit's name in the reader's language."""
    found = office.units().get(unit)
    return str(unit) if found is None else found.name if language.startswith("zh") else found.name_en or found.name


def rule_name(pack: str, rule: str, language: str) -> str:
    """A rule's name in words, whichever version is in force."""
    known = packs.load().get(pack)
    found = next((one for one in known.rules if one.id == rule), None) if known is not None else None
    return (found.name.zh if language.startswith("zh") else found.name.en) if found is not None else rule


def sentence(event: Any, names: Mapping[int, str], language: str, clocks: Sequence[Clock] = ()) -> str:
    """An event's sentence with its fields put in."""
    return put_in(event.sentence, event, names, language, clocks)


def put_in(text: Text, event: Any, names: Mapping[int, str], language: str, clocks: Sequence[Clock] = ()) -> str:
    """A saying with an event's fields put in; `{late:迟到|}` chooses by yes or no."""
    values = msgspec.structs.asdict(event)

    def put(match: re.Match[str]) -> str:
        name, yes, no = match.groups()
        value = values.get(name)
        if yes is not None:
            return yes if value else no
        if isinstance(value, datetime):
            return moment(value, language)
        if name == "clock" and isinstance(value, int) and 0 < value <= len(clocks):
            clock = clocks[value - 1]
            return f"“{rule_name(clock.pack, clock.rule, language)}”"
        if name in _ACCOUNTS and isinstance(value, int):
            return names.get(value, str(value))
        if name == "what" and isinstance(value, str) and value.startswith("offer:"):
            return Text(f"方案 {value[6:]}", f"offer {value[6:]}").said(language)
        if name == "unit" and isinstance(value, int):
            return unit_name(value, language)
        if name == "rule":
            return rule_name(values["pack"], str(value), language)
        if name in {"outcome", "remedy"} and office.taxonomy().known(str(value)):
            return office.taxonomy().label(str(value), language)
        own = f"{type(event).__name__}.{value}"  # a code that means another thing elsewhere
        return label(own if own in LABELS else str(value), language) if value is not None else "—"

    return _FIELD.sub(put, text.said(language))


def story(whole: Whole, names: Mapping[int, str], language: str) -> list[dict[str, Any]]:
    """Every line with its moment, its actor, its sentence, its words and its hash, newest first."""
    return [
        {
            "position": entry.position,
            "at": moment(entry.at, language),
            "entered": moment(entry.entered_at, language) if entry.entered_at else "",
            "by": who(entry.by, names, language),
            "via": entry.via,
            "event": entry.event,
            "sentence": sentence(read(entry.data).event, names, language, whole.complaint.clocks),
            "words": entry.words,
            "hash": entry.hash,
        }
        for entry in reversed(whole.entries)
    ]
