"""What can be said of two short questions side by side, as numbers: what they share, what only one has, in what order.

Every number is the same whichever of the two comes first, and each can be said in words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import fsum, log, sqrt

import msgspec

from wenguo.advice import cleaning
from wenguo.advice.likeness import order

LONGEST = 80  # characters of each that are put in order; the rest is compared as a bag
KINDS = ("characters", "pairs", "threes", "words", "neighbours")
_NOT_SAID = re.compile(r"[^\w*]+")
_NUMBER = re.compile(r"\d+(?:\.\d+)?|[一二三四五六七八九十百千万两]+")
_DENIES = re.compile("[不没未无别非拒]|失败|取消")
# What is asked for, by the words that ask: two questions that share all but this are two questions.
_ASKED: tuple[tuple[str, ...], ...] = (
    ("怎么", "如何", "怎样", "咋"),
    ("为什么", "为何", "为啥", "怎么会", "怎么没", "怎么不", "怎么还", "原因"),
    ("什么", "啥", "哪些", "哪个"),
    ("哪里", "哪儿", "在哪", "去哪"),
    ("什么时候", "何时", "几点", "几号", "多久", "多长时间", "什么时间", "几天", "哪天"),
    ("多少", "几", "多大"),
    ("可", "能"),
    ("吗", "么", "嘛", "是否", "是不是", "有没有"),
    ("谁",),
)
_OPPOSED: tuple[tuple[str, str], ...] = (
    ("开", "关"), ("提前", "延"), ("还", "借"), ("买", "卖"), ("增", "减"), ("加", "减"), ("高", "低"), ("大", "小"),
    ("多", "少"), ("有", "没"), ("能", "不能"), ("可以", "不"), ("成功", "失败"), ("进", "出"), ("存", "取"), ("升", "降"),
    ("今", "明"), ("上", "下"), ("前", "后"), ("男", "女"), ("好", "坏"), ("付", "收"), ("为什么", "怎么"), ("怎么", "能"),
    ("绑", "解"), ("早", "晚"), ("长", "短"), ("全", "部分"), ("退", "买"), ("旧", "新"), ("本人", "别人"), ("快", "慢"),
)  # fmt: skip


class Side(msgspec.Struct, frozen=True):
    """One of the two questions, read once however many it is compared with."""

    plain: str  # as compared, punctuation included
    said: str  # without it
    words: tuple[str, ...]
    bags: tuple[Counter[str], ...]  # one a kind of KINDS


class Rarity(msgspec.Struct, frozen=True):
    """How telling each part is: the rarer among the texts at hand, the more."""

    known: tuple[Mapping[str, float], ...]
    unknown: float

    @classmethod
    def among(cls, sides: Iterable[Side]) -> Rarity:
        """The rarity of what stands in these texts (inverse document frequency; Spärck Jones 1972)."""
        held: tuple[Counter[str], ...] = tuple(Counter() for _ in KINDS)
        many = 0
        for side in sides:
            many += 1
            for counted, bag in zip(held, side.bags, strict=True):
                counted.update(bag.keys())
        known = tuple({part: log((many + 1) / (n + 0.5)) for part, n in counted.items()} for counted in held)
        return cls(known, log((many + 1) / 0.5))


def read(text: str) -> Side:
    """A text as it is compared."""
    import rjieba

    plain = cleaning.normal(text[:2000])
    words = tuple(word for word in rjieba.cut(plain) if not _NOT_SAID.fullmatch(word))
    said = _NOT_SAID.sub("", plain)
    neighbours = [f"{one}_{two}" for one, two in pairwise(words)]
    parts: tuple[Sequence[str], ...] = (said, _grams(said, 2), _grams(said, 3), words, neighbours)
    return Side(plain, said, words, tuple(Counter(part) for part in parts))


def _grams(text: str, length: int) -> list[str]:
    return [text[at : at + length] for at in range(len(text) - length + 1)]


def features(a: Side, b: Side, rarity: Rarity) -> list[float]:
    """The numbers of a pair; always as many, in the same order."""
    short, long = sorted((len(a.said), len(b.said)))
    found: list[float] = [short, long, long - short, short / max(1, long)]
    for known, one, other in zip(rarity.known, a.bags, b.bags, strict=True):
        found += _bags(one, other, known, rarity.unknown)
    return [*found, *_ordered(a, b), *_asked(a.said, b.said), *_opposed(a, b)]


def _bags(a: Counter[str], b: Counter[str], known: Mapping[str, float], unknown: float) -> list[float]:
    """What two bags share and what only one of them holds."""
    here = {part: known.get(part, unknown) for part in a}
    there = {part: known.get(part, unknown) for part in b}
    both = [part for part in here if part in there]
    only_here = [weight for part, weight in here.items() if part not in there]
    only_there = [weight for part, weight in there.items() if part not in here]
    whole = sqrt(
        fsum((here[part] * n) ** 2 for part, n in a.items()) * fsum((there[part] * n) ** 2 for part, n in b.items())
    )
    product = fsum(here[part] ** 2 * (a[part] * b[part]) for part in both)
    shared = fsum(here[part] for part in both)
    less, more = sorted((fsum(only_here), fsum(only_there)))
    most_here, most_there = max(only_here, default=0.0), max(only_there, default=0.0)
    fewer, further = sorted((len(only_here), len(only_there)))
    return [
        product / whole if whole else 0.0,
        len(both) / max(1, len(here) + len(there) - len(both)),
        shared / max(1e-9, shared + less + more),
        shared / max(1e-9, shared + more),
        shared / max(1e-9, shared + less),
        less,
        more,
        most_here + most_there,
        min(most_here, most_there),
        fewer,
        further,
        max((here[part] for part in both), default=0.0),
        shared,
    ]


def _ordered(a: Side, b: Side) -> list[float]:
    """How far both say it in the same order, by characters and by words; how they begin and end."""
    one, other = a.said[:LONGEST], b.said[:LONGEST]
    short, long = (max(1, length) for length in sorted((len(one), len(other))))
    edits, kept, stretch = order.distance(one, other), order.in_order(one, other), order.unbroken(one, other)
    words, others = a.words[:LONGEST], b.words[:LONGEST]
    few, many = (max(1, length) for length in sorted((len(words), len(others))))
    same = order.in_order(words, others)
    start, end = order.same_start(one, other), order.same_start(one[::-1], other[::-1])
    return [
        edits, 1 - edits / long, kept, kept / long, kept / short, stretch, stretch / short, stretch / long,
        same / few, same / many, start, end, start / short, end / short,
        bool(words and others and words[0] == others[0]), bool(words and others and words[-1] == others[-1]),
    ]  # fmt: skip


def _asked(a: str, b: str) -> list[float]:
    """Whether both ask for the same kind of thing."""
    found: list[float] = []
    same = differ = 0
    for words in _ASKED:
        one, other = any(word in a for word in words), any(word in b for word in words)
        found.append(one + other)
        same += one and other
        differ += one != other
    return [*found, same, differ]


def _opposed(a: Side, b: Side) -> list[float]:
    """Denial, numbers and opposites: what turns a question around though nearly all words stay."""
    denials = len(_DENIES.findall(a.said)), len(_DENIES.findall(b.said))
    numbers, others = set(_NUMBER.findall(a.plain)), set(_NUMBER.findall(b.plain))
    here = "".join(sorted(set(a.words) - set(b.words)))
    there = "".join(sorted(set(b.words) - set(a.words)))
    turned = sum((one in here and two in there) or (one in there and two in here) for one, two in _OPPOSED)
    hidden = a.plain.count("*"), b.plain.count("*")
    return [
        abs(denials[0] - denials[1]),
        sum(denials),
        bool(denials[0]) != bool(denials[1]),
        len(numbers & others),
        len(numbers ^ others),
        bool(numbers) != bool(others),
        turned,
        sum(hidden),
        abs(hidden[0] - hidden[1]),
        ("?" in a.plain) + ("?" in b.plain),
    ]
