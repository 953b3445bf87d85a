"""Our own part: how our handling may have turned a normal complaint abnormal, each piece with its line (M01, M40).

Broken promises, limits that ran out, passing around, and giving way after pressure though no new fact had come.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from wenguo import events as e
from wenguo.rules.conduct import Shown, counter, yuan
from wenguo.text import Text

if TYPE_CHECKING:
    from wenguo.complaint import Complaint
    from wenguo.line import Line

PASSED_AROUND = 2  # changes of hands from which it is said (design value)
# What a complainant, or the log, may put pressure by; a sign that a person stated counts by the line it quotes.
_PRESSING = (e.Chased, e.Disputed)
_PRESSING_SIGNS = frozenset(
    "private_settlement time_and_place crowd disturbance damage threat_person press_or_power attrition "
    "escalating_pressure".split()
)


def ours(c: Complaint, lines: Sequence[Line]) -> list[Shown]:
    """What we did, or left undone, that may have made it so."""
    return [*_promises(c, lines), *_limits(c, lines), *_passed(lines), *_conceded(c, lines)]


def _promises(c: Complaint, lines: Sequence[Line]) -> Iterator[Shown]:
    for line in lines:
        if isinstance(line.event, e.PromiseBroken):
            promise = c.promise(line.event.promise)
            what = promise.what if promise is not None else None
            fact = Text(f"承诺 {line.event.promise} 到期未兑现", f"promise {line.event.promise} was not kept in time")
            yield counter("our_promise", fact, line.position, quote=what, at=line.at)


def _limits(c: Complaint, lines: Sequence[Line]) -> Iterator[Shown]:
    for line in lines:
        if isinstance(line.event, e.ClockOverrun):
            clock = c.clock(line.event.clock)
            if clock is not None and clock.ours:
                fact = Text("我方时限已过", "a time limit of ours ran out")
                yield counter("our_delay", fact, line.position, at=line.at)


def _passed(lines: Sequence[Line]) -> Iterator[Shown]:
    moves = [line for line in lines if isinstance(line.event, e.TakenOver | e.TurnedBack | e.Devolved)]
    if len(moves) >= PASSED_AROUND:
        fact = Text(f"换手或退回 {len(moves)} 次", f"changed hands or came back {len(moves)} times")
        yield counter("passed_around", fact, moves[-1].position, also=moves[0].position, at=moves[-1].at)


def _conceded(c: Complaint, lines: Sequence[Line]) -> Iterator[Shown]:
    """An offer that was raised, or came though nothing was found, after pressure and with no new fact in between."""
    pressed = _pressures(c, lines)
    offered: dict[int | None, int] = {}
    pressure, facts = 0, 0
    for line in lines:
        event = line.event
        if line.position in pressed:
            pressure = line.position
        if _brings_facts(event):
            facts = line.position
        if isinstance(event, e.Offered) and event.amount_fen is not None:
            before = offered.get(event.demand)
            raised = before is not None and event.amount_fen > before
            from_nothing = before is None and not facts and event.amount_fen > 0
            if pressure > facts and (raised or from_nothing):
                yield _concession(line, event, before, pressure)
            offered[event.demand] = max(event.amount_fen, before or 0)
            pressure = 0


def _concession(line: Line, event: e.Offered, before: int | None, pressure: int) -> Shown:
    now = yuan(event.amount_fen or 0)
    if before is None:
        fact = Text(
            f"第 {pressure} 行施压之后提出 {now}，此前没有任何认定",
            f"offered {now} after the pressure of line {pressure}, with nothing found before",
        )
    else:
        fact = Text(
            f"第 {pressure} 行施压之后由 {yuan(before)} 提高到 {now}，其间没有新的事实、材料或认定",
            f"raised from {yuan(before)} to {now} after the pressure of line {pressure}, with no new fact, material or "
            "finding between",
        )
    return counter("our_concession", fact, line.position, also=pressure, quote=event.basis, at=line.at)


def _pressures(c: Complaint, lines: Iterable[Line]) -> frozenset[int]:
    """The lines in which pressure stands: chasing, disputing, and what a stated sign of pressure quotes."""
    own = {line.position for line in lines if isinstance(line.event, _PRESSING)}
    quoted = {
        one.line for one in c.observations if not one.counter and one.sign in _PRESSING_SIGNS and one.line is not None
    }
    return frozenset(own | quoted)


def _brings_facts(event: e.Event) -> bool:
    """Did something become known that may change what is owed?"""
    if isinstance(event, e.Heard):
        return event.new_facts or event.who in {"employee", "witness", "third_party"}
    if isinstance(event, e.Concluded):
        return "refused" not in event.outcome
    return isinstance(event, e.Investigated | e.Enclosed | e.Clarified | e.Delivered)
