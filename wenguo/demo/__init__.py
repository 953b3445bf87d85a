"""The demonstration organisation: a group with every kind of past, all of it made by verbs, to try Wenguo on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
from django.db import transaction

from wenguo.administering.templates import add_standard
from wenguo.demo import (
    abusive,
    batch,
    both_sides,
    call_centre,
    commission,
    danger,
    dealer,
    grumbles,
    hotel,
    house,
    knowledge,
    lakeside,
    organisation,
    outage,
    overcharged,
    procedures,
    rice_cooker,
    securities,
    shop,
    store,
    tables,
    together,
    workshop,
)
from wenguo.demo.fresh import begin_anew, check_only_demo, sources
from wenguo.demo.organisation import PASSWORD, PEOPLE
from wenguo.demo.telling import Change, Telling
from wenguo.models import Account, Complaint, Unit
from wenguo.perform import By
from wenguo.queries.administrators import settler
from wenguo.verbs import Devolve

__all__ = ["PASSWORD", "PEOPLE", "Loaded", "load"]

# The pasts that courses teach with, by the name they are asked for.
STORIES = {
    "evidence": "rice-cooker",
    "lenses": "lenses",
    "compressor": "compressor",
    "commission": "commission",
    "commission_12386": "commission-12386",
    "batch": "kettle-01",
    "batch_spokesperson": "kettle-19",
    "professional": "professional",
    "major": "scald",
    "overcharged": "overcharged",
    "grumble": "grumble-01",
    "erased": "forgotten",
    "leak": "leak",
    "split": "two-in-one",
    "report": "two-in-one/part",
}


class Loaded(msgspec.Struct, frozen=True, kw_only=True):
    """What stands there now: how many of each, and the numbers of the complaints worth looking at first."""

    complaints: int
    accounts: int
    units: int
    stories: dict[str, str]


def load(at: datetime, *, fresh: bool = False) -> Loaded:
    """Load the demonstration as it would stand at `at`; loaded before, it is left as it is unless `fresh`.

    Refused where the database holds complaints of anybody else. All or nothing: it is one transaction.
    """
    check_only_demo()
    if fresh:
        begin_anew()
    at = at.astimezone(UTC)
    if not Complaint.objects.exists():
        with transaction.atomic():
            _tell(at)
    return _loaded()


def _tell(at: datetime) -> None:
    cast = organisation.found(at)
    add_standard(settler(cast.id("gu.an")), at)
    house.settle(cast, at)
    knowledge.publish(cast, at)
    procedures.publish(cast, at)
    lines = (
        commission,
        outage,
        securities,
        call_centre,
        workshop,
        dealer,
        hotel,
        both_sides,
        lakeside,
        tables,
        store,
        shop,
        batch,
        grumbles,
        abusive,
        danger,
        overcharged,
        rice_cooker,
    )
    stories = [story for line in lines for story in line.stories(cast, at)]
    leaves = at - timedelta(days=4, hours=14)
    Telling(cast, danger.WATCHED).tell(
        stories, [Change(leaves, lambda telling: _leave(telling, leaves)), *together.changes(cast, at)], at
    )
    house.posted(at)


def _leave(telling: Telling, at: datetime) -> None:
    """Somebody leaves: the account is disabled, and what it owned passes to the head of the unit."""
    telling.disable(organisation.LEFT)
    by = By(account=telling.cast.id("gu.an"), via="web")
    left = Complaint.objects.filter(owner_id=telling.cast.id(organisation.LEFT)).exclude(stage="closed")
    for number in left.order_by("id").values_list("number", flat=True):
        telling.act(Devolve(why="disabled"), number, by, at)


def _loaded() -> Loaded:
    numbers = sources()
    return Loaded(
        complaints=Complaint.objects.count(),
        accounts=Account.objects.filter(username__in=[one.username for one in PEOPLE]).count(),
        units=Unit.objects.filter(code__in=[one.code for one in organisation.UNITS]).count(),
        stories={name: numbers[key] for name, key in STORIES.items()},
    )
