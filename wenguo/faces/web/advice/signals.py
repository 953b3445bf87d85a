"""Signals to whoever leads: words that rise, whether what comes in has moved, where people decide otherwise, how replies do."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from wenguo.advice.signals import FEWEST_SAID
from wenguo.advising import coaching, signalling
from wenguo.advising.wording import said, topic_said
from wenguo.pages.asking import account, language, who
from wenguo.queries import board as boards
from wenguo.queries import office


@require_GET
@login_required
@never_cache
def signals(request: HttpRequest) -> HttpResponse:
    """All signals of one unit and those below it."""
    at = datetime.now(UTC)
    units = boards.led(account(request))
    if not units:
        return render(request, "web/advice/not_yours.html", {"room": "board"}, status=403)
    every = office.units()
    wanted = next((one for one in units if every[one].code == request.GET.get("unit", "")), None)
    found = signalling.signals(who(request), at, wanted)
    shown = {
        "room": "board",
        "now": at,
        "unit": every[found.unit],
        "units": _choices(units),
        "rising": found.rising,
        "texts_now": found.texts_now,
        "texts_before": found.texts_before,
        **_decided(found),
        **_drift(found),
        "coached": found.coached,
        "fewest": coaching.FEWEST,
        "fewest_said": FEWEST_SAID,
    }
    return render(request, "web/advice/signals.html", shown)


def _choices(units: list[int]) -> list[tuple[str, str]]:
    every = office.units()
    zh = language().startswith("zh")
    called = {one: each.name if zh else each.name_en or each.name for one, each in every.items()}
    ordered = sorted(units, key=lambda one: [called[above] for above in reversed(every[one].path)])
    top = min(len(every[one].path) for one in units)
    return [(every[one].code, "　" * (len(every[one].path) - top) + called[one]) for one in ordered]


def _decided(found: signalling.Signals) -> dict[str, Any]:
    """In words: by week how much was decided otherwise, and the codes where people disagree most."""
    spoken = language()
    disagreed = [
        (
            topic_said(each.topic, spoken),
            said(each.topic, each.code, spoken),
            each.one,
            [(said(each.topic, code, spoken), n) for code, n in each.one.instead if code],
        )
        for each in found.disagreed
    ]
    weeks = [(topic_said(one.topic, spoken), one, one.otherwise / one.decided) for one in found.weeks]
    return {"disagreed": disagreed, "weeks": weeks}


def _drift(found: signalling.Signals) -> dict[str, Any]:
    moved = [(said("cause", code, language()), before, after) for code, before, after in found.drift.found.moved]
    return {"drift": found.drift, "moved": moved, "fewest_compared": signalling.FEWEST_COMPARED}
