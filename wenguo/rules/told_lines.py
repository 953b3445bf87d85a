"""How one event is told to a complainant: its sentence, the words and files below it, and on what condition."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from wenguo.text import Text

if TYPE_CHECKING:
    from wenguo.complaint import Complaint
    from wenguo.line import Line


class Seen(NamedTuple):
    """A line of a complaint, as a condition looks at it; `event` is the line's."""

    event: Any
    line: Line
    c: Complaint


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One event as the complainant reads it: a sentence, and the fields whose kept words stand below it.

    `by_them` is the sentence where they did it themselves; `files` shows what came with it; `when` says which lines of
    this kind are told at all (None: every one); `linked` shows what a decision links: what was verified, basis, reasons,
    remedies and limits (queries/linked.py).
    """

    text: Text
    by_them: Text | None = None
    words: tuple[str, ...] = ()
    files: bool = False
    linked: bool = False
    when: Callable[[Seen], bool] | None = None
