"""The true reply among 100: how well the words, the things named and the days written tell which message a reply answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from wenguo.advice.evaluating.task import Row
from wenguo.advice.learning.folds import folded

Matrix = NDArray[np.float64]
OTHERS = 99
LEARNED_WITH = 30  # wrong replies to each message that is learned from
WORDS = 12  # the first features of a pair; those after them are of the days
MASKED = re.compile(r"UU\d+|A0\d{5,}")  # a user's code would give the reply away
_GONE = re.compile(r"UU\d+|A0\d{5,}|<[^<>]{1,8}>|https?://\S+")
_THING = re.compile(r"[A-Z]\d{0,2}[市区县](?:[\u4e00-\u9fff]{2})?|\d{2,}(?:\.\d+)?|[A-Za-z]{2,}")
_PLACE = re.compile(r"[A-Z]\d{0,2}(?=[市区县])|[A-Z]\d{1,2}")
_DAY = re.compile(r"(20[012]\d)\s*[年.\-/]\s*(\d{1,2})\s*[月.\-/]\s*(\d{1,2})")


class Ranks(NamedTuple):
    """The reciprocal rank of the true reply for each message: with the day of receipt, by words alone, by TF-IDF alone."""

    dated: Matrix
    words: Matrix
    plain: Matrix


def reciprocals(learn: Sequence[Row], tried: Sequence[Row], *, seed: int, alone: bool) -> Ranks:
    """For each message tried; measured alone, by folds that keep near-duplicates together."""
    if not alone:
        return _ranked(learn, tried, seed)
    fold = folded([0] * len(learn), [str(row["dup_group"]) for row in learn], 5, seed)
    found = [np.zeros(len(learn)) for _ in range(3)]
    for number in range(5):
        here = [learn[i] for i in np.flatnonzero(fold != number).tolist()]
        there = np.flatnonzero(fold == number)
        for whole, part in zip(found, _ranked(here, [learn[i] for i in there.tolist()], seed), strict=True):
            whole[there] = part
    return Ranks(*found)


def _ranked(learn: Sequence[Row], tried: Sequence[Row], seed: int) -> Ranks:
    """The weights of the features come from the half of what is learned from that gave no background."""
    chance = np.random.default_rng(seed)
    groups = np.array([str(row["dup_group"]) for row in learn])
    names = chance.permutation(np.unique(groups))
    first = np.isin(groups, names[: len(names) // 2])
    one = [row for row, is_first in zip(learn, first, strict=True) if is_first]
    other = [row for row, is_first in zip(learn, first, strict=True) if not is_first]
    half = _features(one, other, _choices(len(other), LEARNED_WITH, chance))
    weights = {size: _weights(half[..., :size]) for size in (WORDS, half.shape[-1])}
    choices = _choices(len(tried), OTHERS, np.random.default_rng(seed + 1))
    pairs = _features(learn, tried, choices)
    return Ranks(
        _reciprocal(pairs @ weights[pairs.shape[-1]]),
        _reciprocal(pairs[..., :WORDS] @ weights[WORDS]),
        _reciprocal(pairs[..., 0]),
    )


def _choices(count: int, others: int, chance: np.random.Generator) -> NDArray[np.int64]:
    """For each message its own reply first, then so many of the others (all there are, where they are fewer)."""
    others = min(others, count - 1)
    found = np.zeros((count, others + 1), np.int64)
    for one in range(count):
        drawn = chance.choice(count - 1, others, replace=False)
        found[one, 0] = one
        found[one, 1:] = drawn + (drawn >= one)
    return found


def _reciprocal(scores: Matrix) -> Matrix:
    """One over the rank of the first column; equals share their places."""
    own, rest = scores[:, :1], scores[:, 1:]
    above = (rest > own + 1e-9).sum(1)
    level = (np.abs(rest - own) <= 1e-9).sum(1)
    return np.asarray(1 / (1 + above + 0.5 * level), float)


def _weights(pairs: Matrix) -> Matrix:
    """A linear model: which features tell a true pair from a false one, on the features' own scale."""
    from sklearn.linear_model import LogisticRegression

    flat = pairs.reshape(-1, pairs.shape[-1])
    true = np.zeros(pairs.shape[:2])
    true[:, 0] = 1
    scale = flat.std(0) + 1e-9
    model = LogisticRegression(C=1.0, max_iter=500).fit((flat - flat.mean(0)) / scale, true.ravel())
    return np.asarray(model.coef_[0] / scale, float)


