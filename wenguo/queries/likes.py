"""Like complaints: closed ones of the same first cause that share rare words, so that what helped then may help now.

Rare is what few complaints hold: each candidate is looked up with a limit, all of them in one statement, so that the
price does not grow with the archive.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from django.db import connection

from wenguo import search
from wenguo.complaint import Complaint
from wenguo.models.searching import dialect
from wenguo.queries.seeing import Asker, scope, unhidden
from wenguo.search.tokens import fold

MOST = 5
_CANDIDATES = 16  # words of this complaint that are looked up
_RARE = 200  # held by so many complaints at most
_WORDS = 6  # of the rare ones, the rarest so many are looked for
_LOOKED_AT = 120  # newest complaints that hold one of them
# Characters that bind and point, but name nothing: a pair that holds one of them says little.
_BINDING = frozenset(
    "的了是在我你您他她它们这那和与或就都也不没有要会能可以到去来给被把让对从为上下里个一两次着过吗呢吧啊很太还又再说"
)


class Like(msgspec.Struct, frozen=True, kw_only=True):
    """One like complaint: its number, how it ended, and the words both hold."""

    number: str
    outcome: str | None
    shared: list[str]


def likes(who: Asker, complaint_id: int, c: Complaint, texts: Iterable[str]) -> list[Like]:
    """At most five closed complaints that `who` may see, the most alike first."""
    if not c.causes:
        return []
    rare = _rare(candidates(texts))
    if not rare:
        return []
    rows = _holding(who, complaint_id, c.causes[0], rare)
    if not rows:
        return []
    held: dict[int, list[str]] = {}
    for word, one in _which(rare, [row[0] for row in rows]):
        held.setdefault(one, []).append(word)
    ranked = sorted(rows, key=lambda row: (-sum(1 / rare[word] for word in held.get(row[0], ())), -row[0]))
    return [Like(number=row[1], outcome=row[2], shared=held.get(row[0], [])[:3]) for row in ranked[:MOST]]


def candidates(texts: Iterable[str]) -> list[str]:
    """Words that may tell this complaint from others: words of Latin letters or figures, and pairs of characters."""
    found: dict[str, None] = {}
    for text in texts:
        for run in fold(text[:2000]).split():
            if run.isascii():
                if 3 <= len(run) <= 40 and not run.isdigit():
                    found[run] = None
                continue
            for pair in (run[at : at + 2] for at in range(len(run) - 1)):
                if not _BINDING & set(pair) and not any(one.isascii() for one in pair):
                    found[pair] = None
    words = list(found)
    if len(words) <= _CANDIDATES:
        return words
    step = len(words) / _CANDIDATES  # from all over the text, not only its beginning
    return [words[int(at * step)] for at in range(_CANDIDATES)]


def _rare(words: list[str]) -> dict[str, int]:
    """The rarest of them with how many complaints hold each (at least one other)."""
    counted: list[tuple[int, str]] = []
    parts: list[str] = []
    values: list[Any] = []
    for at, word in enumerate(words):
        has, more = _match(word)
        parts.append(
            f"SELECT {at} AS at, count(*) AS n FROM (SELECT 1 FROM wenguo_search WHERE {has} LIMIT %s) AS s{at}"
        )
        values += [*more, _RARE]
    if not parts:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        counted = [(n, words[at]) for at, n in cursor.fetchall() if 1 < n < _RARE]
    return {word: n for n, word in sorted(counted)[:_WORDS]}


def _holding(who: Asker, complaint_id: int, cause: str, rare: Iterable[str]) -> list[tuple[Any, ...]]:
    """The newest closed complaints of this cause that hold any of the words."""
    query = search.parse(" OR ".join(f'"{word}"' for word in rare))
    has, found_by = search.match(query, column="theirs", scope=scope(who), dialect=connection.vendor)  # type: ignore[arg-type]
    number = dialect().NEWEST.removesuffix(" DESC")
    values: list[Any] = [*found_by, _LOOKED_AT, cause, complaint_id]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT c.id, c.number, c.outcome FROM wenguo_complaint c WHERE c.id IN (SELECT {number} "
            f"FROM wenguo_search WHERE {has} ORDER BY {dialect().NEWEST} LIMIT %s) AND c.stage = 'closed' "
            f"AND c.cause = %s AND c.id <> %s AND {unhidden(who)}",
            values,
        )
        return list(cursor.fetchall())


def _which(words: Iterable[str], ids: list[int]) -> list[tuple[str, int]]:
    """Which of these complaints hold which word."""
    number = dialect().NEWEST.removesuffix(" DESC")
    places = ", ".join(["%s"] * len(ids))
    parts: list[str] = []
    values: list[Any] = []
    listed = list(words)
    for at, word in enumerate(listed):
        has, more = _match(word)
        parts.append(f"SELECT {at} AS at, {number} AS id FROM wenguo_search WHERE {has} AND {number} IN ({places})")
        values += [*more, *ids]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        return [(listed[at], one) for at, one in cursor.fetchall()]


def _match(word: str) -> tuple[str, list[Any]]:
    has, values = search.match(search.parse(f'"{word}"'), column="theirs", scope=None, dialect=connection.vendor)  # type: ignore[arg-type]
    return has, list(values)
