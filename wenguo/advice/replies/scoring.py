"""The score and its parts: what is there earns points, what hurts loses them, and who says nothing earns nothing by it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from wenguo.advice.replies.found import DemandAnswered, Finding, Kind, Movement, Part
from wenguo.advice.replies.saying import PARTS
from wenguo.text import Text

# Which findings cost in which part, and how many points a serious, a minor one and a hint cost there. Design values.
_COSTS: dict[str, tuple[frozenset[str], dict[str, int]]] = {
    "respect": (
        frozenset(
            {
                "blame",
                "doubting",
                "defence",
                "brush_off",
                "minimising",
                "scolding",
                "threat",
                "label",
                "sympathy",
                "silencing",
            }
        ),
        {"serious": 16, "minor": 7, "hint": 2},
    ),
    "safe": (
        frozenset(
            {"admission", "beyond_authority", "personal_data", "silencing", "threat", "conclusion", "left_blank"}
        ),
        {"serious": 10, "minor": 5, "hint": 2},
    ),
    "promises": (frozenset({"promise_undated", "promise_absolute"}), {"serious": 4, "minor": 3, "hint": 1}),
    "basis": (
        frozenset({"basis_missing", "routes_missing", "part_missing", "vague_basis", "proof_missing"}),
        {"serious": 5, "minor": 4, "hint": 1},
    ),
    "plain": (frozenset({"jargon", "set_phrase"}), {"serious": 3, "minor": 2, "hint": 1}),
    "apart": (frozenset({"our_reading", "no_quote"}), {"serious": 15, "minor": 10, "hint": 8}),
    "open": (frozenset({"conclusion", "admission", "defence"}), {"serious": 20, "minor": 15, "hint": 5}),
}
_OF: dict[Kind, dict[str, int]] = {
    "answer": {
        "receive": 10,
        "clarify": 14,
        "close": 8,
        "demands": 14,
        "substance": 12,
        "respect": 20,
        "safe": 10,
        "promises": 4,
        "basis": 5,
        "plain": 3,
    },
    "message": {"receive": 15, "substance": 10, "respect": 40, "safe": 15, "promises": 12, "plain": 8},
    "call": {"receive": 15, "substance": 10, "respect": 40, "safe": 15, "promises": 12, "plain": 8},
    "note": {"respect": 35, "apart": 25, "open": 25, "safe": 15},
}
_GATED = frozenset({"respect", "safe", "promises", "basis", "plain"})
_WELL = Text("没有要改的。", "Nothing to mend here.")
_LITTLE = Text("说得太少，谈不上好坏。", "Too little is said to tell.")


class Seen(NamedTuple):
    """What the parts are computed from."""

    kind: Kind
    findings: Sequence[Finding]
    movements: Sequence[Movement]
    demands: Sequence[DemandAnswered]
    substance: float


def scored(seen: Seen) -> tuple[int, tuple[Part, ...]]:
    """The score out of 100, and its parts; a part that does not apply is left out and its weight falls to the others."""
    parts = []
    for code, of in _OF[seen.kind].items():
        part = _part(code, of, seen)
        if part is not None:
            parts.append(part)
    total = sum(part.of for part in parts)
    score = round(100 * sum(part.points for part in parts) / total) if total else 0
    return min(score, _ceiling(seen)), tuple(parts)


def _ceiling(seen: Seen) -> int:
    """A serious finding cannot be made up for elsewhere: each takes the ceiling down, so that nobody is soothed by a sum."""
    serious = len({one.code for one in seen.findings if one.severity == "serious"})
    return 100 if not serious else max(20, 70 - 15 * (serious - 1))


def _part(code: str, of: int, seen: Seen) -> Part | None:
    movement = next((one for one in seen.movements if one.code == code), None)
    if movement is not None:
        return _made(code, of if movement.present else 0, of, movement.because)
    if code in {"receive", "clarify", "close"}:
        return None
    if code == "demands":
        return _demands(of, seen.demands)
    if code == "substance":
        because = Text(
            "数字、日期、核查、措施、依据越具体，越是在说这件事。",
            "The more numbers, days, checks, steps and clauses, the more it is about this matter.",
        )
        return _made(code, round(of * min(1.0, seen.substance / 0.6)), of, because)
    codes, costs = _COSTS[code]
    mine = [one for one in seen.findings if one.code in codes]
    earned = max(0, of - sum(costs[one.severity] for one in mine))
    because = _because(mine)
    if code in _GATED and seen.kind == "answer" and seen.substance < 0.3:
        full, earned = earned, round(earned * seen.substance / 0.3)
        because = because if mine or earned == full else _LITTLE
    return _made(code, earned, of, because)


def _demands(of: int, demands: Sequence[DemandAnswered]) -> Part | None:
    if not demands:
        return None
    done = sum(one.answered for one in demands)
    because = Text(f"{len(demands)} 项诉求回应了 {done} 项。", f"{done} of {len(demands)} demands are answered.")
    return _made("demands", round(of * done / len(demands)), of, because)


def _because(mine: Sequence[Finding]) -> Text:
    if not mine:
        return _WELL
    names = list(dict.fromkeys(one.name for one in mine))
    return Text("、".join(one.zh for one in names), "; ".join(one.en for one in names))


def _made(code: str, points: int, of: int, because: Text) -> Part:
    return Part(code=code, name=PARTS[code], points=points, of=of, because=because)
