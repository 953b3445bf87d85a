"""Earlier complaints of the same person, order or account: being made to tell it all again is a reason to escalate.

Each kind of trace is one look into an index over kept content, so that erasing the content erases the trace.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec
from django.db import connection

from wenguo.complaint import Complaint
from wenguo.models.kept import BETWEEN_DIGITS
from wenguo.queries import office
from wenguo.queries.queue import folded_many, openings
from wenguo.queries.seeing import Asker, visible
from wenguo.rules import privacy

_NO_DIGITS = re.compile(r"\D+")
FEWEST_DIGITS = 7
FEWEST_CHARACTERS = 4  # of an order: shorter ones would be everybody's
MOST_OF_ONE = 200  # of one trace the newest so many are looked at: a shop's own telephone stands on thousands


class Earlier(msgspec.Struct, frozen=True, kw_only=True):
    """One earlier complaint: which traces it shares (phone, email, contract), and how it stands."""

    id: int
    number: str
    by: tuple[str, ...]
    stage: str
    open: bool
    received_at: datetime
    owner: int
    name: str  # masked: enough to recognise
    words: str


def digits(phone: str) -> str:
    """What tells a telephone number, however it is written: its last eleven digits; empty where they are too few."""
    found = _NO_DIGITS.sub("", unicodedata.normalize("NFKC", phone))
    return found[-11:] if len(found) >= FEWEST_DIGITS else ""


def bare(contract: str) -> str:
    """What tells an order or contract, however it is written; empty where it is too short to tell anything."""
    found = contract.replace(" ", "").strip().upper()[:60]
    return found if len(found) >= FEWEST_CHARACTERS else ""


def earlier(who: Asker, *, phone: str = "", email: str = "", contract: str = "", limit: int = 8) -> list[Earlier]:
    """The newest complaints that share a trace, open ones first; only those whose contact data `who` could be shown.

    A person complained of finds nothing here: that a telephone number leads to a complaint would tell who made it.
    """
    shares: dict[int, list[str]] = defaultdict(list)
    for kind, key in (("phone", digits(phone)), ("email", email.strip().lower()), ("contract", bare(contract))):
        if key and (kind != "email" or "@" in key):
            for complaint_id in _sharing(who, kind, key):
                shares[complaint_id].append(kind)
    newest = sorted(shares, reverse=True)[: limit * 4]
    complaints = {one: c for one, c in folded_many(newest).items() if _may_be_told(who, c)}
    names = _names(complaints)
    first = openings(complaints, 120, subject=False)
    found = [
        _earlier(one, c, tuple(shares[one]), names.get(one, ""), first.get(one, "")) for one, c in complaints.items()
    ]
    return sorted(found, key=lambda one: (not one.open, -one.id))[:limit]


def _sharing(who: Asker, kind: str, key: str) -> list[int]:
    """Complaints that `who` may see and that share one trace; the index is walked from the newest."""
    table, expression, condition = place_of(kind)
    may, values = visible(who)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT c.id FROM (SELECT complaint_id FROM {table} WHERE {condition} AND {expression} = %s "
            f"ORDER BY complaint_id DESC LIMIT {MOST_OF_ONE}) AS t "
            f"JOIN wenguo_complaint c ON c.id = t.complaint_id WHERE {may} ORDER BY c.id DESC",
            [key, *values],
        )
        return [row[0] for row in cursor.fetchall()]


def place_of(kind: str) -> tuple[str, str, str]:
    """Table, expression and condition of a trace, said as its index says them (models/kept.py)."""
    sqlite = connection.vendor == "sqlite"
    if kind == "email":
        return "wenguo_person", "LOWER(email)", "email > ''"
    if kind == "contract":
        plain = "UPPER(REPLACE(text, ' ', ''))"
        return "wenguo_message", f"SUBSTR({plain}, 1, 60)" if sqlite else f"LEFT({plain}, 60)", "field = 'contract'"
    plain = "phone"
    for character in BETWEEN_DIGITS:
        plain = f"REPLACE({plain}, '{character}', '')"
    return "wenguo_person", f"SUBSTR({plain}, (11 * -1), 11)" if sqlite else f"RIGHT({plain}, 11)", "phone > ''"


def _may_be_told(who: Asker, c: Complaint) -> bool:
    """Whoever may not see whose complaint it is, even for a reason, may not find it by a telephone number either."""
    actor = office.actor(who.account, office.units()[c.unit], who.via)
    return actor is not None and privacy.may_unmask(actor, c)


def _names(complaints: dict[int, Complaint]) -> dict[int, str]:
    wanted = {int(c.complainant.id[1:]): one for one, c in complaints.items() if c.complainant is not None}
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, name FROM wenguo_person WHERE id IN ({_places(wanted)})", list(wanted))
        return {wanted[number]: privacy.masked("name", name or "") for number, name in cursor.fetchall()}


def _places(values: Iterable[Any]) -> str:
    return ", ".join("%s" for _ in values)


def _earlier(one: int, c: Complaint, by: tuple[str, ...], name: str, words: str) -> Earlier:
    assert c.received_at is not None
    return Earlier(
        id=one,
        number=c.number,
        by=by,
        stage=c.stage,
        open=c.is_open(),
        received_at=c.received_at,
        owner=c.owner,
        name=name,
        words=words,
    )
