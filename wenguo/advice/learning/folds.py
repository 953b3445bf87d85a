"""Folds for trying out what was learned: near-duplicates and one person's texts stay together, classes are spread evenly."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Fold = tuple[NDArray[np.int64], NDArray[np.int64]]


def folded(
    labels: Sequence[Hashable], groups: Sequence[Hashable] | None, count: int, seed: int = 0
) -> NDArray[np.int64]:
    """The fold of each row, 0 to count - 1. Large groups are placed first, each where its classes are wanted most."""
    chance = np.random.default_rng(seed)
    members: dict[Hashable, list[int]] = defaultdict(list)
    for row, group in enumerate(groups if groups is not None else range(len(labels))):
        members[group].append(row)
    names = {label: number for number, label in enumerate(dict.fromkeys(labels))}
    numbers = np.array([names[label] for label in labels], np.int64)
    every = list(members.values())
    order = sorted(chance.permutation(len(every)).tolist(), key=lambda at: -len(every[at]))
    total = np.maximum(np.bincount(numbers, minlength=len(names)), 1).astype(float)
    filled = np.zeros((count, len(names)))
    sizes = np.zeros(count)
    found = np.zeros(len(labels), np.int64)
    for at in order:
        rows = every[at]
        load = np.bincount(numbers[rows], minlength=len(names)) / total
        kinds = np.flatnonzero(load)
        cost = (filled[:, kinds] * load[kinds]).sum(1) / load[kinds].sum() + sizes / len(labels) * 0.1
        best = int(np.argmin(cost))
        found[rows] = best
        filled[best] += load
        sizes[best] += len(rows)
    return found


def splits(labels: Sequence[Hashable], groups: Sequence[Hashable] | None, count: int, seed: int = 0) -> Iterator[Fold]:
    """(rows to learn from, rows to be tried on) for each fold."""
    found = folded(labels, groups, count, seed)
    for number in range(count):
        yield np.flatnonzero(found != number), np.flatnonzero(found == number)


def tied(*keys: Sequence[Hashable]) -> list[int]:
    """One group for rows that share any key (a duplicate's group, a person): so neither leaks across a fold."""
    parent = list(range(len(keys[0])))

    def root(row: int) -> int:
        while parent[row] != row:
            parent[row] = parent[parent[row]]
            row = parent[row]
        return row

    for column in keys:
        first: dict[Hashable, int] = {}
        for row, key in enumerate(column):
            if key is None or key == "":
                continue
            if key in first:
                parent[root(row)] = root(first[key])
            else:
                first[key] = row
    return [root(row) for row in range(len(parent))]


def alike(texts: Sequence[str], *, near: int = 3) -> list[int]:
    """Groups of near-duplicate texts: those whose 64-bit fingerprints differ in at most `near` bits (simhash)."""
    from wenguo.advice.learning.grams import chars

    prints: list[int] = []
    for text in texts:
        hashes = np.unique(np.concatenate([one.hash for _, one in chars(text, 3, 3)] or [np.zeros(0, np.uint64)]))
        bits = (hashes[:, None] >> np.arange(64, dtype=np.uint64)) & np.uint64(1)
        votes = bits.sum(0) * 2 > len(hashes)
        prints.append(int(np.packbits(votes).view(">u8")[0]) if len(hashes) else -1)
    parts = near + 1
    width = 64 // parts
    keys = [[(part, one >> (part * width) & ((1 << width) - 1)) for one in prints] for part in range(parts)]
    parent = list(range(len(texts)))
    for column in keys:
        seen: dict[Hashable, list[int]] = defaultdict(list)
        for row, key in enumerate(column):
            for other in seen[key][-50:]:  # a crowded bucket must not cost the square of its size
                if (prints[row] ^ prints[other]).bit_count() <= near:
                    parent[row] = parent[other]
                    break
            seen[key].append(row)
    return tied(parent, list(range(len(texts))))


def spread(labels: Sequence[Hashable]) -> int:
    """How many folds these labels bear: five, fewer where a class is rarer than that."""
    return max(2, min(5, min(Counter(labels).values(), default=2)))
