"""How taking in, owning, talking and promising fold."""

from __future__ import annotations

from wenguo import events as e
from wenguo.complaint import Complaint, HandOver, Promise
from wenguo.folding import fairness
from wenguo.folding.registry import add_demands, notify, on, say
from wenguo.line import Line

_PLAIN = (
    "kind channel unit owner received_at event_date subject words original complainant agent authority contract "
    "referrer referrer_number product price_fen causes dissatisfaction severity vulnerability consent concerned tags "
    "grumble live source part_of"
).split()


@on(e.Recorded)
def _recorded(c: Complaint, event: e.Recorded, line: Line) -> None:
    for name in _PLAIN:
        setattr(c, name, getattr(event, name))
    c.first_responder, c.recorded_by, c.recorded_at = event.owner, line.by, line.at
    add_demands(c, event.demands)
    say(c, "theirs", event.subject, event.words)


@on(e.Acknowledged)
def _acknowledged(c: Complaint, event: e.Acknowledged, line: Line) -> None:
    notify(c, event, line)
    if c.stage == "received":
        c.stage = "acknowledged"


@on(e.Assessed)
def _assessed(c: Complaint, event: e.Assessed, line: Line) -> None:
    for name in "complexity severity kind dissatisfaction causes product event_date price_fen concerned tags".split():
        value = getattr(event, name)
        if value is not None:
            setattr(c, name, value)
    named = [one.account for one in c.persons if one.role == "employee" and one.account is not None]
    c.concerned = tuple(dict.fromkeys((*c.concerned, *named)))
    add_demands(c, event.demands)
    if c.stage in {"received", "acknowledged"}:
        c.stage = "assessed"


@on(e.Declined)
def _declined(c: Complaint, event: e.Declined, line: Line) -> None:
    notify(c, event, line)
    c.stage = "declined"


@on(e.HandOverOffered)
def _offered_hand_over(c: Complaint, event: e.HandOverOffered, line: Line) -> None:
    c.hand_over = HandOver(
        to=event.to,
        by=line.by,
        why=event.why,
        offered_at=line.at,
        expires_at=event.expires_at,
    )
    say(c, "ours", event.reason)


@on(e.TakenOver)
def _taken_over(c: Complaint, event: e.TakenOver, line: Line) -> None:
    c.owner, c.hand_over = event.owner, None
    c.hand_overs += 1


@on(e.TurnedBack)
def _turned_back(c: Complaint, event: e.TurnedBack, line: Line) -> None:
    c.hand_over = None
    c.turn_backs += 1
    say(c, "ours", event.reason)


@on(e.TakenBack)
def _taken_back(c: Complaint, event: e.TakenBack, line: Line) -> None:
    c.hand_over = None


@on(e.Devolved)
def _devolved(c: Complaint, event: e.Devolved, line: Line) -> None:
    c.owner, c.hand_over = event.owner, None
    c.hand_overs += 1


@on(e.Followed)
def _followed(c: Complaint, event: e.Followed, line: Line) -> None:
    (c.followers.discard if event.stopped else c.followers.add)(event.account)


@on(e.Asked)
def _asked(c: Complaint, event: e.Asked, line: Line) -> None:
    if event.account is not None:
        c.asked.add(event.account)
        fairness.asked(c, event, line)
    if event.to == "complainant" and event.way is not None:
        notify(c, event, line)
    else:
        say(c, "ours", event.words)


@on(e.Heard)
def _heard(c: Complaint, event: e.Heard, line: Line) -> None:
    say(c, "theirs" if event.who in {"complainant", "agent"} else "ours", event.words)
    fairness.heard(c, event, line)
    if event.who in {"complainant", "agent"}:
        c.last_contact_at = line.at


@on(e.Enclosed)
def _enclosed(c: Complaint, event: e.Enclosed, line: Line) -> None:
    say(c, event.whose, event.words)


@on(e.Informed)
def _informed(c: Complaint, event: e.Informed, line: Line) -> None:
    notify(c, event, line)


@on(e.Reached)
def _reached(c: Complaint, event: e.Reached, line: Line) -> None:
    c.last_contact_at = event.tried_at
    say(c, "ours", event.result)


@on(e.NotReached)
def _not_reached(c: Complaint, event: e.NotReached, line: Line) -> None:
    c.contact_days.add(event.tried_at.date())
    say(c, "ours", event.result)


def _settle_notice(c: Complaint, event: e.NoticeDelivered | e.NoticeFailed, delivered: bool) -> None:
    for notice in c.notices:
        if notice.position == event.notice:
            notice.delivered, notice.proof = delivered, event.proof


@on(e.NoticeDelivered)
def _notice_delivered(c: Complaint, event: e.NoticeDelivered, line: Line) -> None:
    _settle_notice(c, event, delivered=True)


@on(e.NoticeFailed)
def _notice_failed(c: Complaint, event: e.NoticeFailed, line: Line) -> None:
    _settle_notice(c, event, delivered=False)


@on(e.Promised)
def _promised(c: Complaint, event: e.Promised, line: Line) -> None:
    c.promises.append(
        Promise(id=event.promise, to=event.to, what=event.what, by=line.by, made_at=line.at, due_at=event.due_at)
    )
    say(c, "ours", event.what)


@on(e.PromiseKept)
def _promise_kept(c: Complaint, event: e.PromiseKept, line: Line) -> None:
    promise = c.promises[event.promise - 1]
    promise.state, promise.ended_at = ("kept_late" if event.late else "kept"), line.at
    say(c, "ours", event.words)


@on(e.PromiseBroken)
def _promise_broken(c: Complaint, event: e.PromiseBroken, line: Line) -> None:
    c.promises[event.promise - 1].state = "broken"
    c.broken_promises += 1
