"""The database itself refuses to change, replace or drop a line of a log or an access."""

import pytest
from django.db import DatabaseError, connection, transaction

from tests.stories import T0, Story, founded
from wenguo.access import log_access, log_their_look

_ANYWHERE = [
    "UPDATE {table} SET data = data",
    "UPDATE {table} SET position = position + 100",
    "DELETE FROM {table}",
]
_SQLITE = [
    "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    "REPLACE INTO {table} SELECT * FROM {table}",
    "INSERT OR IGNORE INTO {table} SELECT * FROM {table}",
    "INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE true ON CONFLICT DO UPDATE SET data = 'x'",
]
_POSTGRESQL = [
    "UPDATE {table} SET data = 'x' WHERE position = 1",
    "INSERT INTO {table} SELECT * FROM {table} ON CONFLICT (id) DO UPDATE SET data = 'x'",
]


@pytest.fixture
def logged(story: Story) -> Story:
    story.recorded().acknowledged()
    log_access(story.office.ann.pk, story.row.pk, story.number, ["phone"], "回电", "web", T0)
    log_their_look(story.row.pk, story.number, ["e1"], "", T0)
    return story


@pytest.mark.parametrize("table", ["wenguo_line", "wenguo_access", "wenguo_their_look"])
def test_lines_are_only_ever_added(logged: Story, table: str) -> None:
    def stored() -> list[tuple[object, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table} ORDER BY id")
            return cursor.fetchall()

    before = stored()
    assert before
    for statement in _ANYWHERE + (_SQLITE if connection.vendor == "sqlite" else _POSTGRESQL):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement.format(table=table))
        assert stored() == before, statement


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no TRUNCATE")
@pytest.mark.parametrize(
    "statement", ["TRUNCATE wenguo_line CASCADE", "TRUNCATE wenguo_complaint CASCADE", "TRUNCATE wenguo_access"]
)
def test_a_log_can_not_be_emptied_at_once(committing: None, statement: str) -> None:
    Story(founded()).recorded()
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_line_can_not_be_replaced_under_another_id(logged: Story) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT complaint_id, position FROM wenguo_line ORDER BY id LIMIT 1")
        complaint_id, position = cursor.fetchone()
    replace = "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT"
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"{replace} INTO wenguo_line (complaint_id, position, data) VALUES (%s, %s, '{{}}')",
            [complaint_id, position],
        )
