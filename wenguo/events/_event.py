"""What all events share: pointers to kept content, demands and decisions, and the event itself."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from wenguo.text import Text


class Ref(msgspec.Struct, frozen=True):
    """A pointer to kept content: `id` is m… (words), p… (person) or e… (evidence); `fp` its keyed fingerprint."""

    id: str
    fp: str


class Demand(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing the complainant asks for: `remedy` is a code of the taxonomy's RM list."""

    remedy: str
    amount_fen: int | None = None
    words: Ref | None = None


class Decision(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was decided of one demand (by its ordinal, from 1): support, part, not, not_ours, and on what basis."""

    demand: int
    decision: str
    basis: Ref | None = None


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What all events share: a version, a label for lists and a sentence for the story."""

    version: ClassVar[int] = 1
    label: ClassVar[Text]
    sentence: ClassVar[Text]
    # True for lines that only add to the picture: they never make another person's page stale.
    quiet: ClassVar[bool] = False
