"""Personal data taken out of a text before it leaves the house, and put back into what returns (PIPL 6, 51).

The same name or number is the same token everywhere, so that what is written about it still holds together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import msgspec

from wenguo.advice import cleaning
from wenguo.advice.facts import extract
from wenguo.advice.suggestion import Message

OPEN, CLOSE = "⟦", "⟧"
TOKEN = re.compile(r"⟦[A-Z]+ \d+⟧")
_KINDS = {
    "phone": "PHONE",
    "email": "EMAIL",
    "id_card": "ID",
    "plate": "PLATE",
    "vin": "VIN",
    "account": "ACCOUNT",
    "order": "ORDER",
}
# what looks like one of these although nobody called it so: over-cautious on purpose
_LIKE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("EMAIL", re.compile(r"[a-z0-9._%+-]{1,64}@[a-z0-9.-]{1,190}\.[a-z]{2,12}")),
    ("ID", re.compile(r"(?<!\d)\d{17}[\dx](?!\d)")),
    ("PHONE", re.compile(r"(?<!\d)(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)|(?<!\d)0\d{2,3}[ -]?\d{7,8}(?!\d)|\+\d[\d ()-]{7,18}\d")),
    ("ACCOUNT", re.compile(r"(?<!\d)\d(?:[ -]?\d){7,22}(?!\d)")),
    ("PLATE", re.compile(r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-z][ ·]?[a-z0-9]{5,6}(?![a-z0-9])")),
    ("ADDRESS", re.compile(r"[\u4e00-\u9fff]{2,12}(?:路|街|巷|弄|道|里|村|小区|花园|苑)[\u4e00-\u9fff]{0,8}\d{1,5}(?:号|弄|栋|幢|座)(?:[\d\u4e00-\u9fffa-z-]{0,12}(?:室|单元|楼|号|户))?|\b\d{1,5} (?:[a-z]+ ){1,3}(?:street|road|avenue|lane|drive|close|way|court|square)\b(?:,? (?:flat|apt|unit) ?\w{1,5})?")),
    ("NAME", re.compile(r"(?:我叫|我是|本人|姓名[:：]?|联系人[:：]?)(?P<who>[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳唐罗薛雷贺倪汤邓丁于董余高夏蔡田胡林徐程梁宋黄萧郭][\u4e00-\u9fff]{1,2})(?![\u4e00-\u9fff]{0,1}(?:的|是))|\b(?:my name is|this is|i am|i'm|name:) (?P<who_en>[a-z]+ [a-z]+)\b")),
)  # fmt: skip
_FEWEST = 2  # characters of a name on file: one alone would be found everywhere


class Masked(msgspec.Struct, frozen=True, kw_only=True):
    """A text with tokens where personal data stood, and what each stands for."""

    text: str
    tokens: dict[str, str]


def mask(text: str, names: Iterable[str] = (), also: Mapping[str, str] | None = None) -> Masked:
    """The text with names on file, numbers and addresses replaced; `also` are other values of the record, by their kind."""
    text = text.replace(OPEN, "[").replace(CLOSE, "]")
    plain = cleaning.normal(text)
    places = [*_filed(plain, names, also or {}), *_found(text), *_looking_like(plain)]
    tokens: dict[str, str] = {}
    known: dict[tuple[str, str], str] = {}
    parts: list[str] = []
    end = 0
    for begin, stop, kind in sorted(places, key=lambda one: (one[0], -one[1])):
        if stop <= end:
            continue
        start = max(begin, end)  # of two that overlap, what is left of the second goes too
        words = text[start:stop]
        key = (kind, cleaning.normal(words))
        if key not in known:
            number = sum(one[0] == kind for one in known) + 1
            known[key] = f"{OPEN}{kind} {number}{CLOSE}"
            tokens[known[key]] = words
        parts += [text[end:start], known[key]]
        end = stop
    parts.append(text[end:])
    return Masked(text="".join(parts), tokens=tokens)


def restore(text: str, tokens: Mapping[str, str]) -> str:
    """The text with what each token stood for; a token nobody gave stays as it is."""
    return TOKEN.sub(lambda token: tokens.get(token[0], token[0]), text)


def _filed(plain: str, names: Iterable[str], also: Mapping[str, str]) -> list[tuple[int, int, str]]:
    given = [("NAME", name) for name in names] + [(kind.upper(), value) for value, kind in also.items()]
    found = []
    for kind, value in given:
        word = cleaning.normal(value.strip())
        if len(word) >= _FEWEST:
            whole = rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])" if word.isascii() else re.escape(word)
            found += [(one.start(), one.end(), kind) for one in re.finditer(whole, plain)]
    return found


def _found(text: str) -> list[tuple[int, int, str]]:
    return [
        (one.span.start, one.span.end, _KINDS[one.kind]) for one in extract(Message(text=text)) if one.kind in _KINDS
    ]


def _looking_like(plain: str) -> list[tuple[int, int, str]]:
    found = []
    for kind, pattern in _LIKE:
        for one in pattern.finditer(plain):
            group = one.lastgroup if kind == "NAME" else 0
            found.append((one.start(group or 0), one.end(group or 0), kind))
    return found
