"""Who is in which group: joining, leaving, counting, and looking again at a group that has grown."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from wenguo.advice.groups.gathering import Pair, enough, gathered, pair
from wenguo.advising.belonging import agree
from wenguo.models import Group, GroupBond, GroupMember, GroupTie
from wenguo.models.belonging import CONFIRMED, DISMISSED, FEWEST, FORMING, grown, recount

__all__ = [
    "CONFIRMED",
    "DISMISSED",
    "FEWEST",
    "FORMING",
    "bonds_of",
    "checked",
    "join",
    "leave",
    "moved",
    "newest_of",
    "opened",
    "recount",
]
_MOST_LOOKED_AT = 40  # members: of larger groups not every pair was compared
_NEWEST = 16  # members of each of two groups whose likeness decides whether they are one


def opened(members: Sequence[int], at: datetime, *, how: str = "found") -> int:
    """A new group of these complaints, which leave the groups they were in."""
    group = Group.objects.create(found_at=at)
    moved(members, group.pk, at, how=how)
    return group.pk


def join(group: int, complaint_id: int, at: datetime, *, score: float, like: int | None) -> None:
    """Put a complaint that is in no group into this one, as advice found it."""
    GroupMember.objects.create(
        complaint_id=complaint_id, group_id=group, how="found", score=score, like=like, joined_at=at
    )
    grown(group, complaint_id)


def moved(members: Collection[int], group: int, at: datetime, *, how: str) -> None:
    """Put these complaints into the group, out of those they are in."""
    present = GroupMember.objects.filter(pk__in=members)
    before = set(present.values_list("group_id", flat=True))
    known = set(present.values_list("pk", flat=True))
    present.update(group_id=group, **({"how": how} if how == "taught" else {}))
    GroupMember.objects.bulk_create(
        GroupMember(complaint_id=one, group_id=group, how=how, score=1.0, joined_at=at)
        for one in sorted(set(members) - known)
    )
    for one in before | {group}:
        recount(one)


def leave(complaint_id: int) -> None:
    """Take a complaint out of the group it is in."""
    member = GroupMember.objects.filter(pk=complaint_id).first()
    if member is not None:
        member.delete()
        recount(member.group_id)


def bonds_of(complaint_id: int) -> dict[int, bool]:
    """What a person said of this one and others, in one look: together, or never."""
    side = "SELECT {other}, together FROM wenguo_group_bond WHERE {one} = %s"
    with connection.cursor() as cursor:
        cursor.execute(
            f"{side.format(other='b_id', one='a_id')} UNION ALL {side.format(other='a_id', one='b_id')}",
            [complaint_id, complaint_id],
        )
        return {other: bool(together) for other, together in cursor.fetchall()}


def newest_of(groups: Collection[int], most: int) -> dict[int, set[int]]:
    """The newest members of each of these groups, in one statement."""
    found: dict[int, set[int]] = {group: set() for group in groups}
    if not found:
        return found
    one = (
        "SELECT * FROM (SELECT group_id, complaint_id FROM wenguo_group_member WHERE group_id = %s "
        f"ORDER BY joined_at DESC, complaint_id DESC LIMIT {most}) AS g"
    )
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"{one}{at}" for at in range(len(found))), list(found))
        for group, member in cursor.fetchall():
            found[group].add(member)
    return found


def checked(group: int, arrived: int, near: Collection[int], at: datetime) -> int | None:
    """Look again at a group after an arrival: it may be one with another now, or may have been two all along.

    Only what advice proposed is changed; whatever a person has settled stays. Gives the group of the arrival.
    """
    group = _one_with_another(group, near, at)
    row = Group.objects.get(pk=group)
    if row.state == FORMING and row.size >= 4 and row.size & (row.size - 1) == 0:  # at 4, 8, 16 … members
        _looked_through(row, at)
        return GroupMember.objects.filter(pk=arrived).values_list("group_id", flat=True).first()
    return group


def _one_with_another(group: int, near: Collection[int], at: datetime) -> int:
    """Join two proposed groups that the arrival, which is near both, shows to be one."""
    others = set(near) - {group}
    if not others:
        return group
    newest = newest_of({group, *others}, _NEWEST)
    ours, all_ties, all_bonds = newest[group], _ties_of(newest[group]), _bonds_of(newest[group])
    states = dict(Group.objects.filter(pk__in={group, *others}).values_list("pk", "state"))
    for other in sorted(others):
        if DISMISSED in {states[group], states[other]} or states[group] == states[other] == CONFIRMED:
            continue
        theirs = newest[other]
        across = sum(score for (one, its), score in all_ties.items() if its in theirs)
        apart = any(not together for (one, its), together in all_bonds.items() if its in theirs)
        if apart or across / (len(ours) * len(theirs)) < enough(len(ours), len(theirs)):
            continue
        stays, goes = (
            (group, other)
            if (states[group] == CONFIRMED, -group) > (states[other] == CONFIRMED, -other)
            else (other, group)
        )
        moved(_members(goes), stays, at, how="found")
        if CONFIRMED in {states[group], states[other]}:  # else no log tells of either
            agree(_members(stays), at)
        return stays
    return group


def _looked_through(row: Group, at: datetime) -> None:
    """Part a proposed group whose members are no longer alike on average: the largest part stays it."""
    members = _members(row.pk)
    if len(members) > _MOST_LOOKED_AT:
        return
    bonds = _bonds(members)
    together = {one for one, says in bonds.items() if says}
    apart = {one for one, says in bonds.items() if not says}
    parts = gathered(members, ties_among(members), together=together, apart=apart)
    parts.sort(key=lambda part: (-len(part), part))
    taught = set(GroupMember.objects.filter(group=row.pk, how="taught").values_list("pk", flat=True))
    stay = set(parts[0] if parts else []) | taught
    for part in parts[1:]:
        rest = [one for one in part if one not in taught]
        if len(rest) >= FEWEST:
            opened(rest, at)
            stay |= set(rest)
    for one in sorted(members - stay):
        leave(one)


def ties_among(members: Collection[int]) -> dict[Pair, float]:
    """The likenesses kept between these complaints."""
    rows = GroupTie.objects.filter(a__in=members, b__in=members).values_list("a_id", "b_id", "score")
    return {pair(a, b): score for a, b, score in rows}


def _bonds(members: Collection[int]) -> dict[Pair, bool]:
    rows = GroupBond.objects.filter(a__in=members, b__in=members).values_list("a_id", "b_id", "together")
    return {(a, b): together for a, b, together in rows}


def _members(group: int) -> set[int]:
    return set(GroupMember.objects.filter(group=group).values_list("pk", flat=True))


def _ties_of(members: Collection[int]) -> dict[Pair, float]:
    """Every likeness kept of these complaints to any, the member's number first."""
    return {(one, other): score for one, other, score in _sides("tie", "score", members)}


def _bonds_of(members: Collection[int]) -> dict[Pair, bool]:
    return {(one, other): bool(together) for one, other, together in _sides("bond", "together", members)}


def _sides(table: str, column: str, members: Collection[int]) -> list[tuple[int, int, Any]]:
    """Both sides by their index; asked for both at once, a database may try every pair."""
    places = ", ".join(["%s"] * len(members))
    side = "SELECT {one}, {other}, " + f"{column} FROM wenguo_group_{table} WHERE {{one}} IN ({places})"
    with connection.cursor() as cursor:
        cursor.execute(
            f"{side.format(one='a_id', other='b_id')} UNION ALL {side.format(one='b_id', other='a_id')}",
            [*members, *members],
        )
        return list(cursor.fetchall())
