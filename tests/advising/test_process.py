"""The advice process answers whoever may open its socket, in bounded size and time, and dies of no question."""

import os
import signal
import socket
import stat
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.advising.conftest import MadeUp, proposed
from wenguo.advising import asking, wire
from wenguo.advising.process import Process
from wenguo.advising.words import Room
from wenguo.faces.cli.supervising import Child, Pulse, Supervisor

MESSAGE = {"text": "空调有异响", "subject": "", "received_at": None, "language": "zh-hans"}


@pytest.fixture
def home(adviser: MadeUp, tmp_path: Path) -> Iterator[Path]:
    """A home whose advice process runs."""
    process = Process(tmp_path, Room(tmp_path, b"key"))
    thread = threading.Thread(target=process.serve)
    thread.start()
    yield tmp_path
    process.stop()
    thread.join(5)
    assert not thread.is_alive()


def test_what_is_asked_is_answered_again_and_again(home: Path, adviser: MadeUp) -> None:
    adviser.proposes = [proposed("cause", "RS0705")]
    for _ in range(20):
        found = wire.ask(home, "advise", MESSAGE, 5)
        assert [one["label"] for one in found["suggestions"]] == ["RS0705"]


def test_many_ask_at_once_and_all_are_answered(home: Path, adviser: MadeUp) -> None:
    answers: list[Any] = []
    threads = [
        threading.Thread(target=lambda: answers.append(wire.ask(home, "advise", MESSAGE, 10))) for _ in range(30)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(answers) == 30


def test_its_owner_alone_may_open_the_socket(home: Path) -> None:
    assert stat.S_IMODE((home / wire.NAME).stat().st_mode) == 0o600


def test_a_question_that_fails_is_told_without_anybodys_words_and_the_next_is_answered(
    home: Path, adviser: MadeUp, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    adviser.fails = ValueError("张三 13800001111")
    with pytest.raises(wire.Failed) as failed:
        wire.ask(home, "advise", MESSAGE, 5)
    assert str(failed.value) == "ValueError"
    assert "13800001111" not in caplog.text + capfd.readouterr().err
    adviser.fails = None
    assert wire.ask(home, "advise", MESSAGE, 5)["suggestions"] == []


@pytest.mark.parametrize("given", [{"word": "rm", "given": {}}, {"word": "advise"}, [], "advise", None, 3])
def test_what_is_no_question_is_refused(home: Path, given: Any) -> None:
    with wire._address(home) as address, socket.socket(socket.AF_UNIX) as line:
        line.settimeout(5)
        line.connect(address)
        wire.send(line, given)
        assert wire.receive(line) == {"failed": "unknown word"}


@pytest.mark.parametrize(
    "raw", [b"", b"\x00", b"\xff\xff\xff\xff", b'\x00\x00\x00\x05{"wo', b"\x00\x00\x00\x03\xff\xfe{"]
)
def test_bytes_that_are_no_question_end_nothing_but_their_line(home: Path, raw: bytes) -> None:
    with wire._address(home) as address, socket.socket(socket.AF_UNIX) as line:
        line.settimeout(5)
        line.connect(address)
        line.sendall(raw)
        line.shutdown(socket.SHUT_WR)
        assert line.recv(10) == b""
    assert wire.ask(home, "advise", MESSAGE, 5)["suggestions"] == []


def test_a_question_of_more_than_the_bound_is_not_sent(home: Path) -> None:
    with pytest.raises(wire.Failed):
        wire.ask(home, "advise", {**MESSAGE, "text": "x" * (wire.MOST_BYTES + 1)}, 5)


def test_a_home_that_lies_deep_has_its_process_too(adviser: MadeUp, tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 60) / ("e" * 60)
    process = Process(deep, Room(deep, b"key"))
    thread = threading.Thread(target=process.serve)
    thread.start()
    try:
        assert wire.ask(deep, "advise", MESSAGE, 5)["suggestions"] == []
    finally:
        process.stop()
        thread.join(5)


def test_of_two_processes_of_one_home_the_second_waits_and_takes_nothing_from_the_first(
    home: Path, adviser: MadeUp
) -> None:
    begun = threading.Event()

    def second() -> None:
        with wire.await_turn(home):
            begun.set()

    first = wire.await_turn(home)
    waiting = threading.Thread(target=second, daemon=True)
    waiting.start()
    assert not begun.wait(0.2)
    wire.unlisten(home, inode=0)  # a socket that is another's
    adviser.proposes = [proposed("kind", "consultation")]
    assert wire.ask(home, "advise", MESSAGE, 5)["suggestions"]
    first.close()
    assert begun.wait(5)
    assert stat.S_IMODE((home / wire.TURN).stat().st_mode) == 0o600


def test_where_nobody_listens_that_is_said(tmp_path: Path) -> None:
    with pytest.raises(wire.Nobody):
        wire.ask(tmp_path, "advise", MESSAGE, 1)
    wire.listen(tmp_path).close()  # a socket left by a process that was killed
    with pytest.raises(wire.Nobody):
        wire.ask(tmp_path, "advise", MESSAGE, 1)


def test_others_are_asked_anew_as_soon_as_the_models_are_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[int] = []
    monkeypatch.setattr(Room, "_load", lambda _: loaded.append(1) or MadeUp())
    monkeypatch.setattr("wenguo.advising.words._LOOKED_EVERY", 0.0)
    room = Room(tmp_path, b"key")
    first = room.adviser()
    assert room.adviser() is first
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "in-force.json").write_text('{"cause": "1"}')
    assert room.adviser() is not first
    assert len(loaded) == 2


@pytest.mark.django_db
def test_whoever_asks_in_vain_again_and_again_does_not_wait(
    settings: Any, adviser: MadeUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[int] = []

    def fails(*_: Any) -> None:
        tried.append(1)
        raise wire.Failed

    monkeypatch.setattr(wire, "ask", fails)
    for _ in range(10):
        assert asking.asked("advise", {}) is None
    assert len(tried) == 3


@pytest.mark.django_db
def test_a_text_that_fails_hinders_no_other(home: Path, adviser: MadeUp) -> None:
    adviser.fails = ValueError()
    for _ in range(10):
        assert asking.asked("advise", MESSAGE) is None
        assert asking.asked("no such word", {}) is None
    adviser.fails = None
    assert asking.asked("advise", MESSAGE) is not None


_ASKS = """
import sys
from datetime import UTC, datetime
import django
django.setup()
import wenguo.wsgi, wenguo.urls, wenguo.reactions.loop, wenguo.faces.mcp.serve
from wenguo.advising import asking
from django.urls import resolve
resolve("/api/v1/advice")
found = asking.asked("advise", {"text": "x", "received_at": None, "language": "en"}, 10)
heavy = sorted({"numpy", "sklearn", "scipy", "rjieba", "opencc"} & set(sys.modules))
print(found is not None, heavy)
"""


def test_a_server_process_never_loads_what_advice_is_made_of(home: Path) -> None:
    own = {"DJANGO_SETTINGS_MODULE": "wenguo.settings", "WENGUO_HOME": str(home), "WENGUO_ADVICE": "process"}
    env = {**os.environ, **own}
    done = subprocess.run([sys.executable, "-c", _ASKS], env=env, capture_output=True, text=True, check=False)
    assert done.stdout == "True []\n", done.stderr


def test_a_process_that_was_stopped_is_noticed_and_started_again(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from wenguo.advising.process import Process; from wenguo.advising.words import Room;"
        "home = Path(sys.argv[1]); Process(home, Room(home, b'key')).serve()"
    )

    def answers() -> bool:
        try:
            return wire.ask(tmp_path, wire.PING, {}, 0.1) is True
        except wire.Nobody:
            return True  # it is only starting
        except wire.Failed:
            return False

    child = Child("advice", [sys.executable, "-c", script, str(tmp_path)], dict(os.environ), Pulse(answers, 0.02, 2))
    supervisor = Supervisor([child])
    child.start()
    try:
        first = until(lambda: _pid(tmp_path))
        os.kill(child._process.pid, signal.SIGSTOP)  # type: ignore[union-attr]
        until(lambda: child.look() or child._process is None)  # type: ignore[func-returns-value]
        child._again_at = 0.0  # its pause is not waited for
        child.look()
        assert until(lambda: _pid(tmp_path)) != first
    finally:
        supervisor.stop()


def _pid(home: Path) -> int | None:
    """The process that answers here, seen from the other end of the line."""
    with wire._address(home) as address, socket.socket(socket.AF_UNIX) as line:
        line.settimeout(1)
        try:
            line.connect(address)
            wire.send(line, {"word": wire.PING, "given": {}})
            assert wire.receive(line) == {"answer": True}
        except OSError:
            return None
        return int(struct.unpack("3i", line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))[0])


def until(found: Callable[[], Any]) -> Any:
    """What is found within ten seconds, looked for again and again."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        if value := found():
            return value
        time.sleep(0.01)
    raise AssertionError("it never came")
