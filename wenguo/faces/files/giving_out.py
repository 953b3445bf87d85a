"""Giving out complaints as a file: those the asker may see, contact data as its role sees it, in chunks of one size."""

from __future__ import annotations

import time
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import IO, Any

import msgspec
from django.db import connection, transaction

from wenguo import search
from wenguo.access import log_access
from wenguo.faces.files.formats import WRITERS
from wenguo.faces.files.ledger import COLUMNS, LEDGER_HEADERS, Told, ledger_row, plain_row
from wenguo.folding import fold
from wenguo.line import Line, read
from wenguo.models.kept import PERSON_FIELDS
from wenguo.models.searching import dialect
from wenguo.queries import office
from wenguo.queries.conduct_seen import may_read, without_conduct
from wenguo.queries.filters import Filters, condition
from wenguo.queries.seeing import Asker, scope, visible
from wenguo.rules import permissions, privacy
from wenguo.rules.permissions import Actor

FORMATS = tuple(WRITERS)
CHUNK = 500
_SHOWN = ("name", "phone", "email", "address")


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What was given out; `masked` complaints had contact data that the asker does not see."""

    rows: int
    masked: int
    seconds: float


def give_out(
    who: Asker,
    file: IO[bytes],
    *,
    at: datetime,
    kind: str = "csv",
    ledger: bool = False,
    filters: Filters | None = None,
    query: str | None = None,
    unmask: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Given:
    """Write every complaint that `who` may see and that passes the filters, in the order they were taken in.

    `unmask` is the reason for which contact data is shown plainly to a role that sees it masked. What is shown
    plainly is written to the access log. Raises search.BadQuery.
    """
    began = time.perf_counter()
    types = ["text"] * len(LEDGER_HEADERS) if ledger else [kind_ for kind_, _ in COLUMNS.values()]
    headers: Sequence[str] = LEDGER_HEADERS if ledger else tuple(COLUMNS)
    total, chunks = _chunks(who, at, filters or Filters(), query)
    reading = _Reading(who, at, unmask)
    writer = WRITERS[kind](file, headers, types)
    rows = 0
    for ids in chunks:
        told = reading.read(ids)
        writer.rows([ledger_row(one) if ledger else plain_row(one) for one in told])
        rows += len(told)
        if progress is not None:
            progress(rows, total)
    writer.close()
    return Given(rows=rows, masked=reading.masked, seconds=time.perf_counter() - began)


def _chunks(who: Asker, at: datetime, filters: Filters, query: str | None) -> tuple[int, Iterator[list[int]]]:
    """How many complaints there are to give, and their ids in chunks."""
    seen, values = visible(who)
    kept, more = condition(filters, at)
    where, params = f"{seen} AND {kept}", [*values, *more]
    if query is not None:
        has, sought = search.match(search.parse(query), column="all", scope=scope(who), dialect=connection.vendor)  # type: ignore[arg-type]
        found = _all(f"SELECT c.id FROM wenguo_complaint c {dialect().JOIN} WHERE {has} AND {where} ORDER BY c.id", [*sought, *params])  # fmt: skip
        return len(found), (list(found[begin : begin + CHUNK]) for begin in range(0, len(found), CHUNK))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM wenguo_complaint c WHERE {where}", params)
        total = cursor.fetchone()[0]
    return total, _walk(where, params)


def _all(sql: str, params: list[Any]) -> array[int]:
    """Eight bytes an id: a search is asked once, not again for every chunk."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return array("q", (row[0] for row in cursor.fetchall()))


def _walk(where: str, params: list[Any]) -> Iterator[list[int]]:
    last = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT c.id FROM wenguo_complaint c WHERE c.id > %s AND {where} ORDER BY c.id LIMIT %s",
                [last, *params, CHUNK],
            )
            ids = [row[0] for row in cursor.fetchall()]
        if not ids:
            return
        yield ids
        last = ids[-1]


