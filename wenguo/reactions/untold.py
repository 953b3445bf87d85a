"""untold: whoever must know of a major complaint and was not told in time is alarmed, and so is who should have told (M39)."""

from __future__ import annotations

from datetime import datetime

from wenguo import events as e
from wenguo.queries.danger import knowers
from wenguo.reactions.alarm import put
from wenguo.reactions.happened import Happened
from wenguo.reactions.heads import head_of


def untold(h: Happened, at: datetime) -> datetime | None:
    """Alarm for each role whose hours since this listing are over; says when the next one's will be."""
    assert isinstance(h.event, e.Escalated)
    major = h.now.major
    if major is None or not major.open or not h.now.is_open():
        return None
    waiting = [one for one in knowers(h.now) if one.since == h.line.at and one.told_at is None]
    late = [one for one in waiting if one.due_at <= at]
    if late:
        accounts = [one.account for one in late]
        put(h, "MajorUntold", [h.now.owner, head_of(h), *accounts], at, task=True)
    return min((one.due_at for one in waiting if one.due_at > at), default=None)
