"""An archive whose past is made by verbs, and a hand that changes it behind the program's back."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections

from tests.stories import Office, Story, founded
from wenguo.queries.verify import Problem, verify


class Archive:
    """Three complaints: one carried to its close, one with evidence, one whose contact data was erased."""

    def __init__(self, path: Path | None, home: Path) -> None:
        self.path, self.home = path, home
        self.office: Office = founded()
        self.closed = (
            Story(self.office)
            .recorded("灯不亮，修了三次", complainant={"name": "王芳", "phone": "13800000000"})
            .acknowledged(words="已收到", way="phone")
            .promised(hours=2)
            .kept()
            .investigated()
            .answered()
            .accepted()
            .closed()
        )
        self.proved = Story(self.office).recorded("隐形眼镜在房间里不见了", subject="物品遗失")
        self.proved.does("enclose", files=[{"name": "房间.txt", "media_type": "text/plain", "data": b"cm9vbSAxMjA4"}])
        self.erased = Story(self.office).settled(
            "佣金没有按承诺下调", complainant={"name": "李强", "phone": "13900000000"}
        )
        self.erased.later(days=365 * 25).does("erase", "lex", what="contact", ground="本人申请")
        assert "Erased" in self.erased.happened

    def tamper(self, *statements: str) -> None:
        """Change a copy of the database as somebody with its file would: triggers off, change, triggers on again."""
        if self.path is None:
            self._tamper_postgresql(statements)
            return
        connections.close_all()
        with closing(sqlite3.connect(self.path)) as raw:
            raw.execute("PRAGMA synchronous = OFF")
            triggers = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for name, _ in triggers:
                raw.execute(f"DROP TRIGGER {name}")
            for statement in statements:
                assert raw.execute(statement).rowcount != 0, f"changed nothing: {statement}"
            for _, sql in triggers:
                raw.execute(sql)
            raw.commit()

    def _tamper_postgresql(self, statements: tuple[str, ...]) -> None:
        """There only what no trigger protects is changed: no test drops one, even in a copy on a server."""
        if any(
            word in one
            for one in statements
            for word in ("wenguo_line", "wenguo_access", "wenguo_their_look", "DELETE", "zeroblob", "x'")
        ):
            pytest.skip("shown on a copied SQLite file only")
        with connection.cursor() as cursor:
            for statement in statements:
                try:
                    cursor.execute(statement)
                except DatabaseError as error:
                    pytest.skip(f"PostgreSQL does not take it: {error}")

    def says(self, **asked: Any) -> list[Problem]:
        """What the proof finds."""
        report = verify(**asked)
        assert report.ok is (not report.problems)
        return report.problems

    def evidence(self) -> Path:
        """The one file in the store."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT path FROM wenguo_evidence WHERE path IS NOT NULL")
            (path,) = cursor.fetchone()
        return self.home / "evidence" / path


@pytest.fixture
def archive(committing: Path | None, settings: Any, tmp_path: Path) -> Iterator[Archive]:
    """The archive, in a database and a home of its own."""
    settings.WENGUO_HOME = tmp_path / "home"
    settings.WENGUO_HOME.mkdir()
    yield Archive(committing, settings.WENGUO_HOME)
    connections.close_all()
