"""What a complaint is now: its events, folded in order. Nothing else knows a complaint's state."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

import msgspec

from wenguo import events as e
from wenguo.line import Line, digest, write


class Clock(msgspec.Struct, kw_only=True):
    """One running time limit; `state` is running, paused, met, stopped; `overrun_at` once it ran out unmet."""

    id: int
    pack: str
    rule: str
    obligor: str
    starts: str
    started_at: datetime
    due_at: datetime
    due_rolled_at: datetime
    ends_on: tuple[str, ...]
    warn_at: tuple[int, ...]
    complexity: str
    provisional: bool
    fallback: bool
    state: str = "running"
    ended_at: datetime | None = None
    paused_at: datetime | None = None
    pause: str | None = None
    overrun_at: datetime | None = None
    warned: int = 0
    extended: int = 0

    @property
    def ours(self) -> bool:
        """Does it bind us (the firm or the unit above), and not an authority or the complainant?"""
        return self.obligor in {"firm", "superior"}


class Promise(msgspec.Struct, kw_only=True):
    """Something promised; `state` is open, broken, kept or kept_late."""

    id: int
    to: str
    what: e.Ref
    by: str
    made_at: datetime
    due_at: datetime
    state: str = "open"
    ended_at: datetime | None = None


class HandOver(msgspec.Struct, kw_only=True):
    """An offer of ownership that waits for its taker's yes."""

    to: int
    by: str
    why: str
    offered_at: datetime
    expires_at: datetime
    raised: bool = False


class DemandState(msgspec.Struct, kw_only=True):
    """A demand and what was decided of it."""

    id: int
    remedy: str
    amount_fen: int | None
    words: e.Ref | None
    decision: str | None = None
    basis: e.Ref | None = None


class OfferState(msgspec.Struct, kw_only=True):
    """Redress offered; `state` is offered, approved or rejected."""

    id: int
    remedy: str
    amount_fen: int | None
    by: str
    state: str = "offered"


class Notice(msgspec.Struct, kw_only=True):
    """A word sent to the complainant: the line that sent it, by which way, and whether it arrived."""

    position: int
    event: str
    way: str
    sent_at: datetime
    words: e.Ref | None
    address: e.Ref | None
    delivered: bool | None = None
    proof: e.Ref | None = None


class Suggestion(msgspec.Struct, kw_only=True):
    """A proposal of the advice: open, confirmed or overruled."""

    position: int
    topic: str
    value: str
    score: int
    model: str
    state: str = "open"


