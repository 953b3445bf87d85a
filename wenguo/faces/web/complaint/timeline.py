"""The timeline: every line of the log as people read it, by day, foldable by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from wenguo import events as e
from wenguo.line import read
from wenguo.pages import telling
from wenguo.queries import office
from wenguo.queries.history import Entry, Whole
from wenguo.rules.labels import label
from wenguo.text import Text

PAGE = 100
LONG = 700

KINDS: dict[str, tuple[Text, str]] = {
    "theirs": (Text("投诉人的话", "Their words"), "message-2"),
    "ours": (Text("我们的话", "Our words"), "message-reply"),
    "decisions": (Text("决定", "Decisions"), "gavel"),
    "clocks": (Text("时限", "Clocks"), "clock"),
    "keeping": (Text("事务", "Housekeeping"), "list-details"),
}

# Every event stands under one kind; whose words they are is asked of the line itself where it may be either side's.
KIND_OF: dict[str, str] = {
    name: kind
    for kind, names in {
        "theirs": "Recorded Appealed Accepted Disputed ReviewAsked Chased Withdrawn Rated",
        "ours": "Redressed Requested Delivered Reminded BroughtIn Exchanged Apologised Acknowledged Asked Heard Enclosed Informed Reached NotReached Promised PromiseKept Noted Told NotTold",
        "decisions": "Observed Flagged Judged Warned Restricted Lifted Recalled Concluded Briefed ApologyProposed ApologyApproved ApologyRejected Consented Assessed Declined HandOverOffered TakenOver TurnedBack TakenBack Devolved Investigated Offered Agreed TurnedDown Approved "
        "Declared Clarified Withheld Rejected ApprovalAsked Answered Reviewed Supervised Weighed Escalated Reported Calmed Referred Closed Reopened Corrected Confirmed Overruled",
        "clocks": "ClockStarted ClockStopped ClockWarned ClockOverrun ClockExtended ClockPaused ClockResumed "
        "PromiseBroken OfferLapsed Alerted PartOverdue PartyOverdue",
        "keeping": "Involved Joined Left Protected Followed NoticeDelivered NoticeFailed Linked Unlinked Split Suggested Held Erased Locked Rekeyed Deposited Described Moved",
    }.items()
    for name in names.split()
}
# Clockwork: runs of these stand folded into one line. What went wrong (an overrun, a broken promise) never does.
_CLOCKWORK = frozenset({"ClockStarted", "ClockStopped", "ClockWarned", "Suggested", "NoticeDelivered", "Followed"})

# Sentences that have a subject of their own: who wrote them down is said after, not before.
_OF_THEMSELVES = frozenset(
    "Agreed TurnedDown OfferLapsed Appealed Lifted ClockStarted ClockStopped ClockWarned ClockOverrun ClockExtended ClockPaused ClockResumed PromiseBroken "
    "PartOverdue PartyOverdue NoticeDelivered NoticeFailed Accepted Disputed ReviewAsked Chased Withdrawn Supervised Alerted Devolved Locked".split()
)

_PARTS: dict[str, Text | None] = {
    "words": None,
    "what": None,
    "body": Text("机构", "Body"),
    "question": Text("请其办理", "What is asked"),
    "finding": None,
    "basis": Text("依据", "Basis"),
    "reason": Text("理由", "Reason"),
    "result": Text("结果", "Result"),
    "told": Text("告知内容", "What was told"),
    "proof": Text("凭据", "Proof"),
    "consent": Text("同意", "Consent"),
    "lesson": Text("反思", "Lesson"),
    "old": Text("原为", "Before"),
    "new": Text("现为", "Now"),
    "ground": Text("依据", "Ground"),
    "claim": Text("投诉人的理解", "As it was understood"),
    "fact": Text("实际情况", "What is so"),
    "override": Text("缺要件仍发出的理由", "Why it went out without a part"),
    "because": Text("缘由", "Because"),
    "address": Text("送往", "Sent to"),
    "quote": Text("引文", "Quote"),
    "considered": Text("相反的迹象怎样考虑", "Weighed against it"),
    "purpose": Text("假设（不是结论）", "Hypothesis, no finding"),
    "purpose_for": Text("支持假设", "For it"),
    "purpose_against": Text("反对假设", "Against it"),
    "subject": Text("限于何事", "On which matter"),
    "hours": Text("什么时间", "At which times"),
    "appeal": Text("怎样申诉", "How to appeal"),
    "unwarned": Text("未先提醒的理由", "Why without a warning"),
    "description": Text("实物", "The thing"),
    "place": Text("地点", "Place"),
    "title": None,
    "consent_words": Text("同意依据", "Consent rests on"),
}


class Folded(msgspec.Struct, frozen=True):
    """Long words: what is read at once, and the rest behind a fold."""

    head: str
    rest: str = ""

    @property
    def hidden(self) -> int:
        """How many characters lie behind the fold."""
        return len(self.rest)


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """Words of a line; `name` says what they are where that is not plain."""

    name: Text | None
    text: Folded


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One line, ready to be read."""

    position: int
    at: datetime
    hour: str
    entered_at: datetime | None
    by: str
    written_by: str  # where the sentence has a subject of its own
    via: str
    event: str
    kind: str
    icon: str
    sentence: str
    parts: list[Part]
    files: list[str]
    gone: bool
    notice: Text | None
    arrived: bool | None
    hash: str


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """Lines of clockwork side by side, folded into one."""

    items: list[Item]
    summary: str


