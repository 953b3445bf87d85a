"""What reading a file gives: rows and rejects, or one plain sentence why the whole file cannot be read."""

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from wenguo.text import Text


class Attachment(Struct, frozen=True):
    """A file that came with a message, byte for byte."""

    name: str
    media_type: str
    data: bytes


class Row(Struct, frozen=True, kw_only=True):
    """One complaint as the file tells it: the original cells beside what was understood of them."""

    line: int
    cells: dict[str, str]
    fields: dict[str, str]
    id: str | None = None
    received_at: datetime | None = None
    answered_at: datetime | None = None
    closed_at: datetime | None = None
    amount_fen: int | None = None
    currency: str | None = None
    phone: str | None = None
    notes: tuple[Text, ...] = ()
    sheet: str | None = None
    attachments: tuple[Attachment, ...] = ()
    original: bytes | None = None


class Reject(Struct, frozen=True, kw_only=True):
    """A row that could not be understood, kept whole, with the reason and the remedy in plain words."""

    line: int
    cells: dict[str, str]
    reason: Text
    sheet: str | None = None


class Unreadable(Exception):
    """The whole file cannot be read; the text says what is wrong and what to do."""

    def __init__(self, zh: str, en: str) -> None:
        """Keep both languages for the face that shows it."""
        super().__init__(zh)
        self.text = Text(zh, en)


class Source:
    """One file, ready to be read row by row, as often as asked."""

    def __init__(
        self,
        name: str,
        kind: str,
        size: int,
        *,
        encoding: str | None = None,
        columns: dict[str, str] | None = None,
        unknown: tuple[str, ...] = (),
        notes: tuple[Text, ...] = (),
        total: int | None = None,
    ) -> None:
        """`columns`: our field → the file's header; `unknown`: headers nobody recognised; `size` in bytes."""
        self.name = name
        self.kind = kind
        self.size = size
        self.encoding = encoding
        self.columns = columns or {}
        self.unknown = unknown
        self.notes = notes
        self.total = total
        self._position = 0

    def __iter__(self) -> Iterator[Row | Reject]:
        """Read from the beginning, one row at a time."""
        self._position = 0
        return self._rows()

    def _rows(self) -> Iterator[Row | Reject]:
        raise NotImplementedError

    def position(self) -> int:
        """Say how far the reading is: rows where `total` is known, else bytes of `size`."""
        return self._position

    def fraction(self) -> float:
        """Say how far the reading is, from 0 to 1, for a progress line."""
        whole = self.total if self.total is not None else self.size
        return min(1.0, self._position / whole) if whole else 1.0
