"""How long a pause may be, when rotation is worth a thought, and from how many people on a count names nobody (design).

All are values of ours; none is law. A pause carries no reason anywhere: it is taken, and that is all that is told.
"""

from __future__ import annotations

from datetime import timedelta

from wenguo.text import Text

LENGTHS: dict[str, tuple[timedelta, Text]] = {
    "15": (timedelta(minutes=15), Text("15 分钟", "15 minutes")),
    "30": (timedelta(minutes=30), Text("30 分钟", "30 minutes")),
    "60": (timedelta(hours=1), Text("1 小时", "1 hour")),
    "240": (timedelta(hours=4), Text("半天（4 小时）", "half a day (4 hours)")),
}
FEWEST_PEOPLE = 5  # in a unit, so that a count of pauses points at nobody
COUNTED_DAYS = 28
HARD = 5  # open hard complaints from which on sharing them out is worth a thought
HARD_CHASES = 3
ABUSIVE, ABUSIVE_DAYS = 2, 14  # abusive contacts within so many days, shown to nobody but the one who met with them
MOST_OFFERED = 20  # of what falls due during a pause
OFFERED_AGAIN_AFTER = timedelta(minutes=10)  # from then on the clock looks again what has come to fall due


def may_be_counted(people: int) -> bool:
    """Is the unit large enough that a number of pauses names nobody?"""
    return people >= FEWEST_PEOPLE


def suggests_rotation(hard: int, abusive: int) -> bool:
    """Is it worth asking whether some of it could go to others? A question to the one who carries it."""
    return hard >= HARD or abusive >= ABUSIVE
