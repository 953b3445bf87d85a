"""The check that the database still refuses to change the logs: its triggers are there, whole and enabled."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.db import connection

from wenguo.queries.proof.found import Found

# The one place that says what the triggers are is the migration that puts them on.
_protection: Any = import_module("wenguo.migrations.0002_append_only")
_GUARDED: dict[str, str] = {**_protection._TABLES, "wenguo_their_look": "complaint_id"}  # noqa: SLF001


def prove_guards(found: Found) -> None:
    """Each protected table has the triggers it was given, word for word."""
    for table, owner in _GUARDED.items():
        lost = _lost_sqlite(table, owner) if connection.vendor == "sqlite" else _lost_postgresql(table)
        for name in lost:
            zh, en = (
                f"只增不改的保护失效：触发器 {name} 缺失、停用或被改",
                f"{table} can be changed: trigger {name} is missing, disabled or altered",
            )
            found.add("line", "", 0, zh, en)


def _lost_sqlite(table: str, owner: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        there = {name: _squeezed(sql) for name, sql in cursor.fetchall()}
    wanted = _protection._SQLITE.format(table=table, owner=owner).split("END;")  # noqa: SLF001
    statements = [_squeezed(f"{one}END") for one in wanted if one.strip()]
    return [name for one in statements if there.get(name := one.split()[2]) != one]


def _squeezed(sql: str) -> str:
    return " ".join(sql.split()).removesuffix(";").replace("; END", ";END").replace(" ;", ";")


def _lost_postgresql(table: str) -> list[str]:
    """Triggers not there, not firing always, or calling a function that no longer refuses."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.tgname, t.tgtype, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
            "WHERE t.tgrelid = %s::regclass AND NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND t.tgqual IS NULL",
            [table],
        )
        there = {name: (kind, source.strip()) for name, kind, source in cursor.fetchall()}
    refuses = f"BEGIN RAISE EXCEPTION '{table} is append-only'; END"
    # tgtype: 1 row, 2 before, 8 delete, 16 update, 32 truncate
    wanted = {f"{table}_no_change": 1 | 2 | 8 | 16, f"{table}_no_truncate": 2 | 32}
    return [name for name, kind in wanted.items() if there.get(name) != (kind, refuses)]
