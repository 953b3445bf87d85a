"""The intake: each view keeps what was typed first, then makes one call, then shows; nothing typed is ever lost."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from pydantic import ValidationError

from wenguo.faces.web.intake import drafts, finishing, showing
from wenguo.faces.web.intake.form import Unread, one, typed
from wenguo.models import Draft
from wenguo.pages.asking import account, by, language, who, whole_number
from wenguo.text import Text
from wenguo.verbs import Refused


@require_GET
@login_required
def drafts_of_mine(request: HttpRequest) -> HttpResponse:
    """My unfinished intakes, and the way to a new one."""
    at = datetime.now(UTC)
    unfinished, discarded = drafts.mine(account(request), at)
    shown = {"room": "intake", "drafts": unfinished, "discarded": discarded, "now": at}
    return render(request, "web/intake/drafts.html", shown)


@require_GET
@login_required
def new(_: HttpRequest) -> HttpResponse:
    """An empty intake; nothing is kept until something is typed."""
    return redirect("intake_draft", key=uuid4())


@require_http_methods(["GET", "POST"])
@login_required
def draft(request: HttpRequest, key: UUID) -> HttpResponse:
    """One intake: the form, or what became of it."""
    at = datetime.now(UTC)
    found = drafts.found(account(request), key)
    if found is not None and found.state == "sent":
        return redirect("complaint", number=found.complaint.number) if found.complaint else redirect("intake")
    if request.method == "POST":
        return _posted(request, key, found, at)
    if found is not None and (found.state == "failed" or "begun" in found.body):
        return _half_done(request, found)
    if found is not None and found.state == "taken_back":
        return redirect("intake")
    return _form(request, key, found, found.body["fields"] if found is not None else {}, at)


def _posted(request: HttpRequest, key: UUID, found: Draft | None, at: datetime) -> HttpResponse:
    do = request.POST.get("do", "save")
    if found is not None and "begun" in found.body:
        if do == "leave" and found.complaint is not None:
            number = found.complaint.number
            drafts.end(found, at)
            return redirect("complaint", number=number)
        return _finished(request, found, at) if do != "save" else _half_done(request, found)
    if do == "apart":
        key = uuid4()
    try:
        found = _saved(request, key, at, over=do == "over")
    except drafts.Elsewhere as elsewhere:
        return _form(request, key, elsewhere.draft, typed(request.POST), at, elsewhere=elsewhere.draft, status=409)
    except Refused as refused:
        return _form(request, key, found, typed(request.POST), at, wrong=_beside(refused), status=422)
    if request.POST.get("remove"):
        drafts.without_file(found, request.POST["remove"], at)
    if do in {"record", "settle"}:
        return _end(request, found, do, "", at)
    return redirect("intake_draft", key=key)


def _saved(request: HttpRequest, key: UUID, at: datetime, *, over: bool = False) -> Draft:
    fields = typed(request.POST)
    if request.POST.get("take"):
        fields = showing.with_taken(account(request), fields, request.POST["take"], language(), at)
    asked = drafts.Save(
        fields=fields,
        version=whole_number(request.POST.get("version"), digits=9) or 0,
        window=request.POST.get("window", "")[:40],
        over=over,
    )
    return drafts.save(account(request), key, asked, at, request.FILES.getlist("evidence"))


@require_POST
@login_required
def companion(request: HttpRequest, key: UUID) -> HttpResponse:
    """Keeps what is typed, and says what is still to ask, what is known, and what is alike."""
    at = datetime.now(UTC)
    try:
        found = _saved(request, key, at)
        if request.POST.get("remove"):
            drafts.without_file(found, request.POST["remove"], at)
            found.refresh_from_db()
    except drafts.Elsewhere as elsewhere:
        return render(request, "web/intake/elsewhere.html", {"elsewhere": elsewhere.draft, "key": key}, status=409)
    shown = showing.companion(who(request), found, typed(request.POST), language(), at)
    return render(request, "web/intake/companion.html", {**shown, "key": key})


@require_POST
@login_required
def hear(request: HttpRequest, key: UUID, number: str) -> HttpResponse:
    """What they say now belongs to a complaint that is there: it is added to that one, and the draft ends."""
    at = datetime.now(UTC)
    found = drafts.found(account(request), key)
    if found is None or ("begun" not in found.body and found.state == "open"):
        try:
            found = _saved(request, key, at)
        except drafts.Elsewhere as elsewhere:
            return _form(request, key, elsewhere.draft, typed(request.POST), at, elsewhere=elsewhere.draft, status=409)
    return _end(request, found, "hear", number, at)


def _end(request: HttpRequest, found: Draft, do: str, number: str, at: datetime) -> HttpResponse:
    """Begin to record, settle or add, and go through all of it."""
    fields = found.body["fields"]
    unit = showing.unit_of(account(request), fields)
    promised = showing.promise_of(fields, unit, language(), at)
    if one(fields, "promise") and (promised is None or promised[1] <= at):
        wrong = {
            "promise": Text(
                "这个时间已经过去，请另选一个承诺的时间。", "That time has passed; choose another time to promise."
            )
        }
        return _form(request, found.key, found, fields, at, wrong=wrong, status=422)
    finishing.begin(found, do, number, promised, at)
    if "begun" not in found.body:  # another window has ended it meanwhile
        return redirect("intake_draft", key=found.key)
    return _finished(request, found, at)


def _finished(request: HttpRequest, found: Draft, at: datetime) -> HttpResponse:
    """Go through what is left to do, and say what became of it."""
    fields, do = found.body["fields"], found.body["begun"]["do"]
    zone = showing.unit_of(account(request), fields).time_zone
    try:
        ended = finishing.finish(found, zone, language(), by(request), at)
    except (Refused, Unread, ValidationError) as refused:
        return _form(request, found.key, found, fields, at, wrong=_beside(refused), refused=do, status=422)
    if ended.undone:
        return redirect("intake_draft", key=found.key)
    messages.success(request, _said(do, ended.number).said(language()))
    return redirect("complaint", number=ended.number)


def _said(do: str, number: str) -> Text:
    if do == "settle":
        return Text(f"已当场解决并办结：{number}。", f"Settled on the spot and closed: {number}.")
    if do == "hear":
        return Text(f"已补充到 {number}，不用再讲一遍。", f"Added to {number}; nobody has to tell it again.")
    return Text(
        f"已登记：{number}。由您负责，直到办结或有人接手。",
        f"Recorded: {number}. It is yours until it is closed or somebody takes it over.",
    )


def _half_done(request: HttpRequest, found: Draft) -> HttpResponse:
    """Recording was broken off, or a later act was refused: what is done, what is not, and why."""
    begun = found.body["begun"]
    shown = {
        "room": "intake",
        "draft": found,
        "number": found.complaint.number if found.complaint else "",
        "done": [finishing.STEPS[name] for name in begun["done"]],
        "undone": finishing.undone_of(found),
        "reading": finishing.reading(found.body["fields"], language()),
        "what": begun["what"],
    }
    return render(request, "web/intake/half_done.html", shown)


@require_POST
@login_required
def discard(request: HttpRequest, key: UUID) -> HttpResponse:
    """Put a draft away; for a day it can be taken up again."""
    found = drafts.found(account(request), key)
    if found is not None:
        drafts.put_away(found, "taken_back", datetime.now(UTC))
        messages.info(
            request,
            Text("草稿已丢弃，一天之内可以恢复。", "The draft is discarded; you can take it back within a day.").said(
                language()
            ),
        )
    return redirect("intake")


@require_POST
@login_required
def restore(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a discarded draft up again."""
    found = drafts.found(account(request), key)
    if found is None:
        return redirect("intake")
    drafts.put_away(found, "open", datetime.now(UTC))
    return redirect("intake_draft", key=key)


