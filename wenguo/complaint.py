"""What a complaint is now: the state that its folded events make (folding/ says how)."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from wenguo import events as e


class Clock(msgspec.Struct, kw_only=True):
    """One running time limit; `state` is running, paused, met, stopped; `overrun_at` once it ran out unmet."""

    id: int
    pack: str
    rule: str
    obligor: str
    starts: str
    started_at: datetime
    due_at: datetime
    due_rolled_at: datetime
    ends_on: tuple[str, ...]
    warn_at: tuple[int, ...]
    complexity: str
    provisional: bool
    fallback: bool
    state: str = "running"
    ended_at: datetime | None = None
    paused_at: datetime | None = None
    pause: str | None = None
    overrun_at: datetime | None = None
    warned: int = 0
    extended: int = 0

    @property
    def ours(self) -> bool:
        """Does it bind us (the firm or the unit above), and not an authority or the complainant?"""
        return self.obligor in {"firm", "superior"}


class Promise(msgspec.Struct, kw_only=True):
    """Something promised; `state` is open, broken, kept or kept_late."""

    id: int
    to: str
    what: e.Ref
    by: str
    made_at: datetime
    due_at: datetime
    state: str = "open"
    ended_at: datetime | None = None


class HandOver(msgspec.Struct, kw_only=True):
    """An offer of ownership that waits for its taker's yes."""

    to: int
    by: str
    why: str
    offered_at: datetime
    expires_at: datetime


class DemandState(msgspec.Struct, kw_only=True):
    """A demand and what was decided of it."""

    id: int
    remedy: str
    amount_fen: int | None
    words: e.Ref | None
    decision: str | None = None
    basis: e.Ref | None = None


class OfferState(msgspec.Struct, kw_only=True):
    """Redress offered; `state` is offered, approved or rejected."""

    id: int
    remedy: str
    amount_fen: int | None
    by: str
    state: str = "offered"


class Notice(msgspec.Struct, kw_only=True):
    """A word sent to the complainant: the line that sent it, by which way, and whether it arrived."""

    position: int
    event: str
    way: str
    sent_at: datetime
    words: e.Ref | None
    address: e.Ref | None
    delivered: bool | None = None
    proof: e.Ref | None = None


class Suggestion(msgspec.Struct, kw_only=True):
    """A proposal of the advice: open, confirmed or overruled."""

    position: int
    topic: str
    value: str
    score: int
    model: str
    state: str = "open"


class Complaint(msgspec.Struct, kw_only=True):
    """The whole state of one complaint, folded from its log."""

    number: str
    stage: str = "received"
    kind: str = "complaint"
    channel: str = "other"
    unit: int = 0
    owner: int = 0
    first_responder: int = 0
    recorded_by: str = ""
    recorded_at: datetime | None = None
    received_at: datetime | None = None
    event_date: date | None = None
    subject: e.Ref | None = None
    words: e.Ref | None = None
    original: e.Ref | None = None
    complainant: e.Ref | None = None
    agent: e.Ref | None = None
    authority: e.Ref | None = None
    contract: e.Ref | None = None
    referrer: str | None = None
    referrer_number: e.Ref | None = None
    product: str | None = None
    price_fen: int | None = None
    causes: tuple[str, ...] = ()
    dissatisfaction: str | None = None
    severity: str = "T3"
    complexity: str | None = None
    vulnerability: e.Ref | None = None
    consent: e.Ref | None = None
    concerned: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()
    grumble: bool = False
    live: bool = True
    source: str | None = None
    part_of: str | None = None
    demands: list[DemandState] = []
    clocks: list[Clock] = []
    promises: list[Promise] = []
    offers: list[OfferState] = []
    notices: list[Notice] = []
    suggestions: list[Suggestion] = []
    links: dict[str, str] = {}
    followers: set[int] = set()
    asked: set[int] = set()
    investigators: set[str] = set()
    hand_over: HandOver | None = None
    approval: str | None = None  # None, "asked", "approved", "rejected" for the answer being prepared
    approval_asked_by: str | None = None
    drafted: e.Ref | None = None
    answered_by: str | None = None
    answered_at: datetime | None = None
    accepted_how: str | None = None
    closed_at: datetime | None = None
    outcome: str | None = None
    contact_days: set[date] = set()
    last_contact_at: datetime | None = None
    hand_overs: int = 0
    turn_backs: int = 0
    chases: int = 0
    supervisions: int = 0
    disputes: int = 0
    reopenings: int = 0
    broken_promises: int = 0
    handling_rated: int | None = None  # by the complainant, 1 to 5; the last mark counts
    outcome_rated: int | None = None
    held: bool = False
    restricted: bool = False
    theirs: list[e.Ref] = []  # everything the complainant said or wrote, in order
    ours: list[e.Ref] = []  # everything we wrote
    refs: dict[str, str] = {}  # id → fingerprint of everything kept
    addresses: set[str] = set()  # of these, the ids of where notices went: contact data though they are words
    erased: set[str] = set()
    length: int = 0
    head: str = ""
    last_at: datetime | None = None
    person_position: int = 0  # the last line a person acted by

    def clock(self, number: int) -> Clock | None:
        """The clock with this ordinal, if there is one."""
        return self.clocks[number - 1] if 0 < number <= len(self.clocks) else None

    def promise(self, number: int) -> Promise | None:
        """The promise with this ordinal, if there is one."""
        return self.promises[number - 1] if 0 < number <= len(self.promises) else None

    def is_open(self) -> bool:
        """Is there still something to do?"""
        return self.stage != "closed"
