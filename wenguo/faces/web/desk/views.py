"""The desk: each view reads what was asked, makes one call, shows."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from wenguo import search
from wenguo.pages.asking import language, who
from wenguo.queries.counts import counts
from wenguo.queries.finding import ON_SCREEN, find
from wenguo.queries.people import names
from wenguo.queries.queue import queue


@require_GET
@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """The queue in order of urgency, or what a search found."""
    at = datetime.now(UTC)
    asker = who(request)
    asked = request.GET.get("q", "").strip()
    shown: dict[str, Any] = {"counts": counts(asker, at), "asked": asked}
    try:
        if asked:
            after = request.GET.get("after")
            number = int(after) if after and after.isdigit() else None
            shown["found"] = find(asker, asked, at, count_to=ON_SCREEN, limit=50, after=number)
        else:
            shown["page"] = queue(asker, at, after=request.GET.get("after"))
            shown["names"] = names(row.owner for row in shown["page"].rows)
    except search.BadQuery as bad:
        shown["error"] = bad.zh if language().startswith("zh") else bad.en
    except ValueError:
        return HttpResponseRedirect(reverse("desk"))
    return render(request, "web/desk/desk.html", shown)
