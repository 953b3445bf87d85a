"""What stands on the page of a form beside the form itself: the complaint in short, and what has changed meanwhile."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from wenguo.line import read
from wenguo.pages.acts import closed_because, seen_by
from wenguo.pages.asking import account, language
from wenguo.pages.forms_choices import Place
from wenguo.pages.telling import sentence, who
from wenguo.queries import office, people
from wenguo.queries.history import Whole
from wenguo.rules.permissions import Actor
from wenguo.text import Text

MOST_WORDS = 3


def summary(place: Place) -> dict[str, Any]:
    """The complaint in short: their words, its clocks, what was asked and promised."""
    c, whole = place.c, place.whole
    names = people.names([c.owner, *([c.hand_over.to] if c.hand_over else [])])
    ours = [clock for clock in c.clocks if clock.ours and clock.state in {"running", "paused"}]
    return {
        "c": c,
        "now": place.at,
        "said": [whole.texts[ref.id] for ref in c.theirs if ref.id in whole.texts][-MOST_WORDS:],
        "clocks": sorted(ours, key=lambda clock: clock.due_at),
        "demands": [(place.demand(one), one.decision) for one in c.demands],
        "promises": [(place.words(one.what), one) for one in c.promises if one.state in {"open", "broken"}],
        "findings": [entry.words[0] for entry in whole.entries if entry.event == "Investigated" and entry.words][-1:],
        "drafted": whole.texts.get(c.drafted.id, "") if c.drafted is not None else "",
        "owner": names.get(c.owner, ""),
    }


def changed_since(whole: Whole, expected: int, me: int) -> list[dict[str, Any]]:
    """What others did after the line a person saw, told as sentences."""
    later = [entry for entry in whole.entries if entry.position > expected and entry.by != f"account:{me}"]
    accounts = [int(entry.by[8:]) for entry in later if entry.by.startswith("account:")]
    lines = [(entry, read(entry.data).event) for entry in later]
    named = [value for _, event in lines for name in ("to", "owner", "account", "approver")
             if isinstance(value := getattr(event, name, None), int)]  # fmt: skip
    names = people.names([*accounts, *named])
    return [
        {
            "at": entry.at,
            "by": who(entry.by, names, language()),
            "sentence": sentence(event, names, language(), whole.complaint.clocks),
            "words": entry.words[:1],
        }
        for entry, event in lines
        if not event.quiet
    ]


def why_closed(verb: str, actor: Actor, place: Place) -> Text | None:
    """Why this form would be refused; None where it can be tried."""
    if verb in {"approve", "reject"}:
        actor = office.in_place_of(actor, office.units()[place.c.unit], place.at)
    return closed_because(verb, actor, seen_by(actor, place.c, place.at))


def back_to(request: HttpRequest, number: str) -> str:
    """Where to go after the act: the `next` that was asked for, if it is one of our own addresses."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if wanted and url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return reverse("complaint", args=(number,))


def where_held(number: str, key: uuid.UUID) -> str:
    """The complaint's page at the message that is on its way; each has an address of its own, so that it is loaded."""
    return f"{reverse('complaint', args=(number,))}?held={key.hex[:8]}#sending"


def actor_of(request: HttpRequest, whole: Whole) -> Actor | None:
    """The person as the actor they are to this complaint."""
    return office.actor(account(request), office.units()[whole.complaint.unit], "web")


def said(errors: Mapping[str, Sequence[Text]]) -> dict[str, list[str]]:
    """Errors in the reader's language."""
    return {name: [text.said(language()) for text in texts] for name, texts in errors.items()}
