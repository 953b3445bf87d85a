"""Evidence over the API: the items with their custody, a file, the bundle, and uploads that go on where they broke off."""

from __future__ import annotations

import filetype  # type: ignore[import-untyped]
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from wenguo.access import log_access
from wenguo.faces.api import bodies
from wenguo.faces.api.keys import Caller, caller
from wenguo.faces.api.problems import Problem, language
from wenguo.models import store
from wenguo.pages import uploading
from wenguo.pages.inert import inert, named
from wenguo.paper.bundle import made
from wenguo.queries import evidence, office
from wenguo.queries.evidence_data import as_data
from wenguo.queries.history import Whole, history
from wenguo.queries.look_alikes import alike
from wenguo.queries.seeing import asker
from wenguo.rules.permissions import Actor
from wenguo.text import Text
from wenguo.verbs import Refused


def show_evidence(request: HttpRequest, number: str) -> HttpResponse:
    """Every item in the order of arrival, with custody, statements, contradictions and files that are alike."""
    who, whole, actor = _seen(request, number)
    found = evidence.items(whole, actor, looks=True)
    near = alike(asker(who.account, "api"), whole.id) if evidence.files_closed(whole, actor) is None else {}
    return bodies.answer(
        as_data(whole, found, near, language()),
        tag=whole.complaint.person_position,
    )


def file(request: HttpRequest, number: str, ref: str) -> HttpResponseBase:
    """A file as it arrived, inert; the look is written down first."""
    who, whole, actor = _seen(request, number)
    found = evidence.item(whole, actor, ref)
    if found is None or found.file is None:
        raise Problem("unseen", Text(f"没有材料 {ref[:20]}。", f"There is no file {ref[:20]}."))
    if found.closed is not None:
        raise Refused(found.closed, code="unseen" if found.erased else "permission")
    try:
        with store.open_(found.file["path"]) as opened:
            kind = filetype.guess_mime(opened.read(8192))
    except OSError as error:
        raise Problem("unseen", Text("材料库里找不到这份文件。", "The store does not hold this file.")) from error
    closed = evidence.closed_by_bytes(found, kind, whole, actor)
    if closed is not None:
        raise Refused(closed, code="permission")
    log_access(who.account, whole.id, whole.complaint.number, [ref], "", "api", who.at)
    response = StreamingHttpResponse(
        store.pieces(store.open_(found.file["path"])),
        content_type=named(kind),
    )
    response["Content-Length"] = str(found.file["size"])
    response["Content-Encoding"] = "identity"
    response["Content-Disposition"] = content_disposition_header(True, found.file["name"] or ref) or "attachment"
    return inert(response)


def bundle(request: HttpRequest, number: str) -> HttpResponseBase:
    """Everything as one ZIP that proves itself; that it was taken out is written down."""
    who, whole, actor = _seen(request, number)
    out = made(whole, actor, who.account, "api", who.at, language())
    return FileResponse(
        out, as_attachment=True, filename=f"{whole.complaint.number}.zip", content_type="application/zip"
    )


def create_upload(request: HttpRequest) -> HttpResponse:
    """Begin an upload (tus 1.0): Upload-Length and Upload-Metadata in, Location out."""
    who = caller(request)
    who.may("enclose")
    sender = uploading.Sender(account=who.account)
    try:
        return uploading.create(request, sender, who.at, lambda key: f"/api/v1/uploads/{key}")
    except uploading.NotTaken as error:
        return uploading.refused(error, language())


def upload(request: HttpRequest, key: str) -> HttpResponse:
    """HEAD: how far it is. PATCH: the next part. DELETE: never mind. Once whole, `enclose` takes {"upload": key}."""
    who = caller(request)
    who.may("enclose")
    try:
        return uploading.go_on(request, uploading.Sender(account=who.account), key, who.at)
    except uploading.NotTaken as error:
        return uploading.refused(error, language())


def _seen(request: HttpRequest, number: str) -> tuple[Caller, Whole, Actor]:
    who = caller(request)
    who.may("read")
    whole = history(asker(who.account, "api"), number)
    actor = office.actor(who.account, office.units()[whole.complaint.unit], "api")
    assert actor is not None  # who is disabled sees no complaint at all
    return who, whole, actor
