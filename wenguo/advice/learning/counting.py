"""Counts the grams of texts into rows over one vocabulary that all views share."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from wenguo.advice.learning import grams
from wenguo.advice.learning.recipe import Recipe

Document = str | Sequence[str]  # one text, or its fields in order (title, detail …)
Floats = NDArray[np.float32]

CHARS, EDGED, WORDS, OWN = (
    0,
    16,
    32,
    64,
)  # kinds of grams: + the length; OWN: of the first field, or of a domain, alone (Daumé 2007)
_OWN = np.uint64(0xA0761D6478BD642F)


class Found(NamedTuple):
    """Every gram of one text: hash, kind, how much it counts, which field, and where."""

    hash: NDArray[np.uint64]
    kind: NDArray[np.int16]
    weight: Floats
    field: NDArray[np.int16]
    start: NDArray[np.int64]
    end: NDArray[np.int64]


class Reader:
    """Reads documents as a recipe asks: each kind of gram once, whichever views use it."""

    def __init__(self, recipe: Recipe) -> None:
        self._recipe = recipe
        plain = [view.chars for view in recipe.views if view.chars is not None and not view.edged]
        edged = [view.chars for view in recipe.views if view.chars is not None and view.edged]
        self._plain = (min(low for low, _ in plain), max(high for _, high in plain)) if plain else None
        self._edged = (min(low for low, _ in edged), max(high for _, high in edged)) if edged else None
        self._words = max((view.words for view in recipe.views), default=0)

    def read(self, document: Document) -> Found:
        """All grams of a document."""
        fields = [document] if isinstance(document, str) else list(document)
        domain = salt(fields.pop()) if self._recipe.domain and len(fields) > 1 else None
        weights = self._recipe.fields
        parts: list[Found] = []
        for number, text in enumerate(fields):
            weight = weights[min(number, len(weights) - 1)]
            salts = [_OWN] if self._recipe.apart and number == 0 and len(fields) > 1 else []
            salts += [domain] if domain is not None else []
            for kind, found in self._kinds(text or ""):
                parts.append(_found(found, kind, weight, number))
                parts += [_found(found._replace(hash=found.hash ^ salt), kind + OWN, 1.0, number) for salt in salts]
        if not parts:
            return _found(grams.NONE, 0, 1.0, 0)
        return Found(*(np.concatenate(part) for part in zip(*parts, strict=True)))

    def _kinds(self, text: str) -> list[tuple[int, grams.Grams]]:
        found: list[tuple[int, grams.Grams]] = []
        if self._plain is not None:
            found += [(CHARS + n, one) for n, one in grams.chars(text, *self._plain)]
        if self._edged is not None:
            found += [(EDGED + n, one) for n, one in grams.chars(text, *self._edged, words_only=True)]
        if self._words:
            found += [(WORDS + n, one) for n, one in grams.words(text, self._words, language=self._recipe.language)]
        return found


def salt(name: str) -> np.uint64:
    """A number for a name that is the same on every machine."""
    digest = hashlib.sha256((name or "").encode("utf-8", "surrogatepass")).digest()
    return np.uint64(int.from_bytes(digest[:8], "little"))


def _found(one: grams.Grams, kind: int, weight: float, field: int) -> Found:
    size = len(one.hash)
    return Found(
        one.hash,
        np.full(size, kind, np.int16),
        np.full(size, weight, np.float32),
        np.full(size, field, np.int16),
        one.start,
        one.end,
    )


class Vocabulary:
    """The grams that are known, sorted by hash; `kind` says of each which it is."""

    def __init__(self, hashes: NDArray[np.uint64], kind: NDArray[np.int16]) -> None:
        self.hashes, self.kind = hashes, kind

    def __len__(self) -> int:
        return len(self.hashes)

    def row(self, found: Found) -> tuple[NDArray[np.int64], Floats]:
        """The columns of a text's known grams, each once, and how much each counts."""
        hashes, inverse = np.unique(found.hash, return_inverse=True)
        counts = np.bincount(inverse, found.weight, len(hashes)).astype(np.float32)
        at = self.columns(hashes)
        known = at >= 0
        return at[known], counts[known]

    def columns(self, hashes: NDArray[np.uint64]) -> NDArray[np.int64]:
        """The column of each hash; -1 where it is not known."""
        if not len(self.hashes):
            return np.full(len(hashes), -1, np.int64)
        at = np.searchsorted(self.hashes, hashes)
        at[at == len(self.hashes)] = 0
        return np.where(self.hashes[at] == hashes, at, -1)


def learned(documents: Sequence[Document], recipe: Recipe) -> tuple[Vocabulary, Any]:
    """The vocabulary of these documents (grams that stand in enough of them), and their counts as a sparse matrix."""
    from scipy import sparse

    reader = Reader(recipe)
    hashes, kinds, counts, sizes = [], [], [], []
    for document in documents:
        found = reader.read(document)
        own, first, inverse = np.unique(found.hash, return_index=True, return_inverse=True)
        hashes.append(own)
        kinds.append(found.kind[first])
        counts.append(np.bincount(inverse, found.weight, len(own)).astype(np.float32))
        sizes.append(len(own))
    every = np.concatenate(hashes) if hashes else np.zeros(0, np.uint64)
    names, first, inverse, often = np.unique(every, return_index=True, return_inverse=True, return_counts=True)
    kept = _kept(often, recipe)
    column = np.cumsum(kept) - 1
    here = kept[inverse]
    rows = np.repeat(np.arange(len(documents)), sizes)[here]
    known = np.concatenate(kinds)[first][kept] if kinds else np.zeros(0, np.int16)
    vocabulary = Vocabulary(names[kept], known)
    data = np.concatenate(counts)[here] if counts else np.zeros(0, np.float32)
    matrix = sparse.csr_matrix((data, (rows, column[inverse][here])), (len(documents), len(vocabulary)), np.float32)
    return vocabulary, matrix


def _kept(often: NDArray[np.int64], recipe: Recipe) -> NDArray[np.bool_]:
    """Grams that stand in enough texts; where these are too many, the more frequent ones."""
    kept = often >= recipe.least
    if recipe.most and kept.sum() > recipe.most:
        kept = np.zeros(len(often), bool)
        kept[np.argsort(-often, kind="stable")[: recipe.most]] = True
    return kept
