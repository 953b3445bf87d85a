"""A search as a list with columns: one page of it for a screen, or all of it, chunk by chunk, for a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

import msgspec

from wenguo.queries import columns as columns_
from wenguo.queries.asked import Asked
from wenguo.queries.columns import Listed, Row
from wenguo.queries.finding import BEST_OF, ON_SCREEN, Sought, best_first, seek
from wenguo.queries.seeing import Asker

ON_PAGE = 50
CHUNK = 500


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """One page of a list; `after` asks for the next; `counted_to` is set where there are that many or more."""

    rows: list[Row]
    plain: list[tuple[int, str, list[str]]]
    total: int
    counted_to: int | None
    after: int | None


def page(
    who: Asker, asked: Asked, at: datetime, columns: Sequence[str], language: str, *, after: int | None = None
) -> Page:
    """A page of the list. Raises search.BadQuery with words for the asker."""
    best = asked.best and bool(asked.words)
    limit = BEST_OF if best else ON_PAGE
    sought = _seek(who, asked, at, limit=limit, after=None if best else after, count_to=ON_SCREEN)
    listed = _listed(who, asked, at, sought, columns, language)
    return Page(
        rows=listed.rows,
        plain=listed.plain,
        total=sought.total,
        counted_to=sought.counted_to,
        after=None if best else sought.after,
    )


def whole(who: Asker, asked: Asked, at: datetime, columns: Sequence[str], language: str) -> Iterator[Listed]:
    """The same list to its end, in the same order. Raises search.BadQuery before anything is given out."""
    if asked.best and asked.words:
        yield _listed(who, asked, at, _seek(who, asked, at, limit=BEST_OF), columns, language)
        return
    after = None
    while True:
        sought = _seek(who, asked, at, limit=CHUNK, after=after)
        if sought.ids:
            yield _listed(who, asked, at, sought, columns, language)
        after = sought.after
        if after is None:
            return


def _seek(who: Asker, asked: Asked, at: datetime, *, limit: int, after: int | None = None, count_to: int = 0) -> Sought:
    return seek(
        who, asked.words, at, column=asked.column, filters=asked.filters, limit=limit, after=after, count_to=count_to
    )


def _listed(who: Asker, asked: Asked, at: datetime, sought: Sought, columns: Sequence[str], language: str) -> Listed:
    found = columns_.rows(who, at, sought.ids, columns, language, query=sought.query, within=asked.column)
    if not (asked.best and asked.words):
        return found
    by_id = {row.id: row for row in found.rows}
    order = best_first({one: row.hit for one, row in by_id.items() if row.hit is not None})
    return Listed(rows=[by_id[one] for one in order], plain=found.plain)
