"""Major complaints and early warnings on the board, and how often warnings were right once there is data."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from wenguo.pages.asking import account, who
from wenguo.queries import danger, office
from wenguo.queries.board import ROLES, led
from wenguo.queries.people import names
from wenguo.queries.seeing import Asker
from wenguo.queries.waiting import Piece, pieces
from wenguo.rules import major
from wenguo.rules.escalation_words import CAUSES, reason
from wenguo.rules.warned import is_answered
from wenguo.text import Text

SHOWN = 12
PAST = timedelta(days=365)


class Major(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the list of major complaints."""

    number: str
    words: str
    owner: str
    state: Text
    tone: str
    since: datetime
    reports: int
    due: datetime | None


class Warned(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the list of early warnings: the causes that wait for a word, each with its reason."""

    number: str
    words: str
    owner: str
    causes: tuple[tuple[Text, Text, str], ...]
    at: datetime


def endangered(asker: Asker, unit: int) -> dict[str, Any]:
    """What the two lists show."""
    listed, warned = danger.majors(asker, unit), danger.warned(asker, unit)
    found = pieces([*listed, *warned])
    people = names({one.owner for one in found.values()})
    rows = [row for one in warned if one in found and (row := _warned(found[one], people)) is not None]
    rows.sort(key=lambda row: (-len(row.causes), -row.at.timestamp()))
    return {
        "majors": [_major(found[one], people) for one in listed if one in found],
        "warned": rows[:SHOWN],
        "warned_more": max(len(rows) - SHOWN, 0),
    }


@require_GET
@login_required
def warnings(request: HttpRequest) -> HttpResponse:
    """How often warnings were right in a unit: a report, for it walks over a year of what was closed."""
    at = datetime.now(UTC)
    units = led(account(request))
    if not units:
        return render(request, "web/board/not_yours.html", {"room": "board", "roles": ROLES}, status=403)
    code, every = request.GET.get("unit", ""), office.units()
    unit = next((one for one in units if every[one].code == code), None)
    unit = unit if unit is not None else min(units, key=lambda one: (len(every[one].path), one))
    proven = danger.proven(who(request), unit, at - PAST, CAUSES)
    shown = {
        "room": "board",
        "unit": every[unit],
        "proven": proven,
        "by_cause": [(CAUSES[one.cause], one) for one in proven.causes if one.warned],
        "fewest": danger.FEWEST,
    }
    return render(request, "web/board/warnings.html", shown)


def _major(piece: Piece, people: dict[int, str]) -> Major:
    c = piece.complaint
    assert c.major is not None
    due = [one.due_at for one in c.clocks if one.state == "running" and "Reported" in one.ends_on]
    return Major(
        number=c.number,
        words=piece.words,
        owner=people.get(c.owner, ""),
        state=major.SHORT[c.major.state],
        tone={"opportunity": "mark", "crisis": "soon", "disaster": "late"}.get(c.major.state, ""),
        since=c.major.since,
        reports=c.major.reports,
        due=min(due, default=None),
    )


def _warned(piece: Piece, people: dict[int, str]) -> Warned | None:
    """None where the complainant has had a word since every warning: then it waits for nobody."""
    c = piece.complaint
    waiting = {one.cause: one for one in c.alerts if not is_answered(c, one)}
    if not waiting:
        return None
    causes = tuple(
        (CAUSES[cause], reason(one), "late" if one.level == "now" else "soon") for cause, one in waiting.items()
    )
    at = max(one.at for one in waiting.values())
    return Warned(number=c.number, words=piece.words, owner=people.get(c.owner, ""), causes=causes, at=at)
