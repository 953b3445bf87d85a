"""Redress as tools: what the table would say of a complaint, and whether like complaints were treated alike in a month."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import Field

from wenguo.faces.mcp.asked import VIA, Asked, Seat
from wenguo.queries import consistency, redress_told
from wenguo.queries.board import led
from wenguo.queries.redress import whole_of
from wenguo.queries.seeing import asker
from wenguo.text import Text
from wenguo.verbs import Refused

_MOST = 10**15


class Bounds(Asked):
    """What law and house say of one complaint: each row with its amount, article, missing findings and who must say yes;
    what like complaints were given, by fields and by words; the offers. Figures beside what is recorded are only tried.
    """

    title_ = Text("补救试算", "Bounds of redress")
    number: str = Field(max_length=60, description="投诉编号 | complaint number")
    remedy: str = Field("", max_length=20, description="与同类比较的补救方式 | remedy to compare with like cases")
    price_fen: int | None = Field(None, ge=0, le=_MOST, description="价款（分） | price in fen")
    loss_fen: int | None = Field(None, ge=0, le=_MOST, description="损失（分） | loss in fen")
    reasonable_fen: int | None = Field(
        None, ge=0, le=_MOST, description="合理生活消费范围内的价款（分） | price within reasonable needs, in fen"
    )
    principal_fen: int | None = Field(
        None, ge=0, le=_MOST, description="预付款余额（分） | balance paid in advance, in fen"
    )
    rate_bp: int | None = Field(None, ge=0, le=10_000, description="年利率（万分之一） | yearly rate in basis points")
    days: int | None = Field(None, ge=0, le=100_000, description="天数 | days")
    km: int | None = Field(None, ge=0, le=10_000_000, description="公里 | kilometres")


class Consistency(Asked):
    """Were like complaints given alike in a month: spread within the same cause and remedy, by unit. For those who lead."""

    title_ = Text("补救一致性", "Consistency of redress")
    month: str | None = Field(
        None, pattern=r"^[0-9]{4}-[0-9]{2}$", description="月份，缺省上个月 | month; last month where left out"
    )


def bounds(asked: Bounds, seat: Seat, at: datetime) -> dict[str, Any]:
    """The same as the API tells; nothing is written down."""
    reader = asker(seat.account, VIA)
    whole = whole_of(reader, asked.number)
    figures = asked.model_dump(exclude={"number", "remedy"})
    return redress_told.of_complaint(reader, whole, at, seat.language, asked.remedy, **figures)


def consistent(asked: Consistency, seat: Seat, at: datetime) -> dict[str, Any]:
    """A month, of what this person may see."""
    if not led(seat.account):
        text = Text(
            "补救一致性由负责人、质量、审批、法务和审计查看。",
            "Heads, quality, approvers, legal and auditors look at this.",
        )
        raise Refused(text, code="permission")
    try:
        year, month = consistency.month_of(asked.month, at)
    except ValueError as error:
        text = Text("月份写作 2026-11。", "A month is written 2026-11.")
        raise Refused(text, code="field", field="month") from error
    return redress_told.of_month(consistency.consistency(asker(seat.account, VIA), year, month))
