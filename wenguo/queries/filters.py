"""The filters that queue, search and export share."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from wenguo.models.writing import stored
from wenguo.queries import office


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """What to leave in; None leaves everything in. Moments are aware; `unit` includes the units below it."""

    unit: int | None = None
    owner: int | None = None
    stage: str | None = None
    cause: str | None = None
    channel: str | None = None
    severity: str | None = None
    kind: str | None = None
    received_from: datetime | None = None
    received_to: datetime | None = None
    overdue: bool | None = None
    open: bool | None = None


_EQUAL = {"owner": "owner_id", "stage": "stage", "channel": "channel", "severity": "severity", "kind": "kind"}


def condition(filters: Filters, at: datetime) -> tuple[str, list[Any]]:
    """The condition on wenguo_complaint c, and its parameters."""
    parts: list[str] = []
    values: list[Any] = []
    for name, column in _EQUAL.items():
        value = getattr(filters, name)
        if value is not None:
            parts.append(f"c.{column} = %s")
            values.append(value)
    if filters.cause is not None:  # a class of the taxonomy includes its items
        parts.append("c.cause LIKE %s")
        values.append(filters.cause.replace("%", "").replace("_", "") + "%")
    if filters.unit is not None:
        ids = office.below(filters.unit) or [-1]
        parts.append(f"c.unit_id IN ({', '.join(['%s'] * len(ids))})")
        values += ids
    if filters.received_from is not None:
        parts.append("c.received_at >= %s")
        values.append(stored(filters.received_from))
    if filters.received_to is not None:
        parts.append("c.received_at < %s")
        values.append(stored(filters.received_to))
    if filters.open is not None:
        parts.append("NOT (c.stage = 'closed')" if filters.open else "c.stage = 'closed'")
    if filters.overdue is not None:
        late = "(NOT (c.stage = 'closed') AND c.overdue_at < %s)"
        parts.append(late if filters.overdue else f"NOT COALESCE({late}, 1 = 0)")
        values.append(stored(at))
    return " AND ".join(parts) or "1 = 1", values
