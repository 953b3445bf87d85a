"""Every verb as an address: one loop over THE LIST."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse

from wenguo.advising.deciding import act
from wenguo.faces.api import bodies
from wenguo.faces.api.keys import Caller, caller
from wenguo.faces.api.problems import Problem, language
from wenguo.models import Complaint
from wenguo.perform import Done, perform
from wenguo.queries import contract
from wenguo.queries.history import history
from wenguo.queries.seeing import asker
from wenguo.text import Text
from wenguo.verbs import VERBS, Refused, Verb

# the beginning verbs and where they are posted to; another one would be posted under its own word
BEGINNING = {
    word: "/complaints" if word == "record" else f"/complaints/{word}" for word, v in VERBS.items() if v.begins
}
OFFERED = {word: kind for word, kind in VERBS.items() if kind.offered}


def begins(kind: type[Verb]) -> Callable[[HttpRequest], HttpResponse]:
    """The view of a verb that begins a complaint."""
    word = kind.word()

    def view(request: HttpRequest) -> HttpResponse:
        who = caller(request)
        who.may(word)
        done = begun(bodies.form(request, kind), who, bodies.key(request))
        value, status = result(done, who, begins=True)
        response = bodies.answer(value, status=status, tag=done.complaint.person_position, repeated=done.repeated)
        response["Location"] = f"/api/v1/complaints/{done.number}"
        return response

    return view


def goes_on(kind: type[Verb]) -> Callable[[HttpRequest, str], HttpResponse]:
    """The view of a verb on a complaint that is there."""
    word = kind.word()

    def view(request: HttpRequest, number: str) -> HttpResponse:
        who = caller(request)
        who.may(word)
        seen = bodies.expected(request)
        done = acted(bodies.form(request, kind), number, who, seen, bodies.key(request))
        value, status = result(done, who, begins=False)
        return bodies.answer(value, status=status, tag=done.complaint.person_position, repeated=done.repeated)

    return view


def begun(verb: Verb, who: Caller, key: str | None) -> Done:
    """Begin a complaint; a source key that is known already is told with the number it was given."""
    source = getattr(verb, "source", None)
    try:
        return perform(verb, None, who.by, who.at, key=key)
    except IntegrityError as error:
        if source is None:
            raise
        raise duplicate(source) from error


def duplicate(source: str) -> Problem:
    """The problem of a source key that was recorded before."""
    number = Complaint.objects.filter(source=source).values_list("number", flat=True).first()
    return Problem(
        "duplicate",
        Text("这个来源键已经登记过。", "This source key was recorded before."),
        field="source",
        **({"number": number} if number else {}),
    )


def acted(verb: Verb, number: str, who: Caller, seen: int | None, key: str | None) -> Done:
    """Do a verb; a stale asker is told what changed since."""
    try:
        return act(verb, number, who.by, who.at, expected=seen, key=key)
    except Refused as refused:
        if refused.code != "stale" or seen is None:
            raise
        raise Problem("stale", refused.text, changes=_since(who, number, seen)) from refused


def _since(who: Caller, number: str, seen: int) -> list[dict[str, Any]]:
    entries = history(asker(who.account, "api"), number).entries
    said = language()
    return [
        {"position": one.position, "at": one.at, "by": one.by, "event": one.event, "label": one.label.said(said)}
        for one in entries
        if one.position > seen
    ]


def result(done: Done, who: Caller, *, begins: bool) -> tuple[dict[str, Any], int]:
    """What is answered to an act, and its status."""
    if begins:
        c = done.complaint
        return contract.recorded(c, who.username if c.owner == who.account else None), 201
    events = [type(event).__name__ for event in done.events]
    return contract.acted(done.complaint, events, done.position), 200
