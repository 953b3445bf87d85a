"""Once a night, where people have taught enough since: it is learned in a process of its own, whose memory ends with it."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from wenguo.advising import lexicons, switches, versions
from wenguo.advising.training_now import NIGHTLY
from wenguo.models import Setting, Taught

NIGHT = (2, 5)  # local hours in which it may begin
EVERY = timedelta(hours=20)
ENOUGH = 50  # lessons since the last time
LONGEST = 3600.0  # seconds
_LAST = "last_training"

log = logging.getLogger(__name__)


def learn_if_due(at: datetime, stop: threading.Event) -> bool:
    """Draw the files of the advice process anew where they are not so, and train where that is due; False."""
    if settings.WENGUO_ADVICE != "off":
        lexicons.draw()
        versions.draw()
        if is_due(at) and _claim(at):
            _train(stop)
    return False


def is_due(at: datetime) -> bool:
    """Is it night, is learning on, and is there enough new to learn from?"""
    local = at.astimezone(ZoneInfo(settings.TIME_ZONE))
    if not NIGHT[0] <= local.hour < NIGHT[1] or not switches.is_on("learn", None):
        return False
    last = Setting.objects.filter(name=_LAST).values_list("changed_at", flat=True).first()
    if last is not None and at - last < EVERY:
        return False
    since = Taught.objects.exclude(said="")
    return (since.filter(said_at__gt=last) if last is not None else since).count() >= ENOUGH


def _claim(at: datetime) -> bool:
    """Take the night's training, so that no other worker begins it too."""
    with transaction.atomic():
        Setting.objects.get_or_create(name=_LAST, defaults={"value": True, "changed_at": at - 2 * EVERY})
        due = Setting.objects.filter(name=_LAST, changed_at__lt=at - EVERY)
        return bool(due.update(changed_at=at))


def _train(stop: threading.Event) -> None:
    env = {**os.environ, "WENGUO_HOME": str(settings.WENGUO_HOME), "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "wenguo.advising.training_now", NIGHTLY]
    process = subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)  # noqa: S603 — our own program
    waited = 0.0
    while process.poll() is None and not stop.wait(1.0) and waited < LONGEST:
        waited += 1.0
    if process.poll() is None:
        process.terminate()
        process.wait()
    if process.returncode:
        log.error("training ended with %s", process.returncode)
