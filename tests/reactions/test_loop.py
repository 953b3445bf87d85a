"""The worker and clock process does its rounds, survives an error in one, and ends when it is told to."""

import signal
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from tests.reactions.test_ticking import _url
from tests.stories import T0, Story, founded
from wenguo.models import Alarm
from wenguo.reactions import loop

SERVE = """
import django; django.setup()
import signal, sys, threading
from datetime import datetime
from wenguo.reactions import loop
stop = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: stop.set())
at = datetime.fromisoformat(sys.argv[1])
loop.EVERY_REACTION = loop.EVERY_TICK = 0.05
print("serving", flush=True)
loop.serve(stop, lambda: at)
print("ended", flush=True)
"""


@pytest.mark.all
def test_it_ticks_reacts_and_ends_cleanly_on_sigterm(committing: Path | None) -> None:
    import os
    import time

    story = Story(founded()).recorded().promised(hours=2)
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "wenguo.settings", "WENGUO_DATABASE_URL": _url(committing)}
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, (T0 + timedelta(days=100)).isoformat()],
        env=environment,
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        until = time.monotonic() + 30
        while not Alarm.objects.filter(kind="PromiseBroken").exists() and time.monotonic() < until:
            threading.Event().wait(0.05)
        assert set(Alarm.objects.filter(kind="PromiseBroken").values_list("account__username", flat=True)) == {
            "ann",
            "bob",
        }
    finally:
        process.send_signal(signal.SIGTERM)
        told, _ = process.communicate(timeout=30)
    assert process.returncode == 0
    assert told.split() == ["serving", "ended"]
    assert story.happened.count("PromiseBroken") == 1


def test_an_error_does_not_end_a_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    stop = threading.Event()
    rounds: list[int] = []

    def work() -> bool:
        rounds.append(1)
        if len(rounds) == 3:
            stop.set()
        raise RuntimeError

    monkeypatch.setattr(connection, "close", lambda: None)
    monkeypatch.setattr(loop, "close_old_connections", lambda: None)
    loop._repeat(stop, 0.001, work, "test")
    assert len(rounds) == 3


def test_a_loop_that_found_much_goes_on_without_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    class Impatient(threading.Event):
        """Nobody may wait on it but once, at the end."""

        waits = 0

        def wait(self, timeout: float | None = None) -> bool:
            self.waits += 1
            self.set()
            return True

    stop = Impatient()
    found = iter([True, True, True, False])
    monkeypatch.setattr(connection, "close", lambda: None)
    monkeypatch.setattr(loop, "close_old_connections", lambda: None)
    loop._repeat(stop, 60, lambda: next(found), "test")
    assert stop.waits == 1
    assert next(found, None) is None
