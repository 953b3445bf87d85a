"""Messages on their way: shown with the seconds that are left, taken back, or thrown away where they could not go out."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from wenguo.faces.web.acting import holding
from wenguo.pages.asking import account, language, who
from wenguo.queries.history import history
from wenguo.queries.sending import on_their_way
from wenguo.text import Text

_BACK = Text("已撤回，内容都在写字框里。", "Taken back; everything is in the composer again.")
_DROPPED = Text("已丢弃。", "Thrown away.")


@require_GET
@login_required
def sending(request: HttpRequest, number: str) -> HttpResponse:
    """What is on its way on this complaint: the part that looks again while something is held."""
    at = datetime.now(UTC)
    whole = history(who(request), number, cover=True)
    shown = {"c": whole.complaint, "now": at, "sending": on_their_way(account(request), at, whole.id), "looked": True}
    return render(request, "web/acting/sending.html", shown)


@require_POST
@login_required
def back(request: HttpRequest, number: str, key: uuid.UUID) -> HttpResponse:
    """Take a message back into the composer."""
    draft = holding.unsend(account(request), key, datetime.now(UTC))
    messages.info(request, _BACK.said(language()))
    return HttpResponseRedirect(reverse("complaint", args=(number,)) + f"?say={draft.kind}#composer", status=303)


@require_POST
@login_required
def drop(request: HttpRequest, number: str, key: uuid.UUID) -> HttpResponse:
    """Throw a message away that could not go out."""
    holding.drop(account(request), key)
    messages.info(request, _DROPPED.said(language()))
    return HttpResponseRedirect(reverse("complaint", args=(number,)), status=303)
