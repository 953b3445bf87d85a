"""How urgent a complaint is and why: hours to its next moment, less hours for what makes it heavier.

The desk orders by `urgent_at` = next moment − weight, which a database can index because it does not move with
time. Points are the same order as a number that can be read: 1000 − hours from now to `urgent_at`.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from wenguo.text import Text

if TYPE_CHECKING:
    from wenguo.complaint import Complaint

# Design values (no law fixes them): hours by which each fact moves a complaint forward.
SEVERITY_HOURS = {"T1": 240, "T2": 72, "T3": 0}
VULNERABLE_HOURS = 48
REPEATED_HOURS = 24
CHASED_HOURS = 24
SUPERVISED_HOURS = 72
HANDED_OVER_HOURS = 12
BROKEN_PROMISE_HOURS = 24
MOST_COUNTED = 5
# A complaint on which no clock of ours runs stands this long after its receipt.
UNTIMED = timedelta(days=60)
TOP = 1000


class Reason(NamedTuple):
    """One reason of the order, in words and points (hours)."""

    text: Text
    points: int


def next_due(c: Complaint) -> tuple[datetime, Text] | None:
    """The nearest moment that binds us: a running clock of ours or an open promise."""
    found: list[tuple[datetime, Text]] = [
        (clock.due_at, Text(f"时限 {clock.pack}/{clock.rule}", f"clock {clock.pack}/{clock.rule}"))
        for clock in c.clocks
        if clock.state == "running" and clock.ours
    ]
    found += [
        (promise.due_at, Text(f"承诺 {promise.id}", f"promise {promise.id}"))
        for promise in c.promises
        if promise.state in {"open", "broken"}
    ]
    return min(found, key=lambda pair: pair[0]) if found else None


def weights(c: Complaint) -> list[Reason]:
    """What makes this complaint heavier than its clock alone."""
    rows = [
        Reason(Text(f"严重程度 {c.severity}", f"severity {c.severity}"), SEVERITY_HOURS.get(c.severity, 0)),
        Reason(Text("需特别关照", "vulnerable complainant"), VULNERABLE_HOURS if c.vulnerability else 0),
    ]
    counted = (
        (c.disputes + c.reopenings, REPEATED_HOURS, "不认可或重开 {n} 次", "disputed or reopened {n} times"),
        (c.chases, CHASED_HOURS, "催办 {n} 次", "chased {n} times"),
        (c.supervisions, SUPERVISED_HOURS, "督办 {n} 次", "supervised {n} times"),
        (c.hand_overs + c.turn_backs, HANDED_OVER_HOURS, "转交或退回 {n} 次", "handed over or back {n} times"),
        (c.broken_promises, BROKEN_PROMISE_HOURS, "承诺落空 {n} 次", "{n} broken promises"),
    )
    for n, hours, zh, en in counted:
        if n:
            rows.append(Reason(Text(zh.format(n=n), en.format(n=n)), min(n, MOST_COUNTED) * hours))
    return [row for row in rows if row.points]


def urgent_at(c: Complaint) -> datetime | None:
    """The moment the desk orders by; None once nothing is to be done."""
    if not c.is_open():
        return None
    found = next_due(c)
    assert c.received_at is not None
    moment = found[0] if found else c.received_at + UNTIMED
    return moment - timedelta(hours=sum(row.points for row in weights(c)))


def because(c: Complaint, at: datetime) -> list[Reason]:
    """The reasons of the order at moment `at`, whose points sum to the complaint's points."""
    found = next_due(c)
    assert c.received_at is not None
    moment, what = found or (c.received_at + UNTIMED, Text("无进行中的时限", "no clock runs"))
    hours = _whole_hours(moment - at)
    if hours >= 0:
        text = Text(f"{what.zh}，还有 {hours} 小时", f"{what.en}, {hours} h left")
    else:
        text = Text(f"{what.zh}，已超 {-hours} 小时", f"{what.en}, {-hours} h over")
    return [Reason(text, TOP - hours), *weights(c)]


def points(c: Complaint, at: datetime) -> int:
    """The sum of the reasons' points: higher is more urgent."""
    return sum(row.points for row in because(c, at))


def _whole_hours(span: timedelta) -> int:
    return span // timedelta(hours=1)
