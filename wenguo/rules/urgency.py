"""How urgent a complaint is and why: hours to its next moment, less hours for what makes it heavier.

The desk orders by `urgent_at` = next moment − weight, which a database can index because it does not move with
time. Points are the same order as a number that can be read: 1000 − hours from now to `urgent_at`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from wenguo.complaint import Clock
from wenguo.rules import warned
from wenguo.text import Text

if TYPE_CHECKING:
    from wenguo.complaint import Complaint, Promise

# Design values (no law fixes them): hours by which each fact moves a complaint forward.
SEVERITY_HOURS = {"T1": 240, "T2": 72, "T3": 0}
VULNERABLE_HOURS = 48
REPEATED_HOURS = 24
CHASED_HOURS = 24
SUPERVISED_HOURS = 72
HANDED_OVER_HOURS = 12
BROKEN_PROMISE_HOURS = 24
FAILED_NOTICE_HOURS = 24
ALERTED_HOURS = 12
MOST_COUNTED = 5
# A complaint on which no clock of ours runs stands this long after its receipt, or after its answer.
UNTIMED = timedelta(days=60)
TOP = 1000


class Reason(NamedTuple):
    """One reason of the order, in words and points (hours)."""

    text: Text
    points: int


def _coded(clock: Clock) -> Text:
    return Text(f"{clock.pack}/{clock.rule}", f"{clock.pack}/{clock.rule}")


def nearest(c: Complaint) -> Clock | Promise | None:
    """What binds us next: a running clock of ours or a promise not yet kept."""
    clocks = [clock for clock in c.clocks if clock.state == "running" and clock.ours]
    promises = [promise for promise in c.promises if promise.state in {"open", "broken"}]
    clock = min(clocks, key=_due_at) if clocks else None
    promise = min(promises, key=_due_at) if promises else None
    return clock if clock is not None and (promise is None or clock.due_at <= promise.due_at) else promise


def next_due(c: Complaint, named: Callable[[Clock], Text] = _coded) -> tuple[datetime, Text] | None:
    """The nearest moment that binds us, and of what: a clock (as `named` calls it) or a promise."""
    found = nearest(c)
    if found is None:
        return None
    if isinstance(found, Clock):
        name = named(found)
        return found.due_at, Text(f"时限“{name.zh}”", f"clock “{name.en}”")
    return found.due_at, Text(f"承诺 {found.id}", f"promise {found.id}")


_due_at: Callable[[Clock | Promise], datetime] = attrgetter("due_at")


def _undelivered(c: Complaint) -> int:
    """1 where the last word we sent came back, so that it returns to the desk (银保监令2020-3 art. 21)."""
    return int(bool(c.notices) and c.notices[-1].delivered is False)


def _counted(c: Complaint) -> tuple[tuple[int, int, str, str], ...]:
    """What adds up with each time: how often, hours each, and the words."""
    return (
        (c.disputes + c.reopenings, REPEATED_HOURS, "不认可或重开 {n} 次", "disputed or reopened ×{n}"),
        (c.chases, CHASED_HOURS, "催办 {n} 次", "chased ×{n}"),
        (c.supervisions, SUPERVISED_HOURS, "督办 {n} 次", "supervised ×{n}"),
        (c.hand_overs + c.turn_backs, HANDED_OVER_HOURS, "转交或退回 {n} 次", "handed over or back ×{n}"),
        (c.broken_promises, BROKEN_PROMISE_HOURS, "承诺落空 {n} 次", "broken promises ×{n}"),
        (warned.waiting(c), ALERTED_HOURS, "{n} 种升级苗头", "signs that it may grow ×{n}"),
        (_undelivered(c), FAILED_NOTICE_HOURS, "最近的通知未送达", "the last notice did not arrive"),
    )


def weights(c: Complaint) -> list[Reason]:
    """What makes this complaint heavier than its clock alone."""
    rows = [
        Reason(Text(f"严重程度 {c.severity}", f"severity {c.severity}"), SEVERITY_HOURS.get(c.severity, 0)),
        Reason(Text("需特别关照", "vulnerable complainant"), VULNERABLE_HOURS if c.vulnerability else 0),
    ]
    for n, hours, zh, en in _counted(c):
        rows.append(Reason(Text(zh.format(n=n), en.format(n=n)), min(n, MOST_COUNTED) * hours))
    return [row for row in rows if row.points]


def weight(c: Complaint) -> int:
    """The sum of the weights, without their words: every row that is drawn asks for it."""
    fixed = SEVERITY_HOURS.get(c.severity, 0) + (VULNERABLE_HOURS if c.vulnerability else 0)
    return fixed + sum(min(n, MOST_COUNTED) * hours for n, hours, _, _ in _counted(c) if n)


def _untimed(c: Complaint) -> datetime:
    since = c.answered_at or c.received_at
    assert since is not None
    return since + UNTIMED


def urgent_at(c: Complaint) -> datetime | None:
    """The moment the desk orders by; None once nothing is to be done."""
    if not c.is_open():
        return None
    found = next_due(c)
    moment = found[0] if found else _untimed(c)
    return moment - timedelta(hours=weight(c))


def because(c: Complaint, at: datetime, named: Callable[[Clock], Text] = _coded) -> list[Reason]:
    """The reasons of the order at moment `at`, whose points sum to the complaint's points."""
    found = next_due(c, named)
    moment, what = found or (_untimed(c), Text("无进行中的时限", "no clock runs"))
    hours = _whole_hours(moment - at)
    span = _span(abs(hours))
    if hours >= 0:
        text = Text(f"{what.zh}，还有 {span.zh}", f"{what.en}, {span.en} left")
    else:
        text = Text(f"{what.zh}，已超 {span.zh}", f"{what.en}, {span.en} over")
    return [Reason(text, TOP - hours), *weights(c)]


def points(c: Complaint, at: datetime) -> int:
    """The sum of the reasons' points: higher is more urgent."""
    return sum(row.points for row in because(c, at))


def _span(hours: int) -> Text:
    """A span as people say it: hours up to three days, then days."""
    return Text(f"{hours} 小时", f"{hours} h") if hours <= 72 else Text(f"{hours // 24} 天", f"{hours // 24} days")


def _whole_hours(span: timedelta) -> int:
    return span // timedelta(hours=1)
