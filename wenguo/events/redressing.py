"""What becomes of redress offered: agreed to or turned down, lapsed, performed with its proof (ISO 10002:2018 7.7; M05, M30)."""

from __future__ import annotations

from datetime import date, datetime

from wenguo.events._event import Event, Ref
from wenguo.text import Text


class Offered(Event, frozen=True, kw_only=True):
    label = Text("提出方案", "Offered")
    sentence = Text("提出解决方案 {offer}（{remedy}）", "offered redress {offer} ({remedy})")
    offer: int
    remedy: str
    basis: Ref
    words: Ref | None = None
    amount_fen: int | None = None
    demand: int | None = None
    valid_until: date | None = None
    rule: str | None = None  # the row of the table of redress it rests on
    reason: Ref | None = None  # why it differs from bounds or from like cases
    # who must say yes, by role: None for one second person of any approving role, empty for the owner alone
    steps: tuple[str, ...] | None = None
    parallel: bool = False
    approve_by: datetime | None = None
    lapses_at: datetime | None = None


class Agreed(Event, frozen=True, kw_only=True):
    label = Text("同意方案", "Agreed")
    sentence = Text(
        "投诉人同意方案 {offer}{whole:|（部分）}（{how}）",
        "the complainant agreed to offer {offer}{whole:| in part} ({how})",
    )
    offer: int
    how: str
    whole: bool = True
    amount_fen: int | None = None
    words: Ref | None = None
    proof: Ref | None = None
    promise: int | None = None


class TurnedDown(Event, frozen=True, kw_only=True):
    label = Text("不同意方案", "Turned down")
    sentence = Text("投诉人不同意方案 {offer}", "the complainant turned offer {offer} down")
    offer: int
    words: Ref | None = None


class OfferLapsed(Event, frozen=True, kw_only=True):
    label = Text("方案失效", "Offer lapsed")
    sentence = Text(
        "方案 {offer} {approval:逾期未获批准|过了有效期}，失效",
        "offer {offer} lapsed: {approval:not approved|not agreed to} in time",
    )
    quiet = True
    offer: int
    approval: bool = False


class Redressed(Event, frozen=True, kw_only=True):
    label = Text("补救已给付", "Redressed")
    sentence = Text("已给付方案 {offer}{whole:|（部分）}", "performed offer {offer}{whole:| in part}")
    offer: int
    how: str
    performed_at: datetime
    proof: Ref
    whole: bool = True
    amount_fen: int | None = None
    evidence: tuple[str, ...] = ()