class Complaint(msgspec.Struct, kw_only=True):
    """The whole state of one complaint, folded from its log."""

    number: str
    stage: str = "received"
    kind: str = "complaint"
    channel: str = "other"
    unit: int = 0
    owner: int = 0
    first_responder: int = 0
    recorded_by: str = ""
    recorded_at: datetime | None = None
    received_at: datetime | None = None
    event_date: date | None = None
    subject: e.Ref | None = None
    words: e.Ref | None = None
    original: e.Ref | None = None
    complainant: e.Ref | None = None
    agent: e.Ref | None = None
    authority: e.Ref | None = None
    contract: e.Ref | None = None
    referrer: str | None = None
    referrer_number: e.Ref | None = None
    product: str | None = None
    price_fen: int | None = None
    causes: tuple[str, ...] = ()
    dissatisfaction: str | None = None
    severity: str = "T3"
    complexity: str | None = None
    vulnerability: e.Ref | None = None
    consent: e.Ref | None = None
    concerned: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()
    grumble: bool = False
    live: bool = True
    source: str | None = None
    part_of: str | None = None
    demands: list[DemandState] = []
    clocks: list[Clock] = []
    promises: list[Promise] = []
    offers: list[OfferState] = []
    notices: list[Notice] = []
    suggestions: list[Suggestion] = []
    links: dict[str, str] = {}
    followers: set[int] = set()
    asked: set[int] = set()
    investigators: set[str] = set()
    hand_over: HandOver | None = None
    approval: str | None = None  # None, "asked", "approved", "rejected" for the answer being prepared
    approval_asked_by: str | None = None
    drafted: e.Ref | None = None
    answered_by: str | None = None
    answered_at: datetime | None = None
    accepted_how: str | None = None
    closed_at: datetime | None = None
    outcome: str | None = None
    contact_days: set[date] = set()
    last_contact_at: datetime | None = None
    hand_overs: int = 0
    turn_backs: int = 0
    chases: int = 0
    supervisions: int = 0
    disputes: int = 0
    reopenings: int = 0
    broken_promises: int = 0
    held: bool = False
    restricted: bool = False
    theirs: list[e.Ref] = []  # everything the complainant said or wrote, in order
    ours: list[e.Ref] = []  # everything we wrote
    refs: dict[str, str] = {}  # id → fingerprint of everything kept
    addresses: set[str] = set()  # of these, the ids of where notices went: contact data though they are words
    erased: set[str] = set()
    length: int = 0
    head: str = ""
    last_at: datetime | None = None
    person_position: int = 0  # the last line a person acted by

    def clock(self, number: int) -> Clock | None:
        """The clock with this ordinal, if there is one."""
        return self.clocks[number - 1] if 0 < number <= len(self.clocks) else None

    def promise(self, number: int) -> Promise | None:
        """The promise with this ordinal, if there is one."""
        return self.promises[number - 1] if 0 < number <= len(self.promises) else None

    def is_open(self) -> bool:
        """Is there still something to do?"""
        return self.stage != "closed"

    def takes(self, line: Line, text: str | None = None) -> None:
        """Fold one line in; `text` is its stored text where it is already at hand."""
        event = line.event
        _gather(self, event)
        handler = _HANDLERS.get(type(event))
        if handler is not None:
            handler(self, event, line)
        name = type(event).__name__
        if self.clocks and name not in _CLOCK_EVENTS:
            for clock in self.clocks:
                if clock.state in {"running", "paused"} and name in clock.ends_on:
                    clock.state, clock.ended_at = "met", line.at
        self.length = line.position
        self.head = digest(text if text is not None else write(line))
        self.last_at = line.at
        if not event.quiet and line.by != "clock" and not line.by.startswith("advice"):
            self.person_position = line.position


def fold(lines: Iterable[tuple[Line, str]]) -> Complaint | None:
    """The complaint that these lines (with their stored texts) make, or None where there are none."""
    complaint: Complaint | None = None
    for line, text in lines:
        if complaint is None:
            complaint = Complaint(number=line.number)
        complaint.takes(line, text)
    return complaint


_HANDLERS: dict[type[e.Event], Callable[[Complaint, Any, Line], None]] = {}
_CLOCK_EVENTS = frozenset(name for name in e.EVENTS if name.startswith("Clock"))
_REF_FIELDS: dict[type[e.Event], tuple[str, ...]] = {
    kind: tuple(f.name for f in msgspec.structs.fields(kind) if "Ref" in str(f.type)) for kind in e.EVENTS.values()
}

_IN_PARTS = frozenset(kind for kind in e.EVENTS.values() if {"demands", "decisions"} & set(kind.__struct_fields__))


def _gather(c: Complaint, event: e.Event) -> None:
    """Remember every pointer to kept content, so that proof and erasure miss none."""
    for name in _REF_FIELDS[type(event)]:
        value = getattr(event, name)
        if value is None:
            continue
        for ref in value if isinstance(value, tuple) else (value,):
            if isinstance(ref, e.Ref):
                c.refs[ref.id] = ref.fp
                if name == "address":
                    c.addresses.add(ref.id)
    if type(event) not in _IN_PARTS:
        return
    for part in (*getattr(event, "demands", ()), *getattr(event, "decisions", ())):
        for ref in (getattr(part, "words", None), getattr(part, "basis", None)):
            if ref is not None:
                c.refs[ref.id] = ref.fp


