"""Deciding on what was proposed: accepted, it goes into the record; dismissed, it may say what it should have been.

Both are acts of a person through the door, the assessment and the word on the proposal in one transaction.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from django.db import transaction
from pydantic import ValidationError

from wenguo.advising.wording import said
from wenguo.checking import locked
from wenguo.complaint import Complaint, Suggestion
from wenguo.events import Suggested
from wenguo.line import read
from wenguo.models import Line
from wenguo.models.turn import turn
from wenguo.perform import By, Done, perform
from wenguo.rules import lifecycle
from wenguo.text import Text
from wenguo.verbs import Assess, Confirm, Overrule, Refused, Verb

# topics whose value belongs into the record, and the field of `assess` and `record` that takes it
FIELDS = {
    "cause": "causes",
    "product": "product",
    "kind": "kind",
    "dissatisfaction": "dissatisfaction",
    "severity": "severity",
}
_BETWEEN = "\n"  # the two languages of a kept reason


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """One open suggestion of a complaint's log, ready to be shown."""

    position: int
    topic: str
    value: str
    said: str
    score: float
    because: str
    model: str
    kept: bool  # is there something that accepting it writes into the record?


def because_both(because: Text) -> str:
    """A reason in both languages, as it is kept beside the log."""
    return _BETWEEN.join(" ".join(one.split()) for one in (because.zh, because.en))


def because_in(text: str, language: str) -> str:
    """The kept reason of a suggestion in one of its languages."""
    zh, _, en = text.partition(_BETWEEN)
    return zh if language.startswith("zh") or not en else en


def proposals(c: Complaint, texts: dict[str, str], language: str) -> list[Proposal]:
    """The suggestions nobody has settled yet and that the record does not hold already, surest first."""
    waiting = [one for one in c.suggestions if one.state == "open" and not _holds(c, one.topic, one.value)]
    reasons = _reasons(c.number, [one.position for one in waiting], texts)
    found = [
        Proposal(
            position=one.position,
            topic=one.topic,
            value=one.value,
            said=said(one.topic, one.value, language),
            score=one.score / 1000,
            because=because_in(reasons.get(one.position, ""), language),
            model=one.model,
            kept=one.topic in FIELDS,
        )
        for one in waiting
    ]
    return sorted(found, key=lambda one: (-one.score, one.position))


def act(verb: Verb, number: str, by: By, at: datetime, *, expected: int | None = None, key: str | None = None) -> Done:
    """Any verb on a complaint that is there, as every face does it: `confirm` and `overrule` reach the record too."""
    if isinstance(verb, Confirm):
        return confirm(by, number, verb.suggestion, at, expected=expected, key=key)
    if isinstance(verb, Overrule):
        return overrule(by, number, verb.suggestion, at, value=verb.value, expected=expected, key=key)
    return perform(verb, number, by, at, expected=expected, key=key)


def confirm(
    by: By, number: str, position: int, at: datetime, *, expected: int | None = None, key: str | None = None
) -> Done:
    """Accept a proposal: its value goes into the record and it is confirmed, both or neither. Raises Refused."""
    return _decided(Confirm(suggestion=position), None, number, by, at, expected, key)


def overrule(
    by: By,
    number: str,
    position: int,
    at: datetime,
    *,
    value: str | None = None,
    expected: int | None = None,
    key: str | None = None,
) -> Done:
    """Dismiss a proposal; `value`, where given, is what it should be and goes into the record. Raises Refused."""
    return _decided(Overrule(suggestion=position, value=value), value or "", number, by, at, expected, key)


def _decided(
    verb: Confirm | Overrule,
    value: str | None,
    number: str,
    by: By,
    at: datetime,
    expected: int | None,
    key: str | None,
) -> Done:
    """The value into the record (None: the proposed one, empty: none), then the word on the proposal."""
    with turn(), transaction.atomic():
        c = locked(number)[1]
        one = _waiting(c, verb.suggestion)
        wanted = one.value if one is not None and value is None else value
        if one is None or not wanted or not _into(c, one.topic, wanted):
            return perform(verb, number, by, at, expected=expected, key=key)
        first = _assess(by, c, one.topic, wanted, at, expected)
        last = perform(verb, number, by, at, key=key)  # seen to before our own first act
        return msgspec.structs.replace(last, events=[*first.events, *last.events], first_line=first.first_line)


def accept(topic: str, value: str, given: dict[str, Any]) -> dict[str, Any]:
    """The fields of a form that is not sent yet, with a proposal accepted into them; others stay as they are."""
    field = FIELDS.get(topic)
    if field is None:
        return given
    if topic == "cause":
        others = tuple(one for one in given.get("causes") or () if one != value)
        return {**given, "causes": (*others, value)}
    return {**given, field: value}


def _waiting(c: Complaint, position: int) -> Suggestion | None:
    return next((one for one in c.suggestions if one.position == position and one.state == "open"), None)


def _holds(c: Complaint, topic: str, value: str) -> bool:
    """Does the record say so already?"""
    return value in c.causes if topic == "cause" else topic in FIELDS and getattr(c, FIELDS[topic]) == value


def _into(c: Complaint, topic: str, value: str) -> bool:
    """Is there something to write into the record, and is it still open to that?"""
    return topic in FIELDS and not _holds(c, topic, value) and lifecycle.is_open_to(c.stage, "assess")


def _assess(by: By, c: Complaint, topic: str, value: str, at: datetime, expected: int | None) -> Done:
    field = FIELDS[topic]
    # what a person wrote first stays the primary cause
    plain: Any = (*c.causes, value) if topic == "cause" else value
    try:
        verb = Assess.model_validate({field: plain})
    except ValidationError as error:
        text = Text(f"{value} 不是可选的值。", f"{value} is none of the values there are.")
        raise Refused(text, code="field", field="value") from error
    return perform(verb, c.number, by, at, expected=expected)


def _reasons(number: str, positions: list[int], texts: dict[str, str]) -> dict[int, str]:
    """The kept reasons of suggestions by their lines."""
    if not positions:
        return {}
    rows = Line.objects.filter(complaint__number=number, position__in=positions).values_list("position", "data")
    found: dict[int, str] = {}
    for position, data in rows:
        event = read(data).event
        if isinstance(event, Suggested) and event.because is not None and event.because.id in texts:
            found[position] = texts[event.because.id]
    return found
