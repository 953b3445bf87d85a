"""What people taught: for each complaint and topic what a person said beside what advice had proposed, from the log.

The view holds no words, only where they stand; words that were erased, or are only stored and protected, teach nothing.
Drawn by the reaction `teach`, and by `wenguo rebuild` for all.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

import msgspec
from django.conf import settings
from django.db import connection, transaction

from wenguo import events as e
from wenguo.advising import switches
from wenguo.advising.deciding import FIELDS
from wenguo.complaint import Complaint
from wenguo.folding import fold
from wenguo.line import Line, read
from wenguo.models import Taught
from wenguo.queries import office

OPEN = "open"  # proposed, and nobody has said anything yet
MOST_RECORDS = 30_000  # of one topic, the newest: more take long and teach little


# what stands in the lines of a log that may teach; most logs of history hold none, and need not be folded
_EVENTS = ("Suggested", "Assessed", "Confirmed", "Overruled", "Corrected", "Closed")
_MARKS = (*(f'"event":"{name}"' for name in _EVENTS), '"causes":["', '"product":"', '"dissatisfaction":"')


class Lesson(msgspec.Struct, frozen=True, kw_only=True):
    """What a person said of one topic, and what had been proposed; `said` is empty where only "not that" was said, or nothing."""

    topic: str
    said: str
    how: str
    said_at: datetime
    proposed: str | None = None
    score: int | None = None
    model: str | None = None
    proposed_at: datetime | None = None


class _Proposed(msgspec.Struct, frozen=True):
    topic: str
    value: str
    score: int
    model: str
    at: datetime


def lessons(c: Complaint, lines: Iterable[Line]) -> list[Lesson]:
    """The lessons of one complaint, by topic; a pure function of its log."""
    said: dict[str, str] = {}
    how: dict[str, tuple[str, datetime]] = {}
    proposed: dict[int, _Proposed] = {}
    for line in lines:
        event = line.event
        if isinstance(event, e.Suggested):
            proposed[line.position] = _Proposed(event.topic, event.value, event.score, event.model, line.at)
        elif line.by.startswith("account:"):
            _hear(c, line, proposed, said, how)
    best: dict[str, _Proposed] = {}
    for one in proposed.values():
        if one.topic not in best or one.score > best[one.topic].score:
            best[one.topic] = one
    for topic, one in best.items():
        how.setdefault(topic, (OPEN, one.at))
    return [_lesson(topic, said.get(topic, ""), *how[topic], best.get(topic)) for topic in sorted(how)]


def _hear(
    c: Complaint,
    line: Line,
    proposed: dict[int, _Proposed],
    said: dict[str, str],
    how: dict[str, tuple[str, datetime]],
) -> None:
    """Take in what one person's act says."""
    event = line.event

    def hear(topic: str, value: str | None, way: str) -> None:
        if value:
            said[topic] = value
        if value or topic not in how:
            how[topic] = (way, line.at)

    match event:
        case e.Recorded():
            given = _given(event)
            if event.kind == "complaint":
                given.pop("kind", None)  # what the form says by itself is nobody's word
            if event.severity == "T3":
                given.pop("severity", None)
            for topic, value in given.items():
                hear(topic, value, "recorded")
        case e.Assessed():
            for topic, value in _given(event).items():
                hear(topic, value, "assessed")
        case e.Corrected() if event.field == "product":
            hear("product", event.value, "assessed")
        case e.Confirmed() if event.suggestion in proposed:
            one = proposed[event.suggestion]
            hear(one.topic, said.get(one.topic) or one.value, "confirmed")
        case e.Overruled() if event.suggestion in proposed:
            one = proposed[event.suggestion]
            value = event.value or said.get(one.topic, "")
            if value != one.value or not value:
                how[one.topic] = ("overruled", line.at)
                said[one.topic] = value
        case e.Closed():
            hear("kind", said.get("kind") or c.kind, how.get("kind", ("closed",))[0])  # handled to its end as that
        case _:
            return


def _given(event: e.Recorded | e.Assessed) -> dict[str, str]:
    """What of the topics an act gave: for causes the primary one."""
    found: dict[str, str] = {}
    for topic, field in FIELDS.items():
        value: Any = getattr(event, field)
        if value:
            found[topic] = value[0] if topic == "cause" else value
    return found


def _lesson(topic: str, said: str, how: str, at: datetime, one: _Proposed | None) -> Lesson:
    if one is None:
        return Lesson(topic=topic, said=said, how=how, said_at=at)
    return Lesson(
        topic=topic,
        said=said,
        how=how,
        said_at=at,
        proposed=one.value,
        score=one.score,
        model=one.model,
        proposed_at=one.at,
    )


