"""A proposal about conduct as the panel shows it: its words, its steps, and what this reader may do with it next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import msgspec
from django.urls import reverse

from wenguo.complaint import Complaint
from wenguo.complaint.conduct import Flag, Restriction
from wenguo.queries.history import Whole
from wenguo.rules import abnormal, permissions, restriction
from wenguo.rules.permissions import Actor
from wenguo.text import Text

_QUOTED = 240


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a measure: when and by whom it was done, or that it is next."""

    name: Text
    state: str  # done, current, coming, passed
    at: datetime | None = None
    by: str = ""


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """One proposal with its steps and what may be done next by this reader."""

    flag: Flag
    name: Text
    first_step: Text
    by: str
    words: str
    considered: str
    hypothesis: tuple[str, ...] | None
    signs: tuple[Text, ...]
    judged: str
    steps: tuple[Step, ...]
    acts: tuple[tuple[str, Text], ...]


def proposal(flag: Flag, whole: Whole, actor: Actor, called: Mapping[int, str]) -> Proposal:
    """One proposal as this reader sees it."""
    c = whole.complaint
    kind, first = abnormal.CONDUCT[flag.conduct]
    measure = next((one for one in reversed(c.restrictions) if one.flag == flag.id), None)
    hypothesis = None
    if flag.purpose is not None:
        hypothesis = tuple(said(ref, whole) for ref in (flag.purpose, flag.purpose_for, flag.purpose_against))
    return Proposal(
        flag=flag,
        name=kind,
        first_step=first,
        by=name_of(flag.by, called),
        words=said(flag.words, whole),
        considered=said(flag.considered, whole),
        hypothesis=hypothesis,
        signs=tuple(abnormal.named(c.observations[n - 1].sign) for n in flag.signs),
        judged=said(flag.judged_words, whole),
        steps=_steps(flag, measure, called),
        acts=_next(flag, measure, actor, c),
    )


def _steps(flag: Flag, measure: Restriction | None, called: Mapping[int, str]) -> tuple[Step, ...]:
    fell = flag.state == "not_upheld"
    decided = flag.state in {"upheld", "not_upheld"}
    verdict = {
        "upheld": Text("认定成立", "Upheld"),
        "not_upheld": Text("认定不成立", "Not upheld"),
        "more_facts": Text("需补充事实", "More facts needed"),
    }.get(flag.state, Text("由他人决定", "Another decides"))
    warned = (
        "done" if flag.warned_at else "passed" if fell or measure is not None else "current" if decided else "coming"
    )
    arranged = "done" if measure else "passed" if fell else "current" if flag.warned_at else "coming"
    ended = measure.ended_at if measure is not None else None
    return (
        Step(name=Text("提出", "Proposed"), state="done", at=flag.at, by=name_of(flag.by, called)),
        Step(
            name=verdict, state="done" if decided else "current", at=flag.judged_at, by=name_of(flag.judged_by, called)
        ),
        Step(
            name=Text("书面提醒", "Written warning"),
            state=warned,
            at=flag.warned_at,
            by=name_of(flag.warned_by, called),
        ),
        Step(
            name=Text("限期安排", "Arranged for a time"),
            state=arranged,
            at=measure.at if measure else None,
            by=name_of(measure.by, called) if measure else "",
        ),
        Step(name=Text("结束", "Ended"), state="done" if ended else "passed" if fell else "coming", at=ended),
    )


def _next(flag: Flag, measure: Restriction | None, actor: Actor, c: Complaint) -> tuple[tuple[str, Text], ...]:
    """What this reader may do with the proposal now, as links to forms."""
    found: list[tuple[str, Text]] = []
    if flag.state in {"proposed", "more_facts"} and flag.by != actor.ref and may("judge", actor, c):
        found.append((act_href(c, "judge", flag=flag.id), Text("作出决定", "Decide")))
    if flag.state == "upheld" and flag.warned_at is None and measure is None and may("warn", actor, c):
        found.append((act_href(c, "warn", flag=flag.id), Text("书面提醒", "Warn in writing")))
    may_now = flag.warned_at is not None or any(c.observations[n - 1].sign in restriction.AT_ONCE for n in flag.signs)
    running = measure is not None and measure.ended_at is None
    if flag.state == "upheld" and may_now and not running and may("restrict", actor, c):
        found.append((act_href(c, "restrict", flag=flag.id), Text("定联系安排", "Arrange contact")))
    return tuple(found)


def act_href(c: Complaint, verb: str, **asked: Any) -> str:
    """The address of a form with what is known beforehand."""
    return f"{reverse('act', args=(c.number, verb))}?{urlencode(asked)}"


def said(ref: Any, whole: Whole, most: int = _QUOTED) -> str:
    """The words behind a pointer, shortened; empty where there are none (any more)."""
    text = whole.texts.get(ref.id, "") if ref is not None else ""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def name_of(ref: str | None, called: Mapping[int, str]) -> str:
    """How an account is called by its reference."""
    return called.get(int(ref[8:]), "") if ref and ref.startswith("account:") else ""


def may(verb: str, actor: Actor, c: Complaint) -> bool:
    """Is this verb open to this reader now?"""
    return permissions.why_closed(verb, actor, c) is None
