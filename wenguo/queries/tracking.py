"""A complaint as its complainant may see it: where it stands, what was told and promised, the limits that bind us.

What is told of each event stands in rules/told_to_complainants.py; here it is put together from log and kept content.
"""

from __future__ import annotations

import hmac
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from django.db import connection

from wenguo.complaint import Clock, Complaint, Promise
from wenguo.events import Ref
from wenguo.folding import take
from wenguo.line import Line, read
from wenguo.models import Tracking
from wenguo.models.door import digest_of
from wenguo.models.kept import PERSON_FIELDS
from wenguo.models.searching import words_of
from wenguo.queries import office
from wenguo.queries.history import files_of
from wenguo.queries.linked import Linked, linked
from wenguo.queries.numbers import normalised
from wenguo.rules.pack import Rule
from wenguo.rules.policy import Policy
from wenguo.rules.told_to_complainants import Told, shows_content, told
from wenguo.text import Text

_NOBODY = "0" * 64  # compared where there is no such number, so that both answers are the same work


class Opened(msgspec.Struct, frozen=True):
    """A complaint that a secret opens."""

    id: int
    number: str
    digest: str


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One line as the complainant reads it."""

    line: Line
    told: Told
    words: tuple[str, ...]
    erased: bool
    files: tuple[str, ...]
    linked: tuple[Linked, ...] = ()

    @property
    def theirs(self) -> bool:
        """Did the complainant do it?"""
        return self.line.by == "complainant"

    @property
    def text(self) -> Text:
        """The sentence, from the side of who did it."""
        return self.told.by_them if self.theirs and self.told.by_them is not None else self.told.text


class Limit(msgspec.Struct, frozen=True, kw_only=True):
    """One time limit that binds us: what must happen, by when, what became of it, and on what it rests."""

    clock: Clock
    what: Text
    rule: Rule | None
    state: str  # running, paused, kept, late, missed (still unmet), ended

    @property
    def by(self) -> datetime:
        """Until when."""
        return self.clock.due_at


class Followed(msgspec.Struct, frozen=True, kw_only=True):
    """A complaint as its complainant may see it."""

    id: int
    c: Complaint
    unit: office.UnitFacts
    entries: tuple[Entry, ...]  # newest first
    texts: dict[str, str]
    files: dict[str, dict[str, Any]]
    limits: tuple[Limit, ...]
    promises: tuple[Promise, ...]

    def said(self, ref: Ref | None) -> str:
        """The words behind a pointer; empty where there are none (any more)."""
        return self.texts.get(ref.id, "") if ref is not None else ""


# What a limit means to the complainant, by what ends it: the first that fits.
_MEANS: tuple[tuple[str, Text], ...] = (
    ("Acknowledged", Text("告诉您我们已经收到", "Tell you that we have it")),
    ("Reached", Text("与您联系", "Get in touch with you")),
    ("Answered", Text("答复您", "Answer you")),
    ("Reviewed", Text("作出核查结论", "Decide the review")),
    ("PromiseKept", Text("履行", "Do what was agreed")),
    ("Closed", Text("办结", "Close it")),
)


def opened(number: str, secret: str) -> Opened | None:
    """The complaint of that number, where the secret is its own; the same work where there is no such number."""
    found = (
        Tracking.objects.filter(complaint__number=normalised(number))
        .values_list("complaint_id", "complaint__number", "digest")
        .first()
    )
    is_theirs = hmac.compare_digest(digest_of(secret), found[2] if found is not None else _NOBODY)
    return Opened(*found) if found is not None and is_theirs else None


def still_opened(number: str, digest: str) -> Opened | None:
    """The complaint of a session that was opened by the secret with this digest, while that is the secret in force."""
    found = (
        Tracking.objects.filter(complaint__number=normalised(number))
        .values_list("complaint_id", "complaint__number", "digest")
        .first()
    )
    return Opened(*found) if found is not None and hmac.compare_digest(found[2], digest) else None


def followed(complaint_id: int) -> Followed:
    """Everything the complainant may see of it."""
    c, lines = _folded(complaint_id)
    texts = words_of(complaint_id)
    files = files_of(complaint_id)
    unit = office.units()[c.unit]
    return Followed(
        id=complaint_id,
        c=c,
        unit=unit,
        entries=tuple(reversed(_entries(c, lines, texts, files, policy_of(c, unit)))),
        texts=texts,
        files=files,
        limits=tuple(_limits(c, policy_of(c, unit))),
        promises=tuple(promise for promise in c.promises if promise.to == "complainant"),
    )


def persons(complaint_id: int) -> dict[str, dict[str, str]]:
    """The contact data kept of the complainant and their representative, plainly: for the page of their own data."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, {', '.join(PERSON_FIELDS)} FROM wenguo_person WHERE complaint_id = %s", [complaint_id]
        )
        rows = cursor.fetchall()
    return {
        f"p{number}": {name: value for name, value in zip(PERSON_FIELDS, values, strict=True) if value}
        for number, *values in rows
    }


