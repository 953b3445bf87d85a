"""What an import tells while it runs and when it is done."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path

import msgspec

from wenguo.faces.files.becoming import Steps
from wenguo.text import Text
from wenguo.verbs import Close, Record


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """How far an import is: `fraction` of the present file, `seconds` since it began."""

    file: str
    fraction: float
    read: int
    recorded: int
    seconds: float

    @property
    def rate(self) -> float:
        """Rows a second so far."""
        return self.read / self.seconds if self.seconds else 0.0

    @property
    def left(self) -> float | None:
        """Seconds left of this file; None while it cannot be known."""
        return self.seconds * (1 - self.fraction) / self.fraction if self.fraction > 0.001 else None


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """One of the first rows as it would be recorded."""

    line: int
    received_at: datetime
    subject: str
    words: str
    unit: int | None
    answered_at: datetime | None
    closed_at: datetime | None
    outcome: str | None
    notes: list[str]


class Taken(msgspec.Struct, kw_only=True):
    """What an import did: `read` is the sum of the next three."""

    read: int = 0
    recorded: int = 0
    duplicates: int = 0
    rejected: int = 0
    seconds: float = 0.0
    noted: int = 0  # rows with something odd that is kept with the complaint
    rejects: list[Path] = []
    unread: list[tuple[Path, Text]] = []  # files that cannot be read at all, or that are none of ours
    preview: list[Preview] = []
    reasons: Counter[str] = msgspec.field(default_factory=Counter)


def previewed(line: int, steps: Steps, notes: list[str]) -> Preview:
    """The row of `line` as its verbs would record it."""
    record = steps[0][0]
    assert isinstance(record, Record)
    moments = {verb.word(): moment for verb, moment in steps}
    close = next((verb for verb, _ in steps if isinstance(verb, Close)), None)
    return Preview(
        line=line,
        received_at=moments["record"],
        subject=(record.subject.text or "")[:60] if record.subject is not None else "",
        words=(record.words.text or "")[:120],
        unit=record.unit,
        answered_at=moments.get("answer"),
        closed_at=moments.get("close"),
        outcome=close.outcome if close is not None else None,
        notes=notes,
    )
