"""`wenguo groups FILE`: which rows of a file tell of one matter; needs no home, and reads nothing but the files."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click
import msgspec

from wenguo.faces.cli.commands import ENTRIES
from wenguo.faces.cli.failing import Failure
from wenguo.faces.cli.output import emit, line, note, table
from wenguo.faces.cli.speaking import command, option
from wenguo.text import Text

_OUT = Text("写出 msg_id,cluster 的文件；-1 为单独", "the file for msg_id,cluster; -1 stands alone")
_ALSO = Text("另一个文件：只用来知道哪些词常见", "another file: only to know which words are common")
_JSON = Text("标准输出最后一行为一个 JSON 对象", "one JSON object on the last line of stdout")
_MORE = Text(
    "认得 CSV、XLSX、JSONL、Parquet；列名自动识别（编号、用户、主题、时间、详情）。例：wenguo groups 留言.xlsx --out pred.csv",
    "Reads CSV, XLSX, JSONL and Parquet; columns are found by their headers (id, user, title, time, detail). "
    "For example: wenguo groups messages.xlsx --out pred.csv",
)
# what our reading of complaints does not claim, by its header
_MORE_NAMES = {
    "id": ("msg_id", "msgid", "message_id", "mid", "row_id", "query_id"),
    "name": ("user", "user_code", "user_id", "userid", "who", "author", "account", "person", "sender"),
    "words": ("detail", "words", "content", "text", "message", "msg", "narrative", "complaint_text"),
    "subject": ("title", "subject", "topic", "headline"),
    "received_at": ("time", "datetime", "received_at", "created_at", "date"),
}
_SHOWN = 20
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class Written(msgspec.Struct, frozen=True):
    """One row of the file: its id, who wrote it when, and what."""

    id: str
    who: str
    at: datetime | None
    title: str
    detail: str


@command("groups", ENTRIES["groups"].text, more=_MORE, homeless=True)
@click.argument("file", type=_FILE)
@option("--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", text=_OUT)
@option("--also", type=_FILE, metavar="FILE", text=_ALSO)
@option("--json", "json_", is_flag=True, text=_JSON)
def groups(file: Path, out: Path | None, also: Path | None, json_: bool) -> None:
    """Exit 0 whatever is found."""
    from wenguo.advice.groups import Print, find, print_of

    def prints(rows: Iterable[Written]) -> list[Print]:
        return [print_of(row.title, row.detail, row.who, row.at) for row in rows]

    rows = list(_rows(file))
    found = find(prints(rows), background=prints(_rows(also)) if also is not None else ())
    if out is not None:
        _write(out, rows, found.groups)
    told = [_told(number, [rows[one] for one in members]) for number, members in enumerate(found.groups)]
    told.sort(key=lambda one: (-one.size, one.cluster))
    if json_:
        emit({"messages": len(rows), "groups": [msgspec.to_builtins(one) for one in told]})
        return
    line(Text(f"{len(rows)} 件，{len(told)} 组。", f"{len(rows)} messages, {len(told)} groups."))
    columns = (Text("组", "group"), Text("件数", "size"), Text("人数", "people"), Text("共同的词", "shared words"))
    table(columns, [(one.cluster, one.size, one.people, "、".join(one.shared)) for one in told[:_SHOWN]])
    if out is not None:
        note(Text(f"已写入 {out}", f"Written to {out}"))


class Told(msgspec.Struct, frozen=True):
    """One group as it is printed."""

    cluster: int
    size: int
    people: int
    shared: tuple[str, ...]
    members: tuple[str, ...]


def _told(number: int, rows: list[Written]) -> Told:
    from wenguo.advice.groups.telling import shared_words

    shared = shared_words([f"{row.title} {row.detail}" for row in rows])
    return Told(number, len(rows), _people(rows), shared, tuple(row.id for row in rows))


def _write(out: Path, rows: list[Written], found: list[list[int]]) -> None:
    where = {one: number for number, members in enumerate(found) for one in members}
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("msg_id", "cluster"))
        writer.writerows((row.id, where.get(at, -1)) for at, row in enumerate(rows))


def _people(rows: Iterable[Written]) -> int:
    named = [row.who for row in rows]
    return len({one for one in named if one}) + sum(not one for one in named)


def _rows(file: Path) -> Iterator[Written]:
    """The rows of a file, by what their columns seem to hold."""
    with file.open("rb") as opened:
        is_parquet = opened.read(4) == b"PAR1"
    cells = _parquet(file) if is_parquet else _table(file)
    for number, (given, at) in enumerate(cells, start=1):
        yield Written(
            id=str(given.get("id") or number),
            who=str(given.get("name") or ""),
            at=at,
            title=str(given.get("subject") or ""),
            detail=str(given.get("words") or ""),
        )


def _table(file: Path) -> Iterator[tuple[dict[str, Any], datetime | None]]:
    from wenguo.reading import Unreadable, open_source
    from wenguo.reading.source import Row

    try:
        source = open_source(file, today=datetime.now(UTC).date())
        columns = _claimed(dict(source.columns), [*source.unknown, *source.columns.values()])
        for row in source:
            at = row.received_at if isinstance(row, Row) else None
            fields = row.fields if isinstance(row, Row) else {}
            yield {**fields, **{field: row.cells.get(header) for field, header in columns.items()}}, at
    except Unreadable as error:
        raise Failure(error.text) from error


def _parquet(file: Path) -> Iterator[tuple[dict[str, Any], datetime | None]]:
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    from wenguo.reading import recognise

    read = pq.ParquetFile(file)
    headers = list(read.schema_arrow.names)
    sure: dict[str, tuple[int, str]] = {}
    for header in headers:
        fields, rank = recognise(header)
        for field in fields[:1]:
            if field in _MORE_NAMES and (field not in sure or rank < sure[field][0]):
                sure[field] = (rank, header)
    columns = _claimed({field: header for field, (_, header) in sure.items()}, headers)
    for batch in read.iter_batches():
        for row in batch.to_pylist():
            yield (
                {field: row.get(header) for field, header in columns.items()},
                _moment(row.get(columns.get("received_at", ""))),
            )


def _claimed(columns: dict[str, str], headers: Iterable[str]) -> Mapping[str, str]:
    """The columns by what they hold, with those that are named as programs name them."""
    plain = {header.strip().casefold(): header for header in headers}
    for field, names in _MORE_NAMES.items():
        if field not in columns:
            known = next((plain[name] for name in names if name in plain), None)
            if known is not None:
                columns[field] = known
    return columns


def _moment(value: object) -> datetime | None:
    if isinstance(value, datetime):
        found = value
    elif isinstance(value, date):
        found = datetime(value.year, value.month, value.day, tzinfo=UTC)
    else:
        try:
            found = datetime.fromisoformat(str(value))
        except ValueError:
            return None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)
