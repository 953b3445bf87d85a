"""The worker and clock process: reactions every second, the clock every five, the day's anchor once, until stopped."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime

from django.db import close_old_connections, connection

from wenguo.advising.watching import watch_silent
from wenguo.models.anchoring import daily_anchor
from wenguo.queries.health import beat_file
from wenguo.queries.saved import count_new
from wenguo.reactions.deliver import deliver_due
from wenguo.reactions.forgetting import forget_unfinished
from wenguo.reactions.gathering import gather
from wenguo.reactions.learning import learn_if_due
from wenguo.reactions.send_drafts import send_due
from wenguo.reactions.work import run_due
from wenguo.ticking import tick

EVERY_REACTION = 1.0
EVERY_DELIVERY = 1.0
EVERY_SENDING = 1.0
EVERY_TICK = 5.0
EVERY_ANCHOR = 60.0
EVERY_WATCH = 60.0  # for complaints in which nobody speaks
EVERY_COUNT = 120.0  # new hits of saved searches
EVERY_FORGETTING = 600.0
EVERY_LEARNING = 600.0
EVERY_GATHERING = 20.0  # looking for complaints that were never read for groups
PATIENCE = 5.0  # after a stop, how long a loop may take to end; a delivery cut off is tried again after its lease

log = logging.getLogger(__name__)


def serve(stop: threading.Event, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
    """Work until `stop` is set. Several processes may do so at once, on one machine or many."""
    reported: set[str] = set()

    def clock() -> bool:
        ticked = tick(now(), stopped=stop.is_set)
        for one in ticked.broken:
            if one not in reported:  # said once a process, not every five seconds
                reported.add(one)
                log.error("the clock cannot act on %s", one)
        beat_file().touch()
        return False

    def anchor() -> bool:
        daily_anchor(now())
        return False

    def count() -> bool:
        count_new(now())
        return False

    rounds = (
        ("reactions", EVERY_REACTION, lambda: run_due(now(), limit=100) > 0),
        ("deliveries", EVERY_DELIVERY, lambda: deliver_due(now()) > 0),
        ("sending", EVERY_SENDING, lambda: send_due(now()).sent > 0),
        ("clock", EVERY_TICK, clock),
        ("anchor", EVERY_ANCHOR, anchor),
        ("early warnings", EVERY_WATCH, lambda: watch_silent(now(), stop.is_set) > 0),
        ("saved searches", EVERY_COUNT, count),
        ("forgetting", EVERY_FORGETTING, lambda: forget_unfinished(now()) > 0),
        ("learning", EVERY_LEARNING, lambda: learn_if_due(now(), stop)),
        ("gathering", EVERY_GATHERING, lambda: gather(now(), stop)),
    )
    threads = [
        threading.Thread(target=_repeat, args=(stop, seconds, work, name), name=name, daemon=True)
        for name, seconds, work in rounds
    ]
    for thread in threads:
        thread.start()
    stop.wait()
    for thread in threads:
        thread.join(PATIENCE)


def _repeat(stop: threading.Event, seconds: float, work: Callable[[], bool], name: str) -> None:
    """Do `work` every so often, at once again where it found much; an error is told and does not end the loop."""
    failures = 0
    while not stop.is_set():
        more = False
        try:
            close_old_connections()
            more = work()
            failures = 0
        except Exception:
            failures += 1
            if failures in {1, 10} or failures % 100 == 0:
                log.exception("%s failed (%s times in a row)", name, failures)
            connection.close()  # a broken connection is made anew at the next round
        if not more:
            stop.wait(seconds * min(failures + 1, 10))
    connection.close()
