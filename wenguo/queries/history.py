"""One complaint whole: what it is now, its words, its log with hashes — as the asker may see it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from django.db import connection

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.folding import fold
from wenguo.line import Line, digest, read
from wenguo.models.kept import PERSON_FIELDS
from wenguo.models.searching import words_of
from wenguo.queries import office
from wenguo.queries.numbers import none_such, normalised
from wenguo.queries.seeing import Asker
from wenguo.rules import permissions, privacy
from wenguo.text import Text
from wenguo.verbs import Refused


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the log, with the text that is hashed and its hash."""

    position: int
    at: datetime
    entered_at: datetime | None
    by: str
    via: str
    event: str
    label: Text
    words: list[str]
    data: str
    prev: str
    hash: str


class Whole(msgspec.Struct, frozen=True, kw_only=True):
    """A complaint as one asker may see it; `texts` is pointer → words, `persons` pointer → (masked) contact data."""

    id: int
    complaint: Complaint
    entries: list[Entry]
    texts: dict[str, str]
    persons: dict[str, dict[str, str]]
    files: dict[str, dict[str, Any]]
    masked: bool
    addresses: frozenset[str] = frozenset()  # pointers to words that are addresses: plain only where not masked

    def plain_fields(self) -> list[str]:
        """What of this is contact data shown plainly: what every face writes to the access log before it shows it."""
        if self.masked:
            return []
        persons = {f"{ref}.{name}" for ref, person in self.persons.items() for name in person}
        return sorted(persons | {f"{ref}.address" for ref in self.addresses if ref in self.texts})


def history(who: Asker, number: str, *, unmask: bool = False, cover: bool = False) -> Whole:
    """A complaint with everything the asker may see of it. Raises Refused ("unseen") as if it were not there.

    `unmask` shows contact data plainly: the face that asks for it logs the reason first. `cover` masks it even
    where the asker would see it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM wenguo_complaint WHERE number = %s", [normalised(number)])
        row = cursor.fetchone()
        found: list[str] = []
        if row is not None:
            cursor.execute("SELECT data FROM wenguo_line WHERE complaint_id = %s ORDER BY position", [row[0]])
            found = [data for (data,) in cursor.fetchall()]
    lines = [(read(text), text) for text in found]
    c = fold(lines)
    actor = office.actor(who.account, office.units()[c.unit], who.via) if c is not None else None
    if c is None or actor is None or not permissions.sees(actor, c):
        raise Refused(none_such(number), code="unseen")
    plainly = privacy.sees_unmasked(actor, c) or (unmask and privacy.may_unmask(actor, c))
    masked = cover or not plainly
    texts = {} if c.restricted else words_of(row[0])  # stored and protected only (PIPL 47)
    if masked:
        texts |= {ref: privacy.masked_address(texts[ref]) for ref in c.addresses if ref in texts}
    if "concerned" in permissions.standing(actor, c):
        lines, texts = _for_the_reported(c, lines, texts)
        c.suggestions = []  # advice is for those who handle it
    return Whole(
        id=row[0],
        complaint=c,
        entries=[_entry(line, text, texts) for line, text in lines],
        texts=texts,
        persons=_persons(row[0], masked=masked),
        files=files_of(row[0]),
        masked=masked,
        addresses=frozenset(c.addresses),
    )


def _for_the_reported(
    c: Complaint, lines: list[tuple[Line, str]], texts: dict[str, str]
) -> tuple[list[tuple[Line, str]], dict[str, str]]:
    """What the person complained of is shown: no need for care, nothing corrected away, no word of a report, no advice."""
    withheld = {line.event.old.id for line, _ in lines if isinstance(line.event, e.Corrected) and line.event.old}
    if c.vulnerability is not None:
        withheld.add(c.vulnerability.id)
    withheld |= {
        line.event.because.id for line, _ in lines if isinstance(line.event, e.Suggested) and line.event.because
    }
    told = [
        (line, text) for line, text in lines if not _tells_of_a_report(line) and not isinstance(line.event, _ADVICE)
    ]
    return told, {ref: text for ref, text in texts.items() if ref not in withheld}


_ADVICE = (e.Suggested, e.Confirmed, e.Overruled)


def _tells_of_a_report(line: Line) -> bool:
    """Would this line tell the person complained of that there is a report as well (121号 arts. 9, 37)?"""
    return isinstance(line.event, e.Split) and line.event.kind == "report"


def _entry(line: Line, text: str, texts: dict[str, str]) -> Entry:
    refs = [value for value in msgspec.structs.astuple(line.event) if hasattr(value, "fp")]
    return Entry(
        position=line.position,
        at=line.at,
        entered_at=line.entered_at,
        by=line.by,
        via=line.via,
        event=type(line.event).__name__,
        label=line.event.label,
        words=[texts[ref.id] for ref in refs if ref.id in texts],
        data=text,
        prev=line.prev,
        hash=digest(text),
    )


def _persons(complaint_id: int, *, masked: bool) -> dict[str, dict[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, {', '.join(PERSON_FIELDS)} FROM wenguo_person WHERE complaint_id = %s", [complaint_id]
        )
        rows = cursor.fetchall()
    found: dict[str, dict[str, str]] = {}
    for number, *values in rows:
        plain = {name: value for name, value in zip(PERSON_FIELDS, values, strict=True) if value}
        found[f"p{number}"] = {name: privacy.masked(name, value) if masked else value for name, value in plain.items()}
    return found


def files_of(complaint_id: int) -> dict[str, dict[str, Any]]:
    """What is kept of each file of a complaint, by pointer; the bytes lie in the store under `path`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, name, media_type, size, sha256, path FROM wenguo_evidence WHERE complaint_id = %s",
            [complaint_id],
        )
        names = ("name", "media_type", "size", "sha256", "path")
        return {f"e{number}": dict(zip(names, values, strict=True)) for number, *values in cursor.fetchall()}