def _features(background: Sequence[Row], rows: Sequence[Row], choices: NDArray[np.int64]) -> Matrix:
    """Messages × choices × features; how rare a word is comes from `background`."""
    words = _overlaps(background, rows, choices)
    things = _things(background, rows, choices)
    return np.concatenate([words, things, _days(rows, choices)], axis=-1)


def _overlaps(background: Sequence[Row], rows: Sequence[Row], choices: NDArray[np.int64]) -> Matrix:
    """Cosines and shares of runs of one and two characters, of the whole message and of its title."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    grams = TfidfVectorizer(analyzer="char", ngram_range=(1, 2), sublinear_tf=True)
    grams.fit([_message(row) for row in background] + [_plain(row["reply"]) for row in background])
    asked = grams.transform([_message(row) for row in rows])
    titled = grams.transform([_plain(row["title"]) for row in rows])
    said = grams.transform([_plain(row["reply"]) for row in rows])
    at = np.arange(len(rows))[:, None]

    def of(left: Any, right: Any) -> Matrix:
        return np.asarray((left @ right.T).toarray()[at, choices], float)

    whole, title = of(asked, said), of(titled, said)
    back = np.asarray((_shares(said) @ _ones(asked).T).toarray().T[at, choices], float)
    length = np.log1p(np.array([len(_plain(row["reply"])) for row in rows]))[choices]
    covers = [of(_shares(titled), _ones(said)), of(_shares(asked), _ones(said)), back]
    return np.stack([whole, title, np.sqrt(whole), np.sqrt(title), *covers, length], -1)


def _shares(matrix: Any) -> Any:
    """Each row's weights as shares of their sum."""
    from scipy.sparse import diags

    return diags(1 / np.maximum(np.asarray(matrix.sum(1)).ravel(), 1e-9)) @ matrix


def _ones(matrix: Any) -> Any:
    found = matrix.copy()
    found.data[:] = 1
    return found


def _things(background: Sequence[Row], rows: Sequence[Row], choices: NDArray[np.int64]) -> Matrix:
    """Places, numbers and names in both, the rare ones more; places in both, and only in one."""
    often = Counter(
        one for row in background for text in (_message(row), _plain(row["reply"])) for one in set(_THING.findall(text))
    )
    total = 2 * len(background) + 1
    asked = [set(_THING.findall(_message(row))) for row in rows]
    said = [set(_THING.findall(_plain(row["reply"]))) for row in rows]
    here = [set(_PLACE.findall(_message(row))) for row in rows]
    there = [set(_PLACE.findall(_plain(row["reply"]))) for row in rows]
    found = np.zeros((*choices.shape, 4))
    for one, others in enumerate(choices):
        for column, other in enumerate(others):
            shared, places = asked[one] & said[other], here[one] & there[other]
            found[one, column] = (
                len(places) / len(there[other]) if there[other] else 0.5,
                bool(places),
                bool(here[one]) and bool(there[other]) and not places,
                np.log1p(sum(np.log(total / (1 + often[thing])) for thing in shared)) if shared else 0.0,
            )
    return found


def _days(rows: Sequence[Row], choices: NDArray[np.int64]) -> Matrix:
    """How long after receipt is the day that the reply bears? No reply is older than its message."""
    received = np.array([_first_day(str(row["time"])) for row in rows])
    borne = np.array([_last_day(str(row["reply"])) for row in rows])
    gap = borne[choices] - received[:, None]  # nan where a day is missing: in no band then
    bands = [
        gap < 0,
        *((low < gap) & (gap <= high) for low, high in ((-1, 7), (7, 21), (21, 60), (60, 180), (180, np.inf))),
    ]
    return np.stack(bands, -1).astype(float)


def _first_day(text: str) -> float:
    return next((day for one in _DAY.finditer(text) if (day := _ordinal(one))), np.nan)


def _last_day(text: str) -> float:
    return next((day for one in reversed(list(_DAY.finditer(text))) if (day := _ordinal(one))), np.nan)


def _ordinal(found: re.Match[str]) -> float:
    try:
        return float(date(*(int(part) for part in found.groups())).toordinal())
    except ValueError:
        return 0.0


def _message(row: Row) -> str:
    return f"{_plain(row['title'])}。{_plain(row['detail'])}"


def _plain(text: object) -> str:
    return _GONE.sub("", str(text or ""))
