"""The one door: every change to a complaint goes through `perform`, in one transaction.

lock the row → read its log → fold → who may, and is it open → store what is kept → answer the verb's needs →
decide → append the events (hash-chained) → draw the row and its search document → plan reactions.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
from django.conf import settings
from django.db import connection, transaction

from wenguo import packs
from wenguo.complaint import Complaint
from wenguo.events import Devolved, Event
from wenguo.folding import fold, take
from wenguo.line import Line, canonical, read, write
from wenguo.models import Reply
from wenguo.models import store as files
from wenguo.models.log import Line as LineRow
from wenguo.models.searching import Indexing, indexed
from wenguo.models.turn import turn
from wenguo.models.writing import Writing, forget
from wenguo.queries import office
from wenguo.queries.needs import Needs
from wenguo.queries.numbers import none_such, normalised
from wenguo.rules import clocks, following, lifecycle, permissions
from wenguo.rules.permissions import Actor
from wenguo.rules.policy import Policy
from wenguo.text import Text
from wenguo.verbs import Act, Beginning, Contact, Erase, Link, Refused, Split, Unlink, Upload, Verb, Words


class By(msgspec.Struct, frozen=True):
    """Who asks: an account by id, or clock, complainant, advice@version; and through which face."""

    account: int | None = None
    ref: str = ""
    via: str = "cli"


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


class Broken(Exception):
    """The log of a complaint does not prove: nothing more is written on it until somebody has looked."""


def perform(
    verb: Verb,
    number: str | None,
    by: By,
    at: datetime,
    *,
    expected: int | None = None,
    key: str | None = None,
) -> Done:
    """Do one verb. Raises Refused (with words for the person who asked) or Broken.

    `at` is aware; `expected` is the position of the last line a person acted by, as the asker saw it; `key` makes
    a repeated call answer as the first did.
    """
    at = at.astimezone(UTC)
    asked = _fingerprint(verb, number) if key else ""  # taken first: the door takes the words out of the form
    with turn(), transaction.atomic():
        known = _replied(asked, by, key) if key else None
        if known is not None:
            return known
        if isinstance(verb, Link | Unlink) and number:
            _lock_in_order(number, verb.other)
        act = _Acting(by, at, Writing())
        done = act.begin([(verb, at)]) if verb.begins else act.go_on(verb, number or "", expected)
        if key:
            act.writing.add("wenguo_reply", _ref(by), key, asked, act.last_id, done.position, at)
        act.flush()
        if isinstance(verb, Link | Unlink) and number:
            _perform_mirror(verb, done, by, at)
    if isinstance(verb, Erase):
        files.remove(act.files_to_remove)
    return done


def perform_many(begun: Iterable[Sequence[tuple[Verb, datetime]]], by: By) -> list[Done | Refused]:
    """Begin many complaints in a few statements, each with the acts that follow at once; same checks as `perform`.

    One transaction: a refused complaint leaves no trace and does not hinder the others.
    """
    results: list[Done | Refused] = []
    with turn(), transaction.atomic():
        act = _Acting(by, datetime.now(UTC), Writing(block=2000))
        for steps in begun:
            mark = act.writing.mark()
            try:
                results.append(act.begin([(verb, at.astimezone(UTC)) for verb, at in steps]))
            except Refused as refused:
                act.writing.back_to(mark)
                results.append(refused)
        act.flush()
    return results


class _Acting:
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
        _may(verb, actor, None)
        policy = office.policy_of(unit, _local_day(getattr(verb, "received_at", None) or at, unit))
        self.last_id = complaint_id = self.writing.new_id("wenguo_complaint")
        c = Complaint(number=self.writing.new_number(complaint_id, at))
        kept = self._keep(verb, complaint_id)
        act = self._act(verb, actor, policy, at, None)
        pending = [(verb.begin(act), at)]
        texts = dict(kept)
        appended: list[tuple[Line, str]] = []
        for events, moment in pending:
            appended += self._append(c, events, moment, actor, policy)
        for later, moment in steps[1:]:
            texts.update(self._keep(later, complaint_id))
            _check(later, actor, c)
            appended += self._append(
                c, later.decide(c, self._act(later, actor, policy, moment, c)), moment, actor, policy
            )
        _check_pointed_at(c, *(step for step, _ in steps))
        first = self._store(complaint_id, appended, c, policy, later=c.live)
        self.writing.draw_new(complaint_id, c)
        self.indexing.new(complaint_id, indexed(c, unit.path), texts)
        return Done(
            number=c.number,
            position=c.length,
            complaint=c,
            events=[line.event for line, _ in appended],
            first_line=first,
        )

    # -- going on ------------------------------------------------------------------------------------------------

    def go_on(self, verb: Verb, number: str, expected: int | None) -> Done:
        """One more verb on a complaint that is there."""
        complaint_id, c = locked(number)
        self.last_id = complaint_id
        unit = self.needs.units()[c.unit]
        actor = self._actor(unit)
        _sees(actor, c, number)
        if expected is not None and not c.person_position <= expected <= c.length:
            raise Refused(_stale(c, expected), code="stale")
        _check(verb, actor, c)
        facts: dict[str, Any] = {}
        if isinstance(verb, Split):
            facts["other"] = perform(verb.first(c, str(verb.words.text)), None, self.by, self.at).number
        texts = self._keep(verb, complaint_id)
        assert c.received_at is not None
        policy = office.policy_of(unit, _local_day(c.received_at, unit))
        before = indexed(c, unit.path)
        events = verb.decide(c, self._act(verb, actor, policy, self.at, c, facts))
        was_closed = not c.is_open()
        appended = self._append(c, events, self.at, actor, policy)
        if was_closed and c.is_open():
            appended += self._append(c, self._owned(c), self.at, Actor(ref="clock", via="clock"), policy)
        _check_pointed_at(c, verb)
        first = self._store(complaint_id, appended, c, policy, later=self.by != CLOCK or c.live)
        if appended:
            self.writing.redraw(complaint_id, c)
        after = indexed(c, unit.path)
        if after != before:
            self.indexing.changed(complaint_id, before, after, texts)
        if isinstance(verb, Erase):
            self.files_to_remove = forget(c.erased) if c.erased else []
            Reply.objects.filter(complaint_id=complaint_id).update(fingerprint="")
        return Done(
            number=c.number,
            position=c.length,
            complaint=c,
            events=[line.event for line, _ in appended],
            first_line=first,
        )

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
            elif isinstance(kept, Upload):
                file = {"name": kept.name, "media_type": kept.media_type, **files.put(kept.data)}
                kept.seal(self.writing.keep_file(complaint_id, field, file, kept.data))
        return texts

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
            found[name] = self.needs.answer(query, value, c)
        return Act(by=actor, at=at, policy=policy, taxonomy=packs.taxonomy(), facts=found)

    def _append(
        self, c: Complaint, events: Iterable[Event], at: datetime, actor: Actor, policy: Policy
    ) -> list[tuple[Line, str]]:
        """Fold the events in as lines, then the clocks that start from them."""
        appended: list[tuple[Line, str]] = []

        def append(event: Event) -> None:
            line = Line(
                number=c.number, position=c.length + 1, at=at, by=actor.ref, via=actor.via, event=event, prev=c.head
            )
            text = write(line)
            take(c, line, text)
            appended.append((line, text))

        happened = list(events)
        for event in happened:
            append(event)
            name = type(event).__name__
            if (c.stage != "closed" or name in clocks.STARTS) and name not in clocks.AFTERWARDS:
                for started in clocks.started(c, [event], at, policy, packs.taxonomy()):
                    append(started)
        late = [event for event in happened if type(event).__name__ in clocks.AFTERWARDS]
        for started in clocks.started(c, late, at, policy, packs.taxonomy()) if late else ():
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
                moment = following.not_before(reaction, line.at, policy)
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


def locked(number: str) -> tuple[int, Complaint]:
    """The complaint of that number, folded from its log, its row locked until the transaction ends."""
    lock = " FOR UPDATE" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, head, length FROM wenguo_complaint WHERE number = %s{lock}",
            [normalised(number)],
        )
        row = cursor.fetchone()
    if row is None:
        raise unseen(number)
    complaint_id, head, length = row
    c = folded(complaint_id)
    if c is None or c.head != head or c.length != length:
        raise Broken(f"{number}: the log and the row do not agree; run wenguo verify")
    return complaint_id, c


def _lock_in_order(*numbers: str) -> None:
    """Lock several complaints in one order, so that two who link them crosswise do not wait for each other for ever."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id FROM wenguo_complaint WHERE number = ANY(%s) ORDER BY id FOR UPDATE",
                [[normalised(number) for number in numbers]],
            )


