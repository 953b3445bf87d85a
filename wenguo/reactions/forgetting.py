"""Drafts and uploads that nobody finished are deleted when their time is over: they hold people's words and files (PIPL 19)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from wenguo.models import Draft, incoming, store
from wenguo.models.turn import turn
from wenguo.queries.house import settled

UNDO = timedelta(days=1)  # a discarded draft can be taken back for so long
AT_ONCE = 200


def forget_unfinished(at: datetime) -> int:
    """Drafts past their days, and files that were never sent to their end or never enclosed; returns how many."""
    return forget_drafts(at) + incoming.sweep(at)


def forget_drafts(at: datetime) -> int:
    """Delete drafts past their days, with the files laid beside them; returns how many. An idle round is one read."""
    over = Q(state__in=("open", "failed"), changed_at__lt=at - timedelta(days=settled("draft_days")))
    done = Q(state__in=("sent", "taken_back"), changed_at__lt=at - UNDO)  # kept so long against a second press
    found = list(Draft.objects.filter(over | done)[:AT_ONCE])
    if not found:
        return 0
    with turn(), transaction.atomic():
        Draft.objects.filter(pk__in=[draft.pk for draft in found]).delete()
    store.remove(path for draft in found for path in _paths(draft.body))
    return len(found)


def _paths(body: Any) -> list[str]:
    return [file["path"] for file in body.get("files", []) if "path" in file] if isinstance(body, dict) else []
