"""A draft: template, facts, findings, decisions and basis put together; what nobody knows stays a blank with a name (M43).

Nothing is made up and nothing is conceded: every stretch is a template's or the record's. What would not pass the reply
check (a finding that gives away a neighbour's name, say) is left out, and its blank says that it was.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from typing import Any

import wenguo.packs
from wenguo.advice.drafts import saying, valuing
from wenguo.advice.drafts.given import Draft, Given, What
from wenguo.advice.drafts.places import BLANK, PLACES
from wenguo.advice.drafts.writing import Piece, Pieces, blank, filled, joined, missing, sources, text_of
from wenguo.advice.replies import Check, check
from wenguo.text import Text

_PARAGRAPH = "\n\n"
_ROUNDS = 4  # of leaving out what does not pass; after them the record's words go out altogether
_OPEN = "left_blank"  # the one serious finding that a draft may carry: its blanks are what it is about
_OF_RECORD = frozenset({"words", "facts", "finding", "decision", "basis", "promise", "routes", "questions", "record"})
_LEFT_OUT = {
    "words": Text("对方原话的转述", "how their words are told"),
    "facts": Text("对方写到的事实", "the facts they wrote of"),
    "finding": Text(
        "核查结论（原记录的说法不宜直接发出，请换一种说法）", "the finding, in other words than the record's"
    ),
    "decision": Text("决定或办法（原记录的说法不宜直接发出，请换一种说法）", "the decision, in other words"),
    "basis": Text("依据和理由（原记录的说法不宜直接发出，请换一种说法）", "the basis and reason, in other words"),
    "promise": Text("承诺和时间（请换一种说法）", "the promise and its time, in other words"),
    "routes": Text("其他救济途径", "the other routes that are open"),
    "questions": Text("还需要了解的事实", "the facts still missing"),
    "record": Text("登记的信息", "what the record says"),
}


def draft(what: What, given: Given, language: str = "zh-hans") -> Draft:
    """A letter to be read and mended by a person; its only serious finding in the reply check is that blanks are left."""
    pieces, left_out = _passing(what, given, language, given.template)
    if pieces is None and given.template:  # the unit's own template does not pass: the one that comes along does
        pieces, left_out = _passing(what, given, language, "")
    if pieces is None:
        bare = Given(parts=given.parts)
        pieces = _written(what, bare, language, "", frozenset(), frozenset())
        left_out = list(_LEFT_OUT.values())
    names = missing(pieces)
    return Draft(
        text=text_of(pieces),
        sources=sources(pieces),
        missing=tuple(_names().get(name, Text(name, name)) for name in names),
        left_out=tuple(dict.fromkeys(left_out)),
    )


def serious(found: Check) -> list[Any]:
    """What would stop a draft: serious findings other than its own blanks."""
    return [one for one in found.findings if one.severity == "serious" and one.code != _OPEN]


def looked_at(what: What, text: str, given: Given) -> Check:
    """The reply check of a draft, as it will be when its author sends it."""
    return check(
        text,
        given.words,
        demands=[one.words for one in given.demands],
        kind="answer" if what == "answer" else "message",
        required=given.parts if what == "answer" else (),
        authority_fen=given.authority_fen,
        own_names=given.own_names,
    )


def _passing(what: What, given: Given, language: str, template: str) -> tuple[Pieces | None, list[Text]]:
    """The letter without what does not pass, and what that was; None where it does not pass in a few rounds."""
    out: set[str] = set()
    parts: set[str] = set()
    left_out: list[Text] = []
    for _ in range(_ROUNDS):
        pieces = _written(what, given, language, template, frozenset(out), frozenset(parts))
        wrong = serious(looked_at(what, text_of(pieces), given))
        if not wrong:
            return pieces, left_out
        found = _touched(pieces, [one.span for one in wrong if one.span is not None])
        lacking = _lacking(wrong, given, text_of(pieces), what) - parts
        if not found and not lacking:
            return None, left_out
        out |= {one.key for one in found}
        parts |= lacking
        left_out += [_LEFT_OUT[one.origin] for one in found]
    return None, left_out


def _touched(pieces: Pieces, spans: list[Any]) -> list[Piece]:
    """The pieces of the record that findings stand on."""
    found = []
    at = 0
    for piece in pieces:
        end = at + len(piece.text)
        if piece.key and piece.origin in _OF_RECORD and any(one.start < end and at < one.end for one in spans):
            found.append(piece)
        at = end
    return found


def _lacking(wrong: list[Any], given: Given, text: str, what: What) -> set[str]:
    """The parts that packs ask for and the letter does not hold: those that, asked for alone, are found missing."""
    if what != "answer" or not any(one.code == "part_missing" for one in wrong):
        return set()
    found = set()
    for part in given.parts:
        alone = check(text, given.words, required=(part,))
        if any(one.code == "part_missing" for one in alone.findings):
            found.add(part)
    return found


def _written(
    what: What, given: Given, language: str, template: str, out: frozenset[str], parts: frozenset[str]
) -> Pieces:
    """The letter with the named pieces of the record left out and the named parts put in before its end."""
    values = {name: _without(pieces, out, language) for name, pieces in valuing.values(given, language).items()}
    if template:
        paragraphs = [filled(template, values)]
    else:
        known = {name for name, pieces in values.items() if any(one.origin != "blank" for one in pieces)}
        also = {
            "rule": bool(saying.rule(given, language)),
            "ruled": saying.is_ruled(given),
            "overdue": given.overdue,
        }
        known |= {word for word, yes in also.items() if yes}
        paragraphs = [filled(body, values) for body in _bodies(what, language, known)]
    extra = [filled(body, values) for part in given.parts if part in parts and (body := _part(part, language))]
    at = len(paragraphs) if template else max(1, len(paragraphs) - 2)
    return joined([*paragraphs[:at], *extra, *paragraphs[at:]], _PARAGRAPH)


def _without(pieces: Pieces, out: frozenset[str], language: str) -> Pieces:
    found: Pieces = []
    for one in pieces:
        found += blank(_LEFT_OUT[one.origin], language) if one.key and one.key in out else [one]
    return found


def _bodies(what: What, language: str, known: set[str]) -> list[str]:
    word = "zh" if language.startswith("zh") else "en"
    return [
        str(one[word])
        for one in _letters()[what]
        if one.get("needs", "") in {"", *known} and not (one.get("until") and one["until"] in known)
    ]


def _part(part: str, language: str) -> str:
    found = _letters()["part"].get(part, {})
    return str(found.get("zh" if language.startswith("zh") else "en", ""))


@lru_cache(maxsize=1)
def _letters() -> dict[str, Any]:
    return tomllib.loads((wenguo.packs.FOLDER / "drafts.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _names() -> dict[str, Text]:
    """What blanks are called, in both languages, by either."""
    found = [*PLACES.values(), *_LEFT_OUT.values(), saying.DECISION, saying.REASON, saying.NO_DEMAND]
    letters = _letters()
    for one in [
        *letters["part"].values(),
        *(body for word, letter in letters.items() if word != "part" for body in letter),
    ]:
        found += [
            Text(zh[1], en[2]) for zh, en in zip(BLANK.finditer(one["zh"]), BLANK.finditer(one["en"]), strict=False)
        ]
    return {name: text for text in found for name in text}
