"""PostgreSQL is copied by its own tools, of one moment with the evidence, and comes back into an empty database."""

import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, connections

from tests.proof.conftest import Archive
from tests.stories import T0
from wenguo import postgresql
from wenguo.backup import backup
from wenguo.postgresql import CannotCopy
from wenguo.restoring import restore


@pytest.fixture
def empty() -> Iterator[str]:
    """An empty database on the same server."""
    name = f"wenguo_restored_{secrets.token_hex(4)}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    yield name
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _use(name: str) -> str:
    connections.close_all()
    before = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = name
    return before


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="needs PostgreSQL")
def test_a_postgresql_archive_comes_back_and_proves(archive: Archive, empty: str, tmp_path: Path) -> None:
    manifest = backup(tmp_path / "a.tar", T0)
    assert sorted(part.split("/")[0] for part in manifest.files) == ["evidence", "wenguo.pgdump"]
    with pytest.raises(CannotCopy, match="not empty"):
        restore(tmp_path / "a.tar", tmp_path / "refused")
    before = _use(empty)
    try:
        report = restore(tmp_path / "a.tar", tmp_path / "back")
    finally:
        _use(before)
    assert report.ok, report.problems
    assert report.complaints == 3


def test_without_its_tools_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(postgresql, "_DEBIAN", tmp_path)
    with pytest.raises(CannotCopy, match="postgresql-client"):
        postgresql.dump(tmp_path / "x")
