"""Learns from what people confirmed, and says whether what was learned should take over: only if better beyond chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime

import msgspec
import numpy as np
from numpy.typing import NDArray

from wenguo.advice.learning import scores
from wenguo.advice.learning.calibration import error, reliability
from wenguo.advice.learning.card import Card, ClassFigures, Comparison
from wenguo.advice.learning.classifier import Classifier
from wenguo.advice.learning.counting import Document
from wenguo.advice.learning.folds import alike, folded, tied
from wenguo.advice.learning.recipe import EN, ZH, Recipe
from wenguo.text import Text

FEWEST = 60  # records below which nothing is learned
FEWEST_OF_CLASS = 8
TARGET = 0.9  # share right that is asked for of what is proposed without hesitation
SURE = 0.95  # of the paired draws must be won, and McNemar's p below one minus it
_KEPT = 120_000  # grams of a model that is kept

Numbers = NDArray[np.int64]
Says = Callable[[Sequence[Document]], Sequence[str]]  # a label for each text; "" where it says nothing


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One text with the label a person confirmed or put right."""

    text: Document
    label: str
    person: str = ""  # who wrote it, by any name that stays the same; "" unknown
    duplicate_of: str = ""
    at: datetime | None = None


class Present(msgspec.Struct, frozen=True, kw_only=True):
    """What is in force now: it may be compared only on texts it has not learned from, those after `until`."""

    version: str
    says: Says
    until: datetime | None = None
    is_learned: bool = True


