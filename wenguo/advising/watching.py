"""Watching one complaint for the six causes that make it grow: what its log and our words show becomes a warning (M38).

The functions that decide are in rules/escalation.py; here they get the lines, what was read from words, and the limits
the organisation has settled. Words are read by rules alone and only where advice is on; nothing read is written down.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection

from wenguo import events as e
from wenguo.advice.facts import extract
from wenguo.advice.replies.check import check
from wenguo.advice.suggestion import Message
from wenguo.advising import switches
from wenguo.complaint import Complaint
from wenguo.folding import take
from wenguo.line import read
from wenguo.models.searching import words_of
from wenguo.models.writing import stored
from wenguo.perform import CLOCK, perform
from wenguo.queries import house, office
from wenguo.rules import escalation, stating, warned
from wenguo.rules.asking_again import facts_asked
from wenguo.rules.escalation import Bounds, Read, Seen, Symptom
from wenguo.verbs import Alert, Refused

# Findings of the reply check that hurt whoever reads them; the others are about style, or about what is left out.
HURTING = frozenset("blame doubting brush_off minimising scolding threat silencing label".split())
MOST_MESSAGES = 40  # the newest are read: what was said before them has long been compared
BATCH = 25
_SETTLED = {"moves": "warn_moves", "moved_hours": "warn_moved_hours", "repeats": "warn_repeats", "tellers": "warn_tellers", "returns": "warn_returns", "percent": "warn_percent", "silence_days": "warn_silence_days"}  # fmt: skip
_CLAUSE = re.compile(r"[。；;！!？?\n，]|,\s|\.\s")
_SENTENCE = re.compile(r"[。；;！!？?\n]|\.\s")
_FIGURE = re.compile(r"\d+(?:\.\d+)?\s?(?:元|万|块|yuan)|[¥￥]\s?\d")


def bounds() -> Bounds:
    """The limits as this organisation has them."""
    known = house.everything()
    return Bounds(**{name: known[setting] for name, setting in _SETTLED.items()})


def lines_of(complaint_id: int) -> tuple[Complaint | None, list[Seen]]:
    """A complaint folded from its log, and the log as the rules look at it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM wenguo_line WHERE complaint_id = %s ORDER BY position", [complaint_id])
        texts = [row[0] for row in cursor.fetchall()]
    c: Complaint | None = None
    seen: list[Seen] = []
    for text in texts:
        line = read(text)
        c = c or Complaint(number=line.number)
        take(c, line, text)
        seen.append(Seen(line.position, line.at, line.by, line.event))
    return c, seen


def symptoms(complaint_id: int, c: Complaint, lines: Sequence[Seen]) -> list[Symptom]:
    """Every cause that the complaint shows now."""
    return escalation.warnings(c, lines, read_words(complaint_id, c, lines), bounds())


def watch(complaint_id: int, at: datetime) -> int:
    """Write down what is new of the six causes; returns how many warnings were given."""
    c, lines = lines_of(complaint_id)
    if c is None or not c.is_open() or not c.live or c.locked or c.grumble:
        return 0
    return _give(c, symptoms(complaint_id, c, lines), at)


def watch_silent(at: datetime, stopped: Callable[[], bool] = lambda: False) -> int:
    """Warn of complaints in which nobody has spoken with the complainant for too long; two short walks of an index."""
    limits = bounds()
    silent = stored(at - timedelta(days=limits.silence_days))
    moved = stored(at - timedelta(hours=limits.moved_hours))
    given = 0
    tried: set[int] = set()
    while not stopped():
        ids = [one for one in _silent(silent, moved, len(tried) + BATCH) if one not in tried]
        if not ids:
            break
        for complaint_id in ids:
            tried.add(complaint_id)
            c, lines = lines_of(complaint_id)
            if c is not None:
                given += _give(c, warned.silences(c, lines, at, limits), at)
    return given


