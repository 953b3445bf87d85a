"""Asking ClamAV's daemon about a file: its INSTREAM protocol is a dozen lines, and the library for it rests since 2014."""

from __future__ import annotations

import socket
import struct
from typing import IO, NamedTuple

_PIECE = 1 << 17
_SECONDS = 60.0
_LONGEST = 200


class Scan(NamedTuple):
    """What the scanner said: clean, infected, or unscanned (too large for it)."""

    state: str
    said: str


class NoScanner(OSError):
    """The scanner cannot be reached, or answers what nobody understands: the file waits."""


def scanned(address: str, file: IO[bytes]) -> Scan:
    """Send a file to the daemon at host:port or the path of its socket. Raises NoScanner."""
    try:
        with _connected(address) as line:
            line.sendall(b"zINSTREAM\0")
            try:
                while piece := file.read(_PIECE):
                    line.sendall(struct.pack("!I", len(piece)) + piece)
                line.sendall(struct.pack("!I", 0))
            except (BrokenPipeError, ConnectionResetError):
                pass  # it has said already why it wants no more
            answer = _answer(line)
    except OSError as error:
        raise NoScanner(f"clamd {address}: {error}") from error
    if answer.endswith("OK"):
        return Scan("clean", "")
    if answer.endswith("FOUND"):
        return Scan("infected", answer.partition(":")[2].removesuffix("FOUND").strip()[:_LONGEST])
    if "size limit exceeded" in answer:
        return Scan("unscanned", answer[:_LONGEST])
    raise NoScanner(f"clamd {address}: {answer[:_LONGEST]}")


def _connected(address: str) -> socket.socket:
    host, _, port = address.rpartition(":")
    if host and port.isdecimal():
        return socket.create_connection((host, int(port)), timeout=_SECONDS)
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.settimeout(_SECONDS)
    line.connect(address)
    return line


def _answer(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < 4096:
        piece = line.recv(4096)
        if not piece:
            break
        said += piece
    return said.rstrip(b"\0\n").decode("utf-8", "replace")
