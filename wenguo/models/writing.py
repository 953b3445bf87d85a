"""One unit of work of the door: everything an act stores, gathered and written in a few statements.

The same code writes one act and ten thousand; ids are taken from the tables' own sequences in blocks (gaps allowed).
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
from django.conf import settings
from django.db import connection
from stdnum import damm

from wenguo.complaint import Complaint
from wenguo.events import Ref
from wenguo.line import canonical
from wenguo.models.complaint import COLUMNS, drawn
from wenguo.models.desk import Draft
from wenguo.models.incoming import Incoming
from wenguo.models.kept import PERSON_FIELDS, fingerprint

_CHECK = "\0"  # where the check digit goes
_NO_DIGITS = re.compile(r"\D+")
_encode = msgspec.json.Encoder(order="sorted").encode
_TABLES = {"m": "wenguo_message", "p": "wenguo_person", "e": "wenguo_evidence"}
_INSERTS = {
    "wenguo_message": ("id", "complaint_id", "field", "text", "salt"),
    "wenguo_person": ("id", "complaint_id", "field", *PERSON_FIELDS, "salt"),
    "wenguo_evidence": ("id", "complaint_id", "field", "name", "media_type", "size", "sha256", "path", "salt"),
    "wenguo_line": ("id", "complaint_id", "position", "data"),
    "wenguo_reaction": ("line_id", "name", "not_before", "tries", "state", "error"),
    "wenguo_complaint": ("id", *COLUMNS),
    "wenguo_reply": ("actor", "key", "fingerprint", "complaint_id", "position", "at"),
}


# where moments stand in those rows
_MOMENTS = {
    "wenguo_complaint": tuple(at for at, name in enumerate(_INSERTS["wenguo_complaint"]) if name.endswith("_at")),
    "wenguo_reaction": (2,),
    "wenguo_reply": (5,),
}


def stored(value: Any) -> Any:
    """A value as a raw statement takes it: aware moments become what the database stores."""
    if isinstance(value, datetime) and connection.vendor == "sqlite":
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
    return value


class Writing:
    """Rows gathered by one transaction; `flush` writes them in the order that lines come before what hangs on them."""

    def __init__(self, block: int = 8) -> None:
        self._block = block
        self._sqlite = connection.vendor == "sqlite"  # asked once: it keeps moments as text and has one writer
        self._free: dict[str, list[int]] = defaultdict(list)
        self._last: dict[str, int] | None = None
        self._rows: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        self._drawn: list[tuple[int, Complaint]] = []
        self._pattern: str | None = None  # asked once for all that one transaction begins

    def new_id(self, table: str) -> int:
        """The next id of a table."""
        if self._sqlite:
            if self._last is None:
                self._last = _sequences()
            self._last[table] = self._last.get(table, 0) + 1
            return self._last[table]
        free = self._free[table]
        if not free:
            free.extend(reversed(_take(table, self._block)))
        return free.pop()

    def new_number(self, complaint_id: int, at: datetime) -> str:
        """The readable number of a new complaint, with its check digit (Damm 2004: finds every slip and swap)."""
        if self._pattern is None:
            self._pattern = number_format()
        return numbered(self._pattern, complaint_id, at)

    def mark(self) -> dict[str, int]:
        """How much is gathered, for `back_to`."""
        return {table: len(rows) for table, rows in self._rows.items()}

    def back_to(self, mark: dict[str, int]) -> None:
        """Let go of what was gathered since: a refused complaint leaves no row."""
        for table, rows in self._rows.items():
            del rows[mark.get(table, 0) :]

    def add(self, table: str, *values: Any) -> None:
        """One row, in the order of the table's columns above."""
        if self._sqlite and table in _MOMENTS:
            row = list(values)
            for at in _MOMENTS[table]:
                moment = row[at]
                if moment is not None:
                    moment = moment if moment.tzinfo is UTC else moment.astimezone(UTC)
                    row[at] = moment.replace(tzinfo=None).isoformat(" ")
            values = tuple(row)
        self._rows[table].append(values)

    def keep_words(self, complaint_id: int, field: str, text: str) -> Ref:
        """Store words; returns the pointer that may stand in the log."""
        salt, number = os.urandom(32), self.new_id("wenguo_message")
        self.add("wenguo_message", number, complaint_id, field, text, salt)
        return Ref(f"m{number}", fingerprint(salt, text.encode()))

    def keep_person(self, complaint_id: int, field: str, values: dict[str, str]) -> Ref:
        """Store contact data; returns the pointer that may stand in the log."""
        salt, number = os.urandom(32), self.new_id("wenguo_person")
        ordered = [values.get(name, "") for name in PERSON_FIELDS]
        self.add("wenguo_person", number, complaint_id, field, *ordered, salt)
        return Ref(f"p{number}", fingerprint(salt, person_content(ordered)))

    def keep_file(self, complaint_id: int, field: str, file: dict[str, Any], content: bytes) -> Ref:
        """Store a file's row (its bytes are in the store already); returns the pointer."""
        salt, number = os.urandom(32), self.new_id("wenguo_evidence")
        row = (file["name"], file["media_type"], len(content), file["sha256"], file["path"])
        self.add("wenguo_evidence", number, complaint_id, field, *row, salt)
        return Ref(f"e{number}", fingerprint(salt, content))

    def keep_arrived(self, complaint_id: int, field: str, file: Incoming) -> Ref:
        """Store the row of a file that arrived in parts: it was measured then, and need not be read again."""
        number = self.new_id("wenguo_evidence")
        row = (file.name, file.media_type, file.size, file.sha256, file.path, bytes(file.salt or b""))
        self.add("wenguo_evidence", number, complaint_id, field, *row)
        return Ref(f"e{number}", file.fp)

    def draw_new(self, complaint_id: int, c: Complaint) -> None:
        """Draw the row of a new complaint."""
        row = drawn(c)
        self.add("wenguo_complaint", complaint_id, *(row[column] for column in COLUMNS))

    def redraw(self, complaint_id: int, c: Complaint) -> None:
        """Draw the row of a complaint anew."""
        self._drawn.append((complaint_id, c))

    def flush(self) -> None:
        """Write everything gathered."""
        with connection.cursor() as cursor:
            for table in ("wenguo_complaint", "wenguo_message", "wenguo_person", "wenguo_evidence", "wenguo_line"):
                self._insert(cursor, table)
            for complaint_id, c in self._drawn:
                update_row(cursor, complaint_id, c)
            self._insert(cursor, "wenguo_reaction")
            self._insert(cursor, "wenguo_reply")
        self._rows.clear()
        self._drawn.clear()

    def _insert(self, cursor: Any, table: str) -> None:
        rows = self._rows[table]
        if not rows:
            return
        columns = _INSERTS[table]
        if connection.vendor == "postgresql" and len(rows) > 50:
            with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        places = ", ".join(["%s"] * len(columns))
        sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"
        if len(rows) == 1:
            cursor.execute(sql, rows[0])
        else:
            cursor.executemany(sql, rows)


