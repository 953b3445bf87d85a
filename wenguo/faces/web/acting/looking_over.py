"""The reply check beside the words: what its author may want to look at again before it goes out; nobody else sees it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from wenguo.advising import asking, coaching
from wenguo.queries.history import Whole

# what is checked, as which kind of text
CHECKED = {"answer": "answer", "submit": "answer", "inform": "message", "ask": "message", "note": "note"}
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
    if found is None:
        return None
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
    return Check(
        score=found["score"],
        parts=found["parts"],
        findings=findings,
        movements=found["movements"],
        demands=found["demands"],
        whole=found["kind"] == "answer",
    )


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
    return asking.reply_checked(words, coaching.said(whole), unit, at, language, **about)
