"""Whether a complaint grows: the six causes as a gauge, each with the line that shows it; and the course of a major one.

Shown to those who work on it or lead, and not to those complained of, who may read its story but do not steer it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.complaint.danger import Alert, Turn
from wenguo.line import read
from wenguo.packs.majors import criteria
from wenguo.pages import telling
from wenguo.pages.forms_danger import GRADES, role
from wenguo.queries import danger as dangers
from wenguo.queries.history import Whole
from wenguo.queries.people import names
from wenguo.rules import major, permissions
from wenguo.rules.escalation_words import CAUSES, HELPS, LEVELS, reason
from wenguo.rules.permissions import Actor
from wenguo.rules.warned import is_answered, is_heard, may_be_weighed, waiting
from wenguo.text import Text

_QUOTED = 70
HEARD, DISMISSED = Text("已有回应", "answered since"), Text("判断为不成立", "found not to hold")
_SEES = frozenset({"owner", "offered", "handler", "head", "approver", "quality", "legal", "auditor", "front_line"})


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    """A line that a warning points at: its sentence and the beginning of its words."""

    position: int
    sentence: str
    words: str


class Cause(msgspec.Struct, frozen=True, kw_only=True):
    """One of the six: `tone` is empty where it does not show, `past` where the complainant has had a word since."""

    code: str
    name: Text
    tone: str = ""
    level: Text | None = None
    why: Text | None = None
    at: datetime | None = None
    quotes: tuple[Quote, ...] = ()
    help: Text | None = None
    weigh: int = 0  # the line of its warning, where a person may still say whether it holds
    found: str = ""
    words: str = ""  # what was said of it


def danger(whole: Whole, actor: Actor, language: str, at: datetime) -> dict[str, Any] | None:
    """What the panels show; None where this person has no part in it."""
    c = whole.complaint
    standing = permissions.standing(actor, c)
    if "concerned" in standing or not standing & _SEES or c.grumble:
        return None
    shown = {
        "causes": causes(whole, language) if c.alerts else [],
        "lit": waiting(c),
        "major": _major(whole, language, at) if c.major is not None else None,
        "may_be": _may_be(c, whole.id, actor) if c.is_open() else [],
    }
    may = {word: permissions.why_closed(word, actor, c) is None for word in ("escalate", "report", "calm", "weigh")}
    may["calm"] = may["calm"] and actor.account != c.owner
    return shown | {"may": may}


def causes(whole: Whole, language: str) -> list[Cause]:
    """The six, in their order, as far as they were warned of."""
    c, found = whole.complaint, []
    latest = _latest(c)
    for code, name in CAUSES.items():
        alert = latest.get(code)
        if alert is None:
            found.append(Cause(code=code, name=name))
            continue
        past = not c.is_open() or is_answered(c, alert)
        weighed = alert.found == "unfounded" and not is_heard(c, alert)
        tone = "past" if past else "late" if alert.level == "now" else "soon"
        found.append(
            Cause(
                code=code,
                name=name,
                tone=tone,
                level=LEVELS[alert.level] if not past else DISMISSED if weighed else HEARD,
                why=reason(alert),
                at=alert.at,
                quotes=tuple(_quotes(whole, alert, language)),
                help=HELPS[code],
                weigh=alert.position if c.is_open() and alert in may_be_weighed(c) else 0,
                found=alert.found,
                words=_said_at(whole, alert.weighed_position),
            )
        )
    return found


def _said_at(whole: Whole, position: int) -> str:
    """What was said of a warning."""
    entry = next((one for one in whole.entries if one.position == position), None)
    event = read(entry.data).event if entry is not None else None
    return whole.texts.get(event.words.id, "") if isinstance(event, e.Weighed) else ""


def _latest(c: Complaint) -> dict[str, Alert]:
    """The last warning of each cause."""
    return {one.cause: one for one in c.alerts}


def _quotes(whole: Whole, alert: Alert, language: str) -> list[Quote]:
    entries = {one.position: one for one in whole.entries}
    found = []
    for position in (alert.other, alert.line):
        entry = entries.get(position) if position is not None else None
        if entry is None or position is None:
            continue
        event = read(entry.data).event
        called = names(
            value for name in ("to", "owner", "account") if isinstance(value := getattr(event, name, None), int)
        )
        ref = getattr(event, "words", None) or getattr(event, "what", None)
        words = " ".join(whole.texts.get(ref.id, "").split()) if isinstance(ref, e.Ref) else ""
        words = words if len(words) <= _QUOTED else words[:_QUOTED] + "…"
        sentence = telling.sentence(event, called, language, whole.complaint.clocks)
        found.append(Quote(position=position, sentence=sentence, words=words))
    return found


def _may_be(c: Complaint, complaint_id: int, actor: Actor) -> list[tuple[Text, Text, bool]]:
    """Criteria that the record shows and nobody has listed it by: to those who may do so."""
    if permissions.why_not("escalate", actor, c) is not None:
        return []
    listed = c.major.criteria if c.major is not None else ()
    table = criteria()
    return [
        (Text(table[one.code].name.zh, table[one.code].name.en), one.shows, one.sure)
        for one in major.shown(c, dangers.given(c, complaint_id))
        if one.code not in listed
    ]


def _major(whole: Whole, language: str, at: datetime) -> dict[str, Any]:
    """A major complaint's state, its reasons, who knows, the next report, and what would bring it back."""
    c = whole.complaint
    assert c.major is not None
    table = criteria()
    known = dangers.knowers(c)
    people = names(
        {*(one.account for one in known if one.account), *c.major.told, *(_account(turn.by) for turn in c.major.turns)}
    )
    due = [one.due_at for one in c.clocks if one.state == "running" and "Reported" in one.ends_on]
    named = [table[code] for code in c.major.criteria if code in table]
    others = [one for one in c.major.told if one != c.owner and one not in {knower.account for knower in known}]
    return {
        "state": major.STATES[c.major.state],
        "short": major.SHORT[c.major.state],
        "tone": {"calm": "good", "opportunity": "mark", "crisis": "soon", "disaster": "late"}[c.major.state],
        "open": c.major.open,
        "since": c.major.since,
        "reports": c.major.reports,
        "due": min(due, default=None),
        "reasons": [
            (
                Text(one.name.zh, one.name.en),
                telling.cited(one.source, language) if one.grade != "design" else GRADES["design"].said(language),
            )
            for one in named
        ],
        "knowers": [_knower(one, people, language, at) for one in known],
        "others": [(people.get(one, ""), c.major.told[one]) for one in others],
        "waits": sum(one.told_at is None for one in known),
        "turns": [(_turned(whole, turn), people.get(_account(turn.by) or 0, "")) for turn in reversed(c.major.turns)],
        "back": major.brings_back(c),
    }


def _knower(one: dangers.Knower, people: dict[int, str], language: str, at: datetime) -> dict[str, Any]:
    """One who must know: who and by which role, by when, and how it stands."""
    return {
        "name": people.get(one.account, "") if one.account is not None else "",
        "role": role(one.role, language),
        "hours": one.hours,
        "due": one.due_at,
        "told": one.told_at,
        "state": major.knowing(one.told_at, one.due_at, at),
    }


def _turned(whole: Whole, turn: Turn) -> dict[str, Any]:
    """One change of state with the beginning of its reasons."""
    entry = next((one for one in whole.entries if one.position == turn.position), None)
    event = read(entry.data).event if entry is not None else None
    words = whole.texts.get(event.words.id, "") if isinstance(event, e.Escalated | e.Calmed) else ""
    return {"position": turn.position, "at": turn.at, "state": major.SHORT[turn.state], "words": words}


def _account(ref: str) -> int | None:
    name, _, number = ref.partition(":")
    return int(number) if name == "account" and number else None
