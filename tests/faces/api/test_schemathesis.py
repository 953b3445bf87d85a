"""Thousands of requests made from the API's own description: none may be answered by an error of ours, or against it."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connections

from tests.stories import founded
from wenguo import tokens

pytestmark = pytest.mark.all

# 412, 422 and 429 answer what a schema cannot say: codes of a taxonomy, times that have passed, uploads that wait.
CONFIGURATION = """
[checks]
positive_data_acceptance.expected-statuses = ["2xx", "403", "404", "409", "412", "422", "429"]

[[operations]]  # a header that nobody asked for breaks no upload
include-path-regex = "^/api/v1/uploads"
checks.negative_data_rejection.enabled = false
"""
HOOKS = """
import schemathesis

@schemathesis.serializer("application/offset+octet-stream")
def part(context, value):
    return value if isinstance(value, bytes) else str(value).encode()
"""


@contextmanager
def serving(home, database):
    """The API on a free port of this machine, as it is served for real."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {
        **os.environ,
        "WENGUO_HOME": str(home),
        "WENGUO_DATABASE_URL": database,
        "WENGUO_HOSTS": "127.0.0.1",
        "WENGUO_ADVICE": "auto",
        "WENGUO_RATE": "0",
        "WENGUO_RATE_PUBLIC": "0",
    }
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "2", "--port", str(port)]
    with (home / "server.log").open("wb") as log:
        server = subprocess.Popen([*command, "--no-ws", "wenguo.wsgi:application"], env=env, stdout=log, stderr=log)
        try:
            _wait(f"http://127.0.0.1:{port}/healthz")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(20)


def _wait(address):
    end = time.monotonic() + 30
    while True:
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
        else:
            return


def test_no_request_that_the_description_allows_or_forbids_finds_a_hole(committing, tmp_path):
    office = founded()
    token = tokens.issue(office.local, ["all"], "schemathesis", datetime.now(UTC))
    name = connections["default"].settings_dict["NAME"]
    url = os.environ.get("WENGUO_TEST_DATABASE_URL", "")
    database = f"{url.rpartition('/')[0]}/{name}" if url else f"sqlite://{name}"
    connections.close_all()
    (tmp_path / "schemathesis.toml").write_text(CONFIGURATION)
    (tmp_path / "hooks.py").write_text(HOOKS)
    with serving(tmp_path, database) as address:
        done = subprocess.run(
            [
                Path(sys.executable).with_name("schemathesis"), "run", f"{address}/api/v1/openapi.json",
                "--header", f"Authorization: Bearer {token}", "--exclude-path", "/api/v1/batch",
                "--phases", "coverage,fuzzing", "--max-examples", "15", "--max-time", "22", "--workers", "2",
                "--continue-on-failure", "--no-shrink", "--no-color", "--seed", "20261122",
            ],
            cwd=tmp_path, env={**os.environ, "SCHEMATHESIS_HOOKS": "hooks"}, capture_output=True, text=True, timeout=180, check=False,
        )  # fmt: skip
    tried = re.search(r"(\d+) generated", done.stdout)
    assert tried is not None, done.stdout + done.stderr
    assert int(tried[1]) > 300
    assert done.returncode == 0, done.stdout[-20_000:]
