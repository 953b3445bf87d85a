"""How alike two texts are: a score, the words they share with their places in both, and the reason in words.

Pure Python and the same whichever text comes first; it knows no archive. Where something is known of how rare words
are, `rarity` makes rare ones count for more.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from math import fsum, sqrt

import msgspec

from wenguo.advice.likeness.words import Part, parts
from wenguo.advice.suggestion import Span
from wenguo.text import Text

MOST_SHARED = 8
_PLACES = 3  # of a part that is repeated so many places are looked at: what is said a hundred times tells no more
_TELLING = 0.9  # a stretch of less weight is not worth quoting
_STRONG, _WEAK = 0.5, 0.2


class Shared(msgspec.Struct, frozen=True):
    """Words that stand in both texts, and where."""

    words: str  # as the first text writes them
    here: Span
    there: Span


class Likeness(msgspec.Struct, frozen=True, kw_only=True):
    """How alike two texts are (0 to 1), by which words, and why in words."""

    score: float
    shared: tuple[Shared, ...]
    because: Text


class Read(msgspec.Struct, frozen=True):
    """A text read once, to be compared with many."""

    text: str
    parts: list[Part]


def read(text: str) -> Read:
    """Read a text that will be compared with more than one."""
    return Read(text, parts(text))


def likeness(a: str | Read, b: str | Read, rarity: Mapping[str, float] | None = None) -> Likeness:
    """Compare two texts; in `likeness(b, a)` only `here` and `there` are exchanged."""
    one, other = (read(side) if isinstance(side, str) else side for side in (a, b))
    # In one fixed order, so that ties are decided alike both ways.
    turned = (len(other.text), other.text) < (len(one.text), one.text)
    first, second = (other, one) if turned else (one, other)
    weights = {part.key: part.weight for side in (first, second) for part in side.parts}
    if rarity:
        weights = {key: weight * rarity.get(key, 1.0) for key, weight in weights.items()}
    score = _scored(first.parts, second.parts, weights)
    found = [
        Shared(words=first.text[x:y], here=_span(first.text, x, y), there=_span(second.text, u, v))
        for x, y, u, v in _stretches(first.parts, second.parts, weights)
    ]
    if turned:
        found = [Shared(words=shared.there.text, here=shared.there, there=shared.here) for shared in found]
    found.sort(key=lambda shared: (shared.here.start, shared.there.start))
    return Likeness(score=score, shared=tuple(found), because=_because(score, found))


def _scored(here: Iterable[Part], there: Iterable[Part], weights: Mapping[str, float]) -> float:
    """The share of their weight that two texts have in common: of both together, and of the one that has less.

    The geometric mean of the two lets a short text be found in a long one, yet below one that says no more than it.
    """
    one, other = Counter(part.key for part in here), Counter(part.key for part in there)
    whole = [fsum(weights[key] * sqrt(n) for key, n in counted.items()) for counted in (one, other)]
    both = fsum(weights[key] * sqrt(min(n, other[key])) for key, n in one.items() if key in other)
    less = min(whole)
    return min(1.0, both / sqrt(less * sum(whole) / 2)) if less > 0 else 0.0


def _stretches(here: list[Part], there: list[Part], weights: Mapping[str, float]) -> list[tuple[int, int, int, int]]:
    """Where both texts say the same without a break, the weightiest first taken, none over another."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, part in enumerate(there):
        if len(places[part.key]) < _PLACES:
            places[part.key].append(at)
    found: list[tuple[float, int, int, int]] = []  # weight, first part here, first part there, how many
    ends: dict[tuple[int, int], int] = {}  # the parts last compared → number of their stretch
    seen: Counter[str] = Counter()
    for at, part in enumerate(here):
        seen[part.key] += 1
        if seen[part.key] > _PLACES:
            continue
        for other in places.get(part.key, ()):
            before = ends.pop((at - 1, other - 1), None)
            if before is not None and part.goes_on and there[other].goes_on:
                weight, first, second, count = found[before]
                found[before] = (weight + weights[part.key], first, second, count + 1)
                ends[at, other] = before
            else:
                ends[at, other] = len(found)
                found.append((weights[part.key], at, other, 1))
    return _apart(here, there, found)


def _apart(
    here: list[Part], there: list[Part], found: list[tuple[float, int, int, int]]
) -> list[tuple[int, int, int, int]]:
    taken: list[tuple[int, int, int, int]] = []
    words: set[str] = set()
    for weight, first, second, count in sorted(found, key=lambda one: (-one[0], one[1], one[2])):
        if weight < _TELLING or len(taken) == MOST_SHARED:
            break
        x, y = here[first].start, here[first + count - 1].end
        u, v = there[second].start, there[second + count - 1].end
        said = " ".join(part.key for part in here[first : first + count])
        if said not in words and all((y <= a or b <= x) and (v <= c or d <= u) for a, b, c, d in taken):
            taken.append((x, y, u, v))
            words.add(said)
    return taken


def _span(text: str, start: int, end: int) -> Span:
    return Span(start, end, text[start:end])


def _because(score: float, found: list[Shared]) -> Text:
    if not found:
        return Text("两段文字没有相同的要紧词语。", "The two texts share no telling words.")
    said = sorted((one.words for one in found), key=lambda words: (-len(words), words))[:4]
    zh, en = "、".join(f"“{one}”" for one in said), ", ".join(f"“{one}”" for one in said)
    if score >= _STRONG:
        return Text(f"说的大部分相同：都说到{zh}。", f"They say mostly the same: both say {en}.")
    if score >= _WEAK:
        return Text(f"有一部分相同：都说到{zh}。", f"They say partly the same: both say {en}.")
    return Text(f"只有少数词语相同：{zh}。", f"They share only a few words: {en}.")