def policy_of(c: Complaint, unit: office.UnitFacts) -> Policy:
    """The policy that governs it: its unit's packs on the day of receipt."""
    assert c.received_at is not None
    return office.policy_of(unit, c.received_at.astimezone(ZoneInfo(unit.time_zone)).date())


def _folded(complaint_id: int) -> tuple[Complaint, list[Line]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM wenguo_line WHERE complaint_id = %s ORDER BY position", [complaint_id])
        stored = [text for (text,) in cursor.fetchall()]
    lines = [read(text) for text in stored]
    c = Complaint(number=lines[0].number)
    for line, text in zip(lines, stored, strict=True):
        take(c, line, text)
    return c, lines


def _entries(
    c: Complaint, lines: list[Line], texts: dict[str, str], files: dict[str, Any], policy: Policy
) -> list[Entry]:
    found: list[Entry] = []
    for line in lines:
        said = told(line, c)
        if said is None:
            continue
        refs = [getattr(line.event, name) for name in said.words] if shows_content(line) else []
        if type(line.event).__name__ == "Recorded" and c.words is not None:
            refs = [c.words]  # corrected later, it is shown as it was corrected
        refs = [ref for ref in refs if ref is not None]
        with_files = said.files and shows_content(line)
        evidence = tuple(ref.id for ref in line.event.evidence) if with_files else ()  # type: ignore[attr-defined]
        found.append(
            Entry(
                line=line,
                told=said,
                words=tuple(texts[ref.id] for ref in refs if ref.id in texts),
                erased=any(ref.id not in texts for ref in refs),
                files=tuple(ref for ref in evidence if files.get(ref, {}).get("path")),
                linked=tuple(linked(c, line.event, texts, policy)) if said.linked else (),
            )
        )
    return found


def _limits(c: Complaint, policy: Policy) -> list[Limit]:
    found = [
        Limit(clock=clock, what=_means(clock), rule=_rule(clock, policy), state=_state(clock))
        for clock in c.clocks
        if clock.ours
    ]
    return sorted(found, key=lambda one: (one.state not in {"running", "paused", "missed"}, one.by))


def _means(clock: Clock) -> Text:
    found = next((text for event, text in _MEANS if event in clock.ends_on), None)
    return found or Text("处理", "Work on it")


def _rule(clock: Clock, policy: Policy) -> Rule | None:
    try:
        return policy.rule(clock.pack, clock.rule)
    except LookupError:
        return None


def _state(clock: Clock) -> str:
    if clock.state == "met":
        return "late" if clock.overrun_at is not None else "kept"
    if clock.state == "stopped":
        return "ended"
    return "missed" if clock.overrun_at is not None else clock.state


def contact_on_file(complaint_id: int, way: str) -> str:
    """Where a message of this way goes: the contact of who speaks for the complaint, as it stands on file."""
    c, _ = _folded(complaint_id)
    kept = persons(complaint_id)
    field = "email" if way == "email" else "phone"
    found = (kept.get(ref.id, {}).get(field, "") for ref in (c.agent, c.complainant) if ref is not None)
    return next((one for one in found if one), "")
