"""What is asked of other units and of third parties, what came back, and who speaks to the press."""

from __future__ import annotations

from datetime import datetime

from wenguo.events._event import Event, Ref
from wenguo.text import Text


class Requested(Event, frozen=True, kw_only=True):
    label = Text("请其他单位办理", "Part asked of a unit")
    sentence = Text("请{unit}办理第 {part} 部分，应于 {due_at} 前交回", "asked {unit} for part {part}, due {due_at}")
    part: int
    unit: int
    above: tuple[int, ...] = ()  # the units above it as they stood: their heads see what their unit owes
    account: int | None = None
    what: Ref
    due_at: datetime
    standards: tuple[str, ...] = ()


class Delivered(Event, frozen=True, kw_only=True):
    label = Text("交回所请部分", "Part delivered")
    sentence = Text("交回第 {part} 部分{late:（迟到）|}", "delivered part {part}{late: late|}")
    part: int
    words: Ref
    evidence: tuple[Ref, ...] = ()
    late: bool = False


class Reminded(Event, frozen=True, kw_only=True):
    label = Text("催交", "Reminded")
    sentence = Text("催交第 {part} 部分", "reminded the unit of part {part}")
    part: int
    words: Ref | None = None


class Recalled(Event, frozen=True, kw_only=True):
    label = Text("撤销所请部分", "Part recalled")
    sentence = Text("撤销请办的第 {part} 部分", "no longer asks for part {part}")
    part: int
    reason: Ref


class PartOverdue(Event, frozen=True, kw_only=True):
    label = Text("所请部分逾期", "Part overdue")
    sentence = Text("第 {part} 部分到期未交回", "part {part} was not delivered in time")
    quiet = True
    part: int


class BroughtIn(Event, frozen=True, kw_only=True):
    label = Text("引入第三方", "Third party brought in")
    sentence = Text("引入第三方 {party}（{kind}）", "brought in third party {party} ({kind})")
    party: int
    kind: str
    body: Ref
    question: Ref
    who: Ref | None = None
    due_at: datetime | None = None
    cost_fen: int | None = None
    consent: Ref | None = None
    personal: bool = False
    danger: bool = False
    about: str = "conduct"  # police: the conduct complained of here, else an outsider's offence or an accident
    asked_by: str = "ours"
    told: Ref | None = None
    way: str | None = None
    address: Ref | None = None
    clocks: tuple[int, ...] = ()


class PartyOverdue(Event, frozen=True, kw_only=True):
    label = Text("第三方逾期未答复", "Third party overdue")
    sentence = Text("第三方 {party}（{kind}）到期未答复", "third party {party} ({kind}) did not answer in time")
    quiet = True
    party: int
    kind: str


class Exchanged(Event, frozen=True, kw_only=True):
    label = Text("与第三方往来", "Exchange with a third party")
    sentence = Text(
        "与第三方 {party}（{kind}）往来：{direction}（{way}）",
        "exchange with third party {party} ({kind}): {direction} ({way})",
    )
    party: int
    kind: str
    direction: str
    way: str
    words: Ref
    evidence: tuple[Ref, ...] = ()


class Concluded(Event, frozen=True, kw_only=True):
    label = Text("第三方结论", "Third party concluded")
    sentence = Text("第三方 {party}（{kind}）有了结果：{outcome}", "third party {party} ({kind}) concluded: {outcome}")
    party: int
    kind: str
    outcome: str
    words: Ref
    cost_fen: int | None = None
    evidence: tuple[Ref, ...] = ()
    told: Ref | None = None
    way: str | None = None
    address: Ref | None = None
    clocks: tuple[int, ...] = ()


class Briefed(Event, frozen=True, kw_only=True):
    label = Text("对外口径", "Press line agreed")
    sentence = Text("定下对外口径和发言人", "agreed on the line to the press and on who speaks")
    words: Ref
    speakers: tuple[int, ...]
    until: datetime | None = None
