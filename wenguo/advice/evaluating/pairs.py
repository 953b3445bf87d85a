"""Are two questions the same? Four collections of pairs that people judged, by the area under the ROC curve."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

from wenguo.advice.evaluating.task import Data, Outcome, Prediction, Task, Value
from wenguo.advice.learning import folds
from wenguo.advice.likeness.same_question import Judged, Pair, SameQuestion, apart, together

_BASELINES = {"zh_pairs_afqmc": 0.656, "zh_pairs_atec": 0.815, "zh_pairs_bq": 0.814, "zh_pairs_lcqmc": 0.880}
_AIMED_ABOVE = 0.03
# Two collections of questions to one service: each learns from the other's part to learn from, except pairs that hold
# a text that is asked about (the two share many texts, and with them their judgements).
_KIN = {"zh_pairs_afqmc": "zh_pairs_atec", "zh_pairs_atec": "zh_pairs_afqmc"}
_FOLDS = 3


def _judged(rows: list[dict[str, Any]]) -> Judged:
    kept = [row for row in rows if row.get("label") is not None and str(row["label"]) in {"0", "1"}]
    return Judged([_pair(row) for row in kept], [int(row["label"]) for row in kept])


def _pair(row: dict[str, Any]) -> Pair:
    return (str(row.get("s1") or ""), str(row.get("s2") or ""))


def _run(name: str, data: Data, train: str, test: str) -> Outcome:
    learned = _judged(data.rows(name, train))
    kin = _KIN.get(name, "")
    lent = _judged(data.rows(kin, train)) if kin else Judged([], [])
    if not test:
        return _crossed(name, learned, lent)
    rows = data.rows(name, test)
    asked = [_pair(row) for row in rows]
    scores = SameQuestion().ranked(learned, asked, apart(lent, asked, learned))
    return _told(name, np.array([int(row.get("label") or 0) for row in rows]), scores, learned)


def _crossed(name: str, learned: Judged, lent: Judged) -> Outcome:
    """By folds that share no text."""
    scores = np.zeros(len(learned.pairs))
    for seen, tried in folds.splits(list(learned.same), together(learned.pairs), _FOLDS):
        part = Judged([learned.pairs[at] for at in seen], [learned.same[at] for at in seen])
        asked = [learned.pairs[at] for at in tried]
        scores[tried] = SameQuestion().ranked(part, asked, apart(lent, asked, part))
    return _told(name, np.array(learned.same), scores, learned)


def _told(name: str, truth: Any, scores: Any, learned: Judged) -> Outcome:
    from sklearn.metrics import roc_auc_score, roc_curve

    if len(set(truth.tolist())) < 2:
        return Outcome(values=(), notes=("no pairs of both kinds",))
    baseline = _BASELINES[name]
    value = Value(
        metric="auc",
        value=float(roc_auc_score(truth, scores)),
        n=len(truth),
        baseline=baseline,
        aim=round(baseline + _AIMED_ABOVE, 3),
    )
    # Cut where the share of "same" is as large as among what was learned from; AUC itself needs no cut.
    cut = float(np.quantile(scores, 1 - np.mean(learned.same)))
    wrong, right, _ = roc_curve(truth, scores)
    step = max(1, len(wrong) // 100)
    predictions = tuple(
        Prediction(row=str(at), prediction=str(int(score > cut)), score=float(score)) for at, score in enumerate(scores)
    )
    curve = [(float(x), float(y)) for x, y in zip(wrong[::step], right[::step], strict=True)]
    return Outcome(values=(value,), predictions=predictions, curves={"roc": curve})


TASKS = tuple(Task(name=name, files=(name,), run=partial(_run, name)) for name in _BASELINES)
