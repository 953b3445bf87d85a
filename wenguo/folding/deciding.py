"""How findings, offers, answers and reviews fold."""

from __future__ import annotations

from wenguo import events as e
from wenguo.complaint import Complaint, OfferState
from wenguo.folding.registry import notify, on, say
from wenguo.line import Line


@on(e.Investigated)
def _investigated(c: Complaint, event: e.Investigated, line: Line) -> None:
    c.stage = "investigated"
    c.investigators.add(line.by)
    say(c, "ours", event.finding, event.basis)


@on(e.Offered)
def _offered(c: Complaint, event: e.Offered, line: Line) -> None:
    c.offers.append(OfferState(id=event.offer, remedy=event.remedy, amount_fen=event.amount_fen, by=line.by))
    say(c, "ours", event.basis, event.words)


@on(e.ApprovalAsked)
def _approval_asked(c: Complaint, event: e.ApprovalAsked, line: Line) -> None:
    c.approval, c.approval_asked_by, c.drafted = "asked", line.by, event.words
    say(c, "ours", event.words)


def _judge(c: Complaint, what: str, state: str) -> None:
    if what == "answer":
        c.approval = state
    else:
        c.offers[int(what.removeprefix("offer:")) - 1].state = state


@on(e.Approved)
def _approved(c: Complaint, event: e.Approved, line: Line) -> None:
    _judge(c, event.what, "approved")
    say(c, "ours", event.words)


@on(e.Rejected)
def _rejected(c: Complaint, event: e.Rejected, line: Line) -> None:
    _judge(c, event.what, "rejected")
    say(c, "ours", event.reason)


@on(e.Answered)
def _answered(c: Complaint, event: e.Answered, line: Line) -> None:
    notify(c, event, line)
    for decision in event.decisions:
        demand = c.demands[decision.demand - 1]
        demand.decision, demand.basis = decision.decision, decision.basis
    c.stage, c.answered_at, c.answered_by = "answered", line.at, line.by
    c.approval = c.approval_asked_by = c.drafted = None


@on(e.Accepted)
def _accepted(c: Complaint, event: e.Accepted, line: Line) -> None:
    c.stage, c.accepted_how = "accepted", event.how


@on(e.Disputed)
def _disputed(c: Complaint, event: e.Disputed, line: Line) -> None:
    c.stage = "disputed"
    c.disputes += 1
    c.closed_at = c.outcome = c.accepted_how = None
    say(c, "theirs", event.words)


@on(e.ReviewAsked)
def _review_asked(c: Complaint, event: e.ReviewAsked, line: Line) -> None:
    c.stage = "in_review"
    c.closed_at = c.outcome = None
    say(c, "theirs", event.words)


@on(e.Reviewed)
def _reviewed(c: Complaint, event: e.Reviewed, line: Line) -> None:
    notify(c, event, line)
    c.stage = "reviewed" if event.outcome == "upheld" else "disputed"
