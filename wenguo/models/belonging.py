"""The rows of groups kept as the logs say: put in, taken out, counted; what a person said of two complaints is kept."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from wenguo.models.complaint import Complaint
from wenguo.models.groups import Group, GroupBond, GroupLesson, GroupMember
from wenguo.models.prints import persons

FEWEST = 2  # complaints from which on it is a group
FORMING, CONFIRMED, DISMISSED = "forming", "confirmed", "dismissed"
MOST_BONDS = 40  # complaints of a side that are bound one by one: the rest follow through them


def put(complaint_id: int, group: int, role: str, at: datetime, account: int | None) -> None:
    """The row of a complaint that joined a group: by a person it stays there whatever its words."""
    held = GroupMember.objects.filter(pk=complaint_id).first()
    if held is None:
        how = "taught" if account is not None else "found"
        GroupMember.objects.create(
            complaint_id=complaint_id, group_id=group, how=how, score=1.0, joined_at=at, role=role
        )
        recount(group)
        return
    before, held.group_id, held.role = held.group_id, group, role
    if before != group:
        held.how = "taught" if account is not None else held.how
    held.save()
    for one in {before, group} if before != group else set():
        recount(one)


def take_out(complaint_id: int, group: int, reason: str, at: datetime, account: int | None) -> None:
    """The row of a complaint that left; by a person it does not come back by itself."""
    gone, _ = GroupMember.objects.filter(pk=complaint_id, group=group).delete()
    if not gone:
        return
    if account is not None and reason in {"not_this_matter", "own_wish"}:
        lesson = GroupLesson.objects.create(
            at=at, account_id=account, act="remove", group_id=group, body={"complaints": [complaint_id]}
        )
        rest = sorted(GroupMember.objects.filter(group=group).values_list("pk", flat=True))[-MOST_BONDS:]
        for other in rest:
            a, b = min(complaint_id, other), max(complaint_id, other)
            GroupBond.objects.update_or_create(a_id=a, b_id=b, defaults={"together": False, "lesson": lesson})
    recount(group)


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


def grown(group: int, one: int) -> None:
    """Count in a complaint that has just joined, without counting the others again."""
    row = Group.objects.get(pk=group)
    at = Complaint.objects.values_list("received_at", flat=True).get(pk=one)
    whose = persons([one])
    row.size += 1
    if not (whose and whose[0]) or whose[0] not in persons(_others(group, one)):
        row.people += 1
    row.first_at = at if row.first_at is None else min(row.first_at, at)
    row.last_at = at if row.last_at is None else max(row.last_at, at)
    row.save(update_fields=["size", "people", "first_at", "last_at"])


def _others(group: int, one: int) -> list[int]:
    return list(GroupMember.objects.filter(group=group).exclude(pk=one).values_list("pk", flat=True))


def _repeated(members: Collection[int]) -> int:
    """How many of them were written by somebody who wrote another of them."""
    known = [one for one in persons(members) if one]
    return len(known) - len(set(known))
