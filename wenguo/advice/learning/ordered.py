"""A small network that reads words in their order: what linear views of grams cannot, it sees who is not what.

Each place is seen with its neighbours, the loudest place of each feature counts (Collobert et al. 2011; Kim 2014), and the
mean of all words stands beside it. Words begin with vectors learned without labels and learn on from the labels. Written in
numpy: only the loudest places pass anything back, so that a round over ten thousand posts takes two seconds of one core.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from wenguo.advice.learning import meaning
from wenguo.advice.learning.counting import Document, Floats, salt
from wenguo.advice.learning.grams import NONE, chars, words
from wenguo.advice.learning.recipe import Order

Rows = Sequence[NDArray[np.int32]]  # of each text its words, as rows of the vectors; 0 is a word nobody knows
_READ = 600  # characters of a text that are looked at: beyond them a short network only tires
_LOWEST = -9.0  # log probabilities are cut where they say nothing more
_AT_ONCE = 64


class Known(msgspec.Struct, frozen=True):
    """The words or characters a network knows: sorted hashes, and a vector for each behind the empty one."""

    order: Order
    language: str
    domain: bool
    hashes: NDArray[np.uint64]
    vectors: Floats

    def rows(self, documents: Sequence[Document]) -> list[NDArray[np.int32]]:
        """The texts as rows of the vectors."""
        found = []
        for document in documents:
            own = _sequence(document, self.order, self.language, domain=self.domain)[: self.order.most]
            if not len(self.hashes):
                found.append(np.zeros(len(own), np.int32))
                continue
            at = np.minimum(np.searchsorted(self.hashes, own), len(self.hashes) - 1)
            found.append(np.where(self.hashes[at] == own, at + 1, 0).astype(np.int32))
        return found


def known(
    documents: Sequence[Document],
    background: Sequence[Document],
    orders: Sequence[Order],
    language: str,
    *,
    domain: bool,
) -> tuple[Known, ...]:
    """What each network begins with; those that begin alike share the work."""
    made: dict[tuple[str, int, int], Known] = {}
    for order in orders:
        key = (order.of, order.size, order.least)
        if key not in made:
            made[key] = _known(documents, background, order, language, domain=domain)
    return tuple(msgspec.structs.replace(made[one.of, one.size, one.least], order=one) for one in orders)


def _known(
    documents: Sequence[Document], background: Sequence[Document], order: Order, language: str, *, domain: bool
) -> Known:
    """What the texts hold often enough. Words also learn from texts without labels what they mean; characters do not."""
    own = [_sequence(document, order, language, domain=domain) for document in documents]
    if order.of == "words":
        others = [_sequence(document, order, language, domain=False) for document in background]
        hashes, vectors = meaning.learned([*own, *others], order.size, least=order.least, seed=order.seed)
    else:
        hashes, often = np.unique(np.concatenate([np.zeros(0, np.uint64), *own]), return_counts=True)
        hashes = hashes[often >= order.least]
        chance = np.random.default_rng(order.seed)
        vectors = (chance.normal(size=(len(hashes), order.size)) / 10).astype(np.float32)
    empty = np.zeros((1, order.size), np.float32)
    return Known(order, language, domain, hashes, np.concatenate([empty, vectors]))


def _sequence(document: Document, order: Order, language: str, *, domain: bool) -> NDArray[np.uint64]:
    """The hashes of a text's words or characters in their order; where there is a domain, it comes first, as a word."""
    fields = [document] if isinstance(document, str) else [part or "" for part in document]
    first = [salt(fields.pop())] if domain and len(fields) > 1 else []
    text = " ".join(fields)[:_READ]
    found = words(text, 1, language=language) if order.of == "words" else chars(text, 1, 1)
    return np.concatenate([np.array(first, np.uint64), (found[0][1] if found else NONE).hash])


