"""A complaint is its events, folded in order: this is the only place that changes its state.

One file for each part of a complaint's life; `take` folds one line in, `fold` a whole log.
"""

from __future__ import annotations

from collections.abc import Iterable

from wenguo.complaint import Complaint
from wenguo.folding import (  # noqa: F401 — each puts its events into the registry
    belonging,
    clocks,
    conduct,
    danger,
    deciding,
    ending,
    evidencing,
    fairness,
    handling,
    others,
    redressing,
)
from wenguo.folding.registry import CLOCK_EVENTS, HANDLERS, gather
from wenguo.line import Line, digest, write


def take(c: Complaint, line: Line, text: str | None = None) -> None:
    """Fold one line in; `text` is its stored text where it is already at hand."""
    event = line.event
    gather(c, event)
    handler = HANDLERS.get(type(event))
    if handler is not None:
        handler(c, event, line)
    danger.notice(c, event, line)
    name = type(event).__name__
    if c.clocks and name not in CLOCK_EVENTS:
        for clock in c.clocks:
            if clock.state in {"running", "paused"} and name in clock.ends_on:
                clock.state, clock.ended_at = "met", line.at
    c.length = line.position
    c.head = digest(text if text is not None else write(line))
    c.last_at = line.at
    if not event.quiet and line.by != "clock" and not line.by.startswith("advice"):
        c.person_position = line.position


def fold(lines: Iterable[tuple[Line, str]]) -> Complaint | None:
    """The complaint that these lines (with their stored texts) make, or None where there are none."""
    complaint: Complaint | None = None
    for line, text in lines:
        if complaint is None:
            complaint = Complaint(number=line.number)
        take(complaint, line, text)
    return complaint
