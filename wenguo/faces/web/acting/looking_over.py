"""The reply check beside the words: what its author may want to look at again before it goes out; nobody else sees it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec
from django.urls import reverse

from wenguo.advising import asking, coaching
from wenguo.queries.history import Whole
from wenguo.queries.unoffered import unoffered_in
from wenguo.rules import waiver
from wenguo.text import Text

# what is checked, as which kind of text
CHECKED = {
    "answer": "answer", "submit": "answer", "inform": "message", "ask": "message", "note": "note",
    "investigate": "note", "tell": "message", "clarify": "message", "withhold": "note",
}  # fmt: skip
# what else than `words` holds the text, and what is no fault there: a finding may conclude, that is what it is for
FIELD = {"investigate": "finding", "clarify": "fact"}
# where money is easily promised and stands in no offer
_PRIVATE = {"note": "words", "promise": "what", "tell": "words"}
FORMS = frozenset({"investigate", "tell", "clarify", "withhold", "note"})  # checked on their own form
_FINDING_MAY = frozenset({"conclusion", "our_reading", "no_quote"})
VOID = Text("无效的条款", "A term that law makes void")
OFF_RECORD = Text("方案没有在案", "An offer that is on no record")
ON_RECORD = Text(
    "答应给钱要先提出方案：有依据、经批准、留凭证；不私下了结。",
    "Money is promised by an offer: with its basis, approved, on record. Nothing is settled privately.",
)
FEWEST = 8  # characters before there is anything to check
_ENDS = "。！？!?.\n；;"
FIRST = frozenset({"feeling_missing"})  # findings whose better wording belongs at the beginning


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One finding as the composer shows it; `place` is its number in the check."""

    place: int
    severity: str
    name: str
    because: str
    better: str
    quote: str


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """What stands beside the words: the score with its parts, findings on their words, demands and movements."""

    score: int
    parts: list[dict[str, Any]]
    findings: list[Finding]
    movements: list[dict[str, Any]]
    demands: list[dict[str, Any]]
    whole: bool  # an answer, of which everything is asked


def looked_over(whole: Whole, kind: str, words: str, language: str, at: datetime) -> Check | None:
    """The check of what is being written; None where there is nothing to check or advice is off."""
    found = _found(whole, kind, words, language, at)
    if found is None:  # advice may be off: what is void or off the record is no advice
        rules = _about_redress(whole, kind, words, 0, language) if kind in CHECKED else []
        return Check(score=0, parts=[], findings=rules, movements=[], demands=[], whole=False) if rules else None
    findings = [
        Finding(
            place=place,
            severity=one["severity"],
            name=one["name"],
            because=one["because"],
            better=one.get("better") or "",
            quote=(one.get("span") or {}).get("text", ""),
        )
        for place, one in enumerate(found["findings"])
    ]
    findings += _about_redress(whole, kind, words, len(findings), language)
    return Check(
        score=found["score"],
        parts=found["parts"],
        findings=findings,
        movements=found["movements"],
        demands=found["demands"],
        whole=found["kind"] == "answer",
    )


def _about_redress(whole: Whole, kind: str, words: str, first: int, language: str) -> list[Finding]:
    """Sums offered that no offer on record holds, and terms that law makes void: nothing is settled off the record."""
    spoken = unoffered_in(words, whole.complaint) if kind not in {"answer", "submit"} else []
    told = [(one.text, VOID, waiver.BASIS) for one in waiver.waivers(words)]
    told += [(one.sentence, OFF_RECORD, ON_RECORD) for one in spoken]
    return [
        Finding(
            place=first + n,
            severity="serious",
            name=name.said(language),
            because=why.said(language),
            better="",
            quote=quote,
        )
        for n, (quote, name, why) in enumerate(told)
    ]


class Caught(msgspec.Struct, frozen=True, kw_only=True):
    """A sum promised here that no offer on record holds, and where it is made one."""

    phrase: str
    why: Text
    href: str


def off_record(whole: Whole, verb: str, data: Mapping[str, list[str]]) -> list[Caught]:
    """What is shown once before a note, a promise or a word to somebody is written down: money that stands in no offer."""
    words = "".join(data.get(_PRIVATE[verb], ())) if verb in _PRIVATE else ""
    href = reverse("act", args=(whole.complaint.number, "offer"))
    why = Text(f"{OFF_RECORD.zh}：{ON_RECORD.zh}", f"{OFF_RECORD.en}. {ON_RECORD.en}")
    return [
        Caught(phrase=one.sentence, why=why, href=f"{href}?amount_fen={one.yuan}")
        for one in unoffered_in(words, whole.complaint)
    ]


def bettered(whole: Whole, kind: str, words: str, place: str, language: str, at: datetime) -> str | None:
    """The words with the better wording of one finding in its place; None where there is no such finding any more."""
    found = _found(whole, kind, words, language, at)
    listed = found["findings"] if found is not None else []
    if not place.isascii() or not place.isdecimal() or int(place) >= len(listed):
        return None
    one: Mapping[str, Any] = listed[int(place)]
    better = str(one.get("better") or "")
    if not better:
        return None
    span = one.get("span")
    if span is not None:
        start, end = _place_for(better, words, span["start"], span["end"])
        return words[:start] + better + words[end:]
    parts = [better, words] if one["code"] in FIRST else [words, better]
    return "\n\n".join(part.strip() for part in parts if part.strip())


def _place_for(better: str, words: str, start: int, end: int) -> tuple[int, int]:
    """A phrase takes the phrase's place; a whole sentence takes that of the sentence it stands in."""
    if better[-1:] not in _ENDS:
        return start, end
    while start > 0 and words[start - 1] not in _ENDS:
        start -= 1
    while words[start] in " \u3000":
        start += 1
    while end < len(words) and words[end - 1] not in _ENDS:
        end += 1
    return start, end


def _found(whole: Whole, kind: str, words: str, language: str, at: datetime) -> dict[str, Any] | None:
    if kind not in CHECKED or len(words.strip()) < FEWEST:
        return None
    about = {**coaching.about(whole), "kind": CHECKED[kind]}
    unit = whole.complaint.unit
    found = asking.reply_checked(words, coaching.said(whole), unit, at, language, **about)
    if found is not None and kind == "investigate":
        found = {**found, "findings": [one for one in found["findings"] if one["code"] not in _FINDING_MAY]}
    return found
