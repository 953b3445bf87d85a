"""Three grades of replies from two numbers, against a rule that looks at length alone; few rows, so with an interval."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wenguo.advice.evaluating.task import Data, Outcome, Prediction, Row, Value
from wenguo.advice.learning.scores import accuracy, better, interval, macro_f1, mcnemar
from wenguo.advice.replies.specifics import specifics

Numbers = NDArray[np.int64]
Matrix = NDArray[np.float64]
SEED = 20261122
BASELINE_LENGTH = 0.77
CLIP = 3.0  # beyond this it is sure to be an answer, and how sure says nothing of the grade
_COUNTS = (
    "core", "length", "substance", "has_ask_others", "sent_on", "numbers", "act", "list", "why", "sentences", "has_more_asked",
    "core_share",
)  # fmt: skip


def run_grades(data: Data, train: str, test: str) -> Outcome:
    """Three grades from two numbers (how much is said besides form; how much it is an answer), against length alone."""
    learn = data.rows("taidi_reply_grade_OURS", train)
    tried = data.rows("taidi_reply_grade_OURS", test) if test else learn
    replies = {str(row["msg_id"]): row for row in data.rows("taidi_replies", train)}
    there = {str(row["msg_id"]): row for row in data.rows("taidi_replies", test)} if test else replies
    graded = {str(row["msg_id"]) for row in learn}
    learn = [row for row in learn if str(row["msg_id"]) in replies]
    tried = [row for row in tried if str(row["msg_id"]) in there]
    judge = _answering([row for key, row in replies.items() if key not in graded])
    known = _graded([replies[str(row["msg_id"])] for row in learn], judge)
    labels, truth = _grades(learn), _grades(tried)
    length = np.array([len(str(replies[str(row["msg_id"])]["reply"])) for row in learn], float)
    if test:
        said = _by_both(known, labels, _graded([there[str(row["msg_id"])] for row in tried], judge))
        ruled = _by_cuts(
            length, labels, np.array([len(str(there[str(row["msg_id"])]["reply"])) for row in tried], float)
        )
    else:
        said, ruled = (np.zeros(len(labels), np.int64) for _ in range(2))
        for one in range(len(labels)):  # few rows: each is tried by what was learned from all the others
            rest = np.delete(np.arange(len(labels)), one)
            said[one] = _by_both(known[rest], labels[rest], known[one : one + 1])[0]
            ruled[one] = _by_cuts(length[rest], labels[rest], length[one : one + 1])[0]
    return Outcome(values=_figures(truth, said, ruled), predictions=tuple(
        Prediction(row=str(row["msg_id"]), prediction=str(grade), score=1.0) for row, grade in zip(tried, said.tolist(), strict=True)
    ), notes=(f"paired with the length rule: McNemar p {mcnemar(truth, ruled, said):.3f}; so few rows bear no more.",))  # fmt: skip


def _figures(truth: Numbers, said: Numbers, ruled: Numbers) -> tuple[Value, ...]:
    low, high = interval(truth, said, 3, draws=2000, seed=SEED)
    under, over = interval(truth, ruled, 3, draws=2000, seed=SEED)
    n = len(truth)
    return (
        Value(metric="macro_f1", value=macro_f1(truth, said, 3), baseline=BASELINE_LENGTH, n=n, low=low, high=high),
        Value(metric="accuracy", value=accuracy(truth, said), n=n),
        Value(
            metric="length_rule", value=macro_f1(truth, ruled, 3), baseline=BASELINE_LENGTH, n=n, low=under, high=over
        ),
        Value(metric="length_rule_accuracy", value=accuracy(truth, ruled), n=n),
        Value(metric="better_than_length", value=better(truth, ruled, said, 3, draws=2000, seed=SEED), n=n),
    )


def _answering(rows: Sequence[Row]) -> Any:
    """How much a reply is an answer, learned from replies that bear no grade."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    return make_pipeline(StandardScaler(), LogisticRegression(C=0.3, max_iter=500)).fit(
        _features(rows), np.array([int(float(row["teamA_interpretable"])) for row in rows], np.int64)
    )


def _graded(rows: Sequence[Row], judge: Any) -> Matrix:
    core = [math.log1p(specifics(str(row["reply"])).core) for row in rows]
    return np.column_stack([core, np.clip(judge.decision_function(_features(rows)), -CLIP, CLIP)])


def _features(rows: Sequence[Row]) -> Matrix:
    return np.array([_row(str(row["reply"]), str(row["title"]), str(row["detail"])) for row in rows], float)


def _row(reply: str, title: str, detail: str) -> list[float]:
    """Our counts of the reply, and how much of the message comes back in it."""
    counts = specifics(reply).numbered()
    said, asked, titled = (pairs(text) for text in (reply, title + detail, title))
    shares = [len(said & titled) / max(1, len(titled)), len(said & asked) / max(1, len(asked))]
    return [*(counts[name] for name in _COUNTS), math.log1p(len(title + detail)), *shares]


def pairs(text: str) -> set[str]:
    """Every two characters that stand side by side."""
    return {text[i : i + 2] for i in range(len(text) - 1)}


def _by_both(known: Matrix, labels: Numbers, asked: Matrix) -> Numbers:
    from sklearn.linear_model import Ridge
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    line = make_pipeline(StandardScaler(), Ridge(1.0)).fit(known, labels)
    return _by_cuts(line.predict(known), labels, line.predict(asked))


def _by_cuts(known: Matrix, labels: Numbers, asked: Matrix) -> Numbers:
    """Two cuts on one number, where they part the grades best; of equally good ones those in the middle."""
    values = np.unique(known)
    places = (values[1:] + values[:-1]) / 2
    tried = [
        (macro_f1(labels, np.digitize(known, [low, high]), 3), low, high)
        for i, low in enumerate(places)
        for high in places[i + 1 :]
    ]
    most = max(score for score, _, _ in tried)
    best = np.array([(low, high) for score, low, high in tried if score >= most - 1e-9])
    return np.asarray(np.digitize(asked, np.median(best, axis=0)), np.int64)


def _grades(rows: Sequence[Row]) -> Numbers:
    return np.array([int(float(row["grade"])) for row in rows], np.int64)