def _on[E: e.Event](
    kind: type[E],
) -> Callable[[Callable[[Complaint, E, Line], None]], Callable[[Complaint, E, Line], None]]:
    def put(handler: Callable[[Complaint, E, Line], None]) -> Callable[[Complaint, E, Line], None]:
        _HANDLERS[kind] = handler
        return handler

    return put


def _add_demands(c: Complaint, demands: Iterable[e.Demand]) -> None:
    for demand in demands:
        c.demands.append(
            DemandState(id=len(c.demands) + 1, remedy=demand.remedy, amount_fen=demand.amount_fen, words=demand.words)
        )


def _say(c: Complaint, whose: str, *refs: e.Ref | None) -> None:
    (c.theirs if whose == "theirs" else c.ours).extend(ref for ref in refs if ref is not None)


def _notify(c: Complaint, event: Any, line: Line) -> None:
    c.notices.append(
        Notice(
            position=line.position,
            event=type(event).__name__,
            way=event.way,
            sent_at=line.at,
            words=event.words,
            address=getattr(event, "address", None),
        )
    )
    _say(c, "ours", event.words)
    c.last_contact_at = line.at


_PLAIN = (
    "kind channel unit owner received_at event_date subject words original complainant agent authority contract "
    "referrer referrer_number product price_fen causes dissatisfaction severity vulnerability consent concerned tags "
    "grumble live source part_of"
).split()


@_on(e.Recorded)
def _recorded(c: Complaint, event: e.Recorded, line: Line) -> None:
    for name in _PLAIN:
        setattr(c, name, getattr(event, name))
    c.first_responder, c.recorded_by, c.recorded_at = event.owner, line.by, line.at
    _add_demands(c, event.demands)
    _say(c, "theirs", event.subject, event.words)


@_on(e.ClockStarted)
def _clock_started(c: Complaint, event: e.ClockStarted, line: Line) -> None:
    c.clocks.append(
        Clock(
            id=event.clock,
            pack=event.pack,
            rule=event.rule,
            obligor=event.obligor,
            starts=event.starts,
            started_at=event.started_at,
            due_at=event.due_at,
            due_rolled_at=event.due_rolled_at,
            ends_on=event.ends_on,
            warn_at=event.warn_at,
            complexity=event.complexity,
            provisional=event.provisional,
            fallback=event.fallback,
        )
    )


@_on(e.ClockStopped)
def _clock_stopped(c: Complaint, event: e.ClockStopped, line: Line) -> None:
    clock = c.clocks[event.clock - 1]
    clock.state, clock.ended_at = "stopped", line.at


@_on(e.ClockWarned)
def _clock_warned(c: Complaint, event: e.ClockWarned, line: Line) -> None:
    c.clocks[event.clock - 1].warned = event.percent


@_on(e.ClockOverrun)
def _clock_overrun(c: Complaint, event: e.ClockOverrun, line: Line) -> None:
    c.clocks[event.clock - 1].overrun_at = line.at


def _moved(clock: Clock, event: e.ClockExtended | e.ClockResumed) -> None:
    clock.due_at, clock.due_rolled_at, clock.provisional = event.due_at, event.due_rolled_at, event.provisional
    clock.overrun_at = None


@_on(e.ClockExtended)
def _clock_extended(c: Complaint, event: e.ClockExtended, line: Line) -> None:
    clock = c.clocks[event.clock - 1]
    _moved(clock, event)
    clock.extended += 1
    clock.warned = 0
    _say(c, "ours", event.reason)
    c.notices.append(
        Notice(
            position=line.position,
            event="ClockExtended",
            way=event.way,
            sent_at=line.at,
            words=event.told,
            address=None,
        )
    )
    _say(c, "ours", event.told)
    c.last_contact_at = line.at


