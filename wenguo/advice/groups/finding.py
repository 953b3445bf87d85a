"""Groups in a whole collection at once, by the same steps as those by which arrivals are grouped one after another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from heapq import nlargest

from wenguo.advice.groups.gathering import Pair, enough, gathered
from wenguo.advice.groups.judging import SHIPPED, Judge
from wenguo.advice.groups.likeness import Weighed, compared, terms, weighed
from wenguo.advice.groups.prints import Print
from wenguo.advice.groups.rarity import Rarity

KEYS = 20  # telling terms by which a text is found again
LATEST = 64  # of one term the newest so many texts are looked at
CANDIDATES = 40  # texts that are compared with one text
FAINT = 0.02  # a likeness below which a pair need not be remembered
_PLAIN = 7.0  # a term rarer than this is rather a slip of the pen than more telling
ROUNDS = 3
FEW = 2000  # texts: among fewer, what is rare shows less, and likeness comes out too low
_LESS = 0.05


def keys(one: Print, rarity: Rarity, most: int = KEYS, *, but: Callable[[int], bool] | None = None) -> list[int]:
    """The most telling terms of a print: rare ones, of names and of the title before others."""
    found = {
        term: min(rarity.of(term), _PLAIN) * (1.5 if term in one.title else 1.0) * (1.3 if term in one.names else 1.0)
        for term in one.said | one.names
        if but is None or not but(term)
    }
    return nlargest(most, found, key=lambda term: (found[term], term))


def candidate_pairs(prints: Sequence[Print], rarity: Rarity) -> list[Pair]:
    """The pairs that share enough telling terms to be compared."""
    held = Counter(term for one in prints for term in one.said | one.names)
    telling = [keys(one, rarity, but=lambda term: held[term] < 2) for one in prints]
    where: dict[int, list[int]] = defaultdict(list)
    for at, found in enumerate(telling):
        for term in found:
            where[term].append(at)
    pairs: set[Pair] = set()
    for at, found in enumerate(telling):
        points: dict[int, float] = defaultdict(float)
        for term in found:
            here = where[term]
            near = here if len(here) <= LATEST else _around(here, at)
            for other in near:
                points[other] += rarity.of(term)
        points.pop(at, None)
        for other in nlargest(CANDIDATES, points, key=lambda other: (points[other], -other)):
            pairs.add((at, other) if at < other else (other, at))
    return sorted(pairs)


def _around(here: list[int], at: int) -> list[int]:
    """The texts nearest in order of arrival, where very many share a term."""
    from bisect import bisect_left

    middle = bisect_left(here, at)
    start = max(0, min(middle - LATEST // 2, len(here) - LATEST))
    return here[start : start + LATEST]


def over_matters(prints: Sequence[Print], groups: Sequence[Sequence[int]], background: Sequence[Print] = ()) -> Rarity:
    """Rarity counted over matters: the texts of a group count once together. `background` is other texts of the house."""
    rarity = Rarity()
    for one in background:
        rarity.add(terms(one))
    in_group = {one for group in groups for one in group}
    for at, one in enumerate(prints):
        if at not in in_group:
            rarity.add(terms(one))
    for group in groups:
        rarity.add(frozenset().union(*(terms(prints[one]) for one in group)))
    return rarity


def features(prints: Sequence[Print], rarity: Rarity, pairs: Sequence[Pair]) -> list[list[float]]:
    """The features of these pairs, as rarity stands."""
    ready: dict[int, Weighed] = {}
    for at in {one for pair in pairs for one in pair}:
        ready[at] = weighed(prints[at], rarity)
    return [compared(ready[a], prints[b], ready[b].sizes) for a, b in pairs]


def _enough_among_few(ours: int, theirs: int) -> float:
    return enough(ours, theirs) - _LESS


class Found:
    """What was found: the groups (positions in the collection), the likeness of pairs, rarity at the end."""

    def __init__(self, groups: list[list[int]], ties: dict[Pair, float], rarity: Rarity) -> None:
        self.groups, self.ties, self.rarity = groups, ties, rarity


def find(
    prints: Sequence[Print],
    judge: Judge = SHIPPED,
    *,
    together: Collection[Pair] = (),
    apart: Collection[Pair] = (),
    needed: Callable[[int, int], float] | None = None,
    rounds: int = ROUNDS,
    background: Sequence[Print] = (),
) -> Found:
    """The groups of a collection; each round counts rarity over the matters of the round before."""
    needed = needed or (enough if len(prints) + len(background) >= FEW else _enough_among_few)
    rarity = over_matters(prints, [], background)
    pairs = candidate_pairs(prints, rarity)
    groups: list[list[int]] = []
    ties: dict[Pair, float] = {}
    for turn in range(max(1, rounds)):
        if turn:
            rarity = over_matters(prints, groups, background)
        scores = [judge.likely(one) for one in features(prints, rarity, pairs)]
        ties = {pair: score for pair, score in zip(pairs, scores, strict=True) if score >= FAINT}
        groups = gathered(range(len(prints)), ties, together=together, apart=apart, needed=needed)
        if turn == 0:  # what is far from alike now will not be so when names have grown rarer
            pairs = [pair for pair, score in zip(pairs, scores, strict=True) if score >= FAINT / 10]
    return Found(groups, ties, rarity)
