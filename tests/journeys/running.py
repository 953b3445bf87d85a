"""The product running as a newcomer runs it, and a browser to look at it with."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def holds(page: Any, true: str, within_ms: int = 10_000) -> bool:
    """Does something come true that scripts do? Asked from outside, for a page's policy forbids eval within it."""
    for _ in range(within_ms // 50):
        if page.evaluate(true):
            return True
        page.wait_for_timeout(50)
    return bool(page.evaluate(true))


def until(page: Any, true: str) -> None:
    """Wait for it, and fail where it does not come."""
    assert holds(page, true), true


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


GATHERS = "import django; django.setup(); from wenguo.pages.assets import gather; gather()"


def with_demo(home: Path, shared: Path) -> None:
    """Put the demonstration organisation into a home: made once for all processes of a test run, then copied."""
    shutil.copytree(_made(shared), home, dirs_exist_ok=True)


def with_static(home: Path, shared: Path) -> None:
    """Put the gathered static files into a home, so that its server need not gather them again."""
    shutil.copytree(_made(shared) / "static", home / "static", dirs_exist_ok=True)


def _made(shared: Path) -> Path:
    made = shared / "demonstration"
    with (shared / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (made / "done").exists():
            shutil.rmtree(made, ignore_errors=True)
            env = {**os.environ, "WENGUO_HOME": str(made), "WENGUO_DATABASE_URL": "", "WENGUO_LANGUAGE": "zh-hans"}
            env["DJANGO_SETTINGS_MODULE"] = "wenguo.settings"
            for what in (["-m", "wenguo", "demo"], ["-c", GATHERS]):
                subprocess.run([sys.executable, *what], cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
            (made / "done").touch()
    return made


@contextmanager
def running(home: Path, *args: str) -> Iterator[str]:
    """`wenguo run` in a home of its own; gives its address once it answers, and stops all of it after."""
    port = free_port()
    env = {
        **os.environ,
        "WENGUO_HOME": str(home),
        "PORT": str(port),
        "WENGUO_DATABASE_URL": "",
        "WENGUO_LANGUAGE": "zh-hans",
        "WENGUO_ADVICE": "auto",
    }
    log = (home / "server.log").open("w")
    server = subprocess.Popen(
        [sys.executable, "-m", "wenguo", "run", *args],
        cwd=ROOT,
        env=env,
        stdout=log,
        stderr=log,
        start_new_session=True,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, server, home)
        yield address
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            raise
        log.close()


def _wait(address: str, server: subprocess.Popen[bytes], home: Path) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=5) as answer:  # loopback only
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError((home / "server.log").read_text())


@contextmanager
def browser() -> Iterator[Any]:
    """The system's Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        opened = player.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


# where somebody is signed in already: a password is dear by design, and test_signin.py looks at its pages
_cookies: dict[tuple[str, str], list[Any]] = {}


def at_the_desk(page: Any, address: str, name: str, password: str) -> None:
    """Be signed in, at the desk: as one was before in this run, or anew."""
    page.context.add_cookies(_cookies.get((address, name), []))
    if (address, name) in _cookies:
        page.goto(f"{address}/desk/")
        if page.url == f"{address}/desk/":  # nobody signed this session out
            return
    sign_in(page, address, name, password)
    ours = {"sessionid", "csrftoken"}
    _cookies[address, name] = [one for one in page.context.cookies() if one["name"] in ours]


def sign_in(page: Any, address: str, name: str, password: str) -> None:
    """Sign in as a person does."""
    page.goto(f"{address}/desk/")
    page.get_by_label("账号").or_(page.get_by_label("Account name")).fill(name)
    page.get_by_label("密码").or_(page.get_by_label("Password")).fill(password)
    page.locator("main button").click()
    page.wait_for_url("**/desk/")
