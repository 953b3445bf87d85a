"""What a person says of a group: begin, confirm, dismiss, reopen, merge, split, remove, add; and taking the last of these back."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from wenguo.advising import grouping
from wenguo.pages.asking import language, who, whole_number
from wenguo.queries import groups as found
from wenguo.queries.seeing import Asker
from wenguo.text import Text
from wenguo.verbs import Refused

MOST_BEGUN = 200
_UNDO = "group_undo"  # in the session: the last act that can be taken back
_CHOOSE = Text("请先勾选投诉。", "Tick the complaints first.")
DONE: dict[str, Text] = {
    "confirm": Text("已确认：这是一件事。以后相近的来信会归到这里。", "Confirmed: one matter. Like ones to come are put here."),
    "dismiss": Text("不再提示这个群体；投诉照常办理。", "It is announced no more; its complaints go on as ever."),
    "merge": Text("两个群体已合并。", "The two groups are one."),
    "split": Text("已分成两个群体。", "They are two groups now."),
    "remove": Text("已移出；它不会再归到这里。", "Taken out; it will not come back here."),
    "add": Text("已加入。", "Put in."),
    "begin": Text("已成为一个群体。", "They are a group now."),
    "reopen": Text("已退回“正在形成”。", "It forms again."),
}  # fmt: skip


@require_POST
@login_required
def act(request: HttpRequest, number: int) -> HttpResponse:
    """Do one of them; a refusal is said on the page one came from."""
    at, asker = datetime.now(UTC), who(request)
    word = "remove" if request.POST.get("remove") else "add" if request.POST.get("add") else request.POST.get("act", "")
    request.session.pop(_UNDO, None)
    try:
        stays, back = _done(request, asker, at, number, word)
    except Refused as refused:
        messages.error(request, refused.text.said(language()))
        return _to(number)
    if back is not None:
        request.session[_UNDO] = back
    messages.success(request, DONE[word].said(language()))
    whole = found.group(asker, stays)
    return _to(stays) if whole is not None else HttpResponseRedirect(reverse("advice_groups"), status=303)


def _done(
    request: HttpRequest, asker: Asker, at: datetime, number: int, word: str
) -> tuple[int, dict[str, Any] | None]:
    """The group to go on with, and what would take the act back."""
    post = request.POST
    if word in {"confirm", "dismiss"}:
        (grouping.confirm if word == "confirm" else grouping.dismiss)(asker, at, number)
        return number, {"group": number, "act": "reopen"}
    if word == "reopen":
        grouping.reopen(asker, at, number)
        return number, None
    if word == "merge":
        other = whole_number(post.get("other"))
        parted = found.group(asker, other) if other is not None else None
        if other is None or parted is None:
            raise Refused(Text("请选另一个群体。", "Choose another group."))
        stays = grouping.merge(asker, at, number, other)
        return stays, {"group": stays, "act": "split", "complaints": [one.id for one in parted.members]}
    if word == "split":
        chosen = [one for one in map(whole_number, post.getlist("complaint")) if one is not None]
        if not chosen:
            raise Refused(_CHOOSE)
        new = grouping.split(asker, at, number, chosen)
        return new, {"group": new, "act": "merge", "other": number}
    one = whole_number(post.get(word) if word in {"remove", "add"} else None)
    if one is None:
        raise Refused(_CHOOSE)
    (grouping.remove if word == "remove" else grouping.add)(asker, at, number, one)
    return number, {"group": number, "act": "add" if word == "remove" else "remove", "complaints": [one]}


@require_POST
@login_required
def begin(request: HttpRequest) -> HttpResponse:
    """A group made by hand of complaints named by their numbers."""
    at, asker = datetime.now(UTC), who(request)
    numbers = [one for one in re.split(r"[\s,，;；、]+", request.POST.get("numbers", "")) if one][:MOST_BEGUN]
    try:
        made = grouping.begin(asker, at, grouping.seen_by_number(asker, numbers))
    except Refused as refused:
        messages.error(request, refused.text.said(language()))
        return HttpResponseRedirect(reverse("advice_groups"), status=303)
    messages.success(request, DONE["begin"].said(language()))
    return _to(made)


@require_POST
@login_required
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Take the last act on this group back by its opposite."""
    back = undoing(request, number)
    request.session.pop(_UNDO, None)
    at, asker, stays = datetime.now(UTC), who(request), number
    try:
        if back is None:
            raise Refused(Text("没有可以撤销的。", "There is nothing to take back."))
        if back["act"] == "merge":
            stays = grouping.merge(asker, at, int(back["other"]), number)
        elif back["act"] == "split":
            grouping.split(asker, at, number, back["complaints"])
        elif back["act"] == "reopen":
            grouping.reopen(asker, at, number)
        else:
            (grouping.add if back["act"] == "add" else grouping.remove)(asker, at, number, back["complaints"][0])
    except Refused as refused:
        messages.error(request, refused.text.said(language()))
    else:
        messages.success(request, Text("已撤销。", "Undone.").said(language()))
    return _to(stays)


def undoing(request: HttpRequest, number: int) -> dict[str, Any] | None:
    """What would take the last act on this group back; None where there is nothing."""
    back = request.session.get(_UNDO)
    return back if isinstance(back, dict) and back.get("group") == number else None


def _to(number: int) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("advice_group", args=[number]), status=303)
