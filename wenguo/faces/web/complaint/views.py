"""One complaint: what was said, where it stands, its clocks, its log."""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from wenguo.access import log_access
from wenguo.complaint import Complaint
from wenguo.models import Account
from wenguo.pages.asking import account, language, who
from wenguo.pages.telling import story
from wenguo.queries import office
from wenguo.queries.history import history
from wenguo.rules import facts
from wenguo.rules.lifecycle import LOCKED, STAGES, open_verbs
from wenguo.rules.permissions import why_not
from wenguo.verbs import VERBS


@require_GET
@login_required
def complaint(request: HttpRequest, number: str) -> HttpResponse:
    """The whole of one complaint."""
    at = datetime.now(UTC)
    whole = history(who(request), number)
    fields = whole.plain_fields()
    if fields:
        log_access(account(request), whole.id, whole.complaint.number, fields, "", "web", at)
    c = whole.complaint
    names = {pk: name or user for pk, name, user in Account.objects.values_list("id", "display_name", "username")}
    shown = {
        "c": c,
        "whole": whole,
        "story": story(whole, names, language()),
        "said": [whole.texts[ref.id] for ref in c.theirs if ref.id in whole.texts],
        "names": names,
        "unit": office.units().get(c.unit),
        "stages": STAGES,
        "causes": [office.taxonomy().label(code, language()) for code in c.causes],
        "open": _open(c, account(request)),
        "missing": facts.missing(c) if c.is_open() else [],
        "now": at,
    }
    return render(request, "web/complaint/complaint.html", shown)


def _open(c: Complaint, account_id: int) -> list[str]:
    """The titles of what this person may do now."""
    actor = office.actor(account_id, office.units()[c.unit], "web")
    if actor is None:
        return []
    now = [verb for verb in open_verbs(c.stage) if not c.restricted or verb in LOCKED]
    may = [verb for verb in now if VERBS[verb].offered and why_not(verb, actor, c) is None]
    return [VERBS[verb].title.said(language()) for verb in may]