@_on(e.ClockPaused)
def _clock_paused(c: Complaint, event: e.ClockPaused, line: Line) -> None:
    clock = c.clocks[event.clock - 1]
    clock.state, clock.paused_at, clock.pause = "paused", event.paused_at, event.ground
    _say(c, "ours", event.reason)
    if event.way is not None:  # that time stands still was told as well
        c.notices.append(
            Notice(
                position=line.position,
                event="ClockPaused",
                way=event.way,
                sent_at=line.at,
                words=event.reason,
                address=None,
            )
        )
        c.last_contact_at = line.at


@_on(e.ClockResumed)
def _clock_resumed(c: Complaint, event: e.ClockResumed, line: Line) -> None:
    clock = c.clocks[event.clock - 1]
    _moved(clock, event)
    clock.state, clock.paused_at, clock.pause = "running", None, None


@_on(e.Acknowledged)
def _acknowledged(c: Complaint, event: e.Acknowledged, line: Line) -> None:
    _notify(c, event, line)
    if c.stage == "received":
        c.stage = "acknowledged"


@_on(e.Assessed)
def _assessed(c: Complaint, event: e.Assessed, line: Line) -> None:
    for name in "complexity severity kind dissatisfaction causes product event_date price_fen concerned tags".split():
        value = getattr(event, name)
        if value is not None:
            setattr(c, name, value)
    _add_demands(c, event.demands)
    if c.stage in {"received", "acknowledged"}:
        c.stage = "assessed"


@_on(e.Declined)
def _declined(c: Complaint, event: e.Declined, line: Line) -> None:
    _notify(c, event, line)
    c.stage = "declined"


@_on(e.HandOverOffered)
def _offered_hand_over(c: Complaint, event: e.HandOverOffered, line: Line) -> None:
    c.hand_over = HandOver(
        to=event.to,
        by=line.by,
        why=event.why,
        offered_at=line.at,
        expires_at=event.expires_at,
        raised=event.why == "unanswered",
    )
    _say(c, "ours", event.reason)


@_on(e.TakenOver)
def _taken_over(c: Complaint, event: e.TakenOver, line: Line) -> None:
    c.owner, c.hand_over = event.owner, None
    c.hand_overs += 1


@_on(e.TurnedBack)
def _turned_back(c: Complaint, event: e.TurnedBack, line: Line) -> None:
    c.hand_over = None
    c.turn_backs += 1
    _say(c, "ours", event.reason)


@_on(e.Devolved)
def _devolved(c: Complaint, event: e.Devolved, line: Line) -> None:
    c.owner, c.hand_over = event.owner, None
    c.hand_overs += 1


@_on(e.Followed)
def _followed(c: Complaint, event: e.Followed, line: Line) -> None:
    (c.followers.discard if event.stopped else c.followers.add)(event.account)


@_on(e.Asked)
def _asked(c: Complaint, event: e.Asked, line: Line) -> None:
    if event.account is not None:
        c.asked.add(event.account)
    if event.to == "complainant" and event.way is not None:
        _notify(c, event, line)
    else:
        _say(c, "ours", event.words)


@_on(e.Heard)
def _heard(c: Complaint, event: e.Heard, line: Line) -> None:
    _say(c, "theirs" if event.who in {"complainant", "agent"} else "ours", event.words)
    if event.who in {"complainant", "agent"}:
        c.last_contact_at = line.at


@_on(e.Enclosed)
def _enclosed(c: Complaint, event: e.Enclosed, line: Line) -> None:
    _say(c, event.whose, event.words)


@_on(e.Informed)
def _informed(c: Complaint, event: e.Informed, line: Line) -> None:
    _notify(c, event, line)


@_on(e.Reached)
def _reached(c: Complaint, event: e.Reached, line: Line) -> None:
    c.last_contact_at = event.tried_at
    _say(c, "ours", event.result)


@_on(e.NotReached)
def _not_reached(c: Complaint, event: e.NotReached, line: Line) -> None:
    c.contact_days.add(event.tried_at.date())
    _say(c, "ours", event.result)


