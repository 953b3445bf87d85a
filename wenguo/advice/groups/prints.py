"""What a text is compared by when groups are sought: names of places and makers apart from the words of the matter.

Terms are pairs of characters (and whole Latin words), so that typing errors and turned words cost little; names are
found by what Chinese and English names end or begin with. A term is a 32-bit hash: nothing here can be read.
"""

from __future__ import annotations

import re
import zlib
from datetime import datetime
from functools import lru_cache
from typing import Any

import msgspec

from wenguo.search.tokens import fold

VERSION = "1"
MOST_CHARACTERS = 4000  # of a text: the matter is told by then
_TAILS = (
    "小区 花园 家园 公馆 新城 国际城 城 苑 府 郡 园 庭 湾 村 镇 乡 街道 社区 路 街 巷 大道 桥 站 广场 大厦 中心 市场 "
    "商场 超市 酒店 饭店 宾馆 公司 集团 银行 学校 小学 中学 大学 学院 幼儿园 医院 公园 工地 项目 楼盘 工厂 厂 号线 高速 "
    "隧道 网 平台 财富 物业 驾校 门店 栋 组 期 线 山 湖 河 店 馆 航空 快递 电器 汽车 保险"
).split()
_TAIL = re.compile("|".join(sorted(_TAILS, key=len, reverse=True)))
_BEFORE = 5  # characters before such an ending may belong to the name
_BREAKS = frozenset("的了在是和与对把被向请我你他有没不这那为也都就还要能会到给从让及或于其因所而且但")
_AREA = re.compile(r"[a-z]\d{0,2}[区县市]|[一-鿿]{1,3}[区县]")
_MASK = re.compile(r"[a-z]\d{0,2}[区县市]|某某")
_NUMBER = re.compile(r"\d+")
_LATIN = re.compile(r"[0-9a-z\u00c0-\u024f]+")
_ENGLISH_NAME = re.compile(r"\b[A-Z][\w'’-]+(?:[ -]+[A-Z][\w'’-]+)*")
_ENGLISH = frozenset(
    "the and for was were that this with you your they them there have has had not but are his her she from our out my "
    "me it is in on at to of we he an as be by or so if no do did been when what who which will would said then than "
    "very just about after again all any can could i a s t dear please hello sir madam".split()
)


class Print(msgspec.Struct, frozen=True, array_like=True):
    """One text as it is compared; `said` holds every term, the other sets the part of them that tells one thing."""

    said: frozenset[int]
    title: frozenset[int]
    names: frozenset[int]
    title_names: frozenset[int]
    words: frozenset[int]
    matter: frozenset[int]
    areas: frozenset[int]
    numbers: frozenset[int]
    length: int
    who: int  # a hash of the person; 0 where nobody is known
    at: int  # seconds since 1970; 0 where unknown


def term(text: str) -> int:
    """The number a term is known by."""
    return zlib.crc32(text.encode("utf-8", "replace"))


def print_of(title: str, detail: str, who: str = "", at: datetime | None = None) -> Print:
    """Read one text. Never raises, whatever it holds."""
    head, body = title[:MOST_CHARACTERS], detail[:MOST_CHARACTERS]
    top, rest = folded(head), folded(body)
    named_top, named = names(top) + _english(head), names(rest) + _english(body)
    words_top, words_all = _words(top), _words(f"{top} {rest}")
    of_names = {gram for name in {*named_top, *named} for gram in _grams(name, (1, 2, 3, 4))}
    return Print(
        said=_terms(_grams(top) + _grams(rest)),
        title=_terms(_grams(top)),
        names=_terms(_of_names([*named_top, *named])),
        title_names=_terms(_of_names(named_top)),
        words=_terms([*words_top, *words_all]),
        matter=_terms([word for word in words_all if word not in of_names]),
        areas=_terms(_AREA.findall(f"{top} {rest}")),
        numbers=_terms(_NUMBER.findall(_MASK.sub(" ", top))),
        length=len(rest),
        who=term(who) if who else 0,
        at=int(at.timestamp()) if at is not None else 0,
    )


def folded(text: str) -> str:
    """The text as it is compared: width, case, and traditional characters made simplified ones."""
    return fold(_simplified(text))


def names(text: str) -> list[str]:
    """What may be the name of a place, a maker or a service in a folded text: an ending and what stands before it."""
    found: list[str] = []
    for run in _MASK.sub(" ", text).split():
        last = 0
        for tail in _TAIL.finditer(run):
            start = tail.start()
            while start > max(last, tail.start() - _BEFORE) and run[start - 1] not in _BREAKS:
                start -= 1
            if tail.start() > start:
                found.append(run[start : tail.end()])
                if tail.end() - start > 3:
                    last = tail.end()
    return found


def _english(text: str) -> list[str]:
    """Words that begin with a capital inside a sentence: names in an English text."""
    return [one.group().casefold() for one in _ENGLISH_NAME.finditer(text) if one.group().casefold() not in _ENGLISH]


def _grams(text: str, sizes: tuple[int, ...] = (2,)) -> list[str]:
    """Pairs of neighbouring characters of each run, and Latin words whole."""
    found: list[str] = []
    for run in text.split():
        if _LATIN.fullmatch(run):
            if run not in _ENGLISH:
                found.append(run)
            continue
        found += (run[at : at + size] for size in sizes for at in range(len(run) - size + 1))
    return found


def _of_names(found: list[str]) -> list[str]:
    return [gram for name in dict.fromkeys(found) for gram in _grams(name, (2, 3))]


def _words(text: str) -> list[str]:
    import rjieba

    return [word for word in rjieba.cut(text) if word.strip() and word not in _ENGLISH]


def _terms(found: list[str]) -> frozenset[int]:
    return frozenset(map(_known, found))


_known = lru_cache(1 << 16)(term)


def _simplified(text: str) -> str:
    return str(_converter().convert(text.encode("utf-8", "replace").decode()))  # it knows no half characters


@lru_cache(1)
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")
