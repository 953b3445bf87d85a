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
from wenguo.queries.history import Whole
from wenguo.rules.labels import label
from wenguo.text import Text

_FIELD = re.compile(r"\{(\w+)(?::([^|}]*)\|([^}]*))?\}")
_DAYS_ZH = "一二三四五六日"
_ACCOUNTS = frozenset({"to", "owner", "account", "approver"})
ACTORS = {
    "clock": Text("时钟", "the clock"),
    "complainant": Text("投诉人", "the complainant"),
    "advice": Text("建议引擎", "the advice"),
}


def moment(at: datetime, language: str, zone: str | None = None) -> str:
    """A moment as people read it: 11月22日 14:20 (周日) or 22 Nov 14:20, with the year where it is not plain."""
    local = at.astimezone(ZoneInfo(zone or settings.TIME_ZONE))
    if language.startswith("zh"):
        return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M} (周{_DAYS_ZH[local.weekday()]})"
    return f"{local.day} {local:%b %Y %H:%M}"


def who(by: str, names: Mapping[int, str], language: str) -> str:
    """An actor's name."""
    if by.startswith("account:"):
        return names.get(int(by[8:]), by)
    text = ACTORS.get(by.split("@", maxsplit=1)[0])
    return text.said(language) if text else by


def rule_name(pack: str, rule: str, language: str) -> str:
    """A rule's name in words, whichever version is in force."""
    known = packs.load().get(pack)
    found = next((one for one in known.rules if one.id == rule), None) if known is not None else None
    return (found.name.zh if language.startswith("zh") else found.name.en) if found is not None else rule


def sentence(event: Any, names: Mapping[int, str], language: str, clocks: Sequence[Clock] = ()) -> str:
    """An event's sentence with its fields put in; `{late:迟到|}` chooses by yes or no."""
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
        if name == "rule":
            return rule_name(values["pack"], str(value), language)
        if name in {"outcome", "remedy"} and packs.taxonomy().known(str(value)):
            return packs.taxonomy().label(str(value), language)
        return label(str(value), language) if value is not None else "—"

    return _FIELD.sub(put, event.sentence.said(language))


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
