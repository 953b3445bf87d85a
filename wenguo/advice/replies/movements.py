"""The three movements of an answer: the feeling is received, the matter made clear, and the end acts, thanks and improves (M12, M21)."""

from __future__ import annotations

from typing import Literal

from wenguo.advice.lexicons import Match
from wenguo.advice.replies.found import Movement
from wenguo.advice.replies.reading import Reply
from wenguo.advice.replies.saying import MOVEMENTS

_RECEIVE = ("good_feeling", "good_apology")
_CLARIFY = ("good_found", "good_why", "good_act", "good_declined")
_CLOSE = ("good_thanks", "good_next", "good_resolve", "good_apology", "good_feeling")


def movements(reply: Reply) -> tuple[Movement, ...]:
    """Which of the three are there: the first in the opening, the third at the end, the second anywhere."""
    count = len(reply.sentences)
    opening = max(3, count // 3)
    first = _first(reply, _RECEIVE, 0, opening)
    clear = _clear(reply)
    # A single apology cannot be both the opening and the end: the end is what follows the first movement.
    start = max(count - max(3, count // 3), (reply.at(first.start) + 1) if first else 1)
    return (
        _movement(reply, "receive", first),
        _movement(reply, "clarify", clear),
        _movement(reply, "close", _first(reply, _CLOSE, start, count)),
    )


def _first(reply: Reply, codes: tuple[str, ...], start: int, end: int) -> Match | None:
    """The first place of these lists (the earlier lists first) in sentences start to end."""
    for code in codes:
        for match in reply.matches(code):
            if start <= reply.at(match.start) < end:
                return match
    return None


def _clear(reply: Reply) -> Match | None:
    """Two of finding, reason, act; or one of them where the reply says something besides form."""
    found = [matches[0] for code in _CLARIFY if (matches := reply.matches(code))]
    kinds = {match.code for match in found}
    if not found or (len(kinds) == 1 and kinds == {"good_why"} and len(reply.sentences) < 2):
        return None
    if len(kinds) >= 2 or "good_act" in kinds or "good_found" in kinds:
        return min(found, key=lambda one: one.start)
    return found[0] if len(reply.text) >= 60 else None


def _movement(reply: Reply, code: Literal["receive", "clarify", "close"], match: Match | None) -> Movement:
    name, there, missing = MOVEMENTS[code]
    span = reply.span(match.start, match.end) if match is not None else None
    return Movement(code=code, name=name, present=match is not None, because=there if match else missing, span=span)
