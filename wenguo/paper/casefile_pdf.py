"""The case file as PDF: bookmarks, contents with page numbers, 3 / 12 at the foot of every page."""

from __future__ import annotations

from wenguo.paper import printing
from wenguo.paper.casefile import Making, case_file
from wenguo.queries.history import Whole


def as_pdf(whole: Whole, making: Making) -> bytes:
    """The case file on A4. Raises NoPrinter where Pango is missing."""
    return printing.pdf(printing.page("casefile.html", case_file(whole, making)))
