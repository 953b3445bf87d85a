"""What stands at each place of a letter: from the record, from the words themselves, or a blank that names itself."""

from __future__ import annotations

from collections.abc import Callable

from wenguo.advice.drafts.given import Demand, Given
from wenguo.advice.drafts.places import PLACES, beginning
from wenguo.advice.drafts.saying import decisions, findings, one_line, quotable, rule
from wenguo.advice.drafts.writing import Piece, Pieces, blank, joined
from wenguo.advice.facts import Fact, extract, missing
from wenguo.advice.suggestion import Message

# facts that are read back to the complainant; numbers that tell who somebody is are not repeated
_TOLD = ("date", "amount", "order", "product", "promise")
_MOST_TOLD, _MOST_ASKED = 6, 4
# what a question is not about: who they are is on file, or is none of the matter
_NOT_ASKED = frozenset({"complainant", "reach"})


def values(given: Given, language: str) -> dict[str, Pieces]:
    """What stands at each place of a letter; a blank that names itself where nothing is known."""
    known = {name: [Piece(text, _origin(name), name)] for name, text in given.places.items() if text and name in PLACES}
    if words := given.places.get("matter") or given.words.strip():
        known["matter"] = [Piece(beginning(words), "words", "matter")]
    found = extract(Message(text=given.words, received_at=given.received_at))
    made: dict[str, Callable[[], Pieces]] = {
        "facts": lambda: _facts(found, language),
        "findings": lambda: findings(given, language),
        "finding": lambda: [Piece(given.findings[-1].words, "finding", "finding")] if given.findings else [],
        "decisions": lambda: decisions(_asked(given, found), language),
        "basis": lambda: rule(given, language),
        "demands": lambda: _demands(given, found, language),
        "questions": lambda: _questions(given, found, language),
        "missing": lambda: known.get("missing", []),
        "routes": lambda: _routes(given),
    }
    known |= {name: pieces for name, make in made.items() if (pieces := make())}
    return {name: known.get(name) or blank(PLACES[name], language) for name in PLACES} | known


def _origin(name: str) -> str:
    return {"matter": "words", "demands": "words", "finding": "finding", "promise": "promise", "routes": "routes"}.get(
        name, "record"
    )


def _asked(given: Given, found: tuple[Fact, ...]) -> tuple[Demand, ...]:
    """The demands of the record; where nobody wrote them down, the wishes of the words themselves."""
    if given.demands:
        return given.demands
    return tuple(
        Demand(words=words) for words in dict.fromkeys(one.span.text.strip() for one in found if one.kind == "wish")
    )[:10]


def _demands(given: Given, found: tuple[Fact, ...], language: str) -> Pieces:
    between = "；" if language.startswith("zh") else "; "
    asked = _asked(given, found)
    return joined([[Piece(one_line(one.words), "words", f"demand {n}")] for n, one in enumerate(asked, 1)], between)


def _facts(found: tuple[Fact, ...], language: str) -> Pieces:
    zh = language.startswith("zh")
    told = [one for one in found if one.kind in _TOLD]
    seen: dict[str, Fact] = {}
    for one in told:
        seen.setdefault(f"{one.kind} {one.value}", one)
    parts = [
        [
            Piece(f"{one.name.said(language)}{'“' if zh else ' “'}"),
            Piece(quotable(one.span.text), "facts", f"fact {n}"),
            Piece("”"),
        ]
        for n, one in enumerate(list(seen.values())[:_MOST_TOLD])
    ]
    return joined(parts, "，" if zh else ", ")


def _questions(given: Given, found: tuple[Fact, ...], language: str) -> Pieces:
    """What is still missing, as questions: open ones first, never of what is on file already."""
    open_ones = missing(found, given.causes)
    wanted = [one for one in open_ones if one.field not in _NOT_ASKED and one.field not in given.known]
    lines = [
        [Piece(f"{n}. "), Piece(one.question.said(language), "questions", f"question {n}")]
        for n, one in enumerate(wanted[:_MOST_ASKED], 1)
    ]
    if not lines and given.places.get("missing"):
        return [Piece("1. "), Piece(given.places["missing"], "questions", "missing")]
    return joined(lines, "\n")


def _routes(given: Given) -> Pieces:
    return joined([[Piece("· "), Piece(one, "routes", f"route {n}")] for n, one in enumerate(given.routes)], "\n")
