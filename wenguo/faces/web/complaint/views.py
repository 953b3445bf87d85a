"""One complaint on one page: each view reads what was asked, makes its calls, shows."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from wenguo.access import log_access
from wenguo.advising import switches
from wenguo.faces.web.complaint import (
    belonging,
    coach,
    conduct,
    danger,
    fairness,
    limits,
    others,
    panels,
    people,
    principles,
    redress,
    said,
    sides,
    stages,
    timeline,
)
from wenguo.pages.acts import acting
from wenguo.pages.asking import account, is_part, language, who, whole_number
from wenguo.queries import evidence, office, presence, readings
from wenguo.queries.evidence import files_closed
from wenguo.queries.history import Whole, history
from wenguo.queries.likes import likes
from wenguo.queries.office import UnitFacts
from wenguo.queries.people import names
from wenguo.queries.same_matter import same_matter
from wenguo.queries.seeing import Asker
from wenguo.queries.verify import verify_one
from wenguo.rules import permissions, privacy
from wenguo.rules.permissions import Actor
from wenguo.text import Text
from wenguo.verbs import VERBS, Refused

ORDER_COOKIE = "story"
YEAR = 31_536_000
# whose business it is who read the contact data
READ_BY = frozenset({"head", "quality", "auditor", "administrator"})


@require_GET
@login_required
@never_cache
def complaint(request: HttpRequest, number: str) -> HttpResponse:
    """The whole of one complaint, as its reader may see it."""
    at = datetime.now(UTC)
    me = who(request)
    whole = history(me, number)
    _log(request, whole, "", at)
    response = render(request, "web/complaint/complaint.html", _page(request, _reading(me, whole), at))
    order = request.GET.get("order")
    if order in {"new", "old"}:
        response.set_cookie(ORDER_COOKIE, order, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    return response


@require_POST
@login_required
@never_cache
def unmask(request: HttpRequest, number: str) -> HttpResponse:
    """Contact data shown plainly for this one answer, after the reason is written down."""
    at = datetime.now(UTC)
    me = who(request)
    reading = _reading(me, history(me, number))
    if not privacy.may_unmask(reading.actor, reading.whole.complaint):
        raise Refused(
            Text("您不能查看这件投诉的完整联系方式；确有需要的，请联系责任人。",
                 "You may not see this complaint's contact data in full; ask its owner where you need it."),
            code="permission",
        )  # fmt: skip
    given, preset = request.POST.get("reason", "")[:500], request.POST.get("preset", "")
    reason = people.asks_for_a_reason(given, preset, language())
    shown: dict[str, Any] = {"reason": given, "preset": preset}
    if reason:
        reading = msgspec.structs.replace(reading, whole=history(me, number, unmask=True))
        _log(request, reading.whole, reason, at)
        shown |= {"unmasked": True}
    else:
        shown["wrong"] = Text(
            f"请选一个理由，或至少写 {people.SHORTEST_REASON} 个字：它会记入查阅日志。",
            f"Choose a reason, or write at least {people.SHORTEST_REASON} characters: it goes on record.",
        )
    status = 200 if reason else 422
    if is_part(request):
        both = {"both": fairness.sides(reading.whole, reading.actor, language())}
        return render(request, "web/complaint/people.html", _people(reading) | both | shown, status=status)
    return render(request, "web/complaint/complaint.html", _page(request, reading, at) | shown, status=status)


@require_GET
@login_required
@never_cache
def pulse(request: HttpRequest, number: str) -> HttpResponse:
    """What is new since the page was drawn and who else is here; 304 where nothing changed since the last pulse."""
    at = datetime.now(UTC)
    me, found = account(request), presence.seen(who(request), number)
    since = _counted(request.GET.get("since"), found.length)
    presence.look(me, found.id, min(since, found.length), request.GET.get("doing", ""), at)
    shown = _presence(me, found.id, found.number, found.length, since, at)
    if request.GET.get("tag") == shown["tag"]:
        return HttpResponseNotModified()
    return render(request, "web/complaint/pulse.html", shown)


@require_GET
@login_required
@never_cache
def read_by(request: HttpRequest, number: str) -> HttpResponse:
    """Who read the contact data and files of this complaint, when and why."""
    at = datetime.now(UTC)
    asker = who(request)
    reading = _reading(asker, history(asker, number, cover=True))
    if not _sees_readers(reading.actor):
        raise Refused(
            Text("查阅记录由部门负责人、质量、审计和管理员查看。",
                 "Who read what is shown to heads, quality, auditors and administrators."),
            code="permission",
        )  # fmt: skip
    found = readings.readings(reading.whole.id)
    shown = {"c": reading.whole.complaint, "readings": found, "names": names(one.account for one in found), "now": at}
    return render(request, "web/complaint/read_by.html", shown | {"most": readings.MOST})


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """One reader before one complaint: who asks, what they are to it, and what they may see of it."""

    asker: Asker
    actor: Actor
    unit: UnitFacts
    whole: Whole


def _reading(asker: Asker, whole: Whole) -> Reading:
    unit = office.units()[whole.complaint.unit]
    actor = office.actor(asker.account, unit, "web")
    assert actor is not None  # who is disabled sees no complaint at all
    return Reading(asker=asker, actor=actor, unit=unit, whole=whole)


def _page(request: HttpRequest, reading: Reading, at: datetime) -> dict[str, Any]:
    """Everything the page shows."""
    whole, me = reading.whole, reading.asker.account
    c = whole.complaint
    called = names(
        {*people.mentioned(whole), *others.mentioned(c), c.hand_over.to if c.hand_over is not None else None}
    )
    running, ended = limits.limits(c, reading.unit, at)
    last_seen = _counted(request.GET.get("seen"), presence.seen_up_to(me, whole.id) or c.length)
    presence.look(me, whole.id, c.length, "", at)
    advised = coach.coach(whole, reading.actor, reading.unit, language(), at)
    shown = {
        "last_seen": last_seen,
        "room": "",
        "c": c,
        "whole": whole,
        "now": at,
        "expected": c.person_position,
        "names": called,
        "unit": reading.unit,
        "heading": said.opening(whole),
        "steps": stages.steps(whole),
        "turns": stages.turns(whole),
        "states": stages.states(c, called),
        "limits": running,
        "ended_limits": ended,
        "said": said.said(whole, called, language()),
        "our_reading": said.reading(whole, language()),
        "danger": danger.danger(whole, reading.actor, language(), at),
        "severity": office.taxonomy().label(c.severity, language()),
        **_story(request, reading, called),
        "coach": advised,
        "belonging": belonging.belonging(whole, reading.actor, reading.asker),
        "conduct": conduct.conduct(whole, reading.actor, reading.unit, reading.asker, advised.get("unusual"), at),
        "both": fairness.sides(whole, reading.actor, language()),
        **_beside(reading, called, at),
        **others.others(whole, called, reading.actor, at, language()),
        **_people(reading, called),
        **_presence(me, whole.id, c.number, c.length, c.length, at),
    }
    shown |= {"phase": panels.phase(c), **panels.ordered(c, shown)}
    return acting(request, whole, at, reading.actor) | shown


def _story(request: HttpRequest, reading: Reading, called: dict[int, str]) -> dict[str, Any]:
    """The timeline as asked, or the log as it was written."""
    whole = reading.whole
    asked = request.GET.get("show", "")
    may_log = "concerned" not in permissions.standing(reading.actor, whole.complaint)
    is_log = asked == "log" and may_log
    order = request.GET.get("order") or request.COOKIES.get(ORDER_COOKIE)
    newest = order != "old"
    count = max(_counted(request.GET.get("count"), timeline.PAGE), timeline.PAGE)
    kind = asked if asked in timeline.KINDS else ""
    shown: dict[str, Any] = {
        "kind": kind,
        "kinds": timeline.KINDS,
        "newest": newest,
        "is_log": is_log,
        "may_log": may_log,
        "story": timeline.timeline(whole, called, language(), kind=kind, newest=newest, count=count),
        "next_count": count + timeline.PAGE,
    }
    if is_log:
        entries = whole.entries if not newest else list(reversed(whole.entries))
        shown |= {"log": entries[:count], "log_more": len(entries) - count, "proof": verify_one(whole.id)}
    return shown


def _beside(reading: Reading, called: dict[int, str], at: datetime) -> dict[str, Any]:
    whole, taxonomy = reading.whole, office.taxonomy()
    c = whole.complaint
    closed = files_closed(whole, reading.actor)
    files = sides.files(whole, closed=closed is not None)
    texts = [whole.texts[ref.id] for ref in (c.subject, c.words) if ref is not None and ref.id in whole.texts]
    shows_likes = not c.locked and switches.is_on("likes", c.unit)
    return {
        "files": files,
        "file_of": {one.ref: one for one in files},
        "files_closed": closed,
        "disagreements": len(evidence.disagreements(whole)) if c.described else 0,
        "missing": sides.missing(c),
        "promises": sides.promises(whole, called, at, language()),
        "demands": sides.demands(whole, language()),
        "redress": redress.panel(whole, reading.actor, reading.unit, called, language(), at),
        "links": sides.links(c, people.withheld_links(c, whole), language()),
        "likes": [
            (one, taxonomy.label(one.outcome, language()) if one.outcome else "")
            for one in (likes(reading.asker, whole.id, c, texts) if shows_likes else [])
        ],
        "same_matter": same_matter(reading.asker, whole.id),
        "asked_of": people.asked(whole, called, language()),
        "follows": reading.asker.account in c.followers,
        "followers": [called[one] for one in sorted(c.followers) if one in called],
    }


def _people(reading: Reading, called: dict[int, str] | None = None) -> dict[str, Any]:
    whole, c = reading.whole, reading.whole.complaint
    called = called if called is not None else names(people.mentioned(whole))
    employees = people.employees(whole, called)
    read_of = readings.readers(whole.id)
    return {
        "c": c,
        "whole": whole,
        "people": people.people(whole),
        "employees": employees,
        "may_unmask": whole.masked and privacy.may_unmask(reading.actor, c) and bool(whole.persons or whole.addresses),
        "may_rekey": c.is_open() and permissions.why_not("rekey", reading.actor, c) is None,
        "presets": people.REASONS,
        "shortest": people.SHORTEST_REASON,
        "principles": principles.principles(whole, employees, read_of),
        "sees_readers": _sees_readers(reading.actor),
    }


def _presence(me: int, complaint_id: int, number: str, length: int, since: int, at: datetime) -> dict[str, Any]:
    """Who else is here, how many lines are new, and a tag that changes with either."""
    here = [
        (one.name, VERBS[one.doing].title if one.doing in VERBS else None)
        for one in presence.others(me, complaint_id, at)
    ]
    tag = f"{length}." + "".join(f"{name}-{doing.en if doing else ''}." for name, doing in here)
    return {"number": number, "here": here, "since": since, "new_lines": max(length - since, 0), "tag": tag}


def _sees_readers(actor: Actor) -> bool:
    return bool(actor.roles & READ_BY)


def _counted(given: str | None, otherwise: int) -> int:
    """A count from the address; anything else is the usual one."""
    found = whole_number(given, digits=6)
    return found if found is not None else otherwise


def _log(request: HttpRequest, whole: Whole, reason: str, at: datetime) -> None:
    """Contact data shown plainly is written down before it is shown."""
    fields = whole.plain_fields()
    if fields:
        log_access(account(request), whole.id, whole.complaint.number, fields, reason, "web", at)
