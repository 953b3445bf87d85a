"""The one door: every change to a complaint goes through `perform`, in one transaction."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from django.conf import settings
from django.db import connection, transaction

from wenguo.acting import CLOCK, COMPLAINANT, Acting, By, Done
from wenguo.checking import Broken, folded, locked, unseen
from wenguo.events import Joined, Left
from wenguo.folding import fold
from wenguo.line import canonical, read
from wenguo.models import Reply, belonging
from wenguo.models import store as files
from wenguo.models.turn import turn
from wenguo.models.writing import Writing
from wenguo.queries.numbers import normalised
from wenguo.text import Text
from wenguo.verbs import Erase, Join, Leave, Link, Refused, Unlink, Verb

__all__ = [
    "CLOCK",
    "COMPLAINANT",
    "Broken",
    "By",
    "Done",
    "folded",
    "locked",
    "perform",
    "perform_many",
    "unseen",
]


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
        act = Acting(by, at, Writing())
        done = act.begin([(verb, at)]) if verb.begins else act.go_on(verb, number or "", expected)
        if key:
            act.writing.add("wenguo_reply", _ref(by), key, asked, act.last_id, done.position, at)
        act.flush()
        if isinstance(verb, Link | Unlink) and number:
            _perform_mirror(verb, done, by, at)
        if isinstance(verb, Join | Leave):
            _keep_membership(act.last_id, done, by, at)
    if isinstance(verb, Erase):
        files.remove(act.files_to_remove)
    return done


def perform_many(begun: Iterable[Sequence[tuple[Verb, datetime]]], by: By) -> list[Done | Refused]:
    """Begin many complaints in a few statements, each with the acts that follow at once; same checks as `perform`.

    One transaction: a refused complaint leaves no trace and does not hinder the others.
    """
    results: list[Done | Refused] = []
    with turn(), transaction.atomic():
        act = Acting(by, datetime.now(UTC), Writing(block=2000))
        for steps in begun:
            mark = act.writing.mark()
            try:
                results.append(act.begin([(verb, at.astimezone(UTC)) for verb, at in steps]))
            except Refused as refused:
                act.writing.back_to(mark)
                results.append(refused)
        act.flush()
    return results


def _lock_in_order(*numbers: str) -> None:
    """Lock several complaints in one order, so that two who link them crosswise do not wait for each other for ever."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id FROM wenguo_complaint WHERE number = ANY(%s) ORDER BY id FOR UPDATE",
                [[normalised(number) for number in numbers]],
            )


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


# what these say of a whole group is in its rows already
_KEEPS_ROW = frozenset({"moved", "dismissed", "undone"})


def _keep_membership(complaint_id: int, done: Done, by: By, at: datetime) -> None:
    """The row of the group is what the log now says."""
    for event in done.events:
        if isinstance(event, Joined):
            belonging.put(complaint_id, event.group, event.role, at, by.account)
        elif isinstance(event, Left) and event.reason not in _KEEPS_ROW:
            belonging.take_out(complaint_id, event.group, event.reason, at, by.account)


def _perform_mirror(verb: Link | Unlink, done: Done, by: By, at: datetime) -> None:
    """The other complaint's log tells the link too, in the same transaction."""
    mirrored = verb.mirrored(done.number)
    act = Acting(by, at, Writing())
    _, c = locked(verb.other)
    already = c.links.get(done.number)
    if (already is None) if isinstance(mirrored, Unlink) else (already == mirrored.relation):
        return
    act.go_on(mirrored, verb.other, None)
    act.flush()
