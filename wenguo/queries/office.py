"""The office as the door needs it: units with what they inherit, who holds which role, and which policy is in force."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

import msgspec
from django.conf import settings
from django.db import connection

from wenguo import packs
from wenguo.models import Unit
from wenguo.models.writing import stored
from wenguo.queries import codes
from wenguo.rules.calendar import Calendar, Hours
from wenguo.rules.permissions import SEES_PARTS, SEES_UNIT, Actor
from wenguo.rules.policy import Policy, Taxonomy

HOUSE = ("house",)
MAJOR = "major"


class UnitFacts(msgspec.Struct, frozen=True, kw_only=True):
    """A unit with everything it inherits: `path` is its own id and its ancestors', nearest first."""

    id: int
    code: str
    name: str
    name_en: str
    parent: int | None
    path: tuple[int, ...]
    packs: tuple[str, ...]
    country: str
    time_zone: str
    hours: Any
    extra_days: Any
    head: int | None
    active: bool


class AccountFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What rules may know of an account."""

    id: int
    active: bool
    unit: int | None
    away_until: datetime | None = None
    deputy: int | None = None
    away: bool = False


_lock = threading.Lock()
_held = threading.local()
_units: dict[int, UnitFacts] = {}
_stamp: tuple[Any, ...] | None = None
_codes: tuple[tuple[Any, ...], Taxonomy] | None = None
_policies: dict[tuple[int, date], Policy] = {}


def units() -> dict[int, UnitFacts]:
    """All units by id, read anew only when one changed; the codes are looked after by the way."""
    global _stamp, _codes, _units, _policies  # noqa: PLW0603 — one cache a process, guarded by its lock
    if getattr(_held, "looked", False):
        return _units
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), max(changed_at), (SELECT count(*) FROM wenguo_code), "
            "(SELECT max(changed_at) FROM wenguo_code) FROM wenguo_unit"
        )
        name, row = str(connection.settings_dict["NAME"]), cursor.fetchone()
    stamp, of_codes = (name, *row[:2]), (name, *row[2:])
    with _lock:
        if _codes is None or _codes[0] != of_codes:
            _codes = (of_codes, codes.in_force())
        if stamp != _stamp:
            _units, _policies = _read_units(), {}  # new ones: others may be reading the old
            _stamp = stamp
        if hasattr(_held, "looked"):
            _held.looked = True
        return _units


@contextmanager
def held() -> Iterator[None]:
    """Within it, look once whether units or codes have changed: for one reading, such as a page."""
    _held.looked = False
    try:
        yield
    finally:
        del _held.looked


def _read_units() -> dict[int, UnitFacts]:
    rows = {unit.pk: unit for unit in Unit.objects.all()}
    found: dict[int, UnitFacts] = {}
    for unit in rows.values():
        chain = [unit]
        while chain[-1].parent_id is not None and len(chain) <= len(rows):
            chain.append(rows[chain[-1].parent_id])

        def inherited(name: str, chain: list[Unit] = chain) -> Any:
            return next((getattr(one, name) for one in chain if getattr(one, name)), None)

        found[unit.pk] = UnitFacts(
            id=unit.pk,
            code=unit.code,
            name=unit.name,
            name_en=unit.name_en,
            parent=unit.parent_id,
            path=tuple(one.pk for one in chain),
            packs=tuple(inherited("packs") or HOUSE),
            country=inherited("country") or "CN",
            time_zone=inherited("time_zone") or settings.TIME_ZONE,
            hours=inherited("hours"),
            extra_days=inherited("extra_days") or {},
            head=unit.head_id,
            active=unit.active,
        )
    return found


def policy_of(unit: UnitFacts, on: date) -> Policy:
    """The policy of a unit for a complaint received on that day."""
    known = _policies.get((unit.id, on))
    if known is None:
        extra = {date.fromisoformat(day): bool(open_) for day, open_ in unit.extra_days.items()}
        hours = msgspec.convert(unit.hours, Hours) if unit.hours else None
        calendar = Calendar(unit.country, unit.time_zone, hours, extra)
        ids = unit.packs if "house" in unit.packs else (*unit.packs, "house")
        ids = ids if MAJOR in ids else (*ids, MAJOR)  # binds every unit, whichever packs it lists
        known = packs.policy_for(ids, on, calendar)
        _policies[(unit.id, on)] = known
    return known


def taxonomy() -> Taxonomy:
    """The codes in force, as they were when the units were last asked for: every act and every page asks first."""
    if _codes is None:
        units()
    assert _codes is not None
    return _codes[1]


def forget_codes() -> None:
    """Read the codes anew, for whoever just changed one."""
    global _codes  # noqa: PLW0603 — one cache a process
    _codes = None


def top() -> int:
    """The unit above all others: of those with none above them the one with the most below."""
    every = units().values()
    sizes = Counter(unit.path[-1] for unit in every)
    return max((unit.id for unit in every if unit.parent is None), key=lambda one: (sizes[one], -one))


def below(unit_id: int) -> list[int]:
    """The unit and everything under it."""
    return [unit.id for unit in units().values() if unit_id in unit.path]


def actor(account_id: int, unit: UnitFacts | None, via: str) -> Actor | None:
    """The actor an account is toward a unit: its roles there and above; None where it is disabled or unknown."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.is_active, m.unit_id, m.role FROM wenguo_account a "
            "LEFT JOIN wenguo_membership m ON m.account_id = a.id WHERE a.id = %s",
            [account_id],
        )
        rows = cursor.fetchall()
    if not rows or not rows[0][0]:
        return None
    path = unit.path if unit is not None else ()
    roles = frozenset(role for _, unit_id, role in rows if unit_id in path)
    desks = frozenset(unit_id for _, unit_id, role in rows if role in SEES_PARTS)
    return Actor(ref=f"account:{account_id}", account=account_id, roles=roles, via=via, desks=desks)