class Network(msgspec.Struct, frozen=True):
    """Plain arrays: vectors of words, what each feature looks for at each place, and what it says of each class."""

    vectors: Floats
    looks: Floats  # places by vector by features
    bias: Floats
    weights: Floats  # features and the mean vector, by classes
    lean: Floats

    def margins(self, rows: Rows) -> Floats:
        """Log probabilities of each class."""
        found = np.zeros((len(rows), len(self.lean)), np.float32)
        by_length = np.argsort([len(row) for row in rows], kind="stable")
        for start in range(0, len(rows), _AT_ONCE):
            here = by_length[start : start + _AT_ONCE]
            seen = _seen(self, _padded([rows[at] for at in here], len(self.looks)))
            raw = seen.features @ self.weights + self.lean
            raw -= raw.max(1, keepdims=True)
            found[here] = raw - np.log(np.exp(raw).sum(1, keepdims=True))
        return np.maximum(found, _LOWEST)


class _Seen(NamedTuple):
    """What a network made of some texts, kept for passing back."""

    vectors: Floats  # texts by places by size
    loudest: NDArray[np.int64]  # of each text and feature its place
    features: Floats  # the loudest values, none below zero, and the mean of the words
    length: Floats


def _padded(rows: Rows, width: int) -> NDArray[np.int32]:
    edge = width // 2
    found = np.zeros((len(rows), max(width, *(len(row) for row in rows)) + 2 * edge), np.int32)
    for number, row in enumerate(rows):
        found[number, edge : edge + len(row)] = row
    return found


def _seen(network: Network, places: NDArray[np.int32], hidden: Floats | None = None) -> _Seen:
    """Look at texts of nearly one length; `hidden` takes parts of their vectors away, while learning."""
    vectors = network.vectors[places]
    if hidden is not None:
        vectors *= hidden
    count, length, size = vectors.shape
    width = len(network.looks)
    steps = length - width + 1
    heard = np.zeros((count * steps, len(network.bias)), np.float32)
    for at in range(width):
        heard += vectors[:, at : at + steps].reshape(-1, size) @ network.looks[at]
    by_text = heard.reshape(count, steps, -1)
    loudest = by_text.argmax(1)
    loud = np.take_along_axis(by_text, loudest[:, None], 1)[:, 0] + network.bias
    words_of = np.maximum((places > 0).sum(1), 1).astype(np.float32)[:, None]
    features = np.concatenate([np.maximum(loud, 0), vectors.sum(1) / words_of], axis=1)
    return _Seen(vectors, loudest, features, words_of)


def taught(known: Known, rows: Rows, labels: NDArray[np.int64], classes: int, *, balanced: bool) -> Network:
    """A network taught by these rows; the same rows, labels and seed give the same network."""
    teacher = _Teacher(known, classes)
    often = np.maximum(np.bincount(labels, minlength=classes), 1)
    heavy = np.sqrt(often.mean() / often) if balanced else np.ones(classes)  # the root: rare texts are also odd texts
    for _ in range(known.order.rounds):
        for here in teacher.batches(rows):
            teacher.step([rows[at] for at in here], labels[here], heavy[labels[here]].astype(np.float32))
    return teacher.network


