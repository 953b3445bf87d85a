"""Cutting a text into sentences and clauses, with the place of each."""

from __future__ import annotations

import re
from typing import NamedTuple

# A clause ends at a comma or colon, a sentence at a full stop; between Han characters people also write blanks instead.
_STOPS = re.compile(
    r"[。!?！？;；\n\r]+|(?:\.{2,}|…+)|(?<=[\u3400-\u9fff])\.(?=[\u3400-\u9fff]|\s|$)|[,，:]|(?<=[\u3400-\u9fff])[ \t]+(?=[\u3400-\u9fff（(\d])|[~～]+(?!\d)"
)
_SENTENCE = re.compile(r"[。!?！？;；\n\r…~～]|\.\.|^\.$")
_LEAD = re.compile(
    r"(?:[\s\"'“”‘’「」『』《（()）\[\]【】、,.·•*#\-—–_=+>]+|(?:第?[一二三四五六七八九十]{1,3}|\d{1,2})[、.)）](?!\d)|[(（](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]|[①-⑳])+"
)
_CLOSING = "\"'“”‘’」』）)】] \t、,.*—-–"


class Clause(NamedTuple):
    """A clause without marks around it; `sentence` counts sentences, `asked` tells a question mark after it."""

    start: int
    end: int
    sentence: int
    asked: bool
    after_colon: bool


def clauses(text: str) -> list[Clause]:
    """Every clause of a Chinese text, in order."""
    found: list[Clause] = []
    sentence, last, colon = 0, 0, False
    for stop in _STOPS.finditer(text):
        one = _clause(text, last, stop.start(), sentence, asked="?" in stop[0] and "!" not in stop[0], colon=colon)
        if one is not None:
            found.append(one)
        colon = stop[0] == ":"
        if _SENTENCE.search(stop[0]):
            sentence += 1
        last = stop.end()
    one = _clause(text, last, len(text), sentence, asked=False, colon=colon)
    return [*found, one] if one is not None else found


def _clause(text: str, start: int, end: int, sentence: int, *, asked: bool, colon: bool) -> Clause | None:
    lead = _LEAD.match(text, start, end)
    if lead is not None:
        start = lead.end()
    while end > start and text[end - 1] in _CLOSING:
        if text[end - 1] in ")）" and "(" in text[start:end].replace("（", "("):
            break
        if text[end - 1] in "\"”'’」』" and _opened(text, start, end):
            break
        end -= 1
    return Clause(start, end, sentence, asked, colon) if end > start else None


def _opened(text: str, start: int, end: int) -> bool:
    """Does the closing quotation mark at the end belong to one opened within?"""
    return (
        sum(text.count(one, start, end) for one in '"“”') % 2 == 0
        and text.count('"', start, end) + text.count("“", start, end) > 0
    )
