"""Grumble: one field and one tap (M15). The same form works as a page, in a sheet over any page, and without a network.

A log never forgets, and `withdraw` would say that the complainant took it back, which is not so. So what is typed by
mistake is taken back *before* it is written down: with JavaScript it waits five seconds on the device, with an undo.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from wenguo.faces.web.grumble import taking
from wenguo.pages.asking import account, by, language, whole_number
from wenguo.pages.refusing import STATUS
from wenguo.perform import perform
from wenguo.text import Text
from wenguo.verbs import Refused

YEAR = 31_536_000
_WRITTEN = Text("已记下", "Written down:")
_SETTLED = Text("已记下并当场办结", "Written down and settled:")
_BEFORE = Text(
    "这一条先前已经记下，改动没有再记；要补充请打开", "It was written down before, and not again; to add to it, open"
)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def grumble(request: HttpRequest) -> HttpResponse:
    """The form, and what is done with it."""
    if request.method == "GET":
        return render(request, "web/grumble/grumble.html", _form(request))
    key, at = taking.key_of(request), datetime.now(UTC)
    try:
        verb = taking.taken(request, at)
        number = perform(verb, None, by(request), at, key=key).number
        said = _SETTLED if verb.word() == "settle" else _WRITTEN
    except Refused as refused:
        before = taking.recorded_before(account(request), key) if refused.field == "key" else None
        if before is None:
            return _refused(request, refused)
        number, said = before, _BEFORE
    answer = _told_page(number, said) if _asks_for_json(request) else _told(request, number, said)
    unit = whole_number(request.POST.get("unit"))
    if unit is not None:
        answer.set_cookie(
            taking.REMEMBERED, str(unit), max_age=YEAR, samesite="Lax", secure=request.is_secure(), httponly=True
        )
    return answer


@require_GET
@login_required
@never_cache
def where(request: HttpRequest) -> HttpResponse:
    """The units to choose from, for the sheet: it opens at once, and asks for them meanwhile."""
    return render(request, "web/grumble/where.html", _units(request))


def _units(request: HttpRequest) -> dict[str, Any]:
    open_ones = taking.units(account(request))
    chosen = whole_number(request.POST.get("unit"))
    return {"units": open_ones, "unit": chosen if chosen is not None else taking.usual(request, open_ones)}


def _form(request: HttpRequest) -> dict[str, Any]:
    given = request.POST
    return {
        "room": "grumble",
        "words": given.get("words", request.GET.get("words", ""))[: taking.MOST],
        "answer": given.get("answer", ""),
        "key": given.get("key", "") or str(uuid4()),
        "most": taking.MOST,
        **_units(request),
    }


def _refused(request: HttpRequest, refused: Refused) -> HttpResponse:
    """The form again, filled in as it was, with what to do beside its field."""
    status = STATUS.get(refused.code, 409)
    said = refused.text.said(language())
    if _asks_for_json(request):
        return JsonResponse({"words": said, "field": refused.field}, status=status)
    field = refused.field if refused.field in {"words", "unit", "answer"} else ""
    return render(request, "web/grumble/grumble.html", _form(request) | {"wrong": said, "field": field}, status=status)


def _asks_for_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _told_page(number: str, said: Text) -> HttpResponse:
    """The same for the page's own script."""
    told = {"number": number, "href": reverse("complaint", args=(number,)), "said": said.said(language())}
    return JsonResponse(told)


def _told(request: HttpRequest, number: str, said: Text) -> HttpResponse:
    """The number, as a link, on an empty form for the next one."""
    link = format_html('<a href="{}">{}</a>', reverse("complaint", args=(number,)), number)
    messages.success(request, format_html("{} {}", said.said(language()), link))
    return HttpResponseRedirect(reverse("grumble"), status=303)
