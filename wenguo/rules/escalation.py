"""Six causes that make a large complaint of a small one, each read from the complaint's own log: warned of early (M38).

Each function looks at the lines and says nothing, or names one line that shows the cause, and why. What only words tell
(sums and days stated, facts asked for, wording to look at) is read from them elsewhere and handed in by position.
Nothing here blames: a warning says what the complainant has met with, and what would help.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from wenguo import events as e
from wenguo.rules.stating import Stated, differing, turned_round

if TYPE_CHECKING:
    from wenguo.complaint import Complaint

EARLY, NOW = "early", "now"
_RANK = {EARLY: 1, NOW: 2}


def rank(level: str) -> int:
    """How pressing: the more, the higher."""
    return _RANK[level]


class Bounds(msgspec.Struct, frozen=True, kw_only=True):
    """From when on it is warned. Design values, no law; an organisation may set others (queries/house.py)."""

    moves: int = 2  # times it changed hands or was turned back
    moved_hours: int = 48  # without a word to the complainant after it changed hands
    repeats: int = 2  # times the same fact was asked for
    tellers: int = 3  # people of ours to whom they told it
    returns: int = 2  # times they came back with nothing done in between
    differences: int = 1  # statements that differ
    words: int = 1  # messages with wording to look at
    percent: int = 80  # of the clock for the answer
    silence_days: int = 5  # without any contact


class Seen(NamedTuple):
    """A line as these functions look at it."""

    position: int
    at: datetime
    by: str
    event: e.Event


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """What was read from words: sums and days we stated, facts we asked for, and wording to look at, by position."""

    stated: tuple[Stated, ...] = ()
    asked: Mapping[int, frozenset[str]] = {}
    flagged: Mapping[int, str] = {}


class Symptom(msgspec.Struct, frozen=True, kw_only=True):
    """One cause that shows: how pressing, by which sign, and the line(s) to be read."""

    cause: str
    level: str
    sign: str
    line: int
    other: int | None = None
    n: int = 0
    bound: int = 0


# What brings a complaint forward (by name, so that acts which come later count without being imported here), and what
# the complainant does of their own accord.
_PROGRESS = frozenset("Investigated Offered PromiseKept Answered Reviewed Redressed Agreed Apologised".split())
_COMES_BACK = (e.Chased, e.Disputed, e.ReviewAsked)


def passed_around(lines: Sequence[Seen], bounds: Bounds) -> Symptom | None:
    """Sent from pillar to post: it changed hands, or was turned back, again and again."""
    moves = [one.position for one in lines if isinstance(one.event, e.TakenOver | e.TurnedBack | e.Devolved)]
    return _counted("passed_around", "moves", moves, bounds.moves)


def made_to_repeat(lines: Sequence[Seen], read: Read, bounds: Bounds) -> Symptom | None:
    """Made to tell it again: asked twice for one fact, or told to one more person of ours, or by a new channel anew."""
    asked: dict[str, list[int]] = {}
    for position in sorted(read.asked):
        for fact in read.asked[position]:
            asked.setdefault(fact, []).append(position)
    most = max(asked.values(), key=lambda found: (len(found), found[-1]), default=[])
    if len(most) >= bounds.repeats:
        found = _counted("made_to_repeat", "asked_again", most, bounds.repeats)
        assert found is not None
        return msgspec.structs.replace(found, other=most[-2])
    return _told_again(lines, bounds)


def _told_again(lines: Sequence[Seen], bounds: Bounds) -> Symptom | None:
    ears: list[str] = []
    places: list[int] = []
    known: set[str] = set()
    ways: set[str | None] = {None}
    anew: list[int] = []
    for one in lines:
        heard = isinstance(one.event, e.Recorded) or _is_theirs(one.event)
        if heard and one.by.startswith("account:") and one.by not in ears:
            ears.append(one.by)
            places.append(one.position)
        way = getattr(one.event, "way", None)
        if _is_theirs(one.event) and way not in ways and known and one.by not in known and one.by != "complainant":
            anew.append(one.position)
        if heard:
            ways.add(getattr(one.event, "channel", way))
        if way is not None:
            ways.add(way)
        known.add(one.by)
    told = _counted("made_to_repeat", "told_to_many", places, bounds.tellers)
    return told or (_counted("made_to_repeat", "new_channel", anew, 1))


def came_back_unsolved(lines: Sequence[Seen], bounds: Bounds) -> Symptom | None:
    """They came back again and again, and between their coming nothing was found, offered, kept or answered."""
    came: list[int] = []
    invited = False  # an answer to our question, or to our call, is no coming back
    for one in lines:
        name = type(one.event).__name__
        if name in _PROGRESS:
            came = []
        elif name in {"Reached", "NotReached", "Acknowledged"} or (name == "Asked" and _to_them(one.event)):
            invited = True
        elif isinstance(one.event, _COMES_BACK) or (_is_theirs(one.event) and not invited):
            came.append(one.position)
        elif _is_theirs(one.event):
            invited = False
    return _counted("came_back_unsolved", "returns", came, bounds.returns)


def told_differently(lines: Sequence[Seen], read: Read, bounds: Bounds) -> Symptom | None:
    """Told one thing and then another: sums, days, conclusions, or what was decided of a demand, with nothing new between."""
    figures = [one for one in read.stated if one.kind != "said"]
    new_at = [one.position for one in lines if _is_news(one.event)]
    found_otherwise = (*differing(figures), *turned_round(read.stated, new_at))
    pairs = [(second.position, first.position, kind) for first, second, kind in found_otherwise]
    pairs += _decided_otherwise(lines)
    pairs.sort()
    found = _counted("told_differently", pairs[-1][2] if pairs else "", [one[0] for one in pairs], bounds.differences)
    return msgspec.structs.replace(found, other=pairs[-1][1]) if found is not None else None


def _decided_otherwise(lines: Sequence[Seen]) -> list[tuple[int, int, str]]:
    """A demand decided anew without a finding, a review or a new fact since the first decision."""
    found: list[tuple[int, int, str]] = []
    decided: dict[int, tuple[str, int]] = {}
    for one in lines:
        event = one.event
        if _is_news(event):
            decided = {}
        if isinstance(event, e.Answered):
            for decision in event.decisions:
                before = decided.get(decision.demand)
                if before is not None and before[0] != decision.decision:
                    found.append((one.position, before[1], "conclusion"))
                decided[decision.demand] = (decision.decision, one.position)
    return found


def _is_news(event: e.Event) -> bool:
    """Does it bring something that may rightly change what we say: a finding, a review, a new fact?"""
    return isinstance(event, e.Investigated | e.Reviewed) or (isinstance(event, e.Heard) and event.new_facts)


def not_respected(lines: Sequence[Seen], read: Read, bounds: Bounds) -> Symptom | None:
    """Treated without respect: wording of ours that hurts, a bad mark for the handling, or a complaint about it."""
    flagged = _counted("not_respected", "wording", sorted(read.flagged), bounds.words)
    marks = [
        one.position
        for one in lines
        if isinstance(one.event, e.Rated) and one.event.handling is not None and one.event.handling <= 2
    ]
    about = [
        one.position
        for one in lines
        if any(code.startswith("RS17") for code in (getattr(one.event, "causes", None) or ()))
    ]
    rated = _counted("not_respected", "rated", marks, 1)
    handling = _counted("not_respected", "handling", about[-1:], 1)
    return _graver(flagged, rated, handling)


def too_slow(c: Complaint, lines: Sequence[Seen], bounds: Bounds) -> Symptom | None:
    """Too slow: the clock for the answer is nearly gone or has run out, or promises were not kept in time."""
    over = [one.position for one in lines if isinstance(one.event, e.ClockOverrun) and _binds(c, one.event.clock)]
    broken = [one.position for one in lines if isinstance(one.event, e.PromiseBroken)]
    near = [
        one.position
        for one in lines
        if isinstance(one.event, e.ClockWarned)
        and one.event.percent >= bounds.percent
        and _binds(c, one.event.clock, answering=True)
    ]
    overrun = (
        Symptom(cause="too_slow", level=NOW, sign="overrun", line=over[-1], n=len(over), bound=1) if over else None
    )
    warned = _counted("too_slow", "clock", near[-1:], 1)
    if warned is not None:
        warned = msgspec.structs.replace(warned, n=bounds.percent, bound=bounds.percent)
    return _graver(overrun, _counted("too_slow", "promise", broken, 1), warned)


def warnings(c: Complaint, lines: Sequence[Seen], read: Read, bounds: Bounds) -> list[Symptom]:
    """Every cause that shows now, at most one warning each."""
    found = (
        passed_around(lines, bounds),
        made_to_repeat(lines, read, bounds),
        came_back_unsolved(lines, bounds),
        told_differently(lines, read, bounds),
        not_respected(lines, read, bounds),
        too_slow(c, lines, bounds),
    )
    return [one for one in found if one is not None]


def _counted(cause: str, sign: str, lines: Sequence[int], bound: int) -> Symptom | None:
    """Symptom from `bound` on; one more, and it is time to act."""
    if len(lines) < bound:
        return None
    level = EARLY if len(lines) == bound else NOW
    return Symptom(cause=cause, level=level, sign=sign, line=lines[-1], n=len(lines), bound=bound)


def _graver(*found: Symptom | None) -> Symptom | None:
    return max((one for one in found if one is not None), key=lambda one: rank(one.level), default=None)


def _is_theirs(event: e.Event) -> bool:
    return isinstance(event, e.Heard) and event.who in {"complainant", "agent"}


def _to_them(event: e.Event) -> bool:
    return isinstance(event, e.Asked) and event.to == "complainant"


def _binds(c: Complaint, number: int, *, answering: bool = False) -> bool:
    clock = c.clock(number)
    return clock is not None and clock.ours and (not answering or "Answered" in clock.ends_on)
