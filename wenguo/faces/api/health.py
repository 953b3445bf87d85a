"""Is the program well: for load balancers and watchmen, without a token and without secrets."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

from wenguo.models.writing import stored

# a worker that is this many seconds behind is told as late; the server itself still serves, so that is no 503
LATE_SECONDS = 300


def healthz(_: HttpRequest) -> HttpResponse:
    """200 while the database answers, with the age of the oldest reaction that waits; else 503."""
    try:
        lag = _lag(datetime.now(UTC))
    except DatabaseError:
        return _answer({"status": "down", "database": "unreachable", "worker_lag_seconds": None}, 503)
    return _answer({"status": "late" if lag > LATE_SECONDS else "ok", "database": "ok", "worker_lag_seconds": lag}, 200)


def _lag(at: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT min(not_before) FROM wenguo_reaction WHERE state = 'waiting' AND not_before <= %s", [stored(at)]
        )
        oldest = cursor.fetchone()[0]
    if oldest is None:
        return 0
    moment = datetime.fromisoformat(oldest) if isinstance(oldest, str) else oldest
    moment = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)  # SQLite keeps no zone
    return max(0, int((at - moment).total_seconds()))


def _answer(value: dict[str, Any], status: int) -> HttpResponse:
    response = HttpResponse(msgspec.json.encode(value), content_type="application/json", status=status)
    response["Cache-Control"] = "no-store"
    return response
