"""alarm: put what happened on the desks of those who should act on it, but never on the desk of who did it.

Who gets which alarm is said by the table alarmed.WHO; everybody gets each at most once (unique by account, line and kind).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from wenguo import events as e
from wenguo.models import Account, Alarm
from wenguo.reactions.alarmed import WHO
from wenguo.reactions.happened import Happened
from wenguo.rules.permissions import hidden_from
from wenguo.text import Text

# Kinds that are no event's name: what report_up puts on desks.
KINDS: dict[str, Text] = {
    "Result": Text("办结结果", "Result"),
    "ResultBelow": Text("下级单位办结结果", "Result of a unit below"),
    "ReferrerWaits": Text("向转办单位报送结果", "Tell the referrer the result"),
    "AcceptanceToTell": Text(
        "告知投诉人：已登记其认可，如有异议可提出",
        "Tell the complainant that their acceptance was entered, and may be disputed",
    ),
    "Danger": Text(
        "来文提到人身危险：请立即联系投诉人，必要时报警或呼叫急救",
        "The words tell of danger to somebody: reach them at once, and call the police or an ambulance if need be",
    ),
    "AlertedUnanswered": Text(
        "升级苗头预警后一直没有联系投诉人", "An early warning, and no word to the complainant since"
    ),
    "MajorUntold": Text(
        "重大投诉：有应当知情的人到时还没有得到报告，请现在报告",
        "A major complaint: somebody who must know was not told in time. Report now",
    ),
    "RestrictionReviewDue": Text(
        "联系安排今天该复查：还需要吗，能不能放宽",
        "An arrangement of contact is to be reviewed today: is it still needed?",
    ),
    "GroupGrows": Text(
        "多人反映同一件事，到了提醒线：请看一起办的页面",
        "Many write of one matter and a threshold is reached: look at the group's page",
    ),
    "TellByHand": Text(
        "未能自动发出，请用电话或信函告知投诉人", "Nothing went out by itself: tell the complainant by phone or letter"
    ),
}
# Events that leave something to do rather than news: the alarm bears that task's name, and goes to who acted as well.
TASKS = {"Accepted": "AcceptanceToTell"}


def label(kind: str) -> Text:
    """How an alarm of that kind is called."""
    return KINDS.get(kind) or e.EVENTS[kind].label


def alarm(h: Happened, at: datetime) -> None:
    """Alarm those whom the event concerns."""
    kind = type(h.event).__name__
    who = WHO.get(kind)
    if who is not None and not _is_moot(h):
        put(h, TASKS.get(kind, kind), who(h), at, task=kind in TASKS)


def put(h: Happened, kind: str, accounts: Iterable[int | None], at: datetime, *, task: bool = False) -> None:
    """Put an alarm of that kind on the desks of these accounts, where they are active.

    News does not go to who made it; a task does.
    """
    wanted = {one for one in accounts if one is not None and (task or one != h.actor)} - hidden_from(h.now)
    if not wanted:
        return
    active = Account.objects.filter(pk__in=wanted, is_active=True).values_list("pk", flat=True)
    Alarm.objects.bulk_create(
        [
            Alarm(account_id=one, complaint_id=h.complaint_id, line_id=h.line_id, kind=kind, at=at)
            for one in sorted(active)
        ],
        ignore_conflicts=True,
    )


def _is_moot(h: Happened) -> bool:
    """Held back by quiet hours, has it been settled meanwhile? A breach is never moot, a request may be."""
    event, c = h.event, h.now
    if isinstance(event, e.HandOverOffered):
        return c.hand_over is None or c.hand_over.to != event.to
    if isinstance(event, e.ClockWarned):
        clock = c.clock(event.clock)
        return clock is None or clock.state != "running"
    if isinstance(event, e.Requested | e.Reminded):
        return not c.parts[event.part - 1].is_open
    if isinstance(event, e.ApprovalAsked):
        return c.approval != "asked"
    if isinstance(event, e.Accepted):
        return c.accepted_how is None or any(one.position > h.line.position for one in c.notices)
    return False
