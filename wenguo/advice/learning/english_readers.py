"""Readers of English fitted on few texts: words, cues and the shape of the writing, by several models that err differently."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

import msgspec
import numpy as np
from numpy.typing import NDArray

from wenguo.advice.learning import english
from wenguo.advice.learning.english import Matrix

Labels = NDArray[np.str_]
_SEED = 0


class ComplaintReader:
    """Whether a short message is a complaint: two logistic models, a kernel machine and boosted trees, averaged.

    Averaging helps since the linear ones know words and the others know how cues go together (Preotiuc-Pietro et al. 2019
    name the features that count).
    """

    def __init__(self) -> None:
        self.classes: tuple[str, ...] = ()
        self._cues = english.Cues("complaint-en")
        self._views: list[Any] = []
        self._scale: Any = None
        self._models: list[tuple[str, Any]] = []
        self._turn: Any = None
        self._finer: tuple[str, ...] = ()

    def fit(self, texts: Sequence[str], labels: Sequence[str], kinds: Sequence[str] = ()) -> Self:
        """Learn; `kinds` sort texts of one label further where that is known: it shows the machine what it may not mix up."""
        from sklearn.decomposition import TruncatedSVD
        from sklearn.ensemble import HistGradientBoostingClassifier
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression
        from sklearn.preprocessing import StandardScaler
        from sklearn.svm import SVC

        truth = np.array(labels, dtype=str)
        self.classes = tuple(sorted(set(labels)))
        self._views = [
            TfidfVectorizer(analyzer=english.tokens, sublinear_tf=True, min_df=2),
            TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2),
            TfidfVectorizer(analyzer=_same, binary=True, min_df=2),
        ]
        columns, dense = self._columns(texts)
        grams = _beside([view.fit_transform(column) for view, column in zip(self._views, columns, strict=True)])
        self._scale = StandardScaler().fit(dense)
        even = self._scale.transform(dense)
        words = _beside([grams, even * 0.15])
        finer = truth if not kinds else np.array([f"{one}|{kind}" for one, kind in zip(labels, kinds, strict=True)])
        self._finer = tuple(str(name).partition("|")[0] for name in sorted(set(finer.tolist())))
        self._turn = TruncatedSVD(min(200, grams.shape[1] - 1, len(texts) - 1), random_state=_SEED).fit(grams)
        turned = self._turn.transform(grams)
        trees = HistGradientBoostingClassifier(
            max_iter=150,
            learning_rate=0.06,
            max_leaf_nodes=10,
            min_samples_leaf=12,
            l2_regularization=5,
            max_features=0.2,
            class_weight="balanced",
            early_stopping=False,
            random_state=_SEED,
        )
        self._models = [
            ("words", LogisticRegression(C=2, class_weight="balanced", max_iter=400).fit(words, truth)),
            ("finer", LogisticRegression(C=3, class_weight="balanced", max_iter=400).fit(words, finer)),
            ("kernel", SVC(C=3, gamma=0.6, class_weight="balanced").fit(_kernel(turned, even), truth)),
            ("trees", trees.fit(np.hstack([turned[:, :60], dense]), truth)),
        ]
        return self

    def predict_proba(self, texts: Sequence[str]) -> Matrix:
        """A row for each text, a column for each of `classes`."""
        if not texts:
            return np.zeros((0, len(self.classes)))
        columns, dense = self._columns(texts)
        grams = _beside([view.transform(column) for view, column in zip(self._views, columns, strict=True)])
        even, turned = self._scale.transform(dense), self._turn.transform(grams)
        words = _beside([grams, even * 0.15])
        model = dict(self._models)
        finer = model["finer"].predict_proba(words)
        shares = [
            model["words"].predict_proba(words),
            np.column_stack(
                [finer[:, [at for at, name in enumerate(self._finer) if name == one]].sum(1) for one in self.classes]
            ),
            _shares(model["kernel"], _kernel(turned, even), 2.0),
            model["trees"].predict_proba(np.hstack([turned[:, :60], dense])),
        ]
        return np.asarray(np.mean(shares, axis=0))

    def _columns(self, texts: Sequence[str]) -> tuple[list[Any], Matrix]:
        """The texts as each view wants them, and the cues and the shape of each as numbers."""
        short = [text[: english.LONGEST] for text in texts]
        found = [self._cues.found(text) for text in short]
        named = [[f"{code}|{cue}" for code, cues in one.items() for cue, _ in cues] for one in found]
        dense = [[*self._cues.kinds(one), *english.shape(text)] for one, text in zip(found, short, strict=True)]
        return [short, short, named], english.numbers(dense)


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """How a ProductReader learns."""

    plain: bool = False  # leave out empty words: the texts come without them
    balanced: bool = False  # rare classes weigh as much as frequent ones
    style: float = 0.0  # how much the way of writing counts
    cues: float = 0.05
    trees: bool = False  # boosted trees beside the linear model
    lift: float = 0.0  # how far rare classes are preferred: the power of a class's share that is divided out


class ProductReader:
    """Which financial product a letter is about, by cues of general knowledge and learned words.

    Where texts come from several offices and all of one office bear one label, its label is first told apart by the way
    of writing, and the rest by a model that never saw those texts: one office's flood does not drown the small classes.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.classes: tuple[str, ...] = ()
        self._cues = english.Cues("credit-en")
        self._views: list[Any] = []
        self._scales: list[Any] = []
        self._turn: Any = None
        self._linear: Any = None
        self._trees: Any = None
        self._office: Any = None
        self._rest: Any = None
        self._one = ""  # the label of the office of one label
        self._shares: Matrix = np.zeros(0)

    def fit(self, texts: Sequence[str], labels: Sequence[str], sources: Sequence[str] = ()) -> Self:
        """Learn; `sources` names the office of each text where that is known; never needed to read."""
        from sklearn.decomposition import TruncatedSVD
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.preprocessing import StandardScaler

        truth = np.array(labels, dtype=str)
        self.classes = tuple(sorted(set(labels)))
        self._shares = np.array([(truth == one).mean() for one in self.classes])
        cleaned, cues, styles = self._read(texts)
        whole: dict[str, Any] = {"sublinear_tf": True, "min_df": 2, "token_pattern": r"\S+", "dtype": np.float32}
        most = 1.0 if self.plan.plain else 0.6
        self._views = [TfidfVectorizer(ngram_range=(1, 2), max_df=most, **whole), TfidfVectorizer(**whole)]
        self._scales = [StandardScaler().fit(cues), StandardScaler().fit(styles)]
        self._views[0].fit(cleaned)
        self._views[1].fit([text[: self._beginning] for text in cleaned])
        words, grams, dense = self._columns(cleaned, cues, styles)
        self._linear = self._svm().fit(words, truth)
        if self.plan.trees:
            self._turn = TruncatedSVD(min(80, grams.shape[1] - 1), random_state=_SEED).fit(grams)
            rows = np.hstack([self._turn.transform(grams), dense])
            often = dict(zip(self.classes, self._shares, strict=True))
            weights = np.array([often[label] ** -0.35 for label in labels])
            self._trees = _boosted(120, 0.15, 6).fit(rows, truth, sample_weight=weights)
            self._one, theirs = of_one_label(labels, sources)
            if self._one:
                self._office = _boosted(150, 0.2, 8).fit(rows, theirs)
                self._rest = self._svm().fit(words[~theirs], truth[~theirs])
        return self

    def predict_proba(self, texts: Sequence[str]) -> Matrix:
        """A row for each text, a column for each of `classes`; `lift` is in it, so the highest is the class to choose."""
        if not texts:
            return np.zeros((0, len(self.classes)))
        words, grams, dense = self._columns(*self._read(texts))
        every = [_shares(self._linear, words, 3.0)]
        if self._trees is not None:
            rows = np.hstack([self._turn.transform(grams), dense])
            every.append(self._trees.predict_proba(rows))
            if self._office is not None:
                theirs = self._office.predict_proba(rows)[:, 1]
                parted = np.zeros((len(texts), len(self.classes)))
                here = [self.classes.index(str(name)) for name in self._rest.classes_]
                parted[:, here] = (1 - theirs)[:, None] * _shares(self._rest, words, 3.0)
                parted[:, self.classes.index(self._one)] += theirs
                every.append(parted)
        found = np.mean(every, axis=0) / self._shares**self.plan.lift
        return np.asarray(found / found.sum(1, keepdims=True))

    @property
    def _beginning(self) -> int:
        return 160 if self.plan.plain else english.BEGINNING

    def _svm(self) -> Any:
        from sklearn.svm import LinearSVC

        return LinearSVC(C=0.3, class_weight="balanced" if self.plan.balanced else None, random_state=_SEED)

    def _read(self, texts: Sequence[str]) -> tuple[list[str], Matrix, Matrix]:
        cleaned = [english.cleaned(text, plain=self.plan.plain) for text in texts]
        cues = english.numbers([self._cues.topics(self._cues.found(text)) for text in texts])
        return cleaned, cues, english.numbers([english.style(text) for text in texts])

    def _columns(self, cleaned: list[str], cues: Matrix, styles: Matrix) -> tuple[Any, Any, Matrix]:
        """Everything for the linear models, the grams alone, and cues and style as numbers."""
        grams = self._views[0].transform(cleaned)
        first = self._views[1].transform([text[: self._beginning] for text in cleaned])
        even, style = self._scales[0].transform(cues), self._scales[1].transform(styles)
        words = _beside([grams, first * 0.5, even * self.plan.cues, style * self.plan.style])
        return words, grams, np.hstack([even, style])


