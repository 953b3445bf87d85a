"""watch: after a line that may show one of the six causes of escalation, look whether it does (M38)."""

from __future__ import annotations

from datetime import datetime

from wenguo.advising import watching
from wenguo.reactions.happened import Happened


def watch(h: Happened, at: datetime) -> None:
    """Write the warnings that are new; done twice, it finds none the second time."""
    if h.now.live and h.now.is_open():
        watching.watch(h.complaint_id, at)
