"""The learned reader: views of a text fitted together, their common margin calibrated, every decision shown in words."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any, Self

import msgspec
import numpy as np
from numpy.typing import NDArray

from wenguo.advice.learning import calibration, fitting, ordered
from wenguo.advice.learning.calibration import Calibration
from wenguo.advice.learning.counting import WORDS, Document, Floats, Found, Reader, Vocabulary, learned
from wenguo.advice.learning.fitting import Fitted
from wenguo.advice.learning.folds import splits, spread
from wenguo.advice.learning.margins import Margins
from wenguo.advice.learning.ordered import Known, Network, Rows
from wenguo.advice.learning.recipe import Recipe

Matrix = NDArray[np.float64]


class Carried(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch that spoke for a class: `fields[field][start:end] == text`, and its share of all that spoke for it."""

    text: str
    start: int
    end: int
    field: int
    share: float


class Classifier:
    """`Classifier(recipe).fit(texts, labels, groups)`, then `predict_proba`, `predict`, `explain`.

    A text is a string, or its fields in order (title, detail). Labels are strings. The same texts, labels and recipe
    give the same classifier.
    """

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe
        self.classes: tuple[str, ...] = ()
        self.vocabulary = Vocabulary(np.zeros(0, np.uint64), np.zeros(0, np.int16))
        self.views: tuple[Fitted, ...] = ()
        self.calibration = calibration.plain(0)
        self.known: tuple[Known, ...] = ()
        self.networks: tuple[Network, ...] = ()
        self.outside: Matrix = np.zeros((0, 0))  # margins of the learned texts by folds they had no part in
        self._reader = Reader(recipe)
        self._ready: Margins | None = None

    def fit(
        self,
        texts: Sequence[Document],
        labels: Sequence[str],
        groups: Sequence[Hashable] | None = None,
        *,
        weights: Sequence[float] | None = None,
        background: Sequence[Document] = (),
    ) -> Self:
        """Learn; `groups` keeps near-duplicates and one person's texts on one side when it learns how sure to be.

        `background` are texts without labels, for the meaning of words.
        """
        self.classes = tuple(sorted(set(labels)))
        if len(self.classes) < 2:
            raise ValueError("there is nothing to tell apart: fewer than two classes")
        numbers = np.array([self.classes.index(label) for label in labels], np.int64)
        heavy = np.asarray(weights, np.float32) if weights is not None else None
        self.vocabulary, counts = learned(texts, self.recipe)
        self.known = ordered.known(
            texts, background, self.recipe.orders, self.recipe.language, domain=self.recipe.domain
        )
        read = [one.rows(texts) for one in self.known]
        self.views = self._views(counts, numbers, heavy)
        self._ready = None
        self.networks = self._taught(read, numbers)
        self.calibration = self._calibrated(counts, read, numbers, groups, heavy)
        return self

    def _views(self, counts: Any, numbers: NDArray[np.int64], weights: Floats | None) -> tuple[Fitted, ...]:
        recipe = self.recipe
        return tuple(
            fitting.fit(
                view,
                counts,
                self.vocabulary.kind,
                numbers,
                len(self.classes),
                least=recipe.least,
                balanced=recipe.balanced,
                seed=recipe.seed,
                weights=weights,
            )
            for view in recipe.views
        )

    def _taught(self, read: Sequence[Rows], numbers: NDArray[np.int64]) -> tuple[Network, ...]:
        return tuple(
            ordered.taught(known, rows, numbers, len(self.classes), balanced=self.recipe.balanced)
            for known, rows in zip(self.known, read, strict=True)
        )

    def _calibrated(
        self,
        counts: Any,
        read: Sequence[Rows],
        numbers: NDArray[np.int64],
        groups: Sequence[Hashable] | None,
        weights: Floats | None,
    ) -> Calibration:
        inner = min(self.recipe.inner, spread(numbers.tolist()))
        if self.recipe.inner < 2 or np.bincount(numbers).min() < 2:
            return calibration.plain(len(self.classes))
        self.outside = np.zeros((len(numbers), len(self.classes)))
        for here, there in splits(numbers.tolist(), groups, inner, self.recipe.seed):
            if len(set(numbers[here].tolist())) < len(self.classes):
                return calibration.plain(len(self.classes))  # a class lies in one group alone
            views = self._views(counts[here], numbers[here], weights[here] if weights is not None else None)
            self.outside[there] = self._margins(counts[there], views)
            networks = self._taught([_some(rows, here) for rows in read], numbers[here])
            self.outside[there] += self._ordered(networks, [_some(rows, there) for rows in read])
        return calibration.calibrated(self.outside, numbers, tune=self.recipe.tune == "macro_f1")

    def _margins(self, counts: Any, views: Sequence[Fitted]) -> Matrix:
        found = np.zeros((counts.shape[0], len(self.classes)))
        total = sum(view.share for view in self.recipe.views)
        for view, fitted in zip(self.recipe.views, views, strict=True):
            found += fitting.scores(fitted, counts) * (view.share / total / fitted.spread)
        return found

    def margins(self, texts: Sequence[Document]) -> Matrix:
        """The common margin of each text for each class, before calibration."""
        quick = self._quick()
        rows = (self.vocabulary.row(self._reader.read(text)) for text in texts)
        every = [quick.of(columns, counts) for columns, counts in rows]
        found = np.stack(every) if every else np.zeros((0, len(self.classes)))
        return found + self._ordered(self.networks, [known.rows(texts) for known in self.known]) if every else found

    def _ordered(self, networks: Sequence[Network], read: Sequence[Rows]) -> Matrix | float:
        """What the views that read in order add to the common margin; their log probabilities spread by about two."""
        shares = [order.share / 2 / len(self.recipe.orders) for order in self.recipe.orders]
        return sum(
            (
                network.margins(rows).astype(np.float64) * share
                for network, rows, share in zip(networks, read, shares, strict=True)
            ),
            0.0,
        )

    def _quick(self) -> Margins:
        if self._ready is None:
            self._ready = Margins(self.views, [view.share for view in self.recipe.views], len(self.vocabulary))
        return self._ready

    def predict_proba(self, texts: Sequence[Document]) -> Matrix:
        """Calibrated probabilities, one row a text, columns as `classes`."""
        return self.calibration.probabilities(self.margins(texts))

    def predict(self, texts: Sequence[Document]) -> list[str]:
        """The class chosen for each text, by the tuned thresholds."""
        return [self.classes[at] for at in self.calibration.choice(self.predict_proba(texts))]

    def chosen(self, probabilities: Matrix) -> list[str]:
        """The classes chosen from probabilities that are there already."""
        return [self.classes[at] for at in self.calibration.choice(probabilities)]

    def explain(self, text: Document, label: str | None = None, most: int = 5) -> list[Carried]:
        """The words that spoke most for a class (the chosen one where none is named), best first, none overlapping."""
        fields = [text] if isinstance(text, str) else list(text)
        found = self._reader.read(text)
        at = self.vocabulary.columns(found.hash)
        if not (at >= 0).any():
            return []
        number = self.classes.index(label if label is not None else self.predict([text])[0])
        strength = self._strength(found, at, number)
        spread_out = _by_character(found, strength, fields)
        return _stretches(found, spread_out, fields, most)

    def _strength(self, found: Found, at: NDArray[np.int64], number: int) -> Floats:
        """What each gram adds to the class beyond what it adds to the others."""
        columns, counts = self.vocabulary.row(found)
        adds = np.zeros(len(self.vocabulary), np.float32)
        often = np.zeros(len(self.vocabulary), np.float32)
        adds[columns] = self._quick().adding(columns, counts, number)
        known = at >= 0
        np.add.at(often, at[known], 1)
        strength = np.zeros(len(at), np.float32)
        strength[known] = adds[at[known]] / often[at[known]]
        return strength


