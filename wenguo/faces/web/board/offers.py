"""What became of hand-overs offered in bulk: kept as one entry of their own, read against the complaints as they are."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from wenguo.models import Complaint, Draft
from wenguo.queries.people import names

KIND = "hand_over_many"
RECENT = timedelta(days=3)


class Offered(msgspec.Struct, frozen=True, kw_only=True):
    """One complaint that was offered, and how it stands: waiting, taken, or neither any more."""

    number: str
    to: int
    name: str
    state: str


class Bulk(msgspec.Struct, frozen=True, kw_only=True):
    """One act of handing over many."""

    key: UUID
    at: datetime
    offered: list[Offered]
    refused: list[tuple[str, str, str]]  # number, words in both languages
    waiting: int


def bulk(account: int, key: UUID) -> Bulk | None:
    """One of this account's bulk hand-overs as it stands now; None where there is none of that key."""
    draft = Draft.objects.filter(account_id=account, key=key, kind=KIND).first()
    return _told(draft) if draft is not None else None


def latest(account: int, at: datetime) -> Bulk | None:
    """The last bulk hand-over of which something still waits to be taken."""
    drafts = Draft.objects.filter(account_id=account, kind=KIND, changed_at__gt=at - RECENT).order_by("-changed_at")[:3]
    return next((found for draft in drafts if (found := _told(draft)).waiting), None)


def _told(draft: Draft) -> Bulk:
    body: dict[str, Any] = draft.body
    offered = body.get("offered", [])
    rows = {
        number: (to, owner)
        for number, to, owner in Complaint.objects.filter(number__in=[one[0] for one in offered]).values_list(
            "number", "offered_to", "owner_id"
        )
    }
    called = names(to for _, to in offered)
    found = []
    for number, to in offered:
        now_to, owner = rows.get(number, (None, None))
        state = "waiting" if now_to == to else "taken" if owner == to else "not"
        found.append(Offered(number=number, to=to, name=called.get(to, str(to)), state=state))
    return Bulk(
        key=draft.key,
        at=draft.created_at,
        offered=found,
        refused=[(number, zh, en) for number, zh, en in body.get("refused", [])],
        waiting=sum(one.state == "waiting" for one in found),
    )
