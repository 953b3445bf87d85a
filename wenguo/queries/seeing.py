"""Which complaints an asker may see, as a condition on wenguo_complaint c."""

from __future__ import annotations

from typing import Any

import msgspec

from wenguo.queries import office


class Asker(msgspec.Struct, frozen=True):
    """Who asks: an account, and the units its roles let it see (None: all)."""

    account: int
    units: frozenset[int] | None
    via: str = "cli"


def asker(account_id: int, via: str = "cli") -> Asker:
    """The asker an account is."""
    units = office.reach(account_id)
    return Asker(account_id, None if units is None else frozenset(units), via)


def visible(who: Asker) -> tuple[str, list[Any]]:
    """The condition that leaves only what `who` may see, and its parameters."""
    if who.units is None:
        return "1 = 1", []
    parts = ["c.owner_id = %s", "c.first_responder_id = %s", "c.offered_to = %s"]
    values: list[Any] = [who.account] * 3
    if who.units:
        parts.append(f"c.unit_id IN ({', '.join(['%s'] * len(who.units))})")
        values += sorted(who.units)
    return f"({' OR '.join(parts)})", values


def scope(who: Asker) -> tuple[int, ...] | None:
    """The same as a scope of the search index: units, and the person as a negative number."""
    if who.units is None:
        return None
    return (*sorted(who.units), -who.account)
