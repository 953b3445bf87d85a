"""The state of what others do for a complaint: parts asked of units, third parties, the press line, apologies."""

from __future__ import annotations

from datetime import datetime

import msgspec

from wenguo import events as e


class Part(msgspec.Struct, kw_only=True):
    """A part of the work asked of another unit; `state` is requested, overdue, delivered, late or recalled."""

    id: int
    unit: int
    above: tuple[int, ...]
    account: int | None
    what: e.Ref
    by: str
    asked_at: datetime
    due_at: datetime
    standards: tuple[str, ...] = ()
    state: str = "requested"
    reminders: int = 0
    reminded_at: datetime | None = None
    words: e.Ref | None = None
    evidence: tuple[e.Ref, ...] = ()
    ended_at: datetime | None = None
    ended_by: str | None = None

    @property
    def is_open(self) -> bool:
        """Is it still to come?"""
        return self.state in {"requested", "overdue"}

    @property
    def units(self) -> frozenset[int]:
        """The unit that owes it and those above."""
        return frozenset({self.unit, *self.above})


class Spoken(msgspec.Struct, kw_only=True):
    """One word that went to a third party or came from it."""

    position: int
    at: datetime
    direction: str
    way: str
    words: e.Ref
    by: str


class Party(msgspec.Struct, kw_only=True):
    """A third party; `outcome` is None until it has concluded. `paused` are the clocks its coming stopped."""

    id: int
    kind: str
    body: e.Ref
    question: e.Ref
    by: str
    asked_at: datetime
    who: e.Ref | None = None
    due_at: datetime | None = None
    cost_fen: int | None = None
    danger: bool = False
    about: str = "conduct"
    asked_by: str = "ours"
    paused: tuple[int, ...] = ()
    told: e.Ref | None = None  # what the complainant was told of it
    overdue_at: datetime | None = None
    exchanges: list[Spoken] = []
    outcome: str | None = None
    words: e.Ref | None = None
    evidence: tuple[e.Ref, ...] = ()
    ended_at: datetime | None = None
    resumed: tuple[int, ...] = ()

    @property
    def awaited_at(self) -> datetime | None:
        """By when an answer is awaited, while none came and its lateness is not on the log yet."""
        return self.due_at if self.outcome is None and self.overdue_at is None else None


class Brief(msgspec.Struct, kw_only=True):
    """The line agreed on for the press, and who speaks until when."""

    words: e.Ref
    speakers: tuple[int, ...]
    by: str
    at: datetime
    until: datetime | None = None


class Apology(msgspec.Struct, kw_only=True):
    """An apology; `state` is proposed, approved, rejected or made. `yeses` is the seat → who said yes in it."""

    id: int
    form: str
    of: str
    scope: str
    words: e.Ref
    by: str
    at: datetime
    finding: int | None = None
    offer: int | None = None
    demand: int | None = None
    named: bool = False
    consent: e.Ref | None = None
    state: str = "proposed"
    seats: tuple[str, ...] = ()
    yeses: dict[str, str] = {}
    way: str | None = None
    made_at: datetime | None = None