class _Reading:
    """Reads chunks of complaints with all that is kept of them, masked as the asker's role demands."""

    def __init__(self, who: Asker, at: datetime, unmask: str | None) -> None:
        self._who, self._at, self._unmask = who, at, unmask
        self._actors: dict[int, Actor | None] = {}
        self._units = {unit.id: (unit.code, unit.name) for unit in office.units().values()}
        self._accounts = {
            number: (user, name or user)
            for number, user, name in _rows("SELECT id, username, display_name FROM wenguo_account", [])
        }
        self.masked = 0

    def read(self, ids: list[int]) -> list[Told]:
        """The complaints with these ids that the asker sees."""
        places = ", ".join(["%s"] * len(ids))
        lines: dict[int, list[tuple[Line, str]]] = defaultdict(list)
        for number, data in _rows(
            f"SELECT complaint_id, data FROM wenguo_line WHERE complaint_id IN ({places}) ORDER BY complaint_id, position",
            ids,
        ):
            lines[number].append((read(data), data))
        texts = _by_complaint("m", f"SELECT complaint_id, id, text FROM wenguo_message WHERE field <> 'original' AND complaint_id IN ({places})", ids)  # fmt: skip
        files = _by_complaint("e", f"SELECT complaint_id, id, name, sha256 FROM wenguo_evidence WHERE complaint_id IN ({places})", ids)  # fmt: skip
        fields = ", ".join(PERSON_FIELDS)
        persons = _by_complaint("p", f"SELECT complaint_id, id, {fields} FROM wenguo_person WHERE complaint_id IN ({places})", ids)  # fmt: skip
        found = []
        with transaction.atomic():  # one commit for all the readings of a chunk
            for number in ids:
                told = self._told(number, lines[number], texts[number], persons[number], files[number])
                if told is not None:
                    found.append(told)
        return found

    def _told(self, number: int, lines: Any, texts: Any, persons: Any, files: Any) -> Told | None:
        c = fold(lines)
        if c is None:
            return None
        actor = self._actor(c.unit)
        if actor is None or not permissions.sees(actor, c):
            return None
        plainly = self._plainly(actor, c)
        shown = {ref: self._person(values, plainly=plainly) for ref, values in persons.items()}
        fields = sorted({field for person in shown.values() for field in person if field in _SHOWN})
        if fields and plainly:
            log_access(self._who.account, number, c.number, fields, self._unmask or "export", self._who.via, self._at)
        self.masked += bool(fields) and not plainly
        # locked, it is only stored and protected: its words leave the house no more (PIPL 47)
        said = {} if c.locked else {ref: values[0] for ref, values in texts.items() if values[0] is not None}
        if not may_read(actor, c):
            lines, said = without_conduct(c, lines, said)
        return Told(
            id=number,
            complaint=c,
            lines=[line for line, _ in lines],
            texts=said,
            persons=shown,
            files={ref: (values[0], values[1]) for ref, values in files.items()},
            accounts=self._accounts,
            units=self._units,
        )

    def _plainly(self, actor: Actor, c: Any) -> bool:
        return privacy.sees_unmasked(actor, c) or (self._unmask is not None and privacy.may_unmask(actor, c))

    def _person(self, values: Sequence[str | None], *, plainly: bool) -> dict[str, str]:
        there = {name: value for name, value in zip(PERSON_FIELDS, values, strict=True) if value}
        return there if plainly else {name: privacy.masked(name, value) for name, value in there.items()}

    def _actor(self, unit: int) -> Actor | None:
        if unit not in self._actors:
            self._actors[unit] = office.actor(self._who.account, office.units()[unit], self._who.via)
        return self._actors[unit]


def _rows(sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def _by_complaint(letter: str, sql: str, ids: list[int]) -> dict[int, dict[str, tuple[Any, ...]]]:
    found: dict[int, dict[str, tuple[Any, ...]]] = defaultdict(dict)
    for complaint_id, number, *values in _rows(sql, ids):
        found[complaint_id][f"{letter}{number}"] = tuple(values)
    return found