def of_one_label(labels: Sequence[str], sources: Sequence[str], *, least: int = 200) -> tuple[str, NDArray[np.bool_]]:
    """The label that all texts of some large source bear while others bear it too, and which texts those are."""
    for source in sorted(set(sources)):
        here = np.array([one == source for one in sources])
        borne = {label for label, theirs in zip(labels, here.tolist(), strict=True) if theirs}
        if here.sum() >= least and len(borne) == 1 and (~here).sum() >= least:
            return borne.pop(), here
    return "", np.zeros(len(labels), bool)


def _boosted(rounds: int, features: float, least: int) -> Any:
    from sklearn.ensemble import HistGradientBoostingClassifier

    return HistGradientBoostingClassifier(
        max_iter=rounds,
        learning_rate=0.08,
        max_leaf_nodes=10,
        min_samples_leaf=least,
        l2_regularization=3,
        max_features=features,
        early_stopping=False,
        random_state=_SEED,
    )


def _same(found: list[str]) -> list[str]:
    return found


def _kernel(turned: Matrix, even: Matrix) -> Matrix:
    return np.hstack([turned, even * 0.08])


def _beside(tables: Sequence[Any]) -> Any:
    from scipy import sparse

    return sparse.hstack(tables).tocsr()


def _shares(model: Any, rows: Any, sharp: float) -> Matrix:
    """Margins of a linear or kernel model as shares that sum to one; in the order of its classes."""
    margins = model.decision_function(rows)
    if margins.ndim == 1:
        margins = np.column_stack([np.zeros_like(margins), margins])
    found = np.exp(sharp * (margins - margins.max(1, keepdims=True)))
    return np.asarray(found / found.sum(1, keepdims=True))
