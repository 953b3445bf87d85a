"""Uploads that may break off and go on: the core of tus 1.0 (creation, HEAD, PATCH, expiration, checksum, termination).

A face says who sends (an account, or the complainant of one complaint) and where its addresses lie; the file that has
arrived whole becomes evidence by `enclose`, which names it by its key.
"""

from __future__ import annotations

import base64
import binascii
import fcntl
import hashlib
import hmac
import shutil
from collections.abc import Callable
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import msgspec
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from wenguo.models.incoming import KEPT, MOST_BYTES, MOST_OPEN, Incoming, arrived, folder, is_key, new_key, sweep
from wenguo.pages.bounding import PART
from wenguo.text import Text

VERSION = "1.0.0"
_PIECE = 1 << 18
_SPARE = 1_000_000_000  # bytes of the disk that are never filled by uploads
_SUMS = {"sha1": "sha1", "sha256": "sha256"}
_NUMBER = 16  # digits of a length or an offset at most


class Sender(msgspec.Struct, frozen=True, kw_only=True):
    """Who sends, and to which door: an account, or the complainant of one complaint."""

    account: int | None
    complaint: int | None = None
    most_bytes: int = MOST_BYTES
    most_open: int = MOST_OPEN

    def owned(self) -> dict[str, Any]:
        """The condition on what is theirs."""
        return (
            {"account_id": self.account}
            if self.account is not None
            else {"account": None, "complaint_id": self.complaint}
        )


class NotTaken(Exception):
    """An upload that cannot go on: a status of the protocol, and why."""

    def __init__(self, status: int, text: Text) -> None:
        super().__init__(text.en)
        self.status, self.text = status, text


def create(request: HttpRequest, sender: Sender, at: datetime, place: Callable[[str], str]) -> HttpResponse:
    """POST: a new upload; its address is in Location."""
    _speaks_tus(request)
    size = _whole_number(request.META.get("HTTP_UPLOAD_LENGTH"), "Upload-Length")
    if size > sender.most_bytes:
        most = sender.most_bytes // 1_000_000
        raise NotTaken(413, Text(f"文件太大，最多 {most} MB。", f"This file is too large: at most {most} MB."))
    sweep(at)
    waiting = Incoming.objects.filter(**sender.owned(), expires_at__gt=at)
    if waiting.count() >= sender.most_open:
        raise NotTaken(
            429,
            Text(
                f"同时最多 {sender.most_open} 个未附入的上传；请先附入或取消一些。",
                f"At most {sender.most_open} uploads wait at a time; enclose or cancel some first.",
            ),
        )
    if shutil.disk_usage(folder()).free < size + _SPARE:
        raise NotTaken(507, Text("服务器空间不足，请联系管理员。", "The server has no room; tell the administrator."))
    told = _metadata(request.META.get("HTTP_UPLOAD_METADATA", ""))
    name = Path(told.get("filename", "").replace("\\", "/")).name.replace("\x00", "")[-300:] or "file"
    one = Incoming.objects.create(
        key=new_key(),
        account_id=sender.account,
        complaint_id=sender.complaint,
        name=name,
        media_type=told.get("filetype", "")[:200] or "application/octet-stream",
        size=size,
        created_at=at,
        expires_at=at + KEPT,
    )
    one.part.touch(mode=0o600)
    if size == 0:
        arrived(one, at)
    response = _answer(201, one)
    response["Location"] = place(one.key)
    return response


def go_on(
    request: HttpRequest, sender: Sender, key: str, at: datetime, check: Callable[[Incoming], None] | None = None
) -> HttpResponse:
    """HEAD: how much has arrived. PATCH: the next part. DELETE: never mind. `check` looks at a file that is whole."""
    _speaks_tus(request)
    one = found(sender, key, at)
    if request.method == "HEAD":
        response = _answer(200, one)
        response["Upload-Length"] = str(one.size)
        return response
    if request.method == "DELETE":
        discard(one)
        return _told(HttpResponse(status=204))
    if request.META.get("CONTENT_TYPE", "").partition(";")[0].strip() != PART:
        raise NotTaken(415, Text(f"Content-Type 应为 {PART}。", f"The Content-Type must be {PART}."))
    _take_part(request, one, _whole_number(request.META.get("HTTP_UPLOAD_OFFSET"), "Upload-Offset"))
    if one.offset == one.size and not one.whole:
        if check is not None:
            check(one)
        with transaction.atomic():
            arrived(one, at)
    else:
        Incoming.objects.filter(pk=one.pk).update(expires_at=at + KEPT)
    return _answer(204, one)


