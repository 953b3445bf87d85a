"""Reading what people write for numbers, in one normal form that keeps every character in its place."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

from wenguo.advice import cleaning
from wenguo.advice.suggestion import Span

_KEPT_COMMA = "\ue000"  # of the private area: nobody writes it
DIGITS = dict(
    zip(
        "零〇○一二两三四五六七八九壹贰叁肆伍陆柒捌玖俩仨",
        (0, 0, 0, 1, 2, 2, *range(3, 10), *range(1, 10), 2, 3),
        strict=True,
    )
)
TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}
HAN_NUMBER = "零〇○一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟"
_NOT_COUNTED = re.compile(r"[多余来几上数近约好许整]")
_PLAIN = re.compile(r"\d+(?:\.\d+)?|\.\d+")


class Found(NamedTuple):
    """A stretch of the text that is a fact of one kind."""

    start: int
    end: int


@lru_cache(maxsize=8)
def plain(text: str) -> str:
    """The normal form of advice, in which a Chinese comma stays one (3，500 is two numbers, 3,500 one)."""
    return cleaning.normal(text.replace("，", _KEPT_COMMA)).replace(_KEPT_COMMA, "，")


def span(text: str, start: int, end: int) -> Span:
    """The part of the text as it was written."""
    return Span(start, end, text[start:end])


def number(words: str) -> Decimal | None:
    """The value of 3.8, 1,200, 三千五, 3千5, 一百二十, 1.5万, 二〇二〇, 一百来; None where it is no number."""
    text = _NOT_COUNTED.sub("", words.replace(",", "").replace(" ", ""))
    if not text or len(text) > 24:
        return None
    try:
        if _PLAIN.fullmatch(text):
            return Decimal(text)
        if all(one in DIGITS for one in text):
            return Decimal("".join(str(DIGITS[one]) for one in text))
        return _counted(text)
    except (InvalidOperation, ValueError):
        return None


def whole(words: str) -> int | None:
    """The same as a whole number."""
    found = number(words)
    return int(found) if found is not None and found == found.to_integral_value() else None


def _counted(text: str) -> Decimal | None:
    total, section, current = Decimal(0), Decimal(0), None
    last = 1
    at = 0
    while at < len(text):
        one = text[at]
        digits = _PLAIN.match(text, at)
        if digits is not None:
            current, at = Decimal(digits[0]), digits.end()
            continue
        if one in DIGITS:
            current = Decimal(DIGITS[one])
            last = 1 if one in "零〇○" else last
        elif one in TENS:
            section += (Decimal(1) if current is None else current) * TENS[one]
            current, last = None, TENS[one]
        elif one in MYRIADS:
            part = section + (current or 0)
            total = total + (part or 1) * MYRIADS[one] if one == "万" else (total + part or Decimal(1)) * MYRIADS[one]
            section, current, last = Decimal(0), None, MYRIADS[one]
        else:
            return None
        at += 1
    if current is not None and last > 10 and text[-1] in DIGITS and text[-1] not in "零〇○":
        current *= last // 10  # 三千五 is 3500, 一万二 is 12000
    elif current is not None and last > 10 and current < 10 and text[-1].isdigit():
        current *= last // 10
    return total + section + (current or 0)
