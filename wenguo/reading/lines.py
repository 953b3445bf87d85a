"""Lines of a text file of any size, one at a time, with a bound on what a line may hold."""

from pathlib import Path
from typing import Self

from wenguo.reading.encoding import CHUNK, text_decoder
from wenguo.reading.rows import NUL_SHOWN

LONGEST = 4_000_000
"""Characters of one line; four fields of the largest size."""
_SHOWN = 200


class TooLong(Exception):
    """A line without end: it is passed over, its beginning kept to show."""

    def __init__(self, number: int, beginning: str) -> None:
        """Say which line it was and how it began."""
        super().__init__(beginning)
        self.number = number
        self.beginning = beginning


class Lines:
    """The lines of a file, each with its line end; unreadable and NUL bytes are made visible."""

    def __init__(self, path: Path, encoding: str, *, longest: int = LONGEST) -> None:
        """Open the file; `number` counts lines from 1 and `damaged` tells that something had to be made visible."""
        self.number = 0
        self.bytes_read = 0
        self.damaged = False
        self.exhausted = False
        self._longest = longest
        self._file = path.open("rb")
        self._decoder = text_decoder(encoding)
        self._ready: list[str] = []
        self._rest = ""
        self._old_mac = False
        self._first = True
        self._endless = False

    def __iter__(self) -> Self:
        """Be an iterator."""
        return self

    def __next__(self) -> str:
        """Give the next line, or raise TooLong and go on with the one after it."""
        if self._endless:
            self._endless = False
            self._pass_over()
        if not self._ready:
            self._fill()
        self.number += 1
        line = self._ready.pop()
        if len(line) > self._longest:
            raise TooLong(self.number, line[:_SHOWN])
        return line

    def push_back(self, lines: list[str]) -> None:
        """Give lines back to be read again, the first of them next."""
        self._ready.extend(reversed(lines))
        self.number -= len(lines)
        self.exhausted = False

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _fill(self) -> None:
        """Read on until there is a whole line, or more than a line may hold."""
        while len(self._rest) <= self._longest:
            text = self._read()
            if text is None:
                if not self._rest:
                    self.exhausted = True
                    raise StopIteration
                self._ready, self._rest = [self._rest], ""
                self.exhausted = True
                return
            head, mark, tail = text.rpartition("\n")
            if mark:
                lines = (self._rest + head).split("\n")
                self._ready = [line + "\n" for line in reversed(lines)]
                self._rest = tail
                return
            self._rest += text
        beginning, self._rest = self._rest[:_SHOWN], ""
        self._endless = True  # skipped only if somebody wants the line after it
        self.number += 1
        raise TooLong(self.number, beginning)

    def _read(self) -> str | None:
        data = self._file.read(CHUNK)
        self.bytes_read += len(data)
        text = self._decoder.decode(data, final=not data)
        if not data and not text:
            return None
        if self._first:
            text = text.removeprefix("\ufeff")
            self._old_mac = "\r" in text[:-1] and "\n" not in text
            self._first = False
        if self._old_mac:
            text = text.replace("\r", "\n")
        if "\0" in text:
            text = text.replace("\0", NUL_SHOWN)
            self.damaged = True
        self.damaged = self.damaged or "\ufffd" in text
        return text

    def _pass_over(self) -> None:
        """Skip to the end of an endless line without holding it."""
        while (text := self._read()) is not None:
            _, mark, tail = text.partition("\n")
            if mark:
                head, mark, self._rest = tail.rpartition("\n")
                self._ready = [line + "\n" for line in reversed(head.split("\n"))] if mark else []
                return
