"""Where evidence contradicts itself: items that state different values for one fact. Which is right, people find out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date

import msgspec

type Value = int | date | str


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """What one item states of one fact; words are compared as people would (width, case and blanks aside)."""

    item: str
    fact: str
    value: Value
    position: int = 0

    @property
    def compared(self) -> Value:
        """The value as it is held against others."""
        if isinstance(self.value, str):
            return "".join(unicodedata.normalize("NFKC", self.value).casefold().split())
        return self.value


class Contradiction(msgspec.Struct, frozen=True, kw_only=True):
    """One fact with the different values that are stated of it, each with the items that state it."""

    fact: str
    sides: tuple[tuple[Value, tuple[str, ...]], ...]


def contradictions(statements: Iterable[Statement]) -> list[Contradiction]:
    """Every fact on which at least two items differ, in the order in which the facts were first stated.

    An item that corrects itself contradicts nobody: only its last word on a fact counts. The order in which different
    items were described does not matter to what is found.
    """
    last: dict[tuple[str, str], Statement] = {}
    for one in statements:
        last[one.fact, one.item] = one
    facts: dict[str, dict[Value, list[Statement]]] = {}
    for one in last.values():
        facts.setdefault(one.fact, {}).setdefault(one.compared, []).append(one)
    return [
        Contradiction(
            fact=fact,
            sides=tuple((each[0].value, tuple(sorted(one.item for one in each))) for each in sides.values()),
        )
        for fact, sides in facts.items()
        if len(sides) > 1
    ]
