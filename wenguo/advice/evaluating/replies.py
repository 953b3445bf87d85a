"""Replies: brush-off or not, and the true reply among 100; the three grades are measured in reply_grades.

What is learned here is thrown away afterwards: it measures what a small model reaches over our findings and n-grams.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wenguo.advice.evaluating import reply_ranking
from wenguo.advice.evaluating.reply_grades import pairs, run_grades
from wenguo.advice.evaluating.task import Data, Outcome, Prediction, Row, Task, Value
from wenguo.advice.learning.folds import folded
from wenguo.advice.learning.scores import accuracy, interval, macro_f1
from wenguo.advice.replies.specifics import specifics

Numbers = NDArray[np.int64]
Matrix = NDArray[np.float64]
SEED = 20261122
FOLDS = 5
BASELINE_BRUSH, AIM_BRUSH, AIM_RANK = 0.899, 0.93, 0.90


def run_replies(data: Data, train: str, test: str) -> Outcome:
    """Brush-off or not (macro-F1), and the true reply among 100 (mean reciprocal rank)."""
    learn = data.rows("taidi_replies", train)
    tried = data.rows("taidi_replies", test) if test else learn
    truth = _labels(tried)
    score, cut = _brushed(learn, tried, alone=not test)
    said = (score >= cut).astype(np.int64)
    groups = np.unique([str(row["dup_group"]) for row in tried], return_inverse=True)[1]
    low, high = interval(truth, said, 2, groups=groups, seed=SEED)
    ranks = reply_ranking.reciprocals(learn, tried, seed=SEED, alone=not test)
    values = [
        Value(
            metric="macro_f1",
            value=macro_f1(truth, said, 2),
            baseline=BASELINE_BRUSH,
            aim=AIM_BRUSH,
            n=len(truth),
            low=low,
            high=high,
        ),
        Value(metric="accuracy", value=accuracy(truth, said), n=len(truth)),
    ]
    for metric, found, aim in (
        ("mrr_100", ranks.dated, AIM_RANK),
        ("mrr_100_words_only", ranks.words, None),
        ("mrr_100_tfidf_only", ranks.plain, None),
    ):
        low, high = _spread(found)
        values.append(Value(metric=metric, value=float(found.mean()), aim=aim, n=len(found), low=low, high=high))
    notes = _notes(ranks.dated, truth == 0)
    chance = 1 / (1 + np.exp(-(score - cut)))
    predictions = tuple(
        Prediction(row=str(row["msg_id"]), prediction=str(label), score=float(p if label else 1 - p))
        for row, label, p in zip(tried, said.tolist(), chance.tolist(), strict=True)
    )
    return Outcome(values=tuple(values), predictions=predictions, notes=notes)


def _notes(found: Matrix, brushed: NDArray[np.bool_]) -> tuple[str, ...]:
    if brushed.all() or not brushed.any():
        return ()
    said = f"mrr_100 of answers {found[~brushed].mean():.3f}, of brush-offs {found[brushed].mean():.3f}: "
    return (said + "what could be sent to anyone is told from others by the day written in it, hardly by its words",)


def _brushed(learn: Sequence[Row], tried: Sequence[Row], *, alone: bool) -> tuple[Matrix, Any]:
    """For each row tried how much it is an answer (log odds), and from where on it is said to be one.

    The threshold comes from folds of what is learned from; measured alone, each fold's from the other folds.
    """
    labels = _labels(learn)
    features = _features(learn)
    texts = [str(row["reply"]) for row in learn]
    fold = folded(labels.tolist(), [str(row["dup_group"]) for row in learn], FOLDS if alone else 3, SEED)
    inner = np.zeros((len(labels), len(_Ensemble.VIEWS)))
    for number in range(int(fold.max()) + 1):
        here, there = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        model = _Ensemble().fit(features[here], [texts[i] for i in here], labels[here])
        inner[there] = model.views(features[there], [texts[i] for i in there])
    scale = inner.std(0) + 1e-9  # the views speak on scales of their own
    odds = (inner / scale).mean(1)
    if alone:
        cuts = np.array([_threshold(odds[fold != one], labels[fold != one]) for one in range(FOLDS)])
        return odds, cuts[fold]
    views = _Ensemble().fit(features, texts, labels).views(_features(tried), [str(row["reply"]) for row in tried])
    return (views / scale).mean(1), _threshold(odds, labels)


class _Ensemble:
    """Trees over our counts, and linear models over the counts and runs of characters."""

    VIEWS = ("linear", "forest", "boosted", "hinge", "hinge_both")

    def fit(self, features: Matrix, texts: Sequence[str], labels: Numbers) -> _Ensemble:
        """Learn from these rows."""
        from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
        from sklearn.feature_extraction.text import HashingVectorizer, TfidfVectorizer
        from sklearn.linear_model import LogisticRegression
        from sklearn.preprocessing import StandardScaler

        self._scale = StandardScaler().fit(features)
        self._grams = TfidfVectorizer(
            analyzer="char", ngram_range=(1, 4), sublinear_tf=True, min_df=3, max_features=60_000
        )
        self._grams.fit([_masked(text) for text in texts])
        self._hashes = HashingVectorizer(analyzer="char", ngram_range=(1, 3), n_features=2**18)
        grams, hashes, both = self._inputs(features, texts)
        self._linear = LogisticRegression(C=2, max_iter=300).fit(grams, labels)
        self._trees = [
            RandomForestClassifier(200, min_samples_leaf=3, random_state=SEED, n_jobs=1).fit(features, labels),
            HistGradientBoostingClassifier(
                max_iter=120, learning_rate=0.06, max_leaf_nodes=8, l2_regularization=5, random_state=SEED
            ).fit(features, labels),
        ]
        self._hinges = [[_hinge(seed).fit(one, labels) for seed in range(5)] for one in (hashes, both)]
        return self

    def _inputs(self, features: Matrix, texts: Sequence[str]) -> tuple[Any, Any, Any]:
        """Weighed runs with the counts beside them, hashed runs, and these with the counts."""
        from scipy.sparse import csr_matrix, hstack

        masked = [_masked(text) for text in texts]
        dense = csr_matrix(self._scale.transform(features) / math.sqrt(features.shape[1]))
        hashes = self._hashes.transform(masked)
        return hstack([self._grams.transform(masked), dense]).tocsr(), hashes, hstack([hashes, dense]).tocsr()

    def views(self, features: Matrix, texts: Sequence[str]) -> Matrix:
        """For each row, how much each view takes it for an answer."""
        grams, hashes, both = self._inputs(features, texts)
        chances = [self._linear.predict_proba(grams)[:, 1], *(one.predict_proba(features)[:, 1] for one in self._trees)]
        odds = [np.log((one + 1e-3) / (1 - one + 1e-3)) for one in chances]
        margins = [
            np.mean([one.decision_function(given) for one in hinges], axis=0)
            for hinges, given in zip(self._hinges, (hashes, both), strict=True)
        ]
        return np.column_stack([*odds, *margins])


def _hinge(seed: int) -> Any:
    from sklearn.linear_model import SGDClassifier

    return SGDClassifier(random_state=seed)


def _threshold(odds: Matrix, labels: Numbers) -> float:
    """Where macro-F1 is best: the middle of the thresholds that come within .003 of the best, for a peak is chance."""
    grid = np.quantile(odds, np.linspace(0.03, 0.3, 109))
    found = np.array([macro_f1(labels, (odds >= cut).astype(np.int64), 2) for cut in grid])
    return float(np.median(grid[found >= found.max() - 0.003]))


def _features(rows: Sequence[Row]) -> Matrix:
    return np.array([_row(str(row["reply"]), str(row["title"]), str(row["detail"])) for row in rows], float)


def _row(reply: str, title: str, detail: str) -> list[float]:
    """Our counts of the reply, and how much of the message comes back in it."""
    from wenguo.advice.replies import check

    counts = specifics(reply).numbered()
    found = check(reply, f"{title}\n{detail}")
    ours = [float(found.score), *(float(part.points) for part in found.parts if part.code != "demands")]
    ours += [float(len(found.findings)), float(any(one.code == "too_little" for one in found.findings))]
    ours += [float(one.present) for one in found.movements]
    said, asked, titled = pairs(reply), pairs(title + detail), pairs(title)
    shared = len(said & asked)
    overlap = [
        shared / max(1, len(asked)),
        shared / max(1, len(said)),
        math.log1p(len(said) - shared),
        math.log1p(len(asked)),
    ]
    return [*(counts[name] for name in sorted(counts)), *ours, *overlap, len(said & titled) / max(1, len(titled))]


def _masked(text: str) -> str:
    """Digits as one sign and user codes gone: which number it is says nothing of a brush-off."""
    return reply_ranking.MASKED.sub("U", " ".join(text.split())).translate(dict.fromkeys(map(ord, "0123456789"), "0"))


def _labels(rows: Sequence[Row]) -> Numbers:
    return np.array([int(float(row["teamA_interpretable"])) for row in rows], np.int64)


def _spread(found: Matrix, draws: int = 500) -> tuple[float, float]:
    """The 95 % bootstrap interval of a mean."""
    chance = np.random.default_rng(SEED)
    means = [found[chance.integers(0, len(found), len(found))].mean() for _ in range(draws)]
    return float(np.quantile(means, 0.025)), float(np.quantile(means, 0.975))


TASKS = (
    Task(name="taidi_replies", files=("taidi_replies",), run=run_replies),
    Task(name="taidi_reply_grade_OURS", files=("taidi_reply_grade_OURS", "taidi_replies"), run=run_grades),
)
