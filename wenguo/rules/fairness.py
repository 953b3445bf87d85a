"""Fair to both: what must stand on record before a finding against a named person, as a table people can read (M13).

银保监令2020-3 art. 17 asks for somebody without an interest; that a person is told and heard first is our own design,
after ISO 10002:2018 (objectivity), and binds every finding that says something against a named person.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from wenguo.text import Text

if TYPE_CHECKING:
    from wenguo.complaint import Complaint, Telling
    from wenguo.rules.calendar import Calendar
    from wenguo.rules.policy import Policy

# How sure a finding is. "refuted" clears a person; everything else may be held against them.
STANDARDS: dict[str, Text] = {
    "established": Text("成立（证据充分）", "established"),
    "probable": Text("很可能（优势证据）", "probable, on the balance of evidence"),
    "not_established": Text("不能认定", "not established"),
    "refuted": Text("不成立（已被推翻）", "refuted"),
}
CLEARS = frozenset({"refuted"})

ROLES: dict[str, Text] = {
    "representative": Text("代表或代理人", "representative"),
    "employee": Text("被反映的员工", "employee complained of"),
    "witness": Text("证人", "witness"),
    "other": Text("其他当事人", "another person concerned"),
}

INTERESTS: dict[str, Text] = {
    "none": Text("没有利害关系", "no interest"),
    "self": Text("本人被投诉", "complained of myself"),
    "relative": Text("与一方是亲属或关系密切", "related or close to one side"),
    "own_unit": Text("涉及本人所在部门或其负责人", "about my own unit or its head"),
    "money": Text("有经济利益", "money is at stake for me"),
    "other": Text("其他可能影响公正的情形", "something else that could sway me"),
}

# What the complainant need not be told, and why it may be so.
WITHHELD: dict[str, Text] = {
    "privacy": Text("涉及他人隐私或个人信息", "it is another person's privacy"),
    "trade_secret": Text("涉及商业秘密", "it is a trade secret"),
    "investigation": Text("调查尚在进行", "an inquiry is still under way"),
    "law": Text("法律规定不得披露", "the law forbids it"),
    "safety": Text("可能危及他人安全", "it could endanger somebody"),
}

LEAST_ATTEMPTS = 1  # a pack may ask for more; without any there is no hearing at all
_SUBJECT = re.compile(r"^(account|person):([1-9][0-9]*)$")
_PROOF = re.compile(r"^(e[1-9][0-9]*|line:[1-9][0-9]*)$")


class Proposed(msgspec.Struct, frozen=True, kw_only=True):
    """A finding before it is made: against whom, how sure, on what, and by which account."""

    against: str
    standard: str | None
    evidence: tuple[str, ...]
    finder: int | None


class Seen(NamedTuple):
    """What a step looks at."""

    c: Complaint
    one: Proposed
    attempts: int  # days on which the person must have been sought in vain
    calendar: Calendar  # whose days they are


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that must be so first: its name, what is said where it is missing, the verb that does it, and its test."""

    code: str
    name: Text
    missing: Text
    verb: str
    source: Text
    met: Callable[[Seen], bool]
    clearing: bool = True  # is it asked for a finding that clears the person as well?


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """How one step stands for one person."""

    step: Step
    met: bool


def subjects(c: Complaint) -> tuple[str, ...]:
    """Everybody a finding may name: those complained of, and persons concerned who do not stand for the complainant."""
    accounts = [f"account:{one}" for one in c.concerned]
    others = [
        f"account:{one.account}" if one.account is not None else f"person:{one.id}"
        for one in c.persons
        if one.role != "representative"
    ]
    return tuple(dict.fromkeys((*accounts, *others)))


def told_at(c: Complaint, subject: str) -> Telling | None:
    """The first time this person was told what is said of them, as it is said now: of old words nobody need answer new."""
    return next((one for one in _sought(c, subject) if one.arrived and not one.asked), None)


def _sought(c: Complaint, subject: str) -> list[Telling]:
    return [one for one in c.tellings if one.subject == subject and one.position > c.said_anew]


def attempt_days(c: Complaint, subject: str, calendar: Calendar, *, in_vain: bool = False) -> frozenset[date]:
    """The days on which this person was told, asked or sought; with `in_vain` only those on which nobody was there."""
    sought = (one for one in _sought(c, subject) if not (in_vain and one.arrived))
    return frozenset(calendar.local(one.at).date() for one in sought)


