"""What follows from a line of the log, after its commit: name → function; each may run twice and does no harm then.

One that answers with a moment runs again then. The names are those of `rules/following.py`; a name's function stands in the file of that name.
"""

from collections.abc import Callable
from datetime import datetime

from wenguo.reactions import (
    advise,
    alarm,
    coach,
    examine,
    group,
    pass_up,
    purge,
    report_up,
    review_due,
    send,
    teach,
    untold,
    watch,
    webhook,
)
from wenguo.reactions.happened import Happened

REACTIONS: dict[str, Callable[[Happened, datetime], datetime | None]] = {
    "advise": advise.advise,
    "alarm": alarm.alarm,
    "coach": coach.coach,
    "examine": examine.examine,
    "group": group.group,
    "pass_up": pass_up.pass_up,
    "purge": purge.purge,
    "report_up": report_up.report_up,
    "review_due": review_due.review_due,
    "send": send.send,
    "teach": teach.teach,
    "untold": untold.untold,
    "watch": watch.watch,
    "webhook": webhook.webhook,
}
# Done outside a transaction, before it is said that they are.
APART = frozenset({"advise", "examine", "purge", "send", "watch"})

__all__ = ["APART", "REACTIONS", "Happened"]
