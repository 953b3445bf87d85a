"""Handing over many at once: choose rows and takers, offer each through the door, and take back what still waits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wenguo.faces.web.board import offers
from wenguo.faces.web.board.views import chosen_unit
from wenguo.models import Complaint, Draft
from wenguo.pages.asking import account, by, language, who, whole_number
from wenguo.perform import perform
from wenguo.queries import asked as asking
from wenguo.queries import board as boards
from wenguo.queries import office
from wenguo.queries.columns import rows
from wenguo.queries.people import names
from wenguo.queries.queue import folded_many
from wenguo.rules.sharing import shared_out
from wenguo.text import Text
from wenguo.verbs import HandOver, Refused, TakeBack

MOST_AT_ONCE = 200
_SAVED_EVERY = 10
_COLUMNS = ("number", "words", "stage", "owner", "received", "due", "offered_to")
_NOT_YOURS = Text(
    "成批转交由本单位或上级单位的负责人来做。", "Handing over many is for the heads of the unit or above."
)
_NONE_CHOSEN = Text("请先勾选要转交的投诉。", "Tick the complaints to hand over first.")
_NO_TAKER = Text("请选择接手人，可以选几位。", "Choose who is to take them; several may be chosen.")
_TOO_MANY = Text(f"一次最多转交 {MOST_AT_ONCE} 件。", f"At most {MOST_AT_ONCE} at once.")
_NOBODY = Text(
    "所选的人都不能接手这一件（本人负责或被投诉）。",
    "None of those chosen can take this one: they own it, or are complained of.",
)
_GONE = Text("没有这次转交。", "There is no such hand-over.")


@require_http_methods(["GET", "POST"])
@login_required
def choose(request: HttpRequest) -> HttpResponse:
    """The rows to choose from, by urgency; posted, each chosen one is offered."""
    at = datetime.now(UTC)
    units = boards.led(account(request))
    params = request.GET.dict() if request.method == "GET" else QueryDict(request.POST.get("query", "")).dict()
    unit = chosen_unit(str(params.get("unit", "")), units) if units else None
    if unit is None or not boards.is_leading(account(request), unit):
        raise Refused(_NOT_YOURS, code="permission")
    if request.method == "GET":
        return _form(request, unit, params, at, {}, {})
    given: dict[str, Any] = {
        "number": request.POST.getlist("number"),
        "to": [one for one in map(whole_number, request.POST.getlist("to")) if one is not None],
        "reason": request.POST.get("reason", "").strip(),
    }
    wrong: dict[str, Text] = {}
    if not given["number"]:
        wrong["number"] = _NONE_CHOSEN
    elif len(given["number"]) > MOST_AT_ONCE:
        wrong["number"] = _TOO_MANY
    if not given["to"]:
        wrong["to"] = _NO_TAKER
    if wrong:
        return _form(request, unit, params, at, given, wrong)
    key = _key(request.POST.get("key", ""))
    _offer(request, unit, key, given, at)
    return HttpResponseRedirect(reverse("board_handed_over", args=[key]), status=303)


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return uuid4()


def _form(
    request: HttpRequest,
    unit: int,
    params: Mapping[str, Any],
    at: datetime,
    given: Mapping[str, Any],
    wrong: Mapping[str, Text],
) -> HttpResponse:
    asker, code = who(request), office.units()[unit].code
    asked, _ = asking.read({**params, "unit": code, "open": "1"})
    ids, total = boards.first_of(asker, unit, asked.filters, at, MOST_AT_ONCE)
    found = rows(asker, at, ids, _COLUMNS, language()).rows
    owner = asked.filters.owner
    shown = {
        "room": "board",
        "now": at,
        "unit": office.units()[unit],
        "owner_name": names([owner]).get(owner, "") if owner is not None else "",
        "rows": [dict(zip(_COLUMNS, row.values, strict=True)) | {"late": row.late} for row in found],
        "total": total,
        "takers": [one for one in boards.takers(unit, at, language()) if one.account != owner],
        "query": urlencode({name: value for name, value in params.items() if name in asking.READ}),
        "key": str(_key(request.POST.get("key", ""))),
        "given": given,
        "wrong": {name: text.said(language()) for name, text in wrong.items()},
    }
    return render(request, "web/board/hand_over.html", shown, status=422 if wrong else 200)


def _offer(request: HttpRequest, unit: int, key: UUID, given: Mapping[str, Any], at: datetime) -> None:
    """Offer each of them; what was offered and what was refused is kept under the key, so that a second press does nothing."""
    draft, is_new = Draft.objects.get_or_create(
        key=key,
        account_id=account(request),
        defaults={"kind": offers.KIND, "state": "sent", "created_at": at, "changed_at": at, "body": {}},
    )
    if not is_new:
        return
    numbers: Sequence[str] = list(dict.fromkeys(given["number"]))[:MOST_AT_ONCE]
    load = {one.account: one.open for one in boards.takers(unit, at, language())}
    shared = shared_out(_barred(numbers), {one: load.get(one, 0) for one in given["to"]})
    body: dict[str, Any] = {"offered": [], "refused": [], "of": len(numbers)}
    actor = by(request)
    for count, number in enumerate(numbers, start=1):
        to = shared.get(number)
        try:
            if to is None:
                raise Refused(_NOBODY)
            done = perform(
                HandOver(to=to, **({"reason": given["reason"]} if given["reason"] else {})), number, actor, at
            )
            offer = done.complaint.hand_over
            body["offered"].append([number, offer.to if offer is not None else to])
        except Refused as refused:
            body["refused"].append([number, refused.text.zh, refused.text.en])
        if count % _SAVED_EVERY == 0 or count == len(numbers):
            Draft.objects.filter(pk=draft.pk).update(body=body)


def _barred(numbers: Sequence[str]) -> list[tuple[str, set[int]]]:
    """Each complaint with those who cannot take it: its owner, and whom it complains of."""
    ids = dict(Complaint.objects.filter(number__in=numbers).values_list("number", "pk"))
    complaints = folded_many(ids.values())
    barred = {c.number: {c.owner, *c.concerned} for c in complaints.values()}
    return [(number, barred.get(number, set())) for number in numbers]


@require_GET
@login_required
def handed(request: HttpRequest, key: UUID) -> HttpResponse:
    """What became of each: offered and waiting, taken, or refused with the reason."""
    found = offers.bulk(account(request), key)
    if found is None:
        raise Refused(_GONE, code="unseen")
    zh = language().startswith("zh")
    refused = [(number, words_zh if zh else words_en) for number, words_zh, words_en in found.refused]
    shown = {"room": "board", "now": datetime.now(UTC), "bulk": found, "refused": refused}
    return render(request, "web/board/handed_over.html", shown)


@require_GET
@login_required
def progress(request: HttpRequest, key: UUID) -> HttpResponse:
    """How many of how many are done, for the page that waits."""
    body = Draft.objects.filter(account_id=account(request), key=key, kind=offers.KIND).values_list("body", flat=True)
    found: dict[str, Any] = body.first() or {}
    done = len(found.get("offered", [])) + len(found.get("refused", []))
    return JsonResponse({"done": done, "of": found.get("of", 0)})


@require_POST
@login_required
def undo(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take back every offer that nobody has answered; what was taken stays taken."""
    at = datetime.now(UTC)
    found = offers.bulk(account(request), key)
    if found is None:
        raise Refused(_GONE, code="unseen")
    back = 0
    for one in found.offered:
        if one.state == "waiting":
            try:
                perform(TakeBack(to=one.to), one.number, by(request), at)
                back += 1
            except Refused:  # answered a moment ago: the page says how it stands
                continue
    left = len(found.offered) - back
    text = Text(
        f"已收回 {back} 件。" + (f"{left} 件已有人接手或退回，保持不变。" if left else ""),
        f"{back} taken back." + (f" {left} were taken or turned back already and stay so." if left else ""),
    )
    messages.success(request, text.said(language()))
    return HttpResponseRedirect(reverse("board_handed_over", args=[key]), status=303)
