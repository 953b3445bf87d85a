"""Who read a complaint's contact data: asked of the access log, which is chained for each account."""

from __future__ import annotations

from datetime import datetime

import msgspec
from django.db import connection

from wenguo.models import Access

MOST = 200


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """One reading: which fields were shown to whom, why and by which face."""

    account: int
    at: datetime
    fields: list[str]
    reason: str = ""
    via: str = ""


def readings(complaint_id: int, *, most: int = MOST) -> list[Reading]:
    """The newest readings of one complaint."""
    rows = Access.objects.filter(complaint_id=complaint_id).order_by("-pk").values_list("data", flat=True)[:most]
    found = [msgspec.json.decode(data, type=Reading) for data in rows]
    return sorted(found, key=lambda one: one.at, reverse=True)


def readers(complaint_id: int) -> tuple[int, int]:
    """How many people read it, and how many times."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(DISTINCT account_id), count(*) FROM wenguo_access WHERE complaint_id = %s", [complaint_id]
        )
        people, times = cursor.fetchone()
    return people, times