def _some(rows: Rows, which: NDArray[np.int64]) -> Rows:
    return [rows[at] for at in which.tolist()]


def _by_character(found: Found, strength: Floats, fields: Sequence[str]) -> list[Matrix]:
    """Every gram's strength, spread evenly over the characters it covers."""
    every = []
    width = np.maximum(found.end - found.start, 1)
    for number, text in enumerate(fields):
        here = found.field == number
        slope = np.zeros(len(text or "") + 1)
        each = strength[here] / width[here]
        np.add.at(slope, found.start[here], each)
        np.add.at(slope, found.end[here], -each)
        every.append(np.cumsum(slope)[:-1])
    return every


def _stretches(found: Found, strength: list[Matrix], fields: Sequence[str], most: int) -> list[Carried]:
    """Whole words, in the order of what their characters carry; neighbours that both carry are joined."""
    total = sum(float(np.maximum(one, 0).sum()) for one in strength) or 1.0
    words: list[tuple[float, int, int, int]] = []
    single = found.kind == WORDS + 1
    if not single.any():
        single = found.kind == found.kind.min(initial=0)
    for number, text in enumerate(fields):
        here = single & (found.field == number)
        sums = np.concatenate([[0.0], np.cumsum(strength[number])])
        for start, end in zip(found.start[here].tolist(), found.end[here].tolist(), strict=True):
            if any(char.isalnum() for char in text[start:end]):
                words.append((float(sums[end] - sums[start]), number, start, end))
    words.sort(key=lambda one: (-one[0], one[1:]))
    kept = sorted((number, start, end, value) for value, number, start, end in words[: most * 2] if value > 0)
    joined: list[list[Any]] = []
    for number, start, end, value in kept:
        last = joined[-1] if joined else None
        if last is not None and last[0] == number and start <= last[2] and end - last[1] <= 16:
            last[2], last[3] = max(end, last[2]), last[3] + value
        else:
            joined.append([number, start, end, value])
    joined.sort(key=lambda one: (-one[3], *one[:3]))
    return [
        Carried(text=fields[number][start:end], start=start, end=end, field=number, share=min(1.0, value / total))
        for number, start, end, value in joined[:most]
    ]
