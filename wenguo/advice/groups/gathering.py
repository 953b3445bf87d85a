"""From pairs to groups: those whose members are alike *on average* come together, likest first, within what people taught.

Average linkage (Sokal and Michener 1958): one strong pair alone never chains two matters. A pair that was never compared
counts as unlike. The outcome does not depend on the order of arrival.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from heapq import heapify, heappop, heappush
from math import log2

Pair = tuple[int, int]
NEVER = float("-inf")
ENOUGH = 0.25  # average likeness at which two single texts, or a text and a group, come together
LARGER = 0.06  # two groups need less, for each doubling of the smaller one: many pairs err less than one
LEAST = 0.12


def enough(ours: int, theirs: int) -> float:
    """The average likeness two gatherings of these sizes need to be one."""
    return max(LEAST, ENOUGH - LARGER * log2(min(ours, theirs)))


def pair(a: int, b: int) -> Pair:
    """Two numbers as a key."""
    return (a, b) if a < b else (b, a)


def gathered(
    nodes: Iterable[int],
    ties: Mapping[Pair, float],
    *,
    together: Collection[Pair] = (),
    apart: Collection[Pair] = (),
    needed: Callable[[int, int], float] = enough,
) -> list[list[int]]:
    """The groups of two or more among `nodes`, each sorted, the one with the smallest number first.

    `together` and `apart` are what people taught: those are in one group whatever their words, these never are.
    """
    groups = _taught(sorted(set(nodes)), together)
    home = {one: at for at, members in groups.items() for one in members}
    sums: dict[int, dict[int, float]] = {at: {} for at in groups}
    for (a, b), score in sorted(ties.items()):
        if a in home and b in home and home[a] != home[b]:
            _add(sums, home[a], home[b], score)
    for a, b in sorted(apart):
        if a in home and b in home and home[a] != home[b]:
            _add(sums, home[a], home[b], NEVER)
    _join(groups, sums, needed)
    return sorted(sorted(members) for members in groups.values() if len(members) > 1)


def _taught(nodes: list[int], together: Collection[Pair]) -> dict[int, list[int]]:
    """Every node by itself, but for those that people put together."""
    home = {one: one for one in nodes}
    groups = {one: [one] for one in nodes}
    for a, b in sorted(together):
        if a in home and b in home and home[a] != home[b]:
            stays, goes = sorted((home[a], home[b]))
            for one in groups[goes]:
                home[one] = stays
            groups[stays] += groups.pop(goes)
    return groups


def _add(sums: dict[int, dict[int, float]], a: int, b: int, score: float) -> None:
    sums[a][b] = sums[b][a] = sums[a].get(b, 0.0) + score


def _join(groups: dict[int, list[int]], sums: dict[int, dict[int, float]], needed: Callable[[int, int], float]) -> None:
    """Join the likest two until none are alike enough."""

    def entry(a: int, b: int) -> tuple[float, int, int, int, int]:
        ours, theirs = len(groups[a]), len(groups[b])
        mean = sums[a][b] / (ours * theirs)
        return needed(ours, theirs) - mean, *pair(a, b), ours, theirs

    heap = [entry(a, b) for a in sums for b in sums[a] if a < b]
    heapify(heap)
    while heap and heap[0][0] <= 0.0:
        _, a, b, ours, theirs = heappop(heap)
        if a not in groups or b not in groups or b not in sums[a] or (len(groups[a]), len(groups[b])) != (ours, theirs):
            continue  # one of them has grown or gone since
        groups[a] += groups.pop(b)
        for other, score in sums.pop(b).items():
            del sums[other][b]
            if other != a:
                _add(sums, a, other, score)
        for other in sums[a]:
            heappush(heap, entry(*pair(a, other)))
