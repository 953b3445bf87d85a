"""How it ends, and begins again (ISO 10002:2018 7.9)."""

from __future__ import annotations

from datetime import datetime

from wenguo.events._event import Event, Ref
from wenguo.text import Text


class Referred(Event, frozen=True, kw_only=True):
    label = Text("移送", "Referred")
    sentence = Text("经同意移送至{to}", "referred to {to}, by consent")
    to: str
    words: Ref
    consent: Ref


class Closed(Event, frozen=True, kw_only=True):
    label = Text("办结", "Closed")
    sentence = Text("办结：{outcome}", "closed: {outcome}")
    outcome: str
    relief: str | None = None
    lesson: Ref | None = None
    short_form: bool = False
    notice: int | None = None
    unperformed: Ref | None = None  # why it ends though redress agreed to is not performed


class Reopened(Event, frozen=True, kw_only=True):
    label = Text("重开", "Reopened")
    sentence = Text("重新打开", "reopened it")
    reason: Ref


class Withdrawn(Event, frozen=True, kw_only=True):
    label = Text("撤回", "Withdrawn")
    sentence = Text("投诉人撤回投诉", "the complainant took the complaint back")
    words: Ref | None = None
    received_at: datetime
