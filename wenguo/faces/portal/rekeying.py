"""A lost secret: somebody of ours makes sure who asks, and a new one goes to the contact that is on file, to no other."""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from pydantic import ValidationError

from wenguo.models.door import issue, new_secret
from wenguo.models.turn import turn
from wenguo.pages.asking import account, by, language, outside, who
from wenguo.perform import perform
from wenguo.queries import house, office
from wenguo.queries.history import Whole, history
from wenguo.queries.tracking import contact_on_file
from wenguo.reactions import outgoing
from wenguo.rules import permissions, privacy
from wenguo.text import Text
from wenguo.verbs import Refused, Rekey

VERIFIED = ("callback", "document", "facts")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rekey(request: HttpRequest, number: str) -> HttpResponse:
    """Who asks, how that was verified, and by which way on file the new secret goes."""
    whole = history(who(request), number, cover=True)
    actor = office.actor(account(request), office.units()[whole.complaint.unit], "web")
    why = permissions.why_not("rekey", actor, whole.complaint) if actor is not None else None
    if actor is None or why is not None:
        raise Refused(why or Text("您无权换发。", "You may not do this."), code="permission")
    if request.method != "POST":
        return _page(request, whole)
    way, typed = request.POST.get("way", ""), request.POST.dict()
    if way not in {one for one, _ in _ways(whole)}:
        return _page(request, whole, typed=typed, wrong=_WAY, field="way")
    secret, at = new_secret(), datetime.now(UTC)
    try:
        verb = Rekey(
            verified=request.POST.get("verified", ""), way=way, words=request.POST.get("words", "").strip() or None
        )
        with turn(), transaction.atomic():
            perform(verb, whole.complaint.number, by(request), at)
            issue(whole.id, secret, at, account(request))
    except ValidationError:
        return _page(request, whole, typed=typed, wrong=_HOW, field="verified")
    except Refused as refusal:
        return _page(request, whole, typed=typed, wrong=refusal.text, field=refusal.field or "verified")
    if way in {"email", "sms"}:
        return _sent(request, whole, way, secret)
    return render(
        request,
        "portal/rekeyed.html",
        {
            "number": whole.complaint.number,
            "secret": secret,
            "way": way,
            "at": at,
            "link": outside(request, "/track/"),
        },
    )


_WAY = Text("请选择新查询码怎么交给投诉人。", "Choose how the new secret goes to the complainant.")
_HOW = Text("请选择如何核实了身份。", "Say how it was verified who asks.")


def _sent(request: HttpRequest, whole: Whole, way: str, secret: str) -> HttpResponse:
    """Send it; nobody of ours is shown it. Where that fails, the old one has ended all the same."""
    number = whole.complaint.number
    link = outside(request, f"/track/{number}/") + f"#{secret}"
    name = house.called(language())
    subject = Text(f"您的投诉 {number}：新的查询码", f"Your complaint {number}: a new secret").said(language())
    text = Text(
        f"{name}：应您的要求换发查询码，原来的已失效。凭此链接查询投诉 {number}，请勿转发：{link}",
        f"{name}: as you asked, a new secret; the old one has ended. Follow complaint {number} by this link and do not "
        f"pass it on: {link}",
    ).said(language())
    result = outgoing.hand_over(
        way, contact_on_file(whole.id, way), subject, text, f"{number}/rekey/{datetime.now(UTC):%s}"
    )
    if result.ok:
        told = Text(
            "新查询码已发往在案联系方式，原来的已失效。",
            "The new secret went to the contact on file; the old one has ended.",
        )
        messages.success(request, told.said(language()))
    else:
        told = Text(
            f"没有发出去（{result.said}）。原查询码已失效，请再换发一次，改用其他方式。",
            f"It could not be sent ({result.said}). The old secret has ended: do it once more, by another way.",
        )
        messages.error(request, told.said(language()))
    return HttpResponseRedirect(reverse("portal-rekey", args=[number]), status=303)


def _ways(whole: Whole) -> list[tuple[str, str]]:
    """The ways open for it, each with the masked contact on file it goes to."""
    found = [(way, contact_on_file(whole.id, way)) for way in outgoing.ways()]
    masked = [(way, privacy.masked("email" if way == "email" else "phone", to)) for way, to in found if to]
    return [*masked, ("letter", ""), ("face", "")]


def _page(
    request: HttpRequest,
    whole: Whole,
    *,
    typed: dict[str, str] | None = None,
    wrong: Text | None = None,
    field: str = "",
) -> HttpResponse:
    shown = {
        "number": whole.complaint.number,
        "persons": whole.persons.values(),
        "ways": _ways(whole),
        "verified": VERIFIED,
        "typed": typed or {},
        "wrong": wrong,
        "wrong_field": field,
        "configured": outgoing.ways(),
    }
    return render(request, "portal/rekey.html", shown, status=422 if wrong else 200)
