"""What all tasks of telling classes apart share: learn from one part, be tried on another, or on folds of one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from wenguo.advice.evaluating.task import Data, Prediction, Row, Value
from wenguo.advice.learning.classifier import Classifier
from wenguo.advice.learning.counting import Document
from wenguo.advice.learning.folds import folded
from wenguo.advice.learning.recipe import Recipe
from wenguo.advice.learning.scores import accuracy, confusion, interval, macro_f1, per_class

Matrix = NDArray[np.float64]
Numbers = NDArray[np.int64]


class Learning(msgspec.Struct, frozen=True, kw_only=True):
    """Texts with labels; `extra` are such as are learned from and never tried, `background` has no labels."""

    texts: Sequence[Document]
    labels: Sequence[str]
    groups: Sequence[Hashable]
    extra: tuple[Sequence[Document], Sequence[str], Sequence[Hashable]] = ((), (), ())
    background: Sequence[Document] = ()


class Tried(msgspec.Struct, frozen=True, kw_only=True):
    """What was said of each text tried: classes, probabilities, the class chosen; `fold` is all 0 for a part of its own."""

    classes: tuple[str, ...]
    truth: Numbers
    said: Numbers
    probabilities: Matrix
    fold: Numbers
    groups: Sequence[Hashable]

    @property
    def sure(self) -> NDArray[np.float64]:
        """How sure it was of what it said."""
        return np.asarray(self.probabilities[np.arange(len(self.said)), self.said])


def tried(recipe: Recipe, learn: Learning, test: Learning | None, *, folds: int = 5) -> Tried:
    """On `test`; or, where there is none, each text by a classifier that has not seen its fold."""
    classes = tuple(sorted({*learn.labels, *(test.labels if test is not None else ())}))
    if test is not None:
        return _on(recipe, learn, test, classes)
    fold = folded(list(learn.labels), learn.groups, folds)
    probabilities = np.zeros((len(fold), len(classes)))
    said = np.zeros(len(fold), np.int64)
    for number in range(folds):
        here, there = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        one = _on(recipe, _part(learn, here), _part(learn, there), classes)
        probabilities[there], said[there] = one.probabilities, one.said
    truth = np.array([classes.index(label) for label in learn.labels], np.int64)
    return Tried(
        classes=classes, truth=truth, said=said, probabilities=probabilities, fold=fold, groups=list(learn.groups)
    )


def _on(recipe: Recipe, learn: Learning, test: Learning, classes: tuple[str, ...]) -> Tried:
    texts, labels, groups = ([*own, *more] for own, more in zip(_three(learn), learn.extra, strict=True))
    classifier = Classifier(recipe).fit(texts, labels, groups, background=learn.background)
    found = classifier.predict_proba(test.texts)
    probabilities = np.zeros((len(test.texts), len(classes)))
    probabilities[:, [classes.index(name) for name in classifier.classes]] = found
    said = np.array([classes.index(name) for name in classifier.chosen(found)], np.int64)
    truth = np.array([classes.index(label) for label in test.labels], np.int64)
    return Tried(
        classes=classes,
        truth=truth,
        said=said,
        probabilities=probabilities,
        fold=np.zeros(len(truth), np.int64),
        groups=list(test.groups),
    )


def _three(one: Learning) -> tuple[Sequence[Any], Sequence[Any], Sequence[Any]]:
    return one.texts, one.labels, one.groups


def _part(one: Learning, rows: Numbers) -> Learning:
    """Some rows of it. Extra texts that are near-duplicates of what is left out are left out too."""
    kept = {one.groups[row] for row in rows}
    gone = set(one.groups) - kept
    extra = [row for row, group in enumerate(one.extra[2]) if group not in gone]
    return Learning(
        texts=[one.texts[row] for row in rows],
        labels=[one.labels[row] for row in rows],
        groups=[one.groups[row] for row in rows],
        extra=(
            [one.extra[0][row] for row in extra],
            [one.extra[1][row] for row in extra],
            [one.extra[2][row] for row in extra],
        ),
        background=one.background,
    )


def figure(
    found: Tried,
    metric: str = "macro_f1",
    *,
    name: str = "",
    baseline: float | None = None,
    aim: float | None = None,
) -> tuple[Value, str]:
    """A figure over all texts tried with its bootstrap interval (macro-F1), and a note: its spread over the folds."""
    count = len(found.classes)
    scored: Callable[[Numbers, Numbers], float] = (
        (lambda truth, said: macro_f1(truth, said, count)) if metric == "macro_f1" else accuracy
    )
    low = high = None
    if metric == "macro_f1":
        low, high = interval(found.truth, found.said, count, groups=numbered(found.groups))
    value = Value(
        metric=name or metric,
        value=scored(found.truth, found.said),
        n=len(found.truth),
        baseline=baseline,
        aim=aim,
        low=low,
        high=high,
    )
    each = [scored(found.truth[found.fold == k], found.said[found.fold == k]) for k in np.unique(found.fold)]
    spread = float(np.std(each, ddof=1)) if len(each) > 1 else 0.0
    note = f"{name or metric}: mean of {len(each)} folds {np.mean(each):.4f}, standard deviation {spread:.4f}"
    return value, note if len(each) > 1 else ""


def by_class(found: Tried) -> str:
    """Precision, recall and F1 of each class, as one remark."""
    table = confusion(found.truth, found.said, len(found.classes))
    rows = zip(found.classes, *per_class(table), table.sum(1), strict=True)
    return "; ".join(f"{name} P {p:.3f} R {r:.3f} F {f:.3f} n {int(n)}" for name, p, r, f, n in rows)


def predictions(found: Tried, rows: Sequence[Row]) -> tuple[Prediction, ...]:
    """One a row, in the order of the file."""
    sure = found.sure
    return tuple(
        Prediction(row=str(row.get("row", number)), prediction=found.classes[said], score=float(score))
        for number, (row, said, score) in enumerate(zip(rows, found.said.tolist(), sure.tolist(), strict=True))
    )


def numbered(groups: Sequence[Hashable]) -> Numbers:
    """Groups as numbers from 0."""
    names = {group: number for number, group in enumerate(dict.fromkeys(groups))}
    return np.array([names[group] for group in groups], np.int64)


def background(data: Data, part: str, names: Sequence[str]) -> list[str]:
    """Texts of other sets of the folder's learning part, without their labels."""
    return [str(row["text"]) for name in names for row in data.rows(name, part) if row.get("text")]
