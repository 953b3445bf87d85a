"""The two indexes as a test sees them: put documents in, ask, get ids newest first."""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from wenguo import search
from wenguo.search import Doc

DSN = os.environ.get("WENGUO_TEST_PG", "")


class Index:
    """One database with nothing but the search table."""

    def __init__(self, dialect: search.Dialect, connection: Any) -> None:
        self.dialect = dialect
        self.module = search.fts5 if dialect == "sqlite" else search.pg
        self.connection = connection
        self.cursor = connection.cursor()

    def run(self, sql: str, params: Iterable[object] = ()) -> list[tuple[Any, ...]]:
        """Executes a statement written with Django's placeholder."""
        self.cursor.execute(self.placed(sql), tuple(params))
        return list(self.cursor.fetchall()) if self.cursor.description else []

    def placed(self, sql: str) -> str:
        return sql.replace("%s", "?") if self.dialect == "sqlite" else sql

    def fill(self, docs: Iterable[tuple[int, Doc]]) -> None:
        sql, rows = self.module.insert(docs)
        self.cursor.executemany(self.placed(sql), rows)

    def put(self, number: int, old: Doc | None, new: Doc) -> None:
        for sql, params in self.module.upsert(number, old, new):
            self.run(sql, params)

    def forget(self, number: int, old: Doc) -> None:
        for sql, params in self.module.delete(number, old):
            self.run(sql, params)

    def ask(self, asked: str, column: search.Column = "theirs", scope: tuple[int, ...] | None = None) -> list[int]:
        """The ids that answer a question, newest first."""
        sql, params = search.match(search.parse(asked), column=column, scope=scope, dialect=self.dialect)
        key = "rowid" if self.dialect == "sqlite" else "complaint_id"
        return [row[0] for row in self.run(f"SELECT {key} FROM wenguo_search WHERE {sql} ORDER BY {key} DESC", params)]

    def clear(self) -> None:
        for sql in self.module.CLEAR:
            self.run(sql)


def _sqlite() -> Iterator[Index]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    index = Index("sqlite", connection)
    for sql in search.fts5.CREATE:
        index.run(sql)
    yield index
    for sql in search.fts5.CHECK:
        index.run(sql)
    connection.close()


def _postgresql() -> Iterator[Index]:
    if not DSN:
        pytest.skip("PostgreSQL is tried where WENGUO_TEST_PG holds a DSN")
    psycopg = pytest.importorskip("psycopg")
    with psycopg.connect(DSN, autocommit=True) as connection:
        index = Index("postgresql", connection)
        schema = f"search_{os.getpid()}_{id(index)}"
        index.run(f"CREATE SCHEMA {schema}")
        try:
            index.run(f"SET search_path TO {schema}")
            for sql in search.pg.CREATE:
                index.run(sql)
            yield index
        finally:
            index.run(f"DROP SCHEMA {schema} CASCADE")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared(request: pytest.FixtureRequest) -> Iterator[Index]:
    """An index that a module's tests share."""
    yield from _sqlite() if request.param == "sqlite" else _postgresql()


@pytest.fixture
def index(shared: Index) -> Index:
    """An empty index."""
    shared.clear()
    return shared
