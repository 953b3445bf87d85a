"""Where the bytes of evidence lie: a folder in WENGUO_HOME, each file under its SHA-256 and never changed."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings


def folder() -> Path:
    """The evidence folder."""
    return Path(settings.WENGUO_HOME) / "evidence"


def put(content: bytes) -> dict[str, str]:
    """Write bytes durably; returns their sha256 and their path in the store.

    Every file lies under a name of its own, so that erasing one complaint's copy leaves another's.
    """
    digest = hashlib.sha256(content).hexdigest()
    path = f"{digest[:2]}/{digest}-{secrets.token_hex(4)}"
    target = folder() / path
    target.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return {"sha256": digest, "path": path}


def get(path: str) -> bytes:
    """The bytes under a path. Raises FileNotFoundError."""
    return (folder() / path).read_bytes()


def remove(paths: Iterable[str]) -> None:
    """Remove files that were erased."""
    for path in paths:
        (folder() / path).unlink(missing_ok=True)
