"""The parts that other units' complaints ask of somebody's desk: what is still to come, the nearest first."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from django.db import connection

from wenguo.complaint import Complaint
from wenguo.complaint.others import Part
from wenguo.folding import fold
from wenguo.models.searching import words_of
from wenguo.queries.queue import logs
from wenguo.queries.seeing import Asker, named, unhidden

MOST = 200


class Owed(msgspec.Struct, frozen=True, kw_only=True):
    """One part asked of a desk; `words` is what is asked, `late` whether its time has passed."""

    number: str
    complaint: Complaint
    part: Part
    words: str
    late: bool
    mine: bool  # asked of this person by name, or as head


class Count(msgspec.Struct, frozen=True):
    """How many parts are owed, and how many of them are late."""

    open: int
    late: int


def owed(who: Asker, at: datetime) -> list[Owed]:
    """What is asked of this person or of the units where they are handler or head, the nearest due first."""
    found = []
    for complaint_id, c in _complaints(who).items():
        texts: dict[str, str] | None = None
        for part in _theirs(c, who):
            texts = texts if texts is not None else words_of(complaint_id)
            found.append(
                Owed(
                    number=c.number,
                    complaint=c,
                    part=part,
                    words=texts.get(part.what.id, ""),
                    late=part.due_at < at,
                    mine=part.account == who.account,
                )
            )
    return sorted(found, key=lambda one: one.part.due_at)


def counted(who: Asker, at: datetime) -> Count:
    """How much is owed, for the desk and the board."""
    parts = [part for c in _complaints(who).values() for part in _theirs(c, who)]
    return Count(len(parts), sum(part.due_at < at for part in parts))


def _theirs(c: Complaint, who: Asker) -> list[Part]:
    desks = set(who.desks)
    return [part for part in c.parts if part.is_open and (part.account == who.account or part.units & desks)]


def _complaints(who: Asker) -> dict[int, Complaint]:
    """The open complaints of which a part is asked here, read from the few rows that ask for any."""
    asked: list[str] = ["c.also_seen_by LIKE %s"]
    values: list[Any] = [named(who.account)]
    for desk in who.desks:
        asked.append("c.asked_units LIKE %s")
        values.append(named(desk))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT c.id FROM wenguo_complaint c WHERE c.asked_units IS NOT NULL AND ({' OR '.join(asked)}) "
            f"AND {unhidden(who)} ORDER BY c.urgent_at, c.id LIMIT {MOST}",
            values,
        )
        ids = [row[0] for row in cursor.fetchall()]
    return {one: c for one, lines in logs(ids).items() if (c := fold(lines)) is not None}
