"""A line and its complaint as a reaction sees them: the state now, and what the line itself did away with."""

from __future__ import annotations

import msgspec

from wenguo.complaint import Complaint, HandOver
from wenguo.events import Event
from wenguo.folding import take
from wenguo.line import Line, read
from wenguo.models import Line as LineRow
from wenguo.queries import office


class Happened(msgspec.Struct, frozen=True, kw_only=True):
    """What a reaction is about: `now` is the complaint today, `hand_over` the offer that stood before the line."""

    line_id: int
    complaint_id: int
    line: Line
    text: str
    now: Complaint
    hand_over: HandOver | None

    @property
    def event(self) -> Event:
        """What the line tells."""
        return self.line.event

    @property
    def actor(self) -> int | None:
        """The account that acted; None for clock, complainant and advice."""
        return account_of(self.line.by)

    @property
    def unit(self) -> office.UnitFacts:
        """The complaint's unit, with what it inherits."""
        return office.units()[self.now.unit]


def account_of(ref: str | None) -> int | None:
    """The account id in a reference such as "account:3"."""
    name, _, number = (ref or "").partition(":")
    return int(number) if name == "account" and number else None


def happened(line_id: int) -> Happened:
    """Read the line and fold its complaint as it is now. Raises Unreadable where a line cannot be read."""
    complaint_id, position = LineRow.objects.values_list("complaint_id", "position").get(pk=line_id)
    texts = LineRow.objects.filter(complaint_id=complaint_id).order_by("position").values_list("data", flat=True)
    c: Complaint | None = None
    found: tuple[Line, str, HandOver | None] | None = None
    for text in texts:
        line = read(text)
        if c is None:
            c = Complaint(number=line.number)
        if line.position == position:
            found = (line, text, c.hand_over)
        take(c, line, text)
    assert c is not None
    assert found is not None
    return Happened(line_id=line_id, complaint_id=complaint_id, line=found[0], text=found[1], now=c, hand_over=found[2])