class Day(msgspec.Struct, frozen=True, kw_only=True):
    """What happened on one day."""

    name: str
    rows: list[Item | Run]


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """The timeline as asked: `counts` is kind → number of lines, `more` how many lines are not shown yet."""

    days: list[Day]
    counts: dict[str, int]
    total: int
    more: int

    @property
    def next(self) -> int:
        """How many the next page would add."""
        return min(self.more, PAGE)


def timeline(
    whole: Whole, names: Mapping[int, str], language: str, *, kind: str = "", newest: bool = True, count: int = PAGE
) -> Timeline:
    """The lines of one kind (empty: all), the first `count` of them in the order asked."""
    events = {entry.position: read(entry.data).event for entry in whole.entries}
    kinds = {entry.position: kind_of(events[entry.position]) for entry in whole.entries}
    wanted = [entry for entry in whole.entries if not kind or kinds[entry.position] == kind]
    ordered = list(reversed(wanted)) if newest else wanted
    notices = {notice.position: notice for notice in whole.complaint.notices}
    items = [
        _item(entry, events[entry.position], whole, names, language, notices.get(entry.position))
        for entry in ordered[:count]
    ]
    return Timeline(
        days=_days(items, language, fold=not kind),
        counts={name: number for name in KINDS if (number := Counter(kinds.values())[name])},
        total=len(whole.entries),
        more=len(wanted) - len(items),
    )


def kind_of(event: Any) -> str:
    """The kind a line stands under."""
    if isinstance(event, e.Heard):
        return "theirs" if event.who in {"complainant", "agent"} else "ours"
    if isinstance(event, e.Enclosed):
        return "theirs" if event.whose == "theirs" else "ours"
    return KIND_OF.get(type(event).__name__, "keeping")


