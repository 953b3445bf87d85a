"""The palette 去哪里、做什么、找什么: one field that goes to rooms and complaints, does the acts open now, and searches."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlencode

import msgspec
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from wenguo import search
from wenguo.faces.web.desk.palette_numbers import by_number
from wenguo.models import Account, Membership
from wenguo.pages.acts import actions
from wenguo.pages.asking import is_part, language, who
from wenguo.queries import office
from wenguo.queries.finding import find
from wenguo.queries.queue import folded_many
from wenguo.queries.seeing import Asker
from wenguo.rules.lifecycle import STAGES
from wenguo.rules.permissions import sees
from wenguo.text import Text

MOST = 5
MOST_TYPED = 200
LEADS = frozenset({"head", "quality", "approver", "legal", "auditor"})


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to choose: where it leads, what it is called, and a few words more."""

    href: str
    name: str
    more: str = ""
    icon: str = "arrow-right"


class Room(msgspec.Struct, frozen=True, kw_only=True):
    """A place to go to; `only` are the roles it is for, empty for everybody; `also` are other words people type."""

    url: str
    name: Text
    icon: str
    also: str = ""
    only: frozenset[str] = frozenset()


ROOMS = (
    Room(url="desk", name=Text("工作台", "Desk"), icon="layout-list", also="home 首页 gzt"),
    Room(url="grumble", name=Text("随手记", "Grumble"), icon="message-bolt", also="ssj"),
    Room(url="intake", name=Text("登记投诉", "Intake"), icon="headset", also="record new 新建 dj"),
    Room(url="finding", name=Text("检索", "Search"), icon="search", also="find 查找 js"),
    Room(url="board", name=Text("主管台", "Head's board"), icon="layout-dashboard", also="zgt", only=LEADS),
    Room(url="office", name=Text("设置", "Settings"), icon="settings", also="sz"),
)


@require_GET
@login_required
def palette(request: HttpRequest) -> HttpResponse:
    """What can be chosen for what was typed; a page of links without JavaScript, else the list of the dialog."""
    asked = request.GET.get("q", "").strip()[:MOST_TYPED]
    on = request.GET.get("on", "").strip()[:60]
    asker, at = who(request), datetime.now(UTC)
    groups = [
        (Text(f"对 {on} 做什么", f"Do to {on}"), _acts(asker, on, asked, at)),
        (Text("编号", "By number"), _numbered(asker, asked)),
        (Text("去哪里", "Go to"), _rooms(asker, asked)),
        (Text("人员和单位", "People and units"), _office(asker, asked)),
        (Text("找到的投诉", "Found"), _found(asker, asked, at)),
    ]
    shown = {"typed": asked, "on": on, "groups": [(name, choices) for name, choices in groups if choices]}
    answer = render(request, "web/desk/choices.html" if is_part(request) else "web/desk/palette.html", shown)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _rooms(asker: Asker, asked: str) -> list[Choice]:
    roles = set(Membership.objects.filter(account_id=asker.account).values_list("role", flat=True))
    open_ones = [room for room in ROOMS if not room.only or room.only & roles]
    return [
        Choice(href=reverse(room.url), name=room.name.said(language()), icon=room.icon)
        for room in open_ones
        if _fits(asked, room.name.zh, room.name.en, room.also)
    ]


def _fits(asked: str, *names: str) -> bool:
    """Do all words that were typed begin a word of, or stand in, one of the names?"""
    told = " ".join(names).lower()
    return all(part in told for part in asked.lower().split())


def _acts(asker: Asker, on: str, asked: str, at: datetime) -> list[Choice]:
    """What can be done to the complaint whose page is open, the most likely first."""
    found = by_number(asker, on, most=1) if on else []
    if not found or found[0][1] != on:
        return []
    c = folded_many([found[0][0]]).get(found[0][0])
    actor = office.actor(asker.account, office.units()[c.unit], "web") if c is not None else None
    if c is None or actor is None or not sees(actor, c):
        return []
    fitting = [one for one in actions(actor, c, at) if one.open and _fits(asked, one.title.zh, one.title.en, one.verb)]
    return [
        Choice(
            href=one.href,
            name=one.title.said(language()),
            more=one.because.said(language()) if one.because is not None else "",
            icon="bolt",
        )
        for one in (fitting if asked else fitting[:MOST])
    ]


def _numbered(asker: Asker, asked: str) -> list[Choice]:
    return [
        Choice(
            href=reverse("complaint", args=(number,)),
            name=number,
            more=STAGES[stage].said(language()),
            icon="file-text",
        )
        for _, number, stage in by_number(asker, asked, most=MOST)
    ]


def _office(asker: Asker, asked: str) -> list[Choice]:
    """People and units, for those who administer them."""
    is_one = Membership.objects.filter(account_id=asker.account, role="administrator").exists() if asked else False
    if not is_one:
        return []
    named = Q(username__icontains=asked) | Q(display_name__icontains=asked)
    people = Account.objects.filter(named).order_by("pk")[:MOST]
    found = [
        Choice(
            href=reverse("office_person", args=(one.username,)),
            name=one.display_name or one.username,
            more=one.username,
            icon="user",
        )
        for one in people
    ]
    units = [one for one in office.units().values() if _fits(asked, one.name, one.name_en, one.code)]
    return found + [
        Choice(href=reverse("office_unit", args=(one.code,)), name=one.name, more=one.code, icon="building")
        for one in units[:MOST]
    ]


def _found(asker: Asker, asked: str, at: datetime) -> list[Choice]:
    """The newest complaints that say it, and the way to all of them."""
    if not asked:
        return []
    try:
        found = find(asker, asked, at, limit=MOST, count_to=MOST + 1)
    except search.BadQuery:
        return []
    hits = [
        Choice(href=reverse("complaint", args=(hit.number,)), name=hit.snippet, more=hit.number, icon="quote")
        for hit in found.results
    ]
    everything = Choice(
        href=reverse("finding") + "?" + urlencode({"q": asked}),
        name=Text(f"检索“{asked}”", f"Search for “{asked}”").said(language()),
        icon="search",
    )
    return [*hits, everything]
