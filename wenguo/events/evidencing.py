"""What happens to evidence: things taken in, items moved from hand to hand, and what an item is and states."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from wenguo.events._event import Event, Ref
from wenguo.text import Text


class Stated(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One fact that an item of evidence states, as a value that can be held against another's."""

    fact: str
    amount_fen: int | None = None
    day: date | None = None
    number: int | None = None
    words: Ref | None = None


class Marked(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A moment of a recording, in seconds from its beginning, and what is said there."""

    second: int
    words: Ref


class Deposited(Event, frozen=True, kw_only=True):
    label = Text("收存实物", "Thing taken in")
    sentence = Text("收存实物 {thing}（{kind}）", "took in thing {thing} ({kind})")
    thing: int
    kind: str
    description: Ref
    place: Ref
    giver: Ref | None = None
    whose: str = "theirs"


class Moved(Event, frozen=True, kw_only=True):
    label = Text("证据流转", "Evidence moved")
    sentence = Text("证据 {item}：{act}", "evidence {item}: {act}")
    item: str
    act: str
    to: Ref | None = None
    place: Ref | None = None
    reason: Ref | None = None


class Described(Event, frozen=True, kw_only=True):
    label = Text("说明证据", "Evidence described")
    sentence = Text("说明证据 {item}", "described evidence {item}")
    item: str
    kind: str | None = None
    title: Ref | None = None
    happened_at: datetime | None = None
    precision: str = "minute"
    stated: tuple[Stated, ...] = ()
    consent: str | None = None
    consent_words: Ref | None = None
    listeners: tuple[str, ...] = ()
    of: str | None = None
    moments: tuple[Marked, ...] = ()
