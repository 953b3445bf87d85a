"""Which of seven fields of public life a citizen's message is about: title and text, labels by the office that took it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import msgspec

from wenguo.advice.evaluating.classing import Learning, by_class, figure, predictions, tried
from wenguo.advice.evaluating.task import Data, Outcome, Row, Task
from wenguo.advice.learning.calibration import error, reliability
from wenguo.advice.learning.counting import Document
from wenguo.advice.learning.recipe import Recipe, View
from wenguo.advice.learning.scores import covered

NAME, EXTRA = "taidi_msgs7", "taidi_msgs7_extra_segmented"
RECIPE = Recipe(
    language="zh",
    fields=(2.0, 1.0),
    views=(
        View(chars=(1, 3), words=2, weight="nb", c=1.0),
        View(words=1, weight="nb", c=0.5),
        View(chars=(1, 3), weight="idf", c=1.0),
        View(words=2, weight="nb", c=2.0),
    ),
    inner=3,
)


def run(data: Data, train: str, test: str) -> Outcome:
    """See Task."""
    rows = data.rows(NAME, train)
    learn = msgspec.structs.replace(_learning(rows), extra=_extra(data.rows(EXTRA, train)))
    tests = data.rows(NAME, test) if test else rows
    found = tried(RECIPE, learn, _learning(tests) if test else None)
    value, note = figure(found, baseline=0.903, aim=0.93)
    right, other = figure(found, "accuracy", baseline=0.911)
    sure = found.sure
    points = reliability(sure, found.said == found.truth)
    curve = covered(found.truth, found.said, sure.tolist())
    return Outcome(
        values=(value, right),
        predictions=predictions(found, tests),
        curves={
            "coverage_accuracy": [(share, correct) for _, share, correct in curve],
            "threshold_accuracy": [(threshold, correct) for threshold, _, correct in curve],
            "reliability": [(said, true) for said, true, _ in points],
        },
        notes=tuple(filter(None, (note, other, by_class(found), f"calibration error {error(points):.4f}"))),
    )


def _learning(rows: Sequence[Row]) -> Learning:
    return Learning(
        texts=[(str(row["title"] or ""), str(row["detail"] or "")) for row in rows],
        labels=[str(row["label"]) for row in rows],
        groups=[row["dup_group"] for row in rows],
    )


def _extra(rows: Sequence[Row]) -> tuple[Sequence[Document], Sequence[str], Sequence[Hashable]]:
    """Messages of which only the cut words are left, without the small ones: joined again they still teach."""
    return (
        [(str(row["title"] or ""), str(row["detail_seg"] or "").replace(" ", "")) for row in rows],
        [str(row["label"]) for row in rows],
        [row["dup_group"] for row in rows],
    )


TASKS = (Task(name=NAME, files=(NAME,), run=run),)