def _silent(silent: Any, moved: Any, most: int) -> list[int]:
    found: list[int] = []
    with connection.cursor() as cursor:
        for column, moment in (("silent_at", silent), ("moved_at", moved)):
            cursor.execute(
                f"SELECT id FROM wenguo_complaint WHERE {column} IS NOT NULL AND {column} < %s ORDER BY {column} LIMIT %s",
                [moment, most],
            )
            found += [row[0] for row in cursor.fetchall()]
    return list(dict.fromkeys(found))


def _give(c: Complaint, found: Sequence[Symptom], at: datetime) -> int:
    given = 0
    for one in found:
        if not warned.is_new(c, one):
            continue
        alert = Alert(
            cause=one.cause, level=one.level, sign=one.sign, line=one.line, other=one.other, n=one.n, bound=one.bound
        )
        try:
            given += bool(perform(alert, c.number, CLOCK, at).events)
        except Refused:  # closed, or locked, meanwhile: there is nothing to warn of
            return given
    return given


def read_words(complaint_id: int, c: Complaint, lines: Sequence[Seen]) -> Read:
    """What our messages state, ask for, and how they are worded; by the line that sent them."""
    if settings.WENGUO_ADVICE == "off" or not switches.is_on("advice", c.unit):
        return Read()
    texts, zone = words_of(complaint_id), ZoneInfo(office.units()[c.unit].time_zone)
    sent = [
        (one.position, one.sent_at, one.event, texts[one.words.id])
        for one in c.notices
        if one.words is not None and one.words.id in texts
    ][-MOST_MESSAGES:]
    stated: list[stating.Stated] = []
    for position, at, _, text in sent:
        stated += _stated(position, at.astimezone(zone), text)
        explained = stating.explains(text)
        stated += [stating.Stated(position, at, "said", value, of, explained) for of, value in stating.concluded(text)]
    for one in lines:
        if isinstance(one.event, e.Promised) and one.event.what.id in texts and one.event.to == "complainant":
            what = texts[one.event.what.id]
            stated += [s for s in _stated(one.position, one.at.astimezone(zone), what) if s.kind == "amount"]
            due = one.event.due_at.astimezone(zone).date().isoformat()
            stated.append(stating.Stated(one.position, one.at, "day", due, what))
    said = "\n".join(texts[ref.id] for ref in c.theirs if ref.id in texts)
    return Read(
        stated=tuple(sorted(stated, key=lambda s: s.position)),
        asked={position: asked for position, _, _, text in sent if (asked := facts_asked(text))},
        flagged={position: code for position, _, event, text in sent if (code := _hurting(text, said, event))},
    )


def _hurting(text: str, said: str, event: str) -> str:
    """The finding of the reply check that may hurt; empty where there is none."""
    kind = "answer" if event in {"Answered", "Reviewed", "Declined"} else "message"
    found = check(text, said, kind=kind).findings  # type: ignore[arg-type]
    return next((one.code for one in found if one.code in HURTING and one.severity == "serious" and one.span), "")


def _stated(position: int, at: datetime, text: str) -> list[stating.Stated]:
    found = []
    for fact in extract(Message(text=text, received_at=at)):
        if fact.kind == "amount" and fact.fen is not None:
            value, kind = str(fact.fen), "amount"
        elif fact.kind == "date" and fact.day_from is not None and fact.day_from == fact.day_to:
            value, kind = fact.day_from.isoformat(), "day"
        else:
            continue
        clause = _around(text, fact.span.start, fact.span.end, _SENTENCE)
        if _FIGURE.search(clause):  # a sentence with several figures: only the words next to this one say of what it is
            near = _around(text, fact.span.start, fact.span.end, _CLAUSE)
            clause = near if stating.about(near) else clause
        found.append(stating.Stated(position, at, kind, value, clause))
    return found


def _around(text: str, start: int, end: int, cut: re.Pattern[str]) -> str:
    """The words around a fact, up to the next cut either side, without the fact itself."""
    before = max((one.end() for one in cut.finditer(text, 0, start)), default=0)
    after = next((one.start() for one in cut.finditer(text, end)), len(text))
    return text[before:start] + " " + text[end:after]
