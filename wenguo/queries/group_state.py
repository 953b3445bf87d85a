"""A group as an object of handling: where each complaint stands, how it grows and spreads, what was said and promised.

Only what `who` may see, and of nobody's redress anything: members are not played off against each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

import msgspec

from wenguo.complaint import Complaint as Folded
from wenguo.models import Complaint, Draft, GroupLesson, GroupMember, GroupWord
from wenguo.models.prints import persons
from wenguo.queries.queue import folded_many
from wenguo.rules.joint import Watch

HOUR = timedelta(hours=1)
HOURS = 24  # of the drawing
MOST_CALLS = 200


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Where one member's complaint stands; `represented` by others with their own consent."""

    id: int
    number: str
    stage: str
    is_open: bool
    due_at: datetime | None
    owner: int
    unit: int
    channel: str
    role: str
    represented: bool
    consents: dict[str, bool]
    received_at: datetime
    last_at: datetime


class Arrival(msgspec.Struct, frozen=True, kw_only=True):
    """What the course of a group is counted by."""

    id: int
    unit: int
    channel: str
    received_at: datetime


class Course(msgspec.Struct, frozen=True, kw_only=True):
    """How a group grows and spreads: complaints of each of the last hours up to its newest, and over what."""

    hours: tuple[tuple[datetime, int], ...]
    last_hour: int
    people: int
    units: tuple[tuple[int, int], ...]
    channels: tuple[tuple[str, int], ...]


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """One version of what we say of the matter; no words where they were erased."""

    id: int
    version: int
    words: str | None
    at: datetime
    account: int


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """A call-back promised to one member: who calls, until when, and whether it was kept."""

    number: str
    promise: int
    caller: int
    due_at: datetime
    state: str


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """One message told to several members at once, and how far it is."""

    key: str
    at: datetime
    account: int
    sending: int
    sent: int
    failed: int
    taken_back: int


def standings(members: Collection[int]) -> list[Standing]:
    """Where each of these stands, what is due first coming first."""
    rows = Complaint.objects.filter(pk__in=members)
    roles = dict(GroupMember.objects.filter(pk__in=members).values_list("pk", "role"))
    folds = folded_many(list(members))
    found = [
        Standing(
            id=row.pk,
            number=row.number,
            stage=row.stage,
            is_open=row.stage != "closed",
            due_at=row.due_at,
            owner=row.owner_id,
            unit=row.unit_id,
            channel=row.channel,
            role=roles.get(row.pk, "member"),
            represented=_consents(folds.get(row.pk)).get("represent", False),
            consents=_consents(folds.get(row.pk)),
            received_at=row.received_at,
            last_at=row.last_at,
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (not one.is_open, one.due_at is None, one.due_at or one.received_at, one.id))


def courses(members: Collection[int]) -> list[Arrival]:
    """How these came, without folding any of them: asked at every arrival in a group."""
    rows = Complaint.objects.filter(pk__in=members).values_list("pk", "unit_id", "channel", "received_at")
    return [Arrival(id=pk, unit=unit, channel=channel, received_at=at) for pk, unit, channel, at in rows]


def course(standing: Iterable[Standing | Arrival]) -> Course:
    """How they came."""
    every = sorted(standing, key=lambda one: one.received_at)
    newest = every[-1].received_at
    begin = newest - HOURS * HOUR
    counted = Counter(int((one.received_at - begin) / HOUR) for one in every if one.received_at > begin)
    counted[HOURS - 1] += counted.pop(HOURS, 0)
    known = [one for one in persons([one.id for one in every]) if one]
    return Course(
        hours=tuple((begin + at * HOUR, counted.get(at, 0)) for at in range(HOURS)),
        last_hour=sum(newest - one.received_at < HOUR for one in every),
        people=len(every) - (len(known) - len(set(known))),
        units=tuple(Counter(one.unit for one in every).most_common()),
        channels=tuple(Counter(one.channel for one in every).most_common()),
    )


def figures(found: Course) -> Watch:
    """The figures that thresholds are held against."""
    return Watch(found.last_hour, found.people, len(found.units), len(found.channels))


def crossed(before: Watch, after: Watch, limits: Watch) -> list[str]:
    """Which thresholds were crossed between two counts: each is told of once."""
    return [
        name for name, was, now, limit in zip(Watch._fields, before, after, limits, strict=True) if was < limit <= now
    ]


def said(group: int, kind: str) -> list[Said]:
    """What was said, the newest version first."""
    rows = GroupWord.objects.filter(group=group, kind=kind).order_by("-version")
    return [Said(id=row.pk, version=row.version, words=row.words, at=row.at, account=row.account_id) for row in rows]


def calls(group: int, members: Collection[int]) -> list[Call]:
    """Call-backs promised to those of the members that may be seen; what is open and due first comes first."""
    lessons = GroupLesson.objects.filter(group=group, act="call").order_by("-at", "-pk")
    planned = [
        (int(one["complaint"]), int(one["promise"]), int(one["caller"]))
        for body in lessons.values_list("body", flat=True)
        for one in body.get("calls", [])
        if int(one["complaint"]) in members
    ][:MOST_CALLS]
    folds = folded_many([one for one, _, _ in planned])
    found = []
    for one, ordinal, caller in planned:
        c = folds.get(one)
        promise = c.promise(ordinal) if c is not None else None
        if c is not None and promise is not None:
            found.append(
                Call(number=c.number, promise=ordinal, caller=caller, due_at=promise.due_at, state=promise.state)
            )
    return sorted(found, key=lambda one: (one.state not in {"open", "broken"}, one.due_at, one.number))


def batches(group: int) -> list[Batch]:
    """What was told to several at once, the newest first, counted by what became of each message."""
    found = []
    for lesson in GroupLesson.objects.filter(group=group, act="fix").order_by("-at", "-pk")[:20]:
        states = Counter(Draft.objects.filter(key__in=lesson.body["drafts"]).values_list("state", flat=True))
        found.append(
            Batch(
                key=lesson.body["key"],
                at=lesson.at,
                account=lesson.account_id,
                sending=states["sending"],
                sent=states["sent"],
                failed=states["failed"],
                taken_back=len(lesson.body["drafts"]) - states["sending"] - states["sent"] - states["failed"],
            )
        )
    return found


def _consents(c: Folded | None) -> dict[str, Any]:
    return dict(c.consents) if c is not None else {}
