"""Full-text search over what people wrote: exact for every script, the same in SQLite and PostgreSQL.

Pure: it gives statements and reads texts; who runs them is the caller's business.
"""

from typing import Literal

from wenguo.search import fts5, pg
from wenguo.search.fts5 import Column
from wenguo.search.query import BadQuery, Query, parse
from wenguo.search.snippet import Snippet, matches, snippet, spots
from wenguo.search.tokens import VERSION, Doc

__all__ = [
    "VERSION", "BadQuery", "Column", "Dialect", "Doc", "Query", "Snippet",
    "fts5", "match", "matches", "parse", "pg", "snippet", "spots",
]  # fmt: skip

type Dialect = Literal["sqlite", "postgresql"]


def match(query: Query, *, column: Column, scope: tuple[int, ...] | None, dialect: Dialect) -> tuple[str, list[object]]:
    """The condition for `SELECT c.id FROM wenguo_complaint c JOIN wenguo_search … WHERE`, and its parameters."""
    if dialect == "sqlite":
        return fts5.condition(query, column, scope)
    return pg.condition(query, column, scope)
