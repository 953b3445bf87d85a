"""How signs, proposals, decisions and arrangements about conduct fold: nothing else of the complaint is touched.

No clock, stage, notice, weight or word that the search finds is changed here: what a person may see of it is said by
rules/abnormal.py, and that it can take nothing from the complainant is shown by a property test.
"""

from __future__ import annotations

import msgspec

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.complaint.conduct import Appeal, Flag, Observation, Restriction
from wenguo.folding.registry import on
from wenguo.line import Line


@on(e.Observed)
def _observed(c: Complaint, event: e.Observed, line: Line) -> None:
    c.observations.append(
        Observation(
            id=len(c.observations) + 1,
            position=line.position,
            sign=event.sign,
            counter=event.counter,
            quote=event.quote,
            line=event.line,
            by=line.by,
            at=line.at,
        )
    )


@on(e.Flagged)
def _flagged(c: Complaint, event: e.Flagged, line: Line) -> None:
    said = {name: getattr(event, name) for name in event.__struct_fields__ if name != "flag"}
    c.flags.append(Flag(id=event.flag, position=line.position, by=line.by, at=line.at, **said))


@on(e.Judged)
def _judged(c: Complaint, event: e.Judged, line: Line) -> None:
    if event.appeal is not None:
        appeal = c.appeals[event.appeal - 1]
        appeal.judged_by, appeal.judged_at, appeal.judged_words = line.by, line.at, event.words
        appeal.decision = event.decision
        if appeal.restriction is None and event.decision == "falls":
            c.flags[event.flag - 1].state = "not_upheld"
    elif event.restriction is not None:
        c.restrictions[event.restriction - 1].reviewed_at = line.at
    else:
        flag = c.flags[event.flag - 1]
        flag.state, flag.judged_by, flag.judged_at, flag.judged_words = event.decision, line.by, line.at, event.words


@on(e.Warned)
def _warned(c: Complaint, event: e.Warned, line: Line) -> None:
    flag = c.flags[event.flag - 1]
    flag.warned_at, flag.warned_by, flag.warned_words, flag.warned_way = line.at, line.by, event.words, event.way


@on(e.Restricted)
def _restricted(c: Complaint, event: e.Restricted, line: Line) -> None:
    said = {name: value for name, value in msgspec.structs.asdict(event).items() if name != "restriction"}
    c.restrictions.append(Restriction(id=event.restriction, position=line.position, by=line.by, at=line.at, **said))


@on(e.Lifted)
def _lifted(c: Complaint, event: e.Lifted, line: Line) -> None:
    found = c.restrictions[event.restriction - 1]
    found.ended_at, found.ended_why = line.at, event.why


@on(e.Appealed)
def _appealed(c: Complaint, event: e.Appealed, line: Line) -> None:
    c.appeals.append(
        Appeal(
            id=event.appeal,
            position=line.position,
            flag=event.flag,
            restriction=event.restriction,
            words=event.words,
            by=line.by,
            at=line.at,
        )
    )
