"""Who may do what: one table from verb to standings, and nothing is allowed that it does not name."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from wenguo.rules import lifecycle
from wenguo.rules.lifecycle import DECIDING
from wenguo.text import Text

if TYPE_CHECKING:
    from wenguo.complaint import Complaint

ROLES: dict[str, Text] = {
    "front_line": Text("一线员工", "front line"),
    "handler": Text("处理人", "handler"),
    "head": Text("部门负责人", "head of unit"),
    "approver": Text("审批人", "approver"),
    "quality": Text("质量管理", "quality"),
    "legal": Text("法务", "legal"),
    "auditor": Text("审计（只读）", "auditor (read-only)"),
    "administrator": Text("管理员", "administrator"),
    "integration": Text("系统对接", "integration"),
}


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Who acts: a person's account with the roles held for the complaint's unit, or clock, complainant, advice."""

    ref: str
    account: int | None = None
    roles: frozenset[str] = frozenset()
    via: str = "cli"
    desks: frozenset[int] = frozenset()  # the units whose parts come to this person: handlers and heads of each

    @property
    def is_person(self) -> bool:
        """Is it a person of ours?"""
        return self.account is not None


_OWNER = {"owner", "head"}
_HANDLING = {"owner", "handler", "head", "quality"}
_SEEING = {"owner", "front_line", "handler", "head", "approver", "quality", "legal", "asked"}
_THEIRS = {"complainant", "owner", "handler", "head", "front_line", "integration"}
_JUDGING = {"head", "approver", "legal"}  # of authority: never the front line

# verb → the standings that may do it. A standing is a role held for the unit, or a relation to the complaint:
# owner, offered (the hand-over waits for this person), asked, complainant; or clock, advice.
MAY: dict[str, set[str]] = {
    "record": {"front_line", "handler", "head", "quality", "legal", "integration", "complainant"},
    "settle": {"front_line", "handler", "head"},
    "acknowledge": _HANDLING | {"integration"},
    "assess": _HANDLING,
    "decline": _OWNER,
    "hand_over": _OWNER,
    "take_over": {"offered", "head"},
    "turn_back": {"offered"},
    "take_back": _OWNER,
    "devolve": {"head", "administrator", "clock"},
    "follow": _SEEING,
    "ask": _HANDLING | {"legal"},
    "hear": _THEIRS | _SEEING | {"concerned"},
    "enclose": _THEIRS | _SEEING | {"concerned"},
    "deposit": _HANDLING | {"front_line", "legal"},
    "describe": _HANDLING | {"legal"},
    "move": _HANDLING | {"front_line", "legal"},
    "inform": _HANDLING,
    "reach": _HANDLING | {"front_line"},
    "attest": _HANDLING | {"integration", "clock"},
    "promise": _HANDLING | {"front_line", "clock"},
    "keep": _HANDLING | {"front_line"},
    "lapse": {"clock"},
    "investigate": _HANDLING | {"legal"},
    "offer": _HANDLING,
    "agree": {"complainant", "owner", "handler", "head"},
    "turn_down": {"complainant", "owner", "handler", "head"},
    "redress": _HANDLING | {"front_line", "integration"},
    "submit": _OWNER,
    "approve": {"approver", "head", "quality", "legal"},
    "reject": {"approver", "head", "quality", "legal"},
    "answer": _OWNER,
    "accept": {"complainant", "owner", "head"},
    "dispute": _THEIRS,
    "ask_review": _THEIRS,
    "review": {"head", "approver", "quality", "legal"},
    "rate": {"complainant"},
    "extend": _OWNER,
    "pause": _OWNER,
    "resume": _OWNER,
    "chase": _THEIRS,
    "supervise": {"head", "quality", "integration"},
    "alert": {"clock"},
    "weigh": _OWNER,
    "escalate": {"owner", "head", "quality", "legal"},
    "report": {"owner", "head", "quality", "legal"},
    "calm": {"head", "approver"},
    "refer": _OWNER,
    "close": _OWNER,
    "reopen": {"owner", "head", "quality"},
    "withdraw": _THEIRS,
    "link": _SEEING,
    "unlink": _SEEING,
    "join": _OWNER | {"quality", "advice"},
    "leave": _OWNER | {"quality", "advice"},
    "consent": _HANDLING | {"front_line"},
    "split": _HANDLING,
    "protect": _HANDLING | {"front_line", "legal"},
    "note": _SEEING | {"quality"},
    "correct": _HANDLING,
    "suggest": {"advice"},
    "confirm": _HANDLING,
    "overrule": _HANDLING,
    "hold": {"legal", "head", "administrator"},
    "erase": {"administrator", "legal"},
    "rekey": {"owner", "handler", "head"},
    "request": _HANDLING | {"legal"},
    "deliver": _HANDLING | {"asked"},
    "remind": _HANDLING | {"legal"},
    "recall": _HANDLING | {"legal"},
    "bring_in": _HANDLING | {"legal", "front_line", "concerned"},  # rules/parties.py says who to whom; rescue: anybody
    "exchange": _HANDLING | {"legal", "speaker"},
    "conclude": _HANDLING | {"legal"},
    "brief": {"head", "legal"},
    "apologise": _HANDLING | {"front_line"},  # rules/apology.py says who in which form
    "observe": {"owner", "handler", "head", "quality", "legal"},
    "flag": {"owner", "handler", "head", "quality", "legal"},
    "judge": _JUDGING,
    "warn": _JUDGING | {"owner"},
    "restrict": _JUDGING,
    "lift": _JUDGING | {"quality"},
    "appeal": _THEIRS,
    "involve": _HANDLING | {"front_line", "legal"},
    "tell": _HANDLING | {"legal"},
    "declare": _SEEING | {"quality"},
    "clarify": _HANDLING | {"legal"},
    "withhold": _OWNER | {"legal", "quality"},
}

