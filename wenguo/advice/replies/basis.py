"""What an answer owes besides its decision: basis, reasons, proof, other routes, and the parts a pack asks for (银保监令2020-3 art. 19; M27)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from wenguo.advice.replies.found import DemandAnswered, Finding, Severity
from wenguo.advice.replies.reading import Reply
from wenguo.advice.replies.saying import LEFT_OUT, NAMES
from wenguo.text import Text

# An answer's part in a pack → the lists of which one must be found (rules/pack.py: answer_parts).
_PARTS: dict[str, tuple[tuple[str, ...], Text]] = {
    "facts_found": (("good_found",), Text("核实的情况", "what was verified")),
    "basis": (("good_basis",), Text("依据", "the basis")),
    "reasons": (("good_why", "good_basis"), Text("理由", "the reasons")),
    "remedies_told": (
        ("good_routes",),
        Text("其他途径（核查、调解、仲裁、诉讼）", "the other routes (review, mediation, arbitration, court)"),
    ),
    "ombudsman_told": (("good_routes",), Text("可以找的申诉专员", "the ombudsman one may turn to")),
    "steps_taken": (("good_found", "good_act"), Text("做了什么", "the steps taken")),
    "communications": (("good_received", "good_next", "good_found"), Text("与投诉人的往来", "what passed between us")),
    "follow_up": (("good_next", "good_resolve", "good_act"), Text("后续安排", "what follows")),
}
_BLANK = re.compile(
    r"〔(?!\s*\d{1,6}\s*〕)[^〕\n]{0,60}〕|\{\{[^}\n]{0,60}\}\}|\[(?:fill in|name|date|amount|todo|insert)[^\]\n]{0,60}\]|_{3,}|(?<![a-z0-9])x{3,}(?![a-z0-9])|×{3,}|\btbd\b|【(?:请填写|待填|填写)[^】\n]{0,40}】"
)
_OMBUDSMAN = re.compile(r"ombudsman|\bfos\b|\bafca\b|申诉专员")
_BASIS_HINT = ("basis_missing", "routes_missing", "proof_missing")


def owed(reply: Reply, demands: Sequence[DemandAnswered], required: Sequence[str]) -> Iterable[Finding]:
    """What is missing of what an answer owes; `required` are the pack's parts."""
    declines = declined(reply, demands)
    missing = [part for part in dict.fromkeys(required) if not has_part(reply, part)]
    for part in missing:
        what = _PARTS[part][1] if part in _PARTS else Text(part, part)
        yield Finding(
            code="part_missing",
            severity="serious",
            name=NAMES["part_missing"],
            because=Text(f"规则包要求答复写明：{what.zh}。", f"The policy pack asks the answer to state {what.en}."),
            better=_better(part),
        )
    if declines and "basis" not in missing and not reply.has("good_basis"):
        yield left_out("basis_missing", "minor")
    if declines and not {"remedies_told", "ombudsman_told"} & set(missing) and not reply.has("good_routes"):
        yield left_out("routes_missing", "minor")
    found = reply.matches("good_found")
    if found and not reply.has("good_proof") and len(reply.text) > 80:
        first = found[0]
        yield left_out("proof_missing", "hint", reply, first.start, first.end)


def declined(reply: Reply, demands: Sequence[DemandAnswered]) -> bool:
    """Does the reply withhold something that was asked for?"""
    return any(one.how == "declined" for one in demands) or reply.has("good_declined")


def has_part(reply: Reply, part: str) -> bool:
    """Is a part that a pack asks for in the reply? A part we do not know is not held against the author."""
    if part not in _PARTS:
        return True
    if part == "ombudsman_told":
        return bool(_OMBUDSMAN.search(reply.plain))
    return reply.has(*_PARTS[part][0])


def blanks(reply: Reply) -> Iterable[Finding]:
    """Blanks of a template that nobody has filled in."""
    for one in _BLANK.finditer(reply.plain):
        yield Finding(
            code="left_blank",
            severity="serious",
            name=NAMES["left_blank"],
            because=Text("模板里的空还没有填。", "A blank of the template is still empty."),
            span=reply.span(one.start(), one.end()),
        )


def left_out(code: str, severity: Severity, reply: Reply | None = None, start: int = 0, end: int = 0) -> Finding:
    """A finding about something that is missing."""
    because, better = LEFT_OUT[code]
    span = reply.span(start, end) if reply is not None else None
    return Finding(code=code, severity=severity, name=NAMES[code], because=because, better=better, span=span)


def _better(part: str) -> Text | None:
    code = {
        "facts_found": "reason_missing", "reasons": "reason_missing", "steps_taken": "reason_missing", "basis": "basis_missing",
        "remedies_told": "routes_missing", "ombudsman_told": "routes_missing", "follow_up": "close_missing",
        "communications": "close_missing",
    }.get(part)  # fmt: skip
    return LEFT_OUT[code][1] if code else None
