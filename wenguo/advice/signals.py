"""What the manager is told of: words that rise, advice that no longer fits what comes in, and where people disagree with it.

Counts of complaints only: nothing here names a person, and nothing is decided by it.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from wenguo.text import Text

SURE = 10.83  # chi-square with one degree of freedom, p < 0.001: many words are tried at once
FEWEST = 5  # complaints that must hold a word before anybody is told of it (design)
TIMES = 2.0  # as many as expected, at least (design)
WATCH, DRIFTED = (
    0.1,
    0.25,
)  # population stability index: usual bounds of "look at it" and "it is another population" (design)
FEWEST_SAID = 10  # proposals that people decided on before a share of them is told (design)


class Rising(msgspec.Struct, frozen=True, kw_only=True):
    """A word that more complaints hold than before: how many now, how many were to be expected, and why it is told."""

    word: str
    now: int
    expected: float
    strength: float
    because: Text


class Drift(msgspec.Struct, frozen=True, kw_only=True):
    """How far what comes in has moved from what advice learned from; the codes that moved most come first."""

    index: float
    state: str  # steady, watch or drifted
    moved: tuple[tuple[str, float, float], ...]  # code, share then, share now
    because: Text


class Disagreement(msgspec.Struct, frozen=True, kw_only=True):
    """One code that was proposed: how often people decided otherwise, and what they said instead."""

    code: str
    proposed: int
    otherwise: int
    least: float  # lower bound of the share, so that few cases do not shout
    instead: tuple[tuple[str, int], ...]
    because: Text


def rising(
    now: Iterable[str],
    before: Iterable[str],
    *,
    times_before: float,
    cut: Callable[[str], Iterable[str]],
    most: int = 12,
) -> tuple[Rising, ...]:
    """Words that rise: `now` are the texts of this span, `before` those of the `times_before` times longer one before it.

    Each complaint counts a word once, so that one long letter is no wave; tested by the log-likelihood ratio
    (Dunning 1993, Computational Linguistics 19(1)), which stays sound for rare words. `cut` divides a text into words.
    """
    if times_before <= 0:
        text = "times_before says how many times longer the span before is: it must be above 0"
        raise ValueError(text)
    fresh, n_fresh = _held(now, cut)
    known, n_known = _held(before, cut)
    if not n_fresh or not n_known:
        return ()
    found = []
    for word, count in fresh.items():
        expected = known[word] * n_fresh / n_known
        if count < FEWEST or count < TIMES * max(expected, 1.0):
            continue
        strength = _likelihood_ratio(count, n_fresh, known[word], n_known)
        if strength >= SURE:
            found.append(_risen(word, count, expected, strength, n_fresh))
    found.sort(key=lambda one: (-one.strength, one.word))
    return tuple(_without_parts(found))[:most]


def drift(then: Mapping[str, int], now: Mapping[str, int]) -> Drift:
    """How far the codes proposed `now` have moved from those of `then`, as the population stability index."""
    codes = sorted({*then, *now})
    n_then, n_now = sum(then.values()), sum(now.values())
    if not codes or not n_then or not n_now:
        return Drift(
            index=0.0, state="steady", moved=(), because=Text("数据还不够比较。", "There is not enough to compare yet.")
        )
    half = 0.5  # what was never seen is not nothing
    shares = {
        code: (
            (then.get(code, 0) + half) / (n_then + half * len(codes)),
            (now.get(code, 0) + half) / (n_now + half * len(codes)),
        )
        for code in codes
    }
    parts = {code: (b - a) * math.log(b / a) for code, (a, b) in shares.items()}
    index = math.fsum(parts.values())
    state = "drifted" if index >= DRIFTED else "watch" if index >= WATCH else "steady"
    moved = sorted(codes, key=lambda code: (-parts[code], code))[:5]
    return Drift(
        index=round(index, 4),
        state=state,
        moved=tuple((code, round(shares[code][0], 4), round(shares[code][1], 4)) for code in moved),
        because=_MOVED[state],
    )


def disagreements(decided: Iterable[tuple[str, str]]) -> tuple[Disagreement, ...]:
    """Where people decide otherwise most: pairs of what was proposed and what a person said; surest first."""
    proposed: Counter[str] = Counter()
    instead: dict[str, Counter[str]] = defaultdict(Counter)
    for code, said in decided:
        proposed[code] += 1
        if said != code:
            instead[code][said] += 1
    found = [
        _disagreed(code, n, instead[code]) for code, n in proposed.items() if n >= FEWEST_SAID and instead[code].total()
    ]
    return tuple(sorted(found, key=lambda one: (-one.least, one.code)))


_MOVED = {
    "steady": Text("新来的投诉与学习时的构成相近。", "What comes in is made up much as what was learned from."),
    "watch": Text("新来的投诉与学习时的构成有些不同，请留意。", "What comes in differs somewhat from what was learned from: keep an eye on it."),
    "drifted": Text(
        "新来的投诉与学习时的构成明显不同，建议重新学习，并多由人判断。",
        "What comes in differs clearly from what was learned from: learn anew, and let people decide more.",
    ),
}  # fmt: skip


def _held(texts: Iterable[str], cut: Callable[[str], Iterable[str]]) -> tuple[Counter[str], int]:
    """How many texts hold each word, and how many texts there are."""
    counts: Counter[str] = Counter()
    n = 0
    for text in texts:
        n += 1
        counts.update({word for word in cut(text) if _tells(word)})
    return counts, n


def _tells(word: str) -> bool:
    return len(word) > 1 and any(letter.isalpha() for letter in word)


def _likelihood_ratio(a: int, n_a: int, b: int, n_b: int) -> float:
    """Twice the log of how much better two shares explain `a` of `n_a` and `b` of `n_b` than one share does."""
    p = (a + b) / (n_a + n_b)
    return 2 * (_log(a, n_a, a / n_a) + _log(b, n_b, b / n_b) - _log(a, n_a, p) - _log(b, n_b, p))


def _log(k: int, n: int, p: float) -> float:
    return (k * math.log(p) if k else 0.0) + ((n - k) * math.log(1 - p) if n > k and p < 1 else 0.0)


def _risen(word: str, count: int, expected: float, strength: float, n: int) -> Rising:
    usual = f"{expected:.1f}".removesuffix(".0")
    return Rising(
        word=word,
        now=count,
        expected=round(expected, 1),
        strength=round(strength, 1),
        because=Text(
            f"{n} 件中有 {count} 件提到“{word}”，按往常约 {usual} 件。",
            f"{count} of {n} complaints say “{word}”; about {usual} would be usual.",
        ),
    )


def _without_parts(found: Sequence[Rising]) -> list[Rising]:
    """A word that only rises as a part of a longer one is told once, by the longer one."""
    return [
        one
        for one in found
        if not any(one.word in other.word and one.word != other.word and other.now >= one.now for other in found)
    ]


def _disagreed(code: str, n: int, instead: Counter[str]) -> Disagreement:
    otherwise = instead.total()
    share = f"{otherwise / n:.0%}"
    return Disagreement(
        code=code,
        proposed=n,
        otherwise=otherwise,
        least=round(_least(otherwise, n), 4),
        instead=tuple(instead.most_common(3)),
        because=Text(
            f"建议 {n} 次，其中 {otherwise} 次（{share}）被改。",
            f"Proposed {n} times, changed {otherwise} times ({share}).",
        ),
    )


def _least(k: int, n: int, z: float = 1.96) -> float:
    """The lower bound of a share (Wilson 1927, JASA 22)."""
    p = k / n
    middle = p + z * z / (2 * n)
    spread = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return max(0.0, (middle - spread) / (1 + z * z / n))
