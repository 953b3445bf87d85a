"""Which days an expression of time means: a first and a last day, counted from the day of receipt where it is relative."""

from __future__ import annotations

import re
from datetime import date

from wenguo.advice.facts import resolving_en, resolving_zh
from wenguo.advice.facts.days import Days

_TO_ZH = re.compile(r"\s?(?:一?直?到|至|直至|~|～|—|－|–)+\s?|(?<=[年月日号])-|(?<=\d{4})-(?=\d{4}年)")
_TO_EN = re.compile(r"\s(?:to|until|through|till)\s|\s?[–—]\s?|\s-\s")
_YEAR_SAID = re.compile(r"(?:\d{2,4}|[一二〇零○三四五六七八九]{2,4})年|[今去前明后]年")


def resolved(words: str, received: date | None, *, english: bool) -> Days | None:
    """The days an expression means; None where it hangs on something else (the next day) or cannot be counted."""
    try:
        if english:
            return _range(_TO_EN.split(words), received, english=True) or resolving_en.english(words, received)
        return _range(_zh_ends(words), received, english=False) or resolving_zh.chinese(words, received)
    except (ValueError, OverflowError):
        return None  # 2月30日, the year 0


def _zh_ends(words: str) -> list[str]:
    """Both ends of a range, each with the year and the unit said only once."""
    ends = _TO_ZH.split(words)
    if len(ends) != 2:
        return ends
    first, last = ends
    if first.isdigit():
        first += "年" if len(first) == 4 else "月" if "月" in last else "日"
    year = _YEAR_SAID.match(first)
    if year is not None and not _YEAR_SAID.match(last) and "月" in last:
        last = year[0] + last
    return [first, last]


def _range(ends: list[str], received: date | None, *, english: bool) -> Days | None:
    if len(ends) != 2 or not all(ends):
        return None
    one = resolving_en.english if english else resolving_zh.chinese
    first, last = one(ends[0], received), one(ends[1], received)
    if first is None:
        return None
    if last is None:  # 下午3点 to 5点: the day is said once
        return first if re.search(r"\d|[点时]", ends[1]) else None
    if last.last < first.first:
        return None
    return Days(first.first, last.last, "hour" if first.first == last.last else "range")
