"""What is said of conduct, never of a person: signs with their quotes, a proposal, its decision, a measure that ends by itself.

All of it is quiet: it makes nobody's page stale, starts and stops no clock, and no partner outside is told of it.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from wenguo.events._event import Event, Ref
from wenguo.text import Text


class Observed(Event, frozen=True, kw_only=True):
    label = Text("记下迹象", "Sign stated")
    sentence = Text("记下一个{counter:相反的|}迹象：{sign}", "stated a {counter:counter-|}sign: {sign}")
    quiet = True
    sign: str
    quote: Ref
    counter: bool = False
    line: int | None = None


class Flagged(Event, frozen=True, kw_only=True):
    label = Text("行为提议", "Conduct proposal")
    sentence = Text(
        "就行为提请决定（提议 {flag}：{conduct}）", "asked for a decision about conduct (proposal {flag}: {conduct})"
    )
    quiet = True
    flag: int
    conduct: str
    signs: tuple[int, ...]
    words: Ref
    considered: Ref
    purpose: Ref | None = None
    purpose_for: Ref | None = None
    purpose_against: Ref | None = None


class Judged(Event, frozen=True, kw_only=True):
    label = Text("行为决定", "Conduct decided")
    sentence = Text("对{of}的决定：{decision}", "decided {of}: {decision}")
    quiet = True
    of: str
    flag: int
    decision: str
    words: Ref
    appeal: int | None = None
    restriction: int | None = None


class Warned(Event, frozen=True, kw_only=True):
    label = Text("书面提醒", "Written warning")
    sentence = Text("就行为作了书面提醒（{way}）", "warned in writing about conduct ({way})")
    quiet = True
    flag: int
    words: Ref
    way: str


class Restricted(Event, frozen=True, kw_only=True):
    version: ClassVar[int] = 2
    label = Text("联系安排", "Contact arrangement")
    sentence = Text(
        "定下限期的联系安排（{from_date} 至 {until_date}，{review_date} 复查）",
        "arranged contact for a time ({from_date} to {until_date}, reviewed {review_date})",
    )
    quiet = True
    restriction: int
    flag: int
    ways: tuple[str, ...]
    from_date: date
    until_date: date
    review_date: date
    begins_at: datetime
    ends_at: datetime
    words: Ref
    appeal: Ref
    way: str
    contact: int | None = None
    subject: Ref | None = None
    hours: Ref | None = None
    unwarned: Ref | None = None


class Lifted(Event, frozen=True, kw_only=True):
    label = Text("安排结束", "Arrangement ended")
    sentence = Text("联系安排 {restriction} 结束（{why}）", "contact arrangement {restriction} ended ({why})")
    quiet = True
    restriction: int
    why: str
    words: Ref | None = None


class Appealed(Event, frozen=True, kw_only=True):
    label = Text("申诉", "Appealed")
    sentence = Text("投诉人对安排或提醒提出申诉", "the complainant appealed against the arrangement or warning")
    quiet = True
    appeal: int
    flag: int
    words: Ref
    restriction: int | None = None
