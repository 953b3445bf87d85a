"""Persons concerned, findings, declarations, clarifications and what is withheld, as programs get them."""

from __future__ import annotations

from typing import Any

from wenguo.events import Ref
from wenguo.queries.history import Whole


def fairness_shown(whole: Whole) -> dict[str, Any]:
    """What the log says of fairness to both sides, as the asker may see it."""
    c = whole.complaint

    def text(ref: Ref | None) -> str | None:
        return whole.texts.get(ref.id) if ref is not None else None

    return {
        "persons": [
            {
                "person": one.id,
                "role": one.role,
                "account": one.account,
                "who": whole.persons.get(one.who.id) if one.who is not None else None,
            }
            for one in c.persons
        ],
        "told": [
            {
                "who": one.subject,
                "position": one.position,
                "at": one.at,
                "way": one.way,
                "arrived": one.arrived,
                "asked": one.asked,
            }
            for one in c.tellings
        ],
        "statements": [
            {"who": one.subject, "position": one.position, "at": one.at, "words": text(one.words)}
            for one in c.statements
        ],
        "findings": [
            {
                "id": one.id,
                "position": one.position,
                "by": one.by,
                "words": text(one.words),
                "basis": text(one.basis),
                "standard": one.standard,
                "against": list(one.against),
                "evidence": list(one.evidence),
                "demands": list(one.demands),
            }
            for one in c.findings
        ],
        "declarations": [
            {"account": one.account, "interest": one.interest, "ground": one.ground, "by": one.by, "at": one.at}
            for one in c.declarations.values()
        ],
        "clarifications": [
            {
                "id": one.id,
                "position": one.position,
                "claim": text(one.claim),
                "fact": text(one.fact),
                "proof": list(one.proof),
                "finding": one.finding,
            }
            for one in c.clarifications
        ],
        "withheld": [
            {
                "id": one.id,
                "position": one.position,
                "what": text(one.what),
                "ground": one.ground,
                "finding": one.finding,
            }
            for one in c.withheld
        ],
    }
