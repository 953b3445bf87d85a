"""Reading Excel workbooks as a stream, after making sure that unpacking them harms nobody."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import datetime, time
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from wenguo.reading.rows import Layout, lay_out
from wenguo.reading.source import Reject, Row, Source, Unreadable
from wenguo.reading.values import Calendar
from wenguo.text import Text

UNPACKED_LIMIT = 2_000_000_000
STRINGS_LIMIT = 400_000_000
RATIO_LIMIT = 250
_RATIO_FROM = 20_000_000
_MOST_FILES = 10_000
_MOST_ROWS = 1_048_576
_MOST_MERGED = 10_000
"""Rows of one merged cell; a longer one is a mistake or an attack."""
_LOOK_AT = 50
_EXACT_FLOAT = 10**15
type _Any = Any  # openpyxl is untyped
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^<>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_PIECE = 1 << 20

_DIGITS_LOST = Text(
    "有超过 15 位的长数字被 Excel 存成了小数，末几位可能已经丢失，请核对",
    "A number of more than 15 digits was kept by Excel as a fraction; its last digits may be lost, please check",
)


def check_package(path: Path) -> None:
    """Refuse what is no workbook, is locked, or would unpack into more than a workbook holds (a zip bomb)."""
    try:
        with zipfile.ZipFile(path) as package:
            files = package.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as broken:
        raise Unreadable(
            "这不是完整的 Excel 文件（.xlsx），可能损坏或没有下载完。请重新导出",
            "This is no complete Excel file (.xlsx); it may be damaged or cut short. Export it again",
        ) from broken
    if not any(file.filename.casefold() == "xl/workbook.xml" for file in files):
        raise Unreadable(
            "这是压缩包，但不是 Excel 工作簿。请解压后逐个导入，或另存为 .xlsx",
            "This is a zip archive but no Excel workbook. Unpack it, or save it as .xlsx",
        )
    if any(file.flag_bits & 1 for file in files):
        raise locked()
    unpacked = sum(file.file_size for file in files)
    if (
        len(files) > _MOST_FILES
        or unpacked > UNPACKED_LIMIT
        or any(file.file_size > STRINGS_LIMIT for file in files if file.filename.casefold() == "xl/sharedstrings.xml")
        or any(file.file_size > _RATIO_FROM and file.file_size > RATIO_LIMIT * file.compress_size for file in files)
    ):
        raise Unreadable(
            f"这个 Excel 文件解压后有 {unpacked / 1e6:,.0f} MB，大得不正常（可能是压缩炸弹），没有打开。"
            "请分成几个小文件，或另存为 CSV",
            f"This Excel file unpacks to {unpacked / 1e6:,.0f} MB, which is not normal (perhaps a zip bomb); "
            "it was not opened. Split it, or save it as CSV",
        )


def locked() -> Unreadable:
    """Say that a workbook has a password."""
    return Unreadable(
        "这个 Excel 文件设了密码。请在 Excel 中取消密码、另存后再导入",
        "This Excel file has a password. Remove it in Excel, save, and import again",
    )


def cell_text(value: object) -> str:
    """Write a cell as a person would read it in the sheet."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}".removesuffix(".0")
    return str(value)


class _Sheet:
    """One worksheet, its layout, and the merged cells that speak for several rows."""

    def __init__(self, sheet: _Any, layout: Layout, skip: int, merged: dict[tuple[int, int], tuple[int, int]]) -> None:
        self.sheet = sheet
        self.layout = layout
        self.skip = skip
        self._merged = merged
        self._tops: dict[tuple[int, int], str] = {}
        self._speaking = set(merged.values())

    def fill(self, line: int, values: list[str]) -> list[str]:
        """Give the rows under a merged cell its value, as the sheet shows it."""
        if not self._merged or not any(values):
            return values
        for at, value in enumerate(values):
            here = (line, at)
            if here in self._speaking:
                self._tops[here] = value
            elif not value and here in self._merged:
                values[at] = self._tops.get(self._merged[here], "")
        return values


def _merged(book: _Any, sheet: _Any) -> dict[tuple[int, int], tuple[int, int]]:
    """Find the cells below the first of every merged range; they stand after the data, where streaming is too late."""
    from openpyxl.utils import column_index_from_string  # type: ignore[import-untyped]

    found: dict[tuple[int, int], tuple[int, int]] = {}
    with book._archive.open(sheet._worksheet_path) as file:  # noqa: SLF001 -- the one way to see them in a stream
        rest = b""
        while piece := file.read(_PIECE):
            rest += piece
            end = 0
            for match in _MERGED.finditer(rest):
                left, right = column_index_from_string(match[1].decode()), column_index_from_string(match[3].decode())
                top, bottom = int(match[2]), int(match[4])
                if left == right and bottom - top < _MOST_MERGED and len(found) < _MOST_ROWS:
                    found |= {(line, left - 1): (top, left - 1) for line in range(top + 1, bottom + 1)}
                end = match.end()
            rest = rest[max(end, len(rest) - 200) :]
    return found


