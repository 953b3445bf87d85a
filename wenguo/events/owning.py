"""Who is responsible for it, and who watches."""

from __future__ import annotations

from datetime import datetime

from wenguo.events._event import Event, Ref
from wenguo.text import Text


class HandOverOffered(Event, frozen=True, kw_only=True):
    label = Text("转交待接", "Hand-over offered")
    sentence = Text("提出转交给 {to}，等待接手", "offered the complaint to {to}")
    to: int
    expires_at: datetime
    reason: Ref | None = None
    why: str = "asked"


class TakenOver(Event, frozen=True, kw_only=True):
    label = Text("接手", "Taken over")
    sentence = Text("接手负责", "took the complaint over")
    owner: int


class TurnedBack(Event, frozen=True, kw_only=True):
    label = Text("退回转交", "Turned back")
    sentence = Text("退回了转交", "turned the hand-over back")
    reason: Ref | None = None


class TakenBack(Event, frozen=True, kw_only=True):
    label = Text("收回转交", "Taken back")
    sentence = Text("收回了给 {to} 的转交", "took the offer to {to} back")
    to: int


class Devolved(Event, frozen=True, kw_only=True):
    label = Text("归属上移", "Devolved")
    sentence = Text("归属转至 {owner}（{why}）", "ownership passed to {owner} ({why})")
    owner: int
    why: str


class Followed(Event, frozen=True, kw_only=True):
    label = Text("关注", "Followed")
    sentence = Text("{stopped:停止关注|开始关注}", "{stopped:stopped following|started following}")
    quiet = True
    account: int
    stopped: bool = False
