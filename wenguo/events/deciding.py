"""What is found, offered, answered and reviewed (ISO 10002:2018 7.6 to 7.8)."""

from __future__ import annotations

from datetime import datetime

from wenguo.events._event import Decision, Event, Ref
from wenguo.text import Text


class Investigated(Event, frozen=True, kw_only=True):
    label = Text("调查认定", "Investigated")
    sentence = Text("写下调查认定", "wrote down a finding")
    finding: Ref
    basis: Ref | None = None
    against: tuple[str, ...] = ()  # account:12 or person:2
    standard: str | None = None  # established, probable, not_established, refuted
    evidence: tuple[str, ...] = ()  # e12 (an item of evidence) or line:7
    demands: tuple[int, ...] = ()
    holds: tuple[str, ...] = ()  # what redress may rest on: words of rules/redress_table.HOLDS


class Approved(Event, frozen=True, kw_only=True):
    label = Text("批准", "Approved")
    sentence = Text("批准：{what}", "approved {what}")
    what: str
    words: Ref | None = None
    step: str | None = None  # as which of the roles that must say yes
    for_account: int | None = None  # whose deputy it was


class Rejected(Event, frozen=True, kw_only=True):
    label = Text("退回修改", "Rejected")
    sentence = Text("退回修改：{what}", "returned {what} for rework")
    what: str
    reason: Ref


class ApprovalAsked(Event, frozen=True, kw_only=True):
    label = Text("送审", "Approval asked")
    sentence = Text("将答复送审", "asked for approval of the answer")
    what: str
    words: Ref
    override: Ref | None = None  # why it may go out though parts are missing, and which
    overridden: tuple[str, ...] = ()
    # what the answer decides and links, as in Answered: the second person judges all of it; None in older lines
    decisions: tuple[Decision, ...] = ()
    findings: tuple[int, ...] | None = None
    articles: tuple[str, ...] = ()
    basis: Ref | None = None
    offers: tuple[int, ...] = ()
    no_remedy: bool = False


class Answered(Event, frozen=True, kw_only=True):
    label = Text("答复", "Answered")
    sentence = Text("答复投诉人（{way}）", "answered the complainant ({way})")
    words: Ref
    way: str
    address: Ref | None = None
    decisions: tuple[Decision, ...] = ()
    short_form: bool = False
    # what it links: findings, clarifications and offers by ordinal, articles as pack/rule, packs whose routes are told
    findings: tuple[int, ...] = ()
    articles: tuple[str, ...] = ()
    basis: Ref | None = None
    offers: tuple[int, ...] = ()
    no_remedy: bool = False
    clarifications: tuple[int, ...] = ()
    routes: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    override: Ref | None = None
    overridden: tuple[str, ...] = ()


class Accepted(Event, frozen=True, kw_only=True):
    label = Text("投诉人认可", "Accepted")
    sentence = Text("投诉人认可答复（{how}）", "the complainant accepted the answer ({how})")
    how: str
    proof: Ref | None = None


class Disputed(Event, frozen=True, kw_only=True):
    label = Text("投诉人不认可", "Disputed")
    sentence = Text("投诉人不认可答复，回到调查", "the complainant disputed the answer; investigation goes on")
    words: Ref


class ReviewAsked(Event, frozen=True, kw_only=True):
    label = Text("申请核查", "Review asked")
    sentence = Text("投诉人申请核查", "the complainant asked for a review")
    words: Ref
    asked_at: datetime


class Reviewed(Event, frozen=True, kw_only=True):
    label = Text("核查结论", "Reviewed")
    sentence = Text("作出核查结论：{outcome}", "decided the review: {outcome}")
    outcome: str
    words: Ref
    way: str
    findings: tuple[int, ...] = ()
    basis: Ref | None = None
    routes: tuple[str, ...] = ()


class Rated(Event, frozen=True, kw_only=True):
    label = Text("评价", "Rated")
    sentence = Text(
        "投诉人作了评价（处理过程 {handling}，处理结果 {outcome}）",
        "rated the handling {handling}, the outcome {outcome}",
    )
    handling: int | None = None
    handling_words: Ref | None = None
    outcome: int | None = None
    outcome_words: Ref | None = None
