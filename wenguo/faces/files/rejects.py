"""The rows that could not be taken in, as a file beside their source: original cells and the reason in plain words.

It can be corrected and imported again: the added columns mean nothing to the reader. It holds what people wrote, so it
is readable by its owner alone, and what lies in the home is on the list of places that `erase` walks.
"""

from __future__ import annotations

import csv
import os
import tempfile
from pathlib import Path
from typing import IO

import msgspec
from django.conf import settings

from wenguo.reading.defusing import defused
from wenguo.text import Text

SUFFIX = ".rejects.csv"
LINE, REASON = "行号", "未导入原因"
_IN_MEMORY = 4_000_000


def folder() -> Path:
    """Where rejects lie whose own folder cannot be written to."""
    return Path(settings.WENGUO_HOME) / "rejects"


class Rejects:
    """Gathers the rejects of one source and writes them when it has been read."""

    def __init__(self, source: Path, target: Path | None = None) -> None:
        self._source, self._target = source, target
        self._columns: dict[str, None] = {}
        self._waiting: IO[bytes] | None = None
        self.count = 0

    def add(self, line: int, cells: dict[str, str], reason: Text, *, sheet: str | None = None) -> None:
        """One row that stays outside."""
        self.count += 1
        if self._waiting is None:
            self._waiting = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 — closed by `close`
        self._columns |= dict.fromkeys(cells)
        place = f"{sheet} {line}" if sheet else str(line)
        row = msgspec.json.encode([cells, place, f"{reason.zh} | {reason.en}"])
        self._waiting.write(row + b"\n")

    def close(self) -> Path | None:
        """Write the file; None where there was nothing to write."""
        if self._waiting is None:
            return None
        own = self._target or self._source.with_name(self._source.name + SUFFIX)
        try:
            return self._write(own)
        except OSError:
            if self._target is not None:
                raise
        folder().mkdir(parents=True, exist_ok=True)
        return self._write(folder() / own.name)

    def _write(self, path: Path) -> Path:
        assert self._waiting is not None
        part = path.with_name(f"{path.name}.part")
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8-sig", newline="") as file:  # fmt: skip
            writer = csv.writer(file)
            columns = [column for column in self._columns if column not in {LINE, REASON}]
            writer.writerow([*(defused(column) or "内容" for column in columns), LINE, REASON])
            self._waiting.seek(0)
            for text in self._waiting:
                cells, place, reason = msgspec.json.decode(text)
                writer.writerow([*(defused(cells.get(column, "")) for column in columns), place, reason])
        _keep_older(path, part)
        part.replace(path)
        return path


def _keep_older(path: Path, new: Path) -> None:
    """Rejects somebody may have been correcting are not written over: they get a number."""
    if not path.exists() or path.read_bytes() == new.read_bytes():
        return
    stem = path.name.removesuffix(SUFFIX)
    number = 1
    while (older := path.with_name(f"{stem}.{number}{SUFFIX}")).exists():
        number += 1
    path.rename(older)