def _beside(refused: Exception) -> dict[str, Text]:
    """A refusal beside the field it is about; "" where it is about the whole."""
    if isinstance(refused, Unread):
        return refused.wrong
    if isinstance(refused, ValidationError):
        return {
            _FIELD_OF.get(str(each["loc"][0]), str(each["loc"][0])): finishing.told(refused)
            for each in refused.errors()
        }
    field = refused.field if isinstance(refused, Refused) else None
    return {_FIELD_OF.get(field or "", field or ""): finishing.told(refused)}


# fields of the verbs that are typed under another name
_FIELD_OF = {"complainant": "name", "agent": "agent_name", "price_fen": "price", "demands": "wish", "due_at": "promise", "files": "evidence"}  # fmt: skip


def _form(
    request: HttpRequest,
    key: UUID,
    found: Draft | None,
    fields: dict[str, Any],
    at: datetime,
    *,
    wrong: dict[str, Text] | None = None,
    refused: str = "",
    elsewhere: Draft | None = None,
    status: int = 200,
) -> HttpResponse:
    """The form with everything typed in it, and its companion."""
    posted = request.POST.get("window", "")
    shown = {
        **showing.choices(account(request), fields, at),
        **showing.companion(who(request), found, fields, language(), at),
        "room": "intake",
        "key": key,
        "f": fields,
        "window": posted or uuid4().hex[:12],
        "wrong": wrong or {},
        "refused": refused,
        "elsewhere": elsewhere,
    }
    if elsewhere is not None:
        shown["version"] = request.POST.get("version", 0)
    return render(request, "web/intake/intake.html", shown, status=status)
