"""What part of a car an opinion is about (ten subjects), and whether it speaks well of it, ill of it or neither."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from wenguo.advice.evaluating.classing import Learning, background, by_class, figure, predictions, tried
from wenguo.advice.evaluating.task import Data, Outcome, Row, Task
from wenguo.advice.learning.recipe import Order, Recipe, View

NAME = "zh_car_opinion_bdci2018"
OTHERS = ("zh_weibo_emotion_smp2020", "zh_review_sentiment")  # their words alone, for what words mean
SUBJECT = Recipe(
    language="zh",
    views=(
        View(chars=(1, 3), weight="nb", c=0.5),
        View(chars=(1, 3), weight="idf", c=0.1),
        View(chars=(1, 4), words=2, weight="idf", c=0.3),
    ),
    orders=(
        Order(features=192, rounds=8, share=1.3),
        Order(features=192, rounds=8, share=1.3, width=2, seed=1),
        Order(of="chars", size=100, features=128, rounds=12, share=1.3, width=4, pace=0.1),
    ),
    balanced=True,
    inner=2,
    tune="macro_f1",
)
POLARITY = msgspec.structs.replace(SUBJECT, views=SUBJECT.views[:2], orders=(), inner=3)


def run(data: Data, train: str, test: str) -> Outcome:
    """See Task."""
    rows = data.rows(NAME, train)
    tests = data.rows(NAME, test) if test else rows
    learn = msgspec.structs.replace(_learning(rows, "subject"), background=background(data, train, OTHERS))
    subject = tried(SUBJECT, learn, _learning(tests, "subject") if test else None)
    polarity = tried(POLARITY, _learning(rows, "sentiment"), _learning(tests, "sentiment") if test else None)
    value, note = figure(subject, baseline=0.738, aim=0.77)
    other, remark = figure(polarity, name="polarity_macro_f1", baseline=0.496)
    return Outcome(
        values=(value, figure(subject, "accuracy")[0], other),
        predictions=predictions(subject, tests),
        notes=tuple(filter(None, (note, remark, by_class(subject), by_class(polarity)))),
    )


def _learning(rows: Sequence[Row], column: str) -> Learning:
    return Learning(
        texts=[str(row["text"] or "") for row in rows],
        labels=[str(row[column]) for row in rows],
        groups=[row["dup_group"] for row in rows],
    )


TASKS = (Task(name=NAME, files=(NAME,), run=run),)
