"""What the log says of the persons concerned, of findings and of what was explained or withheld."""

from __future__ import annotations

from datetime import datetime

import msgspec

from wenguo import events as e


class Person(msgspec.Struct, kw_only=True):
    """A person concerned: representative, employee, witness or other; `who` points at the name where no account has it."""

    id: int
    role: str
    at: datetime
    position: int
    account: int | None = None
    who: e.Ref | None = None


class Telling(msgspec.Struct, kw_only=True):
    """One time a person concerned was told what is said of them, was asked, or could not be reached."""

    subject: str
    position: int
    at: datetime
    way: str | None
    arrived: bool
    asked: bool = False  # a question put to them: an attempt to hear them, not yet the telling
    words: e.Ref | None = None


class Statement(msgspec.Struct, kw_only=True):
    """What one of them said, where it stands."""

    subject: str
    position: int
    at: datetime
    words: e.Ref


class Finding(msgspec.Struct, kw_only=True):
    """What was found: its standard of proof, what it rests on, against whom, and which demands it answers."""

    id: int
    position: int
    at: datetime
    by: str
    words: e.Ref
    basis: e.Ref | None = None
    against: tuple[str, ...] = ()
    standard: str | None = None
    evidence: tuple[str, ...] = ()
    demands: tuple[int, ...] = ()
    holds: tuple[str, ...] = ()


class Declaration(msgspec.Struct, kw_only=True):
    """The last word on an account's interest in the matter, and who gave it."""

    account: int
    interest: bool
    ground: str
    by: str
    at: datetime
    position: int
    words: e.Ref | None = None


class Clarification(msgspec.Struct, kw_only=True):
    """A misunderstanding: what was said, what is so, and what shows it."""

    id: int
    position: int
    at: datetime
    claim: e.Ref
    fact: e.Ref
    proof: tuple[str, ...] = ()
    finding: int | None = None


class Withholding(msgspec.Struct, kw_only=True):
    """Something the complainant is not told, and on what ground."""

    id: int
    position: int
    at: datetime
    what: e.Ref
    ground: str
    finding: int | None = None
