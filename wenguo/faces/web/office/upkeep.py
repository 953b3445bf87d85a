"""The first page; how long things are kept; whether all is well; and everything that was changed."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from wenguo.advising import switches
from wenguo.faces.web.office import lexicons
from wenguo.faces.web.office.here import Here, open_to, section, seen
from wenguo.faces.web.office.words import named, source, value
from wenguo.models import Change
from wenguo.pages.asking import account, who, whole_number
from wenguo.queries import house, office
from wenguo.queries.administrators import settler
from wenguo.queries.health import health as looked_at
from wenguo.queries.kept_too_long import MOST, beyond
from wenguo.queries.people import names
from wenguo.text import Text
from wenguo.verbs import Refused

PAGE = 50
SORTS = (
    "setting",
    "unit",
    "person",
    "role",
    "password",
    "one_step",
    "code",
    "template",
    "webhook",
    "site",
    "token",
    "advice",
    "lexicon",
    "model",
)


@require_GET
@login_required
def index(request: HttpRequest) -> HttpResponse:
    """What there is to settle, for this person."""
    mine = settler(account(request))
    return render(request, "web/office/index.html", {"room": "office", "sections": open_to(mine), "who": mine})


@section("retention")
def retention(here: Here) -> HttpResponse:
    """What the packs say, what an erasure reaches, and what is kept beyond its time."""
    mine = [one for one in here.units() if one.active]
    said = []
    for one in mine:
        found = office.policy_of(one, here.at.astimezone(ZoneInfo(one.time_zone)).date()).retention
        said.append({"unit": one, "years": found[0] if found else None, "source": source(found[1]) if found else ""})
    kept = beyond(who(here.request), here.who.sees, here.at)
    return here.page(
        "retention",
        said=said,
        kept=kept,
        capped=len(kept) >= MOST,
        units={one.id: one for one in office.units().values()},
        draft_days=house.settled("draft_days"),
    )


@section("health")
def health(here: Here) -> HttpResponse:
    """A glance at what works behind the screens."""
    return here.page("health", health=looked_at(here.at))


@section("changes")
def changes(here: Here) -> HttpResponse:
    """Who changed what, newest first; those of the units one administers, or all."""
    rows = Change.objects.select_related("unit").order_by("-id")
    if not here.who.whole:
        rows = rows.filter(unit__in=here.who.administers)
    sort, after = here.request.GET.get("what", ""), whole_number(here.request.GET.get("after"))
    if sort in SORTS:
        rows = rows.filter(what=sort)
    if after is not None:
        rows = rows.filter(pk__lt=after)
    found = list(rows[: PAGE + 1])
    return here.page(
        "changes",
        rows=[_shown(here, one) for one in found[:PAGE]],
        names=names(one.account_id for one in found),
        after=found[PAGE - 1].pk if len(found) > PAGE else None,
        sort=sort,
        sorts=[(one, named(one)) for one in SORTS],
    )


def _shown(here: Here, row: Change) -> dict[str, Any]:
    language = here.language
    before, after = _as_pairs(row.before), _as_pairs(row.after)
    keys = dict.fromkeys((*before, *after))
    name = house.SETTINGS[row.target].text if row.what == "setting" and row.target in house.SETTINGS else None
    if row.what == "advice" and row.target in switches.SWITCHES:
        name = switches.SWITCHES[row.target].text
    if row.what == "lexicon":
        lexicon, _, code = row.target.partition("/")
        entry = lexicons.entry({}, lexicon, code)
        name = entry.name if entry is not None else None
    return {
        "row": row,
        "what": named(row.what),
        "target": name.said(language) if name is not None else row.target,
        "lines": [
            (
                named(key).said(language) if key else "",
                value(before[key], language) if key in before else None,
                value(after[key], language) if key in after else None,
            )
            for key in keys
        ],
        "undo": _undoing(here, row),
    }


def _as_pairs(state: Any) -> dict[str, Any]:
    if state is None:
        return {}
    return state if isinstance(state, dict) else {"": state}


def _undoing(here: Here, row: Change) -> str:
    """Where a change can be taken back by one button; what it was made by undoes the others."""
    if here.who.whole and row.what == "code":
        return reverse("office_code_undo", args=[row.pk])
    if here.who.whole and row.what == "setting" and row.before is not None:
        return reverse("office_change_undo", args=[row.pk])
    return ""


@section("changes")
def undo(here: Here, number: int) -> HttpResponse:
    """Put a setting back as it was before one change."""
    row = Change.objects.filter(pk=number, what="setting").first()
    if row is None or row.target not in house.SETTINGS:
        raise Refused(Text("没有这条更改。", "There is no such change."), code="unseen")
    to = reverse("office_changes")
    if not here.is_post:
        return seen(to)
    here.who.must_administer(None)
    return here.act(
        lambda: house.settle(row.target, row.before, here.who.account, here.at), to, "已改回。", "It is as it was."
    )