def folded(complaint_id: int) -> Complaint | None:
    """A complaint folded from its stored lines."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM wenguo_line WHERE complaint_id = %s ORDER BY position", [complaint_id])
        texts = [row[0] for row in cursor.fetchall()]
    return fold((read(text), text) for text in texts)


def unseen(number: str) -> Refused:
    """What is said of a complaint that is not there, or that the asker may not know to be there."""
    return Refused(none_such(number), code="unseen")


def _sees(actor: Actor, c: Complaint, number: str) -> None:
    if not permissions.sees(actor, c):
        raise unseen(number)


def _may(verb: Verb, actor: Actor, c: Complaint | None) -> None:
    why = permissions.why_not(verb.word(), actor, c)
    if why is not None:
        raise Refused(why, code="permission")


def _check(verb: Verb, actor: Actor, c: Complaint) -> None:
    _may(verb, actor, c)
    if not lifecycle.is_open_to(c.stage, verb.word()):
        raise Refused(lifecycle.why_not(c.stage, verb.word()), code="stage")
    if c.restricted and verb.word() not in lifecycle.LOCKED:
        raise Refused(lifecycle.why_locked(verb.word()))


def _check_pointed_at(c: Complaint, *verbs: Verb) -> None:
    """Whatever was kept must stand in the log: what no line points at would be missed by proof and by erasure."""
    for verb in verbs:
        for field, kept in verb.kept():
            if kept.ref is None or kept.ref.id not in c.refs:
                raise RuntimeError(f"{verb.word()}.{field} was kept, but no line points at it")


def _stale(c: Complaint, expected: int) -> Text:
    if expected > c.length:  # no one can have seen it
        return Text(
            f"没有第 {expected} 行，日志到第 {c.length} 行为止；请刷新后再试。",
            f"There is no line {expected}; the log ends with line {c.length}. Reload and try again.",
        )
    return Text(
        f"您看到的是第 {expected} 行，其后有人操作到第 {c.person_position} 行；请刷新后再试。",
        f"You saw line {expected}; somebody has acted since, up to line {c.person_position}. Reload and try again.",
    )


def _local_day(moment: datetime, unit: office.UnitFacts) -> Any:
    return moment.astimezone(_zone(unit.time_zone)).date()


def _zone(name: str) -> Any:
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)


def _ref(by: By) -> str:
    return f"account:{by.account}" if by.account is not None else by.ref


def _fingerprint(verb: Verb, number: str | None) -> str:
    body = verb.model_dump(mode="json", exclude_unset=True)
    said = canonical([verb.word(), number, body]).encode()
    # keyed: a plain hash of a short form with a telephone number in it could be tried out
    return hmac.new(settings.SECRET_KEY.encode(), said, hashlib.sha256).hexdigest()


def _replied(asked: str, by: By, key: str) -> Done | None:
    """What this key was answered with before; refused where it came with another act."""
    if connection.vendor == "postgresql":  # two writers with one key: the second waits for the first
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{_ref(by)} {key}"])
    reply = Reply.objects.filter(actor=_ref(by), key=key).first()
    if reply is None:
        return None
    if reply.fingerprint != asked or reply.complaint_id is None:
        raise Refused(
            Text("这个幂等键已用于另一个操作。", "This idempotency key was used for another act."),
            code="field",
            field="key",
        )
    return _as_then(reply.complaint_id, reply.position)


def _as_then(complaint_id: int, position: int) -> Done:
    """What was done by the act that ended at `position`: its lines bear one moment and one hand."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT data FROM wenguo_line WHERE complaint_id = %s AND position <= %s ORDER BY position",
            [complaint_id, position],
        )
        lines = [(read(text), text) for (text,) in cursor.fetchall()]
    c = fold(lines)
    assert c is not None
    last = lines[-1][0]
    same = [line.event for line, _ in lines if (line.at, line.by) == (last.at, last.by)]
    return Done(number=c.number, position=position, complaint=c, events=same, repeated=True)


def _perform_mirror(verb: Link | Unlink, done: Done, by: By, at: datetime) -> None:
    """The other complaint's log tells the link too, in the same transaction."""
    mirrored = verb.mirrored(done.number)
    act = _Acting(by, at, Writing())
    _, c = locked(verb.other)
    already = c.links.get(done.number)
    if (already is None) if isinstance(mirrored, Unlink) else (already == mirrored.relation):
        return
    act.go_on(mirrored, verb.other, None)
    act.flush()


__all__ = [
    "CLOCK",
    "COMPLAINANT",
    "Broken",
    "By",
    "Done",
    "LineRow",
    "folded",
    "locked",
    "perform",
    "perform_many",
    "unseen",
]
