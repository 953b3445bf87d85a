"""Words that stand among the same words mean alike: vectors learned from texts without labels, and a small network on them.

The vectors are positive pointwise mutual information brought to few dimensions (Levy & Goldberg 2014; smoothed as in
Levy, Goldberg & Dagan 2015). They let a rare word borrow from its frequent neighbours, which grams alone cannot.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from wenguo.advice.learning.counting import Document, Floats
from wenguo.advice.learning.grams import words
from wenguo.advice.learning.recipe import Dense

_RARE = 1e-3  # a word this frequent counts half (Arora, Liang & Ma 2017)


class Vectors(msgspec.Struct, frozen=True):
    """A vector for each known word, words by their hash; `weight` is how much each says."""

    hashes: NDArray[np.uint64]
    vectors: Floats
    weight: Floats

    def pooled(self, documents: Iterable[Document], language: str, most: int) -> Floats:
        """Of each text the weighted mean of its words' vectors, and their highest and lowest in each dimension."""
        found = [self._one(_words(document, language, most)) for document in documents]
        return np.stack(found) if found else np.zeros((0, self.vectors.shape[1] * 3), np.float32)

    def _one(self, hashes: NDArray[np.uint64]) -> Floats:
        at = np.searchsorted(self.hashes, hashes)
        at[at == len(self.hashes)] = 0
        at = at[self.hashes[at] == hashes] if len(self.hashes) else at[:0]
        size = self.vectors.shape[1]
        if not len(at):
            return np.zeros(size * 3, np.float32)
        here, weight = self.vectors[at], self.weight[at]
        return np.concatenate([weight @ here / weight.sum(), here.max(0), here.min(0)]).astype(np.float32)


def _words(document: Document, language: str, most: int) -> NDArray[np.uint64]:
    """The hashes of a text's words, in order."""
    text = document if isinstance(document, str) else " ".join(part or "" for part in document)
    found = words(text[:most], 1, language=language)
    return found[0][1].hash if found else np.zeros(0, np.uint64)


def learned(documents: Sequence[Document], language: str, dense: Dense, seed: int = 0) -> Vectors:
    """Vectors of all words that are frequent enough in these texts; labels have no part in it."""
    from scipy import sparse
    from sklearn.utils.extmath import randomized_svd

    rows = [_words(document, language, dense.most) for document in documents]
    every = np.concatenate(rows) if rows else np.zeros(0, np.uint64)
    names, often = np.unique(every, return_counts=True)
    names, often = names[often >= dense.least], often[often >= dense.least]
    if len(names) <= dense.size:
        return Vectors(names[:0], np.zeros((0, dense.size), np.float32), np.zeros(0, np.float32))
    known = []
    for row in rows:
        at = np.minimum(np.searchsorted(names, row), len(names) - 1)
        known.append(at[names[at] == row])
    table = _together(known, len(names), dense.window)
    left, strength, _ = randomized_svd(_informative(table, sparse), dense.size, n_iter=3, random_state=seed)
    vectors = left * np.sqrt(strength)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    weight = _RARE / (_RARE + often / often.sum())
    return Vectors(names, vectors.astype(np.float32), weight.astype(np.float32))


def _together(rows: Sequence[NDArray[np.int64]], size: int, window: int) -> Any:
    """How often two words stand near each other; the nearer, the more."""
    from scipy import sparse

    table = sparse.csr_matrix((size, size), dtype=np.float32)
    for distance in range(1, window + 1):
        left = np.concatenate([row[:-distance] for row in rows if len(row) > distance] or [np.zeros(0, np.int64)])
        right = np.concatenate([row[distance:] for row in rows if len(row) > distance] or [np.zeros(0, np.int64)])
        table = table + sparse.csr_matrix((np.full(len(left), 1 / distance, np.float32), (left, right)), (size, size))
    return table + table.T


def _informative(table: Any, sparse: Any) -> Any:
    """The logarithm of how much oftener than by chance; what is rarer than chance is left out."""
    total = np.asarray(table.sum(1)).ravel()
    context = np.maximum(total, 1e-9) ** 0.75
    context /= context.sum()
    cells = table.tocoo()
    beyond = np.log(cells.data / (total[cells.row] * context[cells.col]))
    keep = beyond > 0
    return sparse.csr_matrix((beyond[keep].astype(np.float32), (cells.row[keep], cells.col[keep])), table.shape)


class Network(msgspec.Struct, frozen=True):
    """One hidden layer, as plain arrays."""

    mean: Floats
    deviation: Floats
    weights: tuple[Floats, ...]
    biases: tuple[Floats, ...]

    def margins(self, rows: Floats) -> Floats:
        """Log probabilities, cut where they say nothing more."""
        here = (rows - self.mean) / self.deviation
        for number, (weight, bias) in enumerate(zip(self.weights, self.biases, strict=True)):
            here = here @ weight + bias
            if number < len(self.weights) - 1:
                here = np.maximum(here, 0)
        if here.shape[1] == 1:  # two classes: one output
            here = np.concatenate([np.zeros_like(here), here], axis=1)
        here = here - here.max(1, keepdims=True)
        logs = here - np.log(np.exp(here).sum(1, keepdims=True))
        return np.asarray(np.maximum(logs, -9.0), np.float32)


def taught(rows: Floats, labels: NDArray[np.int64], dense: Dense, seed: int = 0) -> Network:
    """A network taught on pooled vectors; few rounds and strong damping, since texts are few."""
    import warnings

    from sklearn.exceptions import ConvergenceWarning
    from sklearn.neural_network import MLPClassifier

    mean, deviation = rows.mean(0), rows.std(0) + 1e-6
    machine = MLPClassifier(
        (dense.hidden,),
        alpha=dense.damping,
        batch_size=min(dense.batch, len(rows)),
        learning_rate_init=5e-4,
        max_iter=dense.rounds,
        random_state=seed,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # it is stopped early on purpose
        machine.fit(((rows - mean) / deviation).astype(np.float32), labels)
    return Network(mean, deviation, tuple(machine.coefs_), tuple(machine.intercepts_))
