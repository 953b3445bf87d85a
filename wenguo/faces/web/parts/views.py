"""The parts asked of us: each with whose complaint it is, what is wanted, by when, and the form that delivers it."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from wenguo.pages import telling
from wenguo.pages.asking import language, who
from wenguo.queries.parts import MOST, Owed, owed
from wenguo.queries.people import names


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One part as the list shows it."""

    owed: Owed
    unit: str  # that was asked
    asker: str  # the unit whose complaint it is
    owner: str
    whom: str


@require_GET
@login_required
@never_cache
def parts(request: HttpRequest) -> HttpResponse:
    """What is asked of me, or of the units where I am handler or head."""
    at = datetime.now(UTC)
    found = owed(who(request), at)
    called = names({one for row in found for one in (row.complaint.owner, row.part.account)})
    rows = [
        Row(
            owed=one,
            unit=telling.unit_name(one.part.unit, language()),
            asker=telling.unit_name(one.complaint.unit, language()),
            owner=called.get(one.complaint.owner, ""),
            whom=called.get(one.part.account or 0, ""),
        )
        for one in found
    ]
    shown = {
        "room": "desk",
        "now": at,
        "late": [row for row in rows if row.owed.late],
        "coming": [row for row in rows if not row.owed.late],
        "most": MOST if len(rows) >= MOST else 0,
    }
    return render(request, "web/parts/parts.html", shown)
