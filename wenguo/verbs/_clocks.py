"""What the verbs on clocks share: finding the clock and the rule it came from."""

from datetime import datetime, timedelta

from wenguo import events as e
from wenguo.complaint import Clock, Complaint
from wenguo.rules.policy import Rule, find
from wenguo.verbs._verb import Act, refuse


def running(c: Complaint, number: int, state: str = "running") -> Clock:
    """The clock of that ordinal in that state; Refused where there is none."""
    clock = c.clock(number)
    if clock is None:
        raise refuse(f"没有第 {number} 个时限。", f"There is no clock {number}.", field="clock")
    if clock.state != state:
        raise refuse(f"时限 {number} 现为 {clock.state}。", f"Clock {number} is {clock.state}.", field="clock")
    return clock


def rule_of(clock: Clock, act: Act) -> Rule:
    """The rule of the policy in force at receipt that this clock came from."""
    rule = find(act.policy.valid, clock.pack, clock.rule)
    if rule is None:
        raise refuse(
            f"现行规则包中找不到 {clock.pack}/{clock.rule}。",
            f"{clock.pack}/{clock.rule} is in no pack of this unit.",
            field="clock",
        )
    return rule


def resumed(clock: Clock, act: Act, resumed_at: datetime) -> e.ClockResumed:
    """The line that lets a paused clock run on: the time it stood is added to its due date (银保监令2020-3 art. 18(2))."""
    assert clock.paused_at is not None
    rule = rule_of(clock, act)
    calendar = act.policy.calendar_of(rule)
    if rule.unit == "h":
        stood, unit = -((clock.paused_at - resumed_at) // timedelta(hours=1)), "h"
    else:
        stood, unit = (calendar.local(resumed_at).date() - calendar.local(clock.paused_at).date()).days, "cd"
    due = calendar.add(clock.due_at, stood, unit, rollover=rule.rollover)
    return e.ClockResumed(
        clock=clock.id,
        resumed_at=resumed_at,
        due_at=due.due_at,
        due_rolled_at=due.due_rolled_at,
        provisional=due.provisional,
    )
