"""How redress folds: offered, approved step by step, agreed to, lapsed, performed."""

from __future__ import annotations

from wenguo import events as e
from wenguo.complaint import Complaint, OfferState
from wenguo.complaint.redressing import Payment
from wenguo.folding.registry import on, say
from wenguo.line import Line


@on(e.Offered)
def _offered(c: Complaint, event: e.Offered, line: Line) -> None:
    c.offers.append(
        OfferState(
            id=event.offer,
            remedy=event.remedy,
            amount_fen=event.amount_fen,
            by=line.by,
            state="approved" if event.steps == () else "offered",
            at=line.at,
            position=line.position,
            demand=event.demand,
            rule=event.rule,
            words=event.words,
            basis=event.basis,
            reason=event.reason,
            valid_until=event.valid_until,
            lapses_at=event.lapses_at,
            approve_by=event.approve_by,
            steps=event.steps,
            parallel=event.parallel,
        )
    )
    say(c, "ours", event.basis, event.words, event.reason)


def approve_offer(c: Complaint, what: str, step: str, line: Line) -> None:
    """One yes to an offer; with the last that is needed it is approved."""
    offer = c.offers[int(what.removeprefix("offer:")) - 1]
    offer.approved.append((step, line.by))
    if offer.steps is None or len(offer.approved) >= len(offer.steps):
        offer.state = "approved"


def reject_offer(c: Complaint, what: str) -> None:
    """One no to an offer."""
    c.offers[int(what.removeprefix("offer:")) - 1].state = "rejected"


def accept_offers(c: Complaint, line: Line) -> None:
    """Who accepts the answer agrees to what it offered: what was approved is now owed (消费者权益保护法实施条例 12)."""
    for offer in c.offers:
        in_time = offer.lapses_at is None or offer.lapses_at >= line.at
        if offer.state == "approved" and (in_time or offer.payments):
            offer.state, offer.agreed_at, offer.agreed_fen = "agreed", line.at, offer.amount_fen


@on(e.Agreed)
def _agreed(c: Complaint, event: e.Agreed, line: Line) -> None:
    offer = c.offers[event.offer - 1]
    offer.state, offer.agreed_at, offer.partly = "agreed", line.at, not event.whole
    offer.agreed_fen = event.amount_fen if event.amount_fen is not None else offer.amount_fen
    offer.promise = event.promise
    if offer.payments and not offer.rest_fen:
        offer.state = "performed"  # all of it was handed out before they said yes
    say(c, "ours", event.words)


@on(e.TurnedDown)
def _turned_down(c: Complaint, event: e.TurnedDown, line: Line) -> None:
    c.offers[event.offer - 1].state = "turned_down"
    say(c, "theirs", event.words)


@on(e.OfferLapsed)
def _offer_lapsed(c: Complaint, event: e.OfferLapsed, line: Line) -> None:
    c.offers[event.offer - 1].state = "lapsed"


@on(e.Redressed)
def _redressed(c: Complaint, event: e.Redressed, line: Line) -> None:
    offer = c.offers[event.offer - 1]
    offer.payments.append(
        Payment(
            position=line.position,
            by=line.by,
            at=line.at,
            performed_at=event.performed_at,
            how=event.how,
            proof=event.proof,
            amount_fen=event.amount_fen,
            evidence=event.evidence,
        )
    )
    if event.whole:
        offer.state = "performed"
    say(c, "ours", event.proof)
