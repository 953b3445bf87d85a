"""First responder owns (首问负责制, M37): there is no moment without an owner.

北京市接诉即办工作条例 art. 14 (首接负责制) names the principle; the hours are the pack's.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from wenguo.events import HandOverOffered, Ref

if TYPE_CHECKING:
    from wenguo.rules.policy import Policy


# Where no pack says how long an offer may wait (design).
UNANSWERED_HOURS = 24


def offered(to: int, at: datetime, policy: Policy, *, why: str = "asked", reason: Ref | None = None) -> HandOverOffered:
    """An offer of ownership that expires after the pack's hours; the owner stays owner until it is taken."""
    hours = policy.escalate_offer_hours or UNANSWERED_HOURS
    return HandOverOffered(to=to, expires_at=at + timedelta(hours=hours), reason=reason, why=why)


def must_avoid(account: int | None, concerned: tuple[int, ...]) -> bool:
    """Is this account one of the persons complained of?"""
    return account is not None and account in concerned


def outside(heads: Iterable[int], owner: int, concerned: tuple[int, ...]) -> int | None:
    """The nearest of these heads who neither owns it nor is complained of: who is offered what its owner must avoid."""
    return next((head for head in heads if head != owner and head not in concerned), None)
