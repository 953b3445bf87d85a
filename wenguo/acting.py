"""One transaction's acts by one person: what the door does between locking a complaint and writing it.

read its log → fold → who may, and is it open → store what is kept → answer the verb's needs → decide → append the
events → draw the row and its search document → plan reactions.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from django.db import connection
from django.db.models import Q

from wenguo.checking import check_fresh, check_open, check_pointed_at, check_right, check_seen, locked
from wenguo.complaint import Complaint
from wenguo.events import Devolved, Event
from wenguo.folding import take
from wenguo.line import Line, write
from wenguo.models import Incoming, Reply
from wenguo.models import store as files
from wenguo.models.incoming import forget_of
from wenguo.models.searching import Indexing, indexed
from wenguo.models.writing import Writing, forget, forget_drafts
from wenguo.queries import house, office
from wenguo.queries.needs import Needs
from wenguo.rules import clocks, following, parties
from wenguo.rules.permissions import Actor
from wenguo.rules.policy import Policy
from wenguo.text import Text
from wenguo.verbs import Act, Beginning, Contact, Erase, Refused, Split, Upload, Verb, Words

# A line says when it was entered where that is further than this from when the thing was done.
ENTERED_WITHIN = timedelta(minutes=1)


class By(msgspec.Struct, frozen=True):
    """Who asks: an account by id, or clock, complainant, advice@version; and through which face.

    A face that lets a person say when a thing was done gives the moment of asking as `entered_at`.
    """

    account: int | None = None
    ref: str = ""
    via: str = "cli"
    entered_at: datetime | None = None


CLOCK = By(ref="clock", via="clock")
COMPLAINANT = By(ref="complainant", via="portal")


class Done(msgspec.Struct, kw_only=True):
    """What an act did: the complaint after it and the events appended; `repeated` where its key was answered before."""

    number: str
    position: int
    complaint: Complaint
    events: list[Event]
    first_line: int = 0
    repeated: bool = False


class Acting:
    """One transaction's acts by one person."""

    def __init__(self, by: By, at: datetime, writing: Writing) -> None:
        self.by, self.at, self.writing = by, at, writing
        self.needs = Needs(by.account, at)
        self.indexing = Indexing()
        self.last_id = 0
        self.files_to_remove: list[str] = []
        self._webhooks: bool | None = None
        self._actors: dict[int, Actor] = {}

    # -- beginning -----------------------------------------------------------------------------------------------

    def begin(self, steps: Sequence[tuple[Verb, datetime]]) -> Done:
        """A new complaint: its first verb begins it, the others follow at their times."""
        verb, at = steps[0]
        if not isinstance(verb, Beginning):
            raise TypeError(f"{verb.word()} does not begin a complaint")
        unit = self.needs.answer("unit", getattr(verb, "unit", None), None)
        actor = self._actor(unit)
        check_right(verb, actor, None)
        policy = office.policy_of(unit, _local_day(getattr(verb, "received_at", None) or at, unit))
        self.last_id = complaint_id = self.writing.new_id("wenguo_complaint")
        c = Complaint(number=self.writing.new_number(complaint_id, at))
        texts = self._keep(verb, complaint_id)
        appended = self._append(c, verb.begin(self._act(verb, actor, policy, at, None)), at, actor, policy)
        for later, moment in steps[1:]:
            texts.update(self._keep(later, complaint_id))
            check_open(later, actor, c)
            appended += self._append(
                c, later.decide(c, self._act(later, actor, policy, moment, c)), moment, actor, policy
            )
        check_pointed_at(c, *(step for step, _ in steps))
        first = self._store(complaint_id, appended, c, policy, later=c.live)
        self.writing.draw_new(complaint_id, c)
        self.indexing.new(complaint_id, indexed(c, unit.path), texts)
        return _done(c, appended, first)

    # -- going on ------------------------------------------------------------------------------------------------

    def go_on(self, verb: Verb, number: str, expected: int | None) -> Done:
        """One more verb on a complaint that is there."""
        complaint_id, c = locked(number)
        self.last_id = complaint_id
        unit = self.needs.units()[c.unit]
        actor = self._in_place_of(self._actor(unit), verb, unit)
        check_seen(actor, c, number)
        check_fresh(c, expected)
        check_open(verb, actor, c)
        facts: dict[str, Any] = {}
        if isinstance(verb, Split):
            facts["other"] = self._first(verb, c)
        texts = self._keep(verb, complaint_id)
        assert c.received_at is not None
        policy = office.policy_of(unit, _local_day(c.received_at, unit))
        before = indexed(c, unit.path)
        events = verb.decide(c, self._act(verb, actor, policy, self.at, c, facts))
        was_closed = not c.is_open()
        appended = self._append(c, events, self.at, actor, policy)
        if was_closed and c.is_open():
            appended += self._append(c, self._owned(c), self.at, Actor(ref="clock", via="clock"), policy)
        check_pointed_at(c, verb)
        first = self._store(complaint_id, appended, c, policy, later=self.by != CLOCK or c.live)
        if appended:
            self.writing.redraw(complaint_id, c)
        after = indexed(c, unit.path)
        if after != before:
            self.indexing.changed(complaint_id, before, after, texts)
        if isinstance(verb, Erase):
            self.files_to_remove = forget(c.erased) if c.erased else []
            self.files_to_remove += forget_drafts(complaint_id) + forget_of(complaint_id)
            Reply.objects.filter(complaint_id=complaint_id).update(fingerprint="")
        return _done(c, appended, first)

    def _first(self, verb: Split, c: Complaint) -> str:
        """The record that a split begins, written before this one points at it."""
        other = Acting(self.by, self.at, Writing())
        begun = other.begin([(verb.first(c, str(verb.words.text)), self.at)])
        other.flush()
        return begun.number

    # -- shared --------------------------------------------------------------------------------------------------

    def flush(self) -> None:
        """Write what was gathered."""
        self.writing.flush()
        self.indexing.flush()

    def _actor(self, unit: office.UnitFacts) -> Actor:
        if self.by.account is None:
            return Actor(ref=self.by.ref, via=self.by.via)
        if unit.id not in self._actors:
            found = office.actor(self.by.account, unit, self.by.via)
            if found is None:
                raise Refused(
                    Text("账号不存在或已停用。", "The account does not exist or is disabled."), code="permission"
                )
            self._actors[unit.id] = found
        return self._actors[unit.id]

    def _in_place_of(self, actor: Actor, verb: Verb, unit: office.UnitFacts) -> Actor:
        """Who is the deputy of an approver who is away says yes or no in their place; the line names both."""
        if not actor.is_person or verb.word() not in {"approve", "reject"}:
            return actor
        return office.in_place_of(actor, unit, self.at)

    def _keep(self, verb: Verb, complaint_id: int) -> dict[str, str]:
        """Store what is kept, leaving only pointers in the verb; returns pointer id → text, for the search document."""
        texts: dict[str, str] = {}
        for field, kept in verb.kept():
            if kept.ref is not None:  # its words are gone from the form: done again it would keep nothing
                raise RuntimeError(f"{verb.word()} was performed before; make the verb anew")
            if isinstance(kept, Words):
                text = str(kept.text)
                kept.ref = self.writing.keep_words(complaint_id, field, text)
                kept.text = None
                texts[kept.ref.id] = text
            elif isinstance(kept, Contact):
                kept.seal(self.writing.keep_person(complaint_id, field, kept.model_dump()))
            elif isinstance(kept, Upload) and kept.upload:
                file_ = self._arrived(kept.upload, complaint_id)
                kept.seal(self.writing.keep_arrived(complaint_id, field, file_))
            elif isinstance(kept, Upload):
                file = {"name": kept.name, "media_type": kept.media_type, **files.put(kept.data)}
                kept.seal(self.writing.keep_file(complaint_id, field, file, kept.data))
        return texts

    def _arrived(self, key: str, complaint_id: int) -> Incoming:
        """A file that arrived in parts, taken once, by who sent it; it becomes evidence with this act or not at all."""
        mine = Q(account=self.by.account) if self.by.account is not None else Q(complaint=complaint_id, account=None)
        found = Incoming.objects.select_for_update().filter(mine, key=key).first()
        if found is None or not found.whole:
            raise Refused(
                Text(
                    "这个上传还没有传完，或者已经过期、已经附入；请重新上传。",
                    "This upload is not whole yet, or has expired or been enclosed already; send the file again.",
                ),
                code="field",
                field="files",
            )
        found.delete()
        return found

    def _act(
        self,
        verb: Verb,
        actor: Actor,
        policy: Policy,
        at: datetime,
        c: Complaint | None,
        facts: dict[str, Any] | None = None,
    ) -> Act:
        found = facts or {}
        for name, (query, field) in verb.needs.items():
            value = getattr(verb, field) if field in type(verb).model_fields else getattr(c, field, None)
            try:
                found[name] = self.needs.answer(query, value, c)
            except Refused as error:  # the same question is asked for different fields: the form's own is named
                error.field = error.field or (field if field in type(verb).model_fields else None)
                raise
        return Act(by=actor, at=at, policy=policy, taxonomy=office.taxonomy(), facts=found)

    def _append(
        self, c: Complaint, events: Sequence[Event], at: datetime, actor: Actor, policy: Policy
    ) -> list[tuple[Line, str]]:
        """Fold the events in as lines, then the clocks that start from them."""
        appended: list[tuple[Line, str]] = []
        entered = self.by.entered_at
        if entered is not None and abs(entered - at) <= ENTERED_WITHIN:
            entered = None

        def append(event: Event) -> None:
            line = Line(
                number=c.number,
                position=c.length + 1,
                at=at,
                by=actor.ref,
                via=actor.via,
                event=event,
                prev=c.head,
                entered_at=entered,
            )
            appended.append((line, text := write(line)))
            take(c, line, text)
            for still in parties.stands_still(c, event, policy):
                append(still)

        for event in events:
            append(event)
            name = type(event).__name__
            if (c.stage != "closed" or name in clocks.STARTS) and name not in clocks.AFTERWARDS:
                for started in clocks.started(c, [event], at, policy, office.taxonomy()):
                    append(started)
        late = [event for event in events if type(event).__name__ in clocks.AFTERWARDS]
        for started in clocks.started(c, late, at, policy, office.taxonomy()) if late else ():
            append(started)
        return appended

    def _store(
        self, complaint_id: int, appended: list[tuple[Line, str]], c: Complaint, policy: Policy, *, later: bool
    ) -> int:
        first = 0
        for line, text in appended:
            line_id = self.writing.new_id("wenguo_line")
            first = first or line_id
            self.writing.add("wenguo_line", line_id, complaint_id, line.position, text)
            for reaction in following.follows(line.event, c, webhooks=self._has_webhooks(), later=later):
                hours = house.settled("warn_head_hours") if reaction == "pass_up" else following.HEAD_AFTER_HOURS
                moment = following.not_before(reaction, line.at, policy, line.event, head_hours=hours)
                self.writing.add("wenguo_reaction", line_id, reaction, moment, 0, "waiting", "")
        return first

    def _owned(self, c: Complaint) -> list[Event]:
        """Taken up again after its owner has left, it passes to the head at once: no moment without an owner (M37)."""
        owner = self.needs.answer("account", c.owner, c)
        heir = None if owner.active else self.needs.answer("heir", None, c)
        return [Devolved(owner=heir.id, why="disabled")] if heir is not None else []

    def _has_webhooks(self) -> bool:
        if self._webhooks is None:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM wenguo_webhook WHERE active LIMIT 1")
                self._webhooks = cursor.fetchone() is not None
        return self._webhooks


def _done(c: Complaint, appended: list[tuple[Line, str]], first: int) -> Done:
    events = [line.event for line, _ in appended]
    return Done(number=c.number, position=c.length, complaint=c, events=events, first_line=first)


def _local_day(moment: datetime, unit: office.UnitFacts) -> date:
    return moment.astimezone(ZoneInfo(unit.time_zone)).date()
