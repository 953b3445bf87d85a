"""Words that stand among the same words mean alike: vectors learned from texts without labels.

The vectors are positive pointwise mutual information brought to few dimensions (Levy & Goldberg 2014; smoothed as in
Levy, Goldberg & Dagan 2015). They let a rare word borrow from its frequent neighbours, which grams alone cannot.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wenguo.advice.learning.counting import Floats

Hashes = NDArray[np.uint64]
_WINDOW = 5  # words to either side


def learned(sequences: Sequence[Hashes], size: int, *, least: int, seed: int = 0) -> tuple[Hashes, Floats]:
    """The sorted hashes of all words that stand in the texts at least so often, and their vectors."""
    every = np.concatenate([np.zeros(0, np.uint64), *sequences])
    names, often = np.unique(every, return_counts=True)
    names = names[often >= least]
    if len(names) <= size:  # too few texts to say what words mean
        return names[:0], np.zeros((0, size), np.float32)
    from scipy import sparse
    from sklearn.utils.extmath import randomized_svd

    known = []
    for row in sequences:
        at = np.minimum(np.searchsorted(names, row), len(names) - 1)
        known.append(at[names[at] == row])
    table = _together(known, len(names), _WINDOW)
    left, strength, _ = randomized_svd(_informative(table, sparse), size, n_iter=3, random_state=seed)
    vectors = left * np.sqrt(strength)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    return names, vectors.astype(np.float32)


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
