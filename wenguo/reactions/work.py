"""Running what was planned: claimed for a while, done in a transaction each, tried again later, at last given up.

A claim counts as a try, so that a reaction which kills its worker every time is given up too. Nothing is lost: a
claim not answered for within LEASE comes back (`sweep`), and what is given up stays visible as `dead`.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

import msgspec
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Count, F, Min, Q

from wenguo.models import Delivery, Reaction
from wenguo.reactions import APART, REACTIONS
from wenguo.reactions.happened import happened

LEASE = timedelta(seconds=60)
MOST_TRIES = 8
BATCH = 50
MOST_OF_AN_ERROR = 500

log = logging.getLogger(__name__)


def run_due(at: datetime, *, limit: int = 1000, lines: range | None = None) -> int:
    """Run the reactions due at `at`, of these lines' ids only where given; returns how many were tried."""
    sweep(at)
    tried = 0
    while tried < limit:
        claimed = _claim(at, min(BATCH, limit - tried), lines)
        for reaction in claimed:
            _run(reaction, at)
        tried += len(claimed)
        if not claimed:
            break
    return tried


def drain(at: datetime) -> int:
    """Run everything due at `at` until nothing is left, inside and outside; returns how many were tried."""
    from wenguo.reactions.deliver import deliver_due

    tried = 0
    while found := run_due(at):
        tried += found
    while found := deliver_due(at):
        tried += found
    return tried


def sweep(at: datetime) -> int:
    """Bring back what a worker claimed and never answered for; returns how many."""
    lost = Reaction.objects.filter(state="waiting", not_before__lte=at, claimed_until__lte=at)
    if not lost.exists():  # asked first: an update would take SQLite's one write lock for nothing
        return 0
    error = "its worker ended before it was done"
    dead = lost.filter(tries__gte=MOST_TRIES).update(state="dead", claimed_until=None, error=error)
    return dead + lost.update(claimed_until=None, error=error)


def again(reaction_id: int, at: datetime) -> None:
    """Let a reaction that was given up be tried anew."""
    Reaction.objects.filter(pk=reaction_id, state="dead").update(
        state="waiting", tries=0, not_before=at, claimed_until=None, error=""
    )


def pause_after(tries: int) -> timedelta:
    """How long to wait after that many tries: 5 s, 20 s, 80 s … about a day in all."""
    return timedelta(seconds=5 * 4.0 ** (tries - 1))


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """What waits to be done, and what was given up."""

    reactions: int
    deliveries: int
    dead_reactions: int
    dead_deliveries: int
    oldest: datetime | None


def waiting() -> Waiting:
    """How much is planned and not done."""
    open_, dead = Count("pk", filter=Q(state="waiting")), Count("pk", filter=Q(state="dead"))
    kinds = Q(state__in=("waiting", "dead"))
    oldest = Min("not_before", filter=Q(state="waiting"))
    inside = Reaction.objects.filter(kinds).aggregate(open=open_, dead=dead, oldest=oldest)
    outside = Delivery.objects.filter(kinds).aggregate(open=open_, dead=dead)
    return Waiting(
        reactions=inside["open"],
        deliveries=outside["open"],
        dead_reactions=inside["dead"],
        dead_deliveries=outside["dead"],
        oldest=inside["oldest"],
    )


def _claim(at: datetime, count: int, lines: range | None) -> list[Reaction]:
    """Take a batch that no other worker has, until the lease ends."""
    due = Reaction.objects.filter(state="waiting", not_before__lte=at, claimed_until=None)
    if lines is not None:
        due = due.filter(line_id__gte=lines.start, line_id__lt=lines.stop)
    if not due.exists():
        return []
    with transaction.atomic():
        _need_not_wait()
        taken = list(due.order_by("not_before", "id").select_for_update(skip_locked=True)[:count])
        Reaction.objects.filter(pk__in=[one.pk for one in taken]).update(claimed_until=at + LEASE, tries=F("tries") + 1)
    for one in taken:
        one.tries += 1
    return taken


def _run(reaction: Reaction, at: datetime) -> None:
    """Do one reaction and say so in the same transaction; else plan its next try."""
    mine = Reaction.objects.filter(pk=reaction.pk, state="waiting")
    try:
        if reaction.name in APART:
            REACTIONS[reaction.name](happened(reaction.line_id), at)
        with transaction.atomic():
            _need_not_wait()
            if reaction.name not in APART:
                then = REACTIONS[reaction.name](happened(reaction.line_id), at)
                if then is not None:
                    mine.update(not_before=then, tries=0, claimed_until=None, error="")
                    return
            mine.update(state="done", done_at=at, claimed_until=None, error="")
    except (OperationalError, InterfaceError):
        raise  # the database is away: the lease ends by itself
    except Exception as error:
        log.warning("reaction %s (%s) failed", reaction.pk, reaction.name, exc_info=True)
        text = f"{type(error).__name__}: {error}"[:MOST_OF_AN_ERROR]
        if reaction.tries >= MOST_TRIES:
            mine.update(state="dead", claimed_until=None, error=text)
        else:
            mine.update(claimed_until=None, error=text, not_before=at + pause_after(reaction.tries))


def _need_not_wait() -> None:
    """Let PostgreSQL commit this transaction without waiting for the disk (ten times the reactions a second).

    A power cut may lose the last commits whole, what was done together with the word that it was; it is done again.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit TO off")
