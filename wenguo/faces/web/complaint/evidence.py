"""The door to evidence: files go out inert, every look is written down, and nothing a sender claimed is believed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import filetype  # type: ignore[import-untyped]
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from wenguo.access import log_access
from wenguo.models import store
from wenguo.pages import inert
from wenguo.pages.asking import account, who
from wenguo.pages.pictures import drawn_anew
from wenguo.queries import evidence, office
from wenguo.queries.history import Whole, history
from wenguo.text import Text
from wenguo.verbs import Refused

_HEAD = 8192
_MOST_PICTURE = 80_000_000  # bytes of a picture that is drawn anew


@require_GET
@login_required
def original(request: HttpRequest, number: str, ref: str) -> HttpResponseBase:
    """The file as it arrived, to be saved: a browser never opens it here."""
    found, kind = taken(request, number, ref, "")
    assert found.file is not None
    content = store.pieces(store.open_(found.file["path"]))
    name = found.file["name"] or ref
    response = _inert(content, inert.named(kind), name, save=True)
    response.headers["Content-Length"] = str(found.file["size"])
    response.headers["Content-Encoding"] = "identity"  # two gigabytes of film are not compressed once more
    return response


@require_GET
@login_required
def copy(request: HttpRequest, number: str, ref: str) -> HttpResponseBase:
    """A picture drawn anew to be looked at: no place where it was taken, no wider than a screen."""
    found, _ = taken(request, number, ref, "preview")
    drawn, kind = _redrawn(found)
    suffix = "jpg" if kind == "image/jpeg" else "png"
    return _inert(drawn, kind, f"{found.name.rpartition('.')[0] or ref}-copy.{suffix}", save=False)


def taken(request: HttpRequest, number: str, ref: str, why: str) -> tuple[evidence.Item, str]:
    """A file for somebody who may have it, and what its bytes are; the look is written down first."""
    whole, found, kind = named_file(request, number, ref)
    log_access(account(request), whole.id, whole.complaint.number, [ref], why, "web", datetime.now(UTC))
    return found, kind


def named_file(request: HttpRequest, number: str, ref: str) -> tuple[Whole, evidence.Item, str]:
    """The file an address names, found in the store, and what its bytes are. Raises Refused for who may not have it."""
    whole = history(who(request), number)
    actor = office.actor(account(request), office.units()[whole.complaint.unit], "web")
    assert actor is not None  # who is disabled sees no complaint at all
    found = evidence.item(whole, actor, ref)
    if found is None or found.file is None:
        raise Refused(Text(f"这件投诉没有材料 {ref[:20]}。", f"This complaint has no file {ref[:20]}."), code="unseen")
    if found.closed is not None:
        raise Refused(found.closed, code="unseen" if found.erased else "permission")
    try:
        with store.open_(found.file["path"]) as file:
            kind = filetype.guess_mime(file.read(_HEAD)) or ""
    except OSError as error:
        raise Refused(
            Text(
                f"材料库里找不到这份文件（{ref}）。它的指纹仍在记录里；请让管理员运行 wenguo verify，并从备份恢复。",
                f"The store does not hold this file ({ref}). Its fingerprint is still on record: ask the administrator "
                "to run wenguo verify and to restore it from a backup.",
            ),
            code="unseen",
        ) from error
    closed = evidence.closed_by_bytes(found, kind, whole, actor)
    if closed is not None:
        raise Refused(closed, code="permission")
    return whole, found, kind


def _redrawn(found: evidence.Item) -> tuple[bytes, str]:
    """The copy and its media type. Raises Refused where it is no picture."""
    assert found.file is not None
    drawn = drawn_anew(store.get(found.file["path"])) if found.file["size"] <= _MOST_PICTURE else None
    if drawn is None:
        raise Refused(
            Text("这份材料不能预览，请下载后查看。", "This file cannot be shown here; save it to look at it."),
            code="unseen",
        )
    return drawn


def _inert(content: Any, kind: str, name: str, *, save: bool) -> HttpResponseBase:
    made = HttpResponse if isinstance(content, bytes) else StreamingHttpResponse
    response = made(content, content_type=kind, headers=inert.HEADERS)
    response.headers["Content-Disposition"] = content_disposition_header(save, name) or "attachment"
    return response
