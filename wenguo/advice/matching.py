"""Finding all cues of all lexicons in one pass: pairs of characters for Chinese, word stems for English."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from wenguo.advice.cues import WORD, Cue, stem

# A gap (~) may be so long, in characters: about a clause.
GAP_ZH, GAP_EN = 12, 40
MOST_OF_ONE_CUE = 40  # places of one cue that are told; more says nothing new
_ENDS = re.compile(r"[。!?;\n]|\.(?=\s|$)")
_LETTER = re.compile("[a-z]")


class Found(NamedTuple):
    """One cue found: where in the squeezed text, and its number in the matcher's list."""

    start: int
    end: int
    cue: int


class _Slot:
    """One set of spellings, and what finding it means: whole cues, beginnings, and what follows on another slot."""

    __slots__ = ("begins", "later", "second", "whole")

    def __init__(self) -> None:
        self.whole: list[int] = []  # cues of this part alone
        self.begins: list[int] = []  # slots with which cues of several parts begin
        self.second: dict[int, list[tuple[int, bool, bool]]] = {}  # first slot → (cue, follows at once, is last)
        self.later: list[tuple[int, int, bool, bool]] = []  # (cue, place, follows at once, is last), third part on


_Hit = tuple[int, int, int, _Slot]  # start, end, where the word before it ends (its start in Chinese), what it means


class Matcher:
    """All cues at once; the time it takes grows with the text, hardly with the number of cues."""

    def __init__(self, cues: Sequence[Cue]) -> None:
        """`cues` keep their numbers."""
        self.cues = cues
        self._slots: list[_Slot] = []
        self._atoms: dict[str, _Slot] = {}  # spelling → what finding it means
        self._lengths: dict[str, tuple[int, ...]] = {}  # first two characters → lengths of spellings
        self._phrases: dict[tuple[str, ...], _Slot] = {}
        self._counts: dict[str, tuple[int, ...]] = {}  # first stem → numbers of words
        self._gaps = [GAP_EN if cue.english else GAP_ZH for cue in cues]
        self._index()

    def _index(self) -> None:
        known: dict[tuple[bool, tuple[str, ...]], int] = {}
        lengths: dict[str, set[int]] = defaultdict(set)
        counts: dict[str, set[int]] = defaultdict(set)
        atoms: dict[str, list[int]] = defaultdict(list)
        phrases: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for number, cue in enumerate(self.cues):
            parts = []
            for spellings in cue.slots:
                key = (cue.english, spellings)
                if key not in known:
                    known[key] = len(self._slots)
                    self._slots.append(_Slot())
                    for spelling in spellings:
                        if cue.english:
                            words = tuple(spelling.split())
                            phrases[words].append(known[key])
                            counts[words[0]].add(len(words))
                        else:
                            atoms[spelling].append(known[key])
                            lengths[spelling[:2]].add(len(spelling))
                parts.append(known[key])
            self._follow(number, cue, parts)
        self._lengths = {first: tuple(sorted(many)) for first, many in lengths.items()}
        self._counts = {first: tuple(sorted(many)) for first, many in counts.items()}
        merged: dict[tuple[int, ...], _Slot] = {}
        self._atoms = {spelling: self._merged(which, merged) for spelling, which in atoms.items()}
        self._phrases = {words: self._merged(which, merged) for words, which in phrases.items()}

    def _merged(self, which: list[int], known: dict[tuple[int, ...], _Slot]) -> _Slot:
        """What finding a spelling means that stands in several slots."""
        key = tuple(which)
        if key not in known:
            whole = known[key] = _Slot()
            for slot in (self._slots[number] for number in which):
                whole.whole += slot.whole
                whole.begins += slot.begins
                whole.later += slot.later
                for first, followers in slot.second.items():
                    whole.second[first] = whole.second.get(first, []) + followers
        return known[key]

    def _follow(self, number: int, cue: Cue, parts: list[int]) -> None:
        if len(parts) == 1:
            self._slots[parts[0]].whole.append(number)
            return
        if parts[0] not in self._slots[parts[0]].begins:
            self._slots[parts[0]].begins.append(parts[0])
        last = len(parts) - 1
        self._slots[parts[1]].second.setdefault(parts[0], []).append((number, cue.near[1], last == 1))
        for place in range(2, len(parts)):
            self._slots[parts[place]].later.append((number, place, cue.near[place], place == last))

    def find(self, text: str) -> list[Found]:
        """Every place of every cue, in the order of the text."""
        hits = self._chinese(text)
        if _LETTER.search(text):
            hits += self._english(text)
            hits.sort(key=_place)
        return self._joined(text, hits)

    def _chinese(self, text: str) -> list[_Hit]:
        lengths, atoms = self._lengths.get, self._atoms.get
        size = len(text)
        hits: list[_Hit] = []
        for i in range(size):
            for n in lengths(text[i : i + 2], ()):
                slot = atoms(text[i : i + n])
                if slot is not None and i + n <= size and (text[i] > "z" < text[i + n - 1] or _whole(text, i, i + n)):
                    hits.append((i, i + n, i, slot))
            slot = atoms(text[i])
            if slot is not None and i + 1 < size:
                hits.append((i, i + 1, i, slot))
        return hits

    def _english(self, text: str) -> Iterable[_Hit]:
        words = [(found.start(), found.end(), stem(found[0])) for found in WORD.finditer(text)]
        stems = tuple([word[2] for word in words])
        counts, phrases = self._counts, self._phrases
        for i, one in enumerate(stems):
            for n in counts.get(one, ()):
                which = phrases.get(stems[i : i + n])
                if which is not None and i + n <= len(stems):
                    yield words[i][0], words[i + n - 1][1], words[i - 1][1] if i else 0, which

    def _joined(self, text: str, hits: list[_Hit]) -> list[Found]:
        """Cues of one part as they are; of several, when the next part follows at once, or soon in the same sentence."""
        walk = _Walk(text, self._gaps)
        for start, end, after, slot in hits:
            for cue in slot.whole:
                walk.tell(cue, start, end)
            if slot.second:
                walk.second(slot, start, end, after)
            if slot.later:
                walk.later(slot, start, end, after)
            for number in slot.begins:  # after: no part follows on itself
                walk.begin(number, start, end)
        return sorted(walk.found)  # sets know no order; advice is the same every time


