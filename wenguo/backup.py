"""A copy of everything while people work on (back from it: restoring.py).

A backup is one .tar, or a folder: the database, the evidence it points to, the anchors, and a manifest with the SHA-256
of each. The secret key is left out on purpose: it is no record, and each copy of it is one more to lose.
"""

from __future__ import annotations

import hashlib
import io
import os
import secrets
import shutil
import sqlite3
import tarfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import msgspec
from django.db import connection

from wenguo import postgresql
from wenguo.models import Evidence, anchoring, store
from wenguo.postgresql import CannotCopy
from wenguo.text import Text

MANIFEST = "manifest.json"
SQLITE, DUMP = "wenguo.sqlite3", "wenguo.pgdump"
CHUNK = 1 << 20
_TRIES = 3


class Part(msgspec.Struct, frozen=True):
    """One file of a backup."""

    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup holds: from which database, of which moment, and every file by name."""

    format: int = 1
    at: str = ""
    database: str
    files: dict[str, Part]


class _Vanished(Exception):
    """A file was erased between the copy of the database and its own."""


def backup(target: Path, at: datetime | None = None) -> Manifest:
    """Copy everything into `target` (a .tar, or else a new folder) while others write; raises CannotCopy.

    The database is copied as of one moment; the evidence is what that copy points to. Where a file was erased in
    between, all is done again, so that a backup never misses what its own log says is there.
    """
    if target.exists():
        raise CannotCopy(Text(f"{target} 已存在，不会覆盖。", f"{target} is there already and is not overwritten."))
    target.parent.mkdir(parents=True, exist_ok=True)
    for _ in range(_TRIES):
        work = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
        work.mkdir()
        try:
            return _made(target, work, at)
        except _Vanished:
            continue
        finally:
            shutil.rmtree(work, ignore_errors=True)
    raise CannotCopy(
        Text("备份期间一直有材料被删除，请稍后再试。", "Evidence kept being erased meanwhile; try again later.")
    )


def _made(target: Path, work: Path, at: datetime | None) -> Manifest:
    name = SQLITE if connection.vendor == "sqlite" else DUMP
    evidence = _copy_sqlite(work / name) if name == SQLITE else postgresql.dump(work / name)
    sources = {name: work / name}
    sources |= {f"anchors/{path.name}": path for path in sorted(anchoring.folder().glob("*.jsonl.gz"))}
    sources |= {f"evidence/{path}": store.folder() / path for path in evidence}
    moment = at.astimezone(UTC).isoformat() if at is not None else ""
    out = work / "whole"
    files: dict[str, Part] = {}
    with closing(_Tar(out) if target.suffix == ".tar" else _Folder(out)) as sink:
        for name_, path in sources.items():
            try:
                files[name_] = sink.add(name_, _fetched(name_, path, work))
            except FileNotFoundError as error:
                if not _erased_meanwhile(
                    name_
                ):  # lost long ago: verify tells, and the rest is to be saved all the more
                    continue
                raise _Vanished from error
        manifest = Manifest(at=moment, database=connection.vendor, files=files)
        described = work / MANIFEST
        described.write_bytes(msgspec.json.format(msgspec.json.encode(manifest, order="sorted")))
        sink.add(MANIFEST, described)
    out.replace(target)
    return manifest


def _fetched(name: str, path: Path, work: Path) -> Path:
    """Where a file can be read on this machine: what lies in S3 is fetched, one at a time, into the work folder."""
    if store.is_local() or not name.startswith("evidence/"):
        return path
    target = work / "fetched"
    with target.open("wb") as file:
        for piece in store.pieces(store.open_(name.removeprefix("evidence/"))):
            file.write(piece)
    return target


def _erased_meanwhile(name: str) -> bool:
    path = name.removeprefix("evidence/")
    return path != name and not Evidence.objects.filter(path=path).exists()


def _copy_sqlite(target: Path) -> list[str]:
    """The database as of one moment (one step: a copy in steps begins anew whenever another process writes)."""
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy, pages=-1)
        found = copy.execute("SELECT path FROM wenguo_evidence WHERE path IS NOT NULL ORDER BY id")
        return [path for (path,) in found]


class _Tar:
    """A backup as one file."""

    def __init__(self, out: Path) -> None:
        self._tar = tarfile.open(out, "w", format=tarfile.PAX_FORMAT)  # noqa: SIM115 — closed by close()

    def add(self, name: str, path: Path) -> Part:
        """One file more; its digest is that of the bytes that were really copied."""
        with path.open("rb") as source:
            info = self._tar.gettarinfo(arcname=name, fileobj=source)
            info.uid = info.gid = 0
            info.uname = info.gname = ""
            measured = Measured(source)
            self._tar.addfile(info, measured)
        return measured.part()

    def close(self) -> None:
        """Finish it, durably."""
        self._tar.close()
        with Path(str(self._tar.name)).open("rb+") as file:
            os.fsync(file.fileno())


class _Folder:
    """A backup as a folder."""

    def __init__(self, out: Path) -> None:
        self._out = out
        out.mkdir()

    def add(self, name: str, path: Path) -> Part:
        """One file more."""
        there = self._out / name
        there.parent.mkdir(parents=True, exist_ok=True)
        with path.open("rb") as source, there.open("xb") as file:
            measured = Measured(source)
            shutil.copyfileobj(measured, file, CHUNK)
            file.flush()
            os.fsync(file.fileno())
        return measured.part()

    def close(self) -> None:
        """Nothing is left to do."""


class Measured(io.RawIOBase):
    """A file that is digested while it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._hash, self._size = file, hashlib.sha256(), 0

    def read(self, size: int = -1) -> bytes:
        """The next piece."""
        piece = self._file.read(size)
        self._hash.update(piece)
        self._size += len(piece)
        return piece

    def part(self) -> Part:
        """What was read."""
        return Part(self._size, self._hash.hexdigest())