class _Teacher:
    """Moves a network against its errors: Adam for what it looks for (Kingma & Ba 2015), AdaGrad for rare words' vectors."""

    def __init__(self, known: Known, classes: int) -> None:
        order, size = known.order, known.vectors.shape[1]
        self._order = order
        self._chance = np.random.default_rng(order.seed)
        looks = self._chance.normal(size=(order.width, size, order.features)) / np.sqrt(size * order.width)
        weights = self._chance.normal(size=(order.features + size, classes)) * 0.05
        self.network = Network(
            known.vectors.copy(),
            looks.astype(np.float32),
            np.zeros(order.features, np.float32),
            weights.astype(np.float32),
            np.zeros(classes, np.float32),
        )
        self._moved = np.full(len(known.vectors), 1e-2, np.float32)
        learned = (self.network.looks, self.network.bias, self.network.weights, self.network.lean)
        self._state = [(array, np.zeros_like(array), np.zeros_like(array)) for array in learned]
        self._steps = 0

    def batches(self, rows: Rows) -> Iterator[NDArray[np.int64]]:
        """Texts of nearly one length together, in an order by chance."""
        length = np.array([len(row) for row in rows]) + self._chance.random(len(rows)) * 8
        order = np.argsort(length)
        starts = np.arange(0, len(order), _AT_ONCE)
        for start in self._chance.permutation(starts).tolist():
            yield order[start : start + _AT_ONCE]

    def step(self, rows: Rows, labels: NDArray[np.int64], heavy: Floats) -> None:
        """Learn from a few texts."""
        network, count = self.network, len(rows)
        places = _padded(rows, self._order.width)
        seen = _seen(network, places, self._kept((count, 1, network.vectors.shape[1]), self._order.hide))
        kept = self._kept(seen.features.shape, self._order.drop)
        features = seen.features * kept
        raw = features @ network.weights + network.lean
        error = np.exp(raw - raw.max(1, keepdims=True))
        error /= error.sum(1, keepdims=True)
        error[np.arange(count), labels] -= 1
        error *= heavy[:, None] / count
        back = (error @ network.weights.T) * kept
        size = len(network.bias)
        loud = back[:, :size] * (seen.features[:, :size] > 0)
        looks, vectors = _passed_back(network, seen, loud, back[:, size:] / seen.length)
        self._move_words(places, vectors)
        self._move((looks, loud.sum(0), features.T @ error, error.sum(0)))

    def _kept(self, shape: tuple[int, ...], share: float) -> Floats:
        """Ones with a share of them taken away by chance, the rest made up for it (dropout)."""
        kept = (self._chance.random(shape, dtype=np.float32) > share).astype(np.float32)
        return kept / np.float32(1 - share)

    def _move_words(self, places: NDArray[np.int32], slope: Floats) -> None:
        from scipy import sparse

        own, at = np.unique(places, return_inverse=True)
        one = np.ones(at.size, np.float32)
        gather = sparse.csr_matrix((one, (at.ravel(), np.arange(at.size))), (len(own), at.size))
        each = np.asarray(gather @ slope.reshape(at.size, -1))
        self._moved[own] += (each * each).mean(1)
        self.network.vectors[own] -= self._order.pace * each / np.sqrt(self._moved[own])[:, None]
        self.network.vectors[0] = 0

    def _move(self, slopes: tuple[Floats, ...]) -> None:
        self._steps += 1
        for (array, mean, square), slope in zip(self._state, slopes, strict=True):
            damped = slope + np.float32(1e-4) * array
            np.add(mean, 0.1 * (damped - mean), out=mean)
            np.add(square, 0.001 * (damped * damped - square), out=square)
            step = mean / (1 - 0.9**self._steps)
            np.subtract(array, 1e-3 * step / (np.sqrt(square / (1 - 0.999**self._steps)) + 1e-7), out=array)


def _passed_back(network: Network, seen: _Seen, loud: Floats, mean: Floats) -> tuple[Floats, Floats]:
    """The slopes of what is looked for and of the words' vectors; of each feature only the loudest place has one."""
    from scipy import sparse

    count, length, size = seen.vectors.shape
    width, features = len(network.looks), loud.shape[1]
    steps = length - width + 1
    place = (np.arange(count)[:, None] * steps + seen.loudest).ravel()
    shape = (count * steps, features)
    back: Any = sparse.csr_matrix((loud.ravel(), (place, np.tile(np.arange(features), count))), shape)
    turned = back.T.tocsr()
    looks = np.empty_like(network.looks)
    vectors = np.repeat(mean[:, None], length, axis=1)
    for at in range(width):
        looks[at] = (turned @ seen.vectors[:, at : at + steps].reshape(-1, size)).T
        vectors[:, at : at + steps] += (back @ np.ascontiguousarray(network.looks[at].T)).reshape(count, steps, size)
    return looks, vectors
