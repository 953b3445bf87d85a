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
    "TakenBack": ("alarm",),
    "Devolved": ("alarm",),
    "ClockWarned": ("alarm",),
    "ClockOverrun": ("alarm",),
    "PromiseBroken": ("alarm",),
    "NoticeFailed": ("alarm",),
    "Chased": ("alarm",),
    "Supervised": ("alarm",),
    "Disputed": ("alarm",),
    "ReviewAsked": ("alarm",),
    "Reviewed": ("alarm", "send"),
    "Withdrawn": ("alarm",),
    "Reopened": ("alarm",),
    "Heard": ("alarm",),
    "Enclosed": ("alarm",),
    "Asked": ("alarm", "send"),
    "Accepted": ("alarm",),
    "ApprovalAsked": ("alarm",),
    "Approved": ("alarm",),
    "Rejected": ("alarm",),
    "Closed": ("report_up", "teach"),
    "Recorded": ("alarm", "advise", "group"),
    "Rated": ("alarm",),
    "Acknowledged": ("send",),
    "Informed": ("send",),
    "Answered": ("send", "coach"),
    "Declined": ("send",),
    "ClockExtended": ("send",),
    "ClockPaused": ("send",),
    "Erased": ("purge", "teach", "group"),
    "Restricted": ("group", "teach"),
    "Assessed": ("teach",),
    "Corrected": ("advise", "teach", "group"),
    "Confirmed": ("teach",),
    "Overruled": ("teach",),
}
SENT = frozenset({"email", "sms"})  # the ways that go out by themselves
PURGED = time(3, 0)  # by night: the index is written anew
TOLD_OUTSIDE = frozenset({"ClockWarned", "ClockOverrun", "PromiseBroken"})  # quiet, but partners want to know


def follows(event: Event, c: Complaint, *, webhooks: bool, later: bool = True) -> tuple[str, ...]:
    """The reactions to plan for an event; history taken in starts none until a person acts on it `later`."""
    name = type(event).__name__
    if not c.live and not later:
        return ()
    found = FOLLOWS.get(name, ())
    if "send" in found and getattr(event, "way", None) not in SENT:
        found = tuple(one for one in found if one != "send")
    if name == "Recorded" and c.recorded_by != "complainant":
        found = tuple(one for one in found if one != "alarm")  # who writes it down knows of it
    if webhooks and (not event.quiet or name in TOLD_OUTSIDE):
        found = (*found, "webhook")
    return found


def not_before(reaction: str, at: datetime, policy: Policy) -> datetime:
    """The moment a reaction may run: nobody is alarmed in the pack's quiet hours; programs and post do not sleep.

    Advice does not either: a sign that somebody is in danger is the one alarm that never waits.
    """
    if reaction == "purge":
        local = at.astimezone(ZoneInfo(policy.calendar.time_zone))
        night = datetime.combine(local.date(), PURGED, local.tzinfo)
        return (night if night > local else night + timedelta(days=1)).astimezone(at.tzinfo)
    if reaction in {"webhook", "send", "advise", "group", "teach", "coach"} or policy.quiet_hours is None:
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
