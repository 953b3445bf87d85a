"""How far two sequences keep the same order: a few counts whose price hardly grows with their length.

A whole row of the usual table stands in one Python integer, a bit a place (Myers 1999; Hyyrö 2004), so that comparing
two messages takes microseconds without any compiled code.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence


def _places(sequence: Sequence[Hashable]) -> dict[Hashable, int]:
    """Where each part stands, as bits."""
    found: dict[Hashable, int] = defaultdict(int)
    for at, part in enumerate(sequence):
        found[part] |= 1 << at
    return found


def in_order(a: Sequence[Hashable], b: Sequence[Hashable]) -> int:
    """The length of the longest common subsequence: how much of one can be read in the other, in its order."""
    if not a or not b:
        return 0
    places, every = _places(a), (1 << len(a)) - 1
    row = every
    for part in b:
        here = row & places.get(part, 0)
        row = ((row + here) | (row - here)) & every
    return (every & ~row).bit_count()


def distance(a: Sequence[Hashable], b: Sequence[Hashable]) -> int:
    """The edit distance: the fewest parts to put in, leave out or exchange."""
    if not a or not b:
        return len(a) or len(b)
    places, every, last = _places(a), (1 << len(a)) - 1, 1 << (len(a) - 1)
    up, down, found = every, 0, len(a)
    for part in b:
        same = places.get(part, 0)
        across = (((same & up) + up) ^ up) | same | down
        more, less = down | ~(across | up), up & across
        found += bool(more & last) - bool(less & last)
        more, less = (more << 1) | 1, less << 1
        steep = same | down
        up, down = (less | ~(steep | more)) & every, more & steep & every
    return found


def unbroken(a: str, b: str) -> int:
    """The length of the longest stretch that stands in both."""
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    best = 0
    for at in range(len(short)):
        while at + best < len(short) and short[at : at + best + 1] in long:
            best += 1
    return best


def same_start(a: Sequence[Hashable], b: Sequence[Hashable]) -> int:
    """How many parts both begin with."""
    for at, (one, other) in enumerate(zip(a, b, strict=False)):
        if one != other:
            return at
    return min(len(a), len(b))
