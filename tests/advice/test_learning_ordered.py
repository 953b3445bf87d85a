"""The network that reads words in their order."""

from __future__ import annotations

import random

import numpy as np
import pytest

from wenguo.advice.learning import ordered
from wenguo.advice.learning.ordered import Known, Network
from wenguo.advice.learning.recipe import Order

pytestmark = [pytest.mark.row("M25"), pytest.mark.row("M35")]

SMALL = Order(of="chars", size=8, features=8, width=2, rounds=12, least=1, pace=0.2)


def turned(count: int) -> tuple[list[str], np.ndarray]:
    """Texts of the same signs; only which of two neighbours comes first tells the classes apart."""
    chance = random.Random(0)
    texts, labels = [], []
    for number in range(count):
        around = chance.choices("子丑寅卯", k=4)
        pair = "甲乙" if number % 2 else "乙甲"
        at = chance.randrange(5)
        texts.append("".join([*around[:at], pair, *around[at:]]))
        labels.append(number % 2)
    return texts, np.array(labels, np.int64)


def taught(order: Order = SMALL) -> tuple[Known, Network]:
    texts, labels = turned(400)
    (known,) = ordered.known(texts, (), (order,), "zh", domain=False)
    return known, ordered.taught(known, known.rows(texts), labels, 2, balanced=False)


@pytest.fixture(scope="module")
def reader() -> tuple[Known, Network]:
    return taught()


def test_it_tells_apart_what_differs_by_order_alone(reader):
    known, network = reader
    texts, labels = turned(440)
    said = network.margins(known.rows(texts[400:])).argmax(1)
    assert (said == labels[400:]).mean() > 0.9


def test_margins_are_log_probabilities_and_hang_on_the_text_alone(reader):
    known, network = reader
    texts, _ = turned(30)
    together = network.margins(known.rows([*texts, "甲" * 90]))[:30]
    alone = np.concatenate([network.margins(known.rows([text])) for text in texts])
    assert np.allclose(together, alone, atol=1e-4)
    assert np.allclose(np.exp(alone).sum(1), 1, atol=1e-3)


def test_teaching_twice_gives_the_same(reader):
    _, first = reader
    _, second = taught()
    assert all(np.array_equal(a, b) for a, b in zip(vars_of(first), vars_of(second), strict=True))


def vars_of(network: Network) -> list[np.ndarray]:
    return [getattr(network, name) for name in network.__struct_fields__]


@pytest.mark.parametrize("text", ["", " ", "\ud800", "a\x00b", "从未见过", "投诉" * 50_000])
def test_no_text_makes_it_raise(reader, text):
    known, network = reader
    assert np.isfinite(network.margins(known.rows([text]))).all()


def test_no_texts_are_no_margins(reader):
    known, network = reader
    assert network.margins(known.rows([])).shape == (0, 2)


def test_a_kind_of_goods_is_its_first_word(reader):
    texts = [("大", "房间"), ("大", "音量")]
    (known,) = ordered.known(texts, (), (SMALL,), "zh", domain=True)
    room, sound = known.rows(texts)
    assert room[0] != sound[0]
    assert room[1:].tolist() == sound[1:].tolist()
    (unseen,) = known.rows([("大", "气味")])
    assert unseen[0] == 0


def test_too_few_words_to_know_what_they_mean_still_give_a_network():
    order = Order(size=8, features=4, rounds=1)
    (known,) = ordered.known(["停水", "停电"], (), (order,), "zh", domain=False)
    network = ordered.taught(known, known.rows(["停水", "停电"]), np.array([0, 1], np.int64), 2, balanced=True)
    assert len(known.hashes) == 0
    assert np.isfinite(network.margins(known.rows(["停水"]))).all()
