"""What is wrong with a policy pack, said so that whoever wrote the file can mend it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import combinations
from typing import Any
from zoneinfo import available_timezones

import msgspec

from wenguo.rules.calendar import ROLLOVERS, UNITS
from wenguo.rules.pack import APPROVALS, ENDS, PARTS, STARTS, TAGS, Pack, Rule

Raw = Mapping[str, Any]
_GRADES = ("V", "S", "design")
_NUMBERED = ("clock", "bound")
_TAGGED = "add a new word to the list in wenguo/rules/pack.py, or use one of"


class BadPack(Exception):
    """Packs that may not be used; `problems` names file, rule, field and remedy, one each."""

    def __init__(self, problems: Iterable[str]) -> None:
        """All problems at once: mending a file one error at a time is no fun."""
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def check(pack: Pack | Raw, file: str = "") -> list[str]:
    """Everything wrong with a pack, one sentence each; an empty list means it may be used."""
    raw: Raw = msgspec.to_builtins(pack, builtin_types=(date,)) if isinstance(pack, Pack) else pack
    here = file or str(raw.get("id", "pack"))
    problems = [f"{here}: {text}" for text in _settings(raw)]
    rules = raw.get("rules", ())
    for number, rule in enumerate(rules, 1):
        name = f"{here}, rule {rule.get('id') or f'no. {number}'}"
        problems += [f"{name}: {text}" for text in _rule(rule)]
    for number, ground in enumerate(raw.get("grounds", ()), 1):
        name = f"{here}, ground {ground.get('code') or f'no. {number}'}"
        problems += [f"{name}: {text}" for text in (*_source(ground), *_grade(ground))]
    if not problems:
        try:
            whole = msgspec.convert(raw, Pack)
        except msgspec.ValidationError as error:
            return [f"{here}: {error}; mend the field named after the $"]
        problems += [f"{here}, {text}" for text in _versions(whole.rules)]
    return problems


def check_together(packs: Iterable[tuple[str, Pack]]) -> list[str]:
    """What is wrong between packs: two files with one id, a fall-back that the house does not have."""
    problems: list[str] = []
    files: dict[str, str] = {}
    listed = list(packs)
    house = {rule.id for _, pack in listed if pack.id == "house" for rule in pack.rules if rule.length is not None}
    for file, pack in listed:
        if pack.id in files:
            problems.append(f"{file}: id {pack.id!r} is already that of {files[pack.id]}; give one of them another id")
        files.setdefault(pack.id, file)
        problems += [
            f"{file}, rule {rule.id}: field falls_back_to names {rule.falls_back_to!r}, which house.toml does not have; "
            f"use one of {', '.join(sorted(house))} or leave it out"
            for rule in pack.rules
            if rule.falls_back_to and rule.falls_back_to not in house
        ]
    return problems


def _settings(raw: Raw) -> Iterable[str]:
    for field in ("id", "name", "version"):
        if not raw.get(field):
            yield f"field {field} is missing; add it under [pack]"
    yield from _words(raw, "answer_parts", PARTS)
    yield from _words(raw, "short_form_parts", PARTS)
    yield from _words(raw, "approval_needed", APPROVALS)
    if raw.get("time_zone") and raw["time_zone"] not in available_timezones():
        yield f"field time_zone is {raw['time_zone']!r}; write a name such as Asia/Shanghai or Europe/London"
    if any(not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", str(mark)) for mark in raw.get("quiet_hours") or ()):
        yield 'field quiet_hours must hold two times of day such as ["21:00", "08:00"]'
    if raw.get("retention_years") is not None and not _instrument(raw.get("retention_source")):
        yield "field retention_source is missing; say which law fixes retention_years, or leave the years out"


def _rule(rule: Raw) -> Iterable[str]:
    for field in ("id", "track", "kind", "name", "obligor", "start_event"):
        if not rule.get(field):
            yield f"field {field} is missing; add it"
    yield from _source(rule)
    yield from _grade(rule)
    yield from _length(rule)
    yield from _words(rule, "start_event", STARTS)
    yield from _words(rule, "ends_on", ENDS)
    yield from _words(rule, "applies", TAGS)
    yield from _words(rule, "unless", TAGS)
    yield from _words(rule, "unit", UNITS)
    yield from _words(rule, "rollover", ROLLOVERS)
    for extension in rule.get("extensions", ()):
        yield from _words(extension, "unit", UNITS)
    if rule.get("kind") == "clock" and not rule.get("ends_on"):
        yield "field ends_on is missing; name the events that meet this clock, else it could never end"
    if any(not 0 < percent < 100 for percent in rule.get("warn_at", ())):
        yield "field warn_at must hold percents between 1 and 99"
    since, until = rule.get("valid_from"), rule.get("valid_to")
    if isinstance(since, date) and isinstance(until, date) and until < since:
        yield f"field valid_to {until} lies before valid_from {since}; exchange them"


def _length(rule: Raw) -> Iterable[str]:
    length = rule.get("length")
    if length is None:
        if rule.get("kind") in _NUMBERED and not rule.get("pending"):
            yield (
                f"field length is missing on a {rule['kind']}; give the number its source gives, mark it "
                "pending = true until it is obtained, or make it a duty"
            )
    elif rule.get("kind") == "duty":
        yield "field length is given on a duty; make it a clock, or leave the number out (及时 has none)"
    elif not isinstance(length, int) or length < 0:
        yield f"field length is {length!r}; write a whole number, 0 or more"
    if rule.get("falls_back_to") and not rule.get("pending"):
        yield "field falls_back_to is given, but the rule is not pending; leave it out"


def _grade(entry: Raw) -> Iterable[str]:
    grade = entry.get("grade")
    if grade == "M":
        yield "field grade is M (from memory); read the source, then grade it V (the text) or S (a page about it)"
    elif grade not in _GRADES:
        yield f"field grade is {grade!r}; write one of {', '.join(_GRADES)}"


def _source(entry: Raw) -> Iterable[str]:
    if not _instrument(entry.get("source")):
        yield "field source is missing; name the instrument (and its number and article) the rule comes from"


def _instrument(source: object) -> bool:
    return isinstance(source, Mapping) and bool(source.get("instrument"))


def _words(entry: Raw, field: str, known: Iterable[str]) -> Iterable[str]:
    given = entry.get(field) or ()
    for word in (given,) if isinstance(given, str) else given:
        if word not in known:
            yield f"field {field} has the unknown word {word!r}; {_TAGGED} {', '.join(sorted(known))}"


def _versions(rules: tuple[Rule, ...]) -> Iterable[str]:
    for one, other in combinations(rules, 2):
        if one.id != other.id:
            continue
        if one.track != other.track:
            yield f"rule {one.id}: the id is used in {one.track} and {other.track}; give one of them another id"
        first, then = sorted((one, other), key=lambda rule: rule.valid_from or date.min)
        if (first.valid_to or date.max) >= (then.valid_from or date.min):
            yield (
                f"rule {one.id}: two versions are in force on {then.valid_from or first.valid_to or 'the same day'}; "
                "let the older one's valid_to end on the day before the newer one's valid_from"
            )
