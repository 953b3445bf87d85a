"""Both sides of a complaint: each person concerned with what they were told and said, the findings, what was explained."""

from __future__ import annotations

from datetime import datetime

import msgspec
from django.urls import reverse

from wenguo.complaint import Complaint, Finding
from wenguo.pages.forms_choices import policy_of
from wenguo.queries import people
from wenguo.queries.history import Whole
from wenguo.queries.persons import called
from wenguo.rules import fairness, permissions
from wenguo.rules.labels import label
from wenguo.rules.permissions import Actor
from wenguo.rules.policy import Policy
from wenguo.text import Text

_ROLE = {"employee": "employee", "witness": "witness"}
_TONE = {"established": "late", "probable": "soon", "not_established": "", "refuted": "good"}


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step of fairness for one person: done, with its line, or missing, with the act that does it."""

    name: Text
    done: bool
    line: int
    href: str
    why: Text
    source: Text


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """Words with their moment and line."""

    words: str
    at: datetime
    line: int


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """One person concerned."""

    name: str
    role: str
    steps: list[Step]
    said: list[Said]
    told: list[Said]
    attempts: int  # days on which they were told, asked or sought
    needed: int  # of so many, before it goes on without their word


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """One item a finding or an explanation rests on."""

    name: str
    href: str


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One finding."""

    id: int
    line: int
    words: str
    basis: str
    standard: str
    tone: str
    against: list[str]
    evidence: list[Proof]
    demands: tuple[int, ...]
    by: str
    told: Text | None  # where its words are kept from the complainant: why


class Explained(msgspec.Struct, frozen=True, kw_only=True):
    """A misunderstanding set right: claim, fact, proof."""

    claim: str
    fact: str
    proof: list[Proof]
    line: int


class Declared(msgspec.Struct, frozen=True, kw_only=True):
    """One declaration of interest, or of none."""

    name: str
    interest: bool
    ground: str
    line: int