# Standings that see names and contact data unmasked without giving a reason, for complaints of their units.
UNMASKED = frozenset({"owner", "handler"})
# Standings that see them for a reason that is logged; programs and administrators of the system need none (PIPL 6).
UNMASKED_FOR_A_REASON = UNMASKED | {"head", "approver", "quality", "legal", "auditor", "front_line"}
# Roles whose holders see every complaint of the unit and the units below it.
SEES_UNIT = frozenset({"handler", "head", "approver", "quality", "legal", "auditor", "administrator", "integration"})


def standing(actor: Actor, complaint: Complaint | None) -> frozenset[str]:
    """Everything this actor is to this complaint, as words of the table."""
    if not actor.is_person:
        return frozenset({actor.ref.split("@")[0]})
    has = set(actor.roles)
    if complaint is not None:
        if actor.account == complaint.owner:
            has.add("owner")
        if complaint.hand_over is not None and complaint.hand_over.to == actor.account:
            has.add("offered")
        if actor.account in complaint.asked or owed_by(complaint) & actor.desks:
            has.add("asked")
        if complaint.brief is not None and actor.account in complaint.brief.speakers:
            has.add("speaker")
        if actor.account in complaint.concerned:
            has.add("concerned")
    return frozenset(has)


def why_not(verb: str, actor: Actor, complaint: Complaint | None) -> Text | None:
    """None where `actor` may do `verb`; else the words that say what is missing."""
    has = standing(actor, complaint)
    if "concerned" in has and verb in DECIDING:
        return Text(
            "您是被投诉的当事人，须回避，不能作出处理决定。", "You are complained of here, so you may not decide it."
        )
    if complaint is not None and verb in DECIDING and actor.account in complaint.interested():
        return Text(
            "您已声明与此事有利害关系，须回避，不能作出处理决定；请转交他人。",
            "You declared an interest in it, so you may not decide it: hand it over.",
        )
    if has & MAY[verb]:
        return None
    zh = "、".join(sorted(_named(word).zh for word in MAY[verb]))
    en = ", ".join(sorted(_named(word).en for word in MAY[verb]))
    return Text(f"您无权对此投诉执行 {verb}；可执行者：{zh}。", f"You may not {verb} this complaint; these may: {en}.")


class Closed(NamedTuple):
    """Why a verb cannot be done now: the words, and whether it is for want of a right or of the right stage."""

    text: Text
    code: str


def why_closed(verb: str, actor: Actor, complaint: Complaint) -> Closed | None:
    """None where `actor` may do `verb` and the complaint is open to it; else why not."""
    why = why_not(verb, actor, complaint)
    if why is not None:
        return Closed(why, "permission")
    if not lifecycle.is_open_to(complaint.stage, verb):
        return Closed(lifecycle.why_not(complaint.stage, verb), "stage")
    if complaint.locked and verb not in lifecycle.LOCKED:
        return Closed(lifecycle.why_locked(verb), "refused")
    return None


_RELATIONS = {
    "owner": Text("责任人", "its owner"),
    "offered": Text("被转交人", "the person it is offered to"),
    "asked": Text("被询问人", "a person asked about it"),
    "speaker": Text("指定发言人", "a person named to speak"),
    "concerned": Text("当事员工", "the employee concerned"),
    "complainant": Text("投诉人", "the complainant"),
    "clock": Text("时钟", "the clock"),
    "advice": Text("建议引擎", "the advice"),
}


def _named(word: str) -> Text:
    return _RELATIONS.get(word) or ROLES[word]


def sees(actor: Actor, complaint: Complaint) -> bool:
    """May this actor know that the complaint is there at all?"""
    if not actor.is_person:
        return True
    if actor.account in hidden_from(complaint):
        return False
    has = standing(actor, complaint)
    related = has & {"owner", "offered", "asked", "concerned"}
    return bool(related or has & SEES_UNIT) or actor.account in {complaint.first_responder, *complaint.followers}


def hidden_from(complaint: Complaint) -> frozenset[int]:
    """The accounts that may not know of it, whatever their role: the reporter stays hidden from the reported (121号 9, 37)."""
    return frozenset(complaint.concerned) - {complaint.owner} if complaint.kind == "report" else frozenset()


# Roles whose holders see what their unit, or a unit below it, was asked for, while it is still to come.
SEES_PARTS = frozenset({"handler", "head"})


def owed_by(complaint: Complaint) -> frozenset[int]:
    """The units that owe a part of an open complaint, with those above them: their handlers and heads see it meanwhile."""
    if not complaint.parts or not complaint.is_open():
        return frozenset()
    return frozenset().union(*(part.units for part in complaint.parts if part.is_open))


def also_seen_by(complaint: Complaint) -> frozenset[int]:
    """The accounts that see it because they were asked, follow it or are complained of, and not by their role."""
    return frozenset({*complaint.asked, *complaint.concerned, *complaint.followers}) - hidden_from(complaint)
