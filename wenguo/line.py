"""A line of the log: the exact canonical text that is hashed, and back again.

The text is RFC 8785 (JSON Canonicalization Scheme) restricted to what needs no float: keys are ASCII, sorted;
no white space; strings escaped minimally. Each text holds the SHA-256 of the line before it, so a changed,
dropped or inserted line breaks every later one.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

import msgspec

from wenguo.events import EVENTS, Event

FIRST = ""  # what the first line names as the one before it


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One event as it stands in the log: `by` is an account ("account:3") or "clock", "complainant", "advice@…".

    `entered_at` stands there only where the line was written at another time than `at`, when the thing was done.
    """

    number: str
    position: int
    at: datetime
    by: str
    via: str
    event: Event
    prev: str
    entered_at: datetime | None = None


class _Envelope(msgspec.Struct):
    number: str
    position: int
    at: datetime
    by: str
    via: str
    event: str
    version: int
    data: msgspec.Raw
    prev: str
    entered_at: datetime | None = None


_envelope = msgspec.json.Decoder(_Envelope)
_events = {name: msgspec.json.Decoder(kind) for name, kind in EVENTS.items()}
_builtins = msgspec.to_builtins
_encode = msgspec.json.Encoder(order="sorted").encode
_dump = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


class Unreadable(ValueError):
    """A line's text is not one that Wenguo ever wrote."""


def canonical(value: Any) -> str:
    """`value` (dict, list, str, int, bool, None with ASCII keys) as RFC 8785 text."""
    return _dump(value)


def digest(text: str) -> str:
    """SHA-256 of a line's text, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def write(line: Line) -> str:
    """The text of a line, ready to be hashed and stored."""
    event = line.event
    whole: dict[str, Any] = {
        "number": line.number,
        "position": line.position,
        "at": line.at,
        "by": line.by,
        "via": line.via,
        "event": type(event).__name__,
        "version": event.version,
        "data": event,
        "prev": line.prev,
    }
    if line.entered_at is not None:
        whole["entered_at"] = line.entered_at
    try:
        return _encode(whole).decode()  # the same text as `_dump` makes (a test compares them), six times as fast
    except UnicodeEncodeError:  # half a character pair, which UTF-8 cannot hold
        return _dump(_builtins(whole))


def read(text: str) -> Line:
    """The line a stored text says, brought up to the present version of its event. Raises Unreadable."""
    try:
        raw = _envelope.decode(text)
        kind = EVENTS[RENAMED.get((raw.event, raw.version), raw.event)]
        event = _events[kind.__name__].decode(raw.data) if raw.version == kind.version else _upcast(kind, raw)
    except (msgspec.MsgspecError, KeyError, UnicodeError) as error:
        raise Unreadable(str(error)) from error
    return Line(
        number=raw.number,
        position=raw.position,
        at=raw.at,
        by=raw.by,
        via=raw.via,
        event=event,
        prev=raw.prev,
        entered_at=raw.entered_at,
    )


# (event, version it was written in) → its name now: what the law locks was once written "Restricted", which since its
# second version is said of conduct
RENAMED = {("Restricted", 1): "Locked"}
# (event, version it was written in) → the data of the next version
UPCASTERS: dict[tuple[str, int], Any] = {}


def _upcast(kind: type[Event], raw: _Envelope) -> Event:
    if raw.version > kind.version:
        raise Unreadable(f"{raw.event} version {raw.version} is newer than this program")
    data = msgspec.json.decode(raw.data)
    for version in range(raw.version, kind.version):
        data = UPCASTERS[(raw.event, version)](data)
    return msgspec.convert(data, kind)
