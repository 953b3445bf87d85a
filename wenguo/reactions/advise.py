"""advise: what advice reads in a new complaint's words is written into its log as proposals, for a person to decide on.

Only what the record lacks, only what advice is sure of, never on history taken in, never twice; nothing else changes.
Words that tell of danger to anybody's life are the one thing that goes to desks at once, by night as by day.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from wenguo import events as e
from wenguo.advice.suggestion import Message
from wenguo.advising import asking, switches, teaching
from wenguo.advising.deciding import FIELDS, because_both
from wenguo.checking import locked
from wenguo.complaint import Complaint
from wenguo.models.searching import words_of
from wenguo.models.turn import turn
from wenguo.perform import By, perform
from wenguo.reactions.alarm import put
from wenguo.reactions.happened import Happened
from wenguo.reactions.heads import head_of
from wenguo.text import Text
from wenguo.verbs import Suggest, Words

SURE = 0.5  # from here on a proposal is worth a line in the log; below, it is shown where somebody looks
SURE_OF = {"cause": 0.4}  # where the curve of coverage and accuracy gave another line (wenguo/advice/causes.py)
MOST_CAUSES = 3
PATIENCE = 10.0  # seconds: nobody waits at a screen for this
DANGER = "danger"
_CORRECTED = frozenset({"words", "subject"})


class NoAnswer(Exception):
    """Advice is on and gave no answer: it is asked again later."""


def advise(h: Happened, at: datetime) -> None:
    """Write the proposals for what was recorded, or for words put right since."""
    if isinstance(h.event, e.Corrected) and h.event.field not in _CORRECTED:
        return
    unit = h.now.unit
    if settings.WENGUO_ADVICE == "off" or not h.now.live or h.now.locked or not switches.is_on("advice", unit):
        return
    message = _message(h)
    if message is None:
        return
    found = asking.suggestions(message, unit, at, PATIENCE)
    if found is None:
        raise NoAnswer
    if any(one["topic"] == DANGER and one["score"] >= SURE for one in found):
        put(h, "Danger", [h.now.owner, head_of(h)], at, task=True)
    if switches.is_on("write", unit) and _write(h.now.number, found, at):
        teaching.draw(h.complaint_id)


def _message(h: Happened) -> Message | None:
    """The complaint's words as they now stand; None once they are erased."""
    texts = words_of(h.complaint_id)
    words = texts.get(h.now.words.id) if h.now.words is not None else None
    if words is None:
        return None
    subject = texts.get(h.now.subject.id, "") if h.now.subject is not None else ""
    return Message(text=words, subject=subject, received_at=h.now.received_at)


def _write(number: str, found: list[dict[str, Any]], at: datetime) -> bool:
    with turn(), transaction.atomic():
        c = locked(number)[1]  # as it is now: somebody may have assessed it meanwhile
        wanted = worth_writing(c, found)
        for one in wanted:
            because = Text(*one["because"])
            verb = Suggest(
                topic=one["topic"],
                value=one["label"],
                score=min(1000, max(0, round(one["score"] * 1000))),
                because=Words(because_both(because)) if because.zh.strip() else None,
                model=one["model"],
            )
            perform(verb, number, By(ref=f"advice@{one['model'].removeprefix('advice@')}", via="advice"), at)
    return bool(wanted)


def worth_writing(c: Complaint, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of what is proposed what the record lacks and the log does not hold, surest first."""
    if not c.is_open() or c.locked:
        return []
    told = {(one.topic, one.value) for one in c.suggestions}
    kept: list[dict[str, Any]] = []
    for one in sorted(found, key=lambda one: -float(one["score"])):
        topic, value = one["topic"], one["label"]
        if one["score"] < SURE_OF.get(topic, SURE) or (topic, value) in told or not _is_lacking(c, topic, value):
            continue
        if sum(other["topic"] == topic for other in kept) < (MOST_CAUSES if topic == "cause" else 1):
            kept.append(one)
    return kept


def _is_lacking(c: Complaint, topic: str, value: str) -> bool:
    if topic == DANGER:
        return True
    if topic not in FIELDS:
        return False
    if topic == "cause":
        return not c.causes
    if topic == "severity":  # never to less: proposals take nothing from a complainant
        return value < c.severity
    if topic == "kind":
        return value != c.kind
    return getattr(c, FIELDS[topic]) is None
