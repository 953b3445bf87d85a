"""Search: exact for every phrase, newest first, only what the asker may see; without words, all that pass the filters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Literal

import msgspec
from django.db import connection

from wenguo import search
from wenguo.complaint import Complaint
from wenguo.models.searching import dialect
from wenguo.queries.filters import Filters, condition, is_rare
from wenguo.queries.queue import folded_many
from wenguo.queries.seeing import Asker, scope, unhidden, visible

Column = Literal["theirs", "ours", "all"]
ON_SCREEN = 1000
# "best first" looks at so many of the newest hits
BEST_OF = 200


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """One complaint found; `spots` are (start, end) in the snippet."""

    number: str
    snippet: str
    spots: list[tuple[int, int]]
    stage: str
    received_at: datetime


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What a search found; `total` is exact up to `counted_to` (None: exact)."""

    total: int
    counted_to: int | None
    results: list[Hit]
    after: int | None


class Sought(msgspec.Struct, frozen=True, kw_only=True):
    """The complaints that were sought, by id, newest first; `query` is what was asked in words, if anything was."""

    total: int
    counted_to: int | None
    ids: list[int]
    after: int | None
    query: search.Query | None


def seek(
    who: Asker,
    asked: str,
    at: datetime,
    *,
    column: Column = "theirs",
    filters: Filters | None = None,
    limit: int = 20,
    after: int | None = None,
    count_to: int | None = None,
    between: tuple[int, int] | None = None,
) -> Sought:
    """Ids of complaints whose texts hold what was asked (all, where nothing is) and that pass the filters.

    `between` leaves only ids above the first and up to the second. With `count_to` 0 nothing is counted. Raises search.BadQuery with words for the asker.
    """
    query = search.parse(asked) if asked else None
    source, number, values = _source(who, query, at, column, filters)
    if between is not None:
        source += f" AND {number} > %s AND {number} <= %s"
        values += between
    counted, params = source, list(values)  # the number is that of all, not of what is left
    if after is not None:
        source += f" AND {number} < %s"
        values.append(after)
    total, ids = 0, []
    with connection.cursor() as cursor:
        if count_to is None:
            cursor.execute(f"SELECT count(*) {counted}", params)
            total = cursor.fetchone()[0]
        elif count_to:
            cursor.execute(f"SELECT count(*) FROM (SELECT 1 {counted} LIMIT %s) AS n", [*params, count_to])
            total = cursor.fetchone()[0]
        if limit:
            order = f"{number} + 0" if query is None and is_rare(filters or Filters()) else number
            cursor.execute(f"SELECT {number} {source} ORDER BY {order} DESC LIMIT %s", [*values, limit + 1])
            ids = [row[0] for row in cursor.fetchall()]
    return Sought(
        total=total,
        counted_to=count_to if count_to and total >= count_to else None,
        ids=ids[:limit],
        after=ids[limit - 1] if len(ids) > limit else None,
        query=query,
    )


def _source(
    who: Asker, query: search.Query | None, at: datetime, column: Column, filters: Filters | None
) -> tuple[str, str, list[Any]]:
    """FROM and WHERE, the column that holds the id, and the parameters."""
    kept, more = condition(filters or Filters(), at)
    if query is None:
        seen, values = visible(who)
        return f"FROM wenguo_complaint c WHERE {seen} AND {kept}", "c.id", [*values, *more]
    number = dialect().NEWEST.removesuffix(" DESC")
    has, found_by = search.match(query, column=column, scope=scope(who), dialect=connection.vendor)  # type: ignore[arg-type]
    if (filters is None or filters == Filters()) and not who.hidden:
        return f"FROM wenguo_search WHERE {has}", number, list(found_by)
    joined = f"FROM wenguo_complaint c {dialect().JOIN} WHERE {has} AND {kept} AND {unhidden(who)}"
    return joined, number, [*found_by, *more]


def find(
    who: Asker,
    asked: str,
    at: datetime,
    *,
    column: Column = "theirs",
    filters: Filters | None = None,
    limit: int = 20,
    after: int | None = None,
    count_to: int | None = None,
    best: bool = False,
) -> Found:
    """Complaints whose texts hold what was asked. Raises search.BadQuery with words for the asker."""
    query = search.parse(asked)
    take = max(limit, BEST_OF) if best else limit
    sought = seek(who, asked, at, column=column, filters=filters, limit=take, after=after, count_to=count_to)
    hits = snippets(query, folded_many(sought.ids), sought.ids, column)
    if best:
        hits = {one: hits[one] for one in best_first(hits)}
    return Found(
        total=sought.total,
        counted_to=sought.counted_to,
        results=list(hits.values())[:limit],
        after=sought.after if not best else None,
    )


def best_first(hits: Mapping[int, Hit]) -> list[int]:
    """The ids of hits, those first in which most was found."""
    return sorted(hits, key=lambda one: (-len(hits[one].spots), -one))


def snippets(
    query: search.Query, complaints: Mapping[int, Complaint], ids: Iterable[int], column: Column
) -> dict[int, Hit]:
    """What was found in each of these complaints."""
    wanted: dict[int, list[str]] = {}
    for one, c in complaints.items():
        refs = [*(c.theirs if column != "ours" else ()), *(c.ours if column != "theirs" else ())]
        wanted[one] = list(dict.fromkeys(ref.id for ref in refs))
    texts = _texts([int(ref[1:]) for refs in wanted.values() for ref in refs])
    hits: dict[int, Hit] = {}
    for one in ids:
        if one not in complaints:
            continue
        c = complaints[one]
        part = search.snippet([texts[ref] for ref in wanted[one] if ref in texts], query)
        assert c.received_at is not None
        hits[one] = Hit(
            number=c.number, snippet=part.text, spots=list(part.spots), stage=c.stage, received_at=c.received_at
        )
    return hits


def _texts(ids: list[int]) -> Mapping[str, str]:
    found: dict[str, str] = defaultdict(str)
    for begin in range(0, len(ids), 500):
        part = ids[begin : begin + 500]
        places = ", ".join(["%s"] * len(part))
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT id, text FROM wenguo_message WHERE id IN ({places})", part)
            found.update({f"m{number}": text for number, text in cursor.fetchall() if text is not None})
    return dict(found)


__all__ = ["BEST_OF", "ON_SCREEN", "Found", "Hit", "Sought", "best_first", "find", "seek", "snippets"]