def _values(sheet: _Any) -> Iterator[tuple[int, list[str], bool]]:
    """Stream a sheet's rows as text with their numbers; the last value tells that digits may have been lost."""
    sheet.reset_dimensions()  # what a file says of its own size is often wrong
    for line, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        if line > _MOST_ROWS:
            return
        lost = any(type(value) is float and abs(value) >= _EXACT_FLOAT for value in cells)
        yield line, [cell_text(value) for value in cells], lost


class Workbook(Source):
    """An Excel file: every sheet that holds complaints, one after another."""

    def __init__(self, path: Path, calendar: Calendar, mapping: Mapping[str, str | int] | None = None) -> None:
        """Open the workbook and find the sheets that hold complaints."""
        import openpyxl  # type: ignore[import-untyped] # late: it loads numpy where there is one, and most processes read none

        if not openpyxl.DEFUSEDXML:
            raise RuntimeError("defusedxml is missing: workbooks from outside are not opened without it")
        check_package(path)
        self._path = path
        self._calendar = calendar
        self._mapping = mapping
        with self._opened() as book:
            guessed = sum(max(0, (sheet.max_row or 0) - 1) for sheet in book.worksheets)
            notes: list[Text] = []
            try:
                sheets = list(self._sheets(book, notes))
            except Unreadable:
                raise
            except Exception as broken:
                raise _damaged() from broken
        layouts = [sheet.layout for sheet in sheets]
        columns = {field: one.headers[at] for one in reversed(layouts) for field, at in one.columns.at.items()}
        unknown = dict.fromkeys(header for one in layouts for header in one.columns.unknown)
        notes[:0] = dict.fromkeys(note for one in layouts for note in one.columns.notes)
        super().__init__(
            path.name, "XLSX", path.stat().st_size, columns=columns, unknown=tuple(unknown), notes=tuple(notes),
            total=guessed or None,
        )  # fmt: skip

    @contextmanager
    def _opened(self) -> Iterator[_Any]:
        """Open the workbook by its content: openpyxl would go by the name."""
        import openpyxl

        with self._path.open("rb") as file:
            try:
                book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
            except Exception as broken:
                raise _damaged() from broken
            with closing(book):
                yield book

    def _sheets(self, book: _Any, notes: list[Text]) -> Iterator[_Sheet]:
        """Lay out every visible sheet that holds complaints and say which ones do not."""
        from openpyxl.utils.datetime import MAC_EPOCH  # type: ignore[import-untyped]

        calendar = Calendar(self._calendar.zone, self._calendar.today, None, book.epoch == MAC_EPOCH)
        several = len(book.worksheets) > 1
        problem: Unreadable | None = None
        found = False
        for sheet in book.worksheets:
            first = [values for _, values, _ in islice(_values(sheet), _LOOK_AT)]
            filled = [values for values in first if any(value.strip() for value in values)]
            if not filled:
                continue
            if sheet.sheet_state != "visible":
                notes.append(_passed_over(sheet.title, "是隐藏的", "is hidden"))
                continue
            try:
                layout, skip = lay_out(filled, calendar, self._mapping, sheet.title if several else None)
            except Unreadable as reason:
                problem = problem or reason
                notes.append(_passed_over(sheet.title, "没有投诉内容一列", "has no column of complaints"))
                continue
            found = True
            header = first.index(filled[skip - 1]) + 1 if skip else 0
            yield _Sheet(sheet, layout, header, _merged(book, sheet))
        if not found:
            raise problem or Unreadable("文件是空的（工作表里没有内容）", "The file is empty (its sheets hold nothing)")

    def _rows(self) -> Iterator[Row | Reject]:
        with self._opened() as book:
            for sheet in self._sheets(book, []):
                yield from self._read(sheet)

    def _read(self, one: _Sheet) -> Iterator[Row | Reject]:
        line, width, header = 0, len(one.layout.headers), one.layout.headers
        stream = _values(one.sheet)
        while True:
            try:
                line, values, lost = next(stream)
            except StopIteration:
                return
            except Exception:  # noqa: BLE001 -- whatever a broken part of a file makes the parser raise
                yield Reject(line=line + 1, cells={}, reason=_cut_short(line), sheet=one.layout.sheet)
                return
            self._position += line > one.skip
            if line <= one.skip or values == header:
                continue
            notes = (_DIGITS_LOST,) if lost else ()
            trimmed = _trim(one.fill(line, values), width)
            row = one.layout.row(line, trimmed, notes)
            if row is not None:
                yield row


def _trim(values: list[str], width: int) -> list[str]:
    """Drop the empty cells to the right of the table."""
    while len(values) > width and not values[-1]:
        values.pop()
    return values


def _passed_over(title: str, zh: str, en: str) -> Text:
    return Text(f"工作表“{title}”{zh}，没有读入", f"Sheet “{title}” {en} and was not read")


def _cut_short(line: int) -> Text:
    return Text(
        f"第 {line} 行之后的内容已损坏，读不出来；请在 Excel 中打开、修复并另存后再导入",
        f"What comes after row {line} is damaged; open the file in Excel, repair and save it, and import again",
    )


def _damaged() -> Unreadable:
    return Unreadable(
        "这个 Excel 文件已损坏或含有不安全的内容，打不开。请在 Excel 中打开并另存为 .xlsx 后再试",
        "This Excel file is damaged or holds unsafe content and cannot be opened. Open it in Excel, save it as .xlsx "
        "and try again",
    )