def rows(complaint_id: int, texts: Sequence[str]) -> list[Taught]:
    """The rows of a complaint's stored lines; none where its words may not be used any more."""
    try:
        if not any(mark in text for text in texts for mark in _MARKS):
            return []
        lines = [read(text) for text in texts]
        c = fold(zip(lines, texts, strict=True))
    except Exception:  # noqa: BLE001 — a log that does not prove is verify's to tell; it teaches nothing
        return []
    if c is None or c.locked or c.words is None or c.words.id in c.erased:
        return []
    message = int(c.words.id[1:])
    return [
        Taught(complaint_id=complaint_id, message=message, **msgspec.structs.asdict(one)) for one in lessons(c, lines)
    ]


def draw(complaint_id: int) -> int:
    """Draw one complaint's lessons anew; returns how many there are."""
    return draw_many({complaint_id: stored(complaint_id)})


def draw_many(found: dict[int, Sequence[str]]) -> int:
    """Draw the lessons of complaints from their stored lines; returns how many there are."""
    made = [row for one, texts in found.items() for row in rows(one, texts)]
    there = Taught.objects.filter(complaint_id__in=list(found))
    if made or there.exists():  # asked first: a transaction would take SQLite's one write lock for nothing
        with transaction.atomic():
            there.delete()
            Taught.objects.bulk_create(made)
    return len(made)


def stored(complaint_id: int) -> list[str]:
    """The stored lines of one complaint."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM wenguo_line WHERE complaint_id = %s ORDER BY position", [complaint_id])
        return [data for (data,) in cursor.fetchall()]


def catch_up(most: int = MOST_RECORDS) -> int:
    """Draw the lessons of history taken in, which starts no reaction: the newest that bear a cause and were never drawn."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.id FROM wenguo_complaint c WHERE c.cause IS NOT NULL AND NOT c.live AND NOT EXISTS "
            "(SELECT 1 FROM wenguo_taught t WHERE t.complaint_id = c.id) ORDER BY c.id DESC LIMIT %s",
            [most],
        )
        ids = [row[0] for row in cursor.fetchall()]
    return sum(draw_many({one: stored(one) for one in ids[at : at + 200]}) for at in range(0, len(ids), 200))


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One text to learn from: what a person said of it, and who wrote it, so that one person's texts stay together."""

    text: str
    subject: str
    label: str
    person: str
    said_at: datetime


def records(topic: str, most: int = MOST_RECORDS) -> Iterator[Record]:
    """What people said of one topic, with the words as they now stand, newest first; erased and locked words never,
    nor those of units where learning is switched off.

    `person` is a keyed mark of telephone or e-mail address, empty where neither is known.
    """
    silent = [unit for unit in office.units() if not switches.is_on("learn", unit)]
    theirs = f"AND c.unit_id NOT IN ({', '.join(['%s'] * len(silent))}) " if silent else ""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT m.text, t.said, t.said_at, (SELECT s.text FROM wenguo_message s WHERE s.complaint_id = t.complaint_id "
            "AND s.field = 'subject' AND s.text IS NOT NULL ORDER BY s.id DESC LIMIT 1), "
            "(SELECT COALESCE(NULLIF(p.phone, ''), p.email) FROM wenguo_person p WHERE p.complaint_id = t.complaint_id "
            "AND p.field = 'complainant' ORDER BY p.id DESC LIMIT 1) "
            "FROM wenguo_taught t JOIN wenguo_message m ON m.id = t.message "
            "JOIN wenguo_complaint c ON c.id = t.complaint_id "
            f"WHERE t.topic = %s AND t.said <> '' AND m.text IS NOT NULL {theirs}"
            # locked a moment ago, and the reaction has not taken its lessons away yet
            "AND NOT EXISTS (SELECT 1 FROM wenguo_line l JOIN wenguo_reaction r ON r.line_id = l.id "
            "WHERE r.name = 'teach' AND r.state <> 'done' AND l.complaint_id = t.complaint_id "
            'AND l.data LIKE \'%%"event":"Locked"%%\') '
            "ORDER BY t.said_at DESC, t.id DESC LIMIT %s",
            [topic, *silent, most],
        )
        rows = cursor.fetchall()
    for text, label, said_at, subject, trace in rows:
        moment = datetime.fromisoformat(said_at) if isinstance(said_at, str) else said_at
        person = hmac.new(_salt(), trace.encode(), hashlib.sha256).hexdigest()[:16] if trace else ""
        yield Record(text=text, subject=subject or "", label=label, person=person, said_at=moment)


def _salt() -> bytes:
    return settings.SECRET_KEY.encode()
