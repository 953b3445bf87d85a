"""What a complaint knows of conduct: signs that persons stated, proposals, arrangements of contact, appeals."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from wenguo import events as e


class Observation(msgspec.Struct, kw_only=True):
    """A sign or counter-sign that a person stated, with the words that show it and the line they stand in."""

    id: int
    position: int
    sign: str
    counter: bool
    quote: e.Ref
    line: int | None
    by: str
    at: datetime


class Flag(msgspec.Struct, kw_only=True):
    """A proposal about conduct; `state` is proposed, more_facts, upheld or not_upheld."""

    id: int
    position: int
    conduct: str
    signs: tuple[int, ...]
    words: e.Ref
    considered: e.Ref
    by: str
    at: datetime
    purpose: e.Ref | None = None
    purpose_for: e.Ref | None = None
    purpose_against: e.Ref | None = None
    state: str = "proposed"
    judged_by: str | None = None
    judged_at: datetime | None = None
    judged_words: e.Ref | None = None
    warned_at: datetime | None = None
    warned_by: str | None = None
    warned_words: e.Ref | None = None
    warned_way: str | None = None


class Restriction(msgspec.Struct, kw_only=True):
    """An arrangement of contact for a time; it is over at `ends_at` whether or not anybody or any clock says so."""

    id: int
    position: int
    flag: int
    ways: tuple[str, ...]
    from_date: date
    until_date: date
    review_date: date
    begins_at: datetime
    ends_at: datetime
    words: e.Ref
    appeal: e.Ref
    way: str
    by: str
    at: datetime
    contact: int | None = None
    subject: e.Ref | None = None
    hours: e.Ref | None = None
    unwarned: e.Ref | None = None
    reviewed_at: datetime | None = None
    ended_at: datetime | None = None
    ended_why: str | None = None

    def stands(self, at: datetime) -> bool:
        """Does it hold at this moment?"""
        return self.ended_at is None and self.begins_at <= at < self.ends_at


class Appeal(msgspec.Struct, kw_only=True):
    """The complainant's no to an arrangement, or to a warning where `restriction` is None."""

    id: int
    position: int
    flag: int
    restriction: int | None
    words: e.Ref
    by: str
    at: datetime
    decision: str | None = None
    judged_by: str | None = None
    judged_at: datetime | None = None
    judged_words: e.Ref | None = None
