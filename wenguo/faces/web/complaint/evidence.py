"""The door to evidence: files go out inert, every look is written down, and nothing a sender claimed is believed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import filetype  # type: ignore[import-untyped]
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from wenguo.access import log_access
from wenguo.models import store
from wenguo.pages.asking import account, who
from wenguo.pages.pictures import drawn_anew
from wenguo.queries import office
from wenguo.queries.history import Whole, history
from wenguo.rules import permissions
from wenguo.rules.permissions import Actor
from wenguo.text import Text
from wenguo.verbs import Refused

# What may be named as it is; anything else goes out as plain bytes. None of these is run by a browser that saves it.
_NAMED = frozenset(
    "image/png image/jpeg image/gif image/webp image/bmp image/tiff image/heic application/pdf "
    "audio/mpeg audio/x-wav audio/ogg audio/m4a audio/aac audio/amr video/mp4 video/quicktime video/webm".split()
)
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
}


@require_GET
@login_required
def original(request: HttpRequest, number: str, ref: str) -> HttpResponse:
    """The file as it arrived, to be saved: a browser never opens it here."""
    file, content = _taken(request, number, ref)
    kind = filetype.guess_mime(content)
    return _inert(content, kind if kind in _NAMED else "application/octet-stream", file["name"] or ref, save=True)


@require_GET
@login_required
def copy(request: HttpRequest, number: str, ref: str) -> HttpResponse:
    """A picture drawn anew to be looked at: no place where it was taken, no wider than a screen."""
    file, content = _taken(request, number, ref)
    drawn, kind = _redrawn(content)
    suffix = "jpg" if kind == "image/jpeg" else "png"
    return _inert(drawn, kind, f"{(file['name'] or ref).rpartition('.')[0] or ref}-copy.{suffix}", save=False)


def files_closed(whole: Whole, actor: Actor) -> Text | None:
    """Why this reader may not open the files of a complaint they see; None where they may."""
    c = whole.complaint
    if c.restricted:
        return Text(
            "已依法限制处理，材料只作存储，不能打开。", "Locked by law: the files are stored only and cannot be opened."
        )
    has = permissions.standing(actor, c)
    if has <= {"administrator", "integration"}:
        return Text(
            "材料里可能有投诉人的联系方式；管理系统用不到它们，不能打开。",
            "The files may hold the complainant's contact data, which running the system does not need.",
        )
    if "concerned" in has:
        return Text(
            "材料里可能有投诉人的联系方式，当事员工不能直接打开；需要核对的，请向责任人提出。",
            "The files may hold the complainant's contact data, so those complained of cannot open them; "
            "ask the owner about what you must know.",
        )
    return None


def _taken(request: HttpRequest, number: str, ref: str) -> tuple[dict[str, Any], bytes]:
    """A file's row and bytes for somebody who may have them; the look is written down first."""
    at = datetime.now(UTC)
    whole = history(who(request), number)
    actor = office.actor(account(request), office.units()[whole.complaint.unit], "web")
    assert actor is not None  # who is disabled sees no complaint at all
    closed = files_closed(whole, actor)
    if closed is not None:
        raise Refused(closed, code="permission")
    file = whole.files.get(ref)
    if file is None:
        raise Refused(Text(f"这件投诉没有材料 {ref[:20]}。", f"This complaint has no file {ref[:20]}."), code="unseen")
    if not file["path"]:
        raise Refused(Text("这份材料已依请求删除。", "This file was erased on request."), code="unseen")
    try:
        content = store.get(file["path"])
    except OSError as error:
        raise Refused(
            Text(
                f"材料库里找不到这份文件（{ref}）。它的指纹仍在记录里；请让管理员运行 wenguo verify，并从备份恢复。",
                f"The store does not hold this file ({ref}). Its fingerprint is still on record: ask the administrator "
                "to run wenguo verify and to restore it from a backup.",
            ),
            code="unseen",
        ) from error
    log_access(account(request), whole.id, whole.complaint.number, [ref], "", "web", at)
    return file, content


def _redrawn(content: bytes) -> tuple[bytes, str]:
    """The copy and its media type. Raises Refused where it is no picture."""
    drawn = drawn_anew(content)
    if drawn is None:
        raise Refused(
            Text("这份材料不能预览，请下载后查看。", "This file cannot be shown here; save it to look at it."),
            code="unseen",
        )
    return drawn


def _inert(content: bytes, kind: str, name: str, *, save: bool) -> HttpResponse:
    response = HttpResponse(content, content_type=kind, headers=_HEADERS)
    response.headers["Content-Disposition"] = content_disposition_header(save, name) or "attachment"
    return response
