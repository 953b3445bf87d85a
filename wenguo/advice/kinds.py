"""Proposes what a message is (M15: any expression of dissatisfaction is a complaint) and what it is dissatisfied with (M17)."""

from __future__ import annotations

from typing import NamedTuple

from wenguo.advice import weighing
from wenguo.advice.lexicons import Reading
from wenguo.advice.suggestion import Suggestion
from wenguo.text import Text

KINDS = {
    "complaint": Text("投诉", "complaint"),
    "report": Text("举报", "report"),
    "consultation": Text("咨询", "consultation"),
    "suggestion": Text("建议", "suggestion"),
    "praise": Text("表扬", "praise"),
}
SIDES = {
    "outcome": Text("对结果不满", "dissatisfied with the outcome"),
    "process": Text("对过程不满", "dissatisfied with the process"),
    "both": Text("对结果和过程都不满", "dissatisfied with outcome and process"),
}
DISSATISFIED = 2.4  # evidence from which a text counts as an expression of dissatisfaction
# of cues-complaint-en.toml: what speaks for a complaint and what against it, and how much (chosen on dev, rounded)
SPEAKS_FOR = ("failure", "problem", "waiting", "anger", "disappointment")
SPEAKS_AGAINST = ("thanks", "praise", "question", "talk")
FOR, AGAINST = 0.7, 0.5
BOTH_FROM = 0.42  # the lesser side's part of the greater
BOTH_LEAST = 3.0
OF_OUTCOME = (
    "RS01",
    "RS02",
    "RS04",
    "RS05",
    "RS07",
    "RS10",
    "RS13",
    "RS15",
    "RS06",
    "RS0801",
    "RS0802",
    "RS0803",
    "RS0806",
    "RS18",
)
OF_PROCESS = ("RS03", "RS09", "RS11", "RS12", "RS14", "RS16", "RS17", "RS0805")


class Kind(NamedTuple):
    """What a message is; whether it expresses dissatisfaction, right or wrong; and with what."""

    kind: Suggestion
    complaint: Suggestion  # label "yes", "no" or, where nothing was understood, "unclear"
    dissatisfaction: Suggestion | None


def propose(reading: Reading, model: str) -> Kind:
    """The kind of a message, whether it is a complaint at all, and which side is complained of."""
    scores = weighing.weights(reading, "kinds")
    caused = sorted(weighing.weights(reading, "causes").items(), key=lambda item: -item[1])
    cause = sum(value for code, value in caused[:2] if not code.startswith("RS19"))
    displeased = scores.get("complaint", 0.0) + scores.get("grumble", 0.0) + 0.55 * cause
    displeased += 0.35 * max(scores.get("outcome", 0.0), scores.get("process", 0.0))
    displeased += sum(match.weight for matches in reading.of("danger").values() for match in matches[:2])
    displeased += _in_english(reading)
    if scores.get("mild"):  # any dissatisfaction is one (M15), however mildly it is said
        displeased = max(displeased + scores["mild"], DISSATISFIED * min(1.0, scores["mild"]))
    praised = scores.get("praise", 0.0)
    yes = displeased >= DISSATISFIED and displeased > 0.75 * praised
    kind = _kind(scores, displeased, yes)
    spans = reading.spans(
        [
            m
            for code in (("complaint", "grumble", "mild") if kind == "complaint" else (kind,))
            for m in reading.of("kinds").get(code, ())
        ]
    )
    words = weighing.quoted(spans)
    name = KINDS[kind]
    because = (
        Text(f"{words.zh} 读来像{name.zh}", f"{words.en} reads like a {name.en}")
        if spans
        else Text(
            "没有认出问、谢或建议的话，先按投诉受理", "neither question, thanks nor idea: taken as a complaint first"
        )
    )
    strength = displeased if kind == "complaint" else scores.get(kind, 0.0)
    said = Text("有不满的表达，按投诉对待", "dissatisfaction is expressed: treated as a complaint")
    unsaid = Text("没有认出不满的表达", "no expression of dissatisfaction was recognised")
    other = max((scores.get(one, 0.0) for one in KINDS if one != "complaint"), default=0.0)
    if not yes and not other and not displeased:
        # nothing was understood: that is no "no"
        label, sureness, reason = (
            "unclear",
            0.0,
            Text("没有读出意思，请人来看", "nothing was understood: for a person to read"),
        )
    elif yes:
        label, sureness, reason = "yes", _round(displeased), said
    else:
        label, sureness, reason = "no", round(_round(other) * (1 - _round(displeased)), 3), unsaid
    return Kind(
        kind=Suggestion(topic="kind", label=kind, score=_round(strength), because=because, spans=spans, model=model),
        complaint=Suggestion(
            topic="complaint",
            label=label,
            score=sureness,
            because=reason,
            spans=spans if yes and kind == "complaint" else (),
            model=model,
        ),
        dissatisfaction=_side(reading, scores, model) if yes else None,
    )


