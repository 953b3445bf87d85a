"""What is printed: one JSON object for programs, tidy tables for people, progress and notes on stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click
import msgspec

from wenguo.faces.cli.speaking import said
from wenguo.text import Text

if TYPE_CHECKING:
    from rich.console import Console

PIPED_WIDTH = 160


def plain(text: str) -> str:
    """Words somebody wrote, harmless to a terminal: control characters are shown instead of obeyed."""
    return "".join(_shown(char) if char < " " or "\x7f" <= char <= "\x9f" else char for char in text)


def _shown(char: str) -> str:
    if char in "\n\t":
        return char
    return chr(0x2400 + ord(char)) if char < " " else "\N{REPLACEMENT CHARACTER}"


def emit(value: dict[str, Any]) -> None:
    """One object as the last line of stdout; moments in UTC, as the log writes them."""
    click.echo(msgspec.json.encode(value).decode())


def note(text: Text | str) -> None:
    """A remark that is not the answer."""
    click.echo(text if isinstance(text, str) else said(text), err=True)


def line(text: Text | str) -> None:
    """A line of the answer for people."""
    click.echo(plain(text if isinstance(text, str) else said(text)))


def console() -> Console:
    """The terminal; NO_COLOR is respected, and what is piped is not squeezed into 80 columns."""
    from rich.console import Console

    width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else PIPED_WIDTH
    return Console(file=sys.stdout, width=width, highlight=False, soft_wrap=False)


def table(columns: Sequence[Text], rows: Iterable[Sequence[Any]], *, wide: int = -1, empty: Text | None = None) -> None:
    """Rows under their headings; column `wide` takes the room there is, the others are not broken."""
    from rich import box
    from rich.table import Table
    from rich.text import Text as Words

    every = list(rows)
    if not every:
        line(empty or Text("没有。", "None."))
        return
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    wide %= len(columns)
    for number, column in enumerate(columns):
        made.add_column(said(column), no_wrap=number != wide, overflow="fold", ratio=1 if number == wide else None)
    for row in every:
        made.add_row(*(Words(plain("—" if value is None or value == "" else str(value))) for value in row))
    console().print(made)


class Progress:
    """A line on stderr that counts; silent where stderr is no terminal."""

    def __init__(self, what: Text) -> None:
        """`what` is counted."""
        self._what = said(what)
        self._shown = sys.stderr.isatty()

    def __call__(self, done: int, total: int) -> None:
        """So many of so many are done."""
        if self._shown:
            click.echo(f"\r{self._what} {done:,} / {total:,}", nl=False, err=True)

    def end(self) -> None:
        """The line is over."""
        if self._shown:
            click.echo(err=True)
