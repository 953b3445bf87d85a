"""Processes are killed with SIGKILL at work: what is left proves, nothing is half, and doing it again completes it."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.hard.conftest import ROOT, Home
from wenguo.faces.files.taking_in import FIRST_BATCH

pytestmark = pytest.mark.all


def test_an_import_killed_again_and_again_completes_without_duplicates(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    rows = 7_000
    path.write_text(
        "编号,内容\n" + "".join(f"{n},第 {n} 位住户反映电梯又停了\n" for n in range(rows)), encoding="utf-8"
    )
    dice = random.Random(7)
    for _ in range(3):
        running = home.start("-m", "wenguo", "import", str(path), "--json")
        time.sleep(1.0 + dice.random())  # the moment of the kill is the point
        running.send_signal(signal.SIGKILL)
        running.wait()
        assert home.wenguo("counts")["total"] % FIRST_BATCH == 0, "a batch is there whole or not at all"
        home.proves()
    told = home.wenguo("import", str(path))
    assert told["recorded"] + told["duplicates"] == rows
    assert home.wenguo("counts")["total"] == rows
    home.proves()


def test_writers_killed_in_the_middle_leave_whole_acts_only(home: Home) -> None:
    numbers = home.recorded(5)
    for turn in range(3):
        writers = [home.start("-m", "tests.hard.writer", f"k{turn}{n}", "5000", *numbers) for n in range(3)]
        told = [writer.stdout.readline() for writer in writers if writer.stdout is not None]
        assert all(told), "every writer had begun"
        time.sleep(0.5)
        for writer in writers:
            writer.send_signal(signal.SIGKILL)
        acts = []
        for writer in writers:
            out, _ = writer.communicate()
            acts += [line for line in out.splitlines() if len(line.split()) == 2]
        home.proves()
        lengths = home.lengths()
        assert acts
        assert all(int(position) <= lengths[number] for number, position in map(str.split, acts)), "told, so kept"


def test_no_reaction_is_lost_when_the_worker_is_killed(home: Home) -> None:
    subprocess.run([sys.executable, "-c", _CHASED], env=home.env, cwd=ROOT, check=True)
    worker = home.start("-m", "wenguo", "work")
    time.sleep(1.5)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    drained = subprocess.run(
        [sys.executable, "-c", _DRAIN], env=home.env, cwd=ROOT, capture_output=True, text=True, check=True
    )
    told = json.loads(drained.stdout.strip().splitlines()[-1])
    assert told["waiting"] == 0
    assert told["dead"] == 0
    assert told["done"] >= 400
    home.proves()


_CHASED = """
from datetime import UTC, datetime
import django
django.setup()
from wenguo.models import Account
from wenguo.perform import COMPLAINANT, By, perform
from wenguo.verbs import Chase, Record, Words
by = By(account=Account.objects.get(username="local").pk)
number = perform(Record(words=Words("空调不制冷")), None, by, datetime.now(UTC)).number
for _ in range(400):
    perform(Chase(), number, COMPLAINANT, datetime.now(UTC))
"""
_DRAIN = """
import json
from datetime import UTC, datetime, timedelta
import django
django.setup()
from wenguo.models import Reaction
from wenguo.reactions.work import drain
until = datetime.now(UTC) + timedelta(days=2)
drain(until)
states = list(Reaction.objects.filter(not_before__lte=until).values_list("state", flat=True))
print(json.dumps({"waiting": states.count("waiting"), "dead": states.count("dead"), "done": states.count("done")}))
"""
