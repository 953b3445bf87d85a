"""Which act is the most likely next, and what an act still waits for: tables read from top to bottom.

Nothing here permits or forbids: the verbs decide. It spares a person the walk to a form that would be refused.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from wenguo.rules import offering, restriction, warned
from wenguo.text import Text

if TYPE_CHECKING:
    from wenguo.complaint import Complaint, Promise

SOON = timedelta(hours=24)  # a promise due within a day is the next thing to do (design)


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """A complaint as one person stands to it at one moment; `second` says whether its answer needs a second person."""

    c: Complaint
    at: datetime
    standings: frozenset[str]
    ref: str = ""
    second: bool = False
    extendable: bool = True  # does a rule let one of its clocks run longer?
    pausable: bool = True

    @property
    def nearest(self) -> Promise | None:
        """The open promise that is due first; what an offer gives is given by `redress`."""
        return min(offering.promised_otherwise(self.c), key=lambda one: one.due_at, default=None)

    @property
    def to_judge(self) -> bool:
        """Does something wait for approval that somebody else put forward?"""
        answer = self.c.approval == "asked" and self.c.approval_asked_by != self.ref
        return answer or any(one.state == "offered" and one.by != self.ref for one in self.c.offers)

    @property
    def acknowledged(self) -> bool:
        """Has the complainant been told that it was received?"""
        return any(notice.event == "Acknowledged" for notice in self.c.notices)


class Next(NamedTuple):
    """One act that is likely next, and why."""

    verb: str
    because: Text


type _Row = tuple[str, Callable[[Seen], Text | None]]


def _where(stages: str, zh: str, en: str) -> Callable[[Seen], Text | None]:
    """The reason that holds at these stages."""
    listed = frozenset(stages.split())
    return lambda seen: Text(zh, en) if seen.c.stage in listed else None


def _keep(seen: Seen) -> Text | None:
    nearest = seen.nearest
    if nearest is None or nearest.due_at - seen.at > SOON:
        return None
    if nearest.due_at <= seen.at:
        return Text(f"承诺 {nearest.id} 已过时间", f"promise {nearest.id} is past its time")
    return Text(f"承诺 {nearest.id} 快到时间", f"promise {nearest.id} is due soon")


def _take(seen: Seen) -> Text | None:
    return Text("转交等您接手", "a hand-over waits for your yes") if "offered" in seen.standings else None


def _judge(seen: Seen) -> Text | None:
    judges = seen.standings & {"head", "approver", "quality", "legal"}
    return Text("有内容等您审批", "something waits for your approval") if judges and seen.to_judge else None


def _acknowledge(seen: Seen) -> Text | None:
    if seen.acknowledged or seen.c.stage not in {"received", "acknowledged", "assessed"}:
        return None
    return Text("还没有告知投诉人已收到", "the complainant has not been told that it was received")


def _assess(seen: Seen) -> Text | None:
    if seen.c.stage in {"received", "acknowledged"}:
        return Text("还没有初步评估", "it has not been assessed yet")
    return None


def _reach(seen: Seen) -> Text | None:
    notices = seen.c.notices
    if seen.c.is_open() and notices and notices[-1].delivered is False:
        return Text("最近的通知没有送达", "the last notice did not arrive")
    return None


def _send_approved(seen: Seen) -> Text | None:
    if seen.c.approval == "approved" and seen.c.stage in _WORK:
        return Text("答复已批准，可以发出", "the answer was approved and can go out")
    return None


def _submit(seen: Seen) -> Text | None:
    if not seen.second or seen.c.approval in {"asked", "approved"} or seen.c.stage != "investigated":
        return None
    if seen.c.approval == "rejected":
        return Text("答复被退回，改好再送审", "the answer came back for rework")
    return Text("已查清；答复须先经另一人审核", "the facts are found; the answer needs a second person first")


def _answer(seen: Seen) -> Text | None:
    if seen.c.stage == "investigated" and not seen.second:
        return Text("已查清，可以答复", "the facts are found, it can be answered")
    return None


def _close(seen: Seen) -> Text | None:
    if seen.nearest is None and seen.c.stage in {"accepted", "reviewed", "withdrawn", "referred", "declined"}:
        return Text("该做的都做了，可以办结", "all is done, it can be closed")
    return None


def _inform(seen: Seen) -> Text | None:
    n = seen.c.chases
    return Text(f"投诉人催办过 {n} 次", f"the complainant chased {n} times") if n and seen.c.stage in _WORK else None


def _report(seen: Seen) -> Text | None:
    due = [one.due_at for one in seen.c.clocks if one.state == "running" and "Reported" in one.ends_on]
    if not due or min(due) - seen.at > SOON:
        return None
    return Text("重大投诉的报告快到时间或已到时间", "the report on this major complaint is due")


_WORK = frozenset({"received", "acknowledged", "assessed", "investigated", "disputed", "reopened"})

# From top to bottom: what comes first is done first.
LIKELY: tuple[_Row, ...] = (
    ("take_over", _take),
    ("keep", _keep),
    ("redress", lambda seen: offering.to_give(seen.c, seen.ref)),
    ("report", _report),
    ("approve", _judge),
    ("reject", _judge),
    ("acknowledge", _acknowledge),
    ("reach", _reach),
    ("assess", _assess),
    ("review", _where("in_review", "投诉人申请了核查", "the complainant asked for a review")),
    ("answer", _send_approved),
    ("submit", _submit),
    ("answer", _answer),
    ("investigate", _where("assessed disputed reopened", "事实还待查清", "the facts are still to be found")),
    ("close", _close),
    ("accept", _where("answered", "已答复，等投诉人表示", "it was answered; what does the complainant say?")),
    ("dispute", _where("answered", "已答复，等投诉人表示", "it was answered; what does the complainant say?")),
    ("inform", _inform),
    ("turn_back", _take),
)


def likely(seen: Seen) -> list[Next]:
    """The acts likely next, the most likely first, each once."""
    found: dict[str, Next] = {}
    for verb, reason in LIKELY:
        because = reason(seen)
        if because is not None and verb not in found:
            found[verb] = Next(verb, because)
    return list(found.values())


def _no(lacks: Callable[[Seen], bool], zh: str, en: str) -> Callable[[Seen], Text | None]:
    """The words that are said where it lacks something."""
    return lambda seen: Text(zh, en) if lacks(seen) else None


def _wait_answer(seen: Seen) -> Text | None:
    if seen.c.approval == "asked":
        return Text("答复正在审核，批准后才能发出", "the answer waits for approval")
    if seen.c.live and seen.second and seen.c.approval != "approved":
        return Text(
            "此类答复须先送审，由另一人批准", "such answers are submitted first and approved by a second person"
        )
    return None


def _wait_judge(seen: Seen) -> Text | None:
    if seen.to_judge:
        return None
    if seen.c.approval == "asked" or any(one.state == "offered" for one in seen.c.offers):
        return Text("自己提交的内容由另一人审批", "your own work needs another person's approval")
    return Text("没有等待审批的内容", "nothing waits for approval")


def _wait_close(seen: Seen) -> Text | None:
    c = seen.c
    if c.live and c.stage in _WORK and not c.contact_days:
        return Text("尚未答复，先答复再办结", "it has not been answered yet: answer first")
    if c.live and seen.nearest is not None:
        return Text(f"承诺 {seen.nearest.id} 还没有兑现", f"promise {seen.nearest.id} is not kept yet")
    if c.live and c.major is not None and c.major.open:
        return Text("重大投诉尚未平息，先平息再办结", "it is still a major complaint: calm comes first")
    return None


def _not_major(seen: Seen) -> bool:
    return seen.c.major is None or not seen.c.major.open


WAITS: dict[str, Callable[[Seen], Text | None]] = {
    "acknowledge": _no(lambda seen: seen.acknowledged, "已经告知过收到", "receipt was acknowledged already"),
    "hand_over": _no(
        lambda seen: seen.c.hand_over is not None,
        "已有一个转交在等待接手",
        "a hand-over is already waiting to be taken",
    ),
    "take_back": _no(lambda seen: seen.c.hand_over is None, "没有等待接手的转交", "no hand-over is waiting"),
    "take_over": _no(lambda seen: "owner" in seen.standings, "您已经是责任人", "you own it already"),
    "keep": _no(lambda seen: seen.nearest is None, "没有待兑现的承诺", "no promise is open"),
    "attest": _no(lambda seen: not seen.c.notices, "还没有发出过通知", "no notice has been sent yet"),
    "extend": _no(
        lambda seen: not seen.extendable, "没有规则允许（再次）延期的时限", "no clock of it may be extended (further)"
    ),
    "pause": _no(lambda seen: not seen.pausable, "没有规则允许中止的时限", "no clock of it may be paused"),
    "resume": _no(lambda seen: not _clocks(seen, "paused"), "没有中止的时限", "no clock is paused"),
    "submit": _no(
        lambda seen: seen.c.approval == "asked", "答复已在审核中", "the answer is already waiting for approval"
    ),
    "approve": _wait_judge,
    "reject": _wait_judge,
    "answer": _wait_answer,
    "review": _no(
        lambda seen: (
            seen.ref
            in {seen.c.answered_by, seen.c.answer_approved_by, f"account:{seen.c.owner}", *seen.c.investigators}
        ),
        "核查须由处理人以外的人作出",
        "a review is made by someone other than the handler",
    ),
    "close": _wait_close,
    "flag": _no(
        lambda seen: not any(not one.counter for one in seen.c.observations),
        "先记下至少一个有引文的迹象",
        "state at least one sign with its quote first",
    ),
    "judge": _no(
        lambda seen: not _to_decide(seen), "没有等待决定的行为提议、申诉或安排", "nothing about conduct waits"
    ),
    "warn": _no(lambda seen: not _upheld(seen), "还没有认定成立的行为提议", "no proposal was upheld"),
    "restrict": _no(lambda seen: not _upheld(seen), "还没有认定成立的行为提议", "no proposal was upheld"),
    "lift": _no(
        lambda seen: all(one.ended_at is not None for one in seen.c.restrictions),
        "没有进行中的联系安排",
        "no arrangement of contact stands",
    ),
    "appeal": _no(
        lambda seen: restriction.appealable(seen.c) is None,
        "没有可以申诉的安排或提醒",
        "there is no arrangement or warning to appeal against",
    ),
    "report": _no(_not_major, "不是重大投诉", "it is no major complaint"),
    "weigh": _no(lambda seen: not warned.may_be_weighed(seen.c), "没有待回应的预警", "no warning waits for it"),
    "calm": _no(_not_major, "不是重大投诉", "it is no major complaint"),
    "confirm": _no(lambda seen: not _open_suggestions(seen), "没有待定的建议", "no suggestion is open"),
    "overrule": _no(lambda seen: not _open_suggestions(seen), "没有待定的建议", "no suggestion is open"),
    "unlink": _no(lambda seen: not seen.c.links, "没有关联的投诉", "it is linked with none"),
    "erase": _no(lambda seen: seen.c.held, "处于法定保全，不能删除", "a legal hold stands; nothing may be erased"),
}


def waits(verb: str, seen: Seen) -> Text | None:
    """What this act still waits for; None where it can be tried."""
    return found(seen) if (found := WAITS.get(verb)) is not None else None


def _clocks(seen: Seen, state: str) -> bool:
    return any(clock.state == state for clock in seen.c.clocks)


def _upheld(seen: Seen) -> bool:
    return any(flag.state == "upheld" for flag in seen.c.flags)


def _to_decide(seen: Seen) -> bool:
    flags = any(one.state in {"proposed", "more_facts"} and one.by != seen.ref for one in seen.c.flags)
    appeals = any(one.decision in {None, "more_facts"} for one in seen.c.appeals)
    return flags or appeals or any(one.ended_at is None for one in seen.c.restrictions)


def _open_suggestions(seen: Seen) -> bool:
    return any(one.state == "open" for one in seen.c.suggestions)
