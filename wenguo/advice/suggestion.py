"""What advice is given about and what it gives: a message in, proposals out, each with its reason and the words it rests on."""

from __future__ import annotations

from datetime import datetime

import msgspec

from wenguo.text import Text


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """One text as it was received; offsets in what is proposed count characters of `text`, or of `subject` where a span says so."""

    text: str
    subject: str = ""
    received_at: datetime | None = None  # aware; days such as "yesterday" are counted from it


class Span(msgspec.Struct, frozen=True):
    """A part of the message: `text == getattr(message, field)[start:end]`, always."""

    start: int
    end: int
    text: str
    field: str = "text"  # or "subject": of which of the two these are places


class Suggestion(msgspec.Struct, frozen=True, kw_only=True):
    """One proposal: of what (`topic`), what (`label`, a code), how sure (`score`, 0 to 1), why, and by which model."""

    topic: str
    label: str
    score: float
    because: Text
    spans: tuple[Span, ...] = ()
    model: str
