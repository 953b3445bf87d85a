"""Training asked for at a screen: begun in a process of its own, whose progress anybody may read from a file.

`python -m wenguo.advising.training_now ACCOUNT|nightly`; only one runs at a time, by a lock that ends with its process.
"""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from django.conf import settings

from wenguo.advising import switches
from wenguo.advising.words import MODELS
from wenguo.text import Text
from wenguo.verbs import Refused

NIGHTLY = "nightly"
_PROGRESS, _LOCK = "training.json", "training.lock"


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one topic, in both languages."""

    topic: str
    records: int
    version: str | None
    better: bool
    zh: str
    en: str


class Progress(msgspec.Struct, kw_only=True):
    """How far it is: what was learned, and what is being learned."""

    begun_at: datetime
    topic: str = ""
    done: list[Done] = msgspec.field(default_factory=list)
    finished_at: datetime | None = None
    failed: bool = False


def begin(account: int, at: datetime) -> None:
    """Start it in the background. Refused where it is under way, or where advice is off altogether."""
    if settings.WENGUO_ADVICE == "off":
        raise Refused(Text("这台服务器没有启用建议。", "Advice is not switched on at this server."))
    if not switches.is_on("learn", None):
        raise Refused(
            Text("“由人工确认的记录学习”关着；先在“建议”里打开。", "Learning is off; switch it on under Advice first.")
        )
    if under_way():
        raise Refused(Text("训练正在进行。", "Training is under way."))
    _write(Progress(begun_at=at))
    env = {**os.environ, "WENGUO_HOME": str(settings.WENGUO_HOME), "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "wenguo.advising.training_now", str(account)]
    process = subprocess.Popen(  # noqa: S603 — our own program
        command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True
    )
    threading.Thread(target=process.wait, daemon=True).start()  # else it would stay as a zombie


def progress() -> Progress | None:
    """The last one, finished or not; None where there never was one."""
    try:
        found = msgspec.json.decode((_folder() / _PROGRESS).read_bytes(), type=Progress)
    except (OSError, msgspec.DecodeError):
        return None
    just_begun = (datetime.now(UTC) - found.begun_at).total_seconds() < 20  # its process may not hold the lock yet
    if found.finished_at is None and not just_begun and not under_way():
        found.failed = True
    return found


def under_way() -> bool:
    """Does one run?"""
    with _held() as mine:
        return not mine


def run(account: int, at: datetime) -> None:
    """Learn every topic and say so after each."""
    from wenguo.advising import training

    with _held() as mine:
        if not mine:
            return
        now = Progress(begun_at=at)
        for topic in training.TOPICS:
            now.topic = topic
            _write(now)
            for one in training.train(at, account, topics=[topic]):
                now.done.append(
                    Done(
                        topic=topic,
                        records=one.records,
                        version=one.version,
                        better=one.better,
                        zh=one.why.zh,
                        en=one.why.en,
                    )
                )
        now.topic, now.finished_at = "", datetime.now(UTC)
        _write(now)


def _folder() -> Path:
    return Path(settings.WENGUO_HOME) / MODELS


@contextmanager
def _held() -> Iterator[bool]:
    """Hold the lock where nobody else does; gives whether it is ours."""
    _folder().mkdir(parents=True, exist_ok=True)
    with (_folder() / _LOCK).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
        else:
            yield True


def _write(now: Progress) -> None:
    _folder().mkdir(parents=True, exist_ok=True)
    made = _folder() / f".{_PROGRESS}-{os.getpid()}"
    made.write_bytes(msgspec.json.encode(now))
    made.replace(_folder() / _PROGRESS)


def main() -> None:
    """Train for the account that is named, or as the nightly rule does, which the worker begins and no person."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wenguo.settings")
    import django

    django.setup()
    if sys.argv[1] == NIGHTLY:
        from wenguo.advising import training

        training.nightly(datetime.now(UTC))
    else:
        run(int(sys.argv[1]), datetime.now(UTC))


if __name__ == "__main__":
    main()