def number_format() -> str:
    """How complaints are numbered: as the organisation settled it, else as the environment says."""
    with connection.cursor() as cursor:  # asked at every intake, where the ORM's own making of a query is felt
        cursor.execute("SELECT CAST(value AS TEXT) FROM wenguo_setting WHERE name = 'number_format'")
        settled = cursor.fetchone()
    return str((settled and msgspec.json.decode(settled[0])) or settings.WENGUO_NUMBER_FORMAT)


def numbered(pattern: str, serial: int, at: datetime) -> str:
    """A number by a pattern, with its check digit."""
    body = pattern.format(yy=f"{at:%y}", mm=f"{at:%m}", serial=serial, check=_CHECK)
    return body.replace(_CHECK, damm.calc_check_digit(_NO_DIGITS.sub("", body)))


def update_row(cursor: Any, complaint_id: int, c: Complaint) -> None:
    """Write the drawn row of a complaint that has one."""
    row = drawn(c)
    changes = ", ".join(f"{column} = %s" for column in COLUMNS)
    values = [stored(row[column]) for column in COLUMNS]
    cursor.execute(f"UPDATE wenguo_complaint SET {changes} WHERE id = %s", [*values, complaint_id])


def person_content(values: Sequence[str]) -> bytes:
    """The bytes of contact data that its fingerprint is made of."""
    person = dict(zip(PERSON_FIELDS, values, strict=True))
    try:
        return _encode(person)  # the same bytes, sooner
    except UnicodeEncodeError:
        return canonical(person).encode("utf-8", "surrogatepass")


def _take(table: str, count: int) -> list[int]:
    """The next ids of PostgreSQL's sequence."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count])
        return [row[0] for row in cursor.fetchall()]


def _sequences() -> dict[str, int]:
    """The last id of every table in SQLite, whose one writer counts on from it by itself."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, seq FROM sqlite_sequence")
        return dict(cursor.fetchall())


def forget(refs: Iterable[str]) -> list[str]:
    """Destroy kept content and its salts; returns the paths of files to remove once the transaction has held."""
    by_table: dict[str, list[int]] = defaultdict(list)
    for ref in refs:
        by_table[ref[0]].append(int(ref[1:]))
    paths: list[str] = []
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":  # what is forgotten is overwritten, not only unlinked
            cursor.execute("PRAGMA secure_delete = ON")
        for letter, ids in by_table.items():
            places = ", ".join(["%s"] * len(ids))
            blanks = {
                "m": "text = NULL, salt = NULL",
                "p": ", ".join(f"{name} = NULL" for name in (*PERSON_FIELDS, "salt")),
                "e": "name = NULL, sha256 = NULL, path = NULL, salt = NULL",
            }[letter]
            if letter == "e":
                cursor.execute(f"SELECT path FROM wenguo_evidence WHERE id IN ({places})", ids)
                paths += [row[0] for row in cursor.fetchall() if row[0]]
                cursor.execute(f"DELETE FROM wenguo_examined WHERE evidence_id IN ({places})", ids)
            cursor.execute(f"UPDATE {_TABLES[letter]} SET {blanks} WHERE id IN ({places})", ids)
    return paths


def forget_drafts(complaint_id: int) -> list[str]:
    """Destroy what people were writing about a complaint (the same words and names); returns paths of files to remove."""
    bodies = Draft.objects.filter(complaint_id=complaint_id).values_list("body", flat=True)
    paths = [file["path"] for body in bodies for file in body.get("files", ()) if "path" in file]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":  # overwritten, not only unlinked
            cursor.execute("PRAGMA secure_delete = ON")
        cursor.execute("DELETE FROM wenguo_draft WHERE complaint_id = %s", [complaint_id])
    return paths
