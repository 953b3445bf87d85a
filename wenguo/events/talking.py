"""What is said, asked, sent and brought in."""

from __future__ import annotations

from datetime import datetime

from wenguo.events._event import Event, Ref
from wenguo.text import Text


class Asked(Event, frozen=True, kw_only=True):
    label = Text("询问", "Asked")
    sentence = Text("询问：{to}", "asked {to}")
    to: str
    words: Ref
    account: int | None = None
    way: str | None = None
    address: Ref | None = None


class Heard(Event, frozen=True, kw_only=True):
    label = Text("听取", "Heard")
    sentence = Text("听取了{who}的陈述", "heard {who}")
    who: str
    words: Ref
    way: str | None = None
    account: int | None = None
    new_facts: bool = False
    person: int | None = None


class Enclosed(Event, frozen=True, kw_only=True):
    label = Text("附入材料", "Enclosed")
    sentence = Text("附入材料", "enclosed material")
    words: Ref | None = None
    evidence: tuple[Ref, ...] = ()
    kind: str = "other"
    whose: str = "ours"


class Informed(Event, frozen=True, kw_only=True):
    label = Text("告知进展", "Informed")
    sentence = Text("告知投诉人进展（{way}）", "told the complainant of progress ({way})")
    words: Ref
    way: str
    address: Ref | None = None


class Reached(Event, frozen=True, kw_only=True):
    label = Text("联系到", "Reached")
    sentence = Text("联系到投诉人（{way}）", "reached the complainant ({way})")
    way: str
    tried_at: datetime
    result: Ref | None = None


class NotReached(Event, frozen=True, kw_only=True):
    label = Text("未联系到", "Not reached")
    sentence = Text("未能联系到投诉人（{way}）", "could not reach the complainant ({way})")
    way: str
    tried_at: datetime
    result: Ref | None = None


class NoticeDelivered(Event, frozen=True, kw_only=True):
    label = Text("通知送达", "Notice delivered")
    sentence = Text("第 {notice} 条通知已送达", "the notice of line {notice} was delivered")
    notice: int
    proof: Ref | None = None


class NoticeFailed(Event, frozen=True, kw_only=True):
    label = Text("通知未达", "Notice failed")
    sentence = Text("第 {notice} 条通知未能送达", "the notice of line {notice} did not arrive")
    notice: int
    proof: Ref | None = None


class Chased(Event, frozen=True, kw_only=True):
    label = Text("催办", "Chased")
    sentence = Text("投诉人催办", "the complainant chased")
    words: Ref | None = None
    way: str | None = None


class Supervised(Event, frozen=True, kw_only=True):
    label = Text("督办", "Supervised")
    sentence = Text("督办（{source}）", "supervision by {source}")
    source: str
    words: Ref
    due_at: datetime | None = None


class Noted(Event, frozen=True, kw_only=True):
    label = Text("备注", "Noted")
    sentence = Text("写下备注", "wrote a note")
    words: Ref
