"""What was promised, and what became of it."""

from __future__ import annotations

from datetime import datetime

from wenguo.events._event import Event, Ref
from wenguo.text import Text


class Promised(Event, frozen=True, kw_only=True):
    label = Text("承诺", "Promised")
    sentence = Text("向{to}承诺，{due_at} 前兑现", "promised {to} something by {due_at}")
    promise: int
    to: str
    what: Ref
    due_at: datetime


class PromiseKept(Event, frozen=True, kw_only=True):
    label = Text("承诺兑现", "Promise kept")
    sentence = Text("兑现承诺 {promise}{late:（迟到）|}", "kept promise {promise}{late: late|}")
    promise: int
    late: bool = False
    words: Ref | None = None


class PromiseBroken(Event, frozen=True, kw_only=True):
    label = Text("承诺落空", "Promise broken")
    sentence = Text("承诺 {promise} 到期未兑现", "promise {promise} was not kept in time")
    quiet = True
    promise: int