def folded(text: str, most: int = LONG) -> Folded:
    """A text, folded where it is long: cut after a sentence or at a paragraph."""
    if len(text) <= most * 1.3:
        return Folded(text)
    cut = max(text.rfind(mark, most // 2, most) for mark in "\n。！？.!?；;") + 1 or most
    return Folded(text[:cut], text[cut:])


def _item(entry: Entry, event: Any, whole: Whole, names: Mapping[int, str], language: str, notice: Any) -> Item:
    parts, gone = _parts(event, whole, language)
    kind, by = kind_of(event), telling.who(entry.by, names, language)
    sentence = telling.sentence(event, names, language, whole.complaint.clocks)
    return Item(
        position=entry.position,
        at=entry.at,
        hour=telling.hour(entry.at),
        entered_at=entry.entered_at,
        by="" if entry.event in _OF_THEMSELVES else by,
        written_by=by if entry.event in _OF_THEMSELVES and entry.by.startswith("account:") else "",
        via=entry.via,
        event=entry.event,
        kind=kind,
        icon=KINDS[kind][1],
        sentence=f"{sentence[:1].upper()}{sentence[1:]}" if entry.event in _OF_THEMSELVES else sentence,
        parts=parts,
        files=[ref.id for ref in event.evidence]
        if isinstance(event, e.Enclosed | e.Delivered | e.Exchanged | e.Concluded)
        else [],
        gone=gone,
        notice=_delivery(notice),
        arrived=notice.delivered if notice is not None else None,
        hash=entry.hash,
    )


def _parts(event: Any, whole: Whole, language: str) -> tuple[list[Part], bool]:
    """The words of a line, and whether some of them were erased on request."""
    if isinstance(event, e.Recorded):  # said in full above the timeline
        return [], False
    found: list[Part] = []
    gone = False
    for field, name in _PARTS.items():
        ref = getattr(event, field, None)
        if not isinstance(ref, e.Ref):
            continue
        text = whole.texts.get(ref.id)
        gone = gone or ref.id in whole.complaint.erased
        if text is not None:
            found.append(Part(name=name, text=folded(text)))
    return [*found, *_more(event, whole, language)], gone


def _more(event: Any, whole: Whole, language: str) -> list[Part]:
    """What a line says beyond its words: amounts, and what was decided of each demand."""
    if isinstance(event, e.Offered | e.Agreed | e.Redressed) and event.amount_fen is not None:
        return [Part(name=Text("金额", "Amount"), text=Folded(f"¥{event.amount_fen / 100:,.2f}"))]
    if not isinstance(event, e.Answered | e.ApprovalAsked):
        return []
    asked = {one.id: one for one in whole.complaint.demands}
    found = []
    for one in event.decisions:
        demand = asked.get(one.demand)
        what = office.taxonomy().label(demand.remedy, language) if demand is not None else str(one.demand)
        basis = whole.texts.get(one.basis.id, "") if one.basis is not None else ""
        decided = label(one.decision, language)
        text = Text(f"{what}：{decided}", f"{what}: {decided}").said(language)
        text += Text(f"（{basis}）", f" ({basis})").said(language) if basis else ""
        found.append(Part(name=Text(f"诉求 {one.demand}", f"Demand {one.demand}"), text=folded(text)))
    return found


def _delivery(notice: Any) -> Text | None:
    if notice is None:
        return None
    if notice.delivered is None:
        return Text("尚无送达回执", "no word yet whether it arrived")
    return Text("已送达", "delivered") if notice.delivered else Text("未能送达", "did not arrive")


def _days(items: Sequence[Item], language: str, *, fold: bool) -> list[Day]:
    days: list[Day] = []
    for item in items:
        name = telling.day(item.at, language)
        if not days or days[-1].name != name:
            days.append(Day(name=name, rows=[]))
        days[-1].rows.append(item)
    return [Day(name=day.name, rows=_runs(day.rows, language)) for day in days] if fold else days


def _runs(rows: Iterable[Any], language: str) -> list[Item | Run]:
    """Neighbours that are clockwork, two or more, folded into one row."""
    found: list[Item | Run] = []
    waiting: list[Item] = []
    for row in [*rows, None]:
        if row is not None and row.event in _CLOCKWORK:
            waiting.append(row)
            continue
        found += [_run(waiting, language)] if len(waiting) > 1 else waiting
        waiting = []
        if row is not None:
            found.append(row)
    return found


def _run(items: list[Item], language: str) -> Run:
    counted = Counter(item.event for item in items)
    words = [f"{e.EVENTS[name].label.said(language)} ×{number}" for name, number in counted.items()]
    return Run(items=items, summary=("、" if language.startswith("zh") else ", ").join(words))
