"""How evidence folds: things taken in, custody, descriptions."""

from __future__ import annotations

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.complaint.evidence import Custody, Description, Thing
from wenguo.folding.registry import on, say
from wenguo.line import Line

_STATES = {"handed": "handed", "returned": "returned", "destroyed": "destroyed", "stored": "here"}


@on(e.Deposited)
def _deposited(c: Complaint, event: e.Deposited, line: Line) -> None:
    c.things.append(
        Thing(
            id=event.thing,
            kind=event.kind,
            description=event.description,
            place=event.place,
            giver=event.giver,
            whose=event.whose,
            at=line.at,
            by=line.by,
            position=line.position,
        )
    )
    say(c, "ours", event.description)


@on(e.Moved)
def _moved(c: Complaint, event: e.Moved, line: Line) -> None:
    c.custody.append(
        Custody(
            item=event.item,
            act=event.act,
            at=line.at,
            by=line.by,
            position=line.position,
            to=event.to,
            place=event.place,
            reason=event.reason,
        )
    )
    thing = c.thing(event.item)
    if thing is not None:
        thing.state = _STATES.get(event.act, thing.state)
        if event.place is not None:
            thing.place = event.place


@on(e.Described)
def _described(c: Complaint, event: e.Described, line: Line) -> None:
    known = c.described.setdefault(event.item, Description())
    for name in "kind title consent_words of".split():
        value = getattr(event, name)
        if value is not None:
            setattr(known, name, value)
    if event.happened_at is not None:
        known.happened_at, known.precision = event.happened_at, event.precision
    if event.consent is not None:
        known.consent, known.listeners = event.consent, event.listeners
    again = {one.fact for one in event.stated}  # a fact stated anew takes the place of the same item's older word
    known.stated = [one for one in known.stated if one.fact not in again] + list(event.stated)
    known.moments = sorted([*known.moments, *event.moments], key=lambda one: one.second)
