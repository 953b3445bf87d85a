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
    "TakenOver": ("alarm", "watch"),
    "TurnedBack": ("alarm", "watch"),
    "TakenBack": ("alarm",),
    "Devolved": ("alarm", "watch"),
    "ClockWarned": ("alarm", "watch"),
    "ClockOverrun": ("alarm", "watch"),
    "PromiseBroken": ("alarm", "watch"),
    "NoticeFailed": ("alarm",),
    "Chased": ("alarm", "watch"),
    "Supervised": ("alarm",),
    "Disputed": ("alarm", "watch"),
    "ReviewAsked": ("alarm", "watch"),
    "Reviewed": ("alarm", "send", "watch"),
    "Withdrawn": ("alarm",),
    "Reopened": ("alarm",),
    "Heard": ("alarm", "watch"),
    "Told": ("alarm",),
    "Declared": ("alarm",),
    "Enclosed": ("alarm", "examine"),
    "Asked": ("alarm", "send", "watch"),
    "Accepted": ("alarm",),
    "ApprovalAsked": ("alarm",),
    "Approved": ("alarm",),
    "Rejected": ("alarm",),
    "Offered": ("alarm",),
    "Agreed": ("alarm",),
    "TurnedDown": ("alarm",),
    "OfferLapsed": ("alarm",),
    "Closed": ("report_up", "teach"),
    "Recorded": ("alarm", "advise", "group", "examine"),
    "Rated": ("alarm", "watch"),
    "Acknowledged": ("send", "watch"),
    "Informed": ("send", "watch"),
    "Answered": ("send", "coach", "watch"),
    "Declined": ("send",),
    "ClockExtended": ("send",),
    "ClockPaused": ("send",),
    "Promised": ("watch",),
    "Alerted": ("alarm", "pass_up"),
    "Weighed": ("alarm",),
    "Escalated": ("alarm", "untold"),
    "Reported": ("alarm",),
    "Calmed": ("alarm",),
    "Erased": ("purge", "teach", "group"),
    "Locked": ("group", "teach"),
    "Assessed": ("teach", "watch"),
    "Corrected": ("advise", "teach", "group"),
    "Confirmed": ("teach",),
    "Overruled": ("teach",),
    "Requested": ("alarm",),
    "Delivered": ("alarm",),
    "Reminded": ("alarm",),
    "Recalled": ("alarm",),
    "PartOverdue": ("alarm",),
    "PartyOverdue": ("alarm",),
    "BroughtIn": ("alarm", "send"),
    "Concluded": ("alarm", "send"),
    "Briefed": ("alarm",),
    "ApologyProposed": ("alarm",),
    "ApologyApproved": ("alarm",),
    "ApologyRejected": ("alarm",),
    "Apologised": ("send",),
    "Flagged": ("alarm",),
    "Judged": ("alarm",),
    "Restricted": ("alarm", "review_due"),
    "Lifted": ("alarm",),
    "Appealed": ("alarm",),
}
# An early warning that no word to the complainant has answered by then is the head's matter too. A design value; the
# organisation may settle another (`warn_head_hours`).
HEAD_AFTER_HOURS = 24
SENT = frozenset({"email", "sms"})  # the ways that go out by themselves
PURGED = time(3, 0)  # by night: the index is written anew
AT_ONCE = frozenset({"Escalated", "BroughtIn"})  # a call for help, and what must be known within the hour
TOLD_OUTSIDE = frozenset(
    {"ClockWarned", "ClockOverrun", "PromiseBroken", "PartOverdue", "PartyOverdue"}
)  # quiet, but partners want to know


def follows(event: Event, c: Complaint, *, webhooks: bool, later: bool = True) -> tuple[str, ...]:
    """The reactions to plan for an event; history taken in starts none until a person acts on it `later`."""
    name = type(event).__name__
    if not c.live and not later:
        return ()
    found = FOLLOWS.get(name, ())
    if "send" in found and getattr(event, "way", None) not in SENT:
        found = tuple(one for one in found if one != "send")
    if "examine" in found and not _brings_a_file(event):
        found = tuple(one for one in found if one != "examine")
    if name == "Recorded" and c.recorded_by != "complainant":
        found = tuple(one for one in found if one != "alarm")  # who writes it down knows of it
    if webhooks and (not event.quiet or name in TOLD_OUTSIDE):
        found = (*found, "webhook")
    return found


def _brings_a_file(event: Event) -> bool:
    original = getattr(event, "original", None)
    return bool(getattr(event, "evidence", ())) or (original is not None and original.id.startswith("e"))


def not_before(
    reaction: str, at: datetime, policy: Policy, event: Event | None = None, *, head_hours: int = HEAD_AFTER_HOURS
) -> datetime:
    """The moment a reaction may run: nobody is alarmed in the pack's quiet hours; programs and post do not sleep.

    Advice does not either: a sign that somebody is in danger is the one alarm that never waits.
    """
    if reaction == "purge":
        local = at.astimezone(ZoneInfo(policy.calendar.time_zone))
        night = datetime.combine(local.date(), PURGED, local.tzinfo)
        return (night if night > local else night + timedelta(days=1)).astimezone(at.tzinfo)
    if reaction == "pass_up":
        at += timedelta(hours=head_hours)
    review = getattr(event, "review_date", None) if reaction == "review_due" else None
    if review is not None:
        begins_on = datetime.combine(review, time(0), ZoneInfo(policy.calendar.time_zone))
        at = max(at, begins_on.astimezone(at.tzinfo))
    if (
        reaction in {"webhook", "send", "advise", "group", "teach", "coach", "watch", "examine", "untold"}
        or type(event).__name__ in AT_ONCE
        or policy.quiet_hours is None
    ):
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
