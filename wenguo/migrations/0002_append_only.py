"""Append-only for real: the database itself refuses to change or drop a line of a log."""

from typing import Any

from django.db import migrations

_SQLITE = """
CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM {table} WHERE {owner} = NEW.{owner} AND position = NEW.position)
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
"""
_POSTGRES = """
CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$;
CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_append_only();
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only();
"""
_TABLES = {"wenguo_line": "complaint_id", "wenguo_access": "account_id"}


def protect(apps: Any, schema_editor: Any) -> None:
    """Put the triggers on."""
    put_on(schema_editor, _TABLES)


def put_on(schema_editor: Any, tables: dict[str, str]) -> None:
    """Put the triggers on these tables: each with the column whose chain a line belongs to."""
    vendor = schema_editor.connection.vendor
    for table, owner in tables.items():
        if vendor == "sqlite":
            for statement in _SQLITE.format(table=table, owner=owner).split("END;"):
                if statement.strip():
                    schema_editor.execute(statement + "END;")
        else:
            schema_editor.execute(_POSTGRES.format(table=table))


class Migration(migrations.Migration):
    """Triggers on the log and on the access log."""

    dependencies = [("wenguo", "0001_start")]
    operations = [migrations.RunPython(protect, elidable=False)]
