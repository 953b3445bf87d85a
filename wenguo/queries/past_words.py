"""The words of the latest complaints: what a change of cues is tried on before it is kept."""

from __future__ import annotations

from datetime import datetime

import msgspec
from django.db import connection

from wenguo.events import Answered, Informed
from wenguo.line import read
from wenguo.models.writing import stored
from wenguo.queries.queue import folded_many
from wenguo.queries.seeing import Asker, visible

MOST_CHARACTERS = 2_000  # of one text, where many are read to see which words rise


class Past(msgspec.Struct, frozen=True, kw_only=True):
    """One complaint's words; `shown` says whether the asker may read them, a program always may."""

    number: str
    words: str
    shown: bool


def latest(who: Asker, most: int) -> list[Past]:
    """The newest complaints with their words as they stand; none that were erased or may only be stored (PIPL 47)."""
    may, values = visible(who)
    with connection.cursor() as cursor:
        cursor.execute("SELECT c.id FROM wenguo_complaint c ORDER BY c.id DESC LIMIT %s", [most])
        ids = [row[0] for row in cursor.fetchall()]
        if not ids:
            return []
        places = ", ".join(["%s"] * len(ids))
        cursor.execute(f"SELECT c.id FROM wenguo_complaint c WHERE c.id IN ({places}) AND {may}", [*ids, *values])
        seen = {row[0] for row in cursor.fetchall()}
    complaints = {one: c for one, c in folded_many(ids).items() if c.words is not None and not c.locked}
    texts = _texts([int(c.words.id[1:]) for c in complaints.values() if c.words is not None])
    found = []
    for one in ids:
        c = complaints.get(one)
        text = texts.get(int(c.words.id[1:])) if c is not None and c.words is not None else None
        if c is not None and text:
            found.append(Past(number=c.number, words=text, shown=one in seen))
    return found


def latest_replies(who: Asker, most: int) -> list[Past]:
    """What was sent to the complainants of the newest complaints, the latest message of each that the asker may see."""
    may, values = visible(who)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT c.id, c.number FROM wenguo_complaint c WHERE {may} ORDER BY c.id DESC LIMIT %s", [*values, most]
        )
        numbers = dict(cursor.fetchall())
    complaints = {one: c for one, c in folded_many(list(numbers)).items() if not c.locked}
    if not complaints:
        return []
    places = ", ".join(["%s"] * len(complaints))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT complaint_id, data FROM wenguo_line WHERE complaint_id IN ({places}) ORDER BY position",
            list(complaints),
        )
        lines = [(one, data) for one, data in cursor.fetchall() if any(word in data for word in _REPLIES)]
    sent: dict[int, int] = {}
    for one, data in lines:
        event = read(data).event
        if isinstance(event, Answered | Informed):
            sent[one] = int(event.words.id[1:])
    texts = _texts(list(sent.values()))
    return [
        Past(number=numbers[one], words=texts[ref], shown=True)
        for one, ref in sorted(sent.items(), reverse=True)
        if texts.get(ref)
    ]


_REPLIES = (f'"{Answered.__name__}"', f'"{Informed.__name__}"')


def _texts(ids: list[int]) -> dict[int, str]:
    if not ids:
        return {}
    with connection.cursor() as cursor:
        places = ", ".join(["%s"] * len(ids))
        cursor.execute(f"SELECT id, text FROM wenguo_message WHERE id IN ({places}) AND text IS NOT NULL", ids)
        return dict(cursor.fetchall())


def between(who: Asker, since: datetime, before: datetime, most: int) -> list[str]:
    """The words of the newest complaints received in a span that the asker may see."""
    may, values = visible(who)
    may = may.replace("c.unit_id IN", "c.unit_id + 0 IN")  # walked by time of receipt, not through all that a unit has
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.id FROM wenguo_complaint c WHERE c.received_at >= %s AND c.received_at < %s "
            f"AND {may} ORDER BY c.received_at DESC LIMIT %s",
            [stored(since), stored(before), *values, most],
        )
        ids = [row[0] for row in cursor.fetchall()]
    complaints = [c for c in folded_many(ids).values() if c.words is not None and not c.locked]
    texts = _texts([int(c.words.id[1:]) for c in complaints if c.words is not None])
    return [text[:MOST_CHARACTERS] for text in texts.values()]
