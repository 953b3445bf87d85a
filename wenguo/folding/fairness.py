"""How persons concerned, what they were told, declarations, clarifications and withholdings fold."""

from __future__ import annotations

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.complaint.fairness import Clarification, Declaration, Person, Statement, Telling, Withholding
from wenguo.folding.registry import on, say
from wenguo.line import Line


def subject(account: int | None, person: int | None) -> str:
    """The one name of a person concerned: their account where they have one, else their number."""
    return f"account:{account}" if account is not None else f"person:{person}" if person is not None else ""


def subject_of(c: Complaint, account: int | None, person: int | None) -> str:
    """The same, where a numbered person turns out to have an account."""
    if account is None and person is not None and 0 < person <= len(c.persons):
        account = c.persons[person - 1].account
    return subject(account, person)


@on(e.Involved)
def _involved(c: Complaint, event: e.Involved, line: Line) -> None:
    c.persons.append(
        Person(
            id=event.person, role=event.role, at=line.at, position=line.position, account=event.account, who=event.who
        )
    )
    if event.role == "employee" and event.account is not None and event.account not in c.concerned:
        c.concerned = (*c.concerned, event.account)


def _tell(c: Complaint, event: e.Told | e.NotTold, line: Line, *, arrived: bool) -> None:
    c.tellings.append(
        Telling(
            subject=subject_of(c, event.account, event.person),
            position=line.position,
            at=line.at,
            way=event.way,
            arrived=arrived,
            words=event.words,
        )
    )
    say(c, "ours", event.words)


@on(e.Told)
def _told(c: Complaint, event: e.Told, line: Line) -> None:
    _tell(c, event, line, arrived=True)


@on(e.NotTold)
def _not_told(c: Complaint, event: e.NotTold, line: Line) -> None:
    _tell(c, event, line, arrived=False)


def asked(c: Complaint, event: e.Asked, line: Line) -> None:
    """A colleague complained of was asked: an attempt to hear them."""
    if event.account is not None and event.account in c.concerned:
        who = subject(event.account, None)
        c.tellings.append(
            Telling(subject=who, position=line.position, at=line.at, way=event.way, arrived=True, asked=True)
        )


def heard(c: Complaint, event: e.Heard, line: Line) -> None:
    """Somebody other than the complainant's side spoke; whose word it is, the line says or its writer is."""
    if event.who in {"complainant", "agent"}:
        return
    account = event.account
    if account is None and event.person is None and line.by.startswith("account:"):
        own = int(line.by.removeprefix("account:"))
        account = own if own in c.concerned and event.who == "employee" else None
    who = subject_of(c, account, event.person)
    if who:
        c.statements.append(Statement(subject=who, position=line.position, at=line.at, words=event.words))


@on(e.Declared)
def _declared(c: Complaint, event: e.Declared, line: Line) -> None:
    c.declarations[event.account] = Declaration(
        account=event.account,
        interest=event.interest,
        ground=event.ground,
        by=line.by,
        at=line.at,
        position=line.position,
        words=event.words,
    )


@on(e.Clarified)
def _clarified(c: Complaint, event: e.Clarified, line: Line) -> None:
    c.clarifications.append(
        Clarification(
            id=len(c.clarifications) + 1,
            position=line.position,
            at=line.at,
            claim=event.claim,
            fact=event.fact,
            proof=event.proof,
            finding=event.finding,
        )
    )
    say(c, "ours", event.fact)


@on(e.Withheld)
def _withheld(c: Complaint, event: e.Withheld, line: Line) -> None:
    c.withheld.append(
        Withholding(
            id=len(c.withheld) + 1,
            position=line.position,
            at=line.at,
            what=event.what,
            ground=event.ground,
            finding=event.finding,
        )
    )
