"""Redress beside a complaint: what law and house give and what it still needs, offers with the next act, what like cases got."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from django.urls import reverse

from wenguo.complaint import Complaint, OfferState, Promise
from wenguo.pages import telling
from wenguo.pages.redress_told import fits, said
from wenguo.queries import office, redress
from wenguo.queries.history import Whole
from wenguo.queries.office import UnitFacts
from wenguo.queries.unoffered import unoffered
from wenguo.rules import lifecycle, permissions
from wenguo.rules.offering import another_pays, unperformed
from wenguo.rules.permissions import ROLES, Actor
from wenguo.rules.redress import goodwill_ends
from wenguo.rules.redress_table import Table
from wenguo.text import Text
from wenguo.verbs import VERBS

STATES: dict[str, tuple[Text, str]] = {
    "offered": (Text("待批准", "waits for approval"), "soon"),
    "approved": (Text("已批准，等投诉人表态", "approved, waits for their word"), "soon"),
    "rejected": (Text("已退回", "returned"), "late"),
    "agreed": (Text("已同意，待给付", "agreed, to be given"), "soon"),
    "turned_down": (Text("投诉人未同意", "turned down"), ""),
    "lapsed": (Text("已失效", "lapsed"), ""),
    "performed": (Text("已给付", "given"), "good"),
}
STEPS = (Text("提出", "Offered"), Text("批准", "Approved"), Text("同意", "Agreed"), Text("给付", "Given"))
_REACHED = {"offered": 1, "approved": 2, "agreed": 3, "performed": 4}


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """One offer: what it is, how far it has come, and the one act that comes next."""

    offer: OfferState
    remedy: str
    words: str
    state: Text
    tone: str
    reached: int
    by: str
    waits_for: Text | None
    next: tuple[str, Text, str] | None  # the verb, its words, where it is done
    approved_by: tuple[str, ...]
    proofs: tuple[tuple[str, Any], ...]
    promise: Promise | None  # the day named when it was agreed to: it stands here, and not among the promises again
    late: bool
    by_another: bool  # it waits for another person to hand the money out


def panel(
    whole: Whole, actor: Actor, unit: UnitFacts, names: dict[int, str], language: str, at: datetime
) -> dict[str, Any]:
    """Everything the panel shows; nothing while there is neither an offer nor anything to say."""
    c = whole.complaint
    waits = any(one.state == "offered" for one in c.offers)
    judge = office.in_place_of(actor, unit, at) if waits else actor  # who is away has a deputy
    if "concerned" in permissions.standing(actor, c):  # who is complained of has no part in what is given for it
        return {"offers": offers(whole, actor, judge, names, language, at)} if c.offers else {}
    table = redress.table(unit)
    every = said(c, unit, table, language)
    shown = {
        "offers": offers(whole, actor, judge, names, language, at),
        "bounds": [one for one in every if one.bound.met],
        "waiting": [one for one in every if not one.bound.met],
        "fits": fits(c, table, language),
        "unoffered": unoffered(whole),
        "formal": formal(c, table),
        "may_offer": not c.locked and permissions.why_closed("offer", actor, c) is None,
        "may_find": permissions.why_closed("investigate", actor, c) is None,
        "unperformed": unperformed(c),
        "goodwill_fen": goodwill_ends(c.price_fen, table.goodwill_percent),
    }
    wanted = shown["offers"] or shown["bounds"] or shown["waiting"] or shown["unoffered"] or shown["formal"]
    return shown if wanted or (shown["may_offer"] and c.causes) else {}


def offers(whole: Whole, actor: Actor, judge: Actor, names: dict[int, str], language: str, at: datetime) -> list[Shown]:
    """The offers, the newest first, each with its next act where this person may do it."""
    return [_shown(one, whole, actor, judge, names, language, at) for one in reversed(whole.complaint.offers)]


def _shown(
    one: OfferState, whole: Whole, actor: Actor, judge: Actor, names: dict[int, str], language: str, at: datetime
) -> Shown:
    c = whole.complaint
    state, tone = STATES[one.state]
    promise = c.promise(one.promise) if one.promise is not None else None
    return Shown(
        offer=one,
        remedy=office.taxonomy().label(one.remedy, language),
        words=whole.texts.get(one.words.id, "") if one.words is not None else "",
        state=state,
        tone=tone,
        reached=_REACHED.get(one.state, 0),
        by=telling.who(one.by, names, language),
        waits_for=_waits_for(one),
        next=_next(one, c, judge if one.state == "offered" else actor),
        approved_by=tuple(telling.who(who, names, language) for _, who in one.approved),
        promise=promise,
        late=promise is not None and (promise.state == "broken" or (promise.state == "open" and promise.due_at < at)),
        by_another=one.state == "agreed" and another_pays(one, actor.ref),
        proofs=tuple((whole.texts.get(paid.proof.id, ""), paid) for paid in one.payments),
    )


def _waits_for(one: OfferState) -> Text | None:
    roles = [ROLES[role] for role in one.waiting if role]
    if not roles:
        return None
    return Text(
        f"待{'、'.join(role.zh for role in roles)}批准", f"the {' and the '.join(role.en for role in roles)} to approve"
    )


def _next(one: OfferState, c: Complaint, actor: Actor) -> tuple[str, Text, str] | None:
    verb, text, query = {
        "offered": ("approve", Text("批准", "Approve"), f"?what=offer:{one.id}"),
        "approved": ("agree", Text("登记投诉人的答复", "Write down their word"), f"?offer={one.id}"),
        "agreed": ("redress", Text("登记给付", "Write down what is given"), f"?offer={one.id}"),
    }.get(one.state, ("", Text("", ""), ""))
    if not verb or permissions.why_closed(verb, actor, c) is not None:
        return None
    if verb == "approve" and (one.by == actor.ref or not _may_judge(one, actor)):
        return None
    if verb == "redress" and another_pays(one, actor.ref):
        return None
    return verb, text, reverse("act", args=(c.number, verb)) + query


def _may_judge(one: OfferState, actor: Actor) -> bool:
    return one.steps is None or bool(set(one.waiting) & actor.roles)


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """One formal way, and how far it has gone here."""

    party: str
    name: Text
    basis: str
    state: Text | None
    href: str | None


_WAYS: tuple[tuple[str, Text, str], ...] = (
    ("mediator", Text("调解", "Mediation"), "证券法 94；消法 39"),
    ("regulator", Text("监管或主管部门", "Regulator"), "消法 39、46"),
    ("arbitration", Text("仲裁", "Arbitration"), "消法 39"),
    ("court", Text("诉讼", "Court"), "消法 39"),
)


def formal(c: Complaint, table: Table) -> dict[str, Any]:
    """The formal way of a very large claim, as steps that are tracked; nothing for ordinary sums."""
    sums = [one.amount_fen or 0 for one in c.demands] + [
        one.due_fen or 0 for one in c.offers if one.state != "rejected"
    ]
    asked = max([*sums, sum(one.amount_fen or 0 for one in c.demands)], default=0)
    if asked < table.formal_fen:
        return {}
    may = "bring_in" in VERBS and lifecycle.is_open_to(c.stage, "bring_in")
    ways = []
    for kind, name, basis in _WAYS:
        brought = [one for one in c.parties if one.kind == kind]
        last = brought[-1] if brought else None
        state = None
        if last is not None:
            state = Text("已有结论", "concluded") if last.outcome is not None else Text("进行中", "under way")
        href = reverse("act", args=(c.number, "bring_in")) + f"?kind={kind}" if may and last is None else None
        ways.append(Way(party=kind, name=name, basis=basis, state=state, href=href))
    return {"asked_fen": asked, "from_fen": table.formal_fen, "ways": ways}