class Sides(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the panel shows; `declare` where the reader should declare before they find anything."""

    persons: list[Person]
    theirs: list[str]
    findings: list[Found]
    explained: list[Explained]
    withheld: list[tuple[str, int]]
    declared: list[Declared]
    declare: bool
    may_name: bool
    may_explain: bool

    @property
    def has_any(self) -> bool:
        """Is there anything to show?"""
        return bool(self.persons or self.findings or self.explained or self.withheld or self.declared)


def sides(whole: Whole, actor: Actor, language: str) -> Sides:
    """Both sides as this reader may see them."""
    c, policy = whole.complaint, policy_of(whole.complaint)
    standing = permissions.standing(actor, c)
    mine = f"account:{actor.account}"
    subjects = [one for one in fairness.subjects(c) if "concerned" not in standing or one == mine]
    acts = c.is_open() and "concerned" not in standing
    may_find = acts and permissions.why_not("investigate", actor, c) is None
    own = c.declarations.get(actor.account or 0)
    accounts = people.names([*c.declarations, *(_account(one.by) for one in c.findings)])
    return Sides(
        persons=[_person(whole, one, actor, policy, language, acts=acts) for one in subjects],
        theirs=[whole.texts[ref.id] for ref in c.theirs if ref.id in whole.texts and ref != c.subject][:6],
        findings=[_found(whole, one, accounts, language) for one in c.findings],
        explained=[
            Explained(
                claim=whole.texts.get(one.claim.id, ""),
                fact=whole.texts.get(one.fact.id, ""),
                proof=_proofs(whole, (*one.proof, *((f"finding:{one.finding}",) if one.finding else ()))),
                line=one.position,
            )
            for one in c.clarifications
        ],
        withheld=[(fairness.WITHHELD[one.ground].said(language), one.position) for one in c.withheld],
        declared=[
            Declared(
                name=accounts.get(one.account, str(one.account)),
                interest=one.interest,
                ground=fairness.INTERESTS[one.ground].said(language),
                line=one.position,
            )
            for one in c.declarations.values()
        ],
        declare=may_find and own is None and bool(subjects),
        may_name=acts and permissions.why_not("involve", actor, c) is None,
        may_explain=acts and permissions.why_not("clarify", actor, c) is None,
    )


def _person(whole: Whole, subject: str, actor: Actor, policy: Policy, language: str, *, acts: bool) -> Person:
    c = whole.complaint
    kind, _, number = subject.partition(":")
    field = {"account": "account", "person": "person"}[kind]
    role = next((one.role for one in c.persons if _is(one.account, one.id, subject)), "employee")
    made = any(subject in one.against for one in c.findings)
    wanted = {"heard"} if role in {"witness", "representative"} else {"told", "heard", "declared"}
    asked = [one for one in fairness.STEPS if one.code in wanted]
    spoke = any(one.subject == subject for one in c.statements)
    seen = fairness.Seen(
        c,
        fairness.Proposed(against=subject, standard=None, evidence=(), finder=actor.account),
        fairness.attempts_needed(policy),
        policy.calendar,
    )
    hrefs = {
        "told": reverse("act", args=(c.number, "tell")) + f"?{field}={number}",
        "heard": reverse("act", args=(c.number, "hear")) + f"?who={_ROLE.get(role, 'third_party')}&{field}={number}",
        "declared": reverse("act", args=(c.number, "declare")),
    }
    lines = {"told": _line_told(c, subject), "heard": _line_heard(c, subject)}
    steps = [
        Step(
            name=step.name,
            done=step.met(seen) if len(wanted) > 1 else spoke,
            line=lines.get(step.code, 0),
            href=hrefs[step.code] if acts else "",
            why=step.missing,
            source=step.source,
        )
        for step in asked
        if not (step.code == "declared" and (made or not acts))
    ]
    return Person(
        name=called(whole, subject, language),
        role=label(role, language),
        steps=steps,
        said=[
            Said(words=whole.texts.get(one.words.id, ""), at=one.at, line=one.position)
            for one in c.statements
            if one.subject == subject
        ],
        told=[
            Said(words=whole.texts.get(one.words.id, "") if one.words else "", at=one.at, line=one.position)
            for one in c.tellings
            if one.subject == subject and one.arrived and not one.asked
        ],
        attempts=len(fairness.attempt_days(c, subject, policy.calendar)),
        needed=seen.attempts,
    )


def _is(account: int | None, number: int, subject: str) -> bool:
    return subject == (f"account:{account}" if account is not None else f"person:{number}")


def _line_told(c: Complaint, subject: str) -> int:
    told = fairness.told_at(c, subject)
    return told.position if told is not None else 0


def _line_heard(c: Complaint, subject: str) -> int:
    after = _line_told(c, subject)
    return next((one.position for one in c.statements if one.subject == subject and one.position > after > 0), 0)


def _found(whole: Whole, one: Finding, accounts: dict[int, str], language: str) -> Found:
    kept_back = next((each for each in whole.complaint.withheld if each.finding == one.id), None)
    return Found(
        id=one.id,
        line=one.position,
        words=whole.texts.get(one.words.id, ""),
        basis=whole.texts.get(one.basis.id, "") if one.basis is not None else "",
        standard=fairness.STANDARDS[one.standard].said(language) if one.standard in fairness.STANDARDS else "",
        tone=_TONE.get(one.standard or "", ""),
        against=[called(whole, subject, language) for subject in one.against],
        evidence=_proofs(whole, one.evidence),
        demands=one.demands,
        by=accounts.get(_account(one.by), ""),
        told=fairness.WITHHELD[kept_back.ground] if kept_back is not None else None,
    )


def _proofs(whole: Whole, proof: tuple[str, ...]) -> list[Proof]:
    found = []
    for one in proof:
        kind, _, number = one.partition(":")
        if kind == "line":
            found.append(Proof(name=f"#{number}", href=f"#line-{number}"))
        elif kind == "finding":
            found.append(
                Proof(name=Text(f"认定 {number}", f"finding {number}").said(_language()), href=f"#finding-{number}")
            )
        else:
            found.append(Proof(name=str(whole.files.get(one, {}).get("name") or one), href=f"#file-{one}"))
    return found


def _language() -> str:
    from wenguo.pages.asking import language

    return language()


def _account(by: str) -> int:
    return int(by.removeprefix("account:")) if by.startswith("account:") else 0
