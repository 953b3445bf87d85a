"""The parts of a complaint's state: the answer submitted, its clocks, promises, demands, offers, notices, suggestions."""

from __future__ import annotations

from datetime import datetime

import msgspec

from wenguo import events as e


class Submitted(msgspec.Struct, kw_only=True):
    """What an answer put before a second person decides and links, beside its words."""

    decisions: tuple[e.Decision, ...] = ()
    findings: tuple[int, ...] = ()
    articles: tuple[str, ...] = ()
    basis: e.Ref | None = None
    offers: tuple[int, ...] = ()
    no_remedy: bool = False
    override: e.Ref | None = None  # why it may go out without the parts named in `overridden`


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
