"""An import that is broken off leaves whole batches and, run again, completes without duplicates."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError

from tests.faces.files.conftest import NOW, Take
from tests.stories import Office
from wenguo.faces.files import taking_in
from wenguo.models import Complaint
from wenguo.perform import perform_many
from wenguo.queries.verify import verify

FILE = "编号,内容\n" + "".join(f"{n},第 {n} 件投诉\n" for n in range(50))


def test_a_failure_in_the_second_batch_keeps_the_first_and_the_second_run_completes(
    take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = perform_many, 0

    def fails_once(begun: Any, by: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == 2:
            real(begun, by)
            raise OperationalError("disk I/O error")
        return real(begun, by)

    monkeypatch.setattr(taking_in, "perform_many", fails_once)
    with pytest.raises(OperationalError):
        take(FILE, batch=20)
    assert Complaint.objects.count() == 20
    assert verify().ok
    taken = take(FILE, batch=20)
    assert (taken.recorded, taken.duplicates) == (30, 20)
    assert Complaint.objects.count() == 50


def test_what_another_import_took_in_meanwhile_is_a_duplicate(take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    real, known = taking_in._Import._known, []

    def blind_once(self: Any, items: Any, becoming: Any) -> set[str]:
        known.append(1)
        return set() if len(known) == 1 else real(self, items, becoming)

    take("编号,内容\n1,一\n")
    monkeypatch.setattr(taking_in._Import, "_known", blind_once)
    taken = take("编号,内容\n1,一\n2,二\n")
    assert (taken.recorded, taken.duplicates) == (1, 1)


@pytest.mark.all
def test_a_killed_import_leaves_whole_batches_that_verify(tmp_path: Path) -> None:
    file = tmp_path / "大.csv"
    file.write_text("编号,内容\n" + "".join(f"{n},第 {n} 件投诉，路灯坏了一周没有人来修\n" for n in range(20_000)))
    environment = {**os.environ, "WENGUO_HOME": str(tmp_path / "home"), "WENGUO_DATABASE_URL": ""}
    command = [sys.executable, "-m", "wenguo", "import", str(file), "--json"]
    running = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
    assert running.stderr is not None
    for line in running.stderr:
        if "%" in line.decode():  # the first batch is in
            break
    time.sleep(0.5)
    running.send_signal(signal.SIGKILL)
    running.wait()

    def asks(*words: str) -> dict[str, Any]:
        done = subprocess.run(
            [sys.executable, "-m", "wenguo", *words], env=environment, check=True, capture_output=True
        )
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return found

    before = asks("counts", "--json")["total"]
    assert before in range(200, 20_000, 200)
    assert asks("verify", "--json")["ok"]
    again = asks(*command[3:])
    assert (again["recorded"], again["duplicates"], again["rejected"]) == (20_000 - before, before, 0)
    assert asks("verify", "--json")["ok"]


def test_the_time_of_the_import_is_an_argument(take: Take, office: Office) -> None:
    take("内容\n一\n")
    assert Complaint.objects.get().received_at == NOW
