"""Deciding which column of a file is which of our fields, from its header or from what the person said."""

import difflib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from wenguo.reading.fields import FIELDS, LEDGER, NAMES
from wenguo.reading.source import Unreadable
from wenguo.text import Text

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_PIECES = re.compile(r"[a-z]+|\d+|[^\W\da-z_]+")
_DATA = re.compile(r"[¥$]?[\d\s\-/.:,+年月日时分秒]*\d[\d\s\-/.:,+年月日时分秒]*")
_SENTENCE = re.compile(r"[。！？；!?;]")
_LONG_HEADER = 40
_LONGEST_WITHIN = 24
_AGAINST = ("被投诉", "被反映", "被举报")
_LOOK_AT = 10
_SURE = 3
"""So many recognised headers make a header row, whatever its other cells look like."""


class Columns(Struct, frozen=True):
    """Which column holds which field; `unknown` are the headers nobody claimed."""

    at: dict[str, int]
    unknown: tuple[str, ...] = ()
    notes: tuple[Text, ...] = ()

    def hold_words(self) -> bool:
        """Tell whether any column can say what the complaint is about."""
        return "words" in self.at or "subject" in self.at


@lru_cache(maxsize=4096)
def _pieces(header: str) -> tuple[str, ...]:
    """Cut a header into words, blind to width, case, spaces, punctuation and remarks in brackets."""
    plain = unicodedata.normalize("NFKC", header)
    bare = _BRACKETS.sub(" ", plain)
    bare = bare if any(char.isalnum() for char in bare) else plain
    return tuple(_PIECES.findall(_CAMEL.sub(" ", bare).casefold()))


def _key(header: str) -> str:
    return "".join(_pieces(header))


_EXACT: dict[str, tuple[str, int]] = {}
for _field, _names in NAMES.items():
    for _rank, _name in enumerate(_names.exact):
        _EXACT.setdefault(_key(_name), (_field, _rank))
for _field, _header in LEDGER:
    _EXACT.setdefault(_key(_header), (_field, 0))
for _field in FIELDS:
    _EXACT.setdefault(_key(_field), (_field, 0))
_WITHIN = [(_pieces(name), field) for field, names in NAMES.items() for name in names.within]


@lru_cache(maxsize=4096)
def recognise(header: str) -> tuple[tuple[str, ...], int]:
    """Name the fields a header may mean and how sure that is: 0 is surest, 100 and more means only within it."""
    key = _key(header)
    if key in _EXACT:
        field, rank = _EXACT[key]
        return (field,), rank
    if len(key) > _LONGEST_WITHIN or key.startswith(_AGAINST):
        return (), 0
    pieces, best, found = _pieces(header), (False, 0), set[str]()
    for name, field in _WITHIN:
        last = name[-1]
        if len(name) == 1 and not last.isascii():  # Chinese words have no gaps: look inside the pieces
            inside, ends = last in key, key.endswith(last)
        else:
            inside = any(pieces[at : at + len(name)] == name for at in range(len(pieces)))
            ends = pieces[-len(name) :] == name
        weight = (ends, len("".join(name)))  # the last word says what it is: 投诉人电话 is a phone
        if inside and weight >= best:
            found = found | {field} if weight == best else {field}
            best = weight
    return tuple(sorted(found)), 100


def match(headers: Sequence[str], mapping: Mapping[str, str | int] | None = None) -> Columns:
    """Match headers with fields: what the person said first, then exact names, then names within a header."""
    at: dict[str, int] = {field: _resolve(field, column, headers) for field, column in (mapping or {}).items()}
    notes: list[Text] = []
    wishes: dict[str, list[tuple[int, int]]] = {}
    for index, header in enumerate(headers):
        fields, rank = recognise(header) if index not in at.values() else ((), 0)
        if len(fields) > 1:
            notes.append(_ambiguous(header, fields))
        elif fields and fields[0] not in at:
            wishes.setdefault(fields[0], []).append((rank, index))
    for field, claims in wishes.items():
        claims.sort()
        at[field] = claims[0][1]
        if len(claims) > 1:
            notes.append(_rivals(field, headers[claims[0][1]], [headers[index] for _, index in claims[1:]]))
    unknown = tuple(header for index, header in enumerate(headers) if index not in at.values() and header)
    return Columns(at, unknown, tuple(notes))


def _ambiguous(header: str, fields: tuple[str, ...]) -> Text:
    names = ", ".join(fields)
    return Text(
        f"列“{header}”可能是 {names} 中的任何一个，没有采用；请用 --map 指明，例如 --map {fields[0]}={header}",
        f"Column “{header}” may be any of {names} and was not used; say which, e.g. --map {fields[0]}={header}",
    )


def _rivals(field: str, used: str, others: list[str]) -> Text:
    names_zh, names = "”、“".join(others), "”, “".join(others)
    return Text(
        f"列“{used}”和“{names_zh}”都像 {field}，采用了“{used}”；要用另一列请加 --map {field}={others[0]}",
        f"Columns “{used}” and “{names}” all look like {field}; “{used}” is used. "
        f"For another add --map {field}={others[0]}",
    )


def _resolve(field: str, column: str | int, headers: Sequence[str]) -> int:
    """Find the column a person named by its header, its number from 1 or its letter."""
    if field not in FIELDS:
        near = difflib.get_close_matches(field, FIELDS, 3) or ["words", "subject", "received_at"]
        raise Unreadable(
            f"--map 中的字段“{field}”不存在，您是不是要用：{'、'.join(near)}？",
            f"There is no field “{field}” for --map; did you mean {', '.join(near)}?",
        )
    name = str(column).strip()
    if not isinstance(column, int):
        for same in (str.strip, _key):
            for index, header in enumerate(headers):
                if header and same(header) == same(name) != "":
                    return index
    index = -1
    if name.isdecimal():
        index = int(name) - 1
    elif name.isascii() and name.isalpha() and len(name) <= 3:
        for letter in name.upper():
            index = (index + 1) * 26 + ord(letter) - ord("A")
    if not 0 <= index < len(headers):
        raise Unreadable(
            f"--map {field}={name}：没有这一列。文件里有：{'、'.join(filter(None, headers))}",
            f"--map {field}={name}: there is no such column. The file has: {', '.join(filter(None, headers))}",
        )
    return index


def looks_like_data(cells: Sequence[str]) -> bool:
    """Tell a row of values from a row of headers: numbers, dates, long texts and sentences are no headers."""
    return any(
        len(cell) > _LONG_HEADER or _SENTENCE.search(cell) or _DATA.fullmatch(unicodedata.normalize("NFKC", cell))
        for cell in map(str.strip, cells)
        if cell
    )


def known_fields(cells: Sequence[str]) -> set[str]:
    """Name the fields that a row of headers speaks of."""
    return {fields[0] for cell in cells if cell.strip() and (fields := recognise(cell)[0])}


def find_header(rows: Sequence[Sequence[str]], mapping: Mapping[str, str | int] | None = None) -> int | None:
    """Find the header among the first rows, below titles and remarks; None where there is none."""
    named = {_key(str(column)) for column in (mapping or {}).values() if not str(column).isdecimal()} - {""}
    best, found = 0, None
    for index, cells in enumerate(rows[:_LOOK_AT]):
        score = len(known_fields(cells)) + sum(_key(cell) in named for cell in cells if cell.strip())
        if score > best and (score >= _SURE or not looks_like_data(cells)):
            best, found = score, index
    return found
