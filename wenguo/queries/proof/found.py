"""What a proof finds: problems in plain words, and the report that holds them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import msgspec

from wenguo.text import Text

Kind = Literal["line", "chain", "missing_complaint", "row", "words", "evidence", "anchor"]

# A lost folder of evidence must not fill the memory with a million sentences that say the same.
MOST = 10_000


class Problem(msgspec.Struct, frozen=True):
    """One thing that does not prove: of which kind, in which complaint, at which line (0: none), and what."""

    kind: Kind
    number: str
    position: int
    what: Text


class Found:
    """Gathers problems while a proof runs; beyond `MOST` they are only counted."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.more = 0

    def add(self, kind: Kind, number: str, position: int, zh: str, en: str) -> None:
        """One more problem."""
        if len(self.problems) < MOST:
            self.problems.append(Problem(kind, number, position, Text(zh, en)))
        else:
            self.more += 1

    def __len__(self) -> int:
        return len(self.problems) + self.more


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What a proof says: how much was looked at, and every problem; `more` counts those beyond the list."""

    ok: bool
    complaints: int
    lines: int
    problems: list[Problem]
    more: int = 0

    def as_json(self, language: str = "en") -> dict[str, Any]:
        """The object that `wenguo verify --json` prints."""
        return {
            "ok": self.ok,
            "complaints": self.complaints,
            "lines": self.lines,
            "problems": list(self._said(language)),
        }

    def _said(self, language: str) -> Iterator[dict[str, Any]]:
        for one in self.problems:
            yield {"kind": one.kind, "number": one.number, "position": one.position, "what": one.what.said(language)}
