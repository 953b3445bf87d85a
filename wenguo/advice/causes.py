"""Proposes why somebody complains and about which product: codes with their words, or "for a person" (M25, M35)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import msgspec

import wenguo.packs
from wenguo.advice import weighing
from wenguo.advice.lexicons import Match, Reading
from wenguo.advice.suggestion import Span, Suggestion
from wenguo.text import Text

# Below this a person chooses; from the coverage curve on half A of the fresh messages (docs/quality-notes.md).
THRESHOLD = 0.55
OTHERS_FROM = 0.2  # of the primary's evidence
MOST_OTHERS = 4
KIN = 0.15  # the evidence for its siblings speaks for a code too: where items tie, the class is still known
# A long cue says more than a short one: at so many characters it counts double.
LONG_ZH, LONG_EN = 12, 40
EARLY = 0.4  # over what weighing adds: what somebody complains of stands first more often than what followed from it
LEARNED_SHARE = 0.65  # how much a learned model counts beside the cues
# What tells how it was dealt with stands behind what it is about, where both are said.
BEHIND = {
    "RS0301": 0.85,
    "RS0303": 0.85,
    "RS0304": 0.55,
    "RS17": 0.5,
    "RS19": 0.45,
    "RS0901": 0.7,
    "RS0902": 0.8,
    "RS0801": 0.85,
    "RS0201": 0.8,
    "RS1502": 0.9,
}
SUBSTANCE = 3.0
# What went wrong first stands behind what came of it, where that is said as well: the fault behind the refused repair.
CAME_OF_IT = {
    "RS0101": ("RS0501", "RS0502", "RS0503", "RS0504"),
    "RS0204": ("RS0201",),
    "RS0402": ("RS0505",),
    "RS0205": ("RS0201",),
}
BACKGROUND = 0.6


class Learned(Protocol):
    """A model learned from an organisation's own confirmed records (wenguo/advice/learning)."""

    def predict_proba(self, texts: Sequence[str]) -> tuple[Sequence[str], Any]:
        """Labels, and a row of probabilities for each text."""
        ...

    def explain(self, text: str) -> Any:
        """The words that speak for the label."""
        ...


class Causes(msgspec.Struct, frozen=True, kw_only=True):
    """The causes proposed, the primary first; `for_a_person` where the words do not suffice to choose."""

    primary: Suggestion | None
    others: tuple[Suggestion, ...] = ()
    for_a_person: bool
    because: Text

    @property
    def codes(self) -> tuple[str, ...]:
        """All codes proposed, as a record lists them: the first is primary."""
        return tuple(one.label for one in (self.primary, *self.others) if one is not None)


def propose(reading: Reading, model: str, learned: Learned | None = None) -> Causes:
    """The causes a message speaks of."""
    scores = _ranked(_evidence(reading))
    shares = _shares(scores)
    if learned is not None:
        shares = _blended(shares, _learned(learned, reading.message.text))
    order = sorted(shares, key=lambda code: (-shares[code], code))
    if not order:
        nothing = Text("没有认出原因，请人来判断", "no cause was recognised: for a person")
        return Causes(primary=None, for_a_person=True, because=nothing)
    primary = _suggestion("cause", reading, "causes", order[0], shares[order[0]], model, learned)
    floor = shares[order[0]] * OTHERS_FROM
    others = tuple(
        _suggestion("cause", reading, "causes", code, shares[code], model)
        for code in order[1 : MOST_OTHERS + 1]
        if shares[code] >= floor and shares[code] >= 0.05
    )
    unsure = primary.score < THRESHOLD
    because = primary.because
    if unsure:
        because = Text(f"把握不足，请人来判断；{because.zh}", f"not sure enough, for a person; {because.en}")
    return Causes(primary=primary, others=others, for_a_person=unsure, because=because)


def products(reading: Reading, model: str, families: frozenset[str] | None = None) -> tuple[Suggestion, ...]:
    """The products or services spoken of, likeliest first; only of `families` (SEC, BNK …) where they are given."""
    scores = {
        code: value
        for code, value in weighing.weights(reading, "products").items()
        if families is None or code[:3] in families or code[:4] in families
    }
    kin: dict[str, float] = {}
    for code, value in scores.items():
        kin[_family(code)] = kin.get(_family(code), 0.0) + value
    ranked = sorted(scores, key=lambda code: (-(scores[code] + 0.5 * kin[_family(code)]), code))
    total = sum(scores.values()) or 1.0
    return tuple(
        _suggestion(
            "product",
            reading,
            "products",
            code,
            round(weighing.sure(scores[code]) * (0.5 + 0.5 * scores[code] / total), 3),
            model,
        )
        for code in ranked[:3]
        if scores[code] >= scores[ranked[0]] * 0.4
    )


