"""Search in PostgreSQL (15 or later): a table of token texts, a GIN index that finds candidates, an exact recheck.

The same tokens as in SQLite stand in the table in their order; the index holds them as a `tsvector` without positions,
worked out by the index itself. That a phrase's tokens stand side by side is seen in the token text. (A tsvector with
positions forgets them in long texts; an array of tokens knows no beginnings, and single characters added to one cost
40 % of the speed of writing.)

Let the driver put the parameters in itself (Django's default): the planner must see the phrase to know how rare it is.
"""

from collections.abc import Iterable
from typing import Final

from wenguo.search.fts5 import Column, Statement
from wenguo.search.query import And, Node, Not, Or, Phrase, Query
from wenguo.search.tokens import Doc, tokenised

_LONG: Final = "！"
_COLUMNS: Final = ("theirs", "ours")
_MOST_TOKENS: Final = 16

CREATE: Final = (
    # A tsvector holds at most 1 MB: a longer token text is indexed as one token that no text holds, always rechecked.
    # Its cost is what makes the planner look into the index for rare phrases and walk from the newest for common ones;
    # PARALLEL SAFE would let workers walk on past the page (145 ms for 10 measured).
    (
        "CREATE FUNCTION wenguo_grams(tokens text) RETURNS tsvector "
        "LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL UNSAFE COST 1000 AS $$ BEGIN "
        "IF octet_length(tokens) < 1000000 THEN RETURN array_to_tsvector(string_to_array(tokens, ' ')); END IF; "
        f"RETURN array_to_tsvector(ARRAY['{_LONG}']); END $$"
    ),
    (
        "CREATE TABLE wenguo_search (complaint_id bigint PRIMARY KEY, "
        'theirs text COLLATE "C" NOT NULL, ours text COLLATE "C" NOT NULL, scope integer[] NOT NULL)'
    ),
    "CREATE INDEX wenguo_search_grams ON wenguo_search USING gin (wenguo_grams(theirs), wenguo_grams(ours), scope)",
    "ALTER INDEX wenguo_search_grams ALTER COLUMN 1 SET STATISTICS 300",
)
DROP: Final = ("DROP TABLE IF EXISTS wenguo_search", "DROP FUNCTION IF EXISTS wenguo_grams(text)")
JOIN: Final = "JOIN wenguo_search ON wenguo_search.complaint_id = c.id"
NEWEST: Final = "wenguo_search.complaint_id DESC"
CLEAR: Final = ("TRUNCATE wenguo_search",)
CHECK: Final[tuple[str, ...]] = ()
SETTLE: Final = ("SELECT gin_clean_pending_list('wenguo_search_grams')", "ANALYZE wenguo_search")
PURGE: Final = ("VACUUM (FULL, ANALYZE) wenguo_search",)
"""Run outside a transaction after an erasure: a GIN index keeps every token it ever saw until it is written anew, and a
table keeps dead rows' bytes. Locks the table meanwhile."""

_INSERT: Final = (
    "INSERT INTO wenguo_search (complaint_id, theirs, ours, scope) "
    "SELECT i, t, o, s::integer[] FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[]) AS r (i, t, o, s)"
)
_UPSERT: Final = (
    "INSERT INTO wenguo_search (complaint_id, theirs, ours, scope) VALUES (%s, %s, %s, %s::integer[]) "
    "ON CONFLICT (complaint_id) DO UPDATE SET theirs = excluded.theirs, ours = excluded.ours, scope = excluded.scope"
)


def insert(docs: Iterable[tuple[int, Doc]]) -> tuple[str, list[tuple[object, ...]]]:
    """What `executemany` takes to index complaints that were never indexed: one statement for all."""
    rows = [(number, *_row(doc)) for number, doc in docs]
    return _INSERT, [tuple([row[at] for row in rows] for at in range(4))] if rows else []


def upsert(number: int, old: Doc | None, new: Doc) -> list[Statement]:
    """The statements that index a complaint; `old` is what was indexed of it, None if nothing was."""
    return [] if old == new else [(_UPSERT, (number, *_row(new)))]


def delete(number: int, old: Doc | None = None) -> list[Statement]:  # noqa: ARG001 (SQLite's needs it)
    """The statements that make the index forget a complaint."""
    return [("DELETE FROM wenguo_search WHERE complaint_id = %s", (number,))]


def condition(query: Query, column: Column, scope: tuple[int, ...] | None) -> tuple[str, list[object]]:
    """The condition on `wenguo_search` for a question; a scope of None is everybody's."""
    columns = _COLUMNS if column == "all" else (column,)
    sql, params = _expression(query.root, columns)
    if scope is None:
        return sql, params
    return f"({sql} AND wenguo_search.scope && %s::integer[])", [*params, _array(scope)]


def _row(doc: Doc) -> tuple[str, str, str]:
    """The three columns of a document."""
    return tokenised(doc.theirs), tokenised(doc.ours), _array(doc.scope)


def _array(numbers: Iterable[int]) -> str:
    """Numbers as PostgreSQL writes an array."""
    return f"{{{','.join(map(str, numbers))}}}"


def _expression(node: Node, columns: tuple[str, ...]) -> tuple[str, list[object]]:
    """A node as a condition with its parameters."""
    match node:
        case Phrase():
            return _joined(" OR ", [_phrase(node, column) for column in columns])
        case And(parts):
            return _joined(" AND ", [_expression(part, columns) for part in parts])
        case Or(parts):
            return _joined(" OR ", [_expression(part, columns) for part in parts])
        case Not(part):
            sql, params = _expression(part, columns)
            return f"NOT {sql}", params


def _joined(word: str, parts: list[tuple[str, list[object]]]) -> tuple[str, list[object]]:
    """Conditions and their parameters, joined."""
    return f"({word.join(sql for sql, _ in parts)})", [param for _, params in parts for param in params]


def _phrase(phrase: Phrase, column: str) -> tuple[str, list[object]]:
    """The condition that a column holds a phrase: by the index as far as it goes, and side by side.

    Tokens hold no quote, backslash or white space, so they stand as they are between quotes.
    """
    found, is_open = phrase.sought
    tokens = found.split(" ")
    operands = [f"'{token}'" for token in tokens]
    if is_open:
        operands[-1] += ":*"
    # Sixteen tokens out of a long phrase narrow it down enough.
    operands = operands[:: -(-len(operands) // _MOST_TOKENS)]
    asked = f"{' & '.join(operands)} | '{_LONG}'"
    near = f" {found}" if is_open else f" {found} "
    held = f"wenguo_search.{column}"
    return f"(strpos(' ' || {held} || ' ', %s) > 0 AND wenguo_grams({held}) @@ %s::tsquery)", [near, asked]