class Trained(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it. `classifier` is None where there was too little to learn from; `why` says so in words."""

    classifier: Classifier | None
    card: Card | None
    promoted: bool
    why: Text


def train(
    records: Sequence[Record],
    present: Present | None,
    *,
    name: str,
    version: str,
    at: datetime,
    language: str = "zh",
    lexicon: Present | None = None,
    recipe: Recipe | None = None,
) -> Trained:
    """Fit, cross-validate, compare with what is in force (else the lexicon, else the commonest class), decide."""
    kept, left_out = _enough(records)
    if len(kept) < FEWEST or len({record.label for record in kept}) < 2:
        return Trained(classifier=None, card=None, promoted=False, why=_too_few(len(kept)))
    recipe = recipe or _recipe(language, kept)
    groups = _groups(kept)
    texts, labels = [record.text for record in kept], [record.label for record in kept]
    folds = scores_folds(labels, groups)
    fold = folded(labels, groups, folds)
    classes, probabilities, said = _outside(recipe, texts, labels, groups, fold)
    truth = np.array([classes.index(label) for label in labels], np.int64)
    rivals = [one for one in (present, lexicon) if one is not None]
    rivals = rivals or [_commonest(labels)]
    comparisons = tuple(_compared(one, kept, classes, truth, said, np.array(groups)) for one in rivals)
    promoted = comparisons[0].beyond_chance
    why = _why(comparisons[0])
    classifier = Classifier(recipe).fit(texts, labels, groups)
    card = _card(classes, truth, said, probabilities, np.array(groups))
    whole = msgspec.structs.replace(
        card,
        name=name,
        version=version,
        language=language,
        made_at=at,
        since=min((record.at for record in kept if record.at), default=None),
        until=max((record.at for record in kept if record.at), default=None),
        left_out=left_out,
        folds=folds,
        comparisons=comparisons,
        promoted=promoted,
        why=why,
    )
    return Trained(classifier=classifier, card=whole, promoted=promoted, why=why)


def scores_folds(labels: Sequence[str], groups: Sequence[int]) -> int:
    """Five folds, fewer where a class lies in fewer groups."""
    lies = Counter(label for label, _ in {*zip(labels, groups, strict=True)})
    return max(2, min(5, *lies.values()))


def _enough(records: Sequence[Record]) -> tuple[list[Record], dict[str, int]]:
    """The records of classes that have enough of them, and the classes that have not."""
    often = Counter(record.label for record in records)
    left_out = {label: n for label, n in sorted(often.items()) if n < FEWEST_OF_CLASS}
    return [record for record in records if record.label not in left_out], left_out


def _recipe(language: str, records: Sequence[Record]) -> Recipe:
    fields = (2.0, 1.0) if records and not isinstance(records[0].text, str) else (1.0,)
    return msgspec.structs.replace(
        ZH if language.startswith("zh") else EN, fields=fields, balanced=True, tune="macro_f1", most=_KEPT
    )


def _groups(records: Sequence[Record]) -> list[int]:
    """Near-duplicates, known duplicates and one person's texts: one group each."""
    texts = [one.text if isinstance(one.text, str) else " ".join(one.text) for one in records]
    return tied(alike(texts), [one.person for one in records], [one.duplicate_of for one in records])


def _outside(
    recipe: Recipe, texts: Sequence[Document], labels: Sequence[str], groups: Sequence[int], fold: Numbers
) -> tuple[tuple[str, ...], NDArray[np.float64], Numbers]:
    """Each text as seen by a classifier that has learned from the other folds alone."""
    classes = tuple(sorted(set(labels)))
    probabilities = np.zeros((len(texts), len(classes)))
    said = np.zeros(len(texts), np.int64)
    for number in np.unique(fold):
        here, there = np.flatnonzero(fold != number).tolist(), np.flatnonzero(fold == number).tolist()
        own = [labels[row] for row in here]
        if len(set(own)) < 2:
            own_class = classes.index(own[0])
            probabilities[there, own_class], said[there] = 1.0, own_class
            continue
        one = Classifier(recipe).fit([texts[row] for row in here], own, [groups[row] for row in here])
        found = one.predict_proba([texts[row] for row in there])
        probabilities[np.ix_(there, [classes.index(name) for name in one.classes])] = found
        said[there] = [classes.index(name) for name in one.chosen(found)]
    return classes, probabilities, said


def _commonest(labels: Sequence[str]) -> Present:
    """The rule to beat where nothing else is there: always the class that is most frequent."""
    most = Counter(labels).most_common(1)[0][0]
    return Present(version="commonest", says=lambda texts: [most] * len(texts), is_learned=False)


def _compared(
    rival: Present, records: Sequence[Record], classes: tuple[str, ...], truth: Numbers, said: Numbers, groups: Numbers
) -> Comparison:
    """On the same texts; against a learned rival only on those it cannot have learned from."""
    rows = np.arange(len(records))
    if rival.is_learned:
        since = rival.until
        rows = np.array([n for n, one in enumerate(records) if since is None or (one.at and one.at > since)], np.int64)
    their = list(rival.says([records[row].text for row in rows.tolist()]))
    names = {label: number for number, label in enumerate(classes)}
    theirs = np.array([names.get(label, len(classes)) for label in their], np.int64)  # silence, or a class not ours
    count = len(classes) + 1
    mine, right, part = said[rows], truth[rows], groups[rows]
    if not len(rows):
        return Comparison(with_=rival.version, n=0, ours=0.0, theirs=0.0, wins=0.0, p=1.0, beyond_chance=False)
    wins = scores.better(right, theirs, mine, count, groups=part)
    p = scores.mcnemar(right, theirs, mine)
    ours, other = scores.known_f1(right, mine, count), scores.known_f1(right, theirs, count)
    enough = len(rows) >= FEWEST
    beyond = enough and wins >= SURE and p < 1 - SURE and scores.accuracy(right, mine) > scores.accuracy(right, theirs)
    return Comparison(with_=rival.version, n=len(rows), ours=ours, theirs=other, wins=wins, p=p, beyond_chance=beyond)


def _card(
    classes: tuple[str, ...], truth: Numbers, said: Numbers, probabilities: NDArray[np.float64], groups: Numbers
) -> Card:
    """The figures alone; the caller fills in the names and dates."""
    count = len(classes)
    sure = probabilities[np.arange(len(said)), said]
    table = scores.confusion(truth, said, count)
    precision, recall, f1 = scores.per_class(table)
    low, high = scores.interval(truth, said, count, groups=groups)
    coverage = scores.covered(truth, said, sure.tolist())
    line = threshold(coverage)
    points = reliability(sure, truth == said)
    return Card(
        name="",
        version="",
        language="",
        made_at=datetime.min,  # noqa: DTZ901 — filled in by the caller
        learned_from=len(truth),
        since=None,
        until=None,
        groups=len(set(groups.tolist())),
        classes=tuple(
            ClassFigures(
                label=label,
                n=int(table[k].sum()),
                precision=float(precision[k]),
                recall=float(recall[k]),
                f1=float(f1[k]),
            )
            for k, label in enumerate(classes)
        ),
        left_out={},
        folds=0,
        accuracy=scores.accuracy(truth, said),
        macro_f1=scores.macro_f1(truth, said, count),
        low=low,
        high=high,
        coverage=tuple(coverage),
        threshold=line[0],
        target=TARGET,
        covered=line[1],
        covered_right=line[2],
        reliability=tuple(points),
        calibration_error=error(points),
        comparisons=(),
        promoted=False,
        why=Text("", ""),
    )


def threshold(coverage: Sequence[tuple[float, float, float]], target: float = TARGET) -> tuple[float, float, float]:
    """The point that covers most texts with enough of them right; none: sure of nothing."""
    good = [point for point in coverage if point[2] >= target]
    return max(good, key=lambda point: point[1], default=(1.0, 0.0, 0.0))


def _why(one: Comparison) -> Text:
    if one.n < FEWEST:
        return Text(
            f"未启用：现用的 {one.with_} 之后只有 {one.n} 条新确认的记录，不足以比较（至少 {FEWEST} 条）。",
            f"Not put in force: only {one.n} records were confirmed since {one.with_}, too few to compare "
            f"(at least {FEWEST}).",
        )
    figures = f"{one.ours:.3f} / {one.theirs:.3f}, n = {one.n}, p = {one.p:.3f}"
    if one.beyond_chance:
        return Text(
            f"优于 {one.with_}，且超出偶然（{figures}）。", f"Better than {one.with_} beyond chance ({figures})."
        )
    return Text(
        f"未启用：不能证明优于 {one.with_}（{figures}）。",
        f"Not put in force: not shown to be better than {one.with_} ({figures}).",
    )


def _too_few(count: int) -> Text:
    return Text(
        f"还学不了：各类有足够条数的记录只有 {count} 条，至少要 {FEWEST} 条、两类，每类 {FEWEST_OF_CLASS} 条。",
        f"Nothing can be learned yet: {count} records in classes that have enough; it takes {FEWEST} in two classes, "
        f"{FEWEST_OF_CLASS} in each.",
    )
