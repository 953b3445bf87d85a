"""The state of evidence: physical things, what is said of each item, and through whose hands it went."""

from __future__ import annotations

from datetime import datetime

import msgspec

from wenguo import events as e


class Thing(msgspec.Struct, kw_only=True):
    """A physical thing in our keeping; `state` is here, handed, returned or destroyed."""

    id: int
    kind: str
    description: e.Ref
    place: e.Ref
    giver: e.Ref | None
    whose: str
    at: datetime
    by: str
    position: int
    state: str = "here"

    @property
    def item(self) -> str:
        """Its name among the items of evidence."""
        return f"t{self.id}"


class Description(msgspec.Struct, kw_only=True):
    """What is said of one item: the newest word on each point counts, statements add up."""

    kind: str | None = None
    title: e.Ref | None = None
    happened_at: datetime | None = None
    precision: str = "minute"
    stated: list[e.Stated] = []
    consent: str | None = None
    consent_words: e.Ref | None = None
    listeners: tuple[str, ...] = ()
    of: str | None = None
    moments: list[e.Marked] = []


class Custody(msgspec.Struct, frozen=True, kw_only=True):
    """One step of an item on its way through hands."""

    item: str
    act: str
    at: datetime
    by: str
    position: int
    to: e.Ref | None = None
    place: e.Ref | None = None
    reason: e.Ref | None = None
