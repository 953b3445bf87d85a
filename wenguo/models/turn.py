"""Writers taking turns at SQLite: its own waiting sleeps in growing steps and lets the late overtake the early.

Whoever writes first takes the turn, a lock on a file beside the database, and so finds the database free; the kernel
wakes the next at once. The lock is a courtesy: SQLite's own still decides, and a writer that takes no turn is safe.
On PostgreSQL, inside a transaction, and where a system has no such locks, nothing is done.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_within = threading.Lock()  # threads of one process share the file's lock, so they need one of their own
_open: dict[tuple[int, str], int] = {}  # (process, path) → the open file; a forked child opens its own


@contextmanager
def turn() -> Iterator[None]:
    """Hold the turn to write, to be taken around the outermost transaction."""
    path = str(connection.settings_dict["NAME"])
    if fcntl is None or connection.vendor != "sqlite" or connection.in_atomic_block or "memory" in path:
        yield
        return
    with _within:
        number = _file(path + "-turn")
        fcntl.flock(number, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(number, fcntl.LOCK_UN)


def _file(path: str) -> int:
    key = (os.getpid(), path)
    if key not in _open:
        _open[key] = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    return _open[key]
