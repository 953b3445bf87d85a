"""Learning from what people confirmed: what takes over, what does not, and what the card says of it."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from tests.advice.test_learning import written
from wenguo.advice.learning import card, training
from wenguo.advice.learning.recipe import ZH
from wenguo.advice.learning.training import Present, Record

pytestmark = [pytest.mark.row("M25"), pytest.mark.row("M35")]

NOW = datetime(2026, 11, 1, tzinfo=UTC)
SMALL = msgspec.structs.replace(ZH, views=ZH.views[:1], inner=2)


def records(count: int, *, noise: float = 0.0, seed: int = 0) -> list[Record]:
    texts, labels = written("zh", count, seed)
    chance = random.Random(seed)
    others = sorted(set(labels))
    return [
        Record(
            text=text,
            label=chance.choice(others) if chance.random() < noise else label,
            person=f"p{number}",
            at=NOW - timedelta(days=count - number),
        )
        for number, (text, label) in enumerate(zip(texts, labels, strict=True))
    ]


def learn(some, present=None, **more):
    return training.train(some, present, name="cause", version="v2", at=NOW, recipe=SMALL, **more)


@pytest.fixture(scope="module")
def good() -> training.Trained:
    return learn(records(120))


def test_too_few_records_teach_nothing_and_that_is_said():
    found = learn(records(30))
    assert (found.classifier, found.card, found.promoted) == (None, None, False)
    assert "30" in found.why.zh
    assert "30" in found.why.en


def test_what_is_better_beyond_chance_takes_over(good):
    assert good.promoted
    assert good.card.comparisons[0].with_ == "commonest"
    assert good.card.macro_f1 > 0.9
    assert good.card.low <= good.card.macro_f1 <= good.card.high + 1e-9


def test_what_is_no_better_than_the_one_in_force_does_not_take_over():
    some = records(120)
    answers = {one.text: one.label for one in some}
    perfect = Present(version="v1", says=lambda texts: [answers[text] for text in texts], until=None)
    found = learn(some, perfect)
    assert not found.promoted
    assert found.classifier is not None  # a person may still look at it
    assert "v1" in found.why.en


def test_labels_by_chance_never_take_over():
    found = learn(records(150, noise=1.0))
    assert not found.promoted
    assert found.card.macro_f1 < 0.5


def test_a_learned_rival_is_compared_only_on_records_it_cannot_have_seen():
    some = records(150)
    asked: list[str] = []

    def says(texts):
        asked.extend(texts)
        return ["物业"] * len(texts)

    since = some[80].at
    found = learn(some, Present(version="v1", says=says, until=since))
    assert asked == [one.text for one in some[81:]]
    assert found.card.comparisons[0].n == 69
    few = learn(some, Present(version="v1", says=says, until=some[140].at))
    assert not few.promoted  # nine texts prove nothing


def test_the_lexicon_is_compared_beside_the_one_in_force():
    silent = Present(version="lexicon", says=lambda texts: [""] * len(texts), is_learned=False)
    found = learn(records(120), lexicon=silent)
    assert [one.with_ for one in found.card.comparisons] == ["lexicon"]
    assert found.card.comparisons[0].theirs == 0.0
    assert found.promoted


def test_rare_classes_are_left_out_and_named():
    some = [*records(120), Record(text="别的事情", label="罕见"), Record(text="再一件别的", label="罕见")]
    found = learn(some)
    assert found.card.left_out == {"罕见": 2}
    assert "罕见" not in found.classifier.classes
    assert any("罕见" in sentence.zh for sentence in card.sentences(found.card))


def test_one_person_never_stands_on_both_sides():
    same = [msgspec.structs.replace(one, person="one") for one in records(30)]
    groups = training._groups([*same, *records(30, seed=4)])
    assert len(set(groups[:30])) == 1


def test_the_card_says_in_both_languages_what_it_is_not_for(good):
    said = card.sentences(good.card)
    assert all(one.zh and one.en for one in said)
    assert set(card.NOT_FOR) <= set(said)
    assert any("120" in one.zh and "2026" in one.zh for one in said)


def test_below_its_threshold_it_leaves_the_decision_to_a_person(good):
    assert 0 <= good.card.threshold <= 1
    assert good.card.covered_right >= training.TARGET
    assert training.threshold([(0.9, 0.5, 0.8), (0.1, 1.0, 0.7)]) == (1.0, 0.0, 0.0)


def test_the_card_can_be_kept_and_read_again(good):
    assert msgspec.json.decode(msgspec.json.encode(good.card), type=card.Card) == good.card
