"""Pages: each reads what was asked, makes one call, shows."""

from __future__ import annotations

import time
import zlib
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language, get_language
from django.views.decorators.http import require_GET, require_POST

from wenguo import packs, rates, search
from wenguo.access import log_access
from wenguo.complaint import Complaint
from wenguo.faces.web.telling import story
from wenguo.models import Account
from wenguo.queries import office
from wenguo.queries.counts import counts
from wenguo.queries.finding import ON_SCREEN, find
from wenguo.queries.history import history
from wenguo.queries.queue import queue
from wenguo.queries.seeing import asker
from wenguo.rules import facts
from wenguo.rules.lifecycle import LOCKED, STAGES, open_verbs
from wenguo.rules.permissions import why_not
from wenguo.verbs import VERBS, Refused

_SIGN_IN = 3  # a sort of counters of its own
_TRIES_A_NAME = 10  # passwords tried a minute for one account name (design)


class SignIn(LoginView):
    """Sign-in by name and password; guessing is slowed, for one name and from one address."""

    template_name = "web/login.html"
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Count the try first: too many are told to wait, whether the password was right or not."""
        now = time.time()
        tried = (request.POST.get("username", "").casefold(), _TRIES_A_NAME)
        address = (request.META.get("REMOTE_ADDR", ""), settings.WENGUO_RATE_PUBLIC)
        waits = [rates.wait(_SIGN_IN, zlib.crc32(who.encode()), most, now) for who, most in (tried, address)]
        if any(waits):
            shown = {"form": self.get_form(), "wait": max(waits), "next": request.POST.get("next", "")}
            response = render(request, self.template_name, shown, status=429)
            response["Retry-After"] = str(max(waits))
            return response
        return super().post(request, *args, **kwargs)


@require_GET
@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """The queue in order of urgency, or what a search found."""
    at = datetime.now(UTC)
    who = asker(_account(request), "web")
    asked = request.GET.get("q", "").strip()
    shown: dict[str, Any] = {"counts": counts(who, at), "asked": asked, "names": _names()}
    try:
        if asked:
            after = request.GET.get("after")
            number = int(after) if after and after.isdigit() else None
            shown["found"] = find(who, asked, at, count_to=ON_SCREEN, limit=50, after=number)
        else:
            shown["page"] = queue(who, at, after=request.GET.get("after"))
    except search.BadQuery as bad:
        shown["error"] = bad.zh if _language().startswith("zh") else bad.en
    except ValueError:
        return HttpResponseRedirect(reverse("desk"))
    return render(request, "web/desk.html", shown)


@require_GET
@login_required
def complaint(request: HttpRequest, number: str) -> HttpResponse:
    """One complaint: what was said, where it stands, its clocks, its log."""
    at = datetime.now(UTC)
    account = _account(request)
    try:
        whole = history(asker(account, "web"), number)
    except Refused as refused:
        raise Http404(refused.text.said(_language())) from refused
    fields = whole.plain_fields()
    if fields:
        log_access(account, whole.id, whole.complaint.number, fields, "", "web", at)
    c = whole.complaint
    shown = {
        "c": c,
        "whole": whole,
        "story": story(whole, _names(), _language()),
        "said": [whole.texts[ref.id] for ref in c.theirs if ref.id in whole.texts],
        "names": _names(),
        "unit": office.units().get(c.unit),
        "stages": STAGES,
        "causes": [packs.taxonomy().label(code, _language()) for code in c.causes],
        "open": _open(c, account),
        "missing": facts.missing(c) if c.is_open() else [],
        "now": at,
    }
    return render(request, "web/complaint.html", shown)


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Choose the language, and go back to where one was."""
    wanted = request.POST.get("language", "")
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
        back = reverse("desk")
    response = HttpResponseRedirect(back)
    if check_for_language(wanted):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, wanted, max_age=31_536_000, samesite="Lax", secure=request.is_secure()
        )
    return response


def _open(c: Complaint, account: int) -> list[str]:
    """The titles of what this person may do now."""
    actor = office.actor(account, office.units()[c.unit], "web")
    if actor is None:
        return []
    now = [verb for verb in open_verbs(c.stage) if not c.restricted or verb in LOCKED]
    may = [verb for verb in now if VERBS[verb].offered and why_not(verb, actor, c) is None]
    return [VERBS[verb].title.said(_language()) for verb in may]


def _account(request: HttpRequest) -> int:
    assert request.user.pk is not None
    return int(request.user.pk)


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def _names() -> dict[int, str]:
    return {pk: name or user for pk, name, user in Account.objects.values_list("id", "display_name", "username")}
