"""pass_up: an early warning that nobody has answered by a word to the complainant goes to the head as well (M38)."""

from __future__ import annotations

from datetime import datetime

from wenguo import events as e
from wenguo.reactions.alarm import put
from wenguo.reactions.happened import Happened
from wenguo.reactions.heads import head_of
from wenguo.rules.warned import is_answered


def pass_up(h: Happened, at: datetime) -> None:
    """Put it on the head's desk, where the complainant has heard nothing since the warning."""
    assert isinstance(h.event, e.Alerted)
    waits = any(one.position == h.line.position and not is_answered(h.now, one) for one in h.now.alerts)
    if h.now.is_open() and waits:
        put(h, "AlertedUnanswered", [head_of(h)], at)
