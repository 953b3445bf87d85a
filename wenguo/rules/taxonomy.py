"""The codes complaints are classified by: reasons, products, remedies, outcomes, severities."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import msgspec


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """One code of the taxonomy; `parent` is its class, `tags` are facts a complaint with this code carries."""

    code: str
    zh: str
    en: str
    parent: str | None = None
    retired: bool = False
    merged_into: str | None = None
    word: str = ""
    association: tuple[str, ...] = ()  # 消协 10 性质
    finance: tuple[str, ...] = ()  # JR/T 0169-2018, facet C, by label: its digit codes have not been obtained
    iso: tuple[str, ...] = ()  # ISO 10002 Annex E, the idea in our own words
    tags: tuple[str, ...] = ()

    @property
    def in_use(self) -> bool:
        """May new records carry it?"""
        return not self.retired and self.merged_into is None

    def label(self, language: str) -> str:
        """The code's name in Chinese ("zh…") or, for any other language, in English."""
        return self.zh if language.startswith("zh") else self.en


class Taxonomy:
    """All codes, found by code or by either label."""

    def __init__(self, version: str, entries: Iterable[Reason]) -> None:
        """`entries` in the order they are to be shown."""
        self.version = version
        self.entries = tuple(entries)
        self._by_code = {entry.code: entry for entry in self.entries}
        if len(self._by_code) != len(self.entries):
            text = "the taxonomy holds one code twice"
            raise ValueError(text)

    def known(self, code: str) -> bool:
        """Is this a code of the taxonomy, retired ones included?"""
        return code in self._by_code

    def get(self, code: str) -> Reason | None:
        """The entry of a code."""
        return self._by_code.get(code)

    def facet(self, prefix: str) -> tuple[Reason, ...]:
        """The entries in use whose code begins so: "RS" reasons, "RM" remedies, "OC" outcomes, "T" severities."""
        return tuple(entry for entry in self.entries if entry.code.startswith(prefix) and entry.in_use)

    def codes(self, prefix: str) -> tuple[str, ...]:
        """The codes in use that begin so."""
        return tuple(entry.code for entry in self.facet(prefix))

    def children(self, code: str) -> tuple[Reason, ...]:
        """The items of a class."""
        return tuple(entry for entry in self.entries if entry.parent == code and entry.in_use)

    def label(self, code: str, language: str = "zh") -> str:
        """The name of a code; an unknown code is its own name, one merged into another says what it is now."""
        entry = self.get(code)
        if entry is None:
            return code
        now = self.now(code)
        if now == code:
            return entry.label(language)
        name = self._by_code[now].label(language)
        return f"{entry.zh}（现为：{name}）" if language.startswith("zh") else f"{entry.en} (now: {name})"

    def now(self, code: str) -> str:
        """What a code has become: where merging leads, else itself."""
        passed = {code}
        while (entry := self.get(code)) and entry.merged_into in self._by_code and entry.merged_into not in passed:
            passed.add(code := entry.merged_into)
        return code

    def including(self, prefix: str) -> tuple[str, ...]:
        """What to look for where somebody asks for a code or its class: it, and all that was merged into it."""
        merged = (entry.code for entry in self.entries if entry.merged_into and self.now(entry.code).startswith(prefix))
        return (prefix, *(code for code in merged if not code.startswith(prefix)))

    def parse(self, text: str, prefix: str = "") -> Reason | None:
        """The entry somebody meant by a code, a word or a label in either language; None if not exactly one.

        A name that was merged into another means the other.
        """
        wanted = text.strip().casefold()
        named = dict.fromkeys(self.now(entry.code) for entry in self._by_name.get(wanted, ()))
        found = [self._by_code[code] for code in named if code.startswith(prefix)]
        classes = [entry for entry in found if entry.parent is None]
        best = classes or found
        return best[0] if len(best) == 1 else None

    def tags(self, codes: Iterable[str]) -> frozenset[str]:
        """The facts that these codes, or their classes, say of a complaint."""
        found: set[str] = set()
        for code in codes:
            entry = self.get(code)
            while entry is not None:
                found.update(entry.tags)
                entry = self.get(entry.parent) if entry.parent else None
        return frozenset(found)

    @cached_property
    def _by_name(self) -> dict[str, list[Reason]]:
        names: dict[str, list[Reason]] = {}
        for entry in self.entries:
            for name in {text.casefold() for text in (entry.code, entry.word, entry.zh, entry.en) if text}:
                names.setdefault(name, []).append(entry)
        return names
