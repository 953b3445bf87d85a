"""Rows, lessons and search documents drawn anew from the logs: what is drawn can be thrown away and had again.

It never touches a log or what is kept. Where a log does not prove, its row is left as it is for `verify` to show.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

from wenguo.advising.teaching import draw_many
from wenguo.complaint import Complaint
from wenguo.folding import fold
from wenguo.line import read
from wenguo.models.complaint import COLUMNS, drawn
from wenguo.models.searching import dialect, doc, indexed, words_of
from wenguo.models.writing import stored, update_row
from wenguo.queries import office
from wenguo.queries.proof.found import Found
from wenguo.queries.proof.log import prove_log, prove_row
from wenguo.queries.proof.reading import Block, blocks

_NUMBER = COLUMNS.index("number")


def rebuild(progress: Callable[[int, int], None] | None = None, *, search: bool = True, trust_log: bool = False) -> int:
    """Draw every row anew and, with `search`, the whole search index; returns how many rows were not as their log says.

    Rows are drawn under their locks beside running writers; the index is made in one transaction, for which writers
    wait: stop the server first where it is large. A row that knows of another end than its log has is evidence of a
    change by hand and is left alone, unless somebody has looked and says `trust_log`.
    """
    changed = done = 0
    total = _count() if progress is not None else 0
    for block in blocks(None, Found()):
        wrong = [one for one in block.ids() if _differs(block, one, trust_log=trust_log)]
        changed += sum(map(_redraw, wrong))
        draw_many({one: [data for _, data in block.lines.get(one, ())] for one in block.rows})
        done += len(block.rows)
        if progress is not None:
            progress(done, max(done, total))
    if search:
        _rebuild_search()
    return changed


def _differs(block: Block, complaint_id: int, *, trust_log: bool) -> bool:
    """Does the log prove, and the row not bear it out?"""
    lines = block.lines.get(complaint_id)
    if not lines:
        return False
    row = block.rows.get(complaint_id)
    log, rows = Found(), Found()
    proved = prove_log(lines, str(row[_NUMBER]) if row else "", log)
    if len(log) or proved.complaint is None:
        return False
    prove_row(row, proved, rows)
    return bool(len(rows)) and (trust_log or not any(problem.kind == "chain" for problem in rows.problems))


def _redraw(complaint_id: int) -> bool:
    """Draw one row under its lock; False where a writer was there first and it is right by now."""
    with transaction.atomic(), connection.cursor() as cursor:
        lock = " FOR UPDATE" if connection.vendor == "postgresql" else ""
        cursor.execute(f"SELECT id FROM wenguo_complaint WHERE id = %s{lock}", [complaint_id])
        there = cursor.fetchone() is not None
        c = _folded(cursor, complaint_id)
        if c is None:
            return False
        if there:
            update_row(cursor, complaint_id, c)
            return True
        row = drawn(c)
        places = ", ".join(["%s"] * (len(COLUMNS) + 1))
        cursor.execute(
            f"INSERT INTO wenguo_complaint (id, {', '.join(COLUMNS)}) VALUES ({places})",
            [complaint_id, *(stored(row[column]) for column in COLUMNS)],
        )
    return True


def _folded(cursor: Any, complaint_id: int) -> Complaint | None:
    cursor.execute("SELECT data FROM wenguo_line WHERE complaint_id = %s ORDER BY position", [complaint_id])
    return fold((read(text), text) for (text,) in cursor.fetchall())


def _rebuild_search() -> None:
    """Empty the index and fill it, as one: a writer in between would take out of it what is not in it."""
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in dialect().CLEAR:
            cursor.execute(statement)
        for block in blocks(None, Found()):
            for complaint_id in block.rows:
                _index(cursor, complaint_id)


def _index(cursor: Any, complaint_id: int) -> None:
    try:
        c = _folded(cursor, complaint_id)
    except Exception:  # noqa: BLE001 — a log that does not prove is verify's to tell; the others are still found
        return
    unit = office.units().get(c.unit) if c is not None else None
    if c is None or unit is None:
        return
    for statement, values in dialect().upsert(complaint_id, None, doc(indexed(c, unit.path), words_of(complaint_id))):
        cursor.execute(statement, values)


def _count() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM wenguo_complaint")
        return int(cursor.fetchone()[0])