class _Walk:
    """One way through a text: which parts of cues were seen, and where."""

    def __init__(self, text: str, gaps: Sequence[int]) -> None:
        self.found: list[Found] = []
        self._text, self._gaps = text, gaps
        self._ends: list[int] | None = None
        self._latest: dict[int, tuple[int, int]] = {}  # first slot → its latest place
        self._ending: dict[tuple[int, int], int] = {}  # (first slot, where it ends) → where it began
        self._far: dict[tuple[int, int], tuple[int, int]] = {}  # (cue, place) → from where to where
        self._near: dict[tuple[int, int, int], int] = {}  # (cue, place, where it ends) → where the cue began
        self._told: dict[int, int] = defaultdict(int)

    def tell(self, cue: int, start: int, end: int) -> None:
        """A whole cue was found."""
        if self._told[cue] < MOST_OF_ONE_CUE:
            self._told[cue] += 1
            self.found.append(Found(start, end, cue))

    def begin(self, slot: int, start: int, end: int) -> None:
        """The first part of some cues was found."""
        self._latest[slot] = (start, end)
        self._ending.setdefault((slot, end), start)

    def second(self, slot: _Slot, start: int, end: int, after: int) -> None:
        """The second part of some cues was found: was the first there?"""
        for first in slot.second.keys() & self._latest.keys():
            before = self._latest[first]
            begun = self._ending.get((first, after))
            if begun is None and start - before[1] > GAP_EN:
                continue
            for cue, near, last in slot.second[first]:
                if near:
                    if begun is not None:
                        self._go_on(cue, 1, begun, end, last=last)
                elif self._soon(before[1], start, self._gaps[cue]):
                    self._go_on(cue, 1, before[0], end, last=last)

    def later(self, slot: _Slot, start: int, end: int, after: int) -> None:
        """The third or a later part of some cues was found."""
        for cue, place, near, last in slot.later:
            if near:
                begun = self._near.get((cue, place - 1, after))
                if begun is not None:
                    self._go_on(cue, place, begun, end, last=last)
            else:
                before = self._far.get((cue, place - 1))
                if before is not None and self._soon(before[1], start, self._gaps[cue]):
                    self._go_on(cue, place, before[0], end, last=last)

    def _go_on(self, cue: int, place: int, first: int, end: int, *, last: bool) -> None:
        if last:
            self.tell(cue, first, end)
        else:
            self._far[cue, place] = (first, end)
            self._near.setdefault((cue, place, end), first)

    def _soon(self, end: int, start: int, gap: int) -> bool:
        """Does a part that starts at `start` follow soon on one that ended at `end`, in the same sentence?"""
        if not 0 <= start - end <= gap:
            return False
        if self._ends is None:
            self._ends = [one.start() for one in _ENDS.finditer(self._text)]
        at = bisect_left(self._ends, end)
        return at == len(self._ends) or self._ends[at] >= start


def _place(hit: _Hit) -> tuple[int, int]:
    return hit[0], hit[1]


def _whole(text: str, start: int, end: int) -> bool:
    """Latin letters at an end of a spelling stand for whole words: “app” is not in “apple”."""
    if "a" <= text[start] <= "z" and start and "a" <= text[start - 1] <= "z":
        return False
    return not ("a" <= text[end - 1] <= "z" and end < len(text) and "a" <= text[end] <= "z")
