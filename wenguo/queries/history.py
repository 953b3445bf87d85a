"""One complaint whole: what it is now, its words, its log with hashes — as the asker may see it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from django.db import connection

from wenguo.complaint import Complaint
from wenguo.folding import fold
from wenguo.line import Line, digest, read
from wenguo.models.kept import PERSON_FIELDS
from wenguo.models.searching import words_of
from wenguo.queries import office
from wenguo.queries.conduct_seen import may_read, without_conduct
from wenguo.queries.for_the_reported import covered, for_the_reported
from wenguo.queries.numbers import none_such, normalised
from wenguo.queries.people import names
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
    narrow: bool = False  # the asker is complained of here, and sees only what such a person may
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
    narrow = "concerned" in permissions.standing(actor, c)
    texts = {} if c.locked else words_of(row[0])  # stored and protected only (PIPL 47)
    if masked:
        texts |= {ref: privacy.masked_address(texts[ref]) for ref in c.addresses if ref in texts}
    if narrow:
        lines, texts = for_the_reported(c, lines, texts, actor.account or 0)
        if c.owner != actor.account:
            mine = names([who.account]).get(who.account, "")
            texts = covered(texts, _persons(row[0], masked=False).values(), mine)
    if not may_read(actor, c):
        lines, texts = without_conduct(c, lines, texts)
    return Whole(
        id=row[0],
        complaint=c,
        entries=[_entry(line, text, texts) for line, text in lines],
        texts=texts,
        persons=_persons(row[0], masked=masked) if not narrow else _of_the_complainant(row[0], c),
        files=files_of(row[0]),
        masked=masked,
        narrow=narrow,
        addresses=frozenset(c.addresses),
    )


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


def _of_the_complainant(complaint_id: int, c: Complaint) -> dict[str, dict[str, str]]:
    """Masked, and of witnesses and other persons nothing at all."""
    theirs = {ref.id for ref in (c.complainant, c.agent) if ref is not None}
    return {ref: known for ref, known in _persons(complaint_id, masked=True).items() if ref in theirs}


def files_of(complaint_id: int) -> dict[str, dict[str, Any]]:
    """What is kept of each file of a complaint, by pointer; the bytes lie in the store under `path`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, name, media_type, size, sha256, path FROM wenguo_evidence WHERE complaint_id = %s",
            [complaint_id],
        )
        fields = ("name", "media_type", "size", "sha256", "path")
        return {f"e{number}": dict(zip(fields, values, strict=True)) for number, *values in cursor.fetchall()}
