"""Search: exact for every phrase, newest first, only what the asker may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Literal

import msgspec
from django.db import connection

from wenguo import search
from wenguo.models.searching import dialect
from wenguo.queries.filters import Filters, condition
from wenguo.queries.queue import folded_many
from wenguo.queries.seeing import Asker, scope, unhidden

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
    has, found_by = search.match(query, column=column, scope=scope(who), dialect=connection.vendor)  # type: ignore[arg-type]
    values: list[Any] = list(found_by)
    unfiltered = (filters is None or filters == Filters()) and not who.hidden
    kept, more = condition(filters or Filters(), at)
    kept += f" AND {unhidden(who)}"
    source = f"FROM wenguo_complaint c {dialect().JOIN} WHERE {has} AND {kept}"
    bare = f"FROM wenguo_search WHERE {has}" if unfiltered else source
    number = dialect().NEWEST.removesuffix(" DESC")
    page = f" AND {number} < %s" if after is not None else ""
    with connection.cursor() as cursor:
        if count_to is None:
            cursor.execute(f"SELECT count(*) {bare}", [*values, *(() if unfiltered else more)])
        else:
            cursor.execute(
                f"SELECT count(*) FROM (SELECT 1 {bare} LIMIT %s) AS n",
                [*values, *(() if unfiltered else more), count_to],
            )
        total = cursor.fetchone()[0]
        take = max(limit, BEST_OF) if best else limit
        cursor.execute(
            f"SELECT {number} {bare}{page} ORDER BY {dialect().NEWEST} LIMIT %s",
            [*values, *(() if unfiltered else more), *([after] if after is not None else []), take + 1],
        )
        ids = [row[0] for row in cursor.fetchall()]
    more_follow = len(ids) > take
    hits = _hits(query, ids[:take], column)
    if best:
        hits = dict(sorted(hits.items(), key=lambda pair: (-len(pair[1].spots), -pair[0])))
    shown = list(hits.items())[:limit]
    return Found(
        total=total,
        counted_to=count_to if count_to is not None and total >= count_to else None,
        results=[hit for _, hit in shown],
        after=ids[take - 1] if more_follow and not best else None,
    )


def _hits(query: search.Query, ids: Iterable[int], column: Column) -> dict[int, Hit]:
    complaints = folded_many(ids)
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


__all__ = ["ON_SCREEN", "Found", "Hit", "find"]
