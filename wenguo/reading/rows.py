"""Turning the cells of one row into a complaint, or into a reject that says why it is none."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from wenguo.reading.amounts import Amount, read_amount_under
from wenguo.reading.columns import Columns, find_header, looks_like_data, match
from wenguo.reading.encoding import bad_bytes
from wenguo.reading.source import Reject, Row, Unreadable
from wenguo.reading.values import Calendar, date_order, read_moment, tidy_number
from wenguo.text import Text

NUL_SHOWN = "␀"
MOMENTS = ("received_at", "answered_at", "closed_at")
_MARK_LENGTH = 5
_TOO_BAD = 0.2
"""A row with a larger share of undecodable bytes than this is not text any more."""
_NO_AMOUNT = Amount()


class Layout:
    """How one table is laid out: its headers, which field each column holds, how its dates are written."""

    def __init__(self, headers: Sequence[str], columns: Columns, calendar: Calendar, sheet: str | None = None) -> None:
        """`headers` must differ from each other (see `distinct`)."""
        self.headers = list(headers)
        self.columns = columns
        self.sheet = sheet
        self.calendar = calendar
        self._at = list(columns.at.items())
        self.has_header = False

    def row(
        self, line: int, values: Sequence[str], notes: tuple[Text, ...] = (), *, damaged: bool = False
    ) -> Row | Reject | None:
        """Read one row; None where it is empty. `damaged` asks to look for bytes that could not be read."""
        count = len(values)
        cells = dict(zip(self.headers, values, strict=False))
        if count > len(self.headers):
            cells |= {f"第{index + 1}列": values[index] for index in range(len(self.headers), count)}
        fields = {field: values[at] for field, at in self._at if at < count and values[at] and not values[at].isspace()}
        if not fields and not any(value.strip() for value in values):
            return None
        said = list(notes)
        if damaged and (reason := self._damage(cells, said)):
            return Reject(line=line, cells=cells, reason=reason, sheet=self.sheet)
        if "words" not in fields and "subject" not in fields:
            return Reject(line=line, cells=cells, reason=self._no_words(), sheet=self.sheet)
        amount = (
            read_amount_under(self.headers[self.columns.at["amount"]], fields["amount"])
            if "amount" in fields
            else _NO_AMOUNT
        )
        if amount.note:
            said.append(self._about("amount", amount.note))
        self._moment("event_date", fields, said)
        return Row(
            line=line,
            cells=cells,
            fields=fields,
            id=fields["id"].strip() if "id" in fields else None,
            amount_fen=amount.minor,
            currency=amount.currency,
            phone=tidy_number(fields["phone"]) if "phone" in fields else None,
            sheet=self.sheet,
            received_at=self._moment("received_at", fields, said),
            answered_at=self._moment("answered_at", fields, said),
            closed_at=self._moment("closed_at", fields, said),
            notes=tuple(said),
        )

    def _moment(self, field: str, fields: Mapping[str, str], said: list[Text]) -> datetime | None:
        """Read a column of moments and note what is doubtful about it."""
        text = fields.get(field)
        if text is None:
            return None
        moment, doubt = read_moment(text.strip(), self.calendar)
        if doubt is not None:
            said.append(self._about(field, doubt))
        return moment

    def _about(self, field: str, note: Text) -> Text:
        """Say which column a remark is about."""
        header = self.headers[self.columns.at[field]]
        return Text(f"{header} {note.zh}", f"{header}: {note.en}")

    def _no_words(self) -> Text:
        names = "”和“".join(self.headers[self.columns.at[f]] for f in ("words", "subject") if f in self.columns.at)
        return Text(
            f"这一行没有投诉内容：“{names}”是空的。请补上内容后重新导入，或用 --map words=列名 指明内容所在的列",
            f"This row says nothing: “{names}” is empty. Fill it in and import again, or name the column of the words "
            "with --map words=COLUMN",
        )

    @staticmethod
    def _damage(cells: Mapping[str, str], said: list[Text]) -> Text | None:
        """Report unreadable and NUL bytes; the reason to reject where too little is left to read."""
        whole = "".join(cells.values())
        if bad := bad_bytes(whole):
            if bad > _TOO_BAD * (len(whole) - bad * _MARK_LENGTH + bad):
                return Text(
                    f"这一行有 {bad} 个字节按本文件的编码读不出来（以 �⟨十六进制⟩ 标出）；请用正确的编码另存后重新导入",
                    f"{bad} bytes of this row cannot be read in the file's encoding (shown as �⟨hex⟩); "
                    "save the row in the right encoding and import it again",
                )
            where = "、".join(header for header, cell in cells.items() if bad_bytes(cell))
            said.append(
                Text(
                    f"“{where}”中有 {bad} 个字节无法解码，已原样标出（�⟨十六进制⟩）",
                    f"{bad} bytes in “{where}” cannot be decoded and are shown as �⟨hex⟩",
                )
            )
        if NUL_SHOWN in whole:
            said.append(Text(f"有空字节（NUL），以 {NUL_SHOWN} 标出", f"There are NUL bytes, shown as {NUL_SHOWN}"))
        return None


def distinct(headers: Sequence[str]) -> list[str]:
    """Give every column a name of its own: empty ones their number, repeated ones a count."""
    seen: dict[str, int] = {}
    names = []
    for index, header in enumerate(headers):
        name = header.strip() or f"第{index + 1}列"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names


def lay_out(
    first: Sequence[Sequence[str]],
    calendar: Calendar,
    mapping: Mapping[str, str | int] | None = None,
    sheet: str | None = None,
) -> tuple[Layout, int]:
    """Work out a table's layout from its first rows; the number says how many of them stand before the data."""
    found = find_header(first, mapping)
    width = max(map(len, first))
    if found is None and mapping and not looks_like_data(first[0]):
        found = 0
    if found is None:
        headers, skip = distinct([""] * width), 0
        columns = match(headers, mapping or ({"words": 1} if width == 1 else {}))
        columns = Columns(columns.at, columns.unknown, (*columns.notes, _no_header()))
    else:
        headers, skip = distinct(first[found]), found + 1
        columns = match(headers, mapping)
    if not columns.hold_words():
        raise _nothing_to_read(headers, with_header=found is not None)
    dates = {
        field: [row[at] for row in first[skip:] if at < len(row)]
        for field, at in columns.at.items()
        if field in MOMENTS
    }
    order = date_order(text for texts in dates.values() for text in texts)
    layout = Layout(headers, columns, Calendar(calendar.zone, calendar.today, order, calendar.epoch_1904), sheet)
    layout.has_header = found is not None
    return layout, skip


def _no_header() -> Text:
    return Text(
        "没有找到表头，从第一行起都按投诉读入",
        "No header row was found; every line from the first is read as a complaint",
    )


def _nothing_to_read(headers: Sequence[str], *, with_header: bool) -> Unreadable:
    if with_header:
        names = "、".join(headers[:30])
        return Unreadable(
            f"没有一列像是投诉内容或主题。文件里有：{names}。请用 --map words=列名 指明内容所在的列",
            f"No column looks like the words or the subject of a complaint. The file has: {names}. "
            "Name the column with --map words=COLUMN",
        )
    return Unreadable(
        f"没有找到表头（第一行像是数据），共 {len(headers)} 列。请用 --map words=2 这样的写法指明各字段是第几列，"
        "或在第一行加上列名",
        f"No header row was found (the first line looks like data) in {len(headers)} columns. Say which column is "
        "which with --map words=2, or put column names in the first line",
    )
