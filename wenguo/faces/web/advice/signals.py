"""Signals to whoever leads: words that rise, whether what comes in has moved, where people decide otherwise, how replies do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from wenguo.advice import signals as told
from wenguo.advising import asking, coaching
from wenguo.advising.wording import said, topic_said
from wenguo.pages.asking import account, language, who
from wenguo.queries import advice_signals, office, past_words
from wenguo.queries import board as boards
from wenguo.queries.seeing import Asker
from wenguo.text import Text

WEEK, BEFORE_WEEKS = timedelta(days=7), 8
NOW_DAYS, THEN_DAYS = 28, 120  # what is compared for drift
MOST_NOW, MOST_BEFORE = 200, 800  # texts read for words that rise
SECONDS = 3.0
COACHED_WEEKS = 12
TOPICS = ("cause", "product", "kind", "dissatisfaction", "severity")
MOST_LINES = 10
FEWEST_COMPARED = 30  # proposals in each span: a handful moves by chance


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
    unit = wanted if wanted is not None else min(units, key=lambda one: (len(every[one].path), one))
    asker = msgspec.structs.replace(who(request), units=frozenset(office.below(unit)))
    shown = {
        "room": "board",
        "now": at,
        "unit": every[unit],
        "units": _choices(units),
        **_rising(asker, at),
        **_decided(asker, at),
        "drift": _drift(asker, at),
        "coached": list(reversed(coaching.weeks(unit, (at - COACHED_WEEKS * WEEK).date()))),
        "fewest": coaching.FEWEST,
        "fewest_said": told.FEWEST_SAID,
    }
    return render(request, "web/advice/signals.html", shown)


def _choices(units: list[int]) -> list[tuple[str, str]]:
    every = office.units()
    zh = language().startswith("zh")
    called = {one: each.name if zh else each.name_en or each.name for one, each in every.items()}
    ordered = sorted(units, key=lambda one: [called[above] for above in reversed(every[one].path)])
    top = min(len(every[one].path) for one in units)
    return [(every[one].code, "　" * (len(every[one].path) - top) + called[one]) for one in ordered]


def _rising(asker: Asker, at: datetime) -> dict[str, Any]:
    """Words that more complaints of the last seven days hold than those of the eight weeks before."""
    now = past_words.between(asker, at - WEEK, at, MOST_NOW)
    before = past_words.between(asker, at - (BEFORE_WEEKS + 1) * WEEK, at - WEEK, MOST_BEFORE)
    rising = asking.asked("rising", {"now": now, "before": before, "times_before": BEFORE_WEEKS}, SECONDS)
    rows = None if rising is None else [(one["word"], one["now"], Text(*one["because"])) for one in rising]
    return {"rising": rows, "texts_now": len(now), "texts_before": len(before)}


def _decided(asker: Asker, at: datetime) -> dict[str, Any]:
    """By week how much was decided otherwise, and the codes where people disagree most."""
    since = at - BEFORE_WEEKS * WEEK
    found = advice_signals.decided(asker, since)
    disagreed = []
    for topic in TOPICS:
        for one in told.disagreements(advice_signals.pairs(found, topic))[:MOST_LINES]:
            instead = [(said(topic, code, language()), n) for code, n in one.instead if code]
            disagreed.append(
                (one.least, topic_said(topic, language()), said(topic, one.code, language()), one, instead)
            )
    disagreed.sort(key=lambda line: -line[0])
    weeks = [(topic_said(one.topic, language()), one, one.otherwise / one.decided) for one in _newest(asker, since)]
    return {"disagreed": disagreed[:MOST_LINES], "weeks": weeks}


def _newest(asker: Asker, since: datetime) -> list[advice_signals.Week]:
    return list(reversed(advice_signals.weeks(asker, since)))[: 4 * len(TOPICS)]


def _drift(asker: Asker, at: datetime) -> dict[str, Any]:
    """Whether the causes proposed of late are made up otherwise than those before."""
    border = at - timedelta(days=NOW_DAYS)
    then = advice_signals.proposed(asker, "cause", at - timedelta(days=THEN_DAYS), border)
    now = advice_signals.proposed(asker, "cause", border, at)
    found = told.drift(then, now)
    moved = [(said("cause", code, language()), before, after) for code, before, after in found.moved]
    n_then, n_now = sum(then.values()), sum(now.values())
    enough = min(n_then, n_now) >= FEWEST_COMPARED
    return {"found": found, "moved": moved, "then": n_then, "now": n_now, "enough": enough, "fewest": FEWEST_COMPARED}
