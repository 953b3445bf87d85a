"""At the administrators' desk: one act on the office by administering/, in one transaction, refused by the option's name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from wenguo.faces.cli.acting import Desk
from wenguo.queries.administrators import Settler, not_yours, settler
from wenguo.verbs import Refused

# a field of the acts → the option it was given by, where they differ
_OPTIONS = {
    "display_name": "name",
    "away_from": "from",
    "away_until": "until",
    "packs": "pack",
    "scopes": "scope",
    "events": "event",
}


@contextmanager
def settling(desk: Desk) -> Iterator[Settler]:
    """Who settles, while everything is done or nothing is."""
    try:
        with transaction.atomic():
            yield settler(desk.account)
    except Refused as refused:
        option = _OPTIONS.get(refused.field or "")
        if option is None:
            raise
        raise Refused(refused.text, code=refused.code, field=option) from refused


def administrator(desk: Desk) -> Settler:
    """Who looks at what only administrators see. Refused to everybody else."""
    who = settler(desk.account)
    if not who.administers:
        raise not_yours()
    return who
