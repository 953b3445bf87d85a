"""How likely two texts speak of one matter: a logistic formula over the few numbers of `likeness`.

The weights are round numbers chosen by hand; what people teach binds single complaints (together, apart) and does not
change the formula.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

import msgspec

from wenguo.advice.groups.likeness import FEATURES

NOTHING = 0.015  # of the matter is shared: both name a place, and each tells of something else
SPARSE = 0.24  # of the matter must be shared where too few texts are known to tell common words (design)
NAMES_ONLY = 0.2  # what is left of likelihood then
_SAME_TEXT = 0.9
COPIES = 0.5  # how likely the very same words, long enough to tell something, speak of one matter (design)
_COPIED, _TELLING = 0.95, 0.7
_WORDS, _SHARED = FEATURES.index("words"), FEATURES.index("shared")
_MATTER, _RARE = FEATURES.index("matter"), FEATURES.index("rare")


class Judge(msgspec.Struct, frozen=True):
    """Weights of the features and a bias; `likely` gives a probability."""

    weights: tuple[float, ...]
    bias: float
    name: str = "groups@1"

    def likely(self, features: Sequence[float], *, sparse: bool = False) -> float:
        """Between 0 and 1; never much where nothing but names is shared. `sparse`: among too few texts to know rarity."""
        margin = self.bias + sum(weight * value for weight, value in zip(self.weights, features, strict=True))
        likely = 1.0 / (1.0 + exp(-max(-30.0, min(30.0, margin))))
        if features[_RARE] >= _COPIED and features[_WORDS] >= _COPIED and features[_SHARED] >= _TELLING:
            return max(likely, COPIES)  # the same words again, which names nobody need stand in
        names_only = features[_MATTER] < (SPARSE if sparse else NOTHING) and features[_RARE] < _SAME_TEXT
        return likely * NAMES_ONLY if names_only else likely


SHIPPED = Judge(
    weights=tuple(
        {
            "rare": 2.0, "title": 5.0, "names": 0.5, "title_names": 1.5, "words": 9.0, "matter": -14.0, "both": 3.5,
            "shared": 8.0, "same_person": 2.0, "days": 2.5, "other_area": -0.5, "other_number": -1.0, "short": 0.0,
        }[name]
        for name in FEATURES
    ),
    bias=-11.5,
)  # fmt: skip
