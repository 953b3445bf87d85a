"""How findings, offers, answers and reviews fold."""

from __future__ import annotations

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.complaint.fairness import Finding
from wenguo.complaint.parts import Submitted
from wenguo.folding.redressing import accept_offers, approve_offer, reject_offer
from wenguo.folding.registry import notify, on, say
from wenguo.line import Line


@on(e.Investigated)
def _investigated(c: Complaint, event: e.Investigated, line: Line) -> None:
    c.stage = "investigated"
    c.investigators.add(line.by)
    c.findings.append(
        Finding(
            id=len(c.findings) + 1,
            position=line.position,
            at=line.at,
            by=line.by,
            words=event.finding,
            basis=event.basis,
            against=event.against,
            standard=event.standard,
            evidence=event.evidence,
            demands=event.demands,
            holds=event.holds,
        )
    )
    say(c, "ours", event.finding, event.basis)


@on(e.ApprovalAsked)
def _approval_asked(c: Complaint, event: e.ApprovalAsked, line: Line) -> None:
    c.approval, c.approval_asked_by, c.drafted = "asked", line.by, event.words
    c.overridden, c.answer_approved_by = event.overridden, None
    c.submitted = None
    if event.findings is not None:
        c.submitted = Submitted(
            decisions=event.decisions,
            findings=event.findings,
            articles=event.articles,
            basis=event.basis,
            offers=event.offers,
            no_remedy=event.no_remedy,
            override=event.override,
        )
    say(c, "ours", event.words)


@on(e.Approved)
def _approved(c: Complaint, event: e.Approved, line: Line) -> None:
    if event.what == "answer":
        c.approval, c.answer_approved_by = "approved", line.by
    elif event.what.startswith("offer:"):
        approve_offer(c, event.what, event.step or "", line)
    say(c, "ours", event.words)


@on(e.Rejected)
def _rejected(c: Complaint, event: e.Rejected, line: Line) -> None:
    if event.what == "answer":
        c.approval = "rejected"
    elif event.what.startswith("offer:"):
        reject_offer(c, event.what)
    say(c, "ours", event.reason)


@on(e.Answered)
def _answered(c: Complaint, event: e.Answered, line: Line) -> None:
    notify(c, event, line)
    for decision in event.decisions:
        demand = c.demands[decision.demand - 1]
        demand.decision, demand.basis = decision.decision, decision.basis
    c.stage, c.answered_at, c.answered_by = "answered", line.at, line.by
    c.approval = c.approval_asked_by = c.drafted = c.submitted = None
    c.overridden = ()


@on(e.Accepted)
def _accepted(c: Complaint, event: e.Accepted, line: Line) -> None:
    c.stage, c.accepted_how = "accepted", event.how
    accept_offers(c, line)


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
