"""What a draft is made from and what it gives: every stretch of it with where it comes from, and what is still open."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from wenguo.text import Text

What = Literal["acknowledge", "ask", "hold", "answer"]
Decision = Literal["", "support", "part", "not", "not_ours"]  # as in the verb answer

# Where a stretch of a draft comes from.
ORIGINS: dict[str, Text] = {
    "template": Text("模板", "template"),
    "record": Text("登记的信息", "the record"),
    "words": Text("投诉人的原话", "the complainant's own words"),
    "facts": Text("从原话提取的事实", "facts read from their words"),
    "finding": Text("核查结论", "a finding"),
    "decision": Text("对诉求的决定", "the decision on a demand"),
    "basis": Text("依据", "the basis"),
    "promise": Text("承诺", "a promise"),
    "routes": Text("规则包里的其他途径", "the other routes of the packs"),
    "questions": Text("还缺的事实", "facts still missing"),
    "blank": Text("还要填写", "still to be filled in"),
}


class Demand(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is asked for, and what the record says is decided of it."""

    words: str
    decision: Decision = ""
    basis: str = ""
    offer: str = ""  # redress that may be offered: approved


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One finding of the record: what was found, what it rests on, and the day."""

    words: str
    basis: str = ""
    day: str = ""


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """All that is known of one complaint; what is empty is not known and becomes a blank."""

    words: str = ""
    received_at: datetime | None = None
    places: dict[str, str] = {}  # of drafts.places.PLACES, those that are known
    demands: tuple[Demand, ...] = ()
    findings: tuple[Found, ...] = ()
    routes: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()  # what the packs ask an answer to hold
    causes: tuple[str, ...] = ()
    known: tuple[str, ...] = ()  # fields of the record that are filled in: not asked for again
    own_names: tuple[str, ...] = ()
    authority_fen: int | None = None
    overdue: bool = False
    template: str = ""  # the unit's own words for this letter, where it has some


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of the draft, `words == draft.text[start:end]`, and where it comes from: a word of ORIGINS."""

    start: int
    end: int
    origin: str
    words: str


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A letter to be read, mended and sent by a person; `missing` names its blanks, `left_out` what would not pass the check."""

    text: str
    sources: tuple[Source, ...]
    missing: tuple[Text, ...]
    left_out: tuple[Text, ...] = ()
