"""How warnings and major complaints fold."""

from __future__ import annotations

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.complaint.danger import Alert, Major, Turn
from wenguo.folding.registry import on, say
from wenguo.line import Line


@on(e.Alerted)
def _alerted(c: Complaint, event: e.Alerted, line: Line) -> None:
    c.alerts.append(
        Alert(
            position=line.position,
            at=line.at,
            cause=event.cause,
            level=event.level,
            sign=event.sign,
            line=event.line,
            other=event.other,
            n=event.n,
            bound=event.bound,
        )
    )


@on(e.Weighed)
def _weighed(c: Complaint, event: e.Weighed, line: Line) -> None:
    for one in c.alerts:
        if one.position == event.warning:
            one.found, one.weighed_position = event.found, line.position
    say(c, "ours", event.words)


@on(e.Escalated)
def _escalated(c: Complaint, event: e.Escalated, line: Line) -> None:
    major = c.major
    if major is None or not major.open:
        # who was told before is told anew: another matter made it a major one
        major = Major(state=event.state, criteria=event.criteria, since=line.at, turns=major.turns if major else [])
    major.criteria = tuple(dict.fromkeys((*major.criteria, *event.criteria)))
    for code in event.criteria:
        major.listed.setdefault(code, line.at)
    major.state = event.state
    major.turns.append(Turn(position=line.position, at=line.at, by=line.by, state=event.state))
    _told(major, event.informed, line)
    c.major, c.severity = major, "T1"
    say(c, "ours", event.words)


def _told(major: Major, informed: tuple[int, ...], line: Line) -> None:
    """Who was told, and who told them: they knew it at this moment at the latest."""
    major.told.update(dict.fromkeys(informed, line.at))
    name, _, number = line.by.partition(":")
    for account in (*informed, *((int(number),) if name == "account" else ())):
        major.first_told.setdefault(account, line.at)


@on(e.Reported)
def _reported(c: Complaint, event: e.Reported, line: Line) -> None:
    assert c.major is not None
    c.major.reports += 1
    c.major.reported_at, c.major.reported_position = line.at, line.position
    _told(c.major, event.informed, line)
    say(c, "ours", event.words)


@on(e.Calmed)
def _calmed(c: Complaint, event: e.Calmed, line: Line) -> None:
    assert c.major is not None
    c.major.state = event.state
    c.major.turns.append(Turn(position=line.position, at=line.at, by=line.by, state=event.state))
    say(c, "ours", event.words)


# What a warning warns of: the complaint was disputed or reopened, went for review or to somebody above, or got major.
WORSE = frozenset({"Disputed", "ReviewAsked", "Reopened", "Escalated"})
_FROM_ABOVE = frozenset({"unit_above", "regulator", "hotline"})


def notice(c: Complaint, event: e.Event, line: Line) -> None:
    """Remember which line was the last contact, when it changed hands, and when it grew, before a warning or after one."""
    if c.last_contact_at != c.contact_known:
        c.contact_known, c.contact_position = c.last_contact_at, line.position
    if isinstance(event, e.TakenOver | e.Devolved):
        c.moved_at, c.moved_position = line.at, line.position
    pressed = isinstance(event, e.Supervised) and event.source in _FROM_ABOVE
    c.supervised_from_above = c.supervised_from_above or pressed
    if pressed or type(event).__name__ in WORSE:
        c.worse_at = c.worse_at or line.at
        if c.alerts and c.right_at is None:
            c.right_at = line.at
