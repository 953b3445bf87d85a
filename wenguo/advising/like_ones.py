"""Like complaints of a text that is not recorded yet, for every face: closed ones that the asker may see, and how each ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from wenguo.advising import switches
from wenguo.queries import office
from wenguo.queries.likes import Like, likes_of_text
from wenguo.queries.seeing import Asker

FEWEST = 8  # characters: of fewer nothing can be like
MOST = 3


def like_ones(who: Asker, text: str, unit: int | None, causes: Iterable[str] = ()) -> list[Like]:
    """At most three, the most alike first; none where they are switched off for the unit."""
    if len(text.strip()) < FEWEST or not switches.is_on("likes", unit):
        return []
    return likes_of_text(who, text, causes, MOST)


def causes_of(advice: Mapping[str, Any] | None) -> list[str]:
    """The causes that advice proposes: among complaints as alike, one of these goes before."""
    found = (advice or {}).get("suggestions") or ()
    return [one["label"] for one in found if one["topic"] == "cause"][:2]


def told(found: Iterable[Like], language: str) -> list[dict[str, Any]]:
    """The same for programs, codes with their words."""
    taxonomy = office.taxonomy()
    return [
        {
            "number": one.number,
            "outcome": one.outcome,
            "outcome_said": taxonomy.label(one.outcome, language) if one.outcome else None,
            "remedies": list(one.remedies),
            "amount_fen": one.amount_fen,
            "days": one.days,
            "score": round(one.score, 3),
            "shared": list(one.shared),
            "because": one.because.said(language),
        }
        for one in found
    ]
