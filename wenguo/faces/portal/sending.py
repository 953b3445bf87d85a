"""Large files of complainants, sent in parts from a telephone on a train: begun, gone on with, and given to the complaint."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from wenguo.faces.portal import answering, holding, sessions
from wenguo.faces.portal.shown import too_many, wait_of
from wenguo.models.incoming import Incoming
from wenguo.pages import uploading
from wenguo.pages.asking import language
from wenguo.perform import COMPLAINANT, perform
from wenguo.queries.tracking import Opened, followed
from wenguo.rules import permissions
from wenguo.text import Text
from wenguo.verbs import Enclose, Refused, Upload

MOST_OPEN = 5  # half-sent files of one complaint at a time
MOST_BEGUN = 20  # uploads begun from one address a minute
_HEAD = 8192
_GONE = Text("请先用查询码打开您的投诉。", "Open your complaint with its secret first.")
_KIND = Text(
    "不是图片、录音、录像、PDF 或办公文档，未能收下。",
    "It is no picture, sound, film, PDF or office document, and was not taken.",
)


@require_http_methods(["POST", "OPTIONS"])
def uploads(request: HttpRequest, number: str) -> HttpResponse:
    """Begin an upload."""
    if request.method == "OPTIONS":
        return uploading.options()
    at = datetime.now(UTC)
    try:
        found = _opened(request, number)
        if wait_of(request, "upload", at.timestamp(), most=MOST_BEGUN):
            raise uploading.NotTaken(429, Text("太频繁了，请稍后再试。", "Too often just now; try again in a minute."))
        closed = permissions.why_closed("enclose", answering.THEY, followed(found.id).c)
        if closed is not None:
            raise uploading.NotTaken(403, closed.text)
        return uploading.create(
            request, _sender(found), at, lambda key: reverse("portal-upload", args=[found.number, key])
        )
    except uploading.NotTaken as error:
        return uploading.refused(error, language())


@require_http_methods(["HEAD", "PATCH", "DELETE"])
def upload(request: HttpRequest, number: str, key: str) -> HttpResponse:
    """Go on with an upload, ask how far it is, or give it up."""
    try:
        found = _opened(request, number)
        response = uploading.go_on(request, _sender(found), key, datetime.now(UTC), _check)
    except uploading.NotTaken as error:
        return uploading.refused(error, language())
    sessions.open_for(response, found)  # a long film takes longer than half an hour
    return response


@require_POST
def give(request: HttpRequest, number: str) -> HttpResponse:
    """What has arrived whole becomes evidence of the complaint."""
    found = sessions.followed_by(request, number)
    back = HttpResponseRedirect(reverse("portal-follow", args=[number]), status=303)
    if found is None:
        return back
    at = datetime.now(UTC)
    seconds = wait_of(request, "act", at.timestamp())
    if seconds:
        return too_many(request, seconds)
    keys = [key for key in request.POST.getlist("upload") if uploading.is_key(key)][:MOST_OPEN]
    kinds = {
        one.key: holding.KINDS.get(one.media_type, "other")
        for one in Incoming.objects.filter(key__in=keys, complaint_id=found.id, account=None)
    }
    given = False
    for kind in sorted(set(kinds.values())):
        files = tuple(Upload(upload=key) for key in keys if kinds.get(key) == kind)
        try:
            perform(Enclose(files=files, kind=kind, whose="theirs"), found.number, COMPLAINANT, at)
            given = True
        except Refused:  # taken already, or the complaint was locked meanwhile: the page shows how it stands
            continue
    told = "?told=hear" if given else ""
    response = HttpResponseRedirect(reverse("portal-follow", args=[found.number]) + told, status=303)
    sessions.open_for(response, found)
    return response


def _opened(request: HttpRequest, number: str) -> Opened:
    found = sessions.followed_by(request, number)
    if found is None:
        raise uploading.NotTaken(403, _GONE)
    return found


def _sender(found: Opened) -> uploading.Sender:
    return uploading.Sender(account=None, complaint=found.id, most_open=MOST_OPEN)


def _check(one: Incoming) -> None:
    """By its first bytes, as every file of the portal is looked at."""
    with one.part.open("rb") as file:
        kind = holding.sniffed(one.name, file.read(_HEAD))
    if kind is None:
        uploading.discard(one)
        raise uploading.NotTaken(415, _KIND)
    one.media_type = kind
    one.save(update_fields=["media_type"])