def is_told(c: Complaint, subject: str, attempts: int, calendar: Calendar) -> bool:
    """Were they told, or sought on enough days?"""
    return told_at(c, subject) is not None or len(attempt_days(c, subject, calendar, in_vain=True)) >= attempts


def is_heard(c: Complaint, subject: str, attempts: int, calendar: Calendar) -> bool:
    """Did they speak after they were told; or stayed silent on enough days on which they were told, asked or sought?"""
    told = told_at(c, subject)
    if told is not None and any(one.subject == subject and one.position > told.position for one in c.statements):
        return True
    if told is None and any(one.subject == subject and one.position > c.said_anew for one in c.statements):
        return False  # they can be reached: they are to be told what is said of them, and to answer that
    return len(attempt_days(c, subject, calendar)) >= attempts


def stands_in_it(c: Complaint, account: int | None) -> bool:
    """Is this account a person concerned in any role? Who is part of a matter neither investigates nor reviews it."""
    return account is not None and (account in c.concerned or any(one.account == account for one in c.persons))


def attempts_needed(policy: Policy) -> int:
    """On how many days a person is sought before the work goes on without their word."""
    return max(LEAST_ATTEMPTS, policy.hearing_attempts)


_DESIGN = Text("设计值（参照 ISO 10002 客观原则）", "our design, after ISO 10002's objectivity")
_ART_17 = Text("银保监令2020-3 第17条；121号第21条", "CBIRC order 2020 No. 3, art. 17; SAMR order 121, art. 21")

STEPS: tuple[Step, ...] = (
    Step(
        code="told",
        name=Text("告知所反映的内容", "Told what is said"),
        missing=Text(
            "还没有告知本人所反映的内容，也没有足够的告知尝试",
            "they were not told what is said of them, nor tried often enough",
        ),
        verb="tell",
        source=_DESIGN,
        met=lambda seen: is_told(seen.c, seen.one.against, seen.attempts, seen.calendar),
        clearing=False,
    ),
    Step(
        code="heard",
        name=Text("听取本人陈述", "Heard"),
        missing=Text(
            "告知之后还没有听取本人陈述，也没有足够的听取尝试",
            "they were not heard after being told, nor tried often enough",
        ),
        verb="hear",
        source=_DESIGN,
        met=lambda seen: is_heard(seen.c, seen.one.against, seen.attempts, seen.calendar),
        clearing=False,
    ),
    Step(
        code="evidence",
        name=Text("认定有证据", "Evidence named"),
        missing=Text("没有写明认定所依据的证据", "the finding names no evidence"),
        verb="enclose",
        source=_DESIGN,
        met=lambda seen: bool(seen.one.evidence),
    ),
    Step(
        code="standard",
        name=Text("写明认定程度", "Standard of proof"),
        missing=Text("没有写明认定程度（成立、很可能、不能认定、不成立）", "it does not say how sure it is"),
        verb="investigate",
        source=_DESIGN,
        met=lambda seen: seen.one.standard in STANDARDS,
    ),
    Step(
        code="declared",
        name=Text("调查人声明无利害关系", "Finder declared no interest"),
        missing=Text("您还没有声明与此事无利害关系", "you have not declared that you have no interest in it"),
        verb="declare",
        source=_ART_17,
        met=lambda seen: _is_free(seen.c, seen.one.finder),
    ),
)


def _is_free(c: Complaint, account: int | None) -> bool:
    found = c.declarations.get(account) if account is not None else None
    return found is not None and not found.interest


def standings(c: Complaint, one: Proposed, policy: Policy) -> list[Standing]:
    """Every step that binds this finding, and whether it is done."""
    seen = Seen(c, one, attempts_needed(policy), policy.calendar)
    clears = one.standard in CLEARS
    return [Standing(step=step, met=step.met(seen)) for step in STEPS if step.clearing or not clears]


def missing(c: Complaint, one: Proposed, policy: Policy) -> list[Step]:
    """What is still to be done before this finding can stand."""
    return [found.step for found in standings(c, one, policy) if not found.met]


def unknown_subject(c: Complaint, against: Iterable[str]) -> str | None:
    """The first that is nobody on record."""
    known = subjects(c)
    return next((one for one in against if one not in known), None)


def unknown_proof(c: Complaint, proof: Iterable[str]) -> str | None:
    """The first that points at no item of evidence and no line of this complaint."""
    for one in proof:
        if not _PROOF.match(one):
            return one
        if one.startswith("line:") and int(one[5:]) > c.length:
            return one
        if one.startswith("e") and (one not in c.refs or one in c.erased):
            return one
    return None
