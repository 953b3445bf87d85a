"""What the person complained of may read of each event: a table, and what it does not name is not theirs to read (M13).

They read what is said about them, what they were told and said, and the findings against them; not the complainant's
contact data, not notes among staff, not what others said in confidence, not advice, and nothing of a report (121号 arts. 9, 37).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple


class Seen(NamedTuple):
    """A line as a condition looks at it: its event, who wrote it, and the reader's account."""

    event: Any
    by: str
    me: int


def _always(seen: Seen) -> bool:
    return seen.event is not None


def _mine(seen: Seen) -> bool:
    """Is it said to or by the reader?"""
    return bool(seen.event.account == seen.me or seen.by == f"account:{seen.me}")


def _heard(seen: Seen) -> bool:
    return seen.event.who in {"complainant", "agent"} or _mine(seen)


def _material(seen: Seen) -> bool:
    return bool(seen.event.whose == "theirs" or seen.by == f"account:{seen.me}")


def _finding(seen: Seen) -> bool:
    """A finding on facts, or against the reader; one against a colleague is that colleague's."""
    return not seen.event.against or f"account:{seen.me}" in seen.event.against


def _own_interest(seen: Seen) -> bool:
    return bool(seen.event.account == seen.me)


def _written_by_me(seen: Seen) -> bool:
    return seen.by == f"account:{seen.me}"


# event → which of its lines the person complained of reads, with the words that stand there
READS: dict[str, Callable[[Seen], bool]] = {
    "Recorded": _always,
    "Acknowledged": _always,
    "Assessed": _always,
    "Declined": _always,
    "HandOverOffered": _written_by_me,
    "TakenOver": _always,
    "Devolved": _always,
    "Asked": lambda seen: seen.event.account == seen.me or seen.by == f"account:{seen.me}",
    "Heard": _heard,
    "Enclosed": _material,
    "Noted": _written_by_me,
    "Told": _mine,
    "NotTold": _mine,
    "Involved": _own_interest,
    "Declared": _own_interest,
    "Investigated": _finding,
    "Clarified": _always,
    "Answered": _always,
    "Accepted": _always,
    "Disputed": _always,
    "ReviewAsked": _always,
    "Reviewed": _always,
    "Referred": _always,
    "Closed": _always,
    "Reopened": _always,
    "Withdrawn": _always,
    "ClockStarted": _always,
    "ClockStopped": _always,
    "ClockWarned": _always,
    "ClockOverrun": _always,
    "ClockExtended": _always,
    "ClockPaused": _always,
    "ClockResumed": _always,
    "Corrected": _always,
    "Erased": _always,
    "Locked": _always,
    "Followed": _written_by_me,
    "Chased": _always,
    "Rated": _always,
    "Informed": _always,
    "Reached": _always,
    "NotReached": _always,
    "NoticeDelivered": _always,
    "NoticeFailed": _always,
}


def reads(event: Any, by: str, me: int) -> bool:
    """May the person complained of read this line?"""
    condition = READS.get(type(event).__name__)
    return condition is not None and bool(condition(Seen(event, by, me)))
