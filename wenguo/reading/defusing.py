"""Keeping spreadsheets from running what a complainant wrote as a formula, and undoing that when our file comes back."""

from __future__ import annotations

import re

_RUNS = re.compile(r"'*[=+\-@\t\r]")  # what Excel, WPS and LibreOffice take for the beginning of a formula
_DEFUSED = re.compile(r"''*[=+\-@\t\r]")


def defused(text: str) -> str:
    """The text as a cell that no spreadsheet runs: an apostrophe in front, which means "this is text"."""
    return f"'{text}" if _RUNS.match(text) else text


def restored(text: str) -> str:
    """The text that `defused` was given."""
    return text[1:] if _DEFUSED.match(text) else text
