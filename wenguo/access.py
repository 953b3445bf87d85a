"""Who looked at whose personal data: every reading is written to a chain of its own for each account.

One chain an account, so that readers never wait for each other, and a reading cannot be taken out unseen. Complainants
have no account: their looks at files of their own complaint stand in a chain of that complaint.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

import msgspec
from django.db import connection, transaction

from wenguo.line import FIRST, canonical, digest
from wenguo.models import Access, TheirLook

_LOCK, _THEIRS = 0x57470001, 0x57470002  # keys of PostgreSQL's advisory locks that nothing else of ours takes


def log_access(
    account_id: int, complaint_id: int, number: str, fields: Sequence[str], reason: str, via: str, at: datetime
) -> int:
    """Write down that `account_id` was shown these fields of a complaint, and why; returns the entry's position."""
    return log_accesses(account_id, [(complaint_id, number, fields)], reason, via, at)


def log_accesses(
    account_id: int, shown: Iterable[tuple[int, str, Sequence[str]]], reason: str, via: str, at: datetime
) -> int:
    """The same for many complaints (id, number, fields) shown at once, in as many statements as for one."""
    with transaction.atomic():
        _alone(_LOCK, account_id)
        last = (
            Access.objects.filter(account_id=account_id).order_by("-position").values_list("position", "data").first()
        )
        position, prev = (last[0], digest(last[1])) if last is not None else (0, FIRST)
        entries: list[Access] = []
        for complaint_id, number, fields in shown:
            position += 1
            data = canonical(
                {
                    "account": account_id,
                    "position": position,
                    "at": msgspec.to_builtins(at.astimezone(UTC)),
                    "number": number,
                    "fields": list(fields),
                    "reason": reason,
                    "via": via,
                    "prev": prev,
                }
            )
            prev = digest(data)
            entries.append(Access(account_id=account_id, position=position, complaint_id=complaint_id, data=data))
        Access.objects.bulk_create(entries)
    return position


def log_their_look(complaint_id: int, number: str, fields: Sequence[str], reason: str, at: datetime) -> int:
    """Write down that the complainant was given these files of their own complaint; returns the entry's position."""
    with transaction.atomic():
        _alone(_THEIRS, complaint_id)
        mine = TheirLook.objects.filter(complaint_id=complaint_id).order_by("-position")
        last = mine.values_list("position", "data").first()
        position, prev = (last[0] + 1, digest(last[1])) if last is not None else (1, FIRST)
        data = canonical(
            {
                "by": "complainant",
                "position": position,
                "at": msgspec.to_builtins(at.astimezone(UTC)),
                "number": number,
                "fields": list(fields),
                "reason": reason,
                "via": "portal",
                "prev": prev,
            }
        )
        TheirLook.objects.create(complaint_id=complaint_id, position=position, data=data)
    return position


def _alone(lock: int, owner: int) -> None:
    """One writer a chain until the transaction ends; SQLite has one writer at a time anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [lock, owner % 2**31])
