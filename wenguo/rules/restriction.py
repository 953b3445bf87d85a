"""An arrangement of contact: how long at most, when it ends by itself, and what it may never touch (M40).

Nothing of ours asks whether one stands before it lets a complainant act, starts or stops a clock, or orders the desk: a
property test walks every verb and every clock with and without one (NSW Ombudsman; BS 8543 annex B, four tests [S]).
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from wenguo import events as e
from wenguo.text import Text

if TYPE_CHECKING:
    from wenguo.complaint import Complaint
    from wenguo.complaint.conduct import Restriction
    from wenguo.rules.policy import Policy

# Where the house's pack says nothing else: design values, ours and not law's; shorter is always allowed.
MOST_DAYS = 90
MOST_DAYS_TO_REVIEW = 30
# One of these stays open whatever is arranged: they ask for nobody's presence.
WRITTEN = frozenset({"letter", "email", "portal"})
# For these alone no warning need come first.
AT_ONCE = frozenset({"threat_person"})

# What stays as it is, in the words the complainant reads.
UNTOUCHED: tuple[Text, ...] = (
    Text("所有法定时限照常计算，到期照常答复", "every time limit runs on, and we answer in time as before"),
    Text(
        "涉及安全、生命健康的，随时用任何方式联系我们",
        "for anything about safety or health reach us at any time, by any way",
    ),
    Text(
        "依法应退、应赔、应修的，照办不误", "what the law gives – refund, compensation, repair – is given all the same"
    ),
    Text(
        "您仍可补充、催办、认可、不认可、撤回、申请核查、提出新的投诉",
        "you can still add words, chase, accept, dispute, withdraw, ask for a review, and complain anew",
    ),
    Text(
        "您仍可向监管部门、消协、法院、媒体反映",
        "you can still turn to a regulator, a consumer body, a court or the press",
    ),
    Text("投诉本身按事实和依据判断，不因此改变", "the complaint itself is judged on its facts, as if there were none"),
)
# The complainant's verbs that no arrangement closes (and no table of ours asks about one).
RIGHTS = frozenset("record hear enclose chase accept dispute ask_review rate withdraw appeal".split())


class Longest(NamedTuple):
    """How long an arrangement may stand, and until when it is reviewed: the house's own values (design)."""

    days: int = MOST_DAYS
    to_review: int = MOST_DAYS_TO_REVIEW


def longest(policy: Policy) -> Longest:
    """What the packs say (rule `contact_arrangement`), else our values."""
    said = {
        amount.what: int(amount.value)
        for rule in policy.rules(None)
        if rule.id == "contact_arrangement"
        for amount in rule.amounts
    }
    return Longest(said.get("days", MOST_DAYS), said.get("days_to_review", MOST_DAYS_TO_REVIEW))


class Bounds(NamedTuple):
    """The first and the last moment of an arrangement."""

    begins_at: datetime
    ends_at: datetime


def why_not_dates(first: date, last: date, review: date, today: date, most: Longest) -> tuple[str, Text] | None:
    """None where the dates are sound; else the field and the words."""
    if first < today:
        return "from_date", Text("开始日期不能早于今天。", "It cannot begin before today.")
    if last < first:
        return "until_date", Text("结束日期早于开始日期。", "It would end before it begins.")
    # counted from today, so that two decided on one day cannot stand end to end
    if (last - today).days + 1 > most.days:
        return "until_date", Text(
            f"自今天起最长 {most.days} 天（本系统设计值，不是法定）；届满自动结束，需要时重新决定。",
            f"{most.days} days from today at most (our design value, not law); it ends by itself, and is decided anew "
            "if need be.",
        )
    if not first <= review <= last:
        return "review_date", Text("复查日期须在安排期间内。", "The review must lie within the arrangement.")
    if (review - first).days > most.to_review:
        return "review_date", Text(
            f"最迟 {most.to_review} 天内复查一次（设计值）。",
            f"It is reviewed within {most.to_review} days (design value).",
        )
    return None


def bounds(first: date, last: date, at: datetime, zone: str) -> Bounds:
    """From the beginning of the first day (or now) to the end of the last, as the unit's clocks show them."""
    where = ZoneInfo(zone)
    begins = datetime.combine(first, time(), where).astimezone(at.tzinfo)
    ends = datetime.combine(last + timedelta(days=1), time(), where).astimezone(at.tzinfo)
    return Bounds(max(begins, at), ends)


def standing_at(c: Complaint, at: datetime) -> list[Restriction]:
    """The arrangements that hold at this moment: one that has run out holds no more, whatever anybody did."""
    return [one for one in c.restrictions if one.stands(at)]


def expired(c: Complaint, at: datetime) -> list[e.Event]:
    """The lines that say of arrangements run out by `at` that they are over; doing it twice finds nothing."""
    return [
        e.Lifted(restriction=one.id, why="expired")
        for one in c.restrictions
        if one.ended_at is None and one.ends_at < at
    ]


def next_end(c: Complaint) -> list[datetime]:
    """The moments after which `expired` finds something."""
    return [one.ends_at for one in c.restrictions if one.ended_at is None]


def appealable(c: Complaint) -> tuple[int, int | None] | None:
    """What an appeal is about where it names nothing: the latest arrangement that nobody took back, else a warning."""
    arranged = [one for one in c.restrictions if one.ended_why in {None, "expired"}]
    if arranged:
        return arranged[-1].flag, arranged[-1].id
    warned = [flag.id for flag in c.flags if flag.warned_at is not None and flag.state == "upheld"]
    return (warned[-1], None) if warned else None


def appeal_waits(c: Complaint, about: tuple[int, int | None]) -> bool:
    """Has an appeal about it arrived that nobody has decided yet?"""
    return any((one.flag, one.restriction) == about for one in c.appeals if one.decision not in {"stands", "falls"})
