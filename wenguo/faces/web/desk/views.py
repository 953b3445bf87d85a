"""The desk: each view reads what was asked, makes one call, shows."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import msgspec
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from wenguo.faces.web.desk.news import mark_seen
from wenguo.faces.web.desk.showing import VIEWS, address, asking, shown, tag, today_ends
from wenguo.models import Membership
from wenguo.pages import acts
from wenguo.pages.asking import account, who
from wenguo.queries.desk import Asking, Glance, glance
from wenguo.queries.parts import counted
from wenguo.queries.seeing import Asker
from wenguo.rules.permissions import MAY, SEES_UNIT

# Who has nothing of their own to do sees first what their unit has to do.
LEADS = SEES_UNIT - {"handler", "administrator", "integration"}


@require_GET
@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for me. An old address with a search in it goes on to the room that searches."""
    if request.GET.get("q", "").strip():
        return HttpResponseRedirect(reverse("finding") + "?" + urlencode({"q": request.GET["q"].strip()}))
    at = datetime.now(UTC)
    asker, asked = who(request), asking(request)
    try:
        seen = glance(asker, at, asked, today_ends(at))
    except ValueError:  # a cursor that is none of ours
        return HttpResponseRedirect(reverse("desk"))
    roles = set(Membership.objects.filter(account_id=asker.account).values_list("role", flat=True))
    if not seen.figures.total and "view" not in request.GET and roles & LEADS:
        asked = msgspec.structs.replace(asked, view=_widest(asker, asked))
        seen = glance(asker, at, asked, today_ends(at))
    context = _context(asker, asked, seen, at) | acts.sending(request, at)
    return render(
        request,
        "web/desk/desk.html",
        context | {"records": bool(roles & MAY["record"]), "parts_owed": counted(asker, at)},
    )


@require_GET
@login_required
def live(request: HttpRequest) -> HttpResponse:
    """The part of the desk that goes on by itself: 304 while nothing of it would read differently."""
    at = datetime.now(UTC)
    asker, asked = who(request), asking(request)
    try:
        seen = glance(asker, at, asked, today_ends(at))
    except ValueError:
        return HttpResponse(status=204)
    mark = tag(asker, asked, seen, at)
    if mark in request.headers.get("If-None-Match", ""):
        answer: HttpResponse = HttpResponseNotModified()
    else:
        answer = render(request, "web/desk/live.html", _context(asker, asked, seen, at))
    answer.headers["ETag"] = mark
    answer.headers["Cache-Control"] = "no-store"  # the page remembers the tag itself; nobody else is to keep names
    return answer


@require_GET
@login_required
def opened(request: HttpRequest, number: str) -> HttpResponse:
    """Open a complaint from the news: its alarms are seen by that."""
    mark_seen(account(request), datetime.now(UTC), number)
    return HttpResponseRedirect(reverse("complaint", args=(number,)))


@require_POST
@login_required
def all_seen(request: HttpRequest) -> HttpResponse:
    """I have seen all the news."""
    mark_seen(account(request), datetime.now(UTC))
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()})
    return HttpResponseRedirect(back if safe else reverse("desk"), status=303)


def _widest(asker: Asker, asked: Asking) -> Any:
    within = asker.units is None or asked.own_unit in asker.units
    return "unit" if within and asked.own_unit is not None else "all"


def _context(asker: Asker, asked: Asking, seen: Glance, at: datetime) -> dict[str, Any]:
    """What the whole page and its live part both show."""
    context = shown(asker, asked, seen, at)
    sees = {one: name for one, name in context["units"].items() if asker.units is None or one in asker.units}
    views = [one for one in VIEWS if one != "unit" or (asked.own_unit is not None and asked.own_unit in sees)]
    return context | {
        "room": "desk",
        "views": [(VIEWS[one], address(asked, view=one), one == asked.view) for one in views],
        "choices": sorted(sees.items(), key=lambda pair: pair[1]) if len(sees) > 1 else [],
        "severities": ("T1", "T2", "T3"),
        "narrowed": bool(asked.unit or asked.severity or asked.show),
        "plain": address(Asking(view=asked.view)),
        "here": address(asked, after=asked.after),
    }
