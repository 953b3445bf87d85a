"""The coach: a reply checked for its author alone; the unit learns only a week's sum, once five people are in it.

What is stored is a count and a sum for each unit and week, and beside it a keyed mark for each author that lasts that
week and bears no score: enough to know that five people are in the sum, and nothing about any of them.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from django.conf import settings
from django.db.models import Count, F, Sum

from wenguo.advising import asking
from wenguo.models import Coached, CoachedAuthor
from wenguo.queries import office
from wenguo.queries.history import Whole

FEWEST = 5  # authors: fewer, and a sum would tell of persons


class Week(msgspec.Struct, frozen=True, kw_only=True):
    """How a unit and those below it did in one week: replies, authors, and the mean score."""

    week: date
    replies: int
    authors: int
    mean: int


def checked(reply: str, whole: Whole, at: datetime, language: str = "zh-hans") -> dict[str, Any] | None:
    """The check of a reply to a complaint as its author sees it; None where there is none to be had."""
    return asking.reply_checked(reply, said(whole), whole.complaint.unit, at, language, **about(whole))


def said(whole: Whole) -> str:
    """What the complainant said, oldest first."""
    c = whole.complaint
    return "\n".join(text for ref in c.theirs if (text := whole.texts.get(ref.id)))


def about(whole: Whole) -> dict[str, Any]:
    """What of a complaint the check takes into account, beside its words."""
    c = whole.complaint
    demands = [text for one in c.demands if one.words is not None and (text := whole.texts.get(one.words.id))]
    names = sorted({name for one in whole.persons.values() if (name := one.get("name")) and "*" not in name})
    return {"demands": demands, "own_names": names}


def count(unit: int, author: int, score: float, at: datetime) -> None:
    """Add one reply that was sent, with its score of 0 to 100, to its unit's week; once for each, in the caller's transaction."""
    week = _monday(unit, at)
    mark = hmac.new(settings.SECRET_KEY.encode(), f"coach {unit} {week} {author}".encode(), hashlib.sha256)
    CoachedAuthor.objects.get_or_create(unit_id=unit, week=week, mark=mark.hexdigest()[:32])
    row, _ = Coached.objects.get_or_create(unit_id=unit, week=week)
    points = round(min(100.0, max(0.0, score)))
    Coached.objects.filter(pk=row.pk).update(replies=F("replies") + 1, points=F("points") + points)


def weeks(unit: int, since: date) -> list[Week]:
    """The weeks since a day of a unit and those below it, of those that enough people are in."""
    units = office.below(unit)
    sums = (
        Coached.objects.filter(unit_id__in=units, week__gte=since)
        .values("week")
        .annotate(n=Sum("replies"), p=Sum("points"))
    )
    authors = dict(
        CoachedAuthor.objects.filter(unit_id__in=units, week__gte=since)
        .values_list("week")
        .annotate(n=Count("mark", distinct=True))
    )
    found = [
        Week(week=one["week"], replies=one["n"], authors=authors.get(one["week"], 0), mean=round(one["p"] / one["n"]))
        for one in sums
        if one["n"] and authors.get(one["week"], 0) >= FEWEST
    ]
    return sorted(found, key=lambda one: one.week)


def _monday(unit: int, at: datetime) -> date:
    known = office.units().get(unit)
    local = at.astimezone(ZoneInfo(known.time_zone if known is not None else settings.TIME_ZONE)).date()
    return local - timedelta(days=local.weekday())
