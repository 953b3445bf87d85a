"""What a person sent that has not gone out yet, and what could not go out: drafts held on the server."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec
from django.conf import settings

from wenguo.models import Draft
from wenguo.text import Text
from wenguo.verbs import VERBS

MOST_SHOWN = 20
_OPENING = 60


class OnItsWay(msgspec.Struct, frozen=True, kw_only=True):
    """One message held before it goes out (`sending`), or refused when its time came (`failed`, with `error`)."""

    key: str
    number: str
    verb: str
    title: Text
    state: str
    send_at: datetime | None
    error: Text | None
    opening: str
    left: int  # whole seconds until it goes out
    clock: str  # that moment, to the second


def on_their_way(account: int, at: datetime, complaint_id: int | None = None) -> list[OnItsWay]:
    """This person's messages on their way, of one complaint or of all; those that failed come first."""
    found = Draft.objects.filter(account_id=account, state__in=("sending", "failed"))
    if complaint_id is not None:
        found = found.filter(complaint_id=complaint_id)
    rows = found.select_related("complaint").order_by("state", "-changed_at")[:MOST_SHOWN]
    return [_shown(draft, at) for draft in rows if draft.complaint is not None and draft.kind in VERBS]


def _shown(draft: Draft, at: datetime) -> OnItsWay:
    assert draft.complaint is not None
    zh, _, en = draft.error.partition("\n")
    words = " ".join(str((draft.body.get("verb") or {}).get("words") or "").split())
    return OnItsWay(
        key=str(draft.key),
        number=draft.complaint.number,
        verb=draft.kind,
        title=VERBS[draft.kind].title,
        state=draft.state,
        send_at=draft.send_at,
        error=Text(zh, en or zh) if draft.error else None,
        left=max(0, int((draft.send_at - at).total_seconds())) if draft.send_at is not None else 0,
        clock=f"{draft.send_at.astimezone(ZoneInfo(settings.TIME_ZONE)):%H:%M:%S}" if draft.send_at is not None else "",
        opening=words if len(words) <= _OPENING else words[:_OPENING] + "…",
    )
