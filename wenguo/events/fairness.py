"""Fair to both: who is concerned, what they were told and said, who has an interest, and what was explained or withheld."""

from __future__ import annotations

from wenguo.events._event import Event, Ref
from wenguo.text import Text


class Involved(Event, frozen=True, kw_only=True):
    label = Text("列入当事人", "Involved")
    sentence = Text("列入第 {person} 位当事人（{role}）", "named person {person} as concerned ({role})")
    person: int
    role: str
    account: int | None = None
    who: Ref | None = None


class Told(Event, frozen=True, kw_only=True):
    label = Text("告知当事人", "Told")
    sentence = Text("把反映的内容告知了当事人（{way}）", "told the person concerned what is said of them ({way})")
    way: str
    account: int | None = None
    person: int | None = None
    words: Ref | None = None


class NotTold(Event, frozen=True, kw_only=True):
    label = Text("未能告知当事人", "Not told")
    sentence = Text("试图告知当事人，没有联系上（{way}）", "tried in vain to tell the person concerned ({way})")
    way: str
    account: int | None = None
    person: int | None = None
    words: Ref | None = None


class Declared(Event, frozen=True, kw_only=True):
    label = Text("利害关系声明", "Declared")
    sentence = Text(
        "声明{interest:有利害关系，须回避|没有利害关系}", "declared {interest:an interest and stays out|no interest}"
    )
    interest: bool
    account: int
    ground: str = "none"
    words: Ref | None = None


class Clarified(Event, frozen=True, kw_only=True):
    label = Text("澄清误解", "Clarified")
    sentence = Text("对照说法与事实作了澄清", "set what was said beside what is so")
    claim: Ref
    fact: Ref
    proof: tuple[str, ...] = ()
    finding: int | None = None


class Withheld(Event, frozen=True, kw_only=True):
    label = Text("不予告知", "Withheld")
    sentence = Text("一部分内容不告知投诉人（{ground}）", "withheld a part from the complainant ({ground})")
    what: Ref
    ground: str
    words: Ref
    finding: int | None = None
