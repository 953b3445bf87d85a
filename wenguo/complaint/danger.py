"""What a complaint remembers of being in danger: its warnings, and its course as a major complaint."""

from __future__ import annotations

from datetime import datetime

import msgspec


class Alert(msgspec.Struct, kw_only=True):
    """A warning that was given: which cause and how pressing, and the lines that show it."""

    position: int
    at: datetime
    cause: str
    level: str
    sign: str
    line: int
    other: int | None
    n: int
    bound: int
    found: str = ""  # holds or unfounded, once a person has weighed it
    weighed_position: int = 0


class Turn(msgspec.Struct, kw_only=True):
    """One change of a major complaint's state, with the line that says why."""

    position: int
    at: datetime
    by: str
    state: str


class Major(msgspec.Struct, kw_only=True):
    """A major complaint: `state` is opportunity, crisis, disaster, or calm once it is one no longer."""

    state: str
    criteria: tuple[str, ...]
    since: datetime
    turns: list[Turn] = []
    listed: dict[str, datetime] = {}  # each criterion, and since when
    told: dict[int, datetime] = {}  # who was told of it, and when last
    first_told: dict[int, datetime] = {}  # and when first; who listed it knew it then
    reports: int = 0
    reported_at: datetime | None = None
    reported_position: int = 0

    @property
    def open(self) -> bool:
        """Is it still one?"""
        return self.state != "calm"
