"""Apologies: put forward, agreed to by those who must, made."""

from __future__ import annotations

from wenguo.events._event import Event, Ref
from wenguo.text import Text


class ApologyProposed(Event, frozen=True, kw_only=True):
    label = Text("拟致歉", "Apology put forward")
    sentence = Text("提出第 {apology} 项致歉（{form}），等待同意", "put forward apology {apology} ({form})")
    apology: int
    form: str
    of: str
    scope: str
    words: Ref
    finding: int | None = None
    offer: int | None = None
    demand: int | None = None
    named: bool = False
    consent: Ref | None = None
    seats: tuple[str, ...] = ()  # who must say yes, each another person


class ApologyApproved(Event, frozen=True, kw_only=True):
    label = Text("同意致歉", "Apology agreed to")
    sentence = Text("作为{seat}同意第 {apology} 项致歉", "agreed to apology {apology} as {seat}")
    apology: int
    seat: str
    words: Ref | None = None


class ApologyRejected(Event, frozen=True, kw_only=True):
    label = Text("不同意致歉", "Apology returned")
    sentence = Text("退回第 {apology} 项致歉", "returned apology {apology}")
    apology: int
    reason: Ref


class Apologised(Event, frozen=True, kw_only=True):
    label = Text("致歉", "Apologised")
    sentence = Text("向投诉人致歉（{form}，{of}）", "apologised to the complainant ({form}, {of})")
    apology: int
    form: str
    of: str
    scope: str
    words: Ref
    way: str
    address: Ref | None = None
    finding: int | None = None
    offer: int | None = None
    demand: int | None = None
    named: bool = False
    consent: Ref | None = None
    reaches: bool = True  # False where it is made inside and not to the complainant
