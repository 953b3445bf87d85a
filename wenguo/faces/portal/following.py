"""Following a complaint: the door with number and secret, the page behind it, and what can be done there."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wenguo import tries
from wenguo.faces.portal import answering, arranged, holding, offered, sessions
from wenguo.faces.portal.complaining import soonest
from wenguo.faces.portal.shown import page, too_many, wait_of
from wenguo.models import Tracking
from wenguo.pages.asking import language
from wenguo.pages.telling import put_in
from wenguo.perform import COMPLAINANT, perform
from wenguo.queries import house, office
from wenguo.queries.numbers import none_such, normalised
from wenguo.queries.people import names
from wenguo.queries.tracking import Followed, Opened, followed, opened
from wenguo.rules.told_of_stages import STAGE, STEP_OF, STEPS
from wenguo.text import Text
from wenguo.verbs import Enclose, Refused

A_NUMBER = 30  # secrets tried a minute for one number, from wherever (design)


@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """The door: number and secret. A wrong secret and a number that is none are answered alike."""
    if request.method != "POST":
        return page(request, "portal/door.html", {"number": request.GET.get("number", "")[:60], **_known(request)})
    at = datetime.now(UTC)
    number, secret = request.POST.get("number", "")[:60].strip(), request.POST.get("secret", "")[:60]
    tried = f"track {normalised(number)} {request.META.get('REMOTE_ADDR', '')}"
    seconds = max(
        wait_of(request, "track", at.timestamp()),
        wait_of(None, f"track {normalised(number)}", at.timestamp(), most=A_NUMBER),
        tries.wait(tried, at),
    )
    if seconds:
        return too_many(request, seconds)
    found = opened(number, secret)
    if found is None:
        tries.wrong(tried, at)
        shown = {"number": number, "wrong": _WRONG, "slip": _slip(number), **_known(request)}
        return page(request, "portal/door.html", shown, status=403)
    tries.right(tried)
    Tracking.objects.filter(complaint_id=found.id).update(seen_at=at)
    wanted = "?large=1" if request.POST.get("large") else ""
    response = HttpResponseRedirect(reverse("portal-follow", args=[found.number]) + wanted, status=303)
    sessions.open_for(response, found)
    return response


_WRONG = Text(
    "编号和查询码对不上。请核对两者；字母大小写和横线不影响。",
    "Number and secret do not match. Check both; capitals and dashes do not matter.",
)


def _slip(number: str) -> bool:
    """Does the number's own check digit say that it was mistyped? That is told by the number alone."""
    return "校验位" in none_such(number).zh


def _known(request: HttpRequest) -> dict[str, Any]:
    return {"following": sessions.open_now(request)}


@require_GET
def lost(request: HttpRequest) -> HttpResponse:
    """What to do without the secret: a person makes sure who asks."""
    return page(request, "portal/lost.html", {})


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """This browser forgets the complaint."""
    response = page(request, "portal/left.html", {})
    sessions.close(response)
    return response


@require_GET
def follow(request: HttpRequest, number: str) -> HttpResponse:
    """Where it stands; or the door, whatever the number is, where this browser has not opened it."""
    found = sessions.followed_by(request, number)
    if found is None:
        return page(request, "portal/door.html", {"number": number[:60], "linked": True, **_known(request)})
    return _shown(request, found, wanted=request.GET.get("do", ""))


@require_POST
def act(request: HttpRequest, number: str, word: str) -> HttpResponse:
    """One act of the complainant, through the one door."""
    found = sessions.followed_by(request, number)
    if found is None or word not in answering.ACTS:
        return HttpResponseRedirect(reverse("portal-follow", args=[number]), status=303)
    at = datetime.now(UTC)
    seconds = wait_of(request, "act", at.timestamp())
    if seconds:
        return too_many(request, seconds)
    files, refused = holding.hold_all(
        request.FILES.getlist("files"), holding.held(request.POST.getlist("held")), at.timestamp()
    )
    key = f"portal {found.id} {request.POST.get('key', '')[:60]}"
    try:
        if refused:
            raise Refused(refused[0], code="field", field="files")
        _perform(word, request, found, files, key, at)
    except Refused as refusal:
        c = followed(found.id).c
        closed = answering.why_not(word, c)
        typed = {**request.POST.dict(), "held": files}
        return _shown(request, found, wanted=word, wrong=closed or refusal.text, field=refusal.field, typed=typed)
    holding.drop(one.token for one in files)
    response = HttpResponseRedirect(f"{reverse('portal-follow', args=[found.number])}?told={word}", status=303)
    sessions.open_for(response, found)
    return response


