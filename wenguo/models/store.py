"""Where the bytes of evidence lie, each file under its SHA-256 and never changed: a folder in WENGUO_HOME, or S3.

Files are read and written piece by piece, so that one of two gigabytes needs no more memory than one of two kilobytes.
Which store it is, WENGUO_EVIDENCE says; what S3 needs is loaded only where it is S3.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple

from django.conf import settings

PIECE = 1 << 20


class Measured(NamedTuple):
    """What a file is known by: its length, SHA-256 and, where a salt was given, its keyed fingerprint."""

    size: int
    sha256: str
    fp: str


def folder() -> Path:
    """The evidence folder of a local store."""
    return Path(settings.WENGUO_HOME) / "evidence"


def is_local() -> bool:
    """Do the files lie in a folder of this machine?"""
    return not settings.WENGUO_EVIDENCE


def new_path(digest: str) -> str:
    """A name in the store; each file has its own, so that erasing one complaint's copy leaves another's."""
    return f"{digest[:2]}/{digest}-{secrets.token_hex(4)}"


def put(content: bytes) -> dict[str, str]:
    """Write bytes durably; returns their sha256 and their path in the store."""
    digest = hashlib.sha256(content).hexdigest()
    path = new_path(digest)
    if not is_local():
        from wenguo.models import store_s3

        store_s3.put_bytes(path, content)
        return {"sha256": digest, "path": path}
    target = _place(path)
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return {"sha256": digest, "path": path}


def take_in(source: Path, digest: str) -> str:
    """Take a whole file that lies on this machine into the store; the source is gone afterwards. Returns its path."""
    path = new_path(digest)
    if not is_local():
        from wenguo.models import store_s3

        store_s3.put_file(path, source)
        source.unlink()
        return path
    target = _place(path)
    with source.open("rb") as file:
        os.fsync(file.fileno())
    try:
        source.rename(target)
    except OSError:  # another file system
        shutil.copyfile(source, target)
        source.unlink()
    target.chmod(0o600)
    return path


def get(path: str) -> bytes:
    """The bytes under a path. Raises FileNotFoundError."""
    with open_(path) as file:
        return file.read()


def open_(path: str) -> IO[bytes]:
    """The file under a path, to be read piece by piece and closed. Raises FileNotFoundError, or another OSError."""
    if not is_local():
        from wenguo.models import store_s3

        return store_s3.open_(path)
    found = folder() / path
    if not found.is_file():  # a pipe or a device would be read for ever
        raise FileNotFoundError(path)
    return found.open("rb")


def open_at(path: str, start: int) -> IO[bytes]:
    """The same from this byte on, without reading what stands before it."""
    if not is_local():
        from wenguo.models import store_s3

        return store_s3.open_(path, start)
    file = open_(path)
    file.seek(start)
    return file


def size(path: str) -> int:
    """The length of a stored file, without reading it. Raises FileNotFoundError."""
    if not is_local():
        from wenguo.models import store_s3

        return store_s3.size(path)
    found = folder() / path
    if not found.is_file():
        raise FileNotFoundError(path)
    return found.stat().st_size


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    """The file piece by piece; closed at its end."""
    with file:
        while piece := file.read(PIECE):
            yield piece


def measured(file: IO[bytes], salt: bytes = b"") -> Measured:
    """Length, digest and keyed fingerprint of an open file, read to its end."""
    plain, keyed, length = hashlib.sha256(), hmac.new(salt, digestmod=hashlib.sha256), 0
    for piece in pieces(file):
        plain.update(piece)
        keyed.update(piece)
        length += len(piece)
    return Measured(length, plain.hexdigest(), keyed.hexdigest() if salt else "")


def remove(paths: Iterable[str]) -> None:
    """Remove files that were erased."""
    for path in paths:
        if is_local():
            (folder() / path).unlink(missing_ok=True)
        else:
            from wenguo.models import store_s3

            store_s3.remove(path)


def _place(path: str) -> Path:
    target = folder() / path
    target.parent.mkdir(parents=True, exist_ok=True)
    return target


__all__: list[Any] = [
    "Measured",
    "folder",
    "get",
    "is_local",
    "measured",
    "new_path",
    "open_",
    "open_at",
    "pieces",
    "put",
    "remove",
    "size",
    "take_in",
]
