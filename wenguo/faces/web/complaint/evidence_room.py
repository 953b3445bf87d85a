"""The room of evidence of one complaint: everything on one page, taking in, labels, uploads that go on, the bundle."""

from __future__ import annotations

import io
import uuid
from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wenguo.faces.web.complaint import exhibits
from wenguo.pages import uploading
from wenguo.pages.asking import account, by, language, who
from wenguo.pages.refusing import STATUS
from wenguo.paper.bundle import made as made_bundle
from wenguo.perform import perform
from wenguo.queries import evidence, office
from wenguo.queries.evidence import files_closed
from wenguo.queries.history import Whole, history
from wenguo.queries.look_alikes import alike
from wenguo.queries.people import names
from wenguo.rules import evidence as rules
from wenguo.rules import permissions
from wenguo.rules.permissions import Actor
from wenguo.text import Text
from wenguo.verbs import Enclose, Refused, Upload, Words
from wenguo.verbs._verb import MOST_BYTES

_MOST_FILES = 50


@require_GET
@login_required
@never_cache
def room(request: HttpRequest, number: str) -> HttpResponse:
    """All evidence of one complaint."""
    whole, actor = _seen(request, number)
    return _shown(request, whole, actor)


def _shown(
    request: HttpRequest, whole: Whole, actor: Actor, *, wrong: Text | None = None, status: int = 200
) -> HttpResponse:
    c, tongue = whole.complaint, language()
    found = evidence.items(whole, actor, looks=True)
    unit = office.units()[c.unit]
    closed = files_closed(whole, actor)
    called = names(
        {look.account for one in found for look in one.looks}
        | {
            int(ref[8:])
            for one in found
            for ref in (one.by, *(step.by for step in one.custody))
            if ref.startswith("account:")
        }
    )
    near = alike(who(request), whole.id) if closed is None else {}
    shown = exhibits.exhibits(whole, found, near, called, tongue, unit.time_zone)
    by_ref = {one.item.ref: one for one in shown}
    may = {word: permissions.why_closed(word, actor, c) is None for word in ("enclose", "describe", "move", "deposit")}
    return render(
        request,
        "web/complaint/evidence.html",
        {
            "room": "",
            "c": c,
            "exhibits": shown,
            "happenings": [by_ref[one.ref] for one in evidence.happenings(found)],
            "contradictions": exhibits.disagreeing(
                evidence.disagreements(whole), {ref: one.name for ref, one in by_ref.items()}, tongue
            ),
            "closed": closed,
            "pictures": "pictures" in request.GET,
            "has_pictures": any(one.item.picture and one.item.closed is None for one in shown),
            "may": may,
            "bundle_closed": rules.closed_to_bundles(actor, c) or closed,
            "kinds": [(code, text.said(tongue)) for code, text in rules.KINDS.items()],
            "megabytes": MOST_BYTES // 1_000_000,
            "key": uuid.uuid4(),
            "wrong": wrong,
            "words": request.POST.get("words", ""),
        },
        status=status,
    )


@require_POST
@login_required
@never_cache
def add(request: HttpRequest, number: str) -> HttpResponse:
    """Enclose what was sent: files of this form, and files that arrived in parts before."""
    at = datetime.now(UTC)
    whole, actor = _seen(request, number)
    uploads = [Upload(upload=key) for key in request.POST.getlist("upload") if uploading.is_key(key)]
    files = request.FILES.getlist("files")
    words = request.POST.get("words", "").strip()
    try:
        large = next((file for file in files if (file.size or 0) > MOST_BYTES), None)
        if large is not None:
            raise Refused(
                Text(
                    f"“{large.name}”超过 {MOST_BYTES // 10**6} MB：请打开浏览器脚本后分段上传。",
                    f"“{large.name}” is over {MOST_BYTES // 10**6} MB: switch scripts on, and it is sent in parts.",
                )
            )
        uploads += [
            Upload(
                name=(file.name or "file")[-300:],
                media_type=(file.content_type or "application/octet-stream")[:200],
                data=file.read(),
            )
            for file in files
        ]
        verb = Enclose(
            files=tuple(uploads[:_MOST_FILES]),
            words=Words(words) if words else None,
            kind=_kind(request.POST.get("kind", "")),
            whose="ours" if request.POST.get("whose") == "ours" else "theirs",
        )
        key = request.POST.get("key", "")[:40]
        done = perform(verb, number, by(request), at, key=key or None)
    except Refused as refused:
        if refused.code == "unseen":
            raise
        return _shown(request, whole, actor, wrong=refused.text, status=STATUS.get(refused.code, 409))
    count = len(uploads)
    messages.success(request, Text(f"已附入 {count} 个文件。", f"{count} files enclosed.").said(language()))
    return HttpResponseRedirect(f"{reverse('evidence-room', args=[done.number])}#items")


