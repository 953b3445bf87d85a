"""The clocks of a complaint: which start, when each next asks for attention, and what has run out.

Lengths come from policy packs; the calendar knows working days. Work to the un-rolled date, report the breach on
the rolled one (民法典 art. 203): a clock is due at `due_at` and overrun after `due_rolled_at`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from wenguo import events as e
from wenguo.rules import offering, restriction
from wenguo.rules.policy import find

if TYPE_CHECKING:
    from wenguo.complaint import Clock, Complaint
    from wenguo.rules.policy import Policy, Rule, Taxonomy

# what happens → the starting points of clocks (words of the packs) it stands for
STARTS: dict[str, tuple[str, ...]] = {
    "Recorded": ("receipt", "demand", "referral", "request"),
    "Acknowledged": ("acceptance",),
    "Answered": ("answer",),
    "Declined": ("answer",),
    "ReviewAsked": ("review_asked",),
    "Withdrawn": ("withdrawal",),
    "Escalated": ("escalated",),
    "Reported": ("reported",),
}
# A start that binds only where the complaint carries a fact: a referral needs a referrer, a request the data tag.
ONLY_WITH = {"referral": "referred", "request": "data_request"}
# A complaint that comes back is answered anew within the same length, counted from its coming back.
COMES_BACK = frozenset({"Disputed", "Reopened"})
# What these start is numbered after the clocks that their own verb starts.
AFTERWARDS = frozenset({"Assessed", "Corrected"})


def tags(c: Complaint, taxonomy: Taxonomy) -> frozenset[str]:
    """The facts a pack's clock may ask for before it starts."""
    own = {"referred"} if c.referrer else set()
    codes = (*c.causes, *(demand.remedy for demand in c.demands), *((c.product,) if c.product else ()))
    return frozenset(own | set(c.tags) | taxonomy.tags(codes))


def started(
    c: Complaint, happened: Iterable[e.Event], at: datetime, policy: Policy, taxonomy: Taxonomy
) -> list[e.Event]:
    """The ClockStarted lines that follow from what just happened; `c` is the complaint after it."""
    found: list[e.Event] = []
    carried = tags(c, taxonomy)
    for event in happened:
        name = type(event).__name__
        if name in COMES_BACK or (isinstance(event, e.Reviewed) and event.outcome == "changed"):
            rules = [r for r in policy.clocks_starting("receipt", carried) if "Answered" in r.ends_on and _fits(r, c)]
            rules = [r for r in rules if r.complexity != "any"]
            begins = [(rule, at) for rule in rules]
        elif isinstance(event, e.Assessed | e.Corrected):
            is_waiting = isinstance(event, e.Assessed) or (c.is_open() and c.answered_at is None)
            begins = _learned_later(c, policy, carried) if is_waiting else []
        else:
            begins = [
                (rule, _since(event, at))
                for start in STARTS.get(name, ())
                if start not in ONLY_WITH or ONLY_WITH[start] in carried
                for rule in policy.clocks_starting(start, carried)
                if _fits(rule, c)
            ]
        running = {(clock.pack, clock.rule) for clock in c.clocks if clock.state in {"running", "paused"}}
        for rule, since in begins:
            if (rule.pack, rule.id) not in running:
                found.append(start(rule, since, len(c.clocks) + len(found) + 1, policy))
    return found


def _learned_later(c: Complaint, policy: Policy, carried: frozenset[str]) -> list[tuple[Rule, datetime]]:
    """Clocks that only a fact learned later calls for (a demand for redress, say): still counted from receipt."""
    assert c.received_at is not None
    known = {(clock.pack, clock.rule) for clock in c.clocks}
    return [
        (rule, c.received_at)
        for start in STARTS["Recorded"]
        if start not in ONLY_WITH or ONLY_WITH[start] in carried
        for rule in policy.clocks_starting(start, carried)
        if (rule.applies or start in ONLY_WITH) and _fits(rule, c) and (rule.pack, rule.id) not in known
    ]


def _since(event: e.Event, at: datetime) -> datetime:
    if isinstance(event, e.Recorded | e.Withdrawn):
        return event.received_at
    return event.asked_at if isinstance(event, e.ReviewAsked) else at


def _fits(rule: Rule, c: Complaint) -> bool:
    """Simple until assessed as complex: the shorter length protects the complainant."""
    return rule.complexity in {"any", c.complexity or "simple"}


