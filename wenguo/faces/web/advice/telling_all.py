"""Call-backs promised to several members, and one message told to all: looked at one by one, held, taken back together."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wenguo.advising import grouping
from wenguo.advising import together as doing
from wenguo.faces.web.advice.together import seen
from wenguo.models import Account, Draft, GroupLesson
from wenguo.pages import adapting, telling_each
from wenguo.pages.asking import language, who, whole_number
from wenguo.queries import group_state as state
from wenguo.queries.history import history
from wenguo.queries.people import names
from wenguo.queries.seeing import Asker
from wenguo.text import Text
from wenguo.verbs import Refused

MOST_COLLEAGUES = 300


class Row(msgspec.Struct, kw_only=True):
    """One member in the preview: what they would be told, by which way, and whether it is chosen."""

    id: int
    number: str
    stage: str
    text: str
    way: str
    ways: tuple[str, ...]
    chosen: bool


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def calls(request: HttpRequest, number: int) -> HttpResponse:
    """Who calls whom until when: each call is a promise in that complaint's own ledger."""
    at, asker = datetime.now(UTC), who(request)
    whole = seen(asker, number)
    standings = [one for one in state.standings([one.id for one in whole.members]) if one.is_open]
    given: dict[str, Any] = {"what": request.POST.get("what", ""), "due_at": request.POST.get("due_at", "")}
    given["chosen"] = {one for one in map(whole_number, request.POST.getlist("complaint")) if one is not None}
    wrong: Text | None = None
    if request.method == "POST":
        try:
            return _promised(request, asker, at, number, given)
        except Refused as refused:
            if refused.code == "unseen":
                raise
            wrong = refused.text
    shown = {
        "room": "desk",
        "now": at,
        "group": whole.group,
        "standings": standings,
        "may": grouping.may_settle(asker, [one.id for one in whole.members]),
        "colleagues": _colleagues({one.unit for one in standings}),
        "given": given,
        "wrong": wrong,
        "names": names(one.owner for one in standings),
    }
    return render(request, "web/advice/calls.html", shown, status=422 if wrong is not None else 200)


def _promised(request: HttpRequest, asker: Asker, at: datetime, number: int, given: dict[str, Any]) -> HttpResponse:
    try:
        due_at = datetime.fromisoformat(given["due_at"]).replace(tzinfo=ZoneInfo(settings.TIME_ZONE)).astimezone(UTC)
    except ValueError as error:
        raise Refused(Text("请填写最晚何时回电。", "Say by when they are called.")) from error
    if not given["chosen"] or not given["what"].strip():
        raise Refused(Text("请勾选投诉，并写明回电说什么。", "Tick complaints, and say what the call is about."))
    wanted = [
        (one, whole_number(request.POST.get(f"caller-{one}")) or asker.account, due_at) for one in given["chosen"]
    ]
    called = names(caller for _, caller, _ in wanted)
    if any(caller not in called for _, caller, _ in wanted):
        raise Refused(Text("请从列表里选回电的人。", "Choose who calls from the list."))
    done, refused = doing.call_back(asker, at, number, wanted, given["what"].strip())
    messages.success(request, Text(f"已承诺回电 {done} 件。", f"{done} calls are promised.").said(language()))
    for one in refused:
        messages.error(request, f"{one.number} {one.why.said(language())}")
    return _to("group_together", number)


