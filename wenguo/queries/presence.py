"""Who else looks at a complaint just now, what they are writing, and up to which line each has seen it."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
from django.db import connection

from wenguo.models import Account, Look
from wenguo.models.writing import stored
from wenguo.queries.numbers import none_such, normalised
from wenguo.queries.seeing import Asker, visible
from wenguo.verbs import VERBS, Refused

# An open page tells of itself every 15 seconds; after three silences its reader is gone.
GONE_AFTER = timedelta(seconds=45)


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """A complaint as far as a page that waits for news must know it."""

    id: int
    number: str
    length: int
    person_position: int


class Other(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody else who has the same complaint open; `doing` is the word of the verb they are writing, or empty."""

    account: int
    name: str
    doing: str


def seen(who: Asker, number: str) -> Seen:
    """How long a complaint's log is by now, in one statement. Raises Refused ("unseen") as if it were not there."""
    may, values = visible(who)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT c.id, c.number, c.length, c.person_position FROM wenguo_complaint c WHERE c.number = %s AND {may}",
            [normalised(number), *values],
        )
        row = cursor.fetchone()
    if row is None:
        raise Refused(none_such(number), code="unseen")
    return Seen(id=row[0], number=row[1], length=row[2], person_position=row[3])


def seen_up_to(account: int, complaint_id: int) -> int | None:
    """The last line this person has seen of it; None where they never looked."""
    return Look.objects.filter(account_id=account, complaint_id=complaint_id).values_list("position", flat=True).first()


def look(account: int, complaint_id: int, position: int, doing: str, at: datetime) -> None:
    """Write down that `account` looks, and has seen the log up to `position`; an older page takes nothing back."""
    word = doing if doing in VERBS else ""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO wenguo_look (account_id, complaint_id, position, at, doing) VALUES (%s, %s, %s, %s, %s) "
            "ON CONFLICT (account_id, complaint_id) DO UPDATE SET at = excluded.at, doing = excluded.doing, "
            "position = CASE WHEN excluded.position > wenguo_look.position THEN excluded.position "
            "ELSE wenguo_look.position END",
            [account, complaint_id, position, stored(at), word],
        )


def others(account: int, complaint_id: int, at: datetime) -> list[Other]:
    """Everybody else who looks at it now, by name."""
    rows = (
        Account.objects.filter(look__complaint_id=complaint_id, look__at__gt=at - GONE_AFTER)
        .exclude(pk=account)
        .order_by("display_name", "username")
        .values_list("pk", "display_name", "username", "look__doing")
    )
    return [Other(account=pk, name=name or user, doing=doing) for pk, name, user, doing in rows]
