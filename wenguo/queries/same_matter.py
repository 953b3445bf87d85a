"""How many other complaints seem to be of the same matter as this one: a line on its page, at the price of two looks."""

from __future__ import annotations

import msgspec
from django.db import connection

from wenguo.queries.seeing import Asker, visible


class SameMatter(msgspec.Struct, frozen=True, kw_only=True):
    """The group a complaint is in, and how many others of it the asker may see."""

    group: int
    others: int
    confirmed: bool


def same_matter(who: Asker, complaint_id: int) -> SameMatter | None:
    """The group of a complaint; None where there is none, it was dismissed, or `who` may see no other of it."""
    may, values = visible(who)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT g.id, g.state, count(*) FROM wenguo_group_member mine "
            "JOIN wenguo_group g ON g.id = mine.group_id AND g.state <> 'dismissed' AND g.merged_into IS NULL "
            "JOIN wenguo_group_member theirs ON theirs.group_id = g.id AND theirs.complaint_id <> mine.complaint_id "
            "JOIN wenguo_complaint c ON c.id = theirs.complaint_id "
            f"WHERE mine.complaint_id = %s AND {may} GROUP BY g.id, g.state",
            [complaint_id, *values],
        )
        row = cursor.fetchone()
    return SameMatter(group=row[0], others=row[2], confirmed=row[1] == "confirmed") if row is not None else None
