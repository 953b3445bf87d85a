"""Which tests keep which row of the mission true: `python -m tests.rows` (make rows)."""

from __future__ import annotations

import contextlib
import io
import re
import sys
from collections import defaultdict

import pytest


class _Collected:
    """Gathers the marked tests of a collection."""

    def __init__(self) -> None:
        self.rows: dict[str, set[str]] = defaultdict(set)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        for item in session.items:
            for mark in item.iter_markers("row"):
                for row in mark.args:
                    self.rows[row].add(item.nodeid.partition("[")[0])


def collected(arguments: list[str]) -> tuple[int, dict[str, set[str]]]:
    """pytest's exit code and, row by row, the tests that carry its mark."""
    found = _Collected()
    with contextlib.redirect_stdout(io.StringIO()):  # pytest lists every test; here they are listed by row
        code = pytest.main(["--collect-only", "-qq", *arguments], plugins=[found])
    return int(code), dict(found.rows)


def _order(row: str) -> tuple[str, int]:
    number = re.search(r"\d+", row)
    return row[:1], int(number[0]) if number else 0


def main() -> int:
    """Print every row and its tests; fails where collection does or no test carries a row."""
    code, rows = collected(sys.argv[1:])
    for row in sorted(rows, key=_order):
        sys.stdout.write(f"{row}\n")
        for test in sorted(rows[row]):
            sys.stdout.write(f"    {test}\n")
    return code or (0 if rows else 1)


if __name__ == "__main__":
    sys.exit(main())
