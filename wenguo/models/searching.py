"""Keeping the search index beside the log: one document a complaint, written in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from django.db import connection

from wenguo import search
from wenguo.complaint import Complaint
from wenguo.events import Ref


class Indexed(msgspec.Struct, frozen=True):
    """What of a complaint stands in the index: pointers to both sides' words, and who may find it."""

    theirs: tuple[str, ...]
    ours: tuple[str, ...]
    scope: tuple[int, ...]


def indexed(c: Complaint, path: Iterable[int]) -> Indexed:
    """What should stand in the index; the scope is the unit and those above it, and (negative) persons."""
    persons = {c.owner, c.first_responder, *c.asked, *c.concerned, *c.followers}
    if c.hand_over is not None:
        persons.add(c.hand_over.to)
    return Indexed(
        theirs=_present(c, c.theirs),
        ours=_present(c, c.ours),
        scope=(*sorted(path), *(-person for person in sorted(persons))),
    )


def _present(c: Complaint, refs: Iterable[Ref]) -> tuple[str, ...]:
    """Each text once, in order, without those erased; of what is locked none (PIPL 47)."""
    if c.locked:
        return ()
    return tuple(dict.fromkeys(ref.id for ref in refs if ref.id not in c.erased))


def doc(one: Indexed, texts: Mapping[str, str]) -> search.Doc:
    """The document of what should stand in the index, from the texts by pointer."""
    return search.Doc(
        theirs=tuple(texts[ref] for ref in one.theirs if ref in texts),
        ours=tuple(texts[ref] for ref in one.ours if ref in texts),
        scope=one.scope,
    )


def words_of(complaint_id: int) -> dict[str, str]:
    """Every text kept of a complaint, pointer → text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, text FROM wenguo_message WHERE complaint_id = %s", [complaint_id])
        return {f"m{number}": text for number, text in cursor.fetchall() if text is not None}


def dialect() -> Any:
    """The statements for the database in use."""
    return search.fts5 if connection.vendor == "sqlite" else search.pg


class Indexing:
    """Search documents gathered by one transaction."""

    def __init__(self) -> None:
        self._new: list[tuple[int, search.Doc]] = []
        self._statements: list[tuple[str, tuple[Any, ...]]] = []

    def new(self, complaint_id: int, one: Indexed, texts: Mapping[str, str]) -> None:
        """A complaint that was never indexed."""
        self._new.append((complaint_id, doc(one, texts)))

    def changed(self, complaint_id: int, before: Indexed, after: Indexed, new_texts: Mapping[str, str]) -> None:
        """A complaint whose words, unit or persons changed; called before anything is erased."""
        texts = words_of(complaint_id)
        old = doc(before, texts)
        self._statements += dialect().upsert(complaint_id, old, doc(after, {**texts, **new_texts}))

    def flush(self) -> None:
        """Write what was gathered."""
        if not self._new and not self._statements:
            return
        with connection.cursor() as cursor:
            if self._new:
                sql, rows = dialect().insert(self._new)
                cursor.executemany(sql, rows)
            for statement, values in self._statements:
                cursor.execute(statement, list(values))
        self._new.clear()
        self._statements.clear()
