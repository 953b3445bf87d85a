"""What is given back to the complainant: a file as it came, a picture to look at, and everything kept about them."""

from __future__ import annotations

import json
import re
import tempfile
import zipfile
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_GET

from wenguo.access import log_their_look
from wenguo.faces.portal import following, sessions
from wenguo.faces.portal.shown import too_many, wait_of
from wenguo.models import store
from wenguo.pages.asking import language
from wenguo.pages.inert import PLAIN, inert
from wenguo.pages.pictures import drawn_anew
from wenguo.queries import house
from wenguo.queries.evidence import infected
from wenguo.queries.tracking import Followed, followed, persons
from wenguo.rules.labels import label


@require_GET
def file(request: HttpRequest, number: str, ref: str) -> HttpResponseBase:
    """A file byte for byte as it came, to be saved, never to be opened here."""
    found = _of(request, number, ref, "")
    if isinstance(found, HttpResponse):
        return found
    response = StreamingHttpResponse(store.pieces(store.open_(found["path"])), content_type=PLAIN)
    response["Content-Length"] = str(found["size"])
    response["Content-Encoding"] = "identity"
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found['name'] or ref)}"
    return inert(response)


@require_GET
def picture(request: HttpRequest, number: str, ref: str) -> HttpResponse:
    """A copy of a picture to look at: drawn anew, so that no place or camera stands in it."""
    found = _of(request, number, ref, "preview")
    if isinstance(found, HttpResponse):
        return found
    copy = drawn_anew(store.get(found["path"]))
    if copy is None:
        raise Http404
    content, kind = copy
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = "inline"
    return inert(response)


def _of(request: HttpRequest, number: str, ref: str, why: str) -> Any:
    """The stored file, where this browser follows that complaint and the file is told of there; the look is on record."""
    found = sessions.followed_by(request, number)
    if found is None:
        return HttpResponseRedirect(reverse("portal-follow", args=[number]))
    whole = followed(found.id)
    if not any(ref in entry.files for entry in whole.entries) or infected(ref):
        raise Http404
    log_their_look(found.id, found.number, [ref], why, datetime.now(UTC))
    return whole.files[ref]


@require_GET
def data(request: HttpRequest, number: str) -> HttpResponseBase:
    """Everything kept about the complainant, to read (HTML), to take elsewhere (JSON), and their files as they came."""
    found = sessions.followed_by(request, number)
    if found is None:
        return HttpResponseRedirect(reverse("portal-follow", args=[number]))
    at = datetime.now(UTC)
    seconds = wait_of(request, f"data {found.number}", at.timestamp(), most=6)
    if seconds:
        return too_many(request, seconds)
    whole = followed(found.id)
    kept = everything(whole, at)
    refs = [ref for entry in whole.entries for ref in entry.files if not infected(ref)]
    log_their_look(found.id, found.number, refs, "data", at)
    out = tempfile.TemporaryFile()  # noqa: SIM115 — closed with the answer; a film does not fit into memory
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("data.json", json.dumps(kept, ensure_ascii=False, indent=1, default=str))
        packed.writestr(
            "data.html", render_to_string("portal/data.html", {"kept": kept, "called": house.called(language())})
        )
        for ref in refs:
            one = whole.files[ref]
            place = zipfile.ZipInfo(f"files/{ref}-{_safe(one['name'] or ref)}")
            with packed.open(place, "w", force_zip64=one["size"] > 1 << 31) as target:
                for piece in store.pieces(store.open_(one["path"])):
                    target.write(piece)
    out.seek(0)
    response = FileResponse(out, as_attachment=True, filename=f"{found.number}.zip", content_type="application/zip")
    response["Cache-Control"] = "no-store"
    return response


def everything(whole: Followed, at: datetime) -> dict[str, Any]:
    """All that is kept about the complainant and told to them, as plain data."""
    c, kept = whole.c, persons(whole.id)
    said = {
        name: whole.said(getattr(c, name))
        for name in "subject words contract authority vulnerability consent referrer_number".split()
    }
    return {
        "made_at": at.isoformat(),
        "number": c.number,
        "stage": c.stage,
        "received_at": c.received_at,
        "unit": whole.unit.name if language().startswith("zh") else whole.unit.name_en or whole.unit.name,
        "complainant": kept.get(c.complainant.id, {}) if c.complainant else {},
        "agent": kept.get(c.agent.id, {}) if c.agent else {},
        "said": {name: text for name, text in said.items() if text},
        "event_date": c.event_date,
        "demands": [{**one, "decision": _worded(one["decision"])} for one in following.decided(whole)],
        "promises": [
            {"what": whole.said(one.what), "due_at": one.due_at, "state": _worded(one.state)} for one in whole.promises
        ],
        "limits": [
            {"what": one.what.said(language()), "until": one.by, "state": one.state, "rule": one.clock.rule}
            for one in whole.limits
        ],
        "told": [
            {
                "at": one["at"],
                "text": one["text"],
                "words": list(one["words"]),
                "linked": {name.said(language()): said for name, said in one["linked"]},
                "files": [
                    {"name": each["name"], "sha256": each["sha256"], "size": each["size"]} for each in one["files"]
                ],
            }
            for one in following.story(whole)
        ],
        "ratings": {"handling": c.handling_rated, "outcome": c.outcome_rated},
        "all_words": [whole.texts[ref.id] for ref in c.theirs if ref.id in whole.texts],
    }


def _worded(code: str | None) -> str | None:
    return label(code, language()) if code else None


def _safe(name: str) -> str:
    """A file name that leads nowhere but into its folder."""
    return re.sub(r"[\\/:*?\"<>|\x00-\x1f]", "_", name).lstrip(".")[:120] or "file"
