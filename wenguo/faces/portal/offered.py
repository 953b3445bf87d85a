"""What we offer the complainant, as they read it: what, how much, on what basis, until when; and the two words they can say."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import QueryDict

from wenguo.complaint import OfferState
from wenguo.pages.asking import language
from wenguo.queries import office
from wenguo.queries.tracking import Followed
from wenguo.reading.amounts import read_amount
from wenguo.text import Text
from wenguo.verbs import Agree, Refused, TurnDown, Verb, Words

# What they may know of: in force, and what became of it. An offer that waits for approval is nobody's promise yet.
_TOLD = frozenset({"approved", "agreed", "performed", "turned_down"})


def offers(whole: Followed, at: datetime) -> list[dict[str, Any]]:
    """The offers in force and what became of them, the newest first; `open` where they can say yes or no now."""
    taxonomy = office.taxonomy()
    return [
        {
            "one": one,
            "remedy": taxonomy.label(one.remedy, language()),
            "words": whole.said(one.words),
            "basis": whole.said(one.basis),
            "open": one.state == "approved" and not _over(one, at),
            "over": one.state == "approved" and _over(one, at),
        }
        for one in reversed(whole.c.offers)
        if one.state in _TOLD
    ]


def _over(one: OfferState, at: datetime) -> bool:
    return one.lapses_at is not None and one.lapses_at < at


def said(word: str, posted: QueryDict, words: str | None) -> Verb:
    """Their yes, whole or in part, or their no, as the verb it is."""
    number = posted.get("offer", "")
    if not number.isascii() or not number.isdigit() or int(number[:9]) < 1:
        raise Refused(Text("请选择一个方案。", "Choose an offer."), code="field", field="offer")
    if word == "turn_down":
        return TurnDown(offer=int(number[:9]), words=Words(words) if words else None)
    return Agree(offer=int(number[:9]), how="portal", amount_fen=_part(posted.get("amount", "").strip()))


def _part(typed: str) -> int | None:
    """The part they agree to, in fen; None means the whole."""
    if not typed:
        return None
    fen = read_amount(typed[:40]).minor
    if fen is None or fen <= 0:
        raise Refused(
            Text("请写成数字，如 600 或 600.50；全部同意请留空。", "Write it in figures, such as 600; leave it empty for all of it."),
            code="field",
            field="amount",
        )  # fmt: skip
    return fen
