"""Where each event's fold is put, and what they share: pointers gathered, words said, notices sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from wenguo import events as e
from wenguo.complaint import Complaint, DemandState, Notice
from wenguo.line import Line

HANDLERS: dict[type[e.Event], Callable[[Complaint, Any, Line], None]] = {}
CLOCK_EVENTS = frozenset(name for name in e.EVENTS if name.startswith("Clock"))
_REF_FIELDS: dict[type[e.Event], tuple[str, ...]] = {
    kind: tuple(f.name for f in msgspec.structs.fields(kind) if "Ref" in str(f.type)) for kind in e.EVENTS.values()
}

_IN_PARTS = frozenset(
    kind for kind in e.EVENTS.values() if {"demands", "decisions", "stated", "moments"} & set(kind.__struct_fields__)
)


def gather(c: Complaint, event: e.Event) -> None:
    """Remember every pointer to kept content, so that proof and erasure miss none."""
    for name in _REF_FIELDS[type(event)]:
        value = getattr(event, name)
        if value is None:
            continue
        for ref in value if isinstance(value, tuple) else (value,):
            if isinstance(ref, e.Ref):
                c.refs[ref.id] = ref.fp
                if name == "address":
                    c.addresses.add(ref.id)
    if type(event) not in _IN_PARTS:
        return
    for part in (
        *getattr(event, "demands", ()),
        *getattr(event, "decisions", ()),
        *getattr(event, "stated", ()),
        *getattr(event, "moments", ()),
    ):
        for ref in (getattr(part, "words", None), getattr(part, "basis", None)):
            if ref is not None:
                c.refs[ref.id] = ref.fp


def on[E: e.Event](
    kind: type[E],
) -> Callable[[Callable[[Complaint, E, Line], None]], Callable[[Complaint, E, Line], None]]:
    """Put a function as the fold of an event."""

    def put(handler: Callable[[Complaint, E, Line], None]) -> Callable[[Complaint, E, Line], None]:
        HANDLERS[kind] = handler
        return handler

    return put


def add_demands(c: Complaint, demands: Iterable[e.Demand]) -> None:
    """Further demands, numbered on."""
    for demand in demands:
        c.demands.append(
            DemandState(id=len(c.demands) + 1, remedy=demand.remedy, amount_fen=demand.amount_fen, words=demand.words)
        )


def say(c: Complaint, whose: str, *refs: e.Ref | None) -> None:
    """Words that one side said or wrote."""
    (c.theirs if whose == "theirs" else c.ours).extend(ref for ref in refs if ref is not None)


def notify(c: Complaint, event: Any, line: Line) -> None:
    """A word sent to the complainant."""
    c.notices.append(
        Notice(
            position=line.position,
            event=type(event).__name__,
            way=event.way,
            sent_at=line.at,
            words=event.words,
            address=getattr(event, "address", None),
        )
    )
    say(c, "ours", event.words)
    c.last_contact_at = line.at