def reach(account_id: int) -> set[int] | None:
    """The units whose complaints an account sees by its role; None means all of them."""
    return reach_and_desks(account_id)[0]


def reach_and_desks(account_id: int) -> tuple[set[int] | None, tuple[int, ...]]:
    """The units it sees (None: all of them), and those whose parts come to it: where it is handler or head."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT m.unit_id, m.role FROM wenguo_membership m JOIN wenguo_account a ON a.id = m.account_id "
            "WHERE m.account_id = %s AND a.is_active",
            [account_id],
        )
        rows = cursor.fetchall()
    tops = {unit_id for unit_id, role in rows if role in SEES_UNIT}
    desks = tuple(sorted({unit_id for unit_id, role in rows if role in SEES_PARTS}))
    if not tops:
        return set(), desks
    every = units()
    seen = {unit.id for unit in every.values() if tops & set(unit.path)}
    return None if len(seen) == len(every) else seen, desks


def account(account_id: int | None, at: datetime) -> AccountFacts | None:
    """What rules may know of one account."""
    if account_id is None:
        return None
    with connection.cursor() as cursor:  # plain: the door asks this in every act
        cursor.execute(
            "SELECT id, is_active, unit_id, away_from, away_until, deputy_id, "
            "(SELECT max(p.until) FROM wenguo_pause p WHERE p.account_id = a.id AND p.until > %s) "
            "FROM wenguo_account a WHERE id = %s",
            [stored(at), account_id],
        )
        found = cursor.fetchone()
    if found is None:
        return None
    pk, active, unit, away_from, away_until, deputy, paused = found
    away_from, away_until, paused = _aware(away_from), _aware(away_until), _aware(_plain(paused))
    away = away_until is not None and away_until > at and (away_from is None or away_from <= at)
    if paused is not None and not away:
        away, away_until = True, paused
    return AccountFacts(id=pk, active=bool(active), unit=unit, away_until=away_until, deputy=deputy, away=away)


# The roles whose holder's deputy may say yes in their place while they are away.
STOOD_IN = ("head", "approver", "quality", "legal")


def stands_in(account_id: int | None, unit: UnitFacts, at: datetime) -> dict[str, int]:
    """The approving roles that an account holds for somebody away whose deputy it is, and for whom."""
    if account_id is None:
        return {}
    roles, path = ", ".join("%s" for _ in STOOD_IN), ", ".join("%s" for _ in unit.path)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.id, a.away_from, a.away_until, m.role FROM wenguo_account a "
            "JOIN wenguo_membership m ON m.account_id = a.id WHERE a.deputy_id = %s AND a.away_until IS NOT NULL "
            f"AND a.is_active AND m.role IN ({roles}) AND m.unit_id IN ({path})",
            [account_id, *STOOD_IN, *unit.path],
        )
        rows = cursor.fetchall()
    return {
        role: pk
        for pk, begins, ends, role in rows
        if (until := _aware(ends)) is not None and until > at and ((since := _aware(begins)) is None or since <= at)
    }


def _plain(moment: datetime | str | None) -> datetime | None:
    """What SQLite gives of a computed moment is its text."""
    return datetime.fromisoformat(moment) if isinstance(moment, str) else moment


def in_place_of(actor: Actor, unit: UnitFacts, at: datetime) -> Actor:
    """The actor with the approving roles held for somebody who is away."""
    held = stands_in(actor.account, unit, at)
    return msgspec.structs.replace(actor, roles=actor.roles | held.keys()) if held else actor


def _aware(moment: datetime | None) -> datetime | None:
    """A moment as a plain statement gave it; SQLite gives it without zone."""
    return moment if moment is None or moment.tzinfo is not None else moment.replace(tzinfo=UTC)
