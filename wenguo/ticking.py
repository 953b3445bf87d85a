"""The clock's round: every complaint whose next moment has passed gets its `lapse`, through the door like any act.

Safe on many machines at once: rows are taken under their locks (another machine's are skipped), and whatever was
written down no longer counts, so a second round finds nothing. An idle round is three small reads and no write.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import msgspec
from django.db import InterfaceError, OperationalError, connection, transaction

from wenguo.administering import pauses
from wenguo.models import Account
from wenguo.models.writing import stored
from wenguo.perform import CLOCK, perform
from wenguo.queries import office
from wenguo.verbs import Devolve, Lapse, Refused, Verb

# Few to a transaction: on SQLite it holds the one write lock, and people wait behind it.
BATCH = 25

log = logging.getLogger(__name__)


class Ticked(msgspec.Struct, kw_only=True):
    """What a round did: complaints looked at, complaints written on, lines written, offers made, and the broken ones."""

    looked: int = 0
    lapsed: int = 0
    events: int = 0
    offered: int = 0  # what fell due during somebody's pause
    broken: list[str] = []


type Row = tuple[Any, ...]


def tick(
    at: datetime,
    *,
    limit: int | None = None,
    progress: Callable[[Ticked], None] | None = None,
    stopped: Callable[[], bool] | None = None,
) -> Ticked:
    """Write down what has run out by `at`. Each complaint is looked at once a call, whatever becomes of it."""
    at = at.astimezone(UTC)
    done = Ticked()
    for walk in (_Lapsing(at), _Owners(at)):
        while (limit is None or done.looked < limit) and not (stopped is not None and stopped()):
            count = BATCH if limit is None else min(BATCH, limit - done.looked)
            if not walk.batch(count, done):
                break
            if progress is not None:
                progress(done)
    done.offered = pauses.offer_again(at)
    return done


class _Lapsing:
    """Walks the index of next moments."""

    _SQL = "SELECT number, next_at, id FROM wenguo_complaint WHERE next_at < %s{after} ORDER BY next_at, id LIMIT %s"

    def __init__(self, at: datetime) -> None:
        self._at = at
        self._seen: set[str] = set()
        self._after: tuple[Any, Any] | None = None

    def batch(self, count: int, done: Ticked) -> bool:
        """Lapse the next complaints; False where there are none left."""
        if not self._rows(1, lock=False):  # asked without a lock: an idle clock must not take SQLite's write lock
            return False
        with transaction.atomic():
            rows = self._rows(count, lock=True)
            for number, next_at, complaint_id in rows:
                self._after = (next_at, complaint_id)
                if number not in self._seen:  # its next moment may have moved ahead of us, still in the past
                    self._seen.add(number)
                    _act(Lapse(), number, self._at, done)
        return bool(rows)

    def _rows(self, count: int, *, lock: bool) -> list[Row]:
        after = " AND (next_at, id) > (%s, %s)" if self._after is not None else ""
        return _asked(self._SQL.format(after=after), [stored(self._at), *(self._after or ()), count], lock=lock)


class _Owners:
    """Walks complaints whose owner cannot act: disabled accounts', and what falls due while an owner is away."""

    # "id + 0" keeps the planners on open_of_owner instead of walking every complaint in the order of ids, and SQLite
    # takes a partial index only where its condition is said in the index's own words
    _SQL = """
        SELECT c.number, c.id, c.unit_id, c.owner_id, a.is_active
        FROM wenguo_complaint c JOIN wenguo_account a ON a.id = c.owner_id
        WHERE NOT (c.stage = 'closed') AND c.owner_id IN ({owners}) AND c.id + 0 > %s
          AND (NOT a.is_active OR (c.offered_to IS NULL AND c.turn_backs = 0 AND c.due_at < a.away_until))
        ORDER BY c.id + 0 LIMIT %s"""

    def __init__(self, at: datetime) -> None:
        self._at = at
        self._last = 0
        self._owners: list[int] | None = None
        self._headless: dict[tuple[int, int], bool] = {}

    def batch(self, count: int, done: Ticked) -> bool:
        """Pass up or offer the next complaints; False where there are none left."""
        if self._owners is None:
            self._owners = _unable(self._at)
        if not self._owners or not self._rows(1, lock=False):
            return False
        with transaction.atomic():
            rows = self._rows(count, lock=True)
            for number, complaint_id, unit, owner, active in rows:
                self._last = complaint_id
                if active:
                    _act(Lapse(), number, self._at, done)
                elif not self._is_headless(unit, owner):
                    _act(Devolve(why="disabled"), number, self._at, done)
        return bool(rows)

    def _rows(self, count: int, *, lock: bool) -> list[Row]:
        owners = ", ".join(str(one) for one in self._owners or ())
        return _asked(self._SQL.format(owners=owners), [self._last, count], lock=lock, of=" OF c")

    def _is_headless(self, unit: int, owner: int) -> bool:
        """Is there nobody to pass it to? Then it is not tried complaint by complaint at every round."""
        if (unit, owner) not in self._headless:
            every = office.units()
            heads = [head for one in every[unit].path if (head := every[one].head) not in {None, owner}]
            self._headless[unit, owner] = not Account.objects.filter(pk__in=heads, is_active=True).exists()
        return self._headless[unit, owner]


def _unable(at: datetime) -> list[int]:
    """Owners whose account is disabled, or who are away with a deputy."""
    now = stored(at)
    rows = _asked(
        "SELECT id FROM wenguo_account WHERE NOT is_active "
        "OR (deputy_id IS NOT NULL AND away_until > %s AND (away_from IS NULL OR away_from <= %s))",
        [now, now],
    )
    return [row[0] for row in rows]


def _asked(sql: str, params: list[Any], *, lock: bool = False, of: str = "") -> list[Row]:
    """Rows; with `lock` those that no other transaction holds, held until ours ends (SQLite has one writer anyway)."""
    held = f" FOR UPDATE{of} SKIP LOCKED" if lock and connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(sql + held, params)
        return list(cursor.fetchall())


def _act(verb: Verb, number: str, at: datetime, done: Ticked) -> None:
    """Do one act in its own savepoint; a complaint that cannot be acted on is told of and hinders no other."""
    done.looked += 1
    try:
        events = perform(verb, number, CLOCK, at).events
    except (OperationalError, InterfaceError):
        raise  # the database is away: nothing is wrong with the complaint
    except Refused as refused:
        log.info("%s %s: %s", verb.word(), number, refused.text.en)
    except Exception as error:
        log.debug("%s %s", verb.word(), number, exc_info=True)
        done.broken.append(f"{number}: {type(error).__name__}: {error}")
    else:
        done.lapsed += bool(events)
        done.events += len(events)
