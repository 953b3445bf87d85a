"""Reading CSV and TSV of any size: the delimiter is found out, quotes that run away are caught."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from msgspec import Struct

from wenguo.reading.columns import find_header, known_fields
from wenguo.reading.encoding import find_encoding
from wenguo.reading.lines import Lines, TooLong
from wenguo.reading.rows import lay_out
from wenguo.reading.source import Reject, Row, Source, Unreadable
from wenguo.reading.values import Calendar
from wenguo.text import Text

FIELD_LIMIT = 1_000_000
_MOST_LINES = 5_000
_LOOK_AT = 200
_DELIMITERS = (",", "\t", ";", "|")
_NAMES = {",": "CSV", "\t": "TSV", ";": "CSV (;)", "|": "CSV (|)"}
_LONE_RETURN = "\uf8ff"

csv.field_size_limit(FIELD_LIMIT)

UNPAIRED = Text(
    "这一行的引号没有配对，已按普通字符读入，请核对",
    "The quotes of this line do not pair; they were read as ordinary characters, please check",
)


class Record(Struct, frozen=True):
    """The cells of one record and the line it begins on; `reason` where it could not be taken apart."""

    line: int
    cells: list[str]
    note: Text | None = None
    reason: Text | None = None


class _Tap:
    """Hands lines to the CSV reader and remembers those of the record being read."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.taken: list[str] = []

    def __iter__(self) -> "_Tap":
        return self

    def __next__(self) -> str:
        if len(self.taken) >= _MOST_LINES:
            raise csv.Error("too many lines")
        line = next(self.lines)
        self.taken.append(line)
        return line


def records(lines: Lines, delimiter: str, width: int | None = None) -> Iterator[Record]:
    """Take a table apart into records; `width` is how many cells a sound one has."""
    tap = _Tap(lines)
    reader = csv.reader(tap, delimiter=delimiter)
    while True:
        tap.taken = []
        start = lines.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except TooLong as endless:
            if len(tap.taken) > 0:  # inside a quoted field that had run away
                yield _first_alone(tap, delimiter, start)
            yield _too_long(endless.number, endless.beginning)
            continue
        except csv.Error:
            yield _after_error(tap, delimiter, start)
            continue
        if len(tap.taken) > 1 and _ran_away(tap, delimiter, cells, width):
            yield _first_alone(tap, delimiter, start)
        else:
            yield Record(start, cells)


def _ran_away(tap: _Tap, delimiter: str, cells: list[str], width: int | None) -> bool:
    """Tell whether a stray quote has swallowed the lines after it."""
    if tap.lines.exhausted and sum(line.count('"') for line in tap.taken) % 2:
        return True
    if width is None or tap.taken[0].count(delimiter) + 1 != width:
        return False
    last = tap.taken[-1]
    return len(cells) != width or (last.count(delimiter) + 1 == width and not last.rstrip().endswith('"'))


def _first_alone(tap: _Tap, delimiter: str, start: int) -> Record:
    """Read the first line by itself, its quotes as characters, and give the others back."""
    first, *others = tap.taken
    tap.lines.push_back(others)
    try:
        return Record(start, _parse(first, delimiter, csv.QUOTE_NONE), note=UNPAIRED)
    except csv.Error:
        return _too_long(start, first[:200])


def _after_error(tap: _Tap, delimiter: str, start: int) -> Record:
    """Save what can be saved of a record the CSV reader refused: a lone return, a runaway quote, a giant field."""
    whole = "".join(tap.taken)
    if "\r" in whole.rstrip("\r\n") and whole.count('"') % 2 == 0:
        try:
            return Record(start, _parse(whole, delimiter, csv.QUOTE_MINIMAL))
        except csv.Error:
            pass
    return _first_alone(tap, delimiter, start)


def _parse(text: str, delimiter: str, quoting: Literal[0, 3]) -> list[str]:
    """Parse one record with lone carriage returns kept as characters."""
    bare = text.rstrip("\r\n").replace("\r\n", "\n").replace("\r", _LONE_RETURN)
    cells = next(csv.reader([line + "\n" for line in bare.split("\n")], delimiter=delimiter, quoting=quoting), [])
    return [cell.replace(_LONE_RETURN, "\r") for cell in cells]


def _too_long(line: int, beginning: str) -> Record:
    return Record(
        line,
        [beginning],
        reason=Text(
            f"第 {line} 行太长（一个单元格最多 {FIELD_LIMIT:,} 字），只保留了开头；请拆开或删减后重新导入",
            f"Line {line} is too long (at most {FIELD_LIMIT:,} characters in a cell); only its beginning is kept. "
            "Split or shorten it and import it again",
        ),
    )


