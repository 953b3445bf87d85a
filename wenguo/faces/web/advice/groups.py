"""Groups of one matter: those that form, and one of them with its members, near misses, and why each."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from wenguo.advising import grouping
from wenguo.faces.web.advice import acts
from wenguo.models import Membership
from wenguo.pages.asking import who
from wenguo.queries import groups as found
from wenguo.queries.people import names
from wenguo.text import Text

_HAN = re.compile("[\u3400-\u9fff]")
ON_THE_DESK, LISTED = 3, 50
MOST_BARS, BAR, HIGH = 26, 14, 48  # of the drawing of growth: days or weeks
STATES: dict[str, Text] = {
    "forming": Text("正在形成", "Forming"),
    "confirmed": Text("已确认", "Confirmed"),
    "dismissed": Text("不再关注", "No longer watched"),
}
ACTS: dict[str, Text] = {
    "confirm": Text("确认是一件事", "said that it is one matter"),
    "dismiss": Text("不再关注", "said that it is no group"),
    "merge": Text("并入了另一个群体", "put another group with it"),
    "split": Text("分出了一些投诉", "parted some complaints from it"),
    "remove": Text("移出了一件投诉", "took one complaint out"),
    "add": Text("加入了一件投诉", "put one complaint in"),
    "begin": Text("建立了这个群体", "made this group"),
    "reopen": Text("撤回了上一次的决定", "took the last word back"),
    "position": Text("写下了共同立场", "wrote down our position"),
    "change": Text("写下了我们改了什么", "wrote down what we changed"),
    "blank": Text("删除了一版文字", "erased the words of a version"),
    "draft": Text("给各人备了答复草稿", "made a draft of an answer for each"),
    "call": Text("安排了回电", "planned call-backs"),
    "fix": Text("统一告知了各人", "told each member"),
}


@require_GET
@login_required
@never_cache
def groups(request: HttpRequest) -> HttpResponse:
    """Every group one may see, by its state, those that grew last first."""
    state = request.GET.get("state", "")
    state = state if state in STATES else "forming"
    shown = {
        "room": "desk",
        "now": datetime.now(UTC),
        "rows": [] if not _is_on(request) else found.groups(who(request), state, LISTED),
        "state": state,
        "states": list(STATES.items()),
        "off": not _is_on(request),
        "may_begin": Membership.objects.filter(account=request.user.pk, role__in=grouping.SETTLING).exists(),
    }
    return render(request, "web/advice/groups.html", shown)


@require_GET
@login_required
@never_cache
def forming(request: HttpRequest) -> HttpResponse:
    """The few that grew last, as a part of the desk, where the line stays, and of the board."""
    on = _is_on(request)
    rows = found.groups(who(request), "forming", ON_THE_DESK) if on else []
    shown = {"rows": rows, "on": on, "now": datetime.now(UTC), "line": request.GET.get("as") == "line"}
    return render(request, "web/advice/forming.html", shown)


@require_GET
@login_required
@never_cache
def group(request: HttpRequest, number: int) -> HttpResponse:
    """One group: what is shared, how it grows, who is in and why, what stands outside and why not."""
    asker = who(request)
    whole = found.group(asker, number)
    if whole is None:
        raise grouping.unseen()
    others = [one for one in found.groups(asker, None, LISTED) if one.id != whole.group.id]
    shown = {
        "room": "desk",
        "now": datetime.now(UTC),
        "whole": whole,
        "group": whole.group,
        "state": STATES[whole.group.state],
        "tongue": "zh" if _HAN.search("".join(whole.group.shared)) else "en",  # of people's words, for who hears them
        "others": others,
        "lessons": [(one, ACTS.get(one.act, Text(one.act, one.act))) for one in reversed(whole.lessons)],
        "names": names(one.account for one in whole.lessons),
        "growth": growth([one.received_at for one in whole.members]),
        "may": grouping.may_settle(asker, [one.id for one in whole.members]),
        "undo": acts.undoing(request, whole.group.id),
    }
    return render(request, "web/advice/group.html", shown)


def growth(moments: list[datetime]) -> dict[str, Any]:
    """How many came each day or, over a longer time, each week, as bars of a drawing."""
    days = sorted(one.astimezone(ZoneInfo(settings.TIME_ZONE)).date() for one in moments)
    first, last = days[0], days[-1]
    is_weekly = (last - first).days >= MOST_BARS
    step = 7 if is_weekly else 1
    counted = Counter((day - first).days // step for day in days)
    begin = max(0, max(counted) - MOST_BARS + 1)
    most = max(counted.values())
    bars = [
        _bar(at - begin, counted[at], most, first + timedelta(days=at * step)) for at in range(begin, max(counted) + 1)
    ]
    return {"bars": bars, "weekly": is_weekly, "width": max(1, len(bars)) * BAR, "first": first, "last": last}


def _bar(at: int, count: int, most: int, day: date) -> dict[str, Any]:
    high = round(HIGH * count / most)
    return {"x": at * BAR, "y": HIGH - high, "height": high, "count": count, "day": day}


def _is_on(request: HttpRequest) -> bool:
    return grouping.is_given(who(request).account)
