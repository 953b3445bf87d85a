"""A running server: what it takes in at once, and the memory it holds at rest."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from bench import load, texts
from bench.__main__ import Table, percentile
from bench.home import ready

PORT = 8971


def api(table: Table, folder: Path, small: int, size: int) -> None:
    """Intake by API at eight clients at once: the burst, and what is sustained with all reactions done."""
    ready()
    from bench.store import local
    from wenguo.models import Account, Complaint, Reaction
    from wenguo.tokens import issue

    local()
    token = issue(Account.objects.get(username="local"), ["all"], "bench", datetime.now(UTC))
    env = {**os.environ, "PORT": str(PORT), "WENGUO_RATE": "1000000"}
    server = subprocess.Popen([sys.executable, "-m", "wenguo", "run"], env=env, stdout=subprocess.DEVNULL)
    try:
        wait("/healthz")
        body = json.dumps({"words": texts.words(7)}, ensure_ascii=False).encode()
        load.run(PORT, lambda _: load.get("/healthz"), seconds=1, clients=8, wanted=b"200")
        took = load.run(
            PORT, lambda _: load.post("/api/v1/complaints", body, token), seconds=10, clients=8, wanted=b"201"
        )
        rate, p99 = len(took) / 10, percentile(took, 0.99)
        table.add("API intake, 8 clients, burst", rate, "/s", ">= 400 (aim 1000)", rate >= 400)
        table.add("API intake, 8 clients, p99", p99, "ms", "<= 60", p99 <= 60)
        began = time.perf_counter()
        while Reaction.objects.filter(state="waiting", not_before__lte=datetime.now(UTC)).exists():
            if time.perf_counter() - began > 120:
                raise SystemExit("reactions were not drained within two minutes")
            time.sleep(0.2)
        sustained = len(took) / (10 + time.perf_counter() - began)
        table.add(
            "API intake, sustained (all reactions done)",
            sustained,
            "/s",
            "",
            None,
            f"{Complaint.objects.count():,} stored",
        )
    finally:
        server.terminate()
        server.wait(30)


def idle(table: Table, folder: Path, small: int, size: int) -> None:
    """Memory of the whole process tree at rest: proportional set size, so that shared pages count once."""
    ready()
    env = {**os.environ, "PORT": str(PORT)}
    server = subprocess.Popen([sys.executable, "-m", "wenguo", "run"], env=env, stdout=subprocess.DEVNULL)
    try:
        wait("/accounts/login/")
        load.run(PORT, lambda _: load.get("/accounts/login/"), seconds=1, clients=4, wanted=b"200")
        time.sleep(8)
        total = sum(_pss(pid) for pid in _tree(server.pid)) / 1024
        table.add("idle PSS of the whole process tree", total, "MB", "<= 500 with the advice process", total <= 500)
    finally:
        server.terminate()
        server.wait(30)


def wait(path: str) -> None:
    """Come back once the server answers there; thirty seconds at most."""
    for _ in range(150):
        try:
            load.run(PORT, lambda _: load.get(path), seconds=0.01, clients=1, wanted=b"200")
        except (OSError, RuntimeError, EOFError):
            time.sleep(0.2)
        else:
            return
    raise SystemExit("the server did not start")


def _tree(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in _tree(int(child)))]


def _pss(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0