def _settle_notice(c: Complaint, event: e.NoticeDelivered | e.NoticeFailed, delivered: bool) -> None:
    for notice in c.notices:
        if notice.position == event.notice:
            notice.delivered, notice.proof = delivered, event.proof


@_on(e.NoticeDelivered)
def _notice_delivered(c: Complaint, event: e.NoticeDelivered, line: Line) -> None:
    _settle_notice(c, event, delivered=True)


@_on(e.NoticeFailed)
def _notice_failed(c: Complaint, event: e.NoticeFailed, line: Line) -> None:
    _settle_notice(c, event, delivered=False)


@_on(e.Promised)
def _promised(c: Complaint, event: e.Promised, line: Line) -> None:
    c.promises.append(
        Promise(id=event.promise, to=event.to, what=event.what, by=line.by, made_at=line.at, due_at=event.due_at)
    )
    _say(c, "ours", event.what)


@_on(e.PromiseKept)
def _promise_kept(c: Complaint, event: e.PromiseKept, line: Line) -> None:
    promise = c.promises[event.promise - 1]
    promise.state, promise.ended_at = ("kept_late" if event.late else "kept"), line.at
    _say(c, "ours", event.words)


@_on(e.PromiseBroken)
def _promise_broken(c: Complaint, event: e.PromiseBroken, line: Line) -> None:
    c.promises[event.promise - 1].state = "broken"
    c.broken_promises += 1


@_on(e.Investigated)
def _investigated(c: Complaint, event: e.Investigated, line: Line) -> None:
    c.stage = "investigated"
    c.investigators.add(line.by)
    _say(c, "ours", event.finding, event.basis)


@_on(e.Offered)
def _offered(c: Complaint, event: e.Offered, line: Line) -> None:
    c.offers.append(OfferState(id=event.offer, remedy=event.remedy, amount_fen=event.amount_fen, by=line.by))
    _say(c, "ours", event.basis, event.words)


@_on(e.ApprovalAsked)
def _approval_asked(c: Complaint, event: e.ApprovalAsked, line: Line) -> None:
    c.approval, c.approval_asked_by, c.drafted = "asked", line.by, event.words
    _say(c, "ours", event.words)


def _judge(c: Complaint, what: str, state: str) -> None:
    if what == "answer":
        c.approval = state
    else:
        c.offers[int(what.removeprefix("offer:")) - 1].state = state


@_on(e.Approved)
def _approved(c: Complaint, event: e.Approved, line: Line) -> None:
    _judge(c, event.what, "approved")
    _say(c, "ours", event.words)


@_on(e.Rejected)
def _rejected(c: Complaint, event: e.Rejected, line: Line) -> None:
    _judge(c, event.what, "rejected")
    _say(c, "ours", event.reason)


@_on(e.Answered)
def _answered(c: Complaint, event: e.Answered, line: Line) -> None:
    _notify(c, event, line)
    for decision in event.decisions:
        demand = c.demands[decision.demand - 1]
        demand.decision, demand.basis = decision.decision, decision.basis
    c.stage, c.answered_at, c.answered_by = "answered", line.at, line.by
    c.approval = c.approval_asked_by = c.drafted = None


@_on(e.Accepted)
def _accepted(c: Complaint, event: e.Accepted, line: Line) -> None:
    c.stage, c.accepted_how = "accepted", event.how


@_on(e.Disputed)
def _disputed(c: Complaint, event: e.Disputed, line: Line) -> None:
    c.stage = "disputed"
    c.disputes += 1
    c.closed_at = c.outcome = c.accepted_how = None
    _say(c, "theirs", event.words)


@_on(e.ReviewAsked)
def _review_asked(c: Complaint, event: e.ReviewAsked, line: Line) -> None:
    c.stage = "in_review"
    c.closed_at = c.outcome = None
    _say(c, "theirs", event.words)


@_on(e.Reviewed)
def _reviewed(c: Complaint, event: e.Reviewed, line: Line) -> None:
    _notify(c, event, line)
    c.stage = "reviewed" if event.outcome == "upheld" else "disputed"