def options() -> HttpResponse:
    """OPTIONS: what this server can."""
    response = _told(HttpResponse(status=204))
    response["Tus-Version"] = VERSION
    response["Tus-Max-Size"] = str(MOST_BYTES)
    response["Tus-Extension"] = "creation,expiration,checksum,termination"
    response["Tus-Checksum-Algorithm"] = ",".join(_SUMS)
    return response


def found(sender: Sender, key: str, at: datetime) -> Incoming:
    """An upload of this sender that has not expired."""
    one = Incoming.objects.filter(**sender.owned(), key=key, expires_at__gt=at).first() if is_key(key) else None
    if one is None:
        raise NotTaken(404, Text("没有这个上传，或者它已过期。", "There is no such upload, or it has expired."))
    return one


def refused(error: NotTaken, language: str) -> HttpResponse:
    """What is answered to an upload that cannot go on."""
    return _told(HttpResponse(error.text.said(language), status=error.status, content_type="text/plain; charset=utf-8"))


def discard(one: Incoming) -> None:
    """Forget an upload and its bytes."""
    from wenguo.models import store

    one.delete()
    one.part.unlink(missing_ok=True)
    if one.path:
        store.remove([one.path])


def _take_part(request: HttpRequest, one: Incoming, offset: int) -> None:
    """Append the body where it belongs; what arrived before a connection broke stays, unless a checksum covers it."""
    summed = _checksum(request)
    if one.whole:
        raise NotTaken(409, Text("这个文件已经传完。", "This file is whole already."))
    one.part.touch(mode=0o600)  # gone with a crash: it begins anew
    with one.part.open("r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise NotTaken(423, Text("另一个请求正在传这个文件。", "Another request is sending this file.")) from error
        start = file.seek(0, 2)
        if offset != start:
            raise NotTaken(409, Text(f"应从第 {start} 字节接着传。", f"Go on from byte {start}."))
        at = start
        try:
            while piece := request.read(_PIECE):
                at += len(piece)
                if at > one.size:
                    file.truncate(start)
                    raise NotTaken(413, Text("传来的比声明的多。", "More came than was said."))
                file.write(piece)
                if summed is not None:
                    summed[0].update(piece)
        except OSError:  # the connection broke
            if summed is not None:
                file.truncate(start)
            return
        if summed is not None and not hmac.compare_digest(summed[0].digest(), summed[1]):
            file.truncate(start)
            raise NotTaken(
                460, Text("校验和不符，请重传这一段。", "The checksum does not match; send this part again.")
            )


def _checksum(request: HttpRequest) -> tuple[Any, bytes] | None:
    header = request.META.get("HTTP_UPLOAD_CHECKSUM")
    if header is None:
        return None
    name, _, value = header.partition(" ")
    try:
        return hashlib.new(_SUMS[name], usedforsecurity=False), base64.b64decode(value, validate=True)
    except (KeyError, ValueError, binascii.Error) as error:
        raise NotTaken(400, Text("Upload-Checksum 写错了。", "Upload-Checksum is malformed.")) from error


def _metadata(header: str) -> dict[str, str]:
    told: dict[str, str] = {}
    for pair in header[:4000].split(","):
        name, _, value = pair.strip().partition(" ")
        try:
            told[name] = base64.b64decode(value, validate=True).decode("utf-8", "replace")
        except (ValueError, binascii.Error):
            continue
    return told


def _whole_number(header: str | None, name: str) -> int:
    if header is None or not (header.isascii() and header.isdecimal() and len(header) < _NUMBER):
        raise NotTaken(400, Text(f"{name} 应为整数。", f"{name} must be a whole number."))
    return int(header)


def _speaks_tus(request: HttpRequest) -> None:
    if request.META.get("HTTP_TUS_RESUMABLE", VERSION) != VERSION:
        raise NotTaken(412, Text(f"只支持 tus {VERSION}。", f"Only tus {VERSION} is spoken here."))


def _answer(status: int, one: Incoming) -> HttpResponse:
    response = _told(HttpResponse(status=status))
    response["Upload-Offset"] = str(one.offset)
    response["Upload-Expires"] = format_datetime(one.expires_at, usegmt=True)
    if one.whole:
        response["Upload-Key"] = one.key
    return response


def _told(response: HttpResponse) -> HttpResponse:
    response["Tus-Resumable"] = VERSION
    response["Cache-Control"] = "no-store"
    return response


__all__ = ["NotTaken", "Sender", "create", "discard", "found", "go_on", "is_key", "options", "refused"]
