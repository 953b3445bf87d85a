"""What every measured task is and gives: rows to learn from, rows to be tried on, values, and a prediction for each row."""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

Row = Mapping[str, Any]


class Prediction(msgspec.Struct, frozen=True, kw_only=True):
    """What was said of one row: the row's id (or its number in the file, from 0), the prediction and its score."""

    row: str
    prediction: str
    score: float


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """One figure: its metric, its value, the first baseline and the aim where one is published, and of how many rows."""

    metric: str
    value: float
    n: int
    baseline: float | None = None
    aim: float | None = None
    low: float | None = None  # bounds of a bootstrap interval, 95 %
    high: float | None = None


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What a task gives: its figures, a prediction for each row tried, and points of curves for docs/quality.md."""

    values: tuple[Value, ...]
    predictions: tuple[Prediction, ...] = ()
    curves: Mapping[str, Sequence[tuple[float, float]]] = {}
    notes: tuple[str, ...] = ()


class Data:
    """The files `<set>.<part>.parquet|csv` of one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def rows(self, name: str, part: str) -> list[dict[str, Any]]:
        """The rows of a file; empty where there is no such file."""
        parquet = self.folder / f"{name}.{part}.parquet"
        if parquet.exists():
            import pyarrow.parquet as pq  # type: ignore[import-untyped]

            rows: list[dict[str, Any]] = pq.read_table(parquet).to_pylist()
            return rows
        plain = self.folder / f"{name}.{part}.csv"
        if plain.exists():
            import csv

            return list(csv.DictReader(io.StringIO(_text(plain), newline="")))
        return []


class Unreadable(ValueError):
    """A file that cannot be read as text; it says what to do."""


def _text(file: Path) -> str:
    """The text of a file in UTF-8, UTF-16 or GB18030, as table programs write them down."""
    raw = file.read_bytes()
    known = next((name for mark, name in _MARKS if raw.startswith(mark)), None)
    for encoding in (known,) if known is not None else ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(
        f"{file.name}：既不是 UTF-8，也不是 GB18030；请另存为 UTF-8。 | "
        f"{file.name} is neither UTF-8 nor GB18030: save it as UTF-8."
    )


_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """One measurement. `name` is the stem of its main file; `run(data, train, test)` learns from part `train` and is
    tried on part `test`; with test == "" it measures part `train` alone by grouped cross-validation.
    """

    name: str
    files: tuple[str, ...]  # stems it cannot do without
    run: Callable[[Data, str, str], Outcome]
