"""Is all well behind the screens: the clock and the worker, what waits or was given up, anchors, the version."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec
from django.conf import settings
from django.db import connection

from wenguo.models import Anchor, Delivery, Reaction
from wenguo.models.writing import stored

COUNTED_TO = 1000
LATE_SECONDS = 60  # the clock goes round every five; a minute behind means that it does not run


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """What a glance should tell; counts go to 1,000."""

    ticked_at: datetime | None
    clock_behind: int
    worker_behind: int
    waiting: int
    dead: int
    deliveries_waiting: int
    deliveries_dead: int
    anchor: Anchor | None
    version: str
    database: str

    @property
    def well(self) -> bool:
        """Does everything go round, with nothing given up?"""
        return not (self.is_late or self.dead or self.deliveries_dead)

    @property
    def is_late(self) -> bool:
        """Does what is due wait for longer than it should?"""
        return max(self.clock_behind, self.worker_behind) > LATE_SECONDS


def beat_file() -> Path:
    """The file that the clock touches each round, so that a screen can say when it last went round here."""
    return Path(settings.WENGUO_HOME) / "clock-beat"


def health(at: datetime) -> Health:
    """Everything in a few reads of small indexes."""
    reactions, deliveries = Reaction.objects.order_by(), Delivery.objects.order_by()
    return Health(
        ticked_at=_beat(),
        clock_behind=_behind(
            at, "SELECT min(next_at) FROM wenguo_complaint WHERE next_at IS NOT NULL AND next_at < %s"
        ),
        worker_behind=_behind(
            at, "SELECT min(not_before) FROM wenguo_reaction WHERE state = 'waiting' AND not_before <= %s"
        ),
        waiting=reactions.filter(state="waiting")[:COUNTED_TO].count(),
        dead=reactions.filter(state="dead")[:COUNTED_TO].count(),
        deliveries_waiting=deliveries.filter(state="waiting")[:COUNTED_TO].count(),
        deliveries_dead=deliveries.filter(state="dead")[:COUNTED_TO].count(),
        anchor=Anchor.objects.order_by("-id").first(),
        version=_version(),
        database="SQLite" if connection.vendor == "sqlite" else "PostgreSQL",
    )


def _behind(at: datetime, sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, [stored(at)])
        oldest = cursor.fetchone()[0]
    if oldest is None:
        return 0
    moment = datetime.fromisoformat(oldest) if isinstance(oldest, str) else oldest
    moment = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)  # SQLite keeps no zone
    return max(0, int((at - moment).total_seconds()))


def _beat() -> datetime | None:
    try:
        return datetime.fromtimestamp(beat_file().stat().st_mtime, UTC)
    except OSError:
        return None


def _version() -> str:
    try:
        return version("wenguo")
    except PackageNotFoundError:
        return "—"
