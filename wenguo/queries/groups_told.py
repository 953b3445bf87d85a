"""Groups of one matter as programs are told of them: the same on every face, reasons in the reader's language."""

from __future__ import annotations

from collections import Counter
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from wenguo.queries.groups import Group, Member, NearMiss, Whole

STATES = ("forming", "confirmed", "dismissed")


def told(one: Group, language: str) -> dict[str, Any]:
    """A group in a list."""
    return {
        "id": one.id,
        "state": one.state,
        "size": one.size,
        "people": one.people,
        "first_at": one.first_at,
        "last_at": one.last_at,
        "growth": one.growth,
        "shared": list(one.shared),
        "why": one.why.said(language),
        "numbers": list(one.numbers),
    }


def told_whole(whole: Whole, language: str, *, may_settle: bool) -> dict[str, Any]:
    """One group with its members, near misses, course and what people said of it."""
    zone = ZoneInfo(settings.TIME_ZONE)
    days = Counter(one.received_at.astimezone(zone).date() for one in whole.members)
    return {
        **told(whole.group, language),
        "may_settle": may_settle,
        "members": [
            {**_one(one), "stage": one.stage, "how": one.how, "why": one.why.said(language)} for one in whole.members
        ],
        "near_misses": [{**_one(one), "why_not": one.why_not.said(language)} for one in whole.near_misses],
        "by_day": [{"date": day, "count": count} for day, count in sorted(days.items())],
        "lessons": [{"at": one.at, "by": f"account:{one.account}", "act": one.act} for one in whole.lessons],
    }


def _one(one: Member | NearMiss) -> dict[str, Any]:
    return {"number": one.number, "received_at": one.received_at, "score": one.score, "words": one.words}
