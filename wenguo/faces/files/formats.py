"""Rows into files: CSV that Excel opens in Chinese, XLSX, JSON lines and Parquet, each written as a stream."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import IO, Any, Protocol

import msgspec

from wenguo.faces.files.ledger import Value, local
from wenguo.reading.defusing import defused

MOST_IN_CELL = 32_767  # Excel's own limit
MOST_ROWS = 1_000_000  # a sheet holds 1,048,576
_CUT = "…（全文 {n} 字，超出 Excel 单元格上限，请用 CSV 或 JSONL 导出）"
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f￾￿]")


class Writer(Protocol):
    """Takes rows, then is closed."""

    def rows(self, rows: Iterable[Sequence[Value]]) -> None:
        """Write some rows."""

    def close(self) -> None:
        """Finish what is written; the file itself stays the caller's."""


def said(value: Value) -> str:
    """A value as a person reads it and as import reads it back: moments local, to the second."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        shown = local(value)
        text = shown.strftime("%Y-%m-%d %H:%M:%S")
        twice = shown.utcoffset() != shown.replace(fold=1 - shown.fold).utcoffset()
        return f"{text} {shown:%z}" if twice else text  # the hour that summer time repeats
    return str(value)


class Csv:
    """CSV with a byte order mark, for Excel, and nothing in it that a spreadsheet would run."""

    def __init__(self, file: IO[bytes], headers: Sequence[str], types: Sequence[str]) -> None:  # noqa: ARG002
        self._text = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="", write_through=False)
        self._text.write("\ufeff")
        self._writer = csv.writer(self._text)
        self._writer.writerow(headers)

    def rows(self, rows: Iterable[Sequence[Value]]) -> None:
        """Write some rows."""
        self._writer.writerows([defused(said(value)) for value in row] for row in rows)

    def close(self) -> None:
        """Write what is still held."""
        self._text.flush()
        self._text.detach()


class JsonLines:
    """One object a line; moments in UTC, empty fields left out."""

    def __init__(self, file: IO[bytes], headers: Sequence[str], types: Sequence[str]) -> None:  # noqa: ARG002
        self._file, self._headers = file, headers

    def rows(self, rows: Iterable[Sequence[Value]]) -> None:
        """Write some rows."""
        objects = [
            {
                header: value.astimezone(UTC) if isinstance(value, datetime) else value
                for header, value in zip(self._headers, row, strict=True)
                if value is not None
            }
            for row in rows
        ]
        self._file.write(
            msgspec.json.encode_lines(objects) if hasattr(msgspec.json, "encode_lines") else _lines(objects)
        )

    def close(self) -> None:
        """Nothing is held."""


def _lines(objects: Iterable[Any]) -> bytes:
    return b"".join(msgspec.json.encode(one) + b"\n" for one in objects)


class Xlsx:
    """A workbook written row by row; what is longer than a cell says so."""

    def __init__(self, file: IO[bytes], headers: Sequence[str], types: Sequence[str]) -> None:  # noqa: ARG002
        from openpyxl import Workbook  # type: ignore[import-untyped] # slow to load

        self._file, self._headers = file, list(headers)
        self._book = Workbook(write_only=True)
        self._sheet: Any = None
        self._count = 0
        self._new_sheet()

    def _new_sheet(self) -> None:
        self._sheet = self._book.create_sheet()
        self._sheet.freeze_panes = "A2"
        self._sheet.append(self._headers)

    def rows(self, rows: Iterable[Sequence[Value]]) -> None:
        """Write some rows."""
        for row in rows:
            if self._count and self._count % MOST_ROWS == 0:
                self._new_sheet()
            self._count += 1
            self._sheet.append([_cell(value) for value in row])

    def close(self) -> None:
        """Put the workbook together."""
        self._book.save(self._file)


def _cell(value: Value) -> Any:
    if isinstance(value, datetime):
        return local(value).replace(tzinfo=None, microsecond=0)
    if not isinstance(value, str):
        return value
    text = defused(_FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", value))
    if len(text.encode("utf-16-le", "surrogatepass")) <= 2 * MOST_IN_CELL:
        return text
    return text[: (MOST_IN_CELL - 80) // 2] + _CUT.format(n=len(value))


class Parquet:
    """Typed columns; moments in UTC to the microsecond."""

    def __init__(self, file: IO[bytes], headers: Sequence[str], types: Sequence[str]) -> None:
        import pyarrow as pa  # type: ignore[import-untyped] # slow to load
        import pyarrow.parquet as pq  # type: ignore[import-untyped]

        known = {
            "text": pa.string(),
            "moment": pa.timestamp("us", tz="UTC"),
            "whole": pa.int64(),
            "day": pa.date32(),
            "yes": pa.bool_(),
        }
        self._pa, self._types = pa, types
        self._schema = pa.schema([(header, known[kind]) for header, kind in zip(headers, types, strict=True)])
        self._writer = pq.ParquetWriter(file, self._schema, compression="zstd")

    def rows(self, rows: Iterable[Sequence[Value]]) -> None:
        """Write some rows, a group of their own."""
        columns = list(zip(*rows, strict=True))
        if not columns:
            return
        arrays = [
            self._pa.array([_typed(value, kind) for value in column], field.type)
            for column, kind, field in zip(columns, self._types, self._schema, strict=True)
        ]
        self._writer.write_batch(self._pa.record_batch(arrays, schema=self._schema))

    def close(self) -> None:
        """Write the footer."""
        self._writer.close()


def _typed(value: Value, kind: str) -> Any:
    if value is None or kind != "text":
        return value
    return said(value) if isinstance(value, datetime | date | Decimal) else str(value)


WRITERS: dict[str, Callable[[IO[bytes], Sequence[str], Sequence[str]], Writer]] = {
    "csv": Csv,
    "xlsx": Xlsx,
    "jsonl": JsonLines,
    "parquet": Parquet,
}
