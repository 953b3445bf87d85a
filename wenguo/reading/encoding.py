"""Finding out how a text file was written down, and keeping every byte visible that does not fit."""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from wenguo.reading.source import Unreadable

VISIBLE = "wenguo.visible"
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CHUNK = 1 << 18
_ASCII = bytes(range(0x80))
_ENDLESS = 16_000_000
TOO_MANY = 0.1
"""The share of bytes outside ASCII that may fail before an encoding is held to be the wrong one."""

_MARK = re.compile("\ufffd⟨[0-9A-F]{2}⟩")
_LONE = re.compile(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])")
_WESTERN = frozenset(b"\x80\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa3\xa9\xae\xb0\xbd") | (
    frozenset(range(0xC0, 0xFD)) - {0xD7, 0xF7}
)
_WRITTEN = re.compile(
    "[\u00a3\u00a9\u00ae\u00b0\u00b1\u00b7\u00bd\u00c0-\u017f\u0391-\u04ff\u05d0-\u06ff\u0800-\U0010ffff]"
)
_LIKELY = 0.9
_ENOUGH = 2000
_HOPELESS = 0.5
_UTF16_NULS = 0.3
_COMMON = 0.95


def _visible(error: UnicodeError) -> tuple[str, int]:
    """Show an undecodable byte as �⟨FF⟩ so that nothing is lost and a person can see where it was."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return "".join(f"\ufffd⟨{byte:02X}⟩" for byte in bad), error.end


codecs.register_error(VISIBLE, _visible)


def bad_bytes(text: str) -> int:
    """Count the bytes that had to be made visible in a decoded text."""
    return len(_MARK.findall(text)) if "\ufffd" in text else 0


def _failures(data: bytes, encoding: str) -> float:
    """Share of the bytes outside ASCII that an encoding cannot read."""
    return bad_bytes(_text(data, encoding)) / max(1, len(data.translate(None, _ASCII)))


def _is_hopeless(head: bytes) -> bool:
    """Tell from the beginning alone that a text is no UTF-8: showing every bad byte of a whole piece takes long."""
    return len(head.translate(None, _ASCII)) > _ENOUGH and _failures(head, "utf-8") > _HOPELESS


def _text(data: bytes, encoding: str) -> str:
    """Decode a beginning, which may end within a character."""
    return codecs.getincrementaldecoder(encoding)(VISIBLE).decode(data)


def _is_common(char: str) -> bool:
    return (
        " " <= char <= "~"
        or char in "\r\n\t"
        or "\u4e00" <= char <= "\u9fff"
        or "\u2010" <= char <= "\u203b"
        or "\u3000" <= char <= "\u303f"
        or "\uff00" <= char <= "\uffef"
    )


def _utf16(head: bytes) -> str | None:
    """Recognise UTF-16 without a byte-order mark by whether it reads as Chinese or English text."""
    even = head[: len(head) // 2 * 2]
    best, name = 0.0, None
    for encoding in ("utf-16-le", "utf-16-be"):
        text = codecs.getincrementaldecoder(encoding)("replace").decode(even)
        share = sum(map(_is_common, text)) / max(1, len(text))
        if share > best:
            best, name = share, encoding
    return name if best >= _COMMON else None


def guess(data: bytes) -> str | None:
    """Name the encoding of a piece of text that begins at a character; None where it is no text we know."""
    for bom, name in BOMS:
        if data.startswith(bom):
            return name
    head = data[: 1 << 16]
    nuls = head.count(0)
    if nuls and (nuls > _UTF16_NULS * len(head) or not _reads(head.replace(b"\0", b""), "utf-8")):
        name_16 = _utf16(head)
        if name_16 is not None:
            return name_16
        if nuls > _UTF16_NULS * len(head):
            return None
    if data.isascii():
        return "utf-8"
    lone = _LONE.findall(data)
    if not _reads(data, "utf-8") and len(lone) == len(data.translate(None, _ASCII)):
        # Chinese comes in pairs; bytes that all stand alone do not
        return "cp1252" if _WESTERN.issuperset(b"".join(lone)) else "utf-8"
    if not _is_hopeless(head) and _failures(data, "utf-8") < TOO_MANY and not _only_looks_like_utf8(data):
        return "utf-8"
    if _failures(data, "gb18030") < TOO_MANY:
        return "gb18030"
    return next((name for name in ("utf-8", "gb18030") if _reads_most_lines(data, name)), None)


def _reads_most_lines(data: bytes, encoding: str) -> bool:
    """Tell a short file with one spoilt line, whose other lines are to go in, from one that is no text."""
    lines = [line for line in data.splitlines() if not line.isascii()]
    return sum(_reads_whole(line, encoding) for line in lines) > len(lines) / 2


def _reads_whole(line: bytes, encoding: str) -> bool:
    try:
        text = line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return text.isprintable() or text.replace("\t", "").isprintable()


def _only_looks_like_utf8(data: bytes) -> bool:
    """Tell GB18030 text such as 停水 or 联通, whose bytes happen to be UTF-8 of signs nobody writes."""
    seen = "".join(char for char in _MARK.sub("", _text(data, "utf-8")) if char > "\x7f")
    if len(_WRITTEN.findall(seen)) >= _LIKELY * len(seen):
        return False
    hanzi = "".join(char for char in _text(data, "gb18030") if char > "\x7f")
    return len(hanzi.encode("gb2312", "ignore")) >= 2 * _LIKELY * len(hanzi)


def _reads(data: bytes, encoding: str) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)().decode(data)
    except UnicodeDecodeError:
        return False
    return True


def _parts(file: BinaryIO, before: bytes) -> Iterator[bytes]:
    """Read on, but not through a line without end: no encoding makes a table of it."""
    ended, passed = b"\n" in before or b"\r" in before, len(before)
    while (ended or passed < _ENDLESS) and (part := file.read(CHUNK)):
        ended = ended or b"\n" in part or b"\r" in part
        passed += len(part)
        yield part


def find_encoding(path: Path) -> str:
    """Name the encoding of a file from its first bytes that say anything, however far in they are."""
    with path.open("rb") as file:
        data = file.read(CHUNK)
        if data.isascii() and not data.count(0):
            data = next((part for part in _parts(file, data) if not part.isascii()), b"")
            data = data.replace(b"\0", b"")
        found = guess(data)
    if found is None:
        raise Unreadable(
            "认不出这个文件的文字编码，或者它根本不是文本。"
            "请用 Excel 或记事本另存为 UTF-8 再试，或用 --encoding 指明编码。",
            "The encoding of this file cannot be recognised, or it is not text at all. "
            "Save it as UTF-8 and try again, or name its encoding with --encoding.",
        )
    return found


def decode(data: bytes, declared: str | None = None) -> str:
    """Decode a whole piece of text by its declared encoding, or by its looks where that is missing or unheard of."""
    name = widen(declared) if declared else None
    if name is None or (name in ("ascii", "utf-8") and not _reads(data, name)):
        name = guess(data) or "utf-8"
    return data.decode(name, VISIBLE).removeprefix("\ufeff")


def widen(declared: str) -> str | None:
    """Give the codec of a declared name: texts called GB2312 or GBK are read as GB18030, which contains both."""
    try:
        name = codecs.lookup(declared).name
        "".encode(name)  # hex, zip and their like are codecs but not of text
    except LookupError:
        return None
    return "gb18030" if name in ("gb2312", "gbk") else name


def text_decoder(encoding: str) -> codecs.IncrementalDecoder:
    """Give a decoder for a stream of chunks that keeps undecodable bytes visible."""
    return codecs.getincrementaldecoder(encoding)(VISIBLE)
