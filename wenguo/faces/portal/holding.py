"""Files a complainant has chosen and not yet sent: looked at by their content, held a day, named by a token nobody guesses.

So a form that comes back with a question keeps its files, and a slow upload is over before the form is sent.
"""

from __future__ import annotations

import json
import os
import re
import secrets
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import filetype  # type: ignore[import-untyped]
import msgspec
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from wenguo.text import Text
from wenguo.verbs import Refused, Upload

MOST_FILES = 10
MOST_BYTES = 20_000_000  # of one file
MOST_TOGETHER = 60_000_000
HELD_SECONDS = 86_400
_MOST_HELD = 5_000  # of everybody together, so that nobody fills the disk with what is never sent
_MOST_HELD_BYTES = 5_000_000_000
_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")

# what a file's first bytes say → the kind of evidence; what is not here is not taken
KINDS: dict[str, str] = {
    **dict.fromkeys("image/jpeg image/png image/gif image/webp image/heic image/avif image/tiff image/bmp".split(), "picture"),
    **dict.fromkeys(
        "video/mp4 video/3gpp video/quicktime video/webm video/x-matroska video/mpeg video/x-m4v video/x-msvideo".split(),
        "video",
    ),
    **dict.fromkeys(
        "audio/mpeg audio/mp4 audio/ogg audio/x-flac audio/x-wav audio/amr audio/aac".split(), "sound"
    ),
    **dict.fromkeys(
        (
            "application/pdf",
            "application/rtf",
            "application/msword",
            "application/vnd.ms-excel",
            "application/vnd.ms-powerpoint",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            "application/vnd.oasis.opendocument.text",
            "application/vnd.oasis.opendocument.spreadsheet",
            "application/vnd.oasis.opendocument.presentation",
            "text/plain",
        ),
        "other",
    ),
}  # fmt: skip
_PLAIN_TEXT = (".txt", ".log", ".csv", ".eml", ".md")
ACCEPT = "image/*,audio/*,video/*,.pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.odt,.ods,.rtf,.txt,.eml"


class Held(msgspec.Struct, frozen=True):
    """One file as it is held."""

    token: str
    name: str
    media_type: str
    size: int


def sniffed(name: str, data: bytes) -> str | None:
    """The media type that the content shows, whatever the name says; None for what is not taken."""
    kind = filetype.guess(data[:8192])
    if kind is None and name.casefold().endswith(_PLAIN_TEXT) and b"\0" not in data[:8192]:
        return "text/plain"
    return kind.mime if kind is not None and kind.mime in KINDS else None


def hold(file: UploadedFile[Any], now: float) -> Held:
    """Hold one file. Refused with what can be done where it is too large, empty or of a kind that is not taken."""
    name = (file.name or "file").replace("\0", "")[-200:]
    if (file.size or 0) > MOST_BYTES:
        raise _refused(
            f"“{name}”太大：每个文件最多 {MOST_BYTES // 10**6} MB。可以缩短录像，或分成几个文件。",
            f"“{name}” is too large: at most {MOST_BYTES // 10**6} MB a file. Shorten the film, or send it in parts.",
        )
    data = file.read()
    if not data:
        raise _refused(f"“{name}”是空文件，请重新选择。", f"“{name}” is empty; choose it again.")
    media_type = sniffed(name, data)
    if media_type is None:
        raise _refused(
            f"“{name}”不是图片、录音、录像、PDF 或办公文档，未能收下。可以截图或转成 PDF 再传。",
            f"“{name}” is no picture, sound, film, PDF or office document. Send a screenshot or a PDF instead.",
        )
    _sweep(now)
    held = Held(secrets.token_urlsafe(16), name, media_type, len(data))
    _path(held.token, "bin").write_bytes(data)
    _path(held.token, "json").write_bytes(msgspec.json.encode(held))
    return held


def hold_all(files: Sequence[UploadedFile[Any]], before: Sequence[Held], now: float) -> tuple[list[Held], list[Text]]:
    """Hold these besides those held before; what could not be taken is told, file by file."""
    found, refused = list(before), []
    for file in files:
        try:
            if len(found) >= MOST_FILES:
                raise _refused(f"最多 {MOST_FILES} 个文件。", f"At most {MOST_FILES} files.")
            if sum(one.size for one in found) + (file.size or 0) > MOST_TOGETHER:
                raise _refused(
                    f"文件合计最多 {MOST_TOGETHER // 10**6} MB；其余的可在提交后补交。",
                    f"At most {MOST_TOGETHER // 10**6} MB together; add the rest after sending.",
                )
            found.append(hold(file, now))
        except Refused as refusal:
            refused.append(refusal.text)
    return found, refused


def held(tokens: Iterable[str]) -> list[Held]:
    """The files behind these tokens that are still held."""
    found: list[Held] = []
    for token in dict.fromkeys(tokens):
        path = _path(token, "json") if _TOKEN.fullmatch(token) else None
        if path is not None and path.exists() and len(found) < MOST_FILES:
            found.append(Held(**json.loads(path.read_bytes())))
    return found


def uploads(files: Sequence[Held]) -> dict[str, tuple[Upload, ...]]:
    """The files as evidence, byte for byte, by kind."""
    found: dict[str, list[Upload]] = {}
    for one in files:
        data = _path(one.token, "bin").read_bytes()
        upload = Upload(name=one.name, media_type=one.media_type, data=data)
        found.setdefault(KINDS.get(one.media_type, "other"), []).append(upload)
    return {kind: tuple(each) for kind, each in found.items()}


def drop(tokens: Iterable[str]) -> None:
    """Forget these files: they were sent, or taken out again."""
    for token in tokens:
        if _TOKEN.fullmatch(token):
            for ending in ("bin", "json"):
                _path(token, ending).unlink(missing_ok=True)


def _sweep(now: float) -> None:
    """Forget what was held too long, and refuse where too much is held."""
    count = size = 0
    with os.scandir(_folder()) as entries:
        for one in entries:
            try:
                about = one.stat()
            except FileNotFoundError:  # sent or swept by another process just now
                continue
            if now - about.st_mtime > HELD_SECONDS:
                Path(one.path).unlink(missing_ok=True)
            else:
                count, size = count + 1, size + about.st_size
    if count > 2 * _MOST_HELD or size > _MOST_HELD_BYTES:
        raise _refused("现在上传的人太多，请稍后再试。", "Too many files are on their way just now; try again later.")


def _folder() -> Path:
    folder = Path(settings.WENGUO_HOME) / "held"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _path(token: str, ending: str) -> Path:
    return _folder() / f"{token}.{ending}"


def _refused(zh: str, en: str) -> Refused:
    return Refused(Text(zh, en), code="field", field="files")
