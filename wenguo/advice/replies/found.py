"""What a check gives: a score with its parts, findings on their words, the three movements, demands, and whose words are whose."""

from __future__ import annotations

from typing import Literal

import msgspec

from wenguo.advice.suggestion import Span
from wenguo.text import Text

Kind = Literal["answer", "message", "note", "call"]
Severity = Literal["serious", "minor", "hint"]
SEVERITIES: tuple[Severity, ...] = ("serious", "minor", "hint")


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One part of the score: so many points of so many, and why."""

    code: str
    name: Text
    points: int
    of: int
    because: Text


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """Something to look at again before sending: on which words, why, and what could be said instead."""

    code: str
    severity: Severity
    name: Text
    because: Text
    better: Text | None = None
    span: Span | None = None  # None: it is about what is missing


class Movement(msgspec.Struct, frozen=True, kw_only=True):
    """One of feeling, reason, feeling (感性—理性—感性): is it there, and on which words."""

    code: Literal["receive", "clarify", "close"]
    name: Text
    present: bool
    because: Text
    span: Span | None = None


class DemandAnswered(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was asked for, and whether the reply says yes, no, or anything to it."""

    demand: str
    answered: bool
    how: Literal["granted", "declined", "addressed", "missing"]
    because: Text
    span: Span | None = None


class Voice(msgspec.Struct, frozen=True):
    """A sentence of a note and whose it is: theirs (said by the complainant), found (checked), ours (how we read it)."""

    who: Literal["theirs", "found", "ours", "plain"]
    span: Span


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """All that was looked at; the score is for the author only."""

    kind: Kind
    score: int  # 0 to 100
    parts: tuple[Part, ...]
    findings: tuple[Finding, ...]
    movements: tuple[Movement, ...] = ()
    demands: tuple[DemandAnswered, ...] = ()
    voices: tuple[Voice, ...] = ()
