"""review_due: on the day an arrangement of contact is to be reviewed, those who decide of it find it on their desks (M40)."""

from __future__ import annotations

from datetime import datetime

from wenguo import events as e
from wenguo.reactions.alarm import put
from wenguo.reactions.happened import Happened
from wenguo.reactions.heads import heads_of


def review_due(h: Happened, at: datetime) -> None:
    """Alarm who may judge, and who arranged it, where it still stands and nobody has reviewed it."""
    assert isinstance(h.event, e.Restricted)
    one = h.now.restrictions[h.event.restriction - 1]
    if one.ended_at is None and one.reviewed_at is None and at < one.ends_at:
        by = one.by.removeprefix("account:")
        put(h, "RestrictionReviewDue", [*heads_of(h), int(by) if by.isdigit() else None], at, task=True)
