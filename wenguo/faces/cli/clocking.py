"""The clock and the worker: one round by hand, or a process that goes on until it is stopped."""

from __future__ import annotations

import signal
import threading

from wenguo.faces.cli import home
from wenguo.faces.cli.acting import Desk, at_the_desk
from wenguo.faces.cli.commands import ENTRIES
from wenguo.faces.cli.failing import FAILED
from wenguo.faces.cli.following import WORKER_LOCK, is_worker_here
from wenguo.faces.cli.output import emit, line, note
from wenguo.faces.cli.speaking import command, option
from wenguo.queries.saved import count_new
from wenguo.reactions.loop import serve
from wenguo.reactions.work import drain
from wenguo.text import Text
from wenguo.ticking import tick as go_round

_LATER = Text("不在此运行后续动作，留给后台进程", "do not run what follows here, leave it to a worker")
_ONCE = Text("做完现有的就结束", "end once everything due is done")


@command("tick", ENTRIES["tick"].text)
@option("--no-reactions", "later", is_flag=True, text=_LATER)
@at_the_desk
def tick(desk: Desk, later: bool) -> int:
    """Write down what has run out; exit 1 where a log does not prove."""
    done = go_round(desk.at)
    reactions = 0 if later or is_worker_here() else drain(desk.at)
    count_new(desk.at)
    for one in done.broken:
        note(one)
    if desk.json:
        emit(
            {
                "looked": done.looked,
                "lapsed": done.lapsed,
                "events": done.events,
                "reactions": reactions,
                "broken": done.broken,
            }
        )
    else:
        line(
            Text(
                f"查看 {done.looked:,} 件，{done.lapsed:,} 件有变化，记 {done.events:,} 行",
                f"{done.looked:,} looked at, {done.lapsed:,} changed, {done.events:,} lines",
            )
        )
    return FAILED if done.broken else 0


@command("work", ENTRIES["work"].text)
@option("--once", is_flag=True, text=_ONCE)
@at_the_desk
def work(desk: Desk, once: bool) -> None:
    """Reactions, deliveries, the clock and the daily anchor, until SIGTERM or Ctrl-C."""
    if once:
        done, tried = go_round(desk.at), drain(desk.at)
        if desk.json:
            emit(
                {
                    "looked": done.looked,
                    "lapsed": done.lapsed,
                    "events": done.events,
                    "reactions": tried,
                    "broken": done.broken,
                }
            )
        return
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with home.held(home.folder() / WORKER_LOCK, exclusive=False):
        serve(stop)
