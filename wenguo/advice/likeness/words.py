"""What of a text can tell it from others: words and pairs of characters, each with its place and its weight."""

from __future__ import annotations

import re
from typing import NamedTuple

from wenguo.advice import cleaning

# Characters that bind and point, but name nothing.
BINDING = frozenset(
    "的了是在我你您他她它们这那和与或就都也不没有要会能可以到去来给被把让对从为上下里个一两次着过吗呢吧啊很太还又再说"
)
_ENGLISH = frozenset(
    "the and for was were that this with you your they them there have has had not but are his her she from our out "
    "my me it is in on at to of we he an as be by or so if no do did been when who what which will would said then than "
    "very just about after again all any can could i a".split()
)
_RUNS = re.compile(r"[0-9a-z\u00df-\u024f]+|[^\W0-9a-z\u00df-\u024f_]+")
_WORD, _FIGURES, _PAIR, _SINGLE, _BOUND, _EMPTY = 1.5, 2.0, 1.0, 0.4, 0.3, 0.05
LONGEST_TEXT = 20_000  # characters that are read: who writes more has said what it is about by then
_LONGEST = 40  # a longer run of letters is no word; it still counts as one


class Part(NamedTuple):
    """One telling part: how it is compared, where it stands, how much it tells when nothing is known of its rarity."""

    key: str
    start: int
    end: int
    weight: float
    goes_on: bool  # from the part before, with nothing but a space between


def parts(text: str) -> list[Part]:
    """The telling parts of a text in their order; `start` and `end` count characters of the text as it came."""
    found: list[Part] = []
    plain = cleaning.normal(text[:LONGEST_TEXT])
    last = 0
    for run in _RUNS.finditer(plain):
        said, start, end = run[0], run.start(), run.end()
        goes_on = bool(found) and plain[last:start] in {"", " "}
        last = end
        if said[0] < "\u0250":
            found.append(Part(said[:_LONGEST], start, end, _word(said), goes_on))
        elif len(said) == 1:
            found.append(Part(said, start, end, _EMPTY if said in BINDING else _SINGLE, goes_on))
        else:
            found += [
                Part(said[at : at + 2], start + at, start + at + 2, _pair(said, at), goes_on or at > 0)
                for at in range(len(said) - 1)
            ]
    return found


def _word(said: str) -> float:
    if said in _ENGLISH:
        return _EMPTY
    return _FIGURES if len(said) > 2 and any(one.isdigit() for one in said) else _WORD


def _pair(said: str, at: int) -> float:
    bound = (said[at] in BINDING) + (said[at + 1] in BINDING)
    return (_PAIR, _BOUND, _EMPTY)[bound]
