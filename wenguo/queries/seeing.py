"""Which complaints an asker may see, as a condition on wenguo_complaint c."""

from __future__ import annotations

from typing import Any

import msgspec
from django.db import connection

from wenguo.queries import office


class Asker(msgspec.Struct, frozen=True):
    """Who asks: an account, and the units its roles let it see (None: all)."""

    account: int
    units: frozenset[int] | None
    via: str = "cli"
    desks: tuple[int, ...] = ()  # units where it is handler or head: it sees what they were asked for
    hidden: tuple[int, ...] = ()  # complaints that this account may not know of, whatever its role


def asker(account_id: int, via: str = "cli") -> Asker:
    """The asker an account is."""
    units, desks = office.reach_and_desks(account_id)
    return Asker(
        account=account_id,
        units=None if units is None else frozenset(units),
        via=via,
        desks=desks,
        hidden=_hidden(account_id),
    )


def _hidden(account_id: int) -> tuple[int, ...]:
    with connection.cursor() as cursor:  # an index of the few rows that are hidden from anybody
        cursor.execute(
            "SELECT id FROM wenguo_complaint WHERE hidden_from IS NOT NULL AND hidden_from LIKE %s",
            [named(account_id)],
        )
        return tuple(row[0] for row in cursor.fetchall())


def named(account_id: int) -> str:
    """The pattern that finds an account in a list such as ",3,7,"."""
    return f"%,{account_id},%"


def unhidden(who: Asker) -> str:
    """The condition that leaves out what is hidden from `who`."""
    return f"c.id NOT IN ({', '.join(map(str, who.hidden))})" if who.hidden else "1 = 1"


def visible(who: Asker) -> tuple[str, list[Any]]:
    """The condition that leaves only what `who` may see, and its parameters."""
    if who.units is None:
        return unhidden(who), []
    parts = ["c.owner_id = %s", "c.first_responder_id = %s", "c.offered_to = %s", "c.also_seen_by LIKE %s"]
    values: list[Any] = [*[who.account] * 3, named(who.account)]
    for desk in who.desks:
        parts.append("c.asked_units LIKE %s")
        values.append(named(desk))
    if who.units:
        parts.append(f"c.unit_id IN ({', '.join(['%s'] * len(who.units))})")
        values += sorted(who.units)
    return f"({' OR '.join(parts)}) AND {unhidden(who)}", values


def scope(who: Asker) -> tuple[int, ...] | None:
    """The same as a scope of the search index: units, and the person as a negative number."""
    if who.units is None:
        return None
    return (*sorted(who.units), -who.account)
