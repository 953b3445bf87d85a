"""The stage line in ISO 10002's steps, what left the straight way, and the states said at the top of the page."""

from __future__ import annotations

from datetime import datetime

import msgspec

from wenguo.complaint import Complaint
from wenguo.queries.history import Entry, Whole
from wenguo.rules.lifecycle import STAGES
from wenguo.text import Text

# the straight way (ISO 10002:2018 clause 7), and the line that reaches each step
WAY: dict[str, str] = {
    "received": "Recorded",
    "acknowledged": "Acknowledged",
    "assessed": "Assessed",
    "investigated": "Investigated",
    "answered": "Answered",
    "accepted": "Accepted",
    "closed": "Closed",
}
# what leads off it, or back
BRANCHES: dict[str, str] = {
    "Declined": "declined",
    "Disputed": "disputed",
    "ReviewAsked": "in_review",
    "Reviewed": "reviewed",
    "Referred": "referred",
    "Withdrawn": "withdrawn",
    "Reopened": "reopened",
}


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step: `state` is done, current, coming, or passed (gone by without it)."""

    name: Text
    state: str
    at: datetime | None = None
    position: int | None = None
    branch: bool = False


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """One turn off the straight way."""

    name: Text
    at: datetime
    position: int


class State(msgspec.Struct, frozen=True, kw_only=True):
    """A state of the whole complaint that its reader must know first."""

    icon: str
    text: Text
    tone: str = "note"
    number: str | None = None  # another complaint it leads to


def steps(whole: Whole) -> list[Step]:
    """The stage line: each step with its moment; a stage off the way stands where it left it."""
    c = whole.complaint
    reached = _last({name: stage for stage, name in WAY.items()}, whole.entries)
    turned = _last(BRANCHES, whole.entries)
    names = list(WAY)
    at = names.index(c.stage) if c.stage in WAY else max(names.index(one) for one in reached if one != "closed")
    found: list[Step] = []
    for index, name in enumerate(names):
        entry = reached.get(name)
        state = "current" if name == c.stage else "coming"
        if name != c.stage and index <= at:
            state = "done" if entry is not None else "passed"
        if name != c.stage and index > at and name != "closed" and c.stage in {"declined", "referred", "withdrawn"}:
            state = "passed"
        found.append(_step(name, state, entry if state in {"done", "current"} else None))
        if index == at and c.stage not in WAY:
            found.append(_step(c.stage, "current", turned.get(c.stage), branch=True))
    return found


def _last(wanted: dict[str, str], entries: list[Entry]) -> dict[str, Entry]:
    return {wanted[entry.event]: entry for entry in entries if entry.event in wanted}


def _step(stage: str, state: str, entry: Entry | None, *, branch: bool = False) -> Step:
    at, position = (entry.at, entry.position) if entry is not None else (None, None)
    return Step(name=STAGES[stage], state=state, at=at, position=position, branch=branch)


def turns(whole: Whole) -> list[Turn]:
    """Every time it left the straight way or came back to it, in order; being closed before the end as well."""
    c, closings = whole.complaint, [entry for entry in whole.entries if entry.event == "Closed"]
    earlier = closings if c.stage != "closed" else closings[:-1]
    found = [entry for entry in whole.entries if entry.event in BRANCHES] + earlier
    return [
        Turn(name=STAGES[BRANCHES.get(entry.event, "closed")], at=entry.at, position=entry.position)
        for entry in sorted(found, key=lambda one: one.position)
    ]


def states(c: Complaint, names: dict[int, str]) -> list[State]:
    """What must be said first, each in one line: what it is, then what it waits for."""
    return [*_is(c), *_waits_for(c, names)]


def _is(c: Complaint) -> list[State]:
    found: list[State] = []

    def say(icon: str, zh: str, en: str, tone: str = "note", number: str | None = None) -> None:
        found.append(State(icon=icon, text=Text(zh, en), tone=tone, number=number))

    if c.locked:
        say(
            "lock",
            "已依法限制处理：仅存储和保护，不得使用。投诉人再次提出的，请另行登记并关联。",
            "Locked by law: kept for storage and protection only. What comes anew is recorded anew and linked.",
            "warn",
        )
    if c.erased:
        say(
            "eraser",
            "个人信息已依请求删除；经过与指纹仍在。",
            "Personal content was erased on request; what happened, and the fingerprints, remain.",
        )
    if c.held:
        say(
            "shield-lock",
            "法定保全中：解除之前不得删除。",
            "Legal hold: nothing may be erased until it is lifted.",
            "warn",
        )
    if not c.live:
        say(
            "history",
            "历史记录：从旧台账导入，不计时，不提醒。",
            "From the archive: brought in from older records; no clocks run and nobody is alarmed.",
        )
    if c.kind == "report":
        say(
            "eye-off",
            "举报件：举报人的身份对被举报人保密。",
            "A report: whoever reported stays unknown to those reported.",
            "warn",
        )
    if c.part_of:
        say(
            "arrows-split",
            f"由 {c.part_of} 分出，单独办理。",
            f"Split off from {c.part_of}, handled by itself.",
            number=c.part_of,
        )
    if c.grumble:
        say(
            "message-bolt",
            "随手记：听到的一句不满，没有要求答复。",
            "A grumble: dissatisfaction overheard; no answer was asked for.",
        )
    return found


def _waits_for(c: Complaint, names: dict[int, str]) -> list[State]:
    found: list[State] = []

    def say(icon: str, zh: str, en: str) -> None:
        found.append(State(icon=icon, text=Text(zh, en)))

    if c.stage == "withdrawn":
        say(
            "arrow-back-up",
            "投诉人已撤回；确认后可办结。",
            "The complainant took it back; it can be closed once that is confirmed.",
        )
    if c.hand_over is not None:
        to = names.get(c.hand_over.to, str(c.hand_over.to))
        owner = names.get(c.owner, str(c.owner))
        say(
            "transfer",
            f"已提出转交给 {to}；对方接手之前仍由 {owner} 负责。",
            f"Offered to {to}; until it is taken, {owner} remains its owner.",
        )
    if c.approval == "asked":
        say("rubber-stamp", "答复已送审，等待批准。", "The answer waits for approval.")
    return found
