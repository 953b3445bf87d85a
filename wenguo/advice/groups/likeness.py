"""How two texts compare: a few numbers, each of which can be said in words.

Names (where, who) and matter (what) are compared apart, because the same estate with another matter and the same
matter at another estate are both something else.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from math import exp, log1p, sqrt

import msgspec

from wenguo.advice.groups.prints import Print
from wenguo.advice.groups.rarity import Rarity

FEATURES = (
    "rare", "title", "names", "title_names", "words", "matter", "both", "shared", "same_person", "days", "other_area",
    "other_number", "short",
)  # fmt: skip
_DAY = 86400
_TELLING = 4.0  # a rarity from which on a term tells something by itself
_NAMELESS = 0.3  # taken for a title that names nothing


class Sizes(msgspec.Struct, frozen=True, array_like=True):
    """The lengths of a print's parts in the space of rarity, as that stood when it was weighed."""

    rare: float
    names: float
    words: float
    matter: float
    title: float
    title_names: float


class Weighed(msgspec.Struct, frozen=True):
    """A print with the rarity of each of its terms."""

    print: Print
    rarity: dict[int, float]
    strong: dict[int, float]  # rarity ** 1.5: names and titles live by their rarest terms
    sizes: Sizes


def terms(one: Print) -> frozenset[int]:
    """Everything of a print that is counted."""
    return one.said | one.names | one.words


def weighed(one: Print, rarity: Rarity) -> Weighed:
    """Weigh the terms of a print by what is rare now."""
    of = {term: rarity.of(term) for term in terms(one)}
    strong = {term: value * sqrt(value) for term, value in of.items()}
    sizes = Sizes(
        rare=sqrt(sum(of[term] ** 4 * (16.0 if term in one.title else 1.0) for term in one.said)),
        names=sqrt(sum(strong[term] ** 2 for term in one.names)),
        words=sqrt(sum(of[term] ** 2 for term in one.words)),
        matter=sqrt(sum(of[term] ** 2 for term in one.matter)),
        title=sum(strong[term] for term in one.title),
        title_names=sum(strong[term] for term in one.title_names),
    )
    return Weighed(one, of, strong, sizes)


def compared(a: Weighed, b: Print, theirs: Sizes) -> list[float]:
    """The features of a pair, in the order of FEATURES; only terms that both hold are looked at."""
    of, strong, one, ours = a.rarity, a.strong, a.print, a.sizes
    said = one.said & b.said
    in_ours, in_theirs = said & one.title, said & b.title
    rare = sum([of[term] ** 4 for term in said]) + 3 * sum(of[term] ** 4 for term in in_ours)
    rare += 3 * sum(of[term] ** 4 for term in in_theirs) + 9 * sum(of[term] ** 4 for term in in_ours & in_theirs)
    shared_names = one.names & b.names
    names = _ratio(sum(strong[term] ** 2 for term in shared_names), ours.names * theirs.names)
    matter = _ratio(_squares(of, one.matter & b.matter), ours.matter * theirs.matter)
    named = (
        _ratio(_sum(strong, one.title_names & shared_names), ours.title_names) if one.title_names else _NAMELESS,
        _ratio(_sum(strong, b.title_names & shared_names), theirs.title_names) if b.title_names else _NAMELESS,
    )
    in_both = in_ours & in_theirs
    told = [of[term] * 2.0 if term in in_both else of[term] for term in said]
    telling = sum([value - _TELLING for value in told if value > _TELLING])
    days = abs(one.at - b.at) / _DAY if one.at and b.at else 30.0
    return [
        _ratio(rare, ours.rare * theirs.rare),
        min(_ratio(_sum(strong, in_ours), ours.title), _ratio(_sum(strong, in_theirs), theirs.title)),
        names,
        min(named),
        _ratio(_squares(of, one.words & b.words), ours.words * theirs.words),
        matter,
        sqrt(names * matter),
        log1p(telling) / 4.0,
        1.0 if one.who and one.who == b.who else 0.0,
        exp(-days / 30.0),
        1.0 if one.areas and b.areas and not one.areas & b.areas else 0.0,
        1.0 if one.numbers and b.numbers and not one.numbers & b.numbers else 0.0,
        1.0 / (1.0 + min(one.length, b.length) / 100.0),
    ]


def _sum(weights: dict[int, float], shared: AbstractSet[int]) -> float:
    return sum(map(weights.__getitem__, shared))


def _squares(weights: dict[int, float], shared: AbstractSet[int]) -> float:
    return sum([weights[term] ** 2 for term in shared])


def _ratio(part: float, whole: float) -> float:
    return min(1.0, part / whole) if whole > 0.0 else 0.0
