"""Fits one linear view over counts: how each gram is weighed, and how much it speaks for each class."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from wenguo.advice.learning.counting import CHARS, EDGED, OWN, WORDS, Floats
from wenguo.advice.learning.recipe import View

_SMOOTHING = 0.01  # counts added to every gram before its log ratio is taken


class Fitted(msgspec.Struct, frozen=True):
    """One learned view over its own columns: `take` of the common ones, their `scale`, and their weight for each class."""

    take: NDArray[np.int64]
    scale: Floats
    weights: Floats  # columns by classes
    bias: Floats
    dampened: bool  # counts enter by their logarithm; else a gram is there or not
    spread: float  # of its margins, so that no view is louder than its share


def columns(view: View, kind: NDArray[np.int16]) -> NDArray[np.int64]:
    """Which of the vocabulary's columns a view looks at."""
    wanted: list[int] = []
    if view.chars is not None:
        start = EDGED if view.edged else CHARS
        wanted += range(start + view.chars[0], start + view.chars[1] + 1)
    wanted += range(WORDS + 1, WORDS + view.words + 1)
    return np.flatnonzero(np.isin(kind % OWN, wanted)).astype(np.int64)


def fit(
    view: View,
    counts: Any,
    kind: NDArray[np.int16],
    labels: NDArray[np.int64],
    classes: int,
    *,
    least: int,
    balanced: bool,
    seed: int,
    weights: Floats | None = None,
) -> Fitted:
    """Learn one view from the rows of a count matrix; labels are numbers below `classes`."""
    take = columns(view, kind)
    here = counts[:, take]
    often = np.bincount(here.indices, minlength=len(take))
    enough = often >= least
    if not enough.all():
        take, here, often = take[enough], here[:, np.flatnonzero(enough)], often[enough]
    dampened = view.weight == "idf"
    scale = np.ones(len(take), np.float32)
    if dampened:
        scale = (np.log((1 + here.shape[0]) / (1 + often)) + 1).astype(np.float32)
    rows = weighed(here, scale, dampened=dampened)
    if view.model == "bayes":
        found, bias = _bayes(rows, labels, classes), np.zeros(classes, np.float32)
    elif view.weight == "nb":
        found, bias = _ratios(view, rows, labels, classes, balanced, seed, weights)
    else:
        found, bias = _plain(view, rows, labels, classes, balanced, seed, weights)
    spread = float(np.std(np.asarray(rows @ found) + bias)) or 1.0
    return Fitted(take, scale, np.ascontiguousarray(found), bias, dampened, spread)


def weighed(counts: Any, scale: Floats, *, dampened: bool) -> Any:
    """Rows of length one: counts dampened and scaled, or just there."""
    from scipy import sparse

    rows = counts.copy()
    if dampened:
        rows.data = (1 + np.log(np.maximum(rows.data, 0.2))) * scale[rows.indices]
    else:
        rows.data = np.ones_like(rows.data)
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(1)).ravel())
    lengths[lengths == 0] = 1
    return (sparse.diags((1 / lengths).astype(np.float32)) @ rows).tocsr().astype(np.float32)


def scores(view: Fitted, counts: Any) -> Floats:
    """The margin of each row for each class."""
    rows = weighed(counts[:, view.take], view.scale, dampened=view.dampened)
    return np.asarray(rows @ view.weights + view.bias, np.float32)


def _machine(view: View, balanced: bool, seed: int) -> Any:
    from sklearn.linear_model import LogisticRegression
    from sklearn.svm import LinearSVC

    weight = "balanced" if balanced else None
    if view.model == "logistic":
        return LogisticRegression(C=view.c, class_weight=weight, solver="liblinear", random_state=seed, max_iter=200)
    return LinearSVC(C=view.c, class_weight=weight, random_state=seed, tol=1e-3, max_iter=2000)


def _plain(
    view: View, rows: Any, labels: NDArray[np.int64], classes: int, balanced: bool, seed: int, weights: Floats | None
) -> tuple[Floats, Floats]:
    """One class against the rest, for each; two classes share one plane."""
    found = np.zeros((rows.shape[1], classes), np.float32)
    bias = np.zeros(classes, np.float32)
    for number in range(1 if classes == 2 else classes):
        machine = _machine(view, balanced, seed).fit(rows, labels == number, sample_weight=weights)
        found[:, number], bias[number] = machine.coef_[0], machine.intercept_[0]
    return _mirrored(found, bias)


def _ratios(
    view: View, rows: Any, labels: NDArray[np.int64], classes: int, balanced: bool, seed: int, weights: Floats | None
) -> tuple[Floats, Floats]:
    """As _plain, each gram first stretched by its log ratio between the class and the rest (NB-SVM)."""
    found = np.zeros((rows.shape[1], classes), np.float32)
    bias = np.zeros(classes, np.float32)
    for number in range(1 if classes == 2 else classes):
        here = labels == number
        ratio = _log_ratio(rows, here)
        stretched = rows.copy()
        stretched.data = stretched.data * ratio[stretched.indices]
        machine = _machine(view, balanced, seed).fit(stretched, here, sample_weight=weights)
        found[:, number], bias[number] = machine.coef_[0] * ratio, machine.intercept_[0]
    return _mirrored(found, bias)


def _log_ratio(rows: Any, here: NDArray[np.bool_]) -> Floats:
    inside = np.asarray(rows[here].sum(0)).ravel() + _SMOOTHING
    outside = np.asarray(rows[~here].sum(0)).ravel() + _SMOOTHING
    return np.asarray(np.log((inside / inside.sum()) / (outside / outside.sum())), np.float32)


def _bayes(rows: Any, labels: NDArray[np.int64], classes: int) -> Floats:
    """The log ratio itself (complement naive Bayes, Rennie et al. 2003)."""
    return np.stack([_log_ratio(rows, labels == number) for number in range(classes)], axis=1)


def _mirrored(found: Floats, bias: Floats) -> tuple[Floats, Floats]:
    if found.shape[1] == 2:
        found[:, 1], bias[1] = -found[:, 0], -bias[0]
    return found, bias
