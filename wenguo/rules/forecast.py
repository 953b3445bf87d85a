"""What will breach by when, if the work goes on at its present pace: a reckoning that says what it rests on.

It is a forecast of the load, not of people: due soonest is done soonest, what is overdue already is done first, every
complaint due is closed to be in time (some clocks ask for less, so reality is rather better), nothing new is counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

# Design values: on fewer closings, or fewer working days, a pace says nothing.
FEWEST_CLOSINGS = 10
FEWEST_DAYS = 5


class Day(msgspec.Struct, frozen=True, kw_only=True):
    """One working day: clocks that run out on it, and how many of them the pace does not reach in time."""

    day: date
    due: int
    late: int | None  # None where there is too little to reckon with


class Forecast(msgspec.Struct, frozen=True, kw_only=True):
    """The days ahead with the numbers they rest on; `pace` is closings a working day, None on too little data."""

    pace: float | None
    closed: int
    working_days: int
    overdue: int
    days: tuple[Day, ...]

    @property
    def first_late(self) -> Day | None:
        """The first day on which something would run out before its turn comes."""
        return next((one for one in self.days if one.late), None)

    @property
    def due(self) -> int:
        """All that runs out in these days."""
        return sum(one.due for one in self.days)

    @property
    def late(self) -> int:
        """What of it the pace does not reach in time."""
        return sum(one.late or 0 for one in self.days)


def forecast(due: Sequence[tuple[date, int]], *, overdue: int, closed: int, working_days: int) -> Forecast:
    """Forecast from `due` (working day → clocks that run out on it), what is `overdue`, and closings in the past.

    By the end of the n-th day pace × n are closed, the overdue first. Whatever stands further back in the line than
    that on the day it falls due is late, however soon after it is done.
    """
    enough = closed >= FEWEST_CLOSINGS and working_days >= FEWEST_DAYS
    pace = closed / working_days if enough else None
    days: list[Day] = []
    in_line = overdue
    for number, (day, count) in enumerate(due, start=1):
        in_line += count
        late = None
        if pace is not None:
            late = min(count, max(0, in_line - int(pace * number)))
        days.append(Day(day=day, due=count, late=late))
    return Forecast(pace=pace, closed=closed, working_days=working_days, overdue=overdue, days=tuple(days))
