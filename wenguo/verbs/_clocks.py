"""What the verbs on clocks share: finding the clock and the rule it came from."""

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
