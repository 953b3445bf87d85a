"""Archives to measure on: scratch databases of a given size, made through the door."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

from bench.texts import words
from wenguo.perform import By, perform_many
from wenguo.queries.seeing import Asker, asker
from wenguo.verbs import Record, Words

BATCH = 2000
DAYS = 365


def fill(size: int, by: By, say: object = None) -> float:
    """Bring the archive up to `size` complaints received over the last year; returns complaints a second."""
    from wenguo.models import Complaint

    have = Complaint.objects.count()
    now = datetime.now(UTC)
    began = time.perf_counter()
    for start in range(have, size, BATCH):
        numbers = range(start, min(start + BATCH, size))
        perform_many(([(_record(n, now), now)] for n in numbers), by)
        if say is not None and start % 100_000 == 0:
            say(f"  {start:,} of {size:,}, {(start - have) / max(time.perf_counter() - began, 0.001):,.0f}/s")  # type: ignore[operator]
    made = size - have
    return made / (time.perf_counter() - began) if made > 0 else 0.0


def _record(number: int, now: datetime) -> Record:
    received_at = now - timedelta(minutes=number * 977 % (DAYS * 24 * 60))
    return Record(words=Words(words(number)), received_at=received_at, live=False, channel="web")


def local() -> tuple[By, Asker]:
    """The account that everything is done as."""
    from wenguo.models import Account

    account = Account.objects.get(username="local")
    return By(account=account.pk), asker(account.pk)
