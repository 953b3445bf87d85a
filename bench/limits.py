"""What the machine can do without us, measured in the same run: the numbers that ours are divided by."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from bench.texts import words


def sqlite_rows(folder: Path, synchronous: str, seconds: float = 2.0) -> float:
    """Two rows a transaction into a plain SQLite file (WAL), transactions a second."""
    path = folder / f"limit-{synchronous}.sqlite3"
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute(f"PRAGMA synchronous={synchronous}")
    db.execute("CREATE TABLE a (id INTEGER PRIMARY KEY, body TEXT, at TEXT)")
    db.execute("CREATE TABLE b (id INTEGER PRIMARY KEY, a INTEGER, data TEXT)")
    body = words(1)
    done, began = 0, time.perf_counter()
    while time.perf_counter() - began < seconds:
        for _ in range(50):
            db.execute("BEGIN IMMEDIATE")
            db.execute("INSERT INTO a (body, at) VALUES (?, ?)", (body, "2026-11-22"))
            db.execute("INSERT INTO b (a, data) VALUES (?, ?)", (1, body))
            db.execute("COMMIT")
            done += 1
    rate = done / (time.perf_counter() - began)
    db.close()
    return rate


def sqlite_bulk(folder: Path, rows: int = 200_000) -> float:
    """Plain rows in one transaction, rows a second."""
    db = sqlite3.connect(folder / "bulk.sqlite3", isolation_level=None)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("CREATE TABLE a (id INTEGER PRIMARY KEY, body TEXT, at TEXT)")
    body = words(1)
    began = time.perf_counter()
    db.execute("BEGIN")
    db.executemany("INSERT INTO a (body, at) VALUES (?, ?)", ((body, "2026-11-22") for _ in range(rows)))
    db.execute("COMMIT")
    rate = rows / (time.perf_counter() - began)
    db.close()
    return rate


def python_loop(seconds: float = 1.0) -> float:
    """Turns of a fixed Python loop a second: how fast this core is just now."""
    done, began = 0, time.perf_counter()
    while time.perf_counter() - began < seconds:
        total = 0
        for number in range(1000):
            total += number * number % 7
        done += 1
    return done / (time.perf_counter() - began)


def hello(environ: object, start_response: object) -> list[bytes]:
    """A WSGI program that does nothing: what the web server alone can do."""
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "2")])  # type: ignore[operator]
    return [b"ok"]
