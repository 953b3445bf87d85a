"""coach: an answer that was sent adds its score to its unit's week, and to nothing else.

Run in the transaction that says it is done, so that no answer counts twice.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from wenguo import events as e
from wenguo.advising import asking, coaching
from wenguo.models.searching import words_of
from wenguo.reactions.happened import Happened

PATIENCE = 0.3  # seconds: the transaction is open meanwhile


def coach(h: Happened, at: datetime) -> None:
    """Count the answer, where it is a person's and the check gives it a score; no score is no harm."""
    if settings.WENGUO_ADVICE == "off" or not isinstance(h.event, e.Answered) or h.actor is None:
        return
    if h.now.locked or not h.now.live:
        return
    texts = words_of(h.complaint_id)
    reply = texts.get(h.event.words.id)
    said = "\n".join(text for ref in h.now.theirs if (text := texts.get(ref.id)))
    if reply is None:
        return
    found = asking.reply_checked(reply, said, h.now.unit, at, seconds=PATIENCE)
    score = found.get("score") if found is not None else None
    if isinstance(score, int | float):
        coaching.count(h.now.unit, h.actor, float(score), at)
