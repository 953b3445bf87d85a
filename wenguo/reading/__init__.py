"""Reading files of complaints: CSV, TSV, XLSX, JSON lines and e-mail, without database, network or clock."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from wenguo.reading.columns import recognise
from wenguo.reading.encoding import widen
from wenguo.reading.fields import FIELDS, LEDGER
from wenguo.reading.jsonl import JsonLines, Objects
from wenguo.reading.mail import Mails, read_message
from wenguo.reading.source import Attachment, Reject, Row, Source, Unreadable
from wenguo.reading.table import Table
from wenguo.reading.values import Calendar
from wenguo.reading.xlsx import Workbook, locked

__all__ = [
    "FIELDS", "LEDGER", "Attachment", "Calendar", "Objects", "Reject", "Row", "Source", "Unreadable",
    "open_source", "read_message", "recognise", "sources_in",
]  # fmt: skip

SUFFIXES = frozenset((".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".jsonl", ".ndjson", ".eml", ".mbox"))
_SAVE_AS = ("请另存为 CSV 或 XLSX 后再导入", "Save it as CSV or XLSX and import again")
_OTHERS = (
    (b"%PDF", "PDF"), (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"), (b"\x1f\x8b", "GZIP"),
    (b"Rar!", "RAR"), (b"7z\xbc\xaf", "7z"), (b"PAR1", "Parquet"), (b"SQLite format 3", "SQLite"), (b"{\\rtf", "RTF"),
)  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0"
_SNIFFED = 4096


def sources_in(folder: Path) -> tuple[list[Path], list[Path]]:
    """Give the files of a folder that can be read, in order of name, and those that are passed over."""
    files = sorted(path for path in Path(folder).rglob("*") if path.is_file() and not path.name.startswith((".", "~$")))
    own = {path for path in files if path.name.endswith(".rejects.csv")}
    readable = [path for path in files if path.suffix.casefold() in SUFFIXES and path not in own]
    return readable, [path for path in files if path not in set(readable)]


def open_source(
    path: Path | str,
    *,
    mapping: Mapping[str, str | int] | None = None,
    time_zone: str = "Asia/Shanghai",
    today: date,
    encoding: str | None = None,
) -> Source:
    """Open a file of complaints for reading; what it is shows from its content before its name."""
    file = Path(path)
    calendar = Calendar(ZoneInfo(time_zone), today)
    if encoding is not None and widen(encoding) is None:
        raise Unreadable(
            f"不认识的编码“{encoding}”，例如 utf-8、gb18030", f"Unknown encoding “{encoding}”; try utf-8 or gb18030"
        )
    encoding = widen(encoding) if encoding else None
    head, suffix = _head(file), file.suffix.casefold()
    if head.startswith(b"PK"):
        return Workbook(file, calendar, mapping)
    if head.startswith(_OLE):
        raise _old_excel(file)
    _refuse_other_kinds(head, suffix)
    if suffix == ".mbox" or (suffix == "" and head.startswith(b"From ")):
        return Mails(file, calendar, several=True)
    if suffix == ".eml":
        return Mails(file, calendar, several=False)
    if suffix in (".jsonl", ".ndjson", ".json") or (suffix == "" and head.startswith(b"{")):
        return JsonLines(file, calendar, mapping, encoding)
    return Table(file, calendar, mapping, encoding)


def _head(file: Path) -> bytes:
    """Read the first bytes, or say why there are none."""
    if file.is_dir():
        raise Unreadable("这是文件夹，请给出其中的文件", "This is a folder; give the files in it")
    try:
        with file.open("rb") as opened:
            head = opened.read(_SNIFFED)
    except FileNotFoundError as missing:
        raise Unreadable(f"找不到文件 {file}", f"There is no file {file}") from missing
    except OSError as refused:
        raise Unreadable(
            f"打不开文件 {file}：{refused.strerror}", f"Cannot open {file}: {refused.strerror}"
        ) from refused
    if not head:
        raise Unreadable("文件是空的", "The file is empty")
    return head


def _refuse_other_kinds(head: bytes, suffix: str) -> None:
    """Say what a file is that is no list of complaints."""
    for beginning, kind in _OTHERS:
        if head.startswith(beginning):
            raise Unreadable(f"这是 {kind} 文件，不是投诉表格。{_SAVE_AS[0]}", f"This is a {kind} file. {_SAVE_AS[1]}")
    if suffix in (".xlsx", ".xlsm"):
        raise Unreadable(
            f"这个文件叫 {suffix}，内容却不是 Excel 工作簿，可能损坏。请重新导出",
            f"This file is called {suffix} but is no Excel workbook; it may be damaged. Export it again",
        )
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if suffix not in (".eml", ".mbox") and text.startswith((b"<html", b"<!doctype", b"<table", b"<?xml")):
        raise Unreadable(
            f"这是网页或 XML 文件，不是表格。{_SAVE_AS[0]}", f"This is a web page or XML, no table. {_SAVE_AS[1]}"
        )


def _old_excel(file: Path) -> Unreadable:
    """Tell a workbook with a password from one in the format of 1997; both are the same kind of container."""
    with file.open("rb") as opened:
        beginning = opened.read(1 << 20)
    if "EncryptedPackage".encode("utf-16-le") in beginning:
        return locked()
    return Unreadable(
        f"这是旧版 Excel（.xls）或设了密码的文件，读不了。{_SAVE_AS[0]}",
        f"This is an old Excel file (.xls) or one with a password. {_SAVE_AS[1]}",
    )
