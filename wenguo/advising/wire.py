"""How the advice process is spoken to: a Unix socket in WENGUO_HOME that its owner alone may open, JSON after its length.

Here is nothing but bytes: whoever asks loads neither numpy nor the models.
"""

from __future__ import annotations

import fcntl
import os
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import msgspec

NAME = "advice.sock"
PING = "ping"  # answered at once, whatever else is thought about
TURN = "advice.lock"  # held by the one process that answers for a home
MOST_BYTES = 8_000_000  # of one question or one answer
_LONGEST_PATH = 100  # bytes; the kernel takes 107, other systems 103
_LENGTH = struct.Struct(">I")


class Nobody(Exception):
    """No process listens there."""


class Failed(Exception):
    """The process was asked and did not answer well."""


class Declined(Failed):
    """The process answered, and said that it cannot."""


def ask(home: Path, word: str, given: dict[str, Any], seconds: float) -> Any:
    """The process's answer. Raises Nobody, Failed where it took longer than `seconds`, Declined where it could not."""
    with _address(home) as address, socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(seconds)
        try:
            line.connect(address)
        except (FileNotFoundError, ConnectionRefusedError) as error:
            raise Nobody from error
        except OSError as error:
            raise Failed(str(error)) from error
        try:
            send(line, {"word": word, "given": given})
            answer = receive(line)
        except (OSError, ValueError, msgspec.DecodeError) as error:
            raise Failed(str(error)) from error
    if not isinstance(answer, dict) or "answer" not in answer:
        raise Declined(str(answer.get("failed")) if isinstance(answer, dict) else "no answer")
    return answer["answer"]


def listen(home: Path) -> socket.socket:
    """A listening socket in the home, readable and writable by its owner alone; one left by a dead process is replaced."""
    home.mkdir(parents=True, exist_ok=True)
    (home / NAME).unlink(missing_ok=True)
    found = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o177)
    try:
        with _address(home) as address:
            found.bind(address)
    finally:
        os.umask(before)
    found.listen(64)
    return found


def unlisten(home: Path, inode: int) -> None:
    """Take the socket away, where it is still the one with this number and not another process's."""
    with suppress(FileNotFoundError):
        if (home / NAME).stat().st_ino == inode:
            (home / NAME).unlink()


def await_turn(home: Path) -> IO[bytes]:
    """Wait until no other process answers for this home; the turn ends with the file, or with the process."""
    home.mkdir(parents=True, exist_ok=True)
    file = os.fdopen(os.open(home / TURN, os.O_WRONLY | os.O_CREAT, 0o600), "wb")  # else anybody here could hold it
    fcntl.flock(file, fcntl.LOCK_EX)
    return file


def send(line: socket.socket, value: Any) -> None:
    """One value, its length before it. ValueError where it is too large."""
    body = msgspec.json.encode(value)
    if len(body) > MOST_BYTES:
        raise ValueError(f"{len(body)} bytes are more than {MOST_BYTES}")
    line.sendall(_LENGTH.pack(len(body)) + body)


def receive(line: socket.socket) -> Any:
    """One value as it was sent. ValueError where it is too large or broken off."""
    (length,) = _LENGTH.unpack(_exactly(line, _LENGTH.size))
    if length > MOST_BYTES:
        raise ValueError(f"{length} bytes are more than {MOST_BYTES}")
    return msgspec.json.decode(_exactly(line, length))


def _exactly(line: socket.socket, length: int) -> bytes:
    found = bytearray()
    while len(found) < length:
        part = line.recv(min(length - len(found), 1 << 16))
        if not part:
            raise ValueError("broken off")
        found += part
    return bytes(found)


@contextmanager
def _address(home: Path) -> Iterator[str]:
    """The socket's path; where a home lies too deep for the kernel, by an open handle on its folder (Linux)."""
    plain = str(home / NAME)
    if len(os.fsencode(plain)) <= _LONGEST_PATH:
        yield plain
        return
    try:
        folder = os.open(home, os.O_RDONLY)
    except OSError as error:
        raise Nobody from error
    try:
        yield f"/proc/self/fd/{folder}/{NAME}"
    finally:
        os.close(folder)