@_on(e.Chased)
def _chased(c: Complaint, event: e.Chased, line: Line) -> None:
    c.chases += 1
    _say(c, "theirs", event.words)


@_on(e.Supervised)
def _supervised(c: Complaint, event: e.Supervised, line: Line) -> None:
    c.supervisions += 1
    _say(c, "ours", event.words)


@_on(e.Referred)
def _referred(c: Complaint, event: e.Referred, line: Line) -> None:
    c.stage = "referred"
    _say(c, "ours", event.words)


@_on(e.Closed)
def _closed(c: Complaint, event: e.Closed, line: Line) -> None:
    c.stage, c.closed_at, c.outcome, c.hand_over = "closed", line.at, event.outcome, None
    for clock in c.clocks:
        if clock.state in {"running", "paused"} and clock.starts != "withdrawal" and "Closed" not in clock.ends_on:
            clock.state, clock.ended_at = "stopped", line.at
    _say(c, "ours", event.lesson)


@_on(e.Reopened)
def _reopened(c: Complaint, event: e.Reopened, line: Line) -> None:
    c.stage = "reopened"
    c.reopenings += 1
    c.closed_at = c.outcome = c.accepted_how = None
    _say(c, "ours", event.reason)


@_on(e.Withdrawn)
def _withdrawn(c: Complaint, event: e.Withdrawn, line: Line) -> None:
    c.stage = "withdrawn"
    _say(c, "theirs", event.words)


@_on(e.Linked)
def _linked(c: Complaint, event: e.Linked, line: Line) -> None:
    c.links[event.other] = event.relation


@_on(e.Unlinked)
def _unlinked(c: Complaint, event: e.Unlinked, line: Line) -> None:
    c.links.pop(event.other, None)


@_on(e.Split)
def _split(c: Complaint, event: e.Split, line: Line) -> None:
    c.links[event.other] = "part"


@_on(e.Noted)
def _noted(c: Complaint, event: e.Noted, line: Line) -> None:
    _say(c, "ours", event.words)


@_on(e.Corrected)
def _corrected(c: Complaint, event: e.Corrected, line: Line) -> None:
    if event.field == "event_date":
        c.event_date = date.fromisoformat(event.value) if event.value else None
    elif event.field == "price_fen":
        c.price_fen = int(event.value) if event.value else None
    elif event.new is not None or event.field in {"agent", "contract", "complainant", "vulnerability"}:
        old = getattr(c, event.field)
        setattr(c, event.field, event.new)
        if event.field in {"subject", "words"} and event.new is not None:
            if old is None:
                c.theirs.insert(0, event.new)
            else:
                c.theirs = [event.new if ref == old else ref for ref in c.theirs]
    else:
        setattr(c, event.field, event.value)


@_on(e.Suggested)
def _suggested(c: Complaint, event: e.Suggested, line: Line) -> None:
    c.suggestions.append(
        Suggestion(position=line.position, topic=event.topic, value=event.value, score=event.score, model=event.model)
    )


def _settle_suggestion(c: Complaint, position: int, state: str) -> None:
    for suggestion in c.suggestions:
        if suggestion.position == position:
            suggestion.state = state


@_on(e.Confirmed)
def _confirmed(c: Complaint, event: e.Confirmed, line: Line) -> None:
    _settle_suggestion(c, event.suggestion, "confirmed")


@_on(e.Overruled)
def _overruled(c: Complaint, event: e.Overruled, line: Line) -> None:
    _settle_suggestion(c, event.suggestion, "overruled")


@_on(e.Held)
def _held(c: Complaint, event: e.Held, line: Line) -> None:
    c.held = not event.lifted
    _say(c, "ours", event.reason)


@_on(e.Erased)
def _erased(c: Complaint, event: e.Erased, line: Line) -> None:
    c.erased.update(event.refs)


@_on(e.Restricted)
def _restricted(c: Complaint, event: e.Restricted, line: Line) -> None:
    c.restricted = True
