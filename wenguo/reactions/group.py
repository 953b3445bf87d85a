"""group: a complaint is compared with those that may speak of its matter, and joins their group or opens one."""

from __future__ import annotations

from datetime import datetime

from wenguo.advising import arriving, switches
from wenguo.reactions.happened import Happened


def group(h: Happened, at: datetime) -> None:
    """Read its words anew; where there are none left (erased, locked), or it is switched off, nothing stays."""
    if switches.is_on("groups", h.now.unit):
        arriving.take(h.complaint_id, at)
    else:
        arriving.forget(h.complaint_id)
