"""A letter written piece by piece, each piece with where it comes from, so that the sources of a draft tile it without a gap."""

from __future__ import annotations

from typing import NamedTuple

from wenguo.advice.drafts.given import Source
from wenguo.advice.drafts.places import BLANK, PLACE, named_blank
from wenguo.text import Text


class Piece(NamedTuple):
    """A stretch of a letter and its origin; `key` says which thing of the record it is, so that it can be left out."""

    text: str
    origin: str = "template"
    key: str = ""


Pieces = list[Piece]


def filled(body: str, values: dict[str, Pieces]) -> Pieces:
    """A paragraph with its places filled; a place nobody knows stays as it is written."""
    found: Pieces = []
    end = 0
    for place in PLACE.finditer(body):
        found.append(Piece(body[end : place.start()]))
        found += values.get(place[1], [Piece(place[0])])
        end = place.end()
    found.append(Piece(body[end:]))
    return [part for piece in found if piece.text for part in _with_blanks(piece)]


def _with_blanks(piece: Piece) -> Pieces:
    """The blanks that stand within a template's own words, each a piece of its own."""
    if piece.origin != "template":
        return [piece]
    found: Pieces = []
    end = 0
    for one in BLANK.finditer(piece.text):
        found += [Piece(piece.text[end : one.start()]), Piece(one[0], "blank")]
        end = one.end()
    found.append(Piece(piece.text[end:]))
    return [one for one in found if one.text]


def blank(name: Text, language: str) -> Pieces:
    """A blank of any name."""
    return [Piece(named_blank(name, language), "blank")]


def joined(many: list[Pieces], between: str) -> Pieces:
    """Several stretches with the same words between them."""
    found: Pieces = []
    for number, one in enumerate(many):
        found += [Piece(between), *one] if number else one
    return found


def text_of(pieces: Pieces) -> str:
    """The letter."""
    return "".join(one.text for one in pieces)


def sources(pieces: Pieces) -> tuple[Source, ...]:
    """Every stretch with its place, neighbours of one origin together."""
    found: list[Source] = []
    at = 0
    last = ""
    for piece in pieces:
        end = at + len(piece.text)
        if found and piece.origin == found[-1].origin and piece.key == last and piece.origin != "blank":
            before = found.pop()
            found.append(Source(start=before.start, end=end, origin=piece.origin, words=before.words + piece.text))
        elif piece.text:
            found.append(Source(start=at, end=end, origin=piece.origin, words=piece.text))
        at, last = end, piece.key
    return tuple(found)


def missing(pieces: Pieces) -> list[str]:
    """What the blanks are called, in the letter's language, each once."""
    names = [one[1] or one[2] for piece in pieces if piece.origin == "blank" for one in BLANK.finditer(piece.text)]
    return list(dict.fromkeys(names))
