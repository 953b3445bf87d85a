"""Finds phrases in the texts themselves: to show them, and to say without any index whether a question matches."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Final

from wenguo.search.query import And, Node, Not, Or, Phrase, Query
from wenguo.search.tokens import LATIN, TABLE, fold

Spot = tuple[int, int]
_SPACE: Final = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A part of a text, and where in that part (start, end) the phrases stand."""

    text: str
    spots: tuple[Spot, ...]

    def __str__(self) -> str:
        """The part with « and » around each phrase."""
        out, at = [], 0
        for start, end in self.spots:
            out += [self.text[at:start], "«", self.text[start:end], "»"]
            at = end
        return "".join([*out, self.text[at:]])


def matches(query: Query, texts: Sequence[str]) -> bool:
    """Whether a complaint with these texts is one that was asked for; an index must say the same."""
    return _holds(query.root, [fold(text) for text in texts])


def snippet(texts: str | Sequence[str], query: Query, width: int = 60) -> Snippet:
    """The part of a text, at most `width` characters, that shows most of what was asked for.

    Of several texts it is taken from the one that holds most of the phrases; where none does, it is the first one's
    beginning.
    """
    found = [(text, spots(text, query)) for text in ([texts] if isinstance(texts, str) else texts)]
    if not found:
        return Snippet("", ())
    text, places = max(found, key=lambda one: len({one[0][start:end] for start, end in one[1]}))
    start, end = _window(len(text), places, width)
    before, after = "…" if start else "", "…" if end < len(text) else ""
    moved = len(before) - start
    shown = tuple((max(a, start) + moved, min(b, end) + moved) for a, b in places if a < end and b > start)
    return Snippet(f"{before}{_SPACE.sub(' ', text[start:end])}{after}", shown)


def spots(text: str, query: Query) -> list[Spot]:
    """Where in a text (start, end) the wanted phrases stand, in order, those that touch or overlap as one."""
    folded, starts, ends = _mapped(text)
    found = sorted(
        (starts[match.start()], ends[match.end() - 1])
        for phrase in query.phrases
        for match in _pattern(phrase.text).finditer(folded)
    )
    out: list[Spot] = []
    for start, end in found:
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


@lru_cache(maxsize=1024)
def _pattern(phrase: str) -> re.Pattern[str]:
    """The phrase as a pattern over folded text: words whole, one or more separators for one."""
    body = " +".join(re.escape(piece) for piece in phrase.split(" "))
    return re.compile(
        f"(?:(?<![{LATIN}])(?=[{LATIN}])|(?![{LATIN}])){body}(?:(?<=[{LATIN}])(?![{LATIN}])|(?<![{LATIN}]))"
    )


def _holds(node: Node, folded: Sequence[str]) -> bool:
    """Whether what a node wants is in any of these folded texts."""
    match node:
        case Phrase(text):
            return any(_pattern(text).search(one) for one in folded)
        case And(parts):
            return all(_holds(part, folded) for part in parts)
        case Or(parts):
            return any(_holds(part, folded) for part in parts)
        case Not(part):
            return not _holds(part, folded)


def _mapped(text: str) -> tuple[str, Sequence[int], Sequence[int]]:
    """The folded text, and for each of its characters where in the text it begins and ends."""
    forms = [TABLE[ord(character)] for character in text]
    folded = "".join(forms)
    if all(len(form) == 1 for form in forms) and unicodedata.is_normalized("NFC", folded):
        return folded, range(len(text)), range(1, len(text) + 1)
    clusters: list[tuple[str, int, int]] = []
    for at, form in enumerate(forms):
        if form and clusters and (unicodedata.category(form[0])[0] == "M" or "\u1160" <= form[0] <= "\u11ff"):
            clusters[-1] = (clusters[-1][0] + form, clusters[-1][1], at + 1)  # may compose with what it follows
        elif form:
            clusters.append((form, at, at + 1))
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for form, start, end in clusters:
        composed = unicodedata.normalize("NFC", form)
        out.append(composed)
        starts += [start] * len(composed)
        ends += [end] * len(composed)
    return "".join(out), starts, ends


def _window(length: int, places: Sequence[Spot], width: int) -> Spot:
    """Which `width` characters to show: those with most marked, the first of it a third of the way in."""
    if length <= width or not places:
        return 0, min(length, width)
    starts = [start for start, _ in places]
    marked = [0, *accumulate(end - start for start, end in places)]
    # How much is marked from each place on; of equals the first.
    best = max(
        range(len(places)), key=lambda at: (marked[bisect_left(starts, starts[at] + width * 2 // 3)] - marked[at], -at)
    )
    first, last = places[best]
    start = max(0, min(first - max(0, min(width // 3, width - (last - first))), length - width))
    return start, start + width
