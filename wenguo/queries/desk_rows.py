"""The rows of the desk: the complaints of a glance folded once, however many lists they stand in, with their words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

import msgspec
from django.db import connection

from wenguo.complaint import Clock, Complaint, Promise
from wenguo.events import Asked, Enclosed, HandOverOffered, Heard, Ref
from wenguo.folding import fold
from wenguo.line import Line
from wenguo.queries.desk import Glance
from wenguo.queries.queue import Reason, logs
from wenguo.queries.seeing import Asker
from wenguo.rules import urgency
from wenguo.rules.lifecycle import DECIDING

SHOWN = 120  # characters of the words that a row begins with


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One complaint as the desk shows it; `what` is what the promise in `due` promises."""

    c: Complaint
    words: str
    due: Clock | Promise | None
    what: str
    because: list[Reason]
    points: int
    fresh: int  # lines by others since the asker looked


class Owed(msgspec.Struct, frozen=True, kw_only=True):
    """A promise that is not kept yet."""

    row: Row
    promise: Promise
    what: str


class Offered(msgspec.Struct, frozen=True, kw_only=True):
    """A hand-over that waits for the asker's yes; `by` is who offers it, None where a rule does."""

    row: Row
    by: int | None
    reason: str


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """A question that waits for the asker's words."""

    row: Row
    by: int | None
    at: datetime
    question: str


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the desk shows."""

    rows: list[Row]
    owed: list[Owed]
    offered: list[Offered]
    wanted: list[Wanted]
    awaiting: list[Row]
    followed: list[Row]


def look(who: Asker, at: datetime, seen: Glance) -> Desk:
    """The complaints of a glance, with the words a page shows of them."""
    told = logs(seen.ids)
    folded = {one: c for one, lines in told.items() if (c := fold((line, text) for line, text in lines)) is not None}
    offers = {one: _offer(told[one]) for one in seen.lists["offered"] if one in told}
    wanted = {one: line for one in seen.lists["named"] if one in told and (line := _question(told[one], who.account))}
    texts = _texts(_refs(folded.values(), [*offers.values(), *wanted.values()]))
    looked = _looked(who.account, seen.ids)

    def row(one: int) -> Row:
        fresh = sum(_is_news(line, who.account) for line, _ in told[one][looked.get(one, 0) :])
        return _row(folded[one], at, texts, fresh)

    def rows(ids: Iterable[int]) -> list[Row]:
        return [row(one) for one in ids if one in folded]

    return Desk(
        rows=rows(seen.rows),
        owed=_owed(rows(seen.lists["owed"]), texts),
        offered=[
            Offered(row=row(one), by=_account(line.by), reason=_text(texts, getattr(line.event, "reason", None)))
            for one, line in offers.items()
            if line is not None
        ],
        wanted=[
            Wanted(
                row=row(one),
                by=_account(line.by),
                at=line.at,
                question=_text(texts, getattr(line.event, "words", None)),
            )
            for one, line in wanted.items()
        ],
        awaiting=rows(one for one in seen.lists["awaiting"] if one in folded and _may_judge(who, folded[one])),
        followed=[
            found
            for found in rows(one for one in seen.lists["named"] if one not in wanted and one not in seen.rows)
            if found.fresh and who.account in found.c.followers
        ],
    )


def _row(c: Complaint, at: datetime, texts: Mapping[str, str], fresh: int) -> Row:
    due = urgency.nearest(c)
    opening = c.subject or c.words
    reasons = urgency.because(c, at)  # the first is the due moment itself, which faces say in their own words
    return Row(
        c=c,
        words=_text(texts, opening),
        due=due,
        what=_text(texts, due.what) if isinstance(due, Promise) else "",
        because=[Reason(one.text, one.points) for one in reasons[1:]],
        points=sum(one.points for one in reasons),
        fresh=fresh,
    )


def _owed(rows: Iterable[Row], texts: Mapping[str, str]) -> list[Owed]:
    """Every promise of these complaints that is not kept, the soonest first."""
    found = [
        Owed(row=row, promise=one, what=_text(texts, one.what))
        for row in rows
        for one in row.c.promises
        if one.state in {"open", "broken"}
    ]
    return sorted(found, key=lambda one: one.promise.due_at)


def _offer(lines: list[tuple[Line, str]]) -> Line | None:
    """The line that offered the hand-over which waits."""
    return next((line for line, _ in reversed(lines) if isinstance(line.event, HandOverOffered)), None)


def _question(lines: list[tuple[Line, str]], account: int) -> Line | None:
    """The last question to this account that it has not yet answered, in words or by material."""
    asked: Line | None = None
    for line, _ in lines:
        event = line.event
        if isinstance(event, Asked) and event.account == account:
            asked = line
        elif isinstance(event, Heard | Enclosed) and account in {_account(line.by), getattr(event, "account", None)}:
            asked = None
    return asked


def _is_news(line: Line, account: int) -> bool:
    return not line.event.quiet and _account(line.by) != account


def _may_judge(who: Asker, c: Complaint) -> bool:
    """Nobody judges their own work, nor what they are complained of."""
    if "approve" in DECIDING and who.account in c.concerned:
        return False
    mine = f"account:{who.account}"
    if c.approval == "asked" and c.approval_asked_by != mine:
        return True
    return any(one.state == "offered" and one.by != mine for one in c.offers)


def _account(ref: str) -> int | None:
    """The account id in a reference such as "account:3"."""
    name, _, number = ref.partition(":")
    return int(number) if name == "account" and number else None


def _refs(told: Iterable[Complaint], asked: Iterable[Line | None]) -> set[str]:
    """Whatever words the rows show."""
    found: list[Ref | None] = []
    for c in told:
        found.append(c.subject or c.words)
        found += [one.what for one in c.promises if one.state in {"open", "broken"}]
    for line in asked:
        if line is not None:
            found += [getattr(line.event, "reason", None), getattr(line.event, "words", None)]
    return {ref.id for ref in found if ref is not None}


def _texts(refs: Iterable[str]) -> dict[str, str]:
    """How these words begin, on one line."""
    wanted = sorted(int(one[1:]) for one in refs)
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        places = ", ".join(["%s"] * len(wanted))
        cursor.execute(f"SELECT id, substr(text, 1, {SHOWN}) FROM wenguo_message WHERE id IN ({places})", wanted)
        return {f"m{number}": " ".join((text or "").split()) for number, text in cursor.fetchall()}


def _text(texts: Mapping[str, str], ref: Ref | None) -> str:
    return texts.get(ref.id, "") if ref is not None else ""


def _looked(account: int, ids: Iterable[int]) -> dict[int, int]:
    """Up to which line the account has seen each of these."""
    wanted = sorted(ids)
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT complaint_id, position FROM wenguo_look "
            f"WHERE account_id = %s AND complaint_id IN ({', '.join(['%s'] * len(wanted))})",
            [account, *wanted],
        )
        return dict(cursor.fetchall())
