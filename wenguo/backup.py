"""A copy of everything while people work on, and everything back from it, proved.

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
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any

import msgspec
from django.conf import settings
from django.db import connection

from wenguo import postgresql
from wenguo.models import Evidence, anchoring, store
from wenguo.postgresql import CannotCopy
from wenguo.queries.proof.found import Report
from wenguo.text import Text

MANIFEST = "manifest.json"
SQLITE, DUMP = "wenguo.sqlite3", "wenguo.pgdump"
# What may lie in a home before anything was restored into it: both are made by merely starting the program.
_HARMLESS = {"secret-key", "static"}
_CHUNK = 1 << 20
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
                files[name_] = sink.add(name_, path)
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
            measured = _Measured(source)
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
            measured = _Measured(source)
            shutil.copyfileobj(measured, file, _CHUNK)
            file.flush()
            os.fsync(file.fileno())
        return measured.part()

    def close(self) -> None:
        """Nothing is left to do."""


class _Measured(io.RawIOBase):
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


def restore(source: Path, home: Path) -> Report:
    """Put a backup back into an empty home (and, from PostgreSQL, into an empty database), then prove it there.

    Raises CannotCopy where anything of the backup is missing or changed, or the home is not empty: nothing is
    written over. The report is that of `verify` on what was restored.
    """
    left = sorted(path.name for path in home.iterdir() if path.name not in _HARMLESS) if home.is_dir() else []
    if left:
        names = ", ".join(left[:5])
        raise CannotCopy(
            Text(f"{home} 不是空的（{names}），不会覆盖。", f"{home} is not empty ({names}); nothing is written over.")
        )
    home.mkdir(parents=True, exist_ok=True)
    work = home / f".restore-{secrets.token_hex(4)}"
    try:
        manifest = _unpacked(source, work)
        if (work / DUMP).exists():
            postgresql.load(work / DUMP)
            (work / DUMP).unlink()
        (work / MANIFEST).unlink()
        for path in sorted(work.iterdir()):
            path.replace(home / path.name)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return _verified(home, manifest)


def _unpacked(source: Path, work: Path) -> Manifest:
    """Every file of a backup under `work`, each compared with the manifest."""
    found: dict[str, Part] = {}
    for name, file in _opened(source):
        there = work / _safe(name)
        there.parent.mkdir(parents=True, exist_ok=True)
        measured = _Measured(file)
        with os.fdopen(os.open(there, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
            shutil.copyfileobj(measured, target, _CHUNK)
        found[name] = measured.part()
    try:
        manifest = msgspec.json.decode((work / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError) as error:
        raise CannotCopy(Text(f"{source} 不是备份：{error}", f"{source} is no backup: {error}")) from error
    found.pop(MANIFEST)
    wrong = sorted(name for name in found.keys() | manifest.files.keys() if found.get(name) != manifest.files.get(name))
    if wrong:
        names = ", ".join(wrong[:5])
        raise CannotCopy(Text(f"备份已损坏：{names}", f"The backup is damaged: {names}"))
    return manifest


def _opened(source: Path) -> Iterator[tuple[str, IO[bytes]]]:
    if source.is_dir():
        for path in sorted(source.rglob("*")):
            if path.is_file():
                with path.open("rb") as file:
                    yield path.relative_to(source).as_posix(), file
        return
    try:
        with tarfile.open(source, "r:") as tar:
            for member in tar:
                content = tar.extractfile(member) if member.isreg() else None
                if content is not None:
                    yield member.name, content
    except (OSError, tarfile.TarError) as error:
        raise CannotCopy(Text(f"{source} 读不出来：{error}", f"{source} cannot be read: {error}")) from error


def _safe(name: str) -> PurePosixPath:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name:
        raise CannotCopy(Text(f"备份里有不该有的路径 {name}", f"The backup holds a path that it must not: {name}"))
    return path


_PROVE = (
    "import sys, django, msgspec; django.setup(); from wenguo.queries.verify import verify; "
    "sys.stdout.buffer.write(msgspec.json.encode(verify()))"
)


def _verified(home: Path, manifest: Manifest) -> Report:
    """The proof, in a process of its own: this one's settings point to another home."""
    env: dict[str, Any] = {
        **os.environ,
        "WENGUO_HOME": str(home.resolve()),
        "DJANGO_SETTINGS_MODULE": "wenguo.settings",
    }
    env["WENGUO_DATABASE_URL"] = "" if manifest.database == "sqlite" else postgresql.url()
    env["PYTHONPATH"] = os.pathsep.join(filter(None, [str(settings.BASE_DIR), os.environ.get("PYTHONPATH", "")]))
    done = subprocess.run([sys.executable, "-c", _PROVE], env=env, capture_output=True, check=False)  # noqa: S603
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise CannotCopy(Text(f"已恢复，但无法核验：{said}", f"It is restored but could not be verified: {said}"))
    return msgspec.json.decode(done.stdout, type=Report)


__all__ = ["CannotCopy", "Manifest", "Part", "backup", "restore"]
