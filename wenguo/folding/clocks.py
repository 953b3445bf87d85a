"""How the events of clocks fold: started, warned, overrun, extended, paused, resumed, stopped."""

from __future__ import annotations

from wenguo import events as e
from wenguo.complaint import Clock, Complaint, Notice
from wenguo.folding.registry import on, say
from wenguo.line import Line


@on(e.ClockStarted)
def _clock_started(c: Complaint, event: e.ClockStarted, line: Line) -> None:
    c.clocks.append(
        Clock(
            id=event.clock,
            pack=event.pack,
            rule=event.rule,
            obligor=event.obligor,
            starts=event.starts,
            started_at=event.started_at,
            due_at=event.due_at,
            due_rolled_at=event.due_rolled_at,
            ends_on=event.ends_on,
            warn_at=event.warn_at,
            complexity=event.complexity,
            provisional=event.provisional,
            fallback=event.fallback,
        )
    )


@on(e.ClockStopped)
def _clock_stopped(c: Complaint, event: e.ClockStopped, line: Line) -> None:
    clock = c.clocks[event.clock - 1]
    clock.state, clock.ended_at = "stopped", line.at


@on(e.ClockWarned)
def _clock_warned(c: Complaint, event: e.ClockWarned, line: Line) -> None:
    c.clocks[event.clock - 1].warned = event.percent


@on(e.ClockOverrun)
def _clock_overrun(c: Complaint, event: e.ClockOverrun, line: Line) -> None:
    c.clocks[event.clock - 1].overrun_at = line.at


def _moved(clock: Clock, event: e.ClockExtended | e.ClockResumed) -> None:
    clock.due_at, clock.due_rolled_at, clock.provisional = event.due_at, event.due_rolled_at, event.provisional
    clock.overrun_at = None


@on(e.ClockExtended)
def _clock_extended(c: Complaint, event: e.ClockExtended, line: Line) -> None:
    clock = c.clocks[event.clock - 1]
    _moved(clock, event)
    clock.extended += 1
    clock.warned = 0
    say(c, "ours", event.reason)
    c.notices.append(
        Notice(
            position=line.position,
            event="ClockExtended",
            way=event.way,
            sent_at=line.at,
            words=event.told,
            address=None,
        )
    )
    say(c, "ours", event.told)
    c.last_contact_at = line.at


@on(e.ClockPaused)
def _clock_paused(c: Complaint, event: e.ClockPaused, line: Line) -> None:
    clock = c.clocks[event.clock - 1]
    clock.state, clock.paused_at, clock.pause = "paused", event.paused_at, event.ground
    say(c, "ours", event.reason)
    if event.way is not None:  # that time stands still was told as well
        c.notices.append(
            Notice(
                position=line.position,
                event="ClockPaused",
                way=event.way,
                sent_at=line.at,
                words=event.reason,
                address=None,
            )
        )
        c.last_contact_at = line.at


@on(e.ClockResumed)
def _clock_resumed(c: Complaint, event: e.ClockResumed, line: Line) -> None:
    clock = c.clocks[event.clock - 1]
    _moved(clock, event)
    clock.state, clock.paused_at, clock.pause = "running", None, None
