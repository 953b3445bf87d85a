"""One's own page: steadying words, breathing, what is mine and what is not, a pause, one's load.

What somebody writes here is sealed in their browser before anything else happens to it. The server can keep the sealed
letters for them; it has no key, and no address at which anybody asks for another's.
"""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wenguo.administering import pauses
from wenguo.faces.web.care import saying
from wenguo.models import Account, SealedNote
from wenguo.pages.asking import account, language, whole_number
from wenguo.pages.telling import moment
from wenguo.queries import care as caring
from wenguo.rules import resting
from wenguo.text import Text
from wenguo.verbs import Refused

MOST_SEALED = 200_000


class Sealed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The one shape that is kept: letters that say nothing without the passphrase. Anything readable is refused."""

    v: int
    n: int
    salt: bytes
    iv: bytes
    data: bytes


@require_GET
@login_required
@never_cache
def care(request: HttpRequest) -> HttpResponse:
    """The page; nothing of it depends on what was written."""
    at, me = datetime.now(UTC), account(request)
    load = caring.load(me, at)
    shown = {
        "room": "care",
        "now": at,
        "pause": caring.running(me, at),
        "lengths": resting.LENGTHS,
        "deputy": Account.objects.filter(deputises_for=me, is_active=True).first(),
        "load": load,
        "rotation": resting.suggests_rotation(load.hard, load.abusive),
        "days": resting.ABUSIVE_DAYS,
        "talk": saying.TALK,
        "breaths": saying.BREATHS,
        "mine": saying.MINE,
        "not_mine": saying.NOT_MINE,
    }
    return render(request, "web/care/care.html", shown)


@require_POST
@login_required
def pause(request: HttpRequest) -> HttpResponse:
    """Take a pause."""
    try:
        taken = pauses.take(
            account(request),
            datetime.now(UTC),
            request.POST.get("length", ""),
            offering=request.POST.get("offering") == "yes",
        )
    except Refused as refused:
        messages.error(request, refused.text.said(language()))
        return _back()
    until = moment(taken.until, language())
    said = Text(
        f"好的，休息到 {until}。负责人只知道您这段时间不在，不知道为什么。",
        f"All right: a pause until {until}. Your head learns that you are unavailable, not why.",
    )
    messages.success(request, said.said(language()))
    if taken.offered:
        offered = Text(
            f"期间到期的 {taken.offered} 件已请 {taken.to} 接手；对方接手之前仍由您负责。",
            f"{taken.offered} that fall due meanwhile were offered to {taken.to}; they stay yours until taken.",
        )
        messages.info(request, offered.said(language()))
    return _back()


@require_POST
@login_required
def back(request: HttpRequest) -> HttpResponse:
    """Back before the pause is over."""
    if pauses.end(account(request), datetime.now(UTC)):
        messages.success(request, Text("欢迎回来。", "Welcome back.").said(language()))
    return _back()


@require_POST
@login_required
def told(request: HttpRequest) -> HttpResponse:
    """A head puts the word aside that somebody pauses."""
    pauses.put_aside(account(request), whole_number(request.POST.get("pause")) or 0, datetime.now(UTC))
    return HttpResponseRedirect(reverse("desk"), status=303)


@login_required
@never_cache
@require_http_methods(["GET", "POST", "DELETE"])
def kept(request: HttpRequest) -> HttpResponse:
    """One's own sealed letters: fetched, kept, thrown away. There is no way to name anybody else here."""
    me = account(request)
    if request.method == "DELETE":
        SealedNote.objects.filter(account=me).delete()
        return HttpResponse(status=204)
    if request.method == "POST":
        if request.content_type != "application/json":  # a form's body is read already, for the token in it
            return HttpResponse(status=415)
        if len(request.body) > MOST_SEALED:
            return HttpResponse(status=413)
        try:
            sealed = msgspec.json.decode(request.body, type=Sealed)
        except (msgspec.DecodeError, msgspec.ValidationError):
            return HttpResponse(status=422)
        if len(sealed.iv) != 12 or len(sealed.salt) < 16 or len(sealed.data) < 16:
            return HttpResponse(status=422)
        text = msgspec.json.encode(sealed).decode()
        SealedNote.objects.update_or_create(account_id=me, defaults={"sealed": text, "changed_at": datetime.now(UTC)})
        return HttpResponse(status=204)
    mine = SealedNote.objects.filter(account=me).values_list("sealed", flat=True).first()
    if mine is None:
        return HttpResponse(status=404)
    return HttpResponse(mine, content_type="application/json")


def _back() -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("care"), status=303)
