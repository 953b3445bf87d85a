"""The office every test may work in, on SQLite in a folder of its own or, by WENGUO_TEST_DATABASE_URL, on PostgreSQL.

pytest-django reads the settings before any conftest is imported, so the home is moved here, in the settings as they
stand and in the environment of processes that tests start.
"""

import atexit
import contextlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_django.fixtures

HOME = Path(tempfile.mkdtemp(prefix="wenguo-tests-"))
os.environ["WENGUO_HOME"] = str(HOME)
os.environ.setdefault("WENGUO_SECRET_KEY", "for tests only")
os.environ.setdefault("WENGUO_ADVICE", "off")  # tests of advice switch it on for themselves
for _library in ("OMP", "OPENBLAS"):  # every process of the run would take all cores for its sums, and all wait
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")
os.environ["WENGUO_DATABASE_URL"] = os.environ.get("WENGUO_TEST_DATABASE_URL", "")
atexit.register(shutil.rmtree, HOME, ignore_errors=True)

from django.conf import settings as _settings  # noqa: E402 — after the home is known
from django.db import connection, connections  # noqa: E402

from tests.stories import Office, Story, founded  # noqa: E402
from wenguo import settings as _source  # noqa: E402


def _move_home() -> None:
    database = _source._database(os.environ["WENGUO_DATABASE_URL"])
    if database["ENGINE"].endswith("sqlite3"):
        database = _source._sqlite(HOME / "wenguo.sqlite3")
        database["TEST"] = {"NAME": str(HOME / "test.sqlite3")}
    present = _settings.DATABASES["default"]
    present.update(database)
    present.setdefault("TEST", {})
    if "TEST" in database:
        present["TEST"].update(database["TEST"])
    for name, default in (("CHARSET", None), ("COLLATION", None), ("MIGRATE", True), ("MIRROR", None), ("NAME", None)):
        present["TEST"].setdefault(name, default)
    with contextlib.suppress(AttributeError):  # made already from the settings as they were, or not
        del connections["default"]
    _settings.WENGUO_HOME = HOME
    _settings.WENGUO_ADVICE = os.environ["WENGUO_ADVICE"]
    _settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


_move_home()
# pytest-django makes the database only where a collected test names `db`; those that commit need its template as well
pytest_django.fixtures._get_databases_for_setup = lambda items: ({"default"}, set())


@pytest.fixture
def office(db: None) -> Office:
    """The units main → sec, car and their people, in the test's own transaction."""
    return founded()


@pytest.fixture
def story(office: Office) -> Story:
    """A past to be made of verbs, beginning at T0."""
    return Story(office)


@pytest.fixture
def committing(django_db_setup: None, django_db_blocker: Any) -> Iterator[Path | None]:
    """A copy of the template database of its own, where acts are really committed; gives SQLite's file.

    Django empties tables after a committing test by DELETE or TRUNCATE, which the log's triggers refuse; no trigger
    is disabled, the whole copy is thrown away instead.
    """
    with django_db_blocker.unblock():
        yield from _on_a_copy()


def _on_a_copy() -> Iterator[Path | None]:
    template = connection.settings_dict["NAME"]
    connections.close_all()
    if connection.vendor == "sqlite":
        copy: str = str(Path(tempfile.mkdtemp(dir=HOME)) / "copy.sqlite3")
        with contextlib.closing(sqlite3.connect(template)) as whole, contextlib.closing(sqlite3.connect(copy)) as into:
            whole.backup(into)  # what still lies beside the file (WAL) comes along
    else:
        copy = f"{template}_copy"
        _on_server(f'DROP DATABASE IF EXISTS "{copy}"', f'CREATE DATABASE "{copy}" TEMPLATE "{template}"')
    connection.settings_dict["NAME"] = copy
    try:
        yield Path(copy) if connection.vendor == "sqlite" else None
    finally:
        connections.close_all()
        connection.settings_dict["NAME"] = template
        if connection.vendor == "postgresql":
            _on_server(f'DROP DATABASE "{copy}" WITH (FORCE)')


def _on_server(*statements: str) -> None:
    with connection._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
