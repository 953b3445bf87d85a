"""What happens to the record itself."""

from __future__ import annotations

from datetime import date

from wenguo.events._event import Event, Ref
from wenguo.text import Text


class Linked(Event, frozen=True, kw_only=True):
    label = Text("关联", "Linked")
    sentence = Text("关联 {other}（{relation}）", "linked with {other} ({relation})")
    quiet = True
    other: str
    relation: str


class Unlinked(Event, frozen=True, kw_only=True):
    label = Text("取消关联", "Unlinked")
    sentence = Text("取消与 {other} 的关联", "unlinked from {other}")
    quiet = True
    other: str


class Split(Event, frozen=True, kw_only=True):
    label = Text("分案", "Split")
    sentence = Text("分出另一件（{kind}）", "split off another record ({kind})")
    other: str
    kind: str


class Corrected(Event, frozen=True, kw_only=True):
    label = Text("更正", "Corrected")
    sentence = Text("更正了 {field}", "corrected {field}")
    field: str
    old: Ref | None = None
    new: Ref | None = None
    value: str | None = None


class Suggested(Event, frozen=True, kw_only=True):
    label = Text("建议", "Suggested")
    sentence = Text("建议：{topic} = {value}", "suggests {topic} = {value}")
    quiet = True
    topic: str
    value: str
    score: int
    because: Ref | None = None
    model: str


class Confirmed(Event, frozen=True, kw_only=True):
    label = Text("采纳建议", "Confirmed")
    sentence = Text("采纳第 {suggestion} 条建议", "confirmed the suggestion of line {suggestion}")
    suggestion: int


class Overruled(Event, frozen=True, kw_only=True):
    label = Text("不采纳建议", "Overruled")
    sentence = Text(
        "不采纳第 {suggestion} 条建议，改为 {value}", "overruled the suggestion of line {suggestion}: {value}"
    )
    suggestion: int
    value: str | None = None


class Held(Event, frozen=True, kw_only=True):
    label = Text("法定保全", "Held")
    sentence = Text("{lifted:解除|设置}法定保全", "{lifted:lifted|set} a legal hold")
    reason: Ref
    lifted: bool = False


class Erased(Event, frozen=True, kw_only=True):
    label = Text("删除个人信息", "Erased")
    sentence = Text("删除了 {count} 项内容", "erased {count} kept contents")
    ground: Ref
    refs: tuple[str, ...]
    count: int


class Locked(Event, frozen=True, kw_only=True):
    label = Text("限制处理", "Locked")
    sentence = Text(
        "依法保存期未满，仅限存储和保护（至 {until}）", "kept by law until {until}: storage and protection only"
    )
    ground: Ref
    until: date | None = None


class Rekeyed(Event, frozen=True, kw_only=True):
    label = Text("换发查询码", "New secret")
    sentence = Text(
        "核实身份（{verified}）后换发了查询码（{way}）", "gave a new secret ({way}), identity verified ({verified})"
    )
    verified: str
    way: str
    words: Ref | None = None
