"""Whether two questions are the same, learned from pairs that people judged: what differs is weighed against what stays.

Two learners, one upon the other (stacking; Wolpert 1992). The first weighs single words: which of them may stand in one
question only, which must stand in both, which may take another's place. The second, boosted trees, sees its scores on
pairs that it had not learned from, beside the numbers of `pairing`. Only for measuring and learning: it loads
scikit-learn, which the web never does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from wenguo.advice.learning import folds
from wenguo.advice.likeness.pairing import KINDS, Rarity, Side, features, read

_COLUMNS = 2**19  # a hashed word's place; two that meet there are one
_FOLDS = 4
_BORROWED = 0.5  # the weight of a pair that another collection judged, or that follows from others
_FOLLOWING = 3  # of what follows from judged pairs so many a text are learned from
_WEIGHED = 0.3  # of the first learners' rank beside the second's
_MOST_EXCHANGED = 12  # words of one side that may have taken the place of one of the other side
_SEEDS = (0, 1)
Pair = tuple[str, str]
Floats = NDArray[np.float64]


class Judged(msgspec.Struct, frozen=True):
    """Pairs of questions, and whether people said that they ask the same."""

    pairs: Sequence[Pair]
    same: Sequence[int]


def held(a: Side, b: Side, kinds: Sequence[str]) -> list[str]:
    """What both hold and what one alone holds, as names for the first learner."""
    found = []
    for kind in kinds:
        one, other = (side.bags[KINDS.index(kind)].keys() for side in (a, b))
        found += [f"{kind} both {part}" for part in one & other]
        found += [f"{kind} one {part}" for part in one ^ other]
    return found


def exchanged(a: Side, b: Side, kind: str) -> list[str]:
    """What may have taken the place of what: each part that only one holds with each that only the other holds."""
    one, other = (side.bags[KINDS.index(kind)].keys() for side in (a, b))
    here, there = sorted(one - other)[:_MOST_EXCHANGED], sorted(other - one)[:_MOST_EXCHANGED]
    if not here or not there:
        return [f"{kind} more {part}" for part in here + there]
    return [f"{kind} for {min(x, y)} {max(x, y)}" for x in here for y in there]


# Each view: groups of names, every group brought to length one by itself and given its weight.
_VIEWS: tuple[tuple[tuple[Callable[[Side, Side], list[str]], float], ...], ...] = (
    (
        (lambda a, b: held(a, b, ("characters", "pairs", "words")), 1.0),
        (lambda a, b: exchanged(a, b, "words"), 0.7),
        (lambda a, b: exchanged(a, b, "characters"), 0.7),
    ),
    (
        (lambda a, b: held(a, b, ("threes", "neighbours")), 1.0),
        (lambda a, b: exchanged(a, b, "pairs"), 0.7),
    ),
)
_WHOLE = np.cumsum([len(view) + 1 for view in _VIEWS]) - 1  # where a view's whole score stands, after its groups'


class SameQuestion:
    """Learns from judged pairs and tells of others how likely they ask the same."""

    def __init__(self) -> None:
        self._read: dict[str, Side] = {}

    def ranked(self, learned: Judged, asked: Sequence[Pair], borrowed: Judged | None = None) -> Floats:
        """A score from 0 to 1 for each pair asked, by rank among them: the higher, the likelier the same question.

        `borrowed` are pairs of another collection on the same matters; none may hold a text that is asked about.
        """
        own = implied(learned)
        if borrowed is not None:
            own = Judged([*own.pairs, *borrowed.pairs], [*own.same, *borrowed.same])
        borrowed = own
        same, lent = np.array(learned.same, np.int64), np.array(borrowed.same, np.int64)
        known = self._first(learned.pairs, same, asked, borrowed.pairs, lent)
        rarity = Rarity.among(self._side(text) for text in sorted({text for pair in learned.pairs for text in pair}))
        seen, tried = (
            np.hstack([self._numbers(pairs, rarity), scores])
            for pairs, scores in zip((learned.pairs, asked), known, strict=True)
        )
        trees = np.sum([_boosted(seed).fit(seen, same).predict_proba(tried)[:, 1] for seed in _SEEDS], axis=0)
        return _rank(_rank(trees) + _WEIGHED * _rank(known[1][:, _WHOLE].sum(1)))

    def _side(self, text: str) -> Side:
        if text not in self._read:
            self._read[text] = read(text)
        return self._read[text]

    def _numbers(self, pairs: Sequence[Pair], rarity: Rarity) -> Floats:
        return np.array([features(self._side(a), self._side(b), rarity) for a, b in pairs], np.float32)

    def _matrix(self, view: Any, pairs: Sequence[Pair]) -> Any:
        """A view of pairs: the groups side by side."""
        from scipy.sparse import csr_matrix, hstack
        from sklearn.feature_extraction import FeatureHasher
        from sklearn.preprocessing import normalize

        if not pairs:
            return csr_matrix((0, _COLUMNS * len(view)))
        hashing = FeatureHasher(_COLUMNS, input_type="string", alternate_sign=False)
        sides = [(self._side(a), self._side(b)) for a, b in pairs]
        groups = [normalize(hashing.transform(said(a, b) for a, b in sides)) * weight for said, weight in view]
        return hstack(groups, format="csr")

    def _first(
        self, pairs: Sequence[Pair], same: NDArray[np.int64], asked: Sequence[Pair], lent: Sequence[Pair], judged: Any
    ) -> tuple[Floats, Floats]:
        """The first learners' scores of the pairs learned from, each by learners that did not know it, and of those asked."""
        found: list[list[Floats]] = [[], []]
        fold = folds.folded(same.tolist(), together(pairs), _FOLDS)
        for view in _VIEWS:
            rows, more, tried = (self._matrix(view, some) for some in (pairs, lent, asked))
            outside = np.zeros((len(pairs), len(view) + 1))
            for number in range(_FOLDS):
                here = fold == number
                unseen = _apart(lent, [pair for pair, one in zip(pairs, here, strict=True) if one])
                machine = _weighing(rows[~here], same[~here], more[unseen], judged[unseen])
                outside[here] = _scores(machine, rows[here], len(view))
            found[0].append(outside)
            found[1].append(_scores(_weighing(rows, same, more, judged), tried, len(view)))
        return np.hstack(found[0]), np.hstack(found[1])


