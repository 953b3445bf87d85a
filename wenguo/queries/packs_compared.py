"""Two versions of a pack side by side, and what a choice of packs would set running: nothing is changed by looking."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from django.db import connection

from wenguo import packs
from wenguo.queries import office
from wenguo.queries.queue import folded_many
from wenguo.rules.calendar import Calendar, Hours
from wenguo.rules.policy import BadPack, Pack, Rule, check, check_together

LARGEST = 500_000
LOOKED_AT = 300  # of the open complaints, the most urgent: folding more would make the page slow
COMPARED = (
    *("length", "unit", "inclusive", "rollover", "complexity", "obligor", "kind", "start_event", "ends_on", "applies"),
    *("unless", "extensions", "pauses", "restarts_on", "warn_at", "amounts", "grade", "pending", "falls_back_to"),
    *("source", "confirmed_by"),
)
OF_PACK = (
    *(
        "version",
        "answer_parts",
        "short_form_parts",
        "approval_needed",
        "unreachable_attempts",
        "escalate_offer_hours",
        "part_days",
    ),
    *("quiet_hours", "report_up", "retention_years"),
)


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One rule that differs: added (no `before`), removed (no `after`) or changed in `fields`."""

    id: str
    before: Rule | None
    after: Rule | None
    fields: tuple[str, ...] = ()
    running: int = 0

    @property
    def sort(self) -> str:
        """Which of the three it is."""
        return "added" if self.before is None else "removed" if self.after is None else "changed"


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that differs between two versions, and how many rules are the same."""

    before: Pack
    after: Pack
    before_on: date
    after_on: date
    differences: list[Difference]
    settings: list[tuple[str, Any, Any]]
    same: int


def compare(before: Pack, after: Pack, before_on: date, after_on: date, running: Counter[tuple[str, str]]) -> Compared:
    """The rules in force on two days, by their ids; `running` counts clocks by (pack, rule)."""
    old = {rule.id: rule for rule in before.rules if rule.is_valid(before_on)}
    new = {rule.id: rule for rule in after.rules if rule.is_valid(after_on)}
    found = []
    for name in dict.fromkeys((*old, *new)):
        one, other = old.get(name), new.get(name)
        fields = tuple(f for f in COMPARED if one and other and getattr(one, f) != getattr(other, f))
        if one is None or other is None or fields:
            found.append(Difference(id=name, before=one, after=other, fields=fields, running=running[before.id, name]))
    settings = [
        (name, getattr(before, name), getattr(after, name))
        for name in OF_PACK
        if getattr(before, name) != getattr(after, name)
    ]
    return Compared(
        before=before,
        after=after,
        before_on=before_on,
        after_on=after_on,
        differences=found,
        settings=settings,
        same=len(old.keys() & new.keys()) - sum(1 for one in found if one.sort == "changed"),
    )


def read_pack(content: bytes) -> Pack:
    """A pack from a file somebody gave; raises BadPack with every problem. It is looked at and not kept."""
    try:
        raw = tomllib.loads(content[:LARGEST].decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadPack([f"not readable as TOML in UTF-8 ({error})"]) from error
    if not isinstance(raw.get("pack"), dict):
        raise BadPack(["there is no [pack] table"])
    try:
        whole = packs.assembled(raw)
        problems = check(whole, str(raw["pack"].get("id", "")))
    except (TypeError, ValueError, AttributeError) as error:
        raise BadPack([f"a table is not of the form packs have ({error})"]) from error
    if not problems:
        made: Pack = msgspec.convert(whole, Pack)
        others = [(name, one) for name, one in packs.load().items() if name != made.id]
        problems = check_together([*others, ("", made)])
    if problems:
        raise BadPack(problems)
    return made


def turning_days(pack: Pack) -> list[date]:
    """The days on which a version of a rule begins or ends, to choose two of."""
    begun = {rule.valid_from for rule in pack.rules if rule.valid_from}
    ended = {date.fromordinal(rule.valid_to.toordinal() + 1) for rule in pack.rules if rule.valid_to}
    return sorted(begun | ended)


def running_clocks(units: Iterable[int]) -> tuple[Counter[tuple[str, str]], bool]:
    """Running clocks of open complaints of these units by (pack, rule); True where only the most urgent were looked at."""
    wanted = sorted(units)
    if not wanted:
        return Counter(), False
    places = ", ".join(["%s"] * len(wanted))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM wenguo_complaint WHERE NOT (stage = 'closed') AND unit_id IN ({places}) "
            "ORDER BY urgent_at LIMIT %s",
            [*wanted, LOOKED_AT + 1],
        )
        ids = [row[0] for row in cursor.fetchall()]
    found: Counter[tuple[str, str]] = Counter()
    for c in folded_many(ids[:LOOKED_AT]).values():
        found.update((clock.pack, clock.rule) for clock in c.clocks if clock.state == "running")
    return found, len(ids) > LOOKED_AT


def starting(unit: office.UnitFacts, chosen: Iterable[str], at: datetime) -> list[tuple[Rule, datetime]]:
    """The clocks that a complaint received now would set running under these packs, with when each is due."""
    calendar = Calendar(
        unit.country,
        unit.time_zone,
        msgspec.convert(unit.hours, Hours) if unit.hours else None,
        {date.fromisoformat(day): bool(works) for day, works in (unit.extra_days or {}).items()},
    )
    ids = tuple(chosen)
    ids = ids if "house" in ids else (*ids, "house")
    policy = packs.policy_for(ids, at.astimezone(ZoneInfo(unit.time_zone)).date(), calendar)
    return [(rule, policy.due(rule, at).due_at) for rule in policy.clocks_starting("receipt") if rule.firm_clock]


def used_by(pack_id: str) -> list[office.UnitFacts]:
    """The units in use that this pack binds, by their own choice or inherited."""
    return [one for one in office.units().values() if one.active and pack_id in one.packs]
