"""Turns a text into grams: runs of characters and of words, each a 64-bit hash with its place in the text.

One pass in numpy gives hashes and offsets together, so that learning, reading at speed and saying which words carried
a decision all see the same grams. The hash is ours and fixed: a model read next year finds the same columns.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Places = NDArray[np.int64]

LONGEST = 8_000  # characters of one field that are read: more text adds time and no reason
_BASE = 0x9E3779B97F4A7C15
_INVERSE = pow(_BASE, -1, 1 << 64)
_MASK = (1 << 64) - 1
_JOIN = np.uint64(0xC2B2AE3D27D4EB4F)
_SPACE = 32
_ZERO = 48


class Grams(NamedTuple):
    """The grams of one text; `text[start[i]:end[i]]` is the gram whose hash is `hash[i]`."""

    hash: Hashes
    start: Places
    end: Places


def chars(text: str, low: int, high: int, *, words_only: bool = False) -> list[tuple[int, Grams]]:
    """Runs of `low` to `high` characters, by length; `words_only` leaves out those that reach over a space."""
    codes, places = _codes(text, spaces=words_only)
    if words_only:
        codes, places = _padded(codes, places)
    seeds = _mixed(codes)
    found: list[tuple[int, Grams]] = []
    run = seeds
    for length in range(1, high + 1):
        count = len(codes) - length + 1
        if count <= 0:
            break
        if length > 1:
            run = run[:count] * np.uint64(_BASE) + seeds[length - 1 :]
        if length < low:
            continue
        keep = _inside(codes, length) if words_only else slice(None)
        salted = _finished(run + np.uint64(length))
        found.append((length, Grams(salted[keep], places[:count][keep], places[length - 1 :][keep] + 1)))
    return found


def words(text: str, high: int, *, language: str) -> list[tuple[int, Grams]]:
    """Runs of one to `high` words, by how many."""
    codes, places = _codes(text, spaces=language != "zh")
    starts, ends = _cut(codes) if language == "zh" else _split(codes)
    if not len(starts):
        return []
    single = _hashed(_mixed(codes), starts, ends)
    found: list[tuple[int, Grams]] = []
    run = single
    for length in range(1, high + 1):
        count = len(single) - length + 1
        if count <= 0:
            break
        if length > 1:
            run = run[:count] * _JOIN + single[length - 1 :]
        salted = _finished(run + np.uint64(1000 + length))
        found.append((length, Grams(salted, places[starts[:count]], places[ends[length - 1 :] - 1] + 1)))
    return found


def _codes(text: str, *, spaces: bool) -> tuple[NDArray[np.uint32], Places]:
    """The folded characters that count, and where each of them stands."""
    raw = np.frombuffer(text[:LONGEST].encode("utf-32-le", "surrogatepass"), np.uint32)
    codes = _folding()[np.minimum(raw, 0x10FFFF)]
    blank = codes == _SPACE
    if spaces:  # of a run of spaces the first is kept
        blank[1:] &= blank[:-1].copy()
        blank[:1] = False if len(blank) else blank[:1]
    keep = np.flatnonzero(~blank)
    return codes[keep], keep.astype(np.int64)


def _padded(codes: NDArray[np.uint32], places: Places) -> tuple[NDArray[np.uint32], Places]:
    """A space at either end, so that first and last words have their edges too."""
    if not len(codes):
        return codes, places
    space = np.array([_SPACE], np.uint32)
    return (
        np.concatenate([space, codes, space]),
        np.concatenate([places[:1], places, places[-1:]]),
    )


@cache
def _folding() -> NDArray[np.uint32]:
    """One character for one: small letters, half width, every space a space, every digit but ASCII's as ASCII's."""
    table = np.arange(0x110000, dtype=np.uint32)
    for code in (
        *range(0x250),
        *range(0x370, 0x530),
        *range(0x2000, 0x3400),
        *range(0xF900, 0xFB00),
        *range(0xFE30, 0x10000),
    ):
        folded = unicodedata.normalize("NFKC", chr(code)).lower()
        if len(folded) == 1:
            table[code] = ord(folded)
        if chr(code).isspace() or unicodedata.category(chr(code)) in {"Cc", "Cf"}:
            table[code] = _SPACE
    table[0x31:0x3A] = _ZERO  # which number it is says little, that there is one says much
    return table


def _mixed(codes: NDArray[np.uint32]) -> Hashes:
    return _finished(codes.astype(np.uint64) + np.uint64(0x51_7CC1B7))


def _finished(x: Hashes) -> Hashes:
    """The finalizer of splitmix64: every bit of the result hangs on every bit that went in."""
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


@cache
def _powers() -> tuple[Hashes, Hashes]:
    up, down = [1], [1]
    for _ in range(LONGEST + 4):
        up.append(up[-1] * _BASE & _MASK)
        down.append(down[-1] * _INVERSE & _MASK)
    return np.array(up, np.uint64), np.array(down, np.uint64)


def _hashed(seeds: Hashes, starts: Places, ends: Places) -> Hashes:
    """The hash of each stretch from the running sum: what stands before it is taken off and its place divided out."""
    up, down = _powers()
    sums = np.zeros(len(seeds) + 1, np.uint64)
    np.cumsum(seeds * up[: len(seeds)], out=sums[1:])
    return (sums[ends] - sums[starts]) * down[starts]


def _inside(codes: NDArray[np.uint32], length: int) -> Places:
    """Where a run of this length has no space but at its ends."""
    count = len(codes) - length + 1
    blank = (codes == _SPACE).astype(np.int32)
    if length <= 2:
        return np.flatnonzero(blank[:count] + blank[length - 1 :] < min(2, length))
    sums = np.concatenate([[0], np.cumsum(blank)])
    return np.flatnonzero(sums[length - 1 : length - 1 + count] - sums[1 : count + 1] == 0)


def _cut(codes: NDArray[np.uint32]) -> tuple[Places, Places]:
    """Chinese words; `codes` hold no spaces."""
    plain = np.where((codes >= 0xD800) & (codes < 0xE000), 0xFFFD, codes).astype("<u4")
    found = _cutter().cut(plain.tobytes().decode("utf-32-le"))
    ends = np.cumsum([len(word) for word in found], dtype=np.int64) if found else np.zeros(0, np.int64)
    return np.concatenate([np.zeros(1, np.int64), ends[:-1]]) if len(ends) else ends, ends


@cache
def _cutter() -> Any:
    import rjieba  # a dictionary of 5 MB: loaded where it is used

    return rjieba


def _split(codes: NDArray[np.uint32]) -> tuple[Places, Places]:
    """Words of letters, digits and apostrophes; every other sign stands by itself."""
    letter = _letters()[codes]
    edge = np.ones(len(codes) + 1, bool)
    edge[1:-1] = ~(letter[1:] & letter[:-1])
    cuts = np.flatnonzero(edge)
    starts, ends = cuts[:-1], cuts[1:]
    keep = codes[starts] != _SPACE if len(starts) else slice(None)
    return starts[keep], ends[keep]


@cache
def _letters() -> NDArray[np.bool_]:
    """Which characters make up words where words are parted by spaces."""
    found = np.zeros(0x110000, bool)
    found[[code for code in range(0x3000) if chr(code).isalnum()]] = True
    found[[ord("'"), 0x2019, ord("_")]] = True
    return found


NONE = Grams(np.zeros(0, np.uint64), np.zeros(0, np.int64), np.zeros(0, np.int64))
