"""Runs all measurements, prints the table, writes bench/last.json. `--size` sets the large archive (1,000,000)."""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def percentile(took: list[float], share: float) -> float:
    """The time, in ms, within which a share of all was done."""
    return sorted(took)[min(len(took) - 1, int(len(took) * share))] * 1000


def timed(times: int, act: Callable[[int], Any]) -> list[float]:
    """Durations in seconds of `act`, called `times` times."""
    took = []
    for turn in range(times):
        began = time.perf_counter()
        act(turn)
        took.append(time.perf_counter() - began)
    return took


class Table:
    """Rows of the report."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []

    def add(self, what: str, value: float, unit: str, wanted: str, ok: bool | None, beside: str = "") -> None:
        """One figure, with what was wanted and what the machine alone can do."""
        self.rows.append(
            {"what": what, "value": round(value, 2), "unit": unit, "wanted": wanted, "ok": ok, "beside": beside}
        )
        mark = {True: "reached", False: "NOT reached", None: ""}[ok]
        print(f"{what:58} {value:12,.2f} {unit:10} {wanted:22} {mark:12} {beside}", flush=True)


def main() -> int:
    """Everything, or the parts named by --only."""
    asked = argparse.ArgumentParser(prog="python -m bench")
    asked.add_argument("--size", type=int, default=1_000_000)
    asked.add_argument("--small", type=int, default=1_000)
    every = ["limits", "import", "acts", "small", "archive", "api", "idle", "real", "pages", "groups", "likes"]
    asked.add_argument("--only", choices=every, action="append")
    asked.add_argument("--keep", type=Path, help="folder for the scratch archives, kept for the next run")
    options = asked.parse_args()
    parts = options.only or every
    folder = options.keep or Path(tempfile.mkdtemp(prefix="wenguo-bench-"))
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.pop("WENGUO_DATABASE_URL", None)
    try:
        for part in parts:
            code = subprocess.run(
                [sys.executable, "-m", "bench.parts", part, str(folder), str(options.small), str(options.size)],
                cwd=ROOT, env={**os.environ, "WENGUO_HOME": str(folder / part)}, check=False,
            ).returncode  # fmt: skip
            if code:
                print(f"{part}: failed", file=sys.stderr)
                return code
    finally:
        _write(folder)
        if options.keep is None:
            shutil.rmtree(folder, ignore_errors=True)
    return 0


# ours → the raw limit it is divided by (the start of its name)
RATIOS = {
    "import, complaints a second": "raw SQLite, rows in one transaction",
    "API intake, 8 clients, burst": "raw SQLite, two rows a transaction, NORMAL",
}


def _write(folder: Path) -> None:
    rows = [row for path in sorted(folder.glob("*.rows.json")) for row in json.loads(path.read_text())]
    values = {row["what"]: row["value"] for row in rows}
    for ours, raw in RATIOS.items():
        if ours in values and raw in values:
            print(f"{ours}: {values[ours] / values[raw]:.1%} of {raw}")
    report = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
        "rows": rows,
    }
    (ROOT / "bench" / "last.json").write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n")


__all__ = ["Table", "percentile", "statistics", "timed"]

if __name__ == "__main__":
    sys.exit(main())
