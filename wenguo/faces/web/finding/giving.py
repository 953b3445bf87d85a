"""A list as a file that a spreadsheet opens and nothing runs: CSV, XLSX or JSON, the columns and order of the screen."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from tempfile import SpooledTemporaryFile
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse

from wenguo.access import log_accesses
from wenguo.pages.asking import language
from wenguo.queries.columns import COLUMNS, Listed, Value
from wenguo.reading.defusing import defused

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
IN_MEMORY = 5_000_000
MOST_IN_CELL = 32_767  # a spreadsheet's own limit
_NO_CELL_HOLDS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def answer(kind: str, listed: Iterable[Listed], columns: Sequence[str], account: int, at: datetime) -> HttpResponseBase:
    """The file, written while it is sent; what personal data goes out plainly is logged before it does."""
    name = f"wenguo-{_local(at):%Y%m%d-%H%M}.{kind}"
    rows = _logged(listed, account, at)
    response: HttpResponseBase
    if kind == "xlsx":
        response = FileResponse(_workbook(columns, rows), content_type=KINDS[kind])
    else:
        write = _csv if kind == "csv" else _json
        response = StreamingHttpResponse(write(columns, rows), content_type=KINDS[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Accel-Buffering"] = "no"
    return response


def _logged(listed: Iterable[Listed], account: int, at: datetime) -> Iterator[tuple[Value, ...]]:
    for chunk in listed:
        if chunk.plain:
            log_accesses(account, chunk.plain, "export", "web", at)
        for row in chunk.rows:
            yield row.values


def _local(moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(settings.TIME_ZONE))


def _headings(columns: Sequence[str]) -> list[str]:
    return [COLUMNS[name].title.said(language()) for name in columns]


def _said(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{_local(value):%Y-%m-%d %H:%M}"
    return str(value) if not isinstance(value, str) else value


def _csv(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[bytes]:
    """With a byte order mark, so that Excel reads it in Chinese."""
    line = io.StringIO(newline="")
    writer = csv.writer(line)
    writer.writerow(_headings(columns))
    yield "\ufeff".encode()
    for count, row in enumerate(rows, start=1):
        writer.writerow([defused(_said(value)) if isinstance(value, str) else _said(value) for value in row])
        if count % 200 == 0:
            yield _taken(line)
    yield _taken(line)


def _taken(line: io.StringIO) -> bytes:
    text = line.getvalue()
    line.seek(0)
    line.truncate()
    return text.encode("utf-8", "replace")


def _json(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[bytes]:
    """One array of objects whose names are the columns' codes."""
    yield b"["
    before = b"\n"
    for row in rows:
        one = {name: _plain(value) for name, value in zip(columns, row, strict=True)}
        yield before + json.dumps(one, ensure_ascii=False).encode("utf-8", "replace")
        before = b",\n"
    yield b"\n]\n"


def _plain(value: Value) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return str(value) if isinstance(value, Decimal | date) else value


def _workbook(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> Any:
    from openpyxl import Workbook  # type: ignore[import-untyped] # slow to load

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "B2"
    sheet.append(_headings(columns))
    for row in rows:
        sheet.append([_cell(value) for value in row])
    file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 — the response closes it
    book.save(file)
    file.seek(0)
    return file


def _cell(value: Value) -> Any:
    if isinstance(value, datetime):
        return _local(value).replace(tzinfo=None, second=0, microsecond=0)
    if not isinstance(value, str):
        return value
    return defused(_NO_CELL_HOLDS.sub("\N{REPLACEMENT CHARACTER}", value))[:MOST_IN_CELL]