def together(pairs: Sequence[Pair]) -> list[int]:
    """One number for pairs that hang together by texts they share, so that no text stands on both sides of a split."""
    parent: dict[str, str] = {}

    def root(text: str) -> str:
        while parent.setdefault(text, text) != text:
            parent[text] = parent[parent[text]]
            text = parent[text]
        return text

    for a, b in pairs:
        parent[root(a)] = root(b)
    numbers: dict[str, int] = {}
    return [numbers.setdefault(root(a), len(numbers)) for a, _ in pairs]


def implied(learned: Judged) -> Judged:
    """Pairs whose judgement follows: what is the same as the same is the same, and differs from what that differs from."""
    alike = [pair for pair, same in zip(learned.pairs, learned.same, strict=True) if same]
    number = {text: group for pair, group in zip(alike, together(alike), strict=True) for text in pair}
    members: dict[int, list[str]] = defaultdict(list)
    for text in sorted(number):
        members[number[text]].append(text)
    chance = np.random.default_rng(0)
    found: dict[frozenset[str], int] = {}
    for group in members.values():
        for text in group if len(group) > 2 else ():
            found |= {frozenset((text, group[at])): 1 for at in chance.integers(len(group), size=_FOLLOWING)}
    for (a, b), same in zip(learned.pairs, learned.same, strict=True):
        here, there = (members.get(number.get(text, -1), [text]) for text in (a, b))
        if not same and here is not there:
            for _ in range(_FOLLOWING - 1):
                found[frozenset((here[chance.integers(len(here))], there[chance.integers(len(there))]))] = 0
    known = {frozenset(pair) for pair in learned.pairs}
    kept = sorted((sorted(pair), same) for pair, same in found.items() if len(pair) > 1 and pair not in known)
    return Judged([(pair[0], pair[1]) for pair, _ in kept], [same for _, same in kept])


def _apart(pairs: Sequence[Pair], asked: Sequence[Pair]) -> NDArray[np.bool_]:
    """Which pairs hold no text that is asked about."""
    texts = {text for pair in asked for text in pair}
    return np.array([a not in texts and b not in texts for a, b in pairs], np.bool_)


def apart(learned: Judged, asked: Sequence[Pair], *known: Judged) -> Judged:
    """The pairs that hold no text that is asked about and do not stand in what is `known` already."""
    before = {frozenset(pair) for other in known for pair in other.pairs}
    free = _apart(learned.pairs, asked)
    kept = [at for at, pair in enumerate(learned.pairs) if free[at] and frozenset(pair) not in before]
    return Judged([learned.pairs[at] for at in kept], [learned.same[at] for at in kept])


def _weighing(rows: Any, same: NDArray[np.int64], lent: Any, judged: NDArray[np.int64]) -> Any:
    """The first learner: a weight a word."""
    from scipy.sparse import vstack
    from sklearn.linear_model import LogisticRegression

    weights = np.concatenate([np.ones(len(same)), np.full(len(judged), _BORROWED)])
    machine = LogisticRegression(C=2.0, solver="liblinear", dual=True, max_iter=60, tol=0.01, random_state=0)
    return machine.fit(vstack([rows, lent], format="csr"), np.concatenate([same, judged]), sample_weight=weights)


def _scores(machine: Any, rows: Any, groups: int) -> Floats:
    """What each group adds, and the whole."""
    weights = machine.coef_[0]
    added = [
        rows[:, at * _COLUMNS : (at + 1) * _COLUMNS] @ weights[at * _COLUMNS : (at + 1) * _COLUMNS]
        for at in range(groups)
    ]
    return np.column_stack([*added, np.sum(added, axis=0)])


def _boosted(seed: int) -> Any:
    """The second learner."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    return HistGradientBoostingClassifier(
        max_iter=300, learning_rate=0.05, max_leaf_nodes=15, min_samples_leaf=40, l2_regularization=1.0,
        max_features=0.5, early_stopping=False, random_state=seed,
    )  # fmt: skip


def _rank(scores: Floats) -> Floats:
    """Ranks from 0 to 1, equal scores with equal ranks."""
    from scipy.stats import rankdata

    return np.asarray(rankdata(scores) / max(1, len(scores)), np.float64)
