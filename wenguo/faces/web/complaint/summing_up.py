"""A complaint summed up by the optional language model: with what each sentence rests on, what left the house, and every use."""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wenguo.advising import coaching, language_model
from wenguo.models import ModelUse
from wenguo.pages import drafting
from wenguo.pages.asking import account, language, who
from wenguo.queries import office
from wenguo.queries.history import Whole, history
from wenguo.queries.people import names
from wenguo.rules import permissions
from wenguo.rules.permissions import Actor
from wenguo.text import Text
from wenguo.verbs import Refused

MOST_USES = 20


def is_offered(whole: Whole, actor: Actor) -> bool:
    """May this person have this complaint summed up, and is there a model to ask?"""
    c = whole.complaint
    return (
        language_model.is_open(c.unit)
        and not c.locked
        and permissions.why_not("confirm", actor, c) is None
        and bool(coaching.said(whole).strip())
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def summing_up(request: HttpRequest, number: str) -> HttpResponse:
    """What a model is used for here; asked by POST, for it sends words out of the house."""
    at, whole = datetime.now(UTC), history(who(request), number, cover=True)
    actor = office.actor(account(request), office.units()[whole.complaint.unit], "web")
    if actor is None or not is_offered(whole, actor):
        raise Refused(
            Text(
                "这件投诉不能用语言模型概括：没有配置或没有打开，或者这件投诉不由您办理。",
                "This complaint cannot be summed up by a language model: none is switched on, or it is not yours to handle.",
            ),
            code="permission",
        )
    found = None
    if request.method == "POST":
        found = drafting.summarised(whole, account(request), at, language())
    uses = list(ModelUse.objects.filter(complaint_id=whole.id).order_by("-id")[:MOST_USES])
    shown = {
        "room": "",
        "c": whole.complaint,
        "now": at,
        "found": found,
        "uses": uses,
        "names": names(one.account_id for one in uses),
    }
    return render(request, "web/complaint/summing_up.html", shown)