class Table(Source):
    """A CSV or TSV file, read as a stream."""

    def __init__(
        self,
        path: Path,
        calendar: Calendar,
        mapping: Mapping[str, str | int] | None = None,
        encoding: str | None = None,
    ) -> None:
        """Find out encoding, delimiter and columns from the beginning of the file."""
        self._path = path
        encoding = encoding or find_encoding(path)
        self._delimiter, self._skip_line, first = _sniff(path, encoding, mapping)
        self._layout, self._skip = lay_out([record.cells for record in first], calendar, mapping)
        notes = list(self._layout.columns.notes)
        if len(first) == self._skip:
            notes.append(Text("只有表头，没有数据", "There is a header but no data"))
        if encoding == "cp1252":
            notes.append(Text("按西欧编码（Windows-1252）读取", "Read as Western European (Windows-1252)"))
        super().__init__(
            path.name,
            _NAMES[self._delimiter],
            path.stat().st_size,
            encoding=encoding,
            columns={field: self._layout.headers[at] for field, at in self._layout.columns.at.items()},
            unknown=self._layout.columns.unknown,
            notes=tuple(notes),
        )

    def _rows(self) -> Iterator[Row | Reject]:
        lines = Lines(self._path, self.encoding or "utf-8")
        try:
            if self._skip_line:
                next(lines)
            yield from self._read(lines)
        finally:
            lines.close()

    def _read(self, lines: Lines) -> Iterator[Row | Reject]:
        layout, header = self._layout, None
        width = len(layout.headers)
        before = self._skip
        for record in records(lines, self._delimiter, width):
            self._position = lines.bytes_read
            cells = record.cells
            if before:
                if not any(cell.strip() for cell in cells):
                    continue
                before -= 1
                header = cells if not before else None
                continue
            if not cells or cells == header:  # files that were joined repeat it
                continue
            if record.reason:
                yield Reject(line=record.line, cells={layout.headers[0]: cells[0]}, reason=record.reason)
                continue
            notes = (record.note,) if record.note else ()
            if len(cells) != width:
                notes = (*notes, _wrong_width(len(cells), width))
            row = layout.row(record.line, cells, notes, damaged=lines.damaged)
            if row is not None:
                yield row


def _wrong_width(count: int, width: int) -> Text:
    return Text(
        f"这一行有 {count} 列，表头有 {width} 列，请核对（可能有逗号或换行没有放在引号里）",
        f"This line has {count} columns and the header {width}; please check (a comma or line break may lack quotes)",
    )


def _sniff(path: Path, encoding: str, mapping: Mapping[str, str | int] | None) -> tuple[str, bool, list[Record]]:
    """Find the delimiter under which the header is understood best and the rows agree most."""
    said = _first_line(path, encoding).strip().casefold()
    named = said[4:] if said.startswith("sep=") else None  # Excel's own way of saying it
    best: tuple[tuple[int, float, int], str, list[Record]] | None = None
    for delimiter in (named,) if named in _DELIMITERS else _DELIMITERS:
        first = _first_records(path, encoding, delimiter, skip_line=named is not None)
        if not first:
            continue
        found = find_header([record.cells for record in first], mapping)
        head = first[found or 0].cells
        same = sum(len(record.cells) == len(head) for record in first) / len(first)
        score = (len(known_fields(head)) if found is not None else 0, same, len(head))
        if best is None or score > best[0]:
            best = (score, delimiter, first)
    if best is None:
        raise Unreadable("文件是空的（只有空白）", "The file is empty (nothing but blanks)")
    return best[1], named is not None, best[2]


def _first_line(path: Path, encoding: str) -> str:
    lines = Lines(path, encoding)
    try:
        return next(lines, "")
    except TooLong as endless:
        raise Unreadable(
            f"第一行超过 {FIELD_LIMIT:,} 字还没有换行，这不像是一张表。请检查文件是否完整，或重新导出",
            f"The first line has no end after {FIELD_LIMIT:,} characters; this does not look like a table. "
            "Check that the file is complete or export it again",
        ) from endless
    finally:
        lines.close()


def _first_records(path: Path, encoding: str, delimiter: str, *, skip_line: bool) -> list[Record]:
    """Read as much of the beginning as it takes to know the layout, without blank lines."""
    lines = Lines(path, encoding)
    first: list[Record] = []
    try:
        if skip_line:
            next(lines)
        for record in records(lines, delimiter):
            if any(cell.strip() for cell in record.cells):
                first.append(record)
            if len(first) == _LOOK_AT or (lines.bytes_read > FIELD_LIMIT and len(first) > 1):
                break
    finally:
        lines.close()
    return first