def _perform(word: str, request: HttpRequest, found: Opened, files: list[holding.Held], key: str, at: datetime) -> None:
    """The act as its verb, and the files with it."""
    verb = answering.verb_of(word, request.POST, has_files=bool(files))
    if verb is not None:
        perform(verb, found.number, COMPLAINANT, at, key=key)
    for kind, each in holding.uploads(files).items():
        material = Enclose(files=each, kind=kind, whose="theirs")
        perform(material, found.number, COMPLAINANT, at, key=f"{key} {kind}")


def _shown(
    request: HttpRequest,
    found: Opened,
    *,
    wanted: str = "",
    wrong: Text | None = None,
    field: str | None = None,
    typed: dict[str, Any] | None = None,
) -> HttpResponse:
    """The page of one complaint."""
    at = datetime.now(UTC)
    whole = followed(found.id)
    c = whole.c
    where, coming = STAGE[c.stage]
    told, told_to_them = request.GET.get("told", ""), story(whole)
    shown = {
        "whole": whole,
        "c": c,
        "where": where,
        "coming": coming,
        "steps": [(text, place, STEP_OF[c.stage]) for place, text in enumerate(STEPS)],
        "who": names([c.owner]).get(c.owner, "") if house.settled("show_owner") else "",
        "story": told_to_them,
        "answer": next((one for one in told_to_them if one["event"] in _ANSWERS and one["words"]), None),
        "limits": whole.limits,
        "offered": offered.offers(whole, at),
        "sayings": answering.sayings(c, wanted),
        "arranged": arranged.arranged(whole, at),
        "next": soonest(whole.limits) if c.is_open() else [],
        "promises": [(promise, whole.said(promise.what)) for promise in whole.promises],
        "decided": decided(whole),
        "acts": answering.acts(c, wanted),
        "wanted": wanted,
        "wrong": wrong,
        "wrong_field": field or "words",
        "typed": typed or {},
        "told": answering.TOLD.get(told),
        "key": answering.new_key(),
        "accept": holding.ACCEPT,
        "most_files": holding.MOST_FILES,
        "most_mb": holding.MOST_BYTES // 10**6,
        "minutes": sessions.MINUTES,
        "now": at,
    }
    response = page(request, "portal/follow.html", shown, status=422 if wrong else 200)
    sessions.open_for(response, found)
    return response


_ANSWERS = frozenset({"Answered", "Declined", "Reviewed"})


def story(whole: Followed) -> list[dict[str, Any]]:
    """What was told, newest first, each with its words."""
    return [
        {
            "at": entry.line.at,
            "theirs": entry.theirs,
            "event": type(entry.line.event).__name__,
            "text": put_in(entry.text, entry.line.event, {}, language(), whole.c.clocks),
            "words": entry.words,
            "erased": entry.erased,
            "linked": [(one.name, [text.said(language()) for text in one.said]) for one in entry.linked],
            "files": [{"ref": ref, **whole.files[ref]} for ref in entry.files],
        }
        for entry in whole.entries
    ]


def decided(whole: Followed) -> list[dict[str, Any]]:
    """Each demand and what was decided of it, with the basis."""
    taxonomy = office.taxonomy()
    return [
        {
            "remedy": taxonomy.label(demand.remedy, language()),
            "amount": demand.amount_fen,
            "words": whole.said(demand.words),
            "decision": demand.decision,
            "basis": whole.said(demand.basis),
        }
        for demand in whole.c.demands
    ]
