"""English sets: is a message a complaint at all; which of five, and which of eight, financial products a letter is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

from wenguo.advice.evaluating.classing import Tried, by_class, figure, predictions
from wenguo.advice.evaluating.task import Data, Outcome, Row, Task, Value
from wenguo.advice.learning.english_readers import ComplaintReader, Plan, ProductReader
from wenguo.advice.learning.folds import folded
from wenguo.advice.learning.scores import macro_f1

TWEETS, FIVE, EIGHT = "en_tweet_complaints", "en_cfpb_5class_llm_benchmark", "en_cfpb_narratives"
FOLDS = 5
OTHER = "Other"  # of the eight products' set: a handful of letters about none of them
FIVE_PLAN = Plan(plain=True, cues=0.05)
EIGHT_PLAN = Plan(balanced=True, style=0.04, cues=0.04, trees=True, lift=0.2)


class Reader(Protocol):
    """What is fitted and tried; its columns are its `classes`."""

    classes: tuple[str, ...]

    def predict_proba(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """A row for each text."""


class Set(msgspec.Struct, frozen=True, kw_only=True):
    """Which column of a set is the label, and how a reader is fitted on some of its rows."""

    name: str
    label: str
    fitted: Callable[[Sequence[Row]], Reader]


def _tweets(rows: Sequence[Row]) -> Reader:
    """The domain tells messages to firms from random ones while learning; it is never read from what is tried."""
    kinds = ["random" if str(row.get("domain") or "").startswith("random") else "firm" for row in rows]
    return ComplaintReader().fit(_texts(rows), [str(row["label"]) for row in rows], kinds)


def _five(rows: Sequence[Row]) -> Reader:
    return ProductReader(FIVE_PLAN).fit(_texts(rows), [str(row["label"]) for row in rows])


def _eight(rows: Sequence[Row]) -> Reader:
    """Four letters are too few to learn a ninth class from."""
    named = [row for row in rows if row["product8"] != OTHER]
    sources = [str(row.get("source") or "") for row in named]
    return ProductReader(EIGHT_PLAN).fit(_texts(named), [str(row["product8"]) for row in named], sources)


SETS = {
    one.name: one
    for one in (
        Set(name=TWEETS, label="label", fitted=_tweets),
        Set(name=FIVE, label="label", fitted=_five),
        Set(name=EIGHT, label="product8", fitted=_eight),
    )
}


def complaints(data: Data, train: str, test: str) -> Outcome:
    """See Task."""
    found, rows = _tried(SETS[TWEETS], data, train, test)
    value, note = figure(found, baseline=0.803, aim=0.86)
    right, other = figure(found, "accuracy")
    firms = np.array([not str(row.get("domain") or "").startswith("random") for row in rows])
    harder: tuple[Value, ...] = ()
    if firms.any() and not firms.all():
        score = macro_f1(found.truth[firms], found.said[firms], len(found.classes))
        harder = (Value(metric="macro_f1_to_firms", value=score, n=int(firms.sum())),)
    return _outcome(found, rows, (value, right, *harder), (note, other))


def five_products(data: Data, train: str, test: str) -> Outcome:
    """See Task."""
    found, rows = _tried(SETS[FIVE], data, train, test)
    value, note = figure(found, "accuracy", baseline=0.760, aim=0.80)
    evenly, other = figure(found)
    return _outcome(found, rows, (value, evenly), (note, other))


def eight_products(data: Data, train: str, test: str) -> Outcome:
    """See Task. The mean is over the eight products; letters about none of them count as errors where one is said."""
    found, rows = _tried(SETS[EIGHT], data, train, test)
    value, note = figure(found, name="macro_f1_of_nine")
    right, other = figure(found, "accuracy", baseline=0.849)
    main = Value(metric="macro_f1", value=_of_eight(found), n=len(rows), baseline=0.687, aim=0.75)
    return _outcome(found, rows, (main, right, value), (note, other))


def _of_eight(found: Tried) -> float:
    """The mean F1 of the named products that occur."""
    scores = []
    for number, name in enumerate(found.classes):
        truth, said = found.truth == number, found.said == number
        if name != OTHER and (truth.any() or said.any()):
            scores.append(2 * float((truth & said).sum()) / float(truth.sum() + said.sum()))
    return float(np.mean(scores)) if scores else 0.0


def _tried(one: Set, data: Data, train: str, test: str) -> tuple[Tried, Sequence[Row]]:
    """On the other part; or each row by a reader that has seen neither its fold nor its near-duplicates."""
    rows = [row for row in data.rows(one.name, train) if row.get(one.label) is not None]
    labels = [str(row[one.label]) for row in rows]
    tests: Sequence[Row] = data.rows(one.name, test) if test else rows
    told = [_text(row.get(one.label)) for row in tests]
    classes = tuple(sorted({*labels, *told}))
    fold = np.zeros(len(tests), np.int64)
    if not test:
        fold = folded(labels, [row["dup_group"] for row in rows], FOLDS)
    shares = np.zeros((len(tests), len(classes)))
    for number in np.unique(fold):
        there = np.flatnonzero(fold == number)
        learn = rows if test else [row for row, its in zip(rows, fold.tolist(), strict=True) if its != number]
        reader = one.fitted(learn)
        columns = [classes.index(name) for name in reader.classes]
        shares[np.ix_(there, columns)] = reader.predict_proba(_texts([tests[at] for at in there.tolist()]))
    found = Tried(
        classes=classes,
        truth=np.array([classes.index(label) for label in told], np.int64),
        said=shares.argmax(1),
        probabilities=shares,
        fold=fold,
        groups=[row.get("dup_group", number) for number, row in enumerate(tests)],
    )
    return found, tests


def _outcome(found: Tried, rows: Sequence[Row], values: tuple[Value, ...], notes: tuple[str, ...]) -> Outcome:
    return Outcome(
        values=values, predictions=predictions(found, rows), notes=tuple(filter(None, (*notes, by_class(found))))
    )


def _texts(rows: Sequence[Row]) -> list[str]:
    return [_text(row.get("text")) for row in rows]


def _text(value: Any) -> str:
    return "" if value is None else str(value)


TASKS = (
    Task(name=TWEETS, files=(TWEETS,), run=complaints),
    Task(name=FIVE, files=(FIVE,), run=five_products),
    Task(name=EIGHT, files=(EIGHT,), run=eight_products),
)
