"""A parent of processes: starts them, starts a crashed one again after a growing pause, stops them all together."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from http.client import HTTPConnection, HTTPException

from wenguo.faces.cli.output import note
from wenguo.text import Text

PATIENCE = 10.0  # seconds between SIGTERM and SIGKILL
STEADY = 60.0  # whoever ran so long is started again at once
LONGEST_PAUSE = 30.0
_STOPS = (signal.SIGTERM, signal.SIGINT, *((signal.SIGHUP,) if hasattr(signal, "SIGHUP") else ()))


class Pulse:
    """Whether a process that runs still answers: one that hangs (or was stopped) does not end, and would never be noticed."""

    def __init__(self, answers: Callable[[], bool], every: float = 10.0, most: int = 3) -> None:
        """`answers` asks once and waits a bounded time; `most` times in a row without an answer is lost."""
        self._answers, self._every, self._most = answers, every, most
        self._missed = 0
        self._ended = threading.Event()

    def begin(self) -> None:
        """Ask again and again from now on, beside everything else."""
        self._ended.set()
        self._ended, self._missed = threading.Event(), 0
        threading.Thread(target=self._ask, args=(self._ended,), daemon=True).start()

    def end(self) -> None:
        """Ask no more."""
        self._ended.set()

    @property
    def is_lost(self) -> bool:
        """Was there no answer too often?"""
        return self._missed >= self._most

    def _ask(self, ended: threading.Event) -> None:
        while not ended.wait(self._every):
            answered = self._answers()
            if not ended.is_set():
                self._missed = 0 if answered else self._missed + 1


class Child:
    """One process of the tree."""

    def __init__(
        self, name: str, arguments: Sequence[str], env: dict[str, str], pulse: Pulse | None = None, *, after: int = 0
    ) -> None:
        """`after`: how far it stands back where the processor is short (nice, 0 to 19)."""
        self.name = name
        self._after = after
        self._pulse = pulse
        self._arguments, self._env = list(arguments), env
        self._process: subprocess.Popen[bytes] | None = None
        self._began = 0.0
        self._crashes = 0
        self._again_at = 0.0

    def start(self) -> None:
        """Start it in a session of its own: Ctrl-C reaches the parent alone, who stops all in order."""
        self._began = time.monotonic()
        self._process = subprocess.Popen(  # noqa: S603 — our own programs
            self._arguments, env=self._env, stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=_die_with_parent()  # noqa: PLW1509 — one thread by then, and Linux alone
        )  # fmt: skip
        if self._after:
            with contextlib.suppress(OSError):  # it may have ended already: `look` tells
                os.setpriority(os.PRIO_PROCESS, self._process.pid, self._after)
        if self._pulse is not None:
            self._pulse.begin()

    def look(self) -> None:
        """Start it again where it has ended and its pause is over."""
        if self._process is None:
            if time.monotonic() >= self._again_at:
                self.start()
            return
        code = self._process.poll()
        if code is None:
            if self._pulse is None or not self._pulse.is_lost:
                return
            hung = Text(
                f"{self.name} 不再应答，结束后重新启动。",
                f"{self.name} answers no more; it is ended and started again.",
            )
            note(hung)
            self.end(signal.SIGKILL)  # one that was stopped hears nothing else
            self.wait(PATIENCE)
            code = -signal.SIGKILL
        if self._pulse is not None:
            self._pulse.end()
        self.end(signal.SIGKILL)  # what it left of its own children
        self._process = None
        steady = time.monotonic() - self._began > STEADY
        self._crashes = 0 if steady else self._crashes + 1
        pause = 0.0 if steady else min(2.0 ** (self._crashes - 1), LONGEST_PAUSE)
        self._again_at = time.monotonic() + pause
        note(
            Text(
                f"{self.name} 意外结束（{code}），{pause:.0f} 秒后重新启动。",
                f"{self.name} ended ({code}); it is started again in {pause:.0f} s.",
            )
        )

    def end(self, number: int) -> None:
        """Signal it and everything it started."""
        if self._process is None:
            return
        try:
            if number == signal.SIGKILL:
                os.killpg(self._process.pid, number)
            else:
                self._process.send_signal(number)
        except (ProcessLookupError, PermissionError):
            pass

    def wait(self, seconds: float) -> bool:
        """Has it ended within so many seconds?"""
        if self._process is None:
            return True
        try:
            self._process.wait(max(seconds, 0.0))
        except subprocess.TimeoutExpired:
            return False
        return True


class Supervisor:
    """Keeps children running until it is told to stop."""

    def __init__(self, children: Sequence[Child]) -> None:
        self._children = children
        self.stopping = threading.Event()

    def run(self) -> int:
        """Start all, look after them, stop all; 0."""
        for number in _STOPS:
            signal.signal(number, lambda *_: self.stopping.set())
        try:
            for child in self._children:
                child.start()
            while not self.stopping.wait(0.5):
                for child in self._children:
                    child.look()
        finally:
            self.stop()
        return 0

    def stop(self) -> None:
        """Ask all to end; after a while make them."""
        self.stopping.set()
        for child in self._children:
            child.end(signal.SIGTERM)
        until = time.monotonic() + PATIENCE
        for child in self._children:
            child.wait(until - time.monotonic())
            child.end(signal.SIGKILL)
            child.wait(PATIENCE)


def _die_with_parent() -> Callable[[], None] | None:
    """On Linux: have the kernel stop a child whose parent was killed, so that no orphan holds the port."""
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None).prctl

    def ask() -> None:
        prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG

    return ask


def is_taken(host: str, port: int) -> bool:
    """Does somebody else listen there?"""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def answers(host: str, port: int) -> bool:
    """Does a web server answer there?"""
    connection = HTTPConnection({"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host), port, timeout=1)  # noqa: S104
    try:
        connection.request("GET", "/healthz")
        connection.getresponse().read()
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
    return True
