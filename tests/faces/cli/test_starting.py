"""Real processes on homes of their own: the first start, two at once, a home that cannot be written, the server."""

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from wenguo.faces.cli.supervising import Child, Supervisor, answers, is_taken

PROGRAM = [sys.executable, "-m", "wenguo"]


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("WENGUO_", "DJANGO_"))}
    return {**kept, "WENGUO_HOME": str(home), "WENGUO_LANGUAGE": "en", **more}


def started(home: Path, *arguments: str, **more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*PROGRAM, *arguments], env=environment(home, **more), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def ran(home: Path, *arguments: str, **more: str) -> tuple[int, str, str]:
    process = started(home, *arguments, **more)
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with one complaint, made once; tests that do not ask how a home begins work in a copy."""
    home = tmp_path_factory.mktemp("first")
    assert ran(home, "record", "--words", "x")[0] == 0
    return home


@pytest.fixture
def home(first: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(first, tmp_path / "home"))


def test_a_first_start_in_a_folder_with_spaces_and_chinese(tmp_path: Path) -> None:
    home = tmp_path / "my data 投诉"
    code, out, err = ran(home, "record", "--words", "灯不亮", "--json")
    assert code == 0, err
    assert (home / "wenguo.sqlite3").is_file()
    assert json.loads(out.splitlines()[-1])["owner"] == "local"
    code, out, _ = ran(home, "counts", "--json", "--as", "nobody")
    assert (code, json.loads(out)["field"]) == (3, "as")


def test_a_query_starts_without_what_it_does_not_need(home: Path) -> None:
    script = (
        "import sys; from wenguo.faces.cli.main import run; code = run(['counts', '--json']); "
        "print(*sorted({'pyarrow', 'openpyxl', 'mcp', 'ninja', 'rich', 'granian', 'holidays', 'sklearn', 'wenguo.verbs'} & sys.modules.keys())); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment(home), capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[1:] == [""]


def test_two_first_starts_at_once_make_one_home(tmp_path: Path) -> None:
    both = [started(tmp_path / "home", "record", "--words", f"第{n}件", "--json") for n in range(3)]
    said = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0, 0], said
    numbers = {json.loads(out.splitlines()[-1])["number"] for out, _ in said}
    assert len(numbers) == 3
    with sqlite3.connect(tmp_path / "home" / "wenguo.sqlite3") as database:
        assert database.execute("SELECT count(*) FROM wenguo_unit").fetchone() == (1,)
        assert database.execute("SELECT count(*) FROM wenguo_account").fetchone() == (1,)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs a system with files for folders")
def test_a_home_that_cannot_be_made_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    code, out, err = ran(tmp_path / "file" / "home", "counts", WENGUO_SECRET_KEY="x")
    assert (code, out) == (1, "")
    assert "cannot be written" in err
    assert "Traceback" not in err


def test_a_database_that_does_not_answer_is_said_in_words(tmp_path: Path) -> None:
    code, _, err = ran(tmp_path, "counts", WENGUO_DATABASE_URL="postgres://nobody:secret@127.0.0.1:1/none")
    assert code == 1
    assert "PostgreSQL" in err
    assert "secret" not in err
    assert "Traceback" not in err


def test_a_newer_database_is_left_alone(home: Path) -> None:
    with sqlite3.connect(home / "wenguo.sqlite3") as database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('wenguo', '9999_later', '2030-01-01')"
        )
    code, _, err = ran(home, "counts")
    assert code == 1
    assert "newer Wenguo" in err


def test_a_backup_comes_back_proved(home: Path, tmp_path: Path) -> None:
    assert ran(home, "backup", str(tmp_path / "b.tar"))[0] == 0
    code, out, err = ran(tmp_path / "two", "restore", str(tmp_path / "b.tar"), "--json")
    assert code == 0, err
    assert json.loads(out)["complaints"] == 1
    again = ran(tmp_path / "two", "restore", str(tmp_path / "b.tar"))
    assert again[0] == 1
    assert "not empty" in again[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_taken_port_is_said_with_the_name_of_its_setting(home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert is_taken("127.0.0.1", port)
        code, _, err = ran(home, "run", PORT=str(port))
    assert code == 1
    assert f"PORT={port + 1}" in err


@pytest.mark.all
def test_run_serves_and_stops_clean_on_ctrl_c(home: Path) -> None:
    port = free_port()
    process = started(home, "run", PORT=str(port), WENGUO_WORKERS="1")
    try:
        until = time.monotonic() + 60
        while not answers("127.0.0.1", port):
            assert process.poll() is None, process.communicate()
            assert time.monotonic() < until, "the server did not answer"
            time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=30)
    finally:
        process.kill()
    assert process.returncode == 0
    assert f"http://127.0.0.1:{port}" in out
    assert not is_taken("127.0.0.1", port)


@pytest.mark.all
def test_a_crashed_child_is_started_again(tmp_path: Path) -> None:
    script = f"open({str(tmp_path / 'starts')!r}, 'a').write('x'); raise SystemExit(1)"
    child = Child("crashing", [sys.executable, "-c", script], dict(os.environ))
    supervisor = Supervisor([child])
    child.start()
    until = time.monotonic() + 30
    while (
        time.monotonic() < until and (tmp_path / "starts").read_text() != "xx"
        if (tmp_path / "starts").exists()
        else True
    ):
        child.look()
        time.sleep(0.05)
    supervisor.stop()
    assert (tmp_path / "starts").read_text() == "xx"
