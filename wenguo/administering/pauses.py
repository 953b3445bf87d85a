"""A pause taken and ended: unavailable for a while, what falls due is offered to others, the head learns that and no more."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from wenguo.models import Account, Pause
from wenguo.models.turn import turn
from wenguo.perform import By, perform
from wenguo.queries import care, office
from wenguo.rules import resting
from wenguo.text import Text
from wenguo.verbs import HandOver, Refused

log = logging.getLogger(__name__)


class Taken(NamedTuple):
    """What came of it: until when, and to how many others were asked to take something over."""

    until: datetime
    offered: int
    to: str


def take(account: int, at: datetime, length: str, *, offering: bool) -> Taken:
    """Be unavailable for so long. The owner stays owner of all until somebody takes it over (M37)."""
    if length not in resting.LENGTHS:
        raise Refused(Text("请选停多久。", "Choose for how long."), code="field", field="length")
    with turn(), transaction.atomic():
        me = Account.objects.select_for_update().get(pk=account)
        if care.running(account, at) is not None:
            raise Refused(Text("您已经在休息。", "You are on a pause already."))
        until = at + resting.LENGTHS[length][0]
        due = care.falls_due(account, until) if offering else []
        head = _head_of(me)
        Pause.objects.create(account=me, unit_id=me.unit_id, began_at=at, until=until, told_id=head, offering=offering)
        taker = _taker(me, head, at)
    offered = sum(_offered(number, taker, account, at) for number in due) if taker is not None else 0
    name = str(Account.objects.get(pk=taker)) if taker is not None else ""
    return Taken(until, offered, name)


def offer_again(at: datetime) -> int:
    """What has come to fall due since a pause began is offered too, a while after it began; returns how many offers.

    What somebody turned back is not pressed on anybody again: its owner finds it, and the head knows of it.
    """
    offered = 0
    running = Pause.objects.filter(until__gt=at, began_at__lte=at - resting.OFFERED_AGAIN_AFTER, offering=True)
    for pause in running.select_related("account").order_by("pk"):
        due = care.falls_due(pause.account_id, pause.until, untried=True)
        taker = _taker(pause.account, _head_of(pause.account), at) if due else None
        offered += sum(_offered(number, taker, pause.account_id, at) for number in due) if taker is not None else 0
    return offered


def end(account: int, at: datetime) -> bool:
    """Back before it was over; True where a pause ran."""
    return bool(Pause.objects.filter(account=account, until__gt=at, began_at__lte=at).update(until=at))


def put_aside(head: int, pause: int, at: datetime) -> bool:
    """The head has seen it."""
    return bool(Pause.objects.filter(pk=pause, told=head, seen_at=None).update(seen_at=at))


def _offered(number: str, taker: int, account: int, at: datetime) -> bool:
    """Offered by the one who pauses; the reason is not told, for there is none to tell."""
    try:
        perform(HandOver(to=taker), number, By(account=account, via="web"), at)
    except Refused as refused:
        log.info("%s is not offered during a pause: %s", number, refused.text.en)
        return False
    return True


def _head_of(me: Account) -> int | None:
    """The nearest active head above who is somebody else."""
    every = office.units()
    path = every[me.unit_id].path if me.unit_id in every else ()
    named = [head for one in path if (head := every[one].head) not in {None, me.pk}]
    active = set(
        Account.objects.filter(pk__in=[one for one in named if one], is_active=True).values_list("pk", flat=True)
    )
    return next((one for one in named if one in active), None)


def _taker(me: Account, head: int | None, at: datetime) -> int | None:
    """Who is asked: the deputy where there is one at work, else the head."""
    deputy = office.account(me.deputy_id, at)
    return deputy.id if deputy is not None and deputy.active and not deputy.away else head
