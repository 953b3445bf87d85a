"""Where the five measured kinds stand: dates, lengths of time, money, telephones, wishes; the first four never overlap."""

from __future__ import annotations

import re

from wenguo.advice.facts import amounts, dates_en, dates_zh, durations, wishes_en, wishes_zh
from wenguo.advice.facts.numbers import Named
from wenguo.advice.facts.spelling import Found

_HAN = re.compile("[\u3400-\u9fff]")
_LATIN = re.compile("[a-z]")


def chinese(text: str) -> bool:
    """Is the text Chinese, by and large? One Han character says as much as three Latin letters."""
    han = len(_HAN.findall(text))
    return han > 0 and han * 3 >= len(_LATIN.findall(text.lower()))


def times_and_sums(text: str, written: str, named: list[Named]) -> dict[str, list[Found]]:
    """Dates, durations and amounts beside the numbers already named; the first to take a place keeps it."""
    both = (
        (
            ("date", dates_zh.dates(text)),
            ("amount", amounts.amounts_zh(text)),
            ("duration", durations.durations_zh(text)),
        )
        if chinese(text)
        else (
            ("date", dates_en.dates(text, written)),
            ("amount", amounts.amounts_en(text)),
            ("duration", durations.durations_en(text)),
        )
    )
    taken = {place for one in named for place in range(one.start, one.end)}
    kept: dict[str, list[Found]] = {}
    for kind, found in both:
        kept[kind] = []
        for one in found:
            places = range(*one)
            if taken.isdisjoint(places):
                taken.update(places)
                kept[kind].append(one)
    return kept


def wishes(text: str) -> list[Found]:
    """The clauses that ask for something, by the language of the text."""
    return wishes_zh.wishes(text) if chinese(text) else wishes_en.wishes(text)
