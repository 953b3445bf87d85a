"""One sentence of a summary, and the words of the complaint that it rests on."""

from __future__ import annotations

import msgspec

from wenguo.advice.suggestion import Span


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence with its sources; one without is not shown."""

    text: str
    spans: tuple[Span, ...]
