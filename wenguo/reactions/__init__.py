"""What follows from a line of the log, after its commit: name → function; each may run twice and does no harm then.

The names are those of `rules/following.py`; a name's function stands in the file of that name.
"""

from collections.abc import Callable
from datetime import datetime

from wenguo.reactions import alarm, report_up, webhook
from wenguo.reactions.happened import Happened

REACTIONS: dict[str, Callable[[Happened, datetime], None]] = {
    "alarm": alarm.alarm,
    "report_up": report_up.report_up,
    "webhook": webhook.webhook,
}

__all__ = ["REACTIONS", "Happened"]
