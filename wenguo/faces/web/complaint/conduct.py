"""The panel on conduct: our own part first, signs, what speaks against them, and the steps of a measure (M01, M02, M40).

Only those whom rules/abnormal.py names read it; everybody else sees of it at most an arrangement of contact to be kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import msgspec
from django.urls import reverse

from wenguo.complaint import Complaint
from wenguo.complaint.conduct import Appeal, Restriction
from wenguo.faces.web.complaint.proposals import act_href, may, name_of, proposal, said
from wenguo.line import read
from wenguo.pages.forms_choices import policy_of
from wenguo.queries import conduct as beyond
from wenguo.queries.conduct_seen import may_read
from wenguo.queries.history import Whole
from wenguo.queries.office import UnitFacts
from wenguo.queries.people import names
from wenguo.queries.seeing import Asker
from wenguo.rules import abnormal, mishandling, restriction
from wenguo.rules import conduct as shown
from wenguo.rules.conduct import Shown
from wenguo.rules.permissions import Actor
from wenguo.text import Text

# advice's codes of signs that bear another name in the table; None: no sign of ours
_CUES: dict[str, str | None] = {"deceit": "fabrication", "our_concession": None, "other_purpose": None}


class Cue(msgspec.Struct, frozen=True, kw_only=True):
    """Words that advice noticed: an offer to look at them, and nothing by itself."""

    name: Text
    quote: str
    href: str
    counter: bool


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One sign or counter-sign with its words."""

    one: Shown
    quote: str
    by: str


class Arrangement(msgspec.Struct, frozen=True, kw_only=True):
    """An arrangement of contact as it is to be kept."""

    one: Restriction
    stands: bool
    contact: str
    subject: str
    hours: str
    words: str
    appeal: str
    review_due: bool
    acts: tuple[tuple[str, Text], ...]


def arrangements(whole: Whole, actor: Actor, at: datetime, *, all_of_them: bool = True) -> list[Arrangement]:
    """The arrangements, newest first; for those who only keep them, the ones that stand."""
    c = whole.complaint
    called = names(one.contact for one in c.restrictions)
    wanted = c.restrictions if all_of_them else restriction.standing_at(c, at)
    return [_arrangement(one, whole, actor, called, at) for one in reversed(wanted)]


def conduct(
    whole: Whole, actor: Actor, unit: UnitFacts, asker: Asker, cues: Mapping[str, Any] | None, at: datetime
) -> dict[str, Any]:
    """What the panel shows this reader; `visible` is False where there is nothing to say or nobody may read it."""
    c = whole.complaint
    if c.locked or not may_read(actor, c):
        return {"visible": False, "arrangements": arrangements(whole, actor, at, all_of_them=False)}
    lines = [read(entry.data) for entry in whole.entries]
    ours = mishandling.ours(c, lines)
    noticed = _cues(c, actor, cues)
    conceded = any(one.code == "our_concession" for one in ours)
    if not (c.observations or c.flags or c.restrictions or noticed or conceded):
        return {"visible": False, "arrangements": []}
    lawful = beyond.lawful(c, unit)
    signs = shown.signs(c, lines, lawful)
    called = names(_accounts(c))
    waiting = _waits(c, actor)
    return {
        "visible": True,
        "unfolded": waiting,
        "waiting": waiting,
        "ours": _rows(ours, whole, called),
        "signs": _rows(signs, whole, called),
        "counters": _rows(shown.counters(c, lines, lawful), whole, called),
        "cues": noticed,
        "rescue": any(abnormal.SIGNS[one.code].rescue for one in signs),
        "proposals": [proposal(flag, whole, actor, called) for flag in reversed(c.flags)],
        "arrangements": arrangements(whole, actor, at),
        "appeals": [_appeal(one, whole, actor) for one in reversed(c.appeals)],
        "factors": beyond.factors(asker, whole.id, c, at),
        "factors_note": beyond.NOTE,
        "factors_source": beyond.SOURCE,
        "untouched": restriction.UNTOUCHED,
        "police": _police(c, actor),
        "no_trigger": abnormal.NO_TRIGGER,
        "may_observe": may("observe", actor, c),
        "may_flag": may("flag", actor, c) and any(not one.counter for one in c.observations),
        "most_days": restriction.longest(policy_of(c)).days,
    }


