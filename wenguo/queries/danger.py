"""Complaints in danger: who must know of a major one, which are open, which were warned of, and how often that was right."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

import msgspec
from django.db import connection

from wenguo.complaint import Complaint
from wenguo.models import Account, Membership
from wenguo.models.writing import stored
from wenguo.packs.majors import criteria
from wenguo.queries import house, office
from wenguo.queries.seeing import Asker, unhidden
from wenguo.rules import major

FEWEST = 20  # closed complaints of each kind below which no rate is shown: a design value
SHOWN = 30


class Knower(msgspec.Struct, frozen=True, kw_only=True):
    """One account that must know of a major complaint: by which role, within how many hours, and when it was told.

    Without an account nobody holds the role: that too must be seen.
    """

    account: int | None
    role: str
    hours: int
    since: datetime
    due_at: datetime
    told_at: datetime | None = None


def knowers(c: Complaint, codes: Iterable[str] | None = None, at: datetime | None = None) -> list[Knower]:
    """Who must know, each once and by the earliest moment; its owner knows, and nobody who is complained of is told.

    With `codes` it is asked before the listing: as if they were listed `at`.
    """
    listed = dict(c.major.listed) if c.major is not None and (codes is None or c.major.open) else {}
    listed |= {code: at for code in codes or () if code not in listed and at is not None}
    told = c.major.first_told if c.major is not None else {}
    path = office.units()[c.unit].path
    found: dict[int | str, Knower] = {}
    for due in major.must_know(listed, criteria()):
        holders = _holders(due.role, path, c.concerned)
        # a role knows once one who holds it knows
        holders = [one for one in holders if one in told] or holders
        for account in (*holders, *(() if holders else (None,))):
            if account == c.owner or (account or due.role) in found or (account is None and due.role == "head_above"):
                continue  # at the top nobody is above
            found[account or due.role] = Knower(
                account=account,
                role=due.role,
                hours=due.hours,
                since=due.since,
                due_at=due.at,
                told_at=told.get(account) if account is not None else None,
            )
    return sorted(found.values(), key=lambda one: (one.due_at, one.role, one.account or 0))


def must_know(c: Complaint) -> set[int]:
    """The accounts that must know of it."""
    return {one.account for one in knowers(c) if one.account is not None}


def _holders(role: str, path: tuple[int, ...], concerned: Collection[int]) -> list[int]:
    """Who holds a role: heads by the unit they lead, others at the nearest unit that has any; none complained of."""
    every = office.units()
    heads = [head for one in path if (head := every[one].head) is not None and head not in concerned]
    if role in {"head", "head_above"}:
        active = set(Account.objects.filter(pk__in=heads, is_active=True).values_list("pk", flat=True))
        named = [one for one in dict.fromkeys(heads) if one in active]
        return named[:1] if role == "head" else named[1:2]
    rows = Membership.objects.filter(role=role, unit_id__in=path, account__is_active=True)
    held: dict[int, list[int]] = {}
    for unit, account in rows.exclude(account_id__in=concerned).values_list("unit_id", "account_id"):
        held.setdefault(unit, []).append(account)
    return next((sorted(held[one]) for one in path if one in held), [])


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """One cause: warned of, grew afterwards, and what people found of it, where they said so."""

    cause: str
    warned: int
    grew: int
    holds: int
    unfounded: int


class Warnings(msgspec.Struct, frozen=True, kw_only=True):
    """Of complaints closed since a day: how many grew after a warning, and how many grew without one."""

    since: datetime
    warned: int
    right: int
    unwarned: int
    grew: int
    causes: tuple[Counted, ...]

    @property
    def enough(self) -> bool:
        """May a rate be shown?"""
        return self.warned >= FEWEST and self.unwarned >= FEWEST

    @property
    def weighed(self) -> tuple[int, int]:
        """Of the warnings that people weighed: how many hold, how many do not."""
        return sum(one.holds for one in self.causes), sum(one.unfounded for one in self.causes)

    @property
    def held(self) -> int | None:
        """Percent of the weighed that hold; None where there are too few."""
        holds, unfounded = self.weighed
        return round(100 * holds / (holds + unfounded)) if holds + unfounded >= FEWEST else None

    @property
    def rates(self) -> tuple[int, int] | None:
        """Percent that grew after a warning, and without one; None where there are too few."""
        if not self.enough:
            return None
        return round(100 * self.right / self.warned), round(100 * self.grew / self.unwarned)


def proven(who: Asker, unit: int, since: datetime, causes: Iterable[str]) -> Warnings:
    """How often warnings were right: one walk over what was closed in the units since then."""
    listed = tuple(causes)
    each = ", ".join(
        f"count(CASE WHEN c.alerted LIKE '%%,{cause},%%' THEN 1 END), "
        f"count(CASE WHEN c.alerted LIKE '%%,{cause},%%' AND c.right_at IS NOT NULL THEN 1 END), "
        f"count(CASE WHEN c.alerted LIKE '%%,{cause}:holds,%%' THEN 1 END), "
        f"count(CASE WHEN c.alerted LIKE '%%,{cause}:unfounded,%%' THEN 1 END)"
        for cause in listed
    )
    units = office.below(unit)
    sql = (
        "SELECT count(c.warned_at), count(c.right_at), count(CASE WHEN c.warned_at IS NULL THEN 1 END), "
        f"count(CASE WHEN c.warned_at IS NULL AND c.worse_at IS NOT NULL THEN 1 END), {each} FROM wenguo_complaint c "
        f"WHERE c.stage = 'closed' AND c.live AND NOT c.grumble AND c.closed_at >= %s "
        f"AND c.unit_id IN ({', '.join(['%s'] * len(units))}) AND {unhidden(who)}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [stored(since), *units])
        row = [int(one or 0) for one in cursor.fetchone()]
    fields = ("warned", "grew", "holds", "unfounded")
    counted = tuple(
        Counted(cause=cause, **dict(zip(fields, row[4 + 4 * i : 8 + 4 * i], strict=True)))
        for i, cause in enumerate(listed)
    )
    return Warnings(since=since, warned=row[0], right=row[1], unwarned=row[2], grew=row[3], causes=counted)


def majors(who: Asker, unit: int) -> list[int]:
    """The open major complaints of a unit and those below, the gravest and oldest first."""
    order = "CASE c.major WHEN 'disaster' THEN 0 WHEN 'crisis' THEN 1 ELSE 2 END, c.id"
    return _ids(who, unit, "c.major IS NOT NULL", order)


def warned(who: Asker, unit: int) -> list[int]:
    """The open complaints of a unit and those below that were warned of, the newest warning first."""
    return _ids(who, unit, "c.warned_at IS NOT NULL AND NOT (c.stage = 'closed')", "c.warned_at DESC, c.id")


def _ids(who: Asker, unit: int, condition: str, order: str) -> list[int]:
    units = office.below(unit)
    values: list[Any] = [*units, SHOWN]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT c.id FROM wenguo_complaint c WHERE {condition} AND c.unit_id IN ({', '.join(['%s'] * len(units))}) "
            f"AND {unhidden(who)} ORDER BY {order} LIMIT %s",
            values,
        )
        return [row[0] for row in cursor.fetchall()]


def given(c: Complaint, complaint_id: int) -> major.Given:
    """What beside the complaint bears on its criteria: people in its confirmed group, and what sum counts as very large.

    Only what can bear on this one is looked up: a group that came in person, a sum where sums are asked for.
    """
    together = _together(complaint_id) if c.channel == "face" else 1
    if not any(one.amount_fen for one in c.demands):
        return major.Given(together=together)
    return major.Given(together=together, amount_fen=int(house.settled("major_amount_yuan")) * 100)


def _together(complaint_id: int) -> int:
    """How many people the confirmed group of a complaint holds."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT max(g.people) FROM wenguo_group_member m JOIN wenguo_group g ON g.id = m.group_id "
            "WHERE m.complaint_id = %s AND g.state = 'confirmed'",
            [complaint_id],
        )
        return int(cursor.fetchone()[0] or 1)
