"""Redress as the log says it stands: offered, approved, agreed, performed."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from wenguo import events as e


class Payment(msgspec.Struct, kw_only=True):
    """One act of performance: what was given, when, by which way, and its proof."""

    position: int
    by: str
    at: datetime
    performed_at: datetime
    how: str
    proof: e.Ref
    amount_fen: int | None = None
    evidence: tuple[str, ...] = ()


STANDING = frozenset({"offered", "approved", "agreed", "performed"})
STATES = STANDING | {"rejected", "turned_down", "lapsed"}


class OfferState(msgspec.Struct, kw_only=True):
    """Redress offered; `state` is offered, approved, rejected, agreed, turned_down, lapsed or performed."""

    id: int
    remedy: str
    amount_fen: int | None
    by: str
    state: str = "offered"
    at: datetime | None = None
    position: int = 0
    demand: int | None = None
    rule: str | None = None
    words: e.Ref | None = None
    basis: e.Ref | None = None
    reason: e.Ref | None = None
    valid_until: date | None = None
    lapses_at: datetime | None = None
    approve_by: datetime | None = None
    steps: tuple[str, ...] | None = None
    parallel: bool = False
    approved: list[tuple[str, str]] = []  # step ("" where any would do) and who said yes
    agreed_fen: int | None = None
    agreed_at: datetime | None = None
    partly: bool = False  # agreed to in part: the rest stays in dispute
    promise: int | None = None
    payments: list[Payment] = []

    @property
    def waiting(self) -> tuple[str, ...]:
        """The roles that may say yes now; ("",) where any approving role may."""
        if self.state != "offered":
            return ()
        if self.steps is None:
            return ("",)
        given = [step for step, _ in self.approved]
        left = [step for at, step in enumerate(self.steps) if self.steps[: at + 1].count(step) > given.count(step)]
        return tuple(dict.fromkeys(left)) if self.parallel else tuple(left[:1])

    @property
    def due_fen(self) -> int | None:
        """The money that is to be given: what was agreed, else what was offered; None where it is not money."""
        return self.agreed_fen if self.agreed_fen is not None else self.amount_fen

    @property
    def given_fen(self) -> int:
        """The money that was given."""
        return sum(one.amount_fen or 0 for one in self.payments)

    @property
    def rest_fen(self) -> int:
        """What of the money is still to be given."""
        return max((self.due_fen or 0) - self.given_fen, 0)

    @property
    def counted_fen(self) -> int:
        """The money of it that counts: what still stands, else what was handed out before it ended."""
        return (self.due_fen or 0) if self.state in STANDING else self.given_fen

    @property
    def disputed_fen(self) -> int:
        """What of the offer was not agreed to, and so stays in dispute."""
        if not self.partly or self.amount_fen is None or self.agreed_fen is None:
            return 0
        return max(self.amount_fen - self.agreed_fen, 0)
