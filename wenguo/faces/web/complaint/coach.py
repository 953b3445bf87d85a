"""The coach beside a complaint: what is proposed and why, how to talk with them, what to ask next; a person decides.

Who is complained of sees none of it. Signs that a complaint is out of the ordinary are shown, with their quotes and with
what speaks against them, to those alone who may judge it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from wenguo.advice.suggestion import Message
from wenguo.advising import asking, coaching, deciding
from wenguo.faces.web.complaint import summing_up
from wenguo.queries.history import Whole
from wenguo.queries.office import UnitFacts
from wenguo.rules import permissions
from wenguo.rules.permissions import Actor

JUDGES = frozenset({"head", "legal", "quality", "approver"})


def coach(whole: Whole, actor: Actor, unit: UnitFacts, language: str, at: datetime) -> dict[str, Any]:
    """What the panel shows; nothing where the complaint is closed, locked or not this person's to work on."""
    c = whole.complaint
    if not c.is_open() or c.locked or permissions.why_not("confirm", actor, c) is not None:
        return {"proposals": [], "advice": None, "sums_up": summing_up.is_offered(whole, actor)}
    words = coaching.said(whole)
    found = None
    if words:
        subject = whole.texts.get(c.subject.id, "") if c.subject is not None else ""
        found = asking.advised(Message(text=words, subject=subject, received_at=c.received_at), unit.id, at, language)
    judges = bool(actor.roles & JUDGES)
    urgency = (found or {}).get("urgency") or {}
    return {
        "proposals": deciding.proposals(c, whole.texts, language),
        "advice": found,
        "sums_up": summing_up.is_offered(whole, actor),
        "major": urgency.get("major", []) if judges else [],
        "unusual": (found or {}).get("abnormal") if judges else None,
    }
