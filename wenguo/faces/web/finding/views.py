"""The search room: what was asked, read from the address, and the list it makes; the same list as a file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from wenguo import search
from wenguo.access import log_accesses
from wenguo.faces.web.finding import giving, showing
from wenguo.faces.web.finding.choosing import columns_of
from wenguo.pages.asking import account, language, who
from wenguo.queries import asked as asking
from wenguo.queries import listing, saved


@require_GET
@login_required
def finding(request: HttpRequest) -> HttpResponse:
    """The search room; an address that names nothing but a kept search opens it."""
    named = request.GET.get("saved", "")
    if set(request.GET) == {"saved"} and asking.page_after(named) is not None:
        return redirect("finding_saved", int(named))
    return page(request, request.GET.dict())


def page(
    request: HttpRequest,
    params: Mapping[str, Any],
    *,
    keep: Mapping[str, Any] | None = None,
    changed: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The room for what an address asks; `keep` and `changed` are forms that were refused, as they were filled in."""
    at = datetime.now(UTC)
    asker, columns = who(request), columns_of(request)
    asked, wrong = asking.read(params)
    found, bad = None, ""
    try:
        if not wrong:
            found = listing.page(
                asker, asked, at, columns, language(), after=asking.page_after(str(params.get("after", "")))
            )
    except search.BadQuery as refused:
        bad = refused.zh if language().startswith("zh") else refused.en
    if found is not None and found.plain:
        log_accesses(asker.account, found.plain, "search", "web", at)
    shown = {
        "room": "finding",
        "now": at,
        "asked": asked.words,
        "bad": bad,
        "found": found,
        **showing.asked(asked, params, wrong, asker, at),
        **showing.table(columns, found),
        **showing.kept(saved.mine_and_shared(account(request)), params, asked, asker, keep, changed),
        "undo": request.session.get("deleted_search"),
    }
    return render(request, "web/finding/finding.html", shown, status=422 if keep or changed or wrong or bad else 200)


@require_GET
@login_required
def export(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The list as a file: the same filters, columns and order, to its end."""
    if kind not in giving.KINDS:
        raise Http404
    at = datetime.now(UTC)
    asker, columns = who(request), columns_of(request)
    asked, wrong = asking.read(request.GET.dict())
    if wrong:
        return page(request, request.GET.dict())
    try:
        if asked.words:
            search.parse(asked.words)
    except search.BadQuery:
        return page(request, request.GET.dict())
    return giving.answer(kind, listing.whole(asker, asked, at, columns, language()), columns, asker.account, at)
