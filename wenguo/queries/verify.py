"""The proof of the archive: logs, chains, rows, words, evidence, anchors, and that nothing of it is missing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection

from wenguo.models.complaint import COLUMNS
from wenguo.queries.proof.accesses import prove_accesses
from wenguo.queries.proof.anchors import prove_anchors
from wenguo.queries.proof.found import Found, Problem, Report
from wenguo.queries.proof.guards import prove_guards
from wenguo.queries.proof.kept import prove_kept
from wenguo.queries.proof.log import Proved, prove_log, prove_row
from wenguo.queries.proof.reading import Block, block_of, blocks

_NUMBER = COLUMNS.index("number")


def verify(
    *,
    since: datetime | None = None,
    anchors: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
    lengths_only: bool = False,
) -> Report:
    """Prove the archive, in constant memory, beside busy writers.

    `since` looks only at complaints on which something happened since (but at the whole of their logs, and at all
    anchors and accesses); `anchors` is an anchor's file to hold the archive against, else the newest daily one is
    taken; `lengths_only` compares the lengths of files and does not read their bytes; `progress` is told (complaints done, complaints in all) after each block.
    """
    found = Found()
    complaints = lines = 0
    total = _total() if progress is not None else 0
    prove_guards(found)
    for block in blocks(since, found):
        for complaint_id in block.ids():
            _prove(block, complaint_id, found, lengths_only=lengths_only)
        complaints += len(block.rows.keys() | block.lines.keys())
        lines += sum(map(len, block.lines.values()))
        if progress is not None:
            progress(complaints, max(total, complaints))
    prove_accesses(found)
    prove_anchors(anchors, found)
    return Report(ok=not len(found), complaints=complaints, lines=lines, problems=found.problems, more=found.more)


def verify_one(complaint_id: int) -> Report:
    """Prove one complaint: its log, its chain, its row, and what is kept of it; linear in its own log."""
    found = Found()
    block = block_of(complaint_id)
    _prove(block, complaint_id, found)
    lines = len(block.lines.get(complaint_id, ()))
    return Report(ok=not len(found), complaints=1, lines=lines, problems=found.problems, more=found.more)


def _prove(block: Block, complaint_id: int, found: Found, *, lengths_only: bool = False) -> None:
    row = block.rows.get(complaint_id)
    stored = block.lines.get(complaint_id)
    known_as = row[_NUMBER] if row is not None and isinstance(row[_NUMBER], str) else f"#{complaint_id}"
    if stored:
        proved = prove_log(stored, known_as, found)
        prove_row(row, proved, found)
    else:
        proved = Proved(complaint=None, whole=row is None, number=known_as, length=0, head="")
        if row is not None:
            zh, en = "记录还在，整个日志不见了", "its row is there, its whole log is missing"
            found.add("missing_complaint", known_as, 0, zh, en)
    prove_kept(block, complaint_id, proved.complaint, proved.whole, found, proved.number, lengths_only=lengths_only)


def _total() -> Any:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM wenguo_complaint")
        return cursor.fetchone()[0]


__all__ = ["Problem", "Report", "verify", "verify_one"]
