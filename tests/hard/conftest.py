"""A home of its own for real processes: on SQLite a folder, on PostgreSQL a fresh database of the same server."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent

_LENGTHS = """
import json
import django
django.setup()
from django.db.models import Count
from wenguo.models import Line
print(json.dumps(dict(Line.objects.values_list("complaint__number").annotate(Count("pk")).order_by())))
"""


class Home:
    """Where real processes of Wenguo work."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.url = folder, url

    @property
    def env(self) -> dict[str, str]:
        """The environment of a process that works here."""
        return {
            **os.environ,
            "WENGUO_HOME": str(self.folder),
            "WENGUO_DATABASE_URL": self.url,
            "DJANGO_SETTINGS_MODULE": "wenguo.settings",
            "PYTHONPATH": str(ROOT),
        }

    def start(self, *args: str) -> subprocess.Popen[str]:
        """A Python process that goes on by itself."""
        return subprocess.Popen([sys.executable, *args], env=self.env, cwd=ROOT, stdout=subprocess.PIPE, text=True)

    def recorded(self, count: int) -> list[str]:
        """The numbers of so many complaints, recorded by one process."""
        writer = self.start("-m", "tests.hard.writer", "first", str(count))
        out, _ = writer.communicate(timeout=120)
        return [line.split()[0] for line in out.splitlines()]

    def lengths(self) -> dict[str, int]:
        """How many lines each complaint has, by its number."""
        asker = self.start("-c", _LENGTHS)
        out, _ = asker.communicate(timeout=120)
        found: dict[str, int] = json.loads(out.splitlines()[-1])
        return found

    def wenguo(self, *args: str) -> dict[str, Any]:
        """What a command answers with --json."""
        done = subprocess.run(
            [sys.executable, "-m", "wenguo", *args, "--json"],
            env=self.env, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        assert done.stdout.strip(), done.stderr
        answer: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
        return answer

    def proves(self) -> dict[str, Any]:
        """The answer of verify, which must be good."""
        answer = self.wenguo("verify")
        assert answer["ok"], answer["problems"][:5]
        return answer


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """A home with unit main and account local, made once: every test begins with a copy of it."""
    url = os.environ.get("WENGUO_TEST_DATABASE_URL", "")
    with _database(url) as database:
        made = Home(tmp_path_factory.mktemp("first"), database)
        made.wenguo("counts")
        yield made


@pytest.fixture
def home(first: Home, tmp_path: Path) -> Iterator[Home]:
    """An empty home with unit main and account local."""
    shutil.copytree(first.folder, tmp_path, dirs_exist_ok=True)
    with _database(first.url, like=first.url.rpartition("/")[2]) as database:
        yield Home(tmp_path, database)


@contextmanager
def _database(url: str, like: str = "template1") -> Iterator[str]:
    """A database of its own beside `url`, made like another one; on SQLite it is a file of the home."""
    if not url:
        yield ""
        return
    import psycopg

    base, _, _ = url.rpartition("/")
    name = f"hard_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(f"{base}/postgres", autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')  # type: ignore[arg-type]
    yield f"{base}/{name}"
    with psycopg.connect(f"{base}/postgres", autocommit=True) as server:
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')  # type: ignore[arg-type]
