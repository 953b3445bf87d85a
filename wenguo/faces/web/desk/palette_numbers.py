"""Complaints by what somebody remembers of a number: its beginning, its serial number, or the whole of it."""

from __future__ import annotations

import re

from django.db import connection

from wenguo.queries.numbers import normalised
from wenguo.queries.seeing import Asker, visible

_RUN = re.compile(r"[0-9]+")
_WILD = re.compile(r"[^A-Z0-9_/.-]")
_MOST_DIGITS = 15  # what both databases take for an id


def by_number(asker: Asker, typed: str, *, most: int) -> list[tuple[int, str, str]]:
    """(id, number, stage) of complaints whose number begins so, or whose serial number it is: two index reads."""
    wanted = normalised(typed)[:60]
    if not wanted or _WILD.search(wanted):
        return []
    seen, values = visible(asker)
    # what each database answers from the index of numbers: SQLite compares bytes, PostgreSQL has an index for patterns
    begins = (
        ("GLOB %s", f"{wanted}*") if connection.vendor == "sqlite" else ("LIKE %s", wanted.replace("_", r"\_") + "%")
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.id, c.number, c.stage FROM wenguo_complaint c "
            f"WHERE c.number {begins[0]} AND {seen} ORDER BY c.number LIMIT %s",
            [begins[1], *values, most],
        )
        found = list(cursor.fetchall())
        serials = _serials(wanted)
        if serials and len(found) < most:
            places = ", ".join(["%s"] * len(serials))
            cursor.execute(
                f"SELECT c.id, c.number, c.stage FROM wenguo_complaint c WHERE c.id IN ({places}) AND {seen} LIMIT %s",
                [*serials, *values, most],
            )
            meant = sorted(cursor.fetchall(), key=lambda row: serials.index(row[0]))
            found += [row for row in meant if row not in found]
    return found[:most]


def _serials(wanted: str) -> list[int]:
    """The ids that typed digits may mean: each run of them, and after those each without a check digit at its end."""
    runs = [run for run in _RUN.findall(wanted) if len(run) <= _MOST_DIGITS]
    return list(dict.fromkeys(int(part) for part in (*runs, *(run[:-1] for run in runs)) if part))
