"""What follows from an act at the command line: its reactions run at once, or it is said that they wait."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from wenguo.faces.cli import home
from wenguo.faces.cli.output import note
from wenguo.perform import Done
from wenguo.text import Text

WORKER_LOCK = "worker.lock"


def follow(done: Done, at: datetime, *, later: bool) -> int:
    """Run the reactions of an act's lines; returns how many are still waiting.

    Where a worker runs on this home, or `later` is asked for, they are left to it.
    """
    lines = _lines(done)
    if lines is None:
        return 0
    if not later and not is_worker_here():
        from wenguo.reactions.work import run_due

        run_due(at, lines=lines)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM wenguo_reaction WHERE state = 'waiting' AND line_id >= %s AND line_id < %s",
            [lines.start, lines.stop],
        )
        return int(cursor.fetchone()[0])


def is_worker_here() -> bool:
    """Does a worker run on this home?"""
    return home.is_held(home.folder() / WORKER_LOCK)


def tell(left: int) -> None:
    """Say what waits, where nobody is known to take it up."""
    if left and not is_worker_here():
        note(
            Text(
                f"有 {left} 个后续动作等待后台进程（wenguo work 或 wenguo run）。",
                f"{left} reactions wait for a worker (wenguo work, or wenguo run).",
            )
        )


def _lines(done: Done) -> range | None:
    """The ids of the act's lines; others' lines may lie between them, which does no harm."""
    if not done.events or not done.first_line:
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT max(l.id) FROM wenguo_line l JOIN wenguo_complaint c ON c.id = l.complaint_id "
            "WHERE c.number = %s AND l.position <= %s",
            [done.number, done.position],
        )
        last = cursor.fetchone()[0]
    return range(done.first_line, max(int(last), done.first_line) + 1)
