"""Whether a review of food, hotels or goods is a bad one: the nearest public thing to telling complaint from praise."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from wenguo.advice.evaluating.classing import Learning, background, by_class, figure, predictions, tried
from wenguo.advice.evaluating.task import Data, Outcome, Row, Task
from wenguo.advice.learning.recipe import Order, Recipe, View

NAME = "zh_review_sentiment"
OTHERS = ("zh_weibo_emotion_smp2020", "zh_car_opinion_bdci2018")  # their words alone, for what words mean
RECIPE = Recipe(
    language="zh",
    domain=True,  # the kind of goods is known of a complaint as well: good for a hotel is not good for a shampoo
    views=(
        View(chars=(1, 3), words=2, weight="idf", c=0.3),
        View(chars=(1, 3), weight="nb", c=0.1),
        View(words=2, weight="nb", c=0.1),
    ),
    orders=(
        Order(features=192, rounds=4, most=160, share=0.6),
        Order(features=128, rounds=4, most=160, share=0.6, width=4, hide=0.4, seed=2),
        Order(of="chars", size=100, features=128, rounds=5, most=160, share=0.6, width=4, pace=0.1),
    ),
    inner=0,
)


def run(data: Data, train: str, test: str) -> Outcome:
    """See Task."""
    rows = data.rows(NAME, train)
    tests = data.rows(NAME, test) if test else rows
    learn = msgspec.structs.replace(_learning(rows), background=background(data, train, OTHERS))
    found = tried(RECIPE, learn, _learning(tests) if test else None)
    right, note = figure(found, "accuracy", baseline=0.927, aim=0.945)
    value, other = figure(found)
    return Outcome(
        values=(right, value),
        predictions=predictions(found, tests),
        notes=tuple(filter(None, (note, other, by_class(found)))),
    )


def _learning(rows: Sequence[Row]) -> Learning:
    return Learning(
        texts=[(str(row["text"] or ""), str(row.get("cat") or "")) for row in rows],
        labels=[str(row["label"]) for row in rows],
        groups=[row["dup_group"] for row in rows],
    )


TASKS = (Task(name=NAME, files=(NAME,), run=run),)
