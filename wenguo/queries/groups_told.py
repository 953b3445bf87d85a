"""Groups of one matter as programs are told of them: the same on every face, reasons in the reader's language."""

from __future__ import annotations

from collections import Counter
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from wenguo.queries import group_state
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


def handled(whole: Whole) -> dict[str, Any]:
    """How a group is handled together: position, where each complaint stands, call-backs, tellings; nobody's redress."""
    ids = [one.id for one in whole.members]
    group, standings = whole.group.id, group_state.standings(ids)
    course = group_state.course(standings)
    said = {kind: next(iter(group_state.said(group, kind)), None) for kind in ("position", "fix")}
    return {
        **{
            kind: {"version": one.version, "words": one.words, "at": one.at, "by": f"account:{one.account}"}
            if one is not None
            else None
            for kind, one in said.items()
        },
        "standings": [
            {
                "number": one.number,
                "stage": one.stage,
                "due": one.due_at,
                "owner": one.owner,
                "role": one.role,
                "represented": one.represented,
            }
            for one in standings
        ],
        "last_hour": course.last_hour,
        "by_unit": [{"unit": unit, "count": count} for unit, count in course.units],
        "by_channel": [{"channel": channel, "count": count} for channel, count in course.channels],
        "calls": [
            {"number": one.number, "promise": one.promise, "caller": one.caller, "due": one.due_at, "state": one.state}
            for one in group_state.calls(group, ids)
        ],
        "tellings": [
            {"key": one.key, "at": one.at, "held": one.sending, "sent": one.sent, "failed": one.failed}
            for one in group_state.batches(group)
        ],
    }


def _one(one: Member | NearMiss) -> dict[str, Any]:
    return {"number": one.number, "received_at": one.received_at, "score": one.score, "words": one.words}
