"""Who is in which group: joining, leaving, counting, and looking again at a group that has grown."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import Q

from wenguo.advice.groups.gathering import Pair, enough, gathered, pair
from wenguo.models import Group, GroupBond, GroupMember, GroupTie
from wenguo.models.prints import persons

FEWEST = 2  # complaints from which on it is a group
FORMING, CONFIRMED, DISMISSED = "forming", "confirmed", "dismissed"
_MOST_LOOKED_AT = 40  # members: of larger groups not every pair was compared
_NEWEST = 16  # members of each of two groups whose likeness decides whether they are one


def opened(members: Sequence[int], at: datetime, *, how: str = "found") -> int:
    """A new group of these complaints, which leave the groups they were in."""
    group = Group.objects.create(found_at=at)
    moved(members, group.pk, at, how=how)
    return group.pk


def join(group: int, complaint_id: int, at: datetime, *, score: float, like: int | None) -> None:
    """Put a complaint that is in no group into this one, as advice found it."""
    kept = {"group_id": group, "how": "found", "score": score, "like": like, "joined_at": at}
    GroupMember.objects.update_or_create(complaint_id=complaint_id, defaults=kept)
    recount(group)


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


def recount(group: int) -> None:
    """Size, first and last of a group; one that advice proposed goes away with its last but one member."""
    dates = dict(GroupMember.objects.filter(group=group).values_list("pk", "complaint__received_at"))
    if len(dates) < FEWEST and Group.objects.filter(pk=group, state=FORMING, lessons=None).delete()[0]:
        return
    Group.objects.filter(pk=group).update(
        size=len(dates),
        people=len(dates) - _repeated(dates),
        first_at=min(dates.values(), default=None),
        last_at=max(dates.values(), default=None),
    )


def _repeated(members: Collection[int]) -> int:
    """How many of them were written by somebody who wrote another of them."""
    known = [one for one in persons(members) if one]
    return len(known) - len(set(known))


def bound(complaint_id: int, *, together: bool) -> set[int]:
    """The complaints that a person put with this one, or apart from it."""
    bonds = GroupBond.objects.filter(together=together)
    with_it = bonds.filter(a=complaint_id).values_list("b", flat=True)
    return {*with_it, *bonds.filter(b=complaint_id).values_list("a", flat=True)}


def checked(group: int, arrived: int, at: datetime) -> int | None:
    """Look again at a group after an arrival: it may be one with another now, or may have been two all along.

    Only what advice proposed is changed; whatever a person has settled stays. Gives the group of the arrival.
    """
    group = _one_with_another(group, arrived, at)
    row = Group.objects.get(pk=group)
    if row.state == FORMING and row.size >= 4 and row.size & (row.size - 1) == 0:  # at 4, 8, 16 … members
        _looked_through(row, at)
    return GroupMember.objects.filter(pk=arrived).values_list("group_id", flat=True).first()


def _one_with_another(group: int, arrived: int, at: datetime) -> int:
    """Join two proposed groups that the arrival shows to be one."""
    ours = _members(group, _NEWEST)
    others = _tied_groups(arrived) - {group}
    states = dict(Group.objects.filter(pk__in={group, *others}).values_list("pk", "state"))
    for other in sorted(others):
        if DISMISSED in {states[group], states[other]} or states[group] == states[other] == CONFIRMED:
            continue
        theirs = _members(other, _NEWEST)
        ties, bonds = ties_among(ours | theirs), _bonds(ours | theirs)
        across = sum(score for (a, b), score in ties.items() if (a in ours) != (b in ours))
        apart = any(not together and (a in ours) != (b in ours) for (a, b), together in bonds.items())
        if apart or across / (len(ours) * len(theirs)) < enough(len(ours), len(theirs)):
            continue
        stays, goes = (
            (group, other)
            if (states[group] == CONFIRMED, -group) > (states[other] == CONFIRMED, -other)
            else (other, group)
        )
        moved(_members(goes), stays, at, how="found")
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


def _members(group: int, newest: int | None = None) -> set[int]:
    found = GroupMember.objects.filter(group=group).order_by("-joined_at", "-pk").values_list("pk", flat=True)
    return set(found[:newest])


def _tied_groups(complaint_id: int) -> set[int]:
    ties = GroupTie.objects.filter(Q(a=complaint_id) | Q(b=complaint_id)).values_list("a_id", "b_id")
    near = {one for tie in ties for one in tie}
    return set(GroupMember.objects.filter(pk__in=near).values_list("group_id", flat=True))
