"""A home of its own for real processes: on SQLite a folder, on PostgreSQL a fresh database of the same server."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


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

    def wenguo(self, *args: str) -> dict[str, Any]:
        """What a command answers with --json."""
        import json

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


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """An empty home with unit main and account local."""
    url = os.environ.get("WENGUO_TEST_DATABASE_URL", "")
    if not url:
        made = Home(tmp_path, "")
        made.wenguo("counts")
        yield made
        return
    import psycopg

    base, _, _ = url.rpartition("/")
    name = f"hard_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(f"{base}/postgres", autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')  # type: ignore[arg-type]
    made = Home(tmp_path, f"{base}/{name}")
    made.wenguo("counts")
    yield made
    with psycopg.connect(f"{base}/postgres", autocommit=True) as server:
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')  # type: ignore[arg-type]
