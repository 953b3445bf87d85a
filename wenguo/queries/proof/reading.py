"""How the archive is read for its proof: in blocks of complaints, each block in one snapshot of its own.

Blocks keep the memory constant and, unlike one long read, let a database with busy writers clean up behind them. All
that is checked is checked within one complaint, so a snapshot a block is enough. Nothing is taken on trust: SQLite
columns may hold any type and any bytes, so they are read without converters and decoded without failing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import msgspec
from django.db import DatabaseError, connection, transaction

from wenguo.models.complaint import COLUMNS
from wenguo.models.kept import PERSON_FIELDS
from wenguo.queries.proof.found import Found

BLOCK = 500
_FARTHEST = 2**63 - 1

type Kept = tuple[Any, ...]

_ROW = ("id", *COLUMNS)
_LINE = ("complaint_id", "position", "data")
_MESSAGE = ("complaint_id", "id", "text", "salt")
_PERSON = ("complaint_id", "id", *PERSON_FIELDS, "salt")
_EVIDENCE = ("complaint_id", "id", "name", "size", "sha256", "path", "salt")


class Block(msgspec.Struct):
    """A run of complaints: rows by id, and by complaint id its (position, data), messages, persons and evidence."""

    rows: dict[int, tuple[Any, ...]]
    lines: dict[int, list[tuple[Any, Any]]]
    messages: dict[int, list[Kept]]
    persons: dict[int, list[Kept]]
    evidence: dict[int, list[Kept]]

    def ids(self) -> list[int]:
        """Every complaint that has anything here, in order."""
        found = {*self.rows, *self.lines, *self.messages, *self.persons, *self.evidence}
        return sorted(found, key=lambda one: one if isinstance(one, int) else _FARTHEST)


@contextmanager
def snapshot() -> Iterator[Any]:
    """A cursor that sees one moment of the database, whatever others write meanwhile, and locks nobody out."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            if len(connection.savepoint_ids) == 0:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield cursor
        return
    with connection.cursor() as cursor:
        raw = connection.connection
        before, raw.text_factory = raw.text_factory, _lenient
        own = not connection.in_atomic_block
        try:
            if own:  # atomic() would take SQLite's one write lock
                cursor.execute("BEGIN DEFERRED")
            yield cursor
        finally:
            raw.text_factory = before
            if own and raw.in_transaction:
                cursor.execute("ROLLBACK")


def _lenient(raw: bytes) -> str:
    """Bytes that are no UTF-8 become characters that no text of ours holds, and so are found."""
    return raw.decode("utf-8", "surrogateescape")


def columns(names: tuple[str, ...], table: str = "") -> str:
    """Columns as they lie there: in SQLite a sign before a name keeps its declared type from being applied."""
    sign = "+" if connection.vendor == "sqlite" else ""
    return ", ".join(f"{sign}{table}{name}" for name in names)


def blocks(since: datetime | None, found: Found) -> Iterator[Block]:
    """The whole archive in the order of complaint ids; with `since` only complaints where something happened since."""
    upto: int | None = -_FARTHEST
    while upto is not None:
        after = upto
        try:
            with snapshot() as cursor:
                block, upto = _block(cursor, after, since)
        except DatabaseError as error:
            seen = max(after, 0)
            zh, en = (
                f"数据库在第 {seen} 号记录之后读不出来：{error}",
                f"the database is unreadable after record {seen}: {error}",
            )
            found.add("line", "", 0, zh, en)
            upto = _beyond(after)
            continue
        yield block


def block_of(complaint_id: int) -> Block:
    """One complaint alone, in a snapshot of its own."""
    with snapshot() as cursor:
        cursor.execute(f"SELECT {columns(_ROW)} FROM wenguo_complaint WHERE id = %s", [complaint_id])
        return _with_what_hangs_on(cursor, {row[0]: row[1:] for row in cursor.fetchall()}, "= %s", [complaint_id])


def _block(cursor: Any, after: int, since: datetime | None) -> tuple[Block, int | None]:
    condition, values = ("", []) if since is None else (" AND last_at >= %s", [_moment(since)])
    # nothing but our own names goes into these statements
    cursor.execute(
        f"SELECT {columns(_ROW)} FROM wenguo_complaint WHERE id > %s{condition} ORDER BY id LIMIT {BLOCK}",
        [after, *values],
    )
    rows = {row[0]: row[1:] for row in cursor.fetchall()}
    last = max(rows) if len(rows) == BLOCK else None
    if since is not None:
        where, span = f"IN ({', '.join(['%s'] * len(rows)) or 'NULL'})", list(rows)
    elif last is None:
        where, span = "> %s", [after]
    else:
        where, span = "BETWEEN %s AND %s", [after + 1, last]
    return _with_what_hangs_on(cursor, rows, where, span), last


def _with_what_hangs_on(cursor: Any, rows: dict[int, tuple[Any, ...]], where: str, span: list[Any]) -> Block:
    """The rows with their lines and everything kept, of the complaints that `where` says."""

    def grouped(table: str, names: tuple[str, ...], order: str) -> dict[int, list[tuple[Any, ...]]]:
        cursor.execute(
            f"SELECT {columns(names)} FROM {table} WHERE complaint_id {where} ORDER BY complaint_id, {order}",
            span,
        )
        groups: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
        for row in cursor.fetchall():
            groups[row[0]].append(row[1:])
        return groups

    lines: Any = grouped("wenguo_line", _LINE, "position")
    messages = grouped("wenguo_message", _MESSAGE, "id")
    persons = grouped("wenguo_person", _PERSON, "id")
    return Block(rows, lines, messages, persons, grouped("wenguo_evidence", _EVIDENCE, "id"))


def _moment(value: datetime) -> Any:
    """A moment as this database stores it."""
    if connection.vendor == "sqlite":
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
    return value


def _beyond(after: int) -> int | None:
    """Where to go on after a part that cannot be read: a block further, or nowhere."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT max(id) FROM wenguo_complaint")
            top = cursor.fetchone()[0] or 0
    except DatabaseError:
        return None
    after = max(after, 0) + BLOCK
    return after if after < top else None


def plain(value: Any) -> Any:
    """A value of a row as it lies in this database, to compare a drawn one with a stored one."""
    if connection.vendor != "sqlite":
        return value
    if isinstance(value, datetime):
        return _moment(value)
    return int(value) if isinstance(value, bool) else value
