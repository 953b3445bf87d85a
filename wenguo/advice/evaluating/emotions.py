"""Which of six emotions a short public post speaks of, and whether it is anger."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np

from wenguo.advice.evaluating.classing import Learning, background, by_class, figure, predictions, tried
from wenguo.advice.evaluating.task import Data, Outcome, Row, Task
from wenguo.advice.learning.recipe import Order, Recipe, View

NAME = "zh_weibo_emotion_smp2020"
OTHERS = ("zh_review_sentiment", "zh_car_opinion_bdci2018")  # their words alone, for what words mean
RECIPE = Recipe(
    language="zh",
    views=(
        View(chars=(1, 3), words=2, weight="nb", c=0.1),
        View(words=1, weight="nb", c=0.1),
        View(chars=(1, 3), weight="idf", c=0.3),
    ),
    orders=(
        Order(rounds=8, share=1.3),
        Order(rounds=8, share=1.3, width=2, seed=1),
        Order(of="chars", size=100, features=128, rounds=12, share=1.3, width=4, pace=0.1),
    ),
    balanced=True,
    inner=2,
    tune="macro_f1",
)


def run(data: Data, train: str, test: str) -> Outcome:
    """See Task."""
    rows = data.rows(NAME, train)
    learn = msgspec.structs.replace(_learning(rows), background=background(data, train, OTHERS))
    tests = data.rows(NAME, test) if test else rows
    found = tried(RECIPE, learn, _learning(tests) if test else None)
    value, note = figure(found, baseline=0.613, aim=0.66)
    at = found.classes.index("angry")
    anger = msgspec.structs.replace(
        found,
        classes=("other", "angry"),
        truth=(found.truth == at).astype(np.int64),
        said=(found.said == at).astype(np.int64),
        probabilities=np.stack([1 - found.probabilities[:, at], found.probabilities[:, at]], axis=1),
    )
    angry, other = figure(anger, name="anger_macro_f1", baseline=0.824, aim=0.85)
    return Outcome(
        values=(value, angry, figure(found, "accuracy")[0]),
        predictions=predictions(found, tests),
        notes=tuple(filter(None, (note, other, by_class(found)))),
    )


def _learning(rows: Sequence[Row]) -> Learning:
    return Learning(
        texts=[str(row["text"] or "") for row in rows],
        labels=[str(row["label"]) for row in rows],
        groups=[row["dup_group"] for row in rows],
    )


TASKS = (Task(name=NAME, files=(NAME,), run=run),)
