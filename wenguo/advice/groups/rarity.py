"""How rare a term is: in how many *matters* it stands, not in how many texts.

A matter that a hundred people write about would make its own names common and so hide itself; therefore whoever joins
a group adds only a share of a count. (The usual inverse document frequency, Spärck Jones 1972, counted over matters.)
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from math import log

BITS = 20
HOUSE = 400.0  # texts from which on counts speak for themselves
_COMMON = 0.25  # share of a small collection beyond which a term is common; below it may be one matter's own
_MASK = (1 << BITS) - 1


class Rarity:
    """Counters of a fixed size: terms that fall on one counter make each other only a little more common."""

    def __init__(self, counts: bytes = b"", texts: float = 0.0) -> None:
        self.counts = array("f", counts) if counts else array("f", bytes(4 << BITS))
        self.texts = texts

    def add(self, terms: Iterable[int], share: float = 1.0) -> None:
        """Count a text's terms: whole for a new matter, a share of one where its matter is known already."""
        for term in terms:
            self.counts[term & _MASK] += share
        self.texts += share

    def of(self, term: int) -> float:
        """The rarity of a term: 0 for one that stands everywhere, about 8 for one among thousands."""
        count = self.counts[term & _MASK]
        if self.texts < HOUSE:
            # what is common here would be common among as many texts; what stands in a few may be the first arrivals of
            # one matter, and a word is not the less telling for being theirs
            few = 2.0 + _COMMON * self.texts
            part = self.texts / HOUSE
            count = min(count, few) * part + max(0.0, count - few) / max(part, 1.0 / HOUSE)
        return max(0.0, log((1.0 + max(HOUSE, self.texts)) / (0.5 + count)))

    def kept(self) -> bytes:
        """The counters as they are stored."""
        return self.counts.tobytes()
