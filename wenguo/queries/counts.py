"""How many complaints there are, by stage and unit: one walk over an index, linear in the archive."""

from __future__ import annotations

from datetime import datetime

import msgspec
from django.db import connection

from wenguo.models.writing import stored
from wenguo.queries import office
from wenguo.queries.seeing import Asker, visible


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """Numbers of complaints that the asker may see."""

    total: int
    open: int
    overdue: int
    by_stage: dict[str, int]
    by_unit: dict[str, int]


def counts(who: Asker, at: datetime) -> Counts:
    """All, open, overdue (rolled due date past), by stage and by unit code."""
    seen, values = visible(who)
    by_stage: dict[str, int] = {}
    by_unit: dict[str, int] = {}
    names = {unit.id: unit.code for unit in office.units().values()}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT c.stage, c.unit_id, count(*) FROM wenguo_complaint c WHERE {seen} GROUP BY c.stage, c.unit_id",
            values,
        )
        for stage, unit, count in cursor.fetchall():
            by_stage[stage] = by_stage.get(stage, 0) + count
            by_unit[names[unit]] = by_unit.get(names[unit], 0) + count
        cursor.execute(
            f"SELECT count(*) FROM wenguo_complaint c WHERE NOT (c.stage = 'closed') AND c.overdue_at < %s AND {seen}",
            [stored(at), *values],
        )
        overdue = cursor.fetchone()[0]
    total = sum(by_stage.values())
    return Counts(
        total=total, open=total - by_stage.get("closed", 0), overdue=overdue, by_stage=by_stage, by_unit=by_unit
    )
