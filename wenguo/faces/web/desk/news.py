"""What of the news has been seen."""

from __future__ import annotations

from datetime import datetime

from wenguo.models import Alarm
from wenguo.queries.numbers import normalised


def mark_seen(account: int, at: datetime, number: str | None = None) -> int:
    """Mark one's own alarms as seen, of one complaint or all; how many there were."""
    alarms = Alarm.objects.filter(account_id=account, seen_at=None)
    if number is not None:
        alarms = alarms.filter(complaint__number=normalised(number))
    return alarms.update(seen_at=at)
