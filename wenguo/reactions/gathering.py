"""Complaints that nothing follows from (history, imports) are read for groups by and by, and by night the old forgotten.

Small steps with a breath between them, and none while reactions wait: an import of a hundred thousand is caught up in
an hour or two, and the desk does not notice.
"""

from __future__ import annotations

import threading
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from wenguo.advising import arriving, switches
from wenguo.models import Complaint, Reaction, Setting
from wenguo.queries import office

STEP = 20  # complaints read at once: some tenths of a second
FORGOTTEN = 500
BREATH = 0.5  # seconds between two steps
NIGHT = 2  # local hour from which on everything is gone through anew
LEASE = timedelta(seconds=120)  # a step cut off is done again after it
_PLACE = "groups_read_to"


def gather(at: datetime, stop: threading.Event) -> bool:
    """One step where there is anything to do; tells whether to go on at once."""
    place = _due(at)
    if place is None or not _claimed(at):
        return False
    ended = at - LEASE  # free again at once, for whoever comes
    try:
        more = _step(place, at)
    except BaseException:
        _put_down(None, ended)
        raise
    _put_down(place, ended)
    if more:
        stop.wait(BREATH)
    return more


def _due(at: datetime) -> dict[str, Any] | None:
    """Where to go on; None where there is nothing new or others come first."""
    if Reaction.objects.filter(state="waiting", not_before__lte=at).exists():
        return None
    said = Setting.objects.filter(name=_PLACE).values_list("value", flat=True).first()
    place = {"after": 0, "night": "", "forgetting": False, **(said or {})}
    night = _night(at)
    if place["night"] != night.isoformat():
        # ids are not in the order of their commits, and words may have become readable since: begin anew
        return {"after": 0, "night": night.isoformat(), "forgetting": True}
    newest = Complaint.objects.aggregate(newest=Max("pk"))["newest"] or 0
    return place if place["forgetting"] or place["after"] < newest else None


def _night(at: datetime) -> date:
    """The day whose night was last."""
    return (at.astimezone(ZoneInfo(settings.TIME_ZONE)) - timedelta(hours=NIGHT)).date()


def _step(place: dict[str, Any], at: datetime) -> bool:
    """Forget a few, else read a few."""
    if place["forgetting"]:
        off = [unit for unit in office.units() if not switches.is_on("groups", unit)]
        gone = arriving.forget_old(at, FORGOTTEN) + (arriving.forget_units(off, at, FORGOTTEN) if off else 0)
        place["forgetting"] = gone > 0
        return True
    # asked before looking: what is committed meanwhile is seen in the next round
    newest = Complaint.objects.aggregate(newest=Max("pk"))["newest"] or 0
    last = arriving.catch_up(at, after=place["after"], limit=STEP)
    place["after"] = last if last is not None else max(place["after"], newest)
    return last is not None


def _claimed(at: datetime) -> bool:
    """Take the next step, so that no other worker takes it too."""
    with transaction.atomic():
        Setting.objects.get_or_create(name=_PLACE, defaults={"value": {}, "changed_at": at - 2 * LEASE})
        return bool(Setting.objects.filter(name=_PLACE, changed_at__lte=at - LEASE).update(changed_at=at))


def _put_down(place: dict[str, Any] | None, at: datetime) -> None:
    Setting.objects.filter(name=_PLACE).update(changed_at=at, **({"value": place} if place is not None else {}))