def _rows(found: list[Shown], whole: Whole, called: Mapping[int, str]) -> list[Row]:
    return [Row(one=one, quote=said(one.quote, whole), by=name_of(one.by, called)) for one in found]


def _accounts(c: Complaint) -> set[int]:
    refs = {one.by for one in c.observations}
    refs |= {ref for one in c.flags for ref in (one.by, one.judged_by, one.warned_by) if ref}
    refs |= {one.by for one in c.restrictions}
    return {int(ref[8:]) for ref in refs if ref.startswith("account:")}


def _waits(c: Complaint, actor: Actor) -> bool:
    """Does something wait for this reader's decision?"""
    if not may("judge", actor, c):
        return False
    flags = any(one.state in {"proposed", "more_facts"} and one.by != actor.ref for one in c.flags)
    appeals = any(one.decision in {None, "more_facts"} for one in c.appeals)
    return flags or appeals


def _cues(c: Complaint, actor: Actor, found: Mapping[str, Any] | None) -> list[Cue]:
    """Words that advice noticed and nobody has stated yet, each as the beginning of a form."""
    if not found or not may("observe", actor, c):
        return []
    stated = {(one.sign, one.counter) for one in c.observations}
    cues = []
    for side, table in (("signs", abnormal.SIGNS), ("counters", abnormal.COUNTERS)):
        for one in found.get(side, ()):
            code = _CUES.get(one["label"], one["label"])
            entry = table.get(code or "")
            quote = next((span["text"] for span in one.get("spans", ())), "")
            if entry is None or entry.known == "log" or not quote or (code, side == "counters") in stated:
                continue
            asked = {"sign": code, "quote": quote, "line": 1}
            href = f"{reverse('act', args=(c.number, 'observe'))}?{urlencode(asked)}"
            cues.append(Cue(name=entry.name, quote=quote, href=href, counter=side == "counters"))
    return cues


def _arrangement(one: Restriction, whole: Whole, actor: Actor, called: Mapping[int, str], at: datetime) -> Arrangement:
    c = whole.complaint
    acts: list[tuple[str, Text]] = []
    if one.ended_at is None and may_read(actor, c):
        if one.by != actor.ref and may("judge", actor, c):
            acts.append((act_href(c, "judge", restriction=one.id), Text("复查", "Review")))
        if may("lift", actor, c):
            acts.append((act_href(c, "lift", restriction=one.id), Text("提前结束", "End it now")))
    return Arrangement(
        one=one,
        stands=one.stands(at),
        contact=called.get(one.contact or 0, ""),
        subject=said(one.subject, whole),
        hours=said(one.hours, whole),
        words=said(one.words, whole, 600),
        appeal=said(one.appeal, whole),
        review_due=one.stands(at) and one.reviewed_at is None and one.review_date <= at.date(),
        acts=tuple(acts),
    )


def _appeal(one: Appeal, whole: Whole, actor: Actor) -> dict[str, Any]:
    c = whole.complaint
    flag = c.flags[one.flag - 1]
    measure = c.restrictions[one.restriction - 1] if one.restriction is not None else None
    before = {flag.by, flag.judged_by, flag.warned_by, measure.by if measure is not None else None}
    is_open = one.decision in {None, "more_facts"}
    return {
        "one": one,
        "words": said(one.words, whole),
        "judged": said(one.judged_words, whole),
        "open": is_open,
        "decision": one.decision,
        "href": act_href(c, "judge", appeal=one.id)
        if is_open and actor.ref not in before and may("judge", actor, c)
        else "",
        "others": is_open and actor.ref in before,
    }


def _police(c: Complaint, actor: Actor) -> list[dict[str, Any]]:
    """Each ground with what is missing; shown only once a sign that could carry one is stated."""
    stated = {one.sign for one in c.observations if not one.counter}
    found = []
    for code, one in abnormal.POLICE_GROUNDS.items():
        if one.signs & stated:
            why = abnormal.why_not_police(c, code)
            may_bring = why is None and "legal" in actor.roles and may("bring_in", actor, c)
            href = act_href(c, "bring_in", kind="police") if may_bring else ""
            found.append({"name": one.name, "basis": one.basis, "why": why, "href": href})
    return found
