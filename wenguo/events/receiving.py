"""What happens when a complaint is taken in (ISO 10002:2018 7.2 to 7.5)."""

from __future__ import annotations

from datetime import date, datetime

from wenguo.events._event import Demand, Event, Ref
from wenguo.text import Text


class Recorded(Event, frozen=True, kw_only=True):
    label = Text("登记", "Recorded")
    sentence = Text("登记了这件投诉（{channel}）", "recorded the complaint ({channel})")
    unit: int
    owner: int
    received_at: datetime
    kind: str = "complaint"
    channel: str = "other"
    words: Ref
    subject: Ref | None = None
    original: Ref | None = None
    complainant: Ref | None = None
    agent: Ref | None = None
    authority: Ref | None = None
    contract: Ref | None = None
    referrer: str | None = None
    referrer_number: Ref | None = None
    product: str | None = None
    price_fen: int | None = None
    event_date: date | None = None
    causes: tuple[str, ...] = ()
    dissatisfaction: str | None = None
    severity: str = "T3"
    vulnerability: Ref | None = None
    consent: Ref | None = None
    concerned: tuple[int, ...] = ()
    demands: tuple[Demand, ...] = ()
    tags: tuple[str, ...] = ()
    grumble: bool = False
    live: bool = True
    source: str | None = None
    part_of: str | None = None


class Acknowledged(Event, frozen=True, kw_only=True):
    label = Text("告知收到", "Acknowledged")
    sentence = Text("告知投诉人已收到（{way}）", "told the complainant it was received ({way})")
    way: str
    words: Ref | None = None
    address: Ref | None = None


class Assessed(Event, frozen=True, kw_only=True):
    label = Text("初评", "Assessed")
    sentence = Text("完成初步评估", "assessed the complaint")
    complexity: str | None = None
    severity: str | None = None
    kind: str | None = None
    dissatisfaction: str | None = None
    causes: tuple[str, ...] | None = None
    product: str | None = None
    event_date: date | None = None
    price_fen: int | None = None
    concerned: tuple[int, ...] | None = None
    tags: tuple[str, ...] | None = None
    demands: tuple[Demand, ...] = ()
    immediate: bool | None = None


class Declined(Event, frozen=True, kw_only=True):
    label = Text("不予受理", "Declined")
    sentence = Text("决定不予受理（{ground}），并告知其他途径", "declined it ({ground}) and told the other routes")
    ground: str
    words: Ref
    way: str
    address: Ref | None = None
