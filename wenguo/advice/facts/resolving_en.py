"""Which days an English expression of time means."""

from __future__ import annotations

import re
from datetime import date, timedelta

from wenguo.advice.facts.dates_en import MONTHS
from wenguo.advice.facts.days import Days, back, latest, month_of
from wenguo.advice.facts.fact import Precision

_NAMES = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_WEEKDAYS = {name: number for number, name in enumerate("mon tue wed thu fri sat sun".split())}
_EN_MONTH = re.compile(rf"\b({MONTHS})\b\.?(?:\s?(?:the )?(\d{{1,2}})(?:st|nd|rd|th)?(?![\d:]))?")
_EN_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s?(?:of )?({MONTHS})\b")
_EN_YEAR = re.compile(r"(?<![\d/])((?:19|20)\d\d)(?!\d)")
_EN_SLASH = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d\d))?(?!\d)")
_EN_ISO = re.compile(r"((?:19|20)\d\d)[-/](\d{1,2})[-/](\d{1,2})")
_EN_WEEKDAY = re.compile(r"\b(last|this|next|past|following|coming)?\s?(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b")
_EN_AGO = re.compile(
    r"(\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a couple(?: of)?|half an?)\s?-?\w*?\s?(hour|minute|min|day|week|month|year)s?\b.*\b(?:ago|earlier|back)"
)
_EN_COUNT = {
    name: number
    for number, name in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)
} | {"a": 1, "an": 1, "a couple": 2, "a couple of": 2, "half a": 0, "half an": 0}
_EN_FEASTS = {
    "christmas eve": (12, 24),
    "christmas": (12, 25),
    "xmas": (12, 25),
    "new year": (1, 1),
    "halloween": (10, 31),
    "valentine": (2, 14),
    "boxing day": (12, 26),
    "july": (7, 4),
    "independence": (7, 4),
}


def _exact(words: str) -> Precision:
    return "hour" if re.search(r"\d\s?[ap]\.?m|\d:\d\d|o'?clock|noon|midnight", words) else "day"


def english(words: str, received: date | None) -> Days | None:
    """The days one expression means, without a range in it."""
    iso = _EN_ISO.search(words)
    if iso is not None:
        day = date(int(iso[1]), int(iso[2]), int(iso[3]))
        return Days(day, day, _exact(words))
    slash = _EN_SLASH.search(words)
    if slash is not None:
        return _slash(slash, words, received)
    year_said = _EN_YEAR.search(words)
    year = int(year_said[1]) if year_said is not None else None
    named = _EN_DAY_FIRST.search(words)
    name, number = (named[2], int(named[1])) if named is not None else ("", None)
    if named is None and (later := _EN_MONTH.search(words)) is not None:
        name, number = later[1], int(later[2]) if later[2] else None
    if name and "of july" not in words:
        return _named(words, name, number, year, received)
    if received is not None and (found := _relative(words, received, year)) is not None:
        return found
    return Days(date(year, 1, 1), date(year, 12, 31), "year") if year is not None and not words.endswith("s") else None


def _slash(slash: re.Match[str], words: str, received: date | None) -> Days | None:
    one, two = int(slash[1]), int(slash[2])
    if slash[3] is None and received is None:
        return None

    def on(month: int, day: int) -> date | None:
        try:
            if slash[3] is None:
                return latest(received, month, day) if received is not None else None
            return date(int(slash[3]) if len(slash[3]) == 4 else 2000 + int(slash[3]), month, day)
        except ValueError:
            return None

    both = sorted({day for day in (on(one, two), on(two, one)) if day is not None})
    if not both:
        return None
    # 3/4/2019 is the third of April to some and the fourth of March to others
    return Days(both[0], both[-1], _exact(words) if len(both) == 1 else "range")


def _named(words: str, name: str, number: int | None, year: int | None, received: date | None) -> Days | None:
    month = _NAMES[name[:3]]
    if year is None:
        if received is None:
            return None
        year = latest(received, month, number or 1).year
        if re.search(r"\blast\b", words) and year == received.year and month == received.month:
            year -= 1
    if number is not None:
        day = date(year, month, number)
        return Days(day, day, _exact(words))
    return Days(*month_of(year, month), "month")


def _relative(words: str, received: date, year: int | None) -> Days | None:
    exact = _exact(words)
    for names, away in ((("the day before yesterday",), -2), (("yesterday", "last night"), -1), (("tomorrow", "2morrow", "tmrw", "tommorow"), 1),
                        (("today", "tonight", "tonite", "2day", "this morning", "this afternoon", "this evening"), 0)):  # fmt: skip
        if any(name in words for name in names):
            return Days(received + timedelta(away), received + timedelta(away), exact)
    ago = _EN_AGO.search(words)
    if ago is not None:
        count = int(ago[1]) if ago[1].isdigit() else _EN_COUNT[ago[1]]
        if ago[2] in ("hour", "minute", "min"):
            return Days(received - timedelta(1 if ago[2] == "hour" else 0), received, "day")
        return back(received, count, ago[2], half=ago[1].startswith("half"))
    span = re.search(r"\b(last|this|next|past) (week|month|year|weekend)\b", words)
    if span is not None:
        return _span(span[2], {"last": -1, "past": -1, "next": 1}.get(span[1], 0), received)
    for name, day in _EN_FEASTS.items():
        if name in words:
            then = date(year, *day) if year is not None else latest(received, *day)
            return Days(then, then, "day")
    weekday = _EN_WEEKDAY.search(words)
    if weekday is None:
        return None
    behind = (received.weekday() - _WEEKDAYS[weekday[2]]) % 7
    if weekday[1] in ("next", "coming", "following"):
        then = received + timedelta(7 - behind)
    else:
        then = received - timedelta(behind or (7 if weekday[1] in ("last", "past") else 0))
    return Days(then, then, exact)


def _span(unit: str, away: int, received: date) -> Days:
    monday = received - timedelta(received.weekday())
    if unit == "week":
        start = monday + timedelta(7 * away)
        return Days(start, start + timedelta(6), "week")
    if unit == "weekend":
        start = monday + timedelta(7 * away + 5)
        return Days(start, start + timedelta(1), "range")
    if unit == "month":
        months = received.year * 12 + received.month - 1 + away
        return Days(*month_of(months // 12, months % 12 + 1), "month")
    return Days(date(received.year + away, 1, 1), date(received.year + away, 12, 31), "year")
