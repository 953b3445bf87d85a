"""What somebody who may not read about conduct is shown of it: an arrangement of contact that is to be kept, and no more.

Neither that a proposal was made, nor signs, reasons, warnings or appeals; so no label is left for a person (M40).
"""

from __future__ import annotations

import msgspec

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.line import Line
from wenguo.rules.abnormal import reads
from wenguo.rules.permissions import Actor, standing

CONDUCT = (e.Observed, e.Flagged, e.Judged, e.Warned, e.Restricted, e.Lifted, e.Appealed)
_ARRANGED = frozenset({"subject", "hours"})  # of an arrangement, what whoever talks with them has to know


def without_conduct(
    c: Complaint, lines: list[tuple[Line, str]], texts: dict[str, str]
) -> tuple[list[tuple[Line, str]], dict[str, str]]:
    """The log and the words without what is said of conduct; the complaint's own lists of it are emptied."""
    withheld = {
        value.id
        for line, _ in lines
        if isinstance(line.event, CONDUCT)
        for name, value in msgspec.structs.asdict(line.event).items()
        if isinstance(value, e.Ref) and name not in _ARRANGED
    }
    c.observations, c.flags, c.appeals = [], [], []
    kept = [(line, text) for line, text in lines if not isinstance(line.event, CONDUCT)]
    return kept, {ref: text for ref, text in texts.items() if ref not in withheld}


def may_read(actor: Actor, c: Complaint) -> bool:
    """May this actor read what is said of conduct in this complaint?"""
    return reads(standing(actor, c))