def _colleagues(units: set[int]) -> list[tuple[int, str]]:
    """People who may call: those of the units concerned first."""
    rows = Account.objects.filter(is_active=True, unit__isnull=False).exclude(memberships__role="integration")
    listed = rows.order_by("display_name", "username").values_list("pk", "display_name", "username", "unit_id")
    found = [(unit not in units, pk, name or user) for pk, name, user, unit in listed[:MOST_COLLEAGUES]]
    return [(pk, name) for _, pk, name in sorted(found, key=lambda one: (one[0], one[2]))]


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def fix(request: HttpRequest, number: int) -> HttpResponse:
    """What we changed, told to each member: written once, adapted to each, looked at, then sent together."""
    at, asker = datetime.now(UTC), who(request)
    whole = seen(asker, number)
    if not grouping.may_settle(asker, [one.id for one in whole.members]):
        raise grouping.unseen()
    newest = next(iter(state.said(number, doing.FIX)), None)
    words = request.POST.get("words", newest.words or "" if newest is not None else "")
    do, wrong, rows = request.POST.get("do", ""), None, []
    try:
        if do == "preview":
            if newest is None or newest.words != words.strip():
                doing.say(asker, at, number, doing.FIX, words)
            rows = _rows(asker, whole, words.strip(), {})
        elif do == "send":
            rows = _rows(asker, whole, words, request.POST)
            return _sent(request, asker, at, number, rows)
    except Refused as refused:
        if refused.code == "unseen":
            raise
        wrong = refused.text
    shown = {
        "room": "desk",
        "now": at,
        "group": whole.group,
        "words": words,
        "rows": rows,
        "key": request.POST.get("key") or str(uuid.uuid4()),
        "wrong": wrong,
        "seconds": doing.HELD_SECONDS,
        "batches": state.batches(number),
    }
    return render(request, "web/advice/fix.html", shown, status=422 if wrong is not None else 200)


def _rows(asker: Asker, whole: Any, words: str, post: Any) -> list[Row]:
    """Each member with the words as they stand: adapted, or as somebody changed them."""
    chosen = set(post.getlist("number")) if post else set()
    rows = []
    for one in whole.members[: doing.MOST_TOLD]:
        ways = telling_each.ways(one.id)
        text = post.get(f"text-{one.id}") if post else None
        told = text if text is not None else adapting.progress(history(asker, one.number, cover=True), words)
        way = post.get(f"way-{one.id}") if post else None
        rows.append(
            Row(
                id=one.id,
                number=one.number,
                stage=one.stage,
                text=told.replace("\r\n", "\n"),
                way=way if way in ways else ways[0],
                ways=ways,
                chosen=one.number in chosen if post else True,
            )
        )
    return rows


def _sent(request: HttpRequest, asker: Asker, at: datetime, number: int, rows: list[Row]) -> HttpResponse:
    wanted = [doing.Message(one.id, one.number, one.text.strip(), one.way) for one in rows if one.chosen]
    if not wanted:
        raise Refused(Text("请至少勾选一件。", "Tick one at least."))
    empty = next((one.number for one in wanted if not one.words), None)
    if empty is not None:
        raise Refused(Text(f"{empty} 的内容是空的。", f"There are no words for {empty}."))
    try:
        key = uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        key = uuid.uuid4()
    _, refused = doing.tell_all(asker, at, number, key, wanted)
    for one in refused:
        messages.error(request, f"{one.number} {one.why.said(language())}")
    return HttpResponseRedirect(reverse("group_told", args=[number, key]), status=303)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def told(request: HttpRequest, number: int, key: uuid.UUID) -> HttpResponse:
    """How far one message to several is; until its seconds are over it can be taken back together."""
    at, asker = datetime.now(UTC), who(request)
    whole = seen(asker, number)
    if request.method == "POST":
        back, gone = doing.take_back(asker, number, key)
        said = Text(f"已撤回 {back} 件。", f"{back} were taken back.")
        if gone:
            said = Text(
                f"已撤回 {back} 件；{gone} 件已经发出。", f"{back} were taken back; {gone} had gone out already."
            )
        messages.info(request, said.said(language()))
        return HttpResponseRedirect(reverse("group_told", args=[number, key]), status=303)
    lesson = GroupLesson.objects.filter(group=number, act="fix", body__key=str(key)).first()
    drafts = list(
        Draft.objects.filter(key__in=lesson.body["drafts"] if lesson is not None else [])
        .select_related("complaint")
        .order_by("complaint__number")
    )
    shown_numbers = {one.number for one in whole.members}
    shown = {
        "room": "desk",
        "now": at,
        "group": whole.group,
        "batch": next((one for one in state.batches(number) if one.key == str(key)), None),
        "drafts": [one for one in drafts if one.complaint is not None and one.complaint.number in shown_numbers],
        "mine": lesson is not None and lesson.account_id == asker.account,
        "left": max((int((one.send_at - at).total_seconds()) for one in drafts if one.send_at and one.state == "sending"), default=0),
    }  # fmt: skip
    return render(request, "web/advice/told_all.html", shown)


def _to(name: str, number: int) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(name, args=[number]), status=303)
