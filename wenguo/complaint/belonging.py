"""What a complaint is within a group, and which contacts its people were protected from."""

from __future__ import annotations

from datetime import datetime

import msgspec


class Protection(msgspec.Struct, frozen=True, kw_only=True):
    """Conduct that somebody of ours met with, and the steps taken: about the contact, not about the person."""

    position: int
    at: datetime
    account: int
    contact: str
    steps: tuple[str, ...]
