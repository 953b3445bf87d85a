"""What is given back to the complainant: a file as it came, a picture to look at, and everything kept about them."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_GET

from wenguo.faces.portal import following, sessions
from wenguo.faces.portal.shown import too_many, wait_of
from wenguo.models import store
from wenguo.pages.asking import language
from wenguo.pages.pictures import drawn_anew
from wenguo.queries import house
from wenguo.queries.tracking import Followed, followed, persons
from wenguo.rules.labels import label

# nothing in it may run, load or be framed, whatever a browser thinks it is
_INERT = {"Content-Security-Policy": "sandbox; default-src 'none'", "X-Content-Type-Options": "nosniff"}


@require_GET
def file(request: HttpRequest, number: str, ref: str) -> HttpResponse:
    """A file byte for byte as it came, to be saved, never to be opened here."""
    found = _of(request, number, ref)
    if isinstance(found, HttpResponse):
        return found
    response = HttpResponse(store.get(found["path"]), content_type="application/octet-stream")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found['name'] or ref)}"
    return _inert(response)


@require_GET
def picture(request: HttpRequest, number: str, ref: str) -> HttpResponse:
    """A copy of a picture to look at: drawn anew, so that no place or camera stands in it."""
    found = _of(request, number, ref)
    if isinstance(found, HttpResponse):
        return found
    copy = drawn_anew(store.get(found["path"]))
    if copy is None:
        raise Http404
    content, kind = copy
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = "inline"
    return _inert(response)


def _inert(response: HttpResponse) -> HttpResponse:
    for name, value in _INERT.items():
        response[name] = value
    response["Cache-Control"] = "no-store"  # on a computer of the library the next one sits down soon
    response["X-Robots-Tag"] = "noindex"
    return response


def _of(request: HttpRequest, number: str, ref: str) -> Any:
    """The stored file, where this browser follows that complaint and the file is told of there."""
    found = sessions.followed_by(request, number)
    if found is None:
        return HttpResponseRedirect(reverse("portal-follow", args=[number]))
    whole = followed(found.id)
    if not any(ref in entry.files for entry in whole.entries):
        raise Http404
    return whole.files[ref]


@require_GET
def data(request: HttpRequest, number: str) -> HttpResponse:
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
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("data.json", json.dumps(kept, ensure_ascii=False, indent=1, default=str))
        packed.writestr(
            "data.html", render_to_string("portal/data.html", {"kept": kept, "called": house.called(language())})
        )
        for entry in whole.entries:
            for ref in entry.files:
                one = whole.files[ref]
                packed.writestr(f"files/{ref}-{_safe(one['name'] or ref)}", store.get(one["path"]))
    response = HttpResponse(out.getvalue(), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{found.number}.zip"'
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
