"""Belonging to a group of one matter, and what the represented agreed to: each complaint tells its own part only."""

from __future__ import annotations

from wenguo.events._event import Event, Ref
from wenguo.text import Text


class Joined(Event, frozen=True, kw_only=True):
    label = Text("加入群体", "Joined a group")
    sentence = Text("归入群体 {group}（{role}）", "joined group {group} ({role})")
    quiet = True
    group: int
    role: str = "member"


class Left(Event, frozen=True, kw_only=True):
    label = Text("离开群体", "Left a group")
    sentence = Text("离开群体 {group}（{reason}）", "left group {group} ({reason})")
    quiet = True
    group: int
    reason: str


class Consented(Event, frozen=True, kw_only=True):
    label = Text("本人意见", "Own consent")
    sentence = Text(
        "登记本人{agreed:同意|不同意}：{what}", "noted that the complainant {agreed:agrees|does not agree}: {what}"
    )
    group: int
    what: str
    agreed: bool
    words: Ref
