"""Who read a complaint's contact data and files: asked of the access log, chained for each account and each complainant."""

from __future__ import annotations

from datetime import datetime

import msgspec
from django.db import connection

from wenguo.models import Access, TheirLook

MOST = 200
_MOST_OF_ONE = 200  # newest entries in which a listening is looked for


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """One reading: which fields were shown to whom, why and by which face; without an account it was the complainant."""

    at: datetime
    fields: list[str]
    account: int | None = None
    reason: str = ""
    via: str = ""

    @property
    def by(self) -> str:
        """Who it was, as the log names people."""
        return f"account:{self.account}" if self.account is not None else "complainant"


def readings(complaint_id: int, *, most: int = MOST) -> list[Reading]:
    """The newest readings of one complaint, by ours and by its complainant."""
    rows = list(Access.objects.filter(complaint_id=complaint_id).order_by("-pk").values_list("data", flat=True)[:most])
    rows += (
        TheirLook.objects.filter(complaint_id=complaint_id).order_by("-position").values_list("data", flat=True)[:most]
    )
    found = [msgspec.json.decode(data, type=Reading) for data in rows]
    return sorted(found, key=lambda one: one.at, reverse=True)[:most]


def read_since(account: int, complaint_id: int, ref: str, reason: str, since: datetime) -> bool:
    """Did this account read this file for this reason since then?"""
    rows = Access.objects.filter(complaint_id=complaint_id, account_id=account).order_by("-position")
    for data in rows.values_list("data", flat=True)[:_MOST_OF_ONE]:
        one = msgspec.json.decode(data, type=Reading)
        if one.at < since:
            return False
        if one.reason == reason and ref in one.fields:
            return True
    return False


def readers(complaint_id: int) -> tuple[int, int]:
    """How many people of ours read it, and how many times."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(DISTINCT account_id), count(*) FROM wenguo_access WHERE complaint_id = %s", [complaint_id]
        )
        people, times = cursor.fetchone()
    return people, times
