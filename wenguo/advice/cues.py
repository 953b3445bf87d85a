"""The small language cues are written in: alternatives, word lists, gaps, and how much a cue counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import product
from math import prod

import msgspec

from wenguo.advice import cleaning

STRONG, USUAL, WEAK = 4.0, 2.0, 1.0
MOST_SPELLINGS = 3000  # of one part of a cue: more is a slip of the pen
SPELT_OUT = 48  # a cue of more spellings is matched group by group
_PIECE = re.compile(r"<([^<>]*)>|\(([^()]*)\)(\??)|([^<>()]+)|([<>()])")
WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)*")


class BadCue(ValueError):
    """A cue that cannot be read; its text says what to mend."""


class Cue(msgspec.Struct, frozen=True):
    """One cue of one code: slots to be found one after the other, each in any of its spellings."""

    code: str  # "causes/RS0101"
    written: str
    slots: tuple[tuple[str, ...], ...]
    near: tuple[bool, ...]  # does the slot follow the one before at once, or after some words?
    weight: float
    english: bool
    part: str = "cue"  # "cue", or "unless" (takes away what it overlaps), or "requires" (without one, nothing counts)


def split(cues: str | Iterable[str]) -> list[str]:
    """The cues of an entry: a list, or one string with commas or new lines between them."""
    found = re.split(r"[,，\n]", cues) if isinstance(cues, str) else list(cues)
    return [cue.strip() for cue in found if cue.strip()]


def word_lists(tables: Mapping[str, str | Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """The lists of a file's [words], each open to those written above it."""
    lists: dict[str, tuple[str, ...]] = {}
    for name, words in tables.items():
        lists[name] = tuple(dict.fromkeys(one for word in split(words) for one in spellings(word, lists)))
    return lists


def spellings(pattern: str, lists: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Every way to write a short pattern: (a|b) gives two, (a)? too, <name> as many as the list has words."""
    return _spelt(pattern, _choices(pattern, lists))


def _choices(pattern: str, lists: Mapping[str, tuple[str, ...]]) -> list[tuple[str, ...]]:
    choices: list[tuple[str, ...]] = []
    for name, options, optional, plain, stray in _PIECE.findall(pattern):
        if stray:
            raise BadCue(f"“{pattern}”: a bracket is not closed (or stands inside another)")
        if name and name not in lists:
            raise BadCue(f"“{pattern}”: there is no word list <{name}> above it")
        if name:
            choices.append(lists[name])
        elif plain:
            choices.append((plain,))
        else:
            choices.append(tuple(dict.fromkeys([*options.split("|"), ""] if optional else options.split("|"))))
    return choices


def _spelt(pattern: str, choices: list[tuple[str, ...]]) -> tuple[str, ...]:
    if prod(map(len, choices)) > MOST_SPELLINGS:
        raise BadCue(f"“{pattern}”: too many spellings; split the cue")
    return tuple("".join(one) for one in product(*choices))


def _groups(pattern: str, lists: Mapping[str, tuple[str, ...]], *, english: bool) -> list[tuple[str, ...]]:
    """A pattern as groups of spellings, one right after the other, none of them empty."""
    groups: list[list[tuple[str, ...]]] = [[]]
    for choice in _choices(pattern, lists):
        begun = groups[-1]
        many = prod(map(len, begun)) * len(choice) > SPELT_OUT
        apart = not english or _ends_a_word(begun) or all(one[:1] in {" ", ""} for one in choice)
        if begun and many and apart and not _may_be_empty(begun):
            groups.append([])
        groups[-1].append(choice)
    while len(groups) > 1 and _may_be_empty(groups[-1]):  # what may be absent at the end need not be looked for
        groups.pop()
    return [_spelt(pattern, group) for group in groups]


def _may_be_empty(group: list[tuple[str, ...]]) -> bool:
    return all(any(not option.strip() for option in choice) for choice in group)


def _ends_a_word(group: list[tuple[str, ...]]) -> bool:
    return bool(group) and all(option[-1:] in {" ", ""} for option in group[-1])


def parsed(
    code: str, written: str, lists: Mapping[str, tuple[str, ...]], *, english: bool, part: str = "cue"
) -> tuple[Cue, ...]:
    """The cue as written, ready to be matched; one with & is two, one for each order."""
    body, weight = written.strip(), USUAL
    if body.endswith("!"):
        body, weight = body[:-1], STRONG
    elif body.endswith("?"):
        body, weight = body[:-1], WEAK
    halves = body.split("&")
    if len(halves) > 2:
        raise BadCue(f"“{written}”: only one & in a cue")
    orders = [halves] if len(halves) == 1 else [halves, halves[::-1]]
    return tuple(_cue(code, written, "~".join(order), lists, weight, english, part) for order in orders)


def _cue(
    code: str, written: str, body: str, lists: Mapping[str, tuple[str, ...]], weight: float, english: bool, part: str
) -> Cue:
    slots: list[tuple[str, ...]] = []
    near: list[bool] = []
    for piece in body.strip(" ~").split("~"):
        for number, group in enumerate(_groups(piece.strip(), lists, english=english)):
            spelt = [plain for one in group if (plain := _plain(one, english))]
            if not spelt:
                raise BadCue(f"“{written}”: one part of it has no words")
            slots.append(tuple(dict.fromkeys(spelt)))
            near.append(number > 0)
    return Cue(code, written, tuple(slots), tuple(near), weight, english, part)


def _plain(spelling: str, english: bool) -> str:
    text = cleaning.normal(spelling.strip())
    return " ".join(stems(text)) if english else text


def stems(text: str) -> list[str]:
    """The words of an English text, each without its ending."""
    return [stem(word) for word in WORD.findall(text)]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word without the ending that grammar gave it: refused, refuses, refusing → refus."""
    word = word.replace("'", "")
    if len(word) <= 3:
        return word
    for ending, instead in (("ies", "y"), ("ied", "y"), ("sses", "ss"), ("ing", ""), ("edly", ""), ("ed", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return _undoubled(word[: -len(ending)] + instead)
    if word.endswith("ly") and len(word) > 5:
        return _undoubled(word[:-2])
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    return _undoubled(word)


def _undoubled(word: str) -> str:
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouslz":
        return word[:-1]
    return word[:-1] if len(word) > 4 and word.endswith("e") else word
