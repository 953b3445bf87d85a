"""What a classifier is made of: views of the text, each with its grams, their weights and a linear model over them."""

from __future__ import annotations

from typing import Literal

import msgspec


class View(msgspec.Struct, frozen=True, kw_only=True):
    """One way to look at a text. `nb` weighs each gram by how much it tells the class from the rest (Wang & Manning 2012)."""

    chars: tuple[int, int] | None = None  # lengths of runs of characters, both ends included
    words: int = 0  # the longest run of words
    edged: bool = False  # character runs stay within words: for languages that part them by spaces
    weight: Literal["idf", "nb", "plain"] = "idf"
    model: Literal["svm", "logistic", "bayes"] = "svm"
    c: float = 1.0
    share: float = 1.0  # of the common decision


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """A view that reads words or characters in their order: a small network (ordered.py)."""

    of: Literal["words", "chars"] = "words"
    size: int = 128  # of a word's vector
    features: int = 256  # stretches it looks for
    width: int = 3  # of a stretch, in words or characters
    rounds: int = 9
    least: int = 3  # times a word must occur
    most: int = 120  # words of a text that are read
    hide: float = 0.3  # share of a vector taken away while learning, so that it leans on nothing too much
    drop: float = 0.5  # share of the features
    pace: float = 0.05  # of the words' vectors
    share: float = 1.0
    seed: int = 0


class Recipe(msgspec.Struct, frozen=True, kw_only=True):
    """All views, and how they are brought together."""

    language: Literal["zh", "en"]
    views: tuple[View, ...]
    orders: tuple[Order, ...] = ()
    fields: tuple[float, ...] = (1.0,)  # how much a gram of each field counts (title, detail …)
    apart: bool = True  # grams of the first field of several also count as its own
    domain: bool = False  # a last field names a kind of goods, a channel …: every gram also counts as that kind's own
    least: int = 2  # texts a gram must stand in
    most: int = 0  # grams that are kept, 0: all; a model that is kept in a folder should not be large
    balanced: bool = False  # rare classes weigh as much as frequent ones
    inner: int = 3  # folds to learn from how sure it may be; 0: not at all
    tune: Literal["", "macro_f1"] = ""  # shift the classes' thresholds so that rare ones are not drowned
    seed: int = 0


ZH = Recipe(
    language="zh",
    views=(
        View(chars=(1, 3), weight="idf", model="svm", c=0.3),
        View(words=2, weight="idf", model="svm", c=0.3),
        View(chars=(1, 3), words=2, weight="nb", model="svm", c=0.05),
    ),
)
EN = Recipe(
    language="en",
    views=(
        View(words=2, weight="idf", model="svm", c=0.5),
        View(chars=(2, 5), edged=True, weight="idf", model="svm", c=0.5),
        View(words=2, weight="nb", model="logistic", c=4.0),
    ),
)
