from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from wenguo.reading import Reject, Row, Source, open_source

TODAY = date(2026, 11, 22)
type Read = Callable[..., tuple[list[Row], list[Reject], Source]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Write a file, read it, and give its rows, its rejects and the source."""

    def _read(
        content: str | bytes | Path, name: str = "f.csv", **options: Any
    ) -> tuple[list[Row], list[Reject], Source]:
        path = content if isinstance(content, Path) else tmp_path / name
        if isinstance(content, str):
            path.write_bytes(content.encode())
        elif isinstance(content, bytes):
            path.write_bytes(content)
        source = open_source(path, today=TODAY, **options)
        read = list(source)
        assert source.fraction() == 1.0 or source.total
        return [one for one in read if isinstance(one, Row)], [one for one in read if isinstance(one, Reject)], source

    return _read
