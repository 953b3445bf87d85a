"""The one advice process: it alone keeps lexicons and models loaded, and answers the others over a socket.

`wenguo run` starts it as its third child; elsewhere `python -m wenguo.advising.process`. It knows no database. A
question has bounded size; who sends slowly is dropped; a question that takes longer than LONGEST ends the process,
whose parent starts it again: what asks works without an answer meanwhile.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import socket
import threading
import time
import traceback
from pathlib import Path
from typing import Any

import msgspec

from wenguo.advising import wire
from wenguo.advising.words import WORDS, Room

AT_ONCE = 4  # questions thought about at the same time; the others wait their turn
SLOWEST = 5.0  # seconds a client may take to send its question or to take its answer
LONGEST = 20.0  # seconds for one question

log = logging.getLogger(__name__)


class Process:
    """Listens, thinks, answers."""

    def __init__(self, home: Path, room: Room) -> None:
        self._home, self._room = home, room
        self._line = wire.listen(home)
        self._mine = (home / wire.NAME).stat().st_ino
        self._turns = threading.BoundedSemaphore(AT_ONCE)
        self._begun: dict[int, float] = {}
        self._stopping = threading.Event()

    def serve(self) -> None:
        """Answer until `stop`."""
        threading.Thread(target=self._watch, daemon=True).start()
        while not self._stopping.is_set():
            try:
                line, _ = self._line.accept()
            except OSError:  # closed by `stop`
                break
            threading.Thread(target=self._answer, args=(line,), daemon=True).start()

    def stop(self) -> None:
        """End: whoever asks now finds nobody."""
        self._stopping.set()
        wire.unlisten(self._home, self._mine)
        with contextlib.suppress(OSError):
            self._line.shutdown(socket.SHUT_RDWR)  # wakes `accept`
        self._line.close()

    def _answer(self, line: socket.socket) -> None:
        with line:
            line.settimeout(SLOWEST)
            try:
                asked = wire.receive(line)
                wire.send(line, self._thought(asked))
            except (OSError, ValueError, msgspec.DecodeError, UnicodeError):
                return  # broken off, too large or no JSON: there is nobody to tell

    def _thought(self, asked: Any) -> dict[str, Any]:
        word = asked.get("word") if isinstance(asked, dict) else None
        if word == wire.PING:  # waits for no turn: it tells that the process lives
            return {"answer": True}
        if word not in WORDS or not isinstance(asked.get("given"), dict):
            return {"failed": "unknown word"}
        with self._turns:
            me = threading.get_ident()
            self._begun[me] = time.monotonic()
            try:
                return {"answer": WORDS[word](self._room, asked["given"])}
            except Exception as error:  # noqa: BLE001 — one text that fails must not end the process
                # where it failed and never its message, which may hold somebody's words
                failed, where = type(error).__name__, "".join(traceback.format_tb(error.__traceback__))
            finally:
                del self._begun[me]
        # told when the exception is over: a log that cannot be written tells of the exception it was written in
        log.error("%s failed: %s\n%s", word, failed, where)
        return {"failed": failed}

    def _watch(self) -> None:
        """A thread cannot be stopped from outside, so what thinks too long takes the process with it."""
        while not self._stopping.wait(1.0):
            oldest = min(self._begun.copy().values(), default=None)
            if oldest is not None and time.monotonic() - oldest > LONGEST:
                log.critical("one question took longer than %s s; ending", LONGEST)
                os._exit(70)


def warm(room: Room) -> None:
    """Load before the first question what the first question would load."""
    empty = {"text": "不满意", "reply": "您好", "about": {}, "language": "zh"}
    for word in ("advise", "check_reply"):
        WORDS[word](room, empty)


def main() -> None:
    """Serve the home of the settings until SIGTERM or Ctrl-C."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wenguo.settings")
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")  # idle threads of the arithmetic keep memory and help no short text
    logging.basicConfig(level=logging.WARNING)
    room = Room.of_settings()
    turn = wire.await_turn(room.home)  # where two servers share a home the second waits till the first has gone
    process = Process(room.home, room)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: process.stop())
    try:
        warm(room)
    except Exception:  # what needs no adviser is answered all the same, and the next question tries again
        log.exception("the adviser cannot be loaded")
    process.serve()
    turn.close()


if __name__ == "__main__":
    main()
