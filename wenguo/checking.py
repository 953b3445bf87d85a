"""What the door looks at before an act: is the complaint there and its log whole, may this person, is it open, is it fresh."""

from __future__ import annotations

from django.db import connection

from wenguo.complaint import Complaint
from wenguo.folding import fold
from wenguo.line import read
from wenguo.queries.numbers import none_such, normalised
from wenguo.rules import permissions
from wenguo.rules.permissions import Actor
from wenguo.text import Text
from wenguo.verbs import Refused, Verb


class Broken(Exception):
    """The log of a complaint does not prove: nothing more is written on it until somebody has looked."""


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


def folded(complaint_id: int) -> Complaint | None:
    """A complaint folded from its stored lines."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM wenguo_line WHERE complaint_id = %s ORDER BY position", [complaint_id])
        texts = [row[0] for row in cursor.fetchall()]
    return fold((read(text), text) for text in texts)


def unseen(number: str) -> Refused:
    """What is said of a complaint that is not there, or that the asker may not know to be there."""
    return Refused(none_such(number), code="unseen")


def check_seen(actor: Actor, c: Complaint, number: str) -> None:
    """Refused as if it were not there, where the actor may not know that it is."""
    if not permissions.sees(actor, c):
        raise unseen(number)


def check_right(verb: Verb, actor: Actor, c: Complaint | None) -> None:
    """Refused where the actor may not do this at all."""
    why = permissions.why_not(verb.word(), actor, c)
    if why is not None:
        raise Refused(why, code="permission")


def check_open(verb: Verb, actor: Actor, c: Complaint) -> None:
    """Refused where the actor may not, or the complaint does not stand so that anybody could."""
    closed = permissions.why_closed(verb.word(), actor, c)
    if closed is not None:
        raise Refused(closed.text, code=closed.code)


def check_pointed_at(c: Complaint, *verbs: Verb) -> None:
    """Whatever was kept must stand in the log: what no line points at would be missed by proof and by erasure."""
    for verb in verbs:
        for field, kept in verb.kept():
            if kept.ref is None or kept.ref.id not in c.refs:
                raise RuntimeError(f"{verb.word()}.{field} was kept, but no line points at it")


def check_fresh(c: Complaint, expected: int | None) -> None:
    """Refused where a person has acted since the line that the asker saw last."""
    if expected is not None and not c.person_position <= expected <= c.length:
        raise Refused(_stale(c, expected), code="stale")


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
