"""What every measured task is and gives: rows to learn from, rows to be tried on, values, and a prediction for each row."""

from __future__ import annotations

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

            with plain.open(encoding="utf-8-sig", newline="") as file:
                return list(csv.DictReader(file))
        return []


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """One measurement. `name` is the stem of its main file; `run(data, train, test)` learns from part `train` and is
    tried on part `test`; with test == "" it measures part `train` alone by grouped cross-validation.
    """

    name: str
    files: tuple[str, ...]  # stems it cannot do without
    run: Callable[[Data, str, str], Outcome]
