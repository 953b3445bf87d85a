"""Money spoken of on record that stands in no offer: read from a complaint's own words, for every face the same (M05)."""

from __future__ import annotations

from wenguo.complaint import Complaint
from wenguo.queries.history import Whole
from wenguo.reading.amounts import read_amount
from wenguo.rules.off_record import Spoken, spoken_of

_OURS = frozenset({"Noted", "Informed", "Promised", "Told"})  # events whose words are ours
_MOST = 3  # the newest are enough to be looked into


def unoffered(whole: Whole) -> list[tuple[int, Spoken]]:
    """The newest sums offered in notes, messages and promises that no offer on record holds, each with its line."""
    found = [
        (entry.position, one)
        for entry in whole.entries
        if entry.event in _OURS
        for text in entry.words
        for one in unoffered_in(text, whole.complaint)
    ]
    return found[-_MOST:]


def unoffered_in(words: str, c: Complaint) -> list[Spoken]:
    """The sums that these words would offer and no offer, payment, demand or price on record holds."""
    known = [
        fen
        for one in c.offers
        for fen in (one.amount_fen, one.agreed_fen, *(paid.amount_fen for paid in one.payments))
        if fen
    ]
    known += [fen for fen in (c.price_fen, *(one.amount_fen for one in c.demands)) if fen]
    return spoken_of(words, known, lambda text: read_amount(text).minor)