def _kind(given: str) -> Any:
    return given if given in rules.KINDS else "other"


@login_required
@never_cache
@require_http_methods(["POST", "OPTIONS"])
def uploads(request: HttpRequest, number: str) -> HttpResponse:
    """Begin an upload that may break off and go on (tus)."""
    if request.method == "OPTIONS":
        return uploading.options()
    at = datetime.now(UTC)
    whole, actor = _seen(request, number)
    refused = permissions.why_closed("enclose", actor, whole.complaint)
    if refused is not None:
        raise Refused(refused.text, code=refused.code)
    sender = uploading.Sender(account=account(request), complaint=whole.id)  # goes with it where it is erased
    try:
        return uploading.create(request, sender, at, lambda key: reverse("evidence-upload", args=[number, key]))
    except uploading.NotTaken as error:
        return uploading.refused(error, language())


@login_required
@never_cache
@require_http_methods(["HEAD", "PATCH", "DELETE"])
def upload(request: HttpRequest, number: str, key: str) -> HttpResponse:  # noqa: ARG001 — its place says which complaint
    """Go on with an upload, ask how far it is, or give it up."""
    try:
        return uploading.go_on(request, uploading.Sender(account=account(request)), key, datetime.now(UTC))
    except uploading.NotTaken as error:
        return uploading.refused(error, language())


@require_GET
@login_required
@never_cache
def label(request: HttpRequest, number: str, ref: str) -> HttpResponse:
    """The label of a physical thing, to be printed: its number, its place, and a QR code that leads here."""
    whole, _ = _seen(request, number)
    thing = whole.complaint.thing(ref)
    if thing is None:
        raise Http404
    address = request.build_absolute_uri(reverse("evidence-room", args=[whole.complaint.number])) + f"#{ref}"
    shown = {
        "room": "",
        "c": whole.complaint,
        "thing": thing,
        "kind": rules.KINDS[thing.kind],
        "description": whole.texts.get(thing.description.id, ""),
        "place": whole.texts.get(thing.place.id, ""),
        "code": _qr(address),
        "address": address,
    }
    return render(request, "web/complaint/label.html", shown)


def _qr(address: str) -> SafeString:
    """The QR code as a drawing in the page: made of numbers only, so nothing of it needs escaping."""
    import qrcode
    from qrcode.image.svg import SvgPathFillImage

    out = io.BytesIO()
    qrcode.make(address, image_factory=SvgPathFillImage, border=2).save(out)
    drawing = out.getvalue().decode().partition("?>")[2].strip() or out.getvalue().decode()
    return mark_safe(drawing)  # noqa: S308


@require_POST
@login_required
@never_cache
def bundle(request: HttpRequest, number: str) -> HttpResponseBase:
    """Everything as one ZIP that proves itself; that it was taken out is written down."""
    whole, actor = _seen(request, number)
    file = made_bundle(whole, actor, account(request), "web", datetime.now(UTC), language())
    return FileResponse(
        file, as_attachment=True, filename=f"{whole.complaint.number}.zip", content_type="application/zip"
    )


def _seen(request: HttpRequest, number: str) -> tuple[Whole, Actor]:
    whole = history(who(request), number)
    actor = office.actor(account(request), office.units()[whole.complaint.unit], "web")
    assert actor is not None  # who is disabled sees no complaint at all
    return whole, actor
