"""report_up: on closing, the result goes to the head, to the unit above where the pack says, and to the referrer.

处理结果上报. The referrer is outside: its report waits as an alarm on the owner's desk until a person sends it.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from wenguo.queries import office
from wenguo.reactions.alarm import put
from wenguo.reactions.happened import Happened
from wenguo.reactions.heads import head_of, heads_of
from wenguo.rules.policy import Policy


def report_up(h: Happened, at: datetime) -> None:
    """Put the result on the desks of those who are told it."""
    put(h, "Result", [head_of(h)], at)
    if _policy(h).report_up:
        put(h, "ResultBelow", _heads_above(h), at)
    if h.now.referrer:
        put(h, "ReferrerWaits", [h.now.owner], at, task=True)


def _policy(h: Happened) -> Policy:
    assert h.now.received_at is not None
    return office.policy_of(h.unit, h.now.received_at.astimezone(ZoneInfo(h.unit.time_zone)).date())


def _heads_above(h: Happened) -> list[int]:
    """The head of the nearest unit above that is led by somebody else."""
    every = office.units()
    above = {every[one].head for one in h.unit.path[1:]} - {head_of(h)}
    return [one for one in heads_of(h) if one in above][:1]
