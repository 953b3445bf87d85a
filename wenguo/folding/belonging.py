"""How belonging to a group, and what protects employees, fold: stage, clocks, demands and offers stay as they are."""

from __future__ import annotations

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.complaint.belonging import Protection
from wenguo.folding.registry import on, say
from wenguo.line import Line


@on(e.Joined)
def _joined(c: Complaint, event: e.Joined, line: Line) -> None:
    if c.group != event.group:
        c.consents = {}
    c.group, c.group_role = event.group, event.role


@on(e.Left)
def _left(c: Complaint, event: e.Left, line: Line) -> None:
    c.group, c.group_role, c.consents = None, "member", {}


@on(e.Consented)
def _consented(c: Complaint, event: e.Consented, line: Line) -> None:
    c.consents = {**c.consents, event.what: event.agreed}
    say(c, "theirs", event.words)


@on(e.Protected)
def _protected(c: Complaint, event: e.Protected, line: Line) -> None:
    c.protections.append(
        Protection(position=line.position, at=line.at, account=event.account, contact=event.contact, steps=event.steps)
    )
