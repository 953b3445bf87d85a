"""Reads one text at speed: the common margin of all views, without building a matrix for it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from wenguo.advice.learning.counting import Floats
from wenguo.advice.learning.fitting import Fitted

Matrix = NDArray[np.float64]


class Margins:
    """All views over one vocabulary, ready for single texts."""

    def __init__(self, views: Sequence[Fitted], shares: Sequence[float], size: int) -> None:
        total = sum(shares)
        self._views = views
        self._loud = [share / total / view.spread for share, view in zip(shares, views, strict=True)]
        self._local = [_local(view, size) for view in views]
        self._bias = sum(
            (view.bias.astype(np.float64) * loud for view, loud in zip(views, self._loud, strict=True)), np.zeros(1)
        )

    def of(self, columns: NDArray[np.int64], counts: Floats) -> Matrix:
        """The common margin of a text whose known grams lie in these columns."""
        margin = self._bias.copy()
        for _, place, value, view in self._valued(columns, counts):
            margin += value @ view.weights[place]
        return np.asarray(margin)

    def adding(self, columns: NDArray[np.int64], counts: Floats, number: int) -> Floats:
        """What each column adds to class `number` beyond what it adds to the classes in the mean."""
        found = np.zeros(len(columns), np.float32)
        for mine, place, value, view in self._valued(columns, counts):
            weights = view.weights[place].astype(np.float32)
            found[mine] += value * (weights[:, number] - weights.mean(1))
        return found

    def _valued(
        self, columns: NDArray[np.int64], counts: Floats
    ) -> list[tuple[NDArray[np.int64], NDArray[np.int32], Floats, Fitted]]:
        """For each view: which columns it knows, where it keeps them, and how much they count there."""
        dampened = 1 + np.log(np.maximum(counts, 0.2))
        found = []
        for view, loud, local in zip(self._views, self._loud, self._local, strict=True):
            place = local[columns]
            mine = np.flatnonzero(place >= 0)
            place = place[mine]
            value = dampened[mine] * view.scale[place] if view.dampened else np.ones(len(place), np.float32)
            length = float(np.sqrt((value * value).sum())) or 1.0
            found.append((mine, place, np.asarray(value * np.float32(loud / length)), view))
        return found


def _local(view: Fitted, size: int) -> NDArray[np.int32]:
    """Where a view keeps each column of the vocabulary; -1 where it does not look at it."""
    found = np.full(size, -1, np.int32)
    found[view.take] = np.arange(len(view.take), dtype=np.int32)
    return found
