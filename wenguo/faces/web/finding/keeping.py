"""Keeping a search: under a name, for oneself or a unit, with an alarm; changed, deleted, and brought back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from wenguo.faces.web.finding import wording
from wenguo.faces.web.finding.choosing import columns_of
from wenguo.faces.web.finding.showing import units
from wenguo.faces.web.finding.views import page
from wenguo.models import SavedSearch, Unit
from wenguo.pages.asking import account, language, who, whole_number
from wenguo.queries import asked as asking
from wenguo.queries import saved
from wenguo.text import Text
from wenguo.verbs import Refused

MOST_HITS = 1000
_GONE = Text(
    "没有这个检索：它已删除，或不再与您共享。", "There is no such search: it was deleted, or is shared no more."
)


@require_POST
@login_required
def save(request: HttpRequest) -> HttpResponse:
    """Keep what is asked under a name."""
    given, wrong, fields = _read(request, None)
    params = QueryDict(request.POST.get("query", "")).dict()
    wanted, _ = asking.read(params)
    query = asking.written(wanted)
    if not query:
        wrong["name"] = wording.NOTHING_ASKED.said(language())
    if wrong:
        return page(request, params, keep={**given, "wrong": wrong})
    at = datetime.now(UTC)
    newest = saved.newest()
    made = SavedSearch.objects.create(
        account_id=account(request), query=query, columns=columns_of(request), counted_up_to=newest,
        settled_up_to=newest, created_at=at, **fields,
    )  # fmt: skip
    messages.success(request, Text(f"已保存“{made.name}”。", f"“{made.name}” is kept.").said(language()))
    return _to({**query, "saved": str(made.pk)})


@login_required
def open_saved(request: HttpRequest, saved_id: int) -> HttpResponse:
    """Show what a kept search finds; its alarm is over."""
    found = saved.one(account(request), saved_id)
    if found is None:
        raise Refused(_GONE, code="unseen")
    saved.opened(account(request), saved_id)
    return _to({**found.query, "saved": str(saved_id)})


@require_POST
@login_required
def change(request: HttpRequest, saved_id: int) -> HttpResponse:
    """Another name, another unit, another alarm; or what is asked now in place of what was."""
    row = _mine(request, saved_id)
    given, wrong, fields = _read(request, row)
    params = QueryDict(request.POST.get("query", "")).dict()
    if wrong:
        return page(request, params, changed={**given, "id": saved_id, "wrong": wrong})
    for name, value in fields.items():
        setattr(row, name, value)
    if "again" in request.POST:
        row.query, row.columns = asking.written(asking.read(params)[0]), columns_of(request)
    if fields["alarm_after"] is not None:
        row.counted_up_to = row.settled_up_to = saved.newest()
    row.new_hits, row.alarmed_at = 0, None
    row.save()
    messages.success(request, Text("改好了。", "Changed.").said(language()))
    return _to({**row.query, "saved": str(row.pk)})


@require_POST
@login_required
def delete(request: HttpRequest, saved_id: int) -> HttpResponse:
    """Delete it; until the next one is deleted, it can be brought back."""
    row = _mine(request, saved_id)
    request.session["deleted_search"] = {
        "name": row.name, "unit_id": row.unit_id, "query": row.query, "columns": row.columns,
        "alarm_after": row.alarm_after,
    }  # fmt: skip
    row.delete()
    return _to(QueryDict(request.POST.get("query", "")).dict())


@require_POST
@login_required
def undo(request: HttpRequest) -> HttpResponse:
    """Bring back what was deleted last, or leave it be."""
    kept = request.session.pop("deleted_search", None)
    params = QueryDict(request.POST.get("query", "")).dict()
    if kept is None or "leave" in request.POST:
        return _to(params)
    unit = kept["unit_id"]
    if unit is not None and not Unit.objects.filter(pk=unit).exists():
        kept["unit_id"] = None
    newest = saved.newest()
    made, _ = SavedSearch.objects.get_or_create(
        account_id=account(request), name=kept.pop("name"),
        defaults={**kept, "counted_up_to": newest, "settled_up_to": newest, "created_at": datetime.now(UTC)},
    )  # fmt: skip
    messages.success(request, Text(f"“{made.name}”又在了。", f"“{made.name}” is back.").said(language()))
    return _to(params)


def _mine(request: HttpRequest, saved_id: int) -> SavedSearch:
    row = SavedSearch.objects.filter(pk=saved_id, account_id=account(request)).first()
    if row is None:
        raise Refused(_GONE, code="unseen")
    return row


def _to(params: dict[str, Any]) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('finding')}?{urlencode(params)}", status=303)


def _read(request: HttpRequest, row: SavedSearch | None) -> tuple[dict[str, Any], dict[str, str], dict[str, Any]]:
    """The form as it was filled in, what is wrong with it in words, and the fields it means."""
    given = {name: request.POST.get(name, "").strip() for name in ("name", "unit", "alarm_after")}
    wrong: dict[str, Text] = {}
    name, code, number = given["name"], given["unit"], given["alarm_after"]
    same = SavedSearch.objects.filter(account_id=account(request), name=name)
    if row is not None:
        same = same.exclude(pk=row.pk)
    if not name:
        wrong["name"] = wording.NO_NAME
    elif len(name) > 100:
        wrong["name"] = wording.LONG_NAME
    elif same.exists():
        wrong["name"] = wording.SAME_NAME
    allowed = {one for one, _ in units(who(request))}
    unit = Unit.objects.filter(code=code).first() if code in allowed else None
    if code and unit is None:
        wrong["unit"] = wording.NOT_YOUR_UNIT
    after = whole_number(number, digits=4)
    if number and (after is None or not 1 <= after <= MOST_HITS):
        wrong["alarm_after"] = wording.NOT_A_NUMBER
    said = {field: text.said(language()) for field, text in wrong.items()}
    return given, said, {"name": name, "unit": unit, "alarm_after": after}
