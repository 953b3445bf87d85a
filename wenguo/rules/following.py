"""What follows from an event after its commit: a table from event to the reactions planned with it."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from wenguo.complaint import Complaint
    from wenguo.events import Event
    from wenguo.rules.policy import Policy

# event → reactions (files of reactions/); every event that is not quiet is also told to webhooks, where there are any
FOLLOWS: dict[str, tuple[str, ...]] = {
    "HandOverOffered": ("alarm",),
    "TakenOver": ("alarm",),
    "TurnedBack": ("alarm",),
    "Devolved": ("alarm",),
    "ClockWarned": ("alarm",),
    "ClockOverrun": ("alarm",),
    "PromiseBroken": ("alarm",),
    "NoticeFailed": ("alarm",),
    "Chased": ("alarm",),
    "Supervised": ("alarm",),
    "Disputed": ("alarm",),
    "ReviewAsked": ("alarm",),
    "Reviewed": ("alarm",),
    "Withdrawn": ("alarm",),
    "Reopened": ("alarm",),
    "Heard": ("alarm",),
    "Enclosed": ("alarm",),
    "Asked": ("alarm",),
    "Accepted": ("alarm",),
    "ApprovalAsked": ("alarm",),
    "Approved": ("alarm",),
    "Rejected": ("alarm",),
    "Closed": ("report_up",),
    "Erased": ("purge",),
}
PURGED = time(3, 0)  # by night: the index is written anew
TOLD_OUTSIDE = frozenset({"ClockWarned", "ClockOverrun", "PromiseBroken"})  # quiet, but partners want to know


def follows(event: Event, c: Complaint, *, webhooks: bool, later: bool = True) -> tuple[str, ...]:
    """The reactions to plan for an event; history taken in starts none until a person acts on it `later`."""
    name = type(event).__name__
    if not c.live and not later:
        return ()
    found = FOLLOWS.get(name, ())
    if webhooks and (not event.quiet or name in TOLD_OUTSIDE):
        found = (*found, "webhook")
    return found


def not_before(reaction: str, at: datetime, policy: Policy) -> datetime:
    """The moment a reaction may run: nobody is alarmed in the pack's quiet hours; programs do not sleep."""
    if reaction == "purge":
        local = at.astimezone(ZoneInfo(policy.calendar.time_zone))
        night = datetime.combine(local.date(), PURGED, local.tzinfo)
        return (night if night > local else night + timedelta(days=1)).astimezone(at.tzinfo)
    if reaction == "webhook" or policy.quiet_hours is None:
        return at
    begins, ends = (time.fromisoformat(text) for text in policy.quiet_hours)
    local = at.astimezone(ZoneInfo(policy.calendar.time_zone))
    if not is_quiet(local.time(), begins, ends):
        return at
    day = local.date() if local.time() < ends else local.date() + timedelta(days=1)
    morning = datetime.combine(day, ends, local.tzinfo)
    if morning.astimezone(UTC) < at:  # the clocks went back past `ends`: it comes a second time
        morning = morning.replace(fold=1)
    return morning.astimezone(at.tzinfo)


def is_quiet(now: time, begins: time, ends: time) -> bool:
    """Does a local time of day lie in quiet hours, which may run past midnight? Equal ends mean there are none."""
    if begins <= ends:
        return begins <= now < ends
    return now >= begins or now < ends
