"""What others do for this complaint: parts of other units, third parties, the press line, apologies, standards at hand."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from wenguo.complaint import Clock, Complaint
from wenguo.complaint.others import Apology, Part, Party
from wenguo.pages import telling
from wenguo.pages.forms_choices import policy_of
from wenguo.queries import standards
from wenguo.queries.history import Whole
from wenguo.rules import apology, parties, permissions
from wenguo.rules.labels import label
from wenguo.rules.permissions import Actor
from wenguo.text import Text

_STATES = {
    "requested": (Text("等交回", "to come"), "soon"),
    "overdue": (Text("逾期未交", "overdue"), "late"),
    "delivered": (Text("已交回", "delivered"), "good"),
    "late": (Text("迟交", "delivered late"), "soon"),
    "recalled": (Text("已撤销", "recalled"), ""),
}
_MADE = {
    "proposed": (Text("等待同意", "waits for a yes"), "soon"),
    "approved": (Text("已同意，待发出", "agreed to, not made yet"), "soon"),
    "rejected": (Text("已退回", "returned"), "late"),
    "made": (Text("已致歉", "made"), "good"),
}


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A part asked of a unit, with its words."""

    part: Part
    unit: str
    whom: str
    what: str
    words: str
    files: list[str]
    state: Text
    tone: str
    standards: list[str]
    may_deliver: bool


class Turned(msgspec.Struct, frozen=True, kw_only=True):
    """One word to or from a third party."""

    position: int
    at: datetime
    by: str
    direction: str
    outward: bool
    way: str
    words: str


class Third(msgspec.Struct, frozen=True, kw_only=True):
    """A third party: what it was asked, what was said, what came of it, and what that did to the clocks."""

    party: Party
    kind: str
    body: str
    question: str
    exchanges: list[Turned]
    outcome: str
    words: str
    files: list[str]
    stopped: list[str]
    ran_on: list[str]
    late: bool


class Sorry(msgspec.Struct, frozen=True, kw_only=True):
    """An apology and how far it has come."""

    apology: Apology
    form: str
    of: str
    words: str
    by: str
    state: Text
    tone: str
    waits: list[str]
    said_by: list[str]
    may_judge: bool
    short: Text | None  # why it does less than the harm asks for


def others(whole: Whole, names: dict[int, str], actor: Actor, at: datetime, language: str) -> dict[str, Any]:
    """The context of the panels."""
    c = whole.complaint
    has = permissions.standing(actor, c)
    policy = policy_of(c)
    may = {verb: permissions.why_closed(verb, actor, c) is None for verb in ("request", "bring_in", "apologise", "brief", "remind")}  # fmt: skip
    return {
        "parts": [_part(one, whole, names, actor, has, language) for one in reversed(c.parts)],
        "parties": [_third(one, whole, names, at, language) for one in reversed(c.parties)],
        "brief": _brief(whole, names, at),
        "apologies": [_sorry(one, whole, names, actor, language) for one in reversed(c.apologies)],
        "wants_apology": any(one.remedy == "RM01" and one.decision is None for one in c.demands) and not c.apologies,
        "apology_says": apology.NO_ADMISSION,
        "standards": standards.at_hand(c, policy, language) if not c.locked and "concerned" not in has else [],
        "mediation_duty": parties.mediation_duty(policy) if c.is_open() else (),
        "may": may,
        "no_part_open": not any(one.is_open for one in c.parts),
    }


def _text(whole: Whole, ref: object) -> str:
    return whole.texts.get(getattr(ref, "id", ""), "")


def _part(one: Part, whole: Whole, names: dict[int, str], actor: Actor, has: frozenset[str], language: str) -> Asked:
    state, tone = _STATES[one.state]
    owes = one.account == actor.account or bool(one.units & actor.desks) or bool(has & {"owner", "handler", "head"})
    return Asked(
        part=one,
        unit=telling.unit_name(one.unit, language),
        whom=names.get(one.account or 0, ""),
        what=_text(whole, one.what),
        words=_text(whole, one.words),
        files=[ref.id for ref in one.evidence],
        state=state,
        tone=tone,
        standards=list(one.standards),
        may_deliver=one.is_open and owes and whole.complaint.is_open(),
    )


def _third(one: Party, whole: Whole, names: dict[int, str], at: datetime, language: str) -> Third:
    c = whole.complaint
    return Third(
        party=one,
        kind=label(one.kind, language),
        body=_text(whole, one.body),
        question=_text(whole, one.question),
        exchanges=[
            Turned(
                position=turn.position,
                at=turn.at,
                by=telling.who(turn.by, names, language),
                direction=label(turn.direction, language),
                outward=turn.direction == "out",
                way=label(turn.way, language),
                words=_text(whole, turn.words),
            )
            for turn in one.exchanges
        ],
        outcome=parties.OUTCOMES[one.outcome].said(language) if one.outcome else "",
        words=_text(whole, one.words),
        files=[ref.id for ref in one.evidence],
        stopped=_clocks(c, one.paused, language),
        ran_on=_clocks(c, one.resumed, language),
        late=one.outcome is None and one.due_at is not None and one.due_at < at,
    )


def _clocks(c: Complaint, numbers: tuple[int, ...], language: str) -> list[str]:
    found: list[Clock] = [clock for number in numbers if (clock := c.clock(number)) is not None]
    return [telling.rule_name(clock.pack, clock.rule, language) for clock in found]


def _brief(whole: Whole, names: dict[int, str], at: datetime) -> dict[str, Any] | None:
    brief = whole.complaint.brief
    if brief is None:
        return None
    return {
        "words": _text(whole, brief.words),
        "speakers": [names[one] for one in brief.speakers if one in names],
        "until": brief.until,
        "over": brief.until is not None and brief.until < at,
    }


def _sorry(one: Apology, whole: Whole, names: dict[int, str], actor: Actor, language: str) -> Sorry:
    has = permissions.standing(actor, whole.complaint)
    state, tone = _MADE[one.state]
    return Sorry(
        apology=one,
        form=apology.FORMS[one.form].name.said(language),
        of=apology.OF[one.of].said(language),
        words=_text(whole, one.words),
        by=telling.who(one.by, names, language),
        state=state,
        tone=tone,
        waits=[apology.seat_name(seat).said(language) for seat in one.seats if seat not in one.yeses]
        if one.state == "proposed"
        else [],
        said_by=[
            f"{apology.seat_name(seat).said(language)} {telling.who(who, names, language)}"
            for seat, who in one.yeses.items()
        ],
        short=apology.falls_short(one.form, one.scope),
        may_judge=one.state == "proposed"
        and actor.ref not in {one.by, *one.yeses.values()}
        and any(seat in has and seat not in one.yeses for seat in one.seats)
        and permissions.why_closed("approve", actor, whole.complaint) is None,
    )


def mentioned(c: Complaint) -> set[int]:
    """The accounts that the panels may name."""
    found = {part.account for part in c.parts if part.account is not None}
    found |= set(c.brief.speakers) if c.brief is not None else set()
    for one in c.apologies:
        found |= {int(who[8:]) for who in one.yeses.values() if who.startswith("account:")}
    return found
