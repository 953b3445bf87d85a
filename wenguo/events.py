"""Everything that can happen to a complaint: one frozen type each, with its label and sentence beside it.

An event is a fact about the past and holds no personal words: those are kept, erasably, elsewhere, and an event
only points at them by `Ref` (id and keyed fingerprint). Moments are aware datetimes, money is whole fen (1/100 of
the unit of currency), accounts and units are their ids.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

import msgspec

from wenguo.text import Text


class Ref(msgspec.Struct, frozen=True):
    """A pointer to kept content: `id` is m… (words), p… (person) or e… (evidence); `fp` its keyed fingerprint."""

    id: str
    fp: str


class Demand(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing the complainant asks for: `remedy` is a code of the taxonomy's RM list."""

    remedy: str
    amount_fen: int | None = None
    words: Ref | None = None


class Decision(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was decided of one demand (by its ordinal, from 1): support, part, not, not_ours, and on what basis."""

    demand: int
    decision: str
    basis: Ref | None = None


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What all events share: a version, a label for lists and a sentence for the story."""

    version: ClassVar[int] = 1
    label: ClassVar[Text]
    sentence: ClassVar[Text]
    # True for lines that only add to the picture: they never make another person's page stale.
    quiet: ClassVar[bool] = False


class Recorded(Event, frozen=True, kw_only=True):
    label = Text("登记", "Recorded")
    sentence = Text("登记了这件投诉（{channel}）", "recorded the complaint ({channel})")
    unit: int
    owner: int
    received_at: datetime
    kind: str = "complaint"
    channel: str = "other"
    words: Ref
    subject: Ref | None = None
    original: Ref | None = None
    complainant: Ref | None = None
    agent: Ref | None = None
    authority: Ref | None = None
    contract: Ref | None = None
    referrer: str | None = None
    referrer_number: Ref | None = None
    product: str | None = None
    price_fen: int | None = None
    event_date: date | None = None
    causes: tuple[str, ...] = ()
    dissatisfaction: str | None = None
    severity: str = "T3"
    vulnerability: Ref | None = None
    consent: Ref | None = None
    concerned: tuple[int, ...] = ()
    demands: tuple[Demand, ...] = ()
    tags: tuple[str, ...] = ()
    grumble: bool = False
    live: bool = True
    source: str | None = None
    part_of: str | None = None


class ClockStarted(Event, frozen=True, kw_only=True):
    label = Text("时限开始", "Clock started")
    sentence = Text("时限“{rule}”（{pack}）开始计算，应于 {due_at} 前完成", "clock {rule} ({pack}) runs until {due_at}")
    quiet = True
    clock: int
    pack: str
    rule: str
    obligor: str
    starts: str
    started_at: datetime
    due_at: datetime
    due_rolled_at: datetime
    ends_on: tuple[str, ...]
    warn_at: tuple[int, ...] = ()
    complexity: str = "any"
    provisional: bool = False
    fallback: bool = False


class ClockStopped(Event, frozen=True, kw_only=True):
    label = Text("时限停止", "Clock stopped")
    sentence = Text("时限{clock}停止计算：{why}", "clock {clock} no longer runs: {why}")
    quiet = True
    clock: int
    why: str


class ClockWarned(Event, frozen=True, kw_only=True):
    label = Text("时限提醒", "Clock warned")
    sentence = Text("时限{clock}已过 {percent}%", "{percent} % of clock {clock} has gone")
    quiet = True
    clock: int
    percent: int


class ClockOverrun(Event, frozen=True, kw_only=True):
    label = Text("超时", "Clock overrun")
    sentence = Text("时限{clock}已超时", "clock {clock} has run out")
    quiet = True
    clock: int


class ClockExtended(Event, frozen=True, kw_only=True):
    label = Text("延期", "Clock extended")
    sentence = Text(
        "时限{clock}经批准延至 {due_at}，已告知投诉人（{way}）", "clock {clock} extended to {due_at}; told by {way}"
    )
    clock: int
    due_at: datetime
    due_rolled_at: datetime
    approver: int | None
    reason: Ref
    way: str
    told: Ref
    provisional: bool = False


class ClockPaused(Event, frozen=True, kw_only=True):
    label = Text("时限中止", "Clock paused")
    sentence = Text("时限{clock}中止计算（{ground}）", "clock {clock} paused ({ground})")
    clock: int
    ground: str
    paused_at: datetime
    reason: Ref
    way: str | None = None


class ClockResumed(Event, frozen=True, kw_only=True):
    label = Text("时限恢复", "Clock resumed")
    sentence = Text("时限{clock}恢复计算，应于 {due_at} 前完成", "clock {clock} resumed, due {due_at}")
    clock: int
    resumed_at: datetime
    due_at: datetime
    due_rolled_at: datetime
    provisional: bool = False


class Acknowledged(Event, frozen=True, kw_only=True):
    label = Text("告知收到", "Acknowledged")
    sentence = Text("告知投诉人已收到（{way}）", "told the complainant it was received ({way})")
    way: str
    words: Ref | None = None
    address: Ref | None = None


class Assessed(Event, frozen=True, kw_only=True):
    label = Text("初评", "Assessed")
    sentence = Text("完成初步评估", "assessed the complaint")
    complexity: str | None = None
    severity: str | None = None
    kind: str | None = None
    dissatisfaction: str | None = None
    causes: tuple[str, ...] | None = None
    product: str | None = None
    event_date: date | None = None
    price_fen: int | None = None
    concerned: tuple[int, ...] | None = None
    tags: tuple[str, ...] | None = None
    demands: tuple[Demand, ...] = ()
    immediate: bool | None = None


class Declined(Event, frozen=True, kw_only=True):
    label = Text("不予受理", "Declined")
    sentence = Text("决定不予受理（{ground}），并告知其他途径", "declined it ({ground}) and told the other routes")
    ground: str
    words: Ref
    way: str
    address: Ref | None = None


class HandOverOffered(Event, frozen=True, kw_only=True):
    label = Text("转交待接", "Hand-over offered")
    sentence = Text("提出转交给 {to}，等待接手", "offered the complaint to {to}")
    to: int
    expires_at: datetime
    reason: Ref | None = None
    why: str = "asked"


class TakenOver(Event, frozen=True, kw_only=True):
    label = Text("接手", "Taken over")
    sentence = Text("接手负责", "took the complaint over")
    owner: int


class TurnedBack(Event, frozen=True, kw_only=True):
    label = Text("退回转交", "Turned back")
    sentence = Text("退回了转交", "turned the hand-over back")
    reason: Ref | None = None


class TakenBack(Event, frozen=True, kw_only=True):
    label = Text("收回转交", "Taken back")
    sentence = Text("收回了给 {to} 的转交", "took the offer to {to} back")
    to: int


class Devolved(Event, frozen=True, kw_only=True):
    label = Text("归属上移", "Devolved")
    sentence = Text("归属转至 {owner}（{why}）", "ownership passed to {owner} ({why})")
    owner: int
    why: str


class Followed(Event, frozen=True, kw_only=True):
    label = Text("关注", "Followed")
    sentence = Text("{stopped:停止关注|开始关注}", "{stopped:stopped following|started following}")
    quiet = True
    account: int
    stopped: bool = False


class Asked(Event, frozen=True, kw_only=True):
    label = Text("询问", "Asked")
    sentence = Text("询问：{to}", "asked {to}")
    to: str
    words: Ref
    account: int | None = None
    way: str | None = None
    address: Ref | None = None


class Heard(Event, frozen=True, kw_only=True):
    label = Text("听取", "Heard")
    sentence = Text("听取了{who}的陈述", "heard {who}")
    who: str
    words: Ref
    way: str | None = None
    account: int | None = None
    new_facts: bool = False


class Enclosed(Event, frozen=True, kw_only=True):
    label = Text("附入材料", "Enclosed")
    sentence = Text("附入材料", "enclosed material")
    words: Ref | None = None
    evidence: tuple[Ref, ...] = ()
    kind: str = "other"
    whose: str = "ours"


class Informed(Event, frozen=True, kw_only=True):
    label = Text("告知进展", "Informed")
    sentence = Text("告知投诉人进展（{way}）", "told the complainant of progress ({way})")
    words: Ref
    way: str
    address: Ref | None = None


class Reached(Event, frozen=True, kw_only=True):
    label = Text("联系到", "Reached")
    sentence = Text("联系到投诉人（{way}）", "reached the complainant ({way})")
    way: str
    tried_at: datetime
    result: Ref | None = None


class NotReached(Event, frozen=True, kw_only=True):
    label = Text("未联系到", "Not reached")
    sentence = Text("未能联系到投诉人（{way}）", "could not reach the complainant ({way})")
    way: str
    tried_at: datetime
    result: Ref | None = None


class NoticeDelivered(Event, frozen=True, kw_only=True):
    label = Text("通知送达", "Notice delivered")
    sentence = Text("第 {notice} 条通知已送达", "the notice of line {notice} was delivered")
    notice: int
    proof: Ref | None = None


class NoticeFailed(Event, frozen=True, kw_only=True):
    label = Text("通知未达", "Notice failed")
    sentence = Text("第 {notice} 条通知未能送达", "the notice of line {notice} did not arrive")
    notice: int
    proof: Ref | None = None


class Promised(Event, frozen=True, kw_only=True):
    label = Text("承诺", "Promised")
    sentence = Text("向{to}承诺，{due_at} 前兑现", "promised {to} something by {due_at}")
    promise: int
    to: str
    what: Ref
    due_at: datetime


class PromiseKept(Event, frozen=True, kw_only=True):
    label = Text("承诺兑现", "Promise kept")
    sentence = Text("兑现承诺 {promise}{late:（迟到）|}", "kept promise {promise}{late: late|}")
    promise: int
    late: bool = False
    words: Ref | None = None


class PromiseBroken(Event, frozen=True, kw_only=True):
    label = Text("承诺落空", "Promise broken")
    sentence = Text("承诺 {promise} 到期未兑现", "promise {promise} was not kept in time")
    quiet = True
    promise: int


class Investigated(Event, frozen=True, kw_only=True):
    label = Text("调查认定", "Investigated")
    sentence = Text("写下调查认定", "wrote down a finding")
    finding: Ref
    basis: Ref | None = None


class Offered(Event, frozen=True, kw_only=True):
    label = Text("提出方案", "Offered")
    sentence = Text("提出解决方案 {offer}（{remedy}）", "offered redress {offer} ({remedy})")
    offer: int
    remedy: str
    basis: Ref
    words: Ref | None = None
    amount_fen: int | None = None
    demand: int | None = None
    valid_until: date | None = None


class Approved(Event, frozen=True, kw_only=True):
    label = Text("批准", "Approved")
    sentence = Text("批准：{what}", "approved {what}")
    what: str
    words: Ref | None = None


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


class Answered(Event, frozen=True, kw_only=True):
    label = Text("答复", "Answered")
    sentence = Text("答复投诉人（{way}）", "answered the complainant ({way})")
    words: Ref
    way: str
    address: Ref | None = None
    decisions: tuple[Decision, ...] = ()
    short_form: bool = False


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


class Chased(Event, frozen=True, kw_only=True):
    label = Text("催办", "Chased")
    sentence = Text("投诉人催办", "the complainant chased")
    words: Ref | None = None
    way: str | None = None


class Supervised(Event, frozen=True, kw_only=True):
    label = Text("督办", "Supervised")
    sentence = Text("督办（{source}）", "supervision by {source}")
    source: str
    words: Ref
    due_at: datetime | None = None


class Referred(Event, frozen=True, kw_only=True):
    label = Text("移送", "Referred")
    sentence = Text("经同意移送至{to}", "referred to {to}, by consent")
    to: str
    words: Ref
    consent: Ref


class Closed(Event, frozen=True, kw_only=True):
    label = Text("办结", "Closed")
    sentence = Text("办结：{outcome}", "closed: {outcome}")
    outcome: str
    relief: str | None = None
    lesson: Ref | None = None
    short_form: bool = False
    notice: int | None = None


class Reopened(Event, frozen=True, kw_only=True):
    label = Text("重开", "Reopened")
    sentence = Text("重新打开", "reopened it")
    reason: Ref


class Withdrawn(Event, frozen=True, kw_only=True):
    label = Text("撤回", "Withdrawn")
    sentence = Text("投诉人撤回投诉", "the complainant took the complaint back")
    words: Ref | None = None
    received_at: datetime


class Linked(Event, frozen=True, kw_only=True):
    label = Text("关联", "Linked")
    sentence = Text("关联 {other}（{relation}）", "linked with {other} ({relation})")
    quiet = True
    other: str
    relation: str


class Unlinked(Event, frozen=True, kw_only=True):
    label = Text("取消关联", "Unlinked")
    sentence = Text("取消与 {other} 的关联", "unlinked from {other}")
    quiet = True
    other: str


class Split(Event, frozen=True, kw_only=True):
    label = Text("分案", "Split")
    sentence = Text("分出另一件（{kind}）", "split off another record ({kind})")
    other: str
    kind: str


class Noted(Event, frozen=True, kw_only=True):
    label = Text("备注", "Noted")
    sentence = Text("写下备注", "wrote a note")
    words: Ref


class Corrected(Event, frozen=True, kw_only=True):
    label = Text("更正", "Corrected")
    sentence = Text("更正了 {field}", "corrected {field}")
    field: str
    old: Ref | None = None
    new: Ref | None = None
    value: str | None = None


class Suggested(Event, frozen=True, kw_only=True):
    label = Text("建议", "Suggested")
    sentence = Text("建议：{topic} = {value}", "suggests {topic} = {value}")
    quiet = True
    topic: str
    value: str
    score: int
    because: Ref | None = None
    model: str


class Confirmed(Event, frozen=True, kw_only=True):
    label = Text("采纳建议", "Confirmed")
    sentence = Text("采纳第 {suggestion} 条建议", "confirmed the suggestion of line {suggestion}")
    suggestion: int


class Overruled(Event, frozen=True, kw_only=True):
    label = Text("不采纳建议", "Overruled")
    sentence = Text(
        "不采纳第 {suggestion} 条建议，改为 {value}", "overruled the suggestion of line {suggestion}: {value}"
    )
    suggestion: int
    value: str | None = None


class Held(Event, frozen=True, kw_only=True):
    label = Text("法定保全", "Held")
    sentence = Text("{lifted:解除|设置}法定保全", "{lifted:lifted|set} a legal hold")
    reason: Ref
    lifted: bool = False


class Erased(Event, frozen=True, kw_only=True):
    label = Text("删除个人信息", "Erased")
    sentence = Text("删除了 {count} 项内容", "erased {count} kept contents")
    ground: Ref
    refs: tuple[str, ...]
    count: int


class Restricted(Event, frozen=True, kw_only=True):
    label = Text("限制处理", "Restricted")
    sentence = Text(
        "依法保存期未满，仅限存储和保护（至 {until}）", "kept by law until {until}: storage and protection only"
    )
    ground: Ref
    until: date | None = None


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


class Rekeyed(Event, frozen=True, kw_only=True):
    label = Text("换发查询码", "New secret")
    sentence = Text(
        "核实身份（{verified}）后换发了查询码（{way}）", "gave a new secret ({way}), identity verified ({verified})"
    )
    verified: str
    way: str
    words: Ref | None = None


EVENTS: dict[str, type[Event]] = {
    kind.__name__: kind
    for kind in list(globals().values())
    if isinstance(kind, type) and issubclass(kind, Event) and kind is not Event
}
