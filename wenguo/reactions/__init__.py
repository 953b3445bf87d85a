"""What follows from a line of the log, after its commit: name → function; each may run twice and does no harm then.

The names are those of `rules/following.py`; a name's function stands in the file of that name.
"""

from collections.abc import Callable
from datetime import datetime

from wenguo.reactions import alarm, purge, report_up, send, webhook
from wenguo.reactions.happened import Happened

REACTIONS: dict[str, Callable[[Happened, datetime], None]] = {
    "alarm": alarm.alarm,
    "purge": purge.purge,
    "report_up": report_up.report_up,
    "send": send.send,
    "webhook": webhook.webhook,
}
# Done outside a transaction, before it is said that they are.
APART = frozenset({"purge", "send"})

__all__ = ["APART", "REACTIONS", "Happened"]
