"""Turning an HTML letter into plain text, for reading only."""

import re
from html.parser import HTMLParser

_HIDDEN = frozenset(("script", "style", "head", "title", "template", "noscript"))
_BREAKS = frozenset(("p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "blockquote", "hr"))
_VOID = frozenset(("br", "hr"))


class _Reader(HTMLParser):
    """Collects what a reader would see."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 -- the parser's call
        self._hidden += tag in _HIDDEN
        if tag in _BREAKS:
            self.pieces.append("\n")
        elif tag in ("td", "th"):
            self.pieces.append("\t")

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in _BREAKS and tag not in _VOID:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.pieces.append(re.sub(r"\s+", " ", data))


def to_text(html: str) -> str:
    """Give the words of an HTML text with its line breaks; scripts and styles are no words."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    text = "".join(reader.pieces).replace("\xa0", " ")
    text = re.sub(r"[ \t]*\n[ \t]*", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()
