"""How long a complaint is kept: by which law, until when, and whether something holds it longer (PIPL 19, 47)."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import msgspec

from wenguo.complaint import Complaint
from wenguo.queries import office
from wenguo.rules.policy import Source


class Retention(msgspec.Struct, frozen=True, kw_only=True):
    """Years and their source, None where no pack names any; `delete_after` once it is closed."""

    years: int | None
    source: Source | None
    delete_after: date | None
    held: bool
    locked: bool


def retention(c: Complaint) -> Retention:
    """What the unit's packs, as they stood on the day of receipt, say of keeping this complaint."""
    assert c.received_at is not None
    unit = office.units()[c.unit]
    policy = office.policy_of(unit, c.received_at.astimezone(ZoneInfo(unit.time_zone)).date())
    years, source = policy.retention or (None, None)
    until = (
        policy.calendar.add(c.closed_at, years, "y").due_at if years is not None and c.closed_at is not None else None
    )
    return Retention(
        years=years,
        source=source,
        delete_after=policy.calendar.local(until).date() if until is not None else None,
        held=c.held,
        locked=c.locked,
    )