def start(rule: Rule, since: datetime, number: int, policy: Policy) -> e.ClockStarted:
    """The line that starts one rule's clock."""
    due = policy.due(rule, since)
    return e.ClockStarted(
        clock=number,
        pack=rule.pack,
        rule=rule.id,
        obligor=rule.obligor,
        starts=rule.start_event,
        started_at=since,
        due_at=due.due_at,
        due_rolled_at=due.due_rolled_at,
        ends_on=rule.ends_on,
        warn_at=rule.warn_at,
        complexity=rule.complexity,
        provisional=due.provisional,
        fallback=rule.fallback,
    )


def reassessed(c: Complaint, complexity: str, policy: Policy, taxonomy: Taxonomy) -> list[e.Event]:
    """Simple becomes complex or back: the other length runs, still counted from the same start (银保监令2020-3 18)."""
    found: list[e.Event] = []
    number = len(c.clocks)
    for clock in c.clocks:
        if clock.state != "running" or clock.complexity in {"any", complexity}:
            continue
        others = [
            rule
            for rule in policy.clocks_starting(clock.starts, tags(c, taxonomy))
            if rule.pack == clock.pack and rule.complexity == complexity and set(rule.ends_on) & set(clock.ends_on)
        ]
        if not others:  # no other length to run in its place: this one goes on
            continue
        found.append(e.ClockStopped(clock=clock.id, why=f"complexity:{complexity}"))
        for rule in others:
            number += 1
            found.append(start(rule, clock.started_at, number, policy))
    return found


def restarted(c: Complaint, why: str, at: datetime, policy: Policy) -> list[e.Event]:
    """Where the pack restarts a clock on `why` (new facts: 银保监令2020-3 18(3)), stop it and start it anew."""
    found: list[e.Event] = []
    number = len(c.clocks)
    for clock in c.clocks:
        if clock.state not in {"running", "paused"}:
            continue
        rule = find(policy.valid, clock.pack, clock.rule)
        if rule is not None and why in rule.restarts_on:
            number += 1
            found += [e.ClockStopped(clock=clock.id, why=why), start(rule, at, number, policy)]
    return found


def warning_moment(clock: Clock, percent: int) -> datetime:
    """When `percent` of the clock has gone."""
    return clock.started_at + (clock.due_at - clock.started_at) * percent / 100


def next_moment(c: Complaint) -> datetime | None:
    """The moment after which `lapse` will find something: the index that `tick` walks.

    It must agree with `lapsed` and the verb: whatever counts here is written down once its moment is past, and then
    no longer counts here. Else `tick` would look at the complaint for ever, or never.
    """
    moments: list[datetime] = []
    for clock in c.clocks:
        if clock.state != "running" or not clock.ours or clock.overrun_at is not None:
            continue
        coming = [percent for percent in clock.warn_at if percent > clock.warned]
        if coming:
            moments.append(warning_moment(clock, min(coming)))
        moments.append(clock.due_rolled_at)
    moments += [promise.due_at for promise in c.promises if promise.state == "open"]
    if c.is_open():
        moments += [part.due_at for part in c.parts if part.state == "requested"]
        moments += [due for party in c.parties if (due := party.awaited_at) is not None]
    if c.hand_over is not None:
        moments.append(c.hand_over.expires_at)
    moments += restriction.next_end(c)
    ends = offering.next_moment(c)
    if ends is not None:
        moments.append(ends)
    return min(moments) if moments else None


def lapsed(c: Complaint, at: datetime) -> list[e.Event]:
    """What has run out by `at` and is not yet on the log; doing it twice finds nothing the second time."""
    found: list[e.Event] = []
    for clock in c.clocks:
        if clock.state != "running" or not clock.ours:
            continue
        passed = [p for p in clock.warn_at if p > clock.warned and warning_moment(clock, p) < at]
        if clock.overrun_at is None and clock.due_rolled_at < at:
            found.append(e.ClockOverrun(clock=clock.id))
        elif passed and clock.overrun_at is None:
            found.append(e.ClockWarned(clock=clock.id, percent=max(passed)))
    found += [
        e.PromiseBroken(promise=promise.id) for promise in c.promises if promise.state == "open" and promise.due_at < at
    ]
    if c.is_open():
        found += [e.PartOverdue(part=one.id) for one in c.parts if one.state == "requested" and one.due_at < at]
        found += [
            e.PartyOverdue(party=one.id, kind=one.kind)
            for one in c.parties
            if (due := one.awaited_at) is not None and due < at
        ]
    found += [e.OfferLapsed(offer=offer, approval=approval) for offer, approval in offering.ran_out(c, at)]
    return found + restriction.expired(c, at)
