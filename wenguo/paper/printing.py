"""Pages made into PDF by WeasyPrint, which needs the system's Pango: loaded only when something is printed."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from django.template import Context, Engine

from wenguo.text import Text

NEEDED = Text(
    "这台服务器还不能生成 PDF：缺少排版库 Pango。请管理员安装（Debian/Ubuntu：apt install libpango-1.0-0 "
    "libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk）。DOCX 不受影响。",
    "This server cannot make PDFs yet: Pango, which sets the type, is missing. Ask the administrator to install it "
    "(Debian, Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk). "
    "DOCX works all the same.",
)


# control characters have no shape: one of them makes the text of a whole font unreadable for programs
_UNPRINTABLE = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])


class NoPrinter(Exception):
    """WeasyPrint cannot be loaded; the text says what to install."""

    text = NEEDED


@cache
def _engine() -> Engine:
    return Engine(dirs=[str(Path(__file__).parent / "templates")], autoescape=True)


def page(template: str, shown: dict[str, Any]) -> str:
    """The HTML of a document; whatever people wrote is escaped."""
    return str(_engine().get_template(template).render(Context(shown))).translate(_UNPRINTABLE)


def can_print() -> bool:
    """Can this machine make PDFs?"""
    try:
        _weasyprint()
    except NoPrinter:
        return False
    return True


def pdf(html: str) -> bytes:
    """A4 pages of it, tagged for readers of all kinds. Raises NoPrinter."""
    made: bytes = _weasyprint().HTML(string=html, url_fetcher=_nothing).write_pdf(pdf_tags=True)
    return made


def _nothing(url: str, *_: Any, **__: Any) -> NoReturn:
    """A document holds everything it shows: nothing is fetched, whatever its words say."""
    raise ValueError(url)


def _weasyprint() -> Any:
    try:
        import weasyprint
    except (ImportError, OSError) as error:  # OSError: the package is there, its libraries are not
        raise NoPrinter from error
    return weasyprint
