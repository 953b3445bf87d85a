"""What follows from a line of the log, after its commit: name → function; each may run twice and does no harm then.

The names are those of `rules/following.py`; a name's function stands in the file of that name.
"""

from collections.abc import Callable
from datetime import datetime

from wenguo.reactions import advise, alarm, coach, group, purge, report_up, send, teach, webhook
from wenguo.reactions.happened import Happened

REACTIONS: dict[str, Callable[[Happened, datetime], None]] = {
    "advise": advise.advise,
    "alarm": alarm.alarm,
    "coach": coach.coach,
    "group": group.group,
    "purge": purge.purge,
    "report_up": report_up.report_up,
    "send": send.send,
    "teach": teach.teach,
    "webhook": webhook.webhook,
}
# Done outside a transaction, before it is said that they are.
APART = frozenset({"advise", "purge", "send"})

__all__ = ["APART", "REACTIONS", "Happened"]