def _evidence(reading: Reading) -> dict[str, float]:
    """The evidence for each code: long cues before short ones, early ones before late ones, siblings with each other."""
    long, length = (LONG_ZH if reading.language == "zh" else LONG_EN), len(reading.message.text)
    scores = {
        code: weighing.weight([_specific(match, long, length) for match in matches], length)
        for code, matches in reading.of("causes").items()
    }
    kin: dict[str, float] = defaultdict(float)
    for code, value in scores.items():
        kin[code[:4]] += value
    return {code: value + KIN * (kin[code[:4]] - value) for code, value in scores.items()}


def _specific(match: Match, long: int, length: int) -> Match:
    share = min(match.end - match.start, long) / long
    early = 1 + EARLY * (1 - match.start / max(length, 1))
    return match._replace(weight=match.weight * (1 + share) * early)


def _family(code: str) -> str:
    return code.rstrip("0123456789")


def _ranked(scores: Mapping[str, float]) -> dict[str, float]:
    """The evidence after what belongs behind was put there, where something of substance is said as well."""
    scores = {
        code: value
        * (BACKGROUND if any(scores.get(came, 0.0) >= SUBSTANCE for came in CAME_OF_IT.get(code, ())) else 1.0)
        for code, value in scores.items()
    }
    substance = [value for code, value in scores.items() if not _behind(code)]
    if not substance or max(substance) < SUBSTANCE:
        return {code: value * (0.75 if code.startswith("RS19") else 1.0) for code, value in scores.items()}
    return {code: value * (_behind(code) or 1.0) for code, value in scores.items()}


def _behind(code: str) -> float | None:
    return BEHIND.get(code) or BEHIND.get(code[:4])


def _shares(scores: Mapping[str, float]) -> dict[str, float]:
    """Confidence: much evidence, and more than for the others; siblings of one class are no rivals."""
    shares: dict[str, float] = {}
    for code, value in scores.items():
        rivals = sum(other for rival, other in scores.items() if rival[:4] != code[:4] and other > 0.5 * value)
        shares[code] = round(weighing.sure(value) * value / (value + 0.45 * rivals), 4)
    return shares


def _learned(learned: Learned, text: str) -> dict[str, float]:
    labels, matrix = learned.predict_proba([text])
    return {str(label): float(value) for label, value in zip(labels, matrix[0], strict=True)}


def _blended(cued: Mapping[str, float], learnt: Mapping[str, float]) -> dict[str, float]:
    codes = set(cued) | {code for code, value in learnt.items() if value >= 0.02}
    both = {c: LEARNED_SHARE * learnt.get(c, 0.0) + (1 - LEARNED_SHARE) * cued.get(c, 0.0) for c in codes}
    return {code: round(value, 4) for code, value in both.items()}


def _suggestion(
    topic: str, reading: Reading, lexicon: str, code: str, score: float, model: str, learned: Learned | None = None
) -> Suggestion:
    spans: tuple[Span, ...] = reading.spans(reading.of(lexicon).get(code, ()))
    carried = _carried(reading, learned) if learned is not None and not spans else ()
    names = wenguo.packs.taxonomy()
    name = Text(names.label(code, "zh"), names.label(code, "en"))
    words = weighing.quoted(spans or carried)
    if spans:
        because = Text(f"{words.zh} 说的像是“{name.zh}”", f"{words.en} speaks of “{name.en}”")
    elif carried:
        because = Text(
            f"{words.zh}：与以往归为“{name.zh}”的投诉相像", f"{words.en}: like earlier complaints about “{name.en}”"
        )
    else:
        because = Text(f"与以往归为“{name.zh}”的投诉相像", f"it reads like earlier complaints about “{name.en}”")
    return Suggestion(
        topic=topic, label=code, score=round(min(score, 1.0), 3), because=because, spans=spans or carried, model=model
    )


def _carried(reading: Reading, learned: Learned) -> tuple[Span, ...]:
    """The words by which a learned model chose, as far as they stand in the text."""
    text = reading.message.text
    found = [
        Span(one.start, one.end, one.text)
        for one in learned.explain(text)
        if hasattr(one, "start") and text[one.start : one.end] == one.text
    ]
    return tuple(sorted(found, key=lambda span: span.start)[: weighing.MOST_QUOTED])
