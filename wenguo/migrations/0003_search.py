"""The search index: an FTS5 table in SQLite, a table with a GIN index in PostgreSQL."""

from typing import Any

from django.db import migrations

from wenguo import search


def create(apps: Any, schema_editor: Any) -> None:
    """Make the index."""
    dialect = search.fts5 if schema_editor.connection.vendor == "sqlite" else search.pg
    with schema_editor.connection.cursor() as cursor:
        for statement in dialect.CREATE:
            cursor.execute(statement)


class Migration(migrations.Migration):
    """The index of words."""

    dependencies = [("wenguo", "0002_append_only")]
    operations = [migrations.RunPython(create, elidable=False)]
