"""A confirmed group handled as one matter: its course, where each complaint stands, our position, who speaks for whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from wenguo.advising import grouping
from wenguo.advising import together as doing
from wenguo.faces.web.advice.groups import STATES
from wenguo.pages import adapting
from wenguo.pages.asking import by, language, who, whole_number
from wenguo.pages.forms_choices import policy_of
from wenguo.pages.telling import unit_name
from wenguo.perform import folded, perform
from wenguo.queries import group_state as state
from wenguo.queries import groups as found
from wenguo.queries.history import history
from wenguo.queries.people import names
from wenguo.rules.joint import ROLES, Watch, cited, most_representatives, watch
from wenguo.rules.labels import label
from wenguo.text import Text
from wenguo.verbs import Join, Refused

BAR, HIGH = 14, 48
FIGURES: tuple[Text, ...] = (
    Text("最近一小时", "In the last hour"),
    Text("人", "People"),
    Text("涉及单位", "Units"),
    Text("来自渠道", "Channels"),
)


@require_GET
@login_required
@never_cache
def together(request: HttpRequest, number: int) -> HttpResponse:
    """Everything about handling one group together."""
    asker = who(request)
    whole = seen(asker, number)
    ids = [one.id for one in whole.members]
    standings = state.standings(ids)
    positions, fixes = (state.said(number, kind) for kind in (doing.POSITION, doing.FIX))
    calls, batches = state.calls(number, ids), state.batches(number)
    most, limits = _bounds(ids)
    people = (
        {one.owner for one in standings}
        | {one.account for one in (*positions, *fixes)}
        | {one.account for one in batches}
    )
    shown = {
        "room": "desk",
        "now": datetime.now(UTC),
        "group": whole.group,
        "state": STATES[whole.group.state],
        "may": grouping.may_settle(asker, ids) and whole.group.state == "confirmed",
        "standings": standings,
        "positions": positions,
        "fixes": fixes,
        "calls": calls,
        "batches": batches,
        "roles": ROLES,
        "speaking": sum(one.role == "representative" for one in standings),
        "most": most,
        "most_source": cited(most.rule) if most is not None else None,
        "names": names(people | {one.caller for one in calls}),
        "units": {one.unit: unit_name(one.unit, language()) for one in standings},
        **_course(standings, limits),
    }
    return render(request, "web/advice/together.html", shown)


def seen(asker: Any, number: int) -> found.Whole:
    """The group as this person sees it. Raises Refused where there is none for them."""
    whole = found.group(asker, number)
    if whole is None or whole.group.id != number:
        raise grouping.unseen()
    return whole


def _bounds(ids: list[int]) -> tuple[Any, Watch]:
    """How many may speak for all, and from when on heads are told: by the rules of the first complaint."""
    first = folded(ids[0])
    assert first is not None
    policy = policy_of(first)
    return most_representatives(policy), watch(policy)


def _course(standings: list[state.Standing], limits: Watch) -> dict[str, Any]:
    """Figures beside the values from which on heads are told, and the hours as bars of a drawing."""
    course = state.course(standings)
    most = max((count for _, count in course.hours), default=0) or 1
    bars = [
        {
            "x": at * BAR,
            "y": HIGH - round(HIGH * count / most),
            "height": round(HIGH * count / most),
            "at": moment,
            "count": count,
        }
        for at, (moment, count) in enumerate(course.hours)
    ]
    return {
        "bars": bars,
        "width": len(bars) * BAR,
        "figures": list(zip(FIGURES, state.figures(course), limits, strict=True)),
        "channels": [(label(code, language()), count) for code, count in course.channels],
        "spread": [(unit_name(unit, language()), count) for unit, count in course.units],
    }  # fmt: skip


def act(view: Callable[[HttpRequest, int], Text]) -> Callable[[HttpRequest, int], HttpResponse]:
    """A view that does one thing to a group and goes back to its page with what came of it."""

    @require_POST
    @login_required
    def done(request: HttpRequest, number: int) -> HttpResponse:
        try:
            messages.success(request, view(request, number).said(language()))
        except Refused as refused:
            if refused.code == "unseen":
                raise
            messages.error(request, refused.text.said(language()))
        return HttpResponseRedirect(reverse("group_together", args=[number]), status=303)

    return done


@act
def say(request: HttpRequest, number: int) -> Text:
    """A new version of our position."""
    made = doing.say(who(request), datetime.now(UTC), number, doing.POSITION, request.POST.get("words", ""))
    return Text(f"已保存为第 {made.version} 版。", f"Kept as version {made.version}.")


@act
def blank(request: HttpRequest, number: int) -> Text:
    """Erase the words of one version."""
    doing.blank(who(request), datetime.now(UTC), number, whole_number(request.POST.get("word")) or 0)
    return Text("这一版的文字已删除。", "The words of that version are erased.")


@act
def role(request: HttpRequest, number: int) -> Text:
    """Say what somebody is to the group; their own log tells it."""
    chosen = request.POST.get("role", "")
    one = request.POST.get("number", "")
    if chosen not in ROLES:
        raise Refused(Text("请选一个角色。", "Choose a role."))
    perform(Join(group=number, role=chosen), one, by(request), datetime.now(UTC))
    return Text(f"{one}：{ROLES[chosen].zh}。", f"{one}: {ROLES[chosen].en}.")


@act
def drafts(request: HttpRequest, number: int) -> Text:
    """From our position each open member's own draft of an answer, put before its owner."""
    asker = who(request)
    whole = seen(asker, number)
    position = next(iter(state.said(number, doing.POSITION)), None)
    if position is None or position.words is None:
        raise Refused(Text("请先写下共同立场。", "Write down our position first."))
    open_ = [one for one in state.standings([one.id for one in whole.members]) if one.is_open]
    texts = {
        one.id: adapting.answer(history(asker, one.number, cover=True), position.words)
        for one in open_
        if one.stage not in {"answered", "accepted"}
    }
    made, kept = doing.draft_each(asker, datetime.now(UTC), number, texts)
    return Text(
        f"已为 {made} 件各备一份草稿，由各自的责任人过目后再发；{kept} 件已有在写的，没有动。",
        f"{made} drafts were made, each for its owner to look at before it is sent; {kept} had one begun and were left alone.",
    )
