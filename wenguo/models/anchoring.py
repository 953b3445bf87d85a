"""Anchors: a Merkle root over the heads of all logs, kept outside the database, so that no loss goes unseen.

A chain proves its own lines, but not that a whole log or the tail of one is still there. Whoever holds an anchor's
file can tell. The tree is that of RFC 9162 section 2.1: leaves and nodes are hashed apart, and what is left over on
the right goes up as it is.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any
from zoneinfo import ZoneInfo

import msgspec
from django.conf import settings
from django.db import connection, transaction

from wenguo.line import canonical
from wenguo.models.log import Anchor

_PAGE = 5_000
_LOCK = 0x5747_0000_0000  # a key of PostgreSQL's advisory locks that nothing else of ours takes


class Head(msgspec.Struct, frozen=True):
    """The end of one log: how many lines it has and the hash of the last."""

    number: str
    length: int
    head: str


class Summary(msgspec.Struct, frozen=True):
    """The first line of an anchor's file."""

    at: str
    root: str
    complaints: int
    lines: int
    prev: str


class Tree:
    """A Merkle root worked out as the leaves come, holding only one hash for each height."""

    def __init__(self) -> None:
        self.leaves = 0
        self._waiting: list[bytes] = []

    def add(self, head: Head) -> None:
        """One more leaf."""
        one = hashlib.sha256(
            b"\0" + f"{head.number} {head.length} {head.head}".encode("utf-8", "surrogateescape")
        ).digest()
        count = self.leaves
        while count & 1:
            one = _node(self._waiting.pop(), one)
            count >>= 1
        self._waiting.append(one)
        self.leaves += 1

    def root(self) -> str:
        """The root over the leaves so far, as 64 hexadecimal digits."""
        if not self._waiting:
            return hashlib.sha256().hexdigest()
        *rest, right = self._waiting
        while rest:
            right = _node(rest.pop(), right)
        return right.hex()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def anchor(out: Path | None, at: datetime) -> Anchor:
    """Anchor the archive as it now stands; with `out` (.gz: compressed) also write the file that proves it later.

    The heads are those the door last wrote into the rows, so that anchoring a log changed by hand makes nothing good.
    """
    tree, lines, body = Tree(), 0, None if out is None else _beside(out)
    try:
        with nullcontext() if body is None else body.open("wb") as file:
            for head in heads():
                tree.add(head)
                lines += head.length
                if file is not None:
                    file.write(canonical(msgspec.to_builtins(head)).encode() + b"\n")
        # writers wait only from here on, not while a million heads are read
        with transaction.atomic():
            made = Anchor(at=at, root=tree.root(), complaints=tree.leaves, lines=lines, prev=_last_root())
            made.save()
            if out is not None and body is not None:
                _publish(made, body, out)
    finally:
        if body is not None:
            body.unlink(missing_ok=True)
    return made


def _last_root() -> str:
    """The root of the anchor before; two anchors made at once stand in line."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    return Anchor.objects.order_by("-id").values_list("root", flat=True).first() or ""


def heads() -> Iterator[Head]:
    """The heads of all logs in the order of their complaints' ids, in one snapshot."""
    sql = "SELECT number, length, head FROM wenguo_complaint ORDER BY id"
    # on PostgreSQL a cursor on the server's side: a million rows never lie in our memory
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql)
        while page := cursor.fetchmany(_PAGE):
            for number, length, head in page:
                yield Head(number, length, head)


def _publish(made: Anchor, body: Path, out: Path) -> None:
    """The summary, then the heads, under the final name only once all of it is on the disk."""
    summary = Summary(made.at.astimezone(UTC).isoformat(), made.root, made.complaints, made.lines, made.prev)
    whole = _beside(out)
    try:
        with whole.open("wb") as raw, _packed(raw, out) as file, body.open("rb") as source:
            file.write(canonical(msgspec.to_builtins(summary)).encode() + b"\n")
            shutil.copyfileobj(source, file, 1 << 20)
        with whole.open("rb+") as written:
            os.fsync(written.fileno())
        whole.replace(out)
    finally:
        whole.unlink(missing_ok=True)


@contextmanager
def _packed(raw: IO[bytes], out: Path) -> Iterator[IO[bytes]]:
    if out.suffix != ".gz":
        yield raw
        return
    with gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as file:
        yield file  # type: ignore[misc]


def _beside(out: Path) -> Path:
    """A name of its own in the same folder, so that renaming is one step."""
    out.parent.mkdir(parents=True, exist_ok=True)
    return out.with_name(f".{out.name}.{secrets.token_hex(4)}")


def folder() -> Path:
    """Where the daily anchors lie; a copy elsewhere makes them worth more."""
    return Path(settings.WENGUO_HOME) / "anchors"


def daily_anchor(at: datetime) -> Anchor | None:
    """The anchor of the (local) day, made once; None where it is there already or there is nothing to anchor."""
    out = folder() / f"{at.astimezone(ZoneInfo(settings.TIME_ZONE)):%Y-%m-%d}.jsonl.gz"
    if out.exists():
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM wenguo_complaint LIMIT 1")
        if cursor.fetchone() is None:
            return None
    return anchor(out, at)


def newest() -> Path | None:
    """The newest daily anchor there is."""
    return max(folder().glob("????-??-??.jsonl.gz"), default=None)


class BadAnchor(ValueError):
    """A file that is no anchor, or is one no longer."""


def read_anchor(path: Path) -> tuple[Summary, Iterator[Head]]:
    """An anchor's summary and its heads, as they are read; raises BadAnchor. The caller compares the root."""
    lines = _lines(path)
    try:
        summary = msgspec.json.decode(next(lines), type=Summary)
    except (StopIteration, msgspec.MsgspecError) as error:
        raise BadAnchor(f"{path}: {error or 'empty'}") from error
    return summary, _heads(path, lines)


def _heads(path: Path, lines: Iterator[bytes]) -> Iterator[Head]:
    decode: Callable[[bytes], Any] = msgspec.json.Decoder(Head).decode
    for ordinal, line in enumerate(lines, 2):
        try:
            yield decode(line)
        except msgspec.MsgspecError as error:
            raise BadAnchor(f"{path}, line {ordinal}: {error}") from error


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as raw:
            packed = raw.peek(2)[:2] == b"\x1f\x8b"  # by its first bytes: files get renamed
            with gzip.GzipFile(fileobj=raw) if packed else closing(raw) as file:
                yield from file
    except (OSError, EOFError, ValueError) as error:
        raise BadAnchor(f"{path}: {error}") from error
