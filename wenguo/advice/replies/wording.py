"""The wording lists of packs/cues-replies.toml: what to look at, and what is offered instead; changed by an organisation."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import Any

import msgspec

from wenguo.advice.cues import BadCue
from wenguo.advice.lexicons import Lexicons, Reading, read_file
from wenguo.advice.replies.found import SEVERITIES, Severity
from wenguo.advice.suggestion import Message
from wenguo.text import Text

NAME = "replies"
KINDS = ("answer", "message", "note", "call")
WHENS = ("", "unproven", "undated", "crowded")


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One list of wordings: what it is shown as, where it is looked for, and the wording offered."""

    code: str
    finding: str
    severity: Severity
    kinds: tuple[str, ...] = KINDS
    when: str = ""
    better: Text | None = None


class Wordings:
    """The lists, ready to be matched."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        """`tables` as in the TOML; raises BadCue where an entry cannot be used."""
        self.lexicons = Lexicons({NAME: tables})
        self.entries = {code: _entry(code, table) for code, table in tables.items() if _is_entry(table)}
        self._demands = tables.get("demands", {})

    @classmethod
    def load(cls, changes: Mapping[str, Any] | None = None) -> Wordings:
        """The shipped lists, with an organisation's changes on top: {code: {add_zh, remove_en, …}}."""
        if not changes:
            return _shipped()
        return cls(_shipped().lexicons.with_changes({NAME: changes}).files[NAME])

    def read(self, text: str) -> Reading:
        """Everything the lists find in a text."""
        return self.lexicons.read(Message(text=text))

    @cached_property
    def demands(self) -> dict[str, tuple[str, ...]]:
        """For each thing one may ask for, the words in which it is asked and answered, longest first."""
        return {code: tuple(sorted(_words(table), key=len, reverse=True)) for code, table in self._demands.items()}


@lru_cache(maxsize=1)
def _shipped() -> Wordings:
    return Wordings(read_file(NAME))


def _is_entry(table: object) -> bool:
    return isinstance(table, Mapping) and "finding" in table


def _entry(code: str, table: Mapping[str, Any]) -> Entry:
    severity, when = table.get("severity", "minor"), table.get("when", "")
    kinds = tuple(table.get("kinds", KINDS))
    if severity not in SEVERITIES:
        raise BadCue(f"{NAME}, {code}: severity is one of {', '.join(SEVERITIES)}, not “{severity}”")
    if when not in WHENS:
        raise BadCue(f"{NAME}, {code}: when is one of {', '.join(WHENS[1:])}, not “{when}”")
    if unknown := set(kinds) - set(KINDS):
        raise BadCue(f"{NAME}, {code}: kinds are of {', '.join(KINDS)}, not “{', '.join(sorted(unknown))}”")
    zh, en = table.get("better_zh", ""), table.get("better_en", "")
    better = Text(zh or en, en or zh) if zh or en else None
    return Entry(code=code, finding=table["finding"], severity=severity, kinds=kinds, when=when, better=better)


def _words(table: Mapping[str, str]) -> list[str]:
    return [word.strip().lower() for key in ("zh", "en") for word in table.get(key, "").split(",") if word.strip()]
