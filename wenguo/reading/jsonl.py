"""Reading JSON lines: one object a line, its keys as headers, its numbers as they were written."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from wenguo.reading.columns import Columns, match
from wenguo.reading.encoding import find_encoding
from wenguo.reading.lines import Lines, TooLong
from wenguo.reading.rows import Layout
from wenguo.reading.source import Reject, Row, Source, Unreadable
from wenguo.reading.values import Calendar
from wenguo.text import Text

_DECODER = msgspec.json.Decoder(float_hook=str)
_MOST_LAYOUTS = 1_000
_LOOK_AT = 100


class Objects:
    """Reads objects whose keys may differ, remembering the layout of every set of keys seen."""

    def __init__(self, calendar: Calendar, mapping: Mapping[str, str | int] | None = None) -> None:
        """`mapping` names keys; a key an object lacks is simply not there."""
        self._calendar = calendar
        self._mapping = mapping or {}
        self._layouts: dict[tuple[str, ...], Layout] = {}

    def layout(self, keys: tuple[str, ...]) -> Layout:
        """Give the layout of objects with these keys."""
        found = self._layouts.get(keys)
        if found is None:
            if len(self._layouts) >= _MOST_LAYOUTS:
                self._layouts.clear()
            present = {field: key for field, key in self._mapping.items() if key in keys}
            found = self._layouts[keys] = Layout(keys, match(keys, present), self._calendar)
        return found

    def read(self, line: int, value: object, *, damaged: bool = False) -> Row | Reject | None:
        """Read one decoded object."""
        if not isinstance(value, dict) or not value:
            return Reject(
                line=line,
                cells={"": _text(value)},
                reason=Text(
                    "这一行不是 JSON 对象；每行应当是 {…}，用列名作键",
                    "This line is no JSON object; each line should be {…} with column names as keys",
                ),
            )
        return self.layout(tuple(value)).row(line, [_text(cell) for cell in value.values()], damaged=damaged)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else msgspec.json.encode(value).decode()


class JsonLines(Source):
    """A file of JSON lines, read as a stream."""

    def __init__(
        self,
        path: Path,
        calendar: Calendar,
        mapping: Mapping[str, str | int] | None = None,
        encoding: str | None = None,
    ) -> None:
        """Find out encoding and columns from the first lines."""
        self._path = path
        self._calendar = calendar
        self._mapping = mapping
        super().__init__(path.name, "JSONL", path.stat().st_size, encoding=encoding or find_encoding(path))
        keys = self._keys()
        columns = match(keys, mapping) if keys else Columns({})
        if keys and not columns.hold_words():
            raise Unreadable(
                f"没有一个键像是投诉内容或主题。文件里有：{'、'.join(keys[:30])}。请用 --map words=键名 指明",
                f"No key looks like the words or the subject of a complaint. The file has: {', '.join(keys[:30])}. "
                "Name it with --map words=KEY",
            )
        self.columns = {field: keys[at] for field, at in columns.at.items()}
        self.unknown, self.notes = columns.unknown, columns.notes

    def _keys(self) -> list[str]:
        """Collect the keys of the first objects."""
        keys: dict[str, None] = {}
        lines = Lines(self._path, self.encoding or "utf-8")
        try:
            for count, line in enumerate(lines):
                if not keys and line.lstrip().startswith("["):
                    raise Unreadable(
                        "这是一个 JSON 数组。请改成每行一个对象（JSON Lines）后再导入",
                        "This is a JSON array. Write one object a line (JSON Lines) and import again",
                    )
                value = _decode(line)
                keys |= dict.fromkeys(value if isinstance(value, dict) else ())
                if count >= _LOOK_AT:
                    break
        except TooLong:
            pass  # reported as a reject when the rows are read
        finally:
            lines.close()
        return list(keys)

    def _rows(self) -> Iterator[Row | Reject]:
        objects = Objects(self._calendar, self._mapping)
        lines = Lines(self._path, self.encoding or "utf-8")
        try:
            while True:
                try:
                    line = next(lines)
                except StopIteration:
                    return
                except TooLong as endless:
                    yield _broken(endless.number, endless.beginning, "太长", "is too long")
                    continue
                self._position = lines.bytes_read
                if not line.strip():
                    continue
                value = _decode(line)
                if value is msgspec.UNSET:
                    yield _broken(lines.number, line.rstrip("\r\n"), "不是正确的 JSON", "is not valid JSON")
                elif row := objects.read(lines.number, value, damaged=lines.damaged):
                    yield row
        finally:
            lines.close()


def _decode(line: str) -> object:
    """Decode a line; UNSET where it is no JSON."""
    try:
        return _DECODER.decode(line)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return msgspec.UNSET


def _broken(number: int, text: str, zh: str, en: str) -> Reject:
    reason = Text(f"第 {number} 行{zh}，请改正后重新导入", f"Line {number} {en}; correct it and import again")
    return Reject(line=number, cells={"JSON": text}, reason=reason)
