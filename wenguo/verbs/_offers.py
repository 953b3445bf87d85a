"""What the verbs on offers share: finding the offer, and terms that may stand in none."""

from typing import Any

from wenguo.complaint import Complaint, OfferState
from wenguo.rules import waiver
from wenguo.verbs._verb import Words, refuse

_STATES = {
    "offered": ("还在等待批准", "still waits for approval"),
    "approved": ("已批准，投诉人还没有表示同意", "is approved, and not agreed to yet"),
    "rejected": ("已被退回", "was returned"),
    "agreed": ("投诉人已经同意", "was agreed to"),
    "turned_down": ("投诉人没有同意", "was turned down"),
    "lapsed": ("已经失效", "has lapsed"),
    "performed": ("已经给付完毕", "was performed"),
}


def offer_in(c: Complaint, number: int, *states: str) -> OfferState:
    """The offer of that ordinal in one of these states; Refused where there is none."""
    if not 0 < number <= len(c.offers):
        raise refuse(f"没有第 {number} 个方案。", f"There is no offer {number}.", field="offer")
    offer = c.offers[number - 1]
    if offer.state not in states:
        zh, en = _STATES[offer.state]
        raise refuse(f"方案 {number} {zh}。", f"Offer {number} {en}.", field="offer")
    return offer


def lawful(value: Any) -> Any:
    """A form is not even taken in with words that ask a complainant to give up what the law leaves them."""
    if isinstance(value, Words) and value.text is not None:
        wrong = waiver.refused(value.text)
        if wrong is not None:
            raise ValueError(f"{wrong.zh} | {wrong.en}")
    return value
