"""teach: what people decided about a complaint's topics is drawn from its log anew, for advice to learn from."""

from __future__ import annotations

from datetime import datetime

from wenguo.advising import teaching
from wenguo.reactions.happened import Happened


def teach(h: Happened, at: datetime) -> None:
    """Draw the lessons of the complaint; with its words they go as well."""
    teaching.draw(h.complaint_id)
