"""Scores of predictions against what people said, and whether one set of predictions is better beyond chance."""

from __future__ import annotations

from collections.abc import Sequence
from math import comb, erfc, sqrt

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]


def confusion(truth: Numbers, said: Numbers, count: int) -> NDArray[np.int64]:
    """How often class i was said to be class j."""
    return np.bincount(truth * count + said, minlength=count * count).reshape(count, count)


def per_class(table: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Precision, recall and F1 of each class; 0 where there is nothing to divide by."""
    right = np.diag(table).astype(float)
    precision = right / np.maximum(table.sum(0), 1)
    recall = right / np.maximum(table.sum(1), 1)
    both = precision + recall
    return precision, recall, np.where(both > 0, 2 * precision * recall / np.where(both > 0, both, 1), 0.0)


def macro_f1(truth: Numbers, said: Numbers, count: int) -> float:
    """The mean F1 of the classes that occur in either."""
    table = confusion(truth, said, count)
    seen = (table.sum(0) + table.sum(1)) > 0
    return float(per_class(table)[2][seen].mean()) if seen.any() else 0.0


def known_f1(truth: Numbers, said: Numbers, count: int) -> float:
    """The mean F1 of the classes that occur in `truth`: silence, or a class nobody uses, is no class to be good at."""
    table = confusion(truth, said, count)
    seen = table.sum(1) > 0
    return float(per_class(table)[2][seen].mean()) if seen.any() else 0.0


def accuracy(truth: Numbers, said: Numbers) -> float:
    """The share that is right."""
    return float((truth == said).mean()) if len(truth) else 0.0


def interval(
    truth: Numbers, said: Numbers, count: int, *, groups: Numbers | None = None, draws: int = 300, seed: int = 0
) -> tuple[float, float]:
    """The 95 % bootstrap interval of macro-F1; whole groups are drawn, for near-duplicates are no second witness."""
    tables = _tables(truth, said, count, groups)
    found = [_macro(table) for table in _drawn(tables, draws, seed)]
    low, high = np.quantile(found, [0.025, 0.975]) if found else (0.0, 0.0)
    return float(low), float(high)


def better(
    truth: Numbers,
    old: Numbers,
    new: Numbers,
    count: int,
    *,
    groups: Numbers | None = None,
    draws: int = 500,
    seed: int = 0,
) -> float:
    """The share of paired bootstrap draws in which `new` has the higher macro-F1 than `old` (Efron & Tibshirani 1993)."""
    before, after = _tables(truth, old, count, groups), _tables(truth, new, count, groups)
    wins = [
        _macro(one) > _macro(other)
        for one, other in zip(_drawn(after, draws, seed), _drawn(before, draws, seed), strict=True)
    ]
    return float(np.mean(wins)) if wins else 0.0


def mcnemar(truth: Numbers, old: Numbers, new: Numbers) -> float:
    """The exact two-sided p of McNemar (1947): of the texts only one of the two has right, is the split by chance?"""
    gained = int(((new == truth) & (old != truth)).sum())
    lost = int(((new != truth) & (old == truth)).sum())
    total, least = gained + lost, min(gained, lost)
    if not total:
        return 1.0
    if total > 1000:  # the normal curve is exact enough here, and binomials this large are slow
        return erfc(max(0.0, abs(gained - lost) - 1) / sqrt(2 * total))
    return min(1.0, float(2 * sum(comb(total, k) for k in range(least + 1)) / (1 << total)))


def covered(truth: Numbers, said: Numbers, sure: Sequence[float]) -> list[tuple[float, float, float]]:
    """(threshold, share of texts at or above it, share of these that are right), from sure to unsure."""
    order = np.argsort(-np.asarray(sure), kind="stable")
    right = np.cumsum(truth[order] == said[order])
    found = []
    for share in np.linspace(0.05, 1.0, 20):
        count = max(1, round(share * len(order)))
        if len(order):
            found.append(
                (float(np.asarray(sure)[order[count - 1]]), count / len(order), float(right[count - 1] / count))
            )
    return found


def _tables(truth: Numbers, said: Numbers, count: int, groups: Numbers | None) -> NDArray[np.int64]:
    """One small confusion table a group, flattened."""
    names = np.unique(groups, return_inverse=True)[1] if groups is not None else np.arange(len(truth))
    found = np.zeros((int(names.max(initial=-1)) + 1, count * count), np.int32)
    np.add.at(found, (names, truth * count + said), 1)
    return found.astype(np.int64)


def _drawn(tables: NDArray[np.int64], draws: int, seed: int) -> list[NDArray[np.int64]]:
    chance = np.random.default_rng(seed)
    size = len(tables)
    if not size:
        return []
    count = int(np.sqrt(tables.shape[1]))
    found = []
    for _ in range(draws):
        times = np.bincount(chance.integers(0, size, size), minlength=size)
        found.append((times @ tables).reshape(count, count))
    return found


def _macro(table: NDArray[np.int64]) -> float:
    seen = table.sum(1) > 0
    return float(per_class(table)[2][seen].mean()) if seen.any() else 0.0
