"""What was warned of already: whether a warning was answered, whether another is worth a line, and what only time shows (M38)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from wenguo.rules.escalation import EARLY, NOW, Bounds, Seen, Symptom, rank

if TYPE_CHECKING:
    from wenguo.complaint import Complaint
    from wenguo.complaint.danger import Alert

# Stages in which it is our turn: silence counts against us.
OUR_TURN = frozenset("received acknowledged assessed investigated disputed reopened in_review".split())


def is_heard(c: Complaint, alert: Alert) -> bool:
    """Has the complainant had a word with us since the warning?"""
    return c.contact_position > alert.position


def is_answered(c: Complaint, alert: Alert) -> bool:
    """Was it answered: by a word to the complainant, or by a person who says with reasons that it does not hold?"""
    return is_heard(c, alert) or alert.found == "unfounded"


def waiting(c: Complaint) -> int:
    """How many causes were warned of and wait for a word to the complainant."""
    return len({one.cause for one in c.alerts if not is_answered(c, one)}) if c.is_open() else 0


def may_be_weighed(c: Complaint) -> list[Alert]:
    """The last warning of each cause, where nobody has said of it yet whether it holds."""
    latest = {one.cause: one for one in c.alerts}
    return [one for one in latest.values() if not one.found]


def is_new(c: Complaint, warning: Symptom) -> bool:
    """Is it worth a line: not said of this line yet, nor at this level since the last one was answered?"""
    for one in c.alerts:
        if one.cause != warning.cause or rank(one.level) < rank(warning.level):
            continue
        if (one.line, one.sign) == (warning.line, warning.sign) or not is_answered(c, one):
            return False
    return True


def silent_since(c: Complaint) -> datetime | None:
    """Since when the complainant has had no contact while it is our turn; None where that was warned of already."""
    return (c.last_contact_at or c.received_at) if _waits(c) and _may_say(c, "too_slow", "silence") else None


def moved_since(c: Complaint) -> datetime | None:
    """When it passed into other hands, where the complainant has heard nothing since and nobody was warned of it."""
    told = c.last_contact_at is not None and c.moved_at is not None and c.last_contact_at >= c.moved_at
    return c.moved_at if _waits(c) and not told and _may_say(c, "passed_around", "moved_silent") else None


def silences(c: Complaint, lines: Sequence[Seen], at: datetime, bounds: Bounds) -> list[Symptom]:
    """What nobody did by `at`: no contact for days, or none since it changed hands. Only time shows it.

    Where the cause was warned of for another sign and nobody has spoken since, it is time to act.
    """
    found = []
    silent, moved = silent_since(c), moved_since(c)
    if silent is not None and silent + timedelta(days=bounds.silence_days) < at:
        line = max((one.position for one in lines if one.at <= silent), default=1)
        level, n = NOW if _unanswered(c, "too_slow") else EARLY, (at - silent).days
        found.append(Symptom(cause="too_slow", level=level, sign="silence", line=line, n=n, bound=bounds.silence_days))
    if moved is not None and moved + timedelta(hours=bounds.moved_hours) < at:
        level, n = NOW if _unanswered(c, "passed_around") else EARLY, int((at - moved).total_seconds() // 3600)
        line, bound = c.moved_position, bounds.moved_hours
        found.append(Symptom(cause="passed_around", level=level, sign="moved_silent", line=line, n=n, bound=bound))
    return found


def _may_say(c: Complaint, cause: str, sign: str) -> bool:
    """May time alone still make a warning of this cause? It must agree with `is_new`, else the walk never ends.

    Dismissed, a silence is not said again before the complainant has had a word: it would be the same silence.
    """
    said = any(one.cause == cause and one.sign == sign and not is_heard(c, one) for one in c.alerts)
    return not said and not any(one.level == NOW for one in _unanswered(c, cause))


def _unanswered(c: Complaint, cause: str) -> list[Alert]:
    return [one for one in c.alerts if one.cause == cause and not is_answered(c, one)]


def _waits(c: Complaint) -> bool:
    return c.live and not c.locked and c.stage in OUR_TURN and c.received_at is not None
