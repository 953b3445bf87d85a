"""A group as the verbs `join` and `leave` need to know it."""

from __future__ import annotations

import msgspec
from django.db import connection

from wenguo.models import Group, GroupMember
from wenguo.queries.seeing import Asker, asker, visible


class GroupFacts(msgspec.Struct, frozen=True, kw_only=True):
    """A group's state, and the numbers of the complaints whose complainants speak for others."""

    id: int
    state: str
    representatives: tuple[str, ...]


def group(group_id: int | None, account: int | None) -> GroupFacts | None:
    """One group; None where the account may see none of its complaints, so that nobody learns which ids there are."""
    if group_id is None:
        return None
    state = Group.objects.filter(pk=group_id, merged_into=None).values_list("state", flat=True).first()
    if state is None or (account is not None and not _is_seen(group_id, account)):
        return None
    spoken = GroupMember.objects.filter(group=group_id, role="representative")
    return GroupFacts(
        id=group_id, state=state, representatives=tuple(spoken.values_list("complaint__number", flat=True))
    )


def seen_size(group_id: int, who: Asker) -> int:
    """How many of a group's complaints `who` may see."""
    may, values = visible(who)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM wenguo_group_member m JOIN wenguo_complaint c ON c.id = m.complaint_id "
            f"WHERE m.group_id = %s AND {may}",
            [group_id, *values],
        )
        return int(cursor.fetchone()[0])


def _is_seen(group_id: int, account: int) -> bool:
    may, values = visible(asker(account, "web"))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM wenguo_group_member m JOIN wenguo_complaint c ON c.id = m.complaint_id "
            f"WHERE m.group_id = %s AND {may} LIMIT 1",
            [group_id, *values],
        )
        return cursor.fetchone() is not None