def _in_english(reading: Reading) -> float:
    """What the cues for English messages add: kinds of displeasure, less what is only small talk, thanks or a question."""
    if reading.language != "en":
        return 0.0
    found = weighing.weights(reading, "complaint-en")
    speaks = weighing.summed(found, SPEAKS_FOR)
    against = weighing.summed(found, SPEAKS_AGAINST)
    return max(0.0, FOR * speaks - AGAINST * against)


def _kind(scores: dict[str, float], displeased: float, yes: bool) -> str:
    """A report names somebody's breach of the law; a question, idea or thanks only where little displeasure is said."""
    asked, idea = scores.get("consultation", 0.0), scores.get("suggestion", 0.0)
    report, praise = scores.get("report", 0.0), scores.get("praise", 0.0)
    if report >= 4 and report >= 0.6 * scores.get("complaint", 0.0):
        return "report"
    if praise >= 4 and praise > displeased and praise >= idea:
        return "praise"
    if idea >= 4 and idea > 0.7 * displeased and idea >= 0.6 * asked:
        return "suggestion"
    if asked >= 4 and asked > 0.95 * displeased:
        return "consultation"
    if yes:
        return "complaint"
    rest = {"consultation": asked, "suggestion": idea, "praise": praise, "report": report}
    best = max(rest, key=lambda kind: rest[kind])
    # what reached a complaints desk and asks nothing is taken as a complaint: a person may say otherwise
    return best if rest[best] >= 1.5 or (rest[best] and not displeased) else "complaint"


def _side(reading: Reading, scores: dict[str, float], model: str) -> Suggestion:
    causes = weighing.weights(reading, "causes")
    outcome = scores.get("outcome", 0.0) + 0.5 * _of(causes, OF_OUTCOME)
    process = scores.get("process", 0.0) + 0.5 * _of(causes, OF_PROCESS)
    greater, lesser = max(outcome, process), min(outcome, process)
    if greater and lesser >= BOTH_FROM * greater and lesser >= BOTH_LEAST:
        label = "both"
    else:
        label = "outcome" if outcome >= process else "process"
    wanted = ("outcome", "process") if label == "both" else (label,)
    spans = reading.spans([match for code in wanted for match in reading.of("kinds").get(code, ())])
    words = weighing.quoted(spans)
    name = SIDES[label]
    because = Text(f"{words.zh}：{name.zh}", f"{words.en}: {name.en}") if spans else name
    score = weighing.sure(lesser if label == "both" else greater - lesser)
    return Suggestion(
        topic="dissatisfaction", label=label, score=round(score, 3), because=because, spans=spans, model=model
    )


def _of(causes: dict[str, float], classes: tuple[str, ...]) -> float:
    return max((value for code, value in causes.items() if code.startswith(classes)), default=0.0)


def _round(evidence: float) -> float:
    return round(weighing.sure(evidence), 3)
