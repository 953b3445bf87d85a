"""Search in SQLite: an FTS5 table that keeps no text, only the tokens.

Written for SQLite 3.40. Statements carry Django's placeholder `%s`. An index that keeps no text is told the
old texts to forget them: `old` must be exactly what was indexed, under the same `tokens.VERSION`.
"""

from collections.abc import Iterable
from typing import Final, Literal

from wenguo.search.query import And, Node, Not, Or, Phrase, Query
from wenguo.search.tokens import Doc, tokenised

type Statement = tuple[str, tuple[object, ...]]
type Column = Literal["theirs", "ours", "all"]

CREATE: Final = (
    "CREATE VIRTUAL TABLE wenguo_search USING fts5(theirs, ours, scope, content='', columnsize=0, tokenize='ascii')",
    # Fewer merges while writing (+20 % docs/s measured), and up to 64 MB in memory before a segment is written.
    "INSERT INTO wenguo_search(wenguo_search, rank) VALUES ('automerge', 8)",
    "INSERT INTO wenguo_search(wenguo_search, rank) VALUES ('hashsize', 67108864)",
    # At 16, the default, one writer in hundreds waited 0.5 s for levels to be merged (at a million complaints).
    "INSERT INTO wenguo_search(wenguo_search, rank) VALUES ('crisismerge', 64)",
)
DROP: Final = ("DROP TABLE IF EXISTS wenguo_search",)
JOIN: Final = "JOIN wenguo_search ON wenguo_search.rowid = c.id"
NEWEST: Final = "wenguo_search.rowid DESC"
CLEAR: Final = ("INSERT INTO wenguo_search(wenguo_search) VALUES ('delete-all')",)
CHECK: Final = ("INSERT INTO wenguo_search(wenguo_search) VALUES ('integrity-check')",)
SETTLE: Final = ("INSERT INTO wenguo_search(wenguo_search, rank) VALUES ('merge', 5000)",)
"""After an import (0.3 s measured), so that the acts that follow find little to merge."""
PURGE: Final = (
    "PRAGMA secure_delete = ON",
    "INSERT INTO wenguo_search(wenguo_search) VALUES ('optimize')",
    "PRAGMA wal_checkpoint(TRUNCATE)",
)
"""Run outside a transaction after an erasure: only the rewriting of the whole index makes forgotten tokens vanish from
its pages. (From 3.42 FTS5 can do it at each deletion, but an index so written can't be read by older versions.)"""

_INSERT: Final = "INSERT INTO wenguo_search(rowid, theirs, ours, scope) VALUES (%s, %s, %s, %s)"
_DELETE: Final = (
    "INSERT INTO wenguo_search(wenguo_search, rowid, theirs, ours, scope) VALUES ('delete', %s, %s, %s, %s)"
)


def insert(docs: Iterable[tuple[int, Doc]]) -> tuple[str, list[tuple[object, ...]]]:
    """What `executemany` takes to index complaints that were never indexed."""
    return _INSERT, [(number, *_row(doc)) for number, doc in docs]


def upsert(number: int, old: Doc | None, new: Doc) -> list[Statement]:
    """The statements that index a complaint; `old` is what was indexed of it, None if nothing was."""
    if old == new:
        return []
    known: dict[str, str] = {}
    before = [(_DELETE, (number, *_row(old, known)))] if old else []
    return [*before, (_INSERT, (number, *_row(new, known)))]


def delete(number: int, old: Doc) -> list[Statement]:
    """The statements that make the index forget a complaint."""
    return [(_DELETE, (number, *_row(old)))]


def condition(query: Query, column: Column, scope: tuple[int, ...] | None) -> tuple[str, list[object]]:
    """The condition on `wenguo_search` for a question; a scope of None is everybody's."""
    columns = "{theirs ours}" if column == "all" else column
    wanted = f"{columns} : ({_expression(query.root)})"
    if scope is not None:
        if not scope:
            return "1 = 0", []
        wanted = f"({wanted}) AND scope : ({' OR '.join(f'"{_holder(one)}"' for one in scope)})"
    return "wenguo_search MATCH %s", [wanted]


def _row(doc: Doc, known: dict[str, str] | None = None) -> tuple[str, str, str]:
    """The three columns of a document."""
    return tokenised(doc.theirs, known), tokenised(doc.ours, known), " ".join(map(_holder, doc.scope))


def _holder(number: int) -> str:
    """The token of a unit, or (negative) of a person."""
    return f"u{number}" if number >= 0 else f"p{-number}"


def _expression(node: Node) -> str:
    """A node in FTS5's own language; tokens hold no quote, so nothing can leave the quotes."""
    match node:
        case Phrase():
            tokens, is_open = node.sought
            return f'"{tokens}" *' if is_open else f'"{tokens}"'
        case And(parts):
            wanted = " AND ".join(_expression(part) for part in parts if not isinstance(part, Not))
            unwanted = " OR ".join(_expression(part.part) for part in parts if isinstance(part, Not))
            return f"(({wanted}) NOT ({unwanted}))" if unwanted else f"({wanted})"
        case Or(parts):
            return f"({' OR '.join(map(_expression, parts))})"
        case Not():
            raise AssertionError(node)  # the parser lets none stand outside an And
