"""Bringing the database up to date: its schema, then every row drawn from its log, for a new version draws more of it.

A mark stands in the table of migrations from before the first step until the last row is drawn, so that an upgrade
broken off half-way is gone on with by the next start.
"""

from __future__ import annotations

import gc
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from wenguo.rebuild import rebuild

MARK = ("wenguo_rows", "to_draw")  # no app of that name has migrations
_ALLOCATIONS = 100_000  # between two collections


def upgrade(progress: Callable[[int, int], None] | None = None) -> int:
    """Bring the database up to date; returns how many rows were drawn anew. A new database has none."""
    recorder = MigrationRecorder(connection)
    if _is_behind():
        if _has_complaints():
            recorder.migration_qs.get_or_create(app=MARK[0], name=MARK[1])
        with warnings.catch_warnings(), _few_collections():
            warnings.simplefilter("ignore")
            call_command("migrate", verbosity=0, interactive=False)
    if MARK not in recorder.applied_migrations():
        return 0
    drawn = rebuild(progress, search=False)
    recorder.record_unapplied(*MARK)
    return drawn


@contextmanager
def _few_collections() -> Iterator[None]:
    """Migrating makes thousands of classes that live until its end: looking for dead ones among them takes a quarter of it."""
    before = gc.get_threshold()
    gc.set_threshold(_ALLOCATIONS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _is_behind() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _has_complaints() -> bool:
    if "wenguo_complaint" not in connection.introspection.table_names():
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM wenguo_complaint LIMIT 1")
        return cursor.fetchone() is not None
