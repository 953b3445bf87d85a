"""Redress over the API: what bounds say of a complaint, and the month's consistency."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema
from pydantic import Field

from wenguo.faces.api import bodies
from wenguo.faces.api.keys import caller
from wenguo.faces.api.problems import Problem, language
from wenguo.queries import consistency, redress_told
from wenguo.queries.board import led
from wenguo.queries.redress import whole_of
from wenguo.queries.seeing import asker
from wenguo.text import Text

MOST_FEN = 10**15


class WantedBounds(Schema):
    """Figures to work it out with, beside what is recorded; nothing is written down."""

    remedy: str = Field("", max_length=20, description="与同类比较的补救方式 | remedy to compare with like cases")
    price_fen: int | None = Field(None, ge=0, le=MOST_FEN, description="价款（分） | price in fen")
    loss_fen: int | None = Field(None, ge=0, le=MOST_FEN, description="损失（分） | loss in fen")
    reasonable_fen: int | None = Field(
        None, ge=0, le=MOST_FEN, description="合理生活消费范围内的价款（分） | price within reasonable needs, in fen"
    )
    principal_fen: int | None = Field(
        None, ge=0, le=MOST_FEN, description="预付款余额（分） | balance paid in advance, in fen"
    )
    rate_bp: int | None = Field(None, ge=0, le=10_000, description="年利率（万分之一） | yearly rate in basis points")
    days: int | None = Field(None, ge=0, le=100_000, description="天数 | days")
    km: int | None = Field(None, ge=0, le=10_000_000, description="公里 | kilometres")


class WantedMonth(Schema):
    """Which month."""

    month: str | None = Field(
        None, pattern=r"^[0-9]{4}-[0-9]{2}$", description="月份，缺省上个月 | month; last month where left out"
    )


def show_redress(request: HttpRequest, number: str, wanted: Query[WantedBounds]) -> HttpResponse:
    """What law and house say of a complaint with their article and the findings still wanting; like cases; offers."""
    who = caller(request)
    who.may("read")
    reader = asker(who.account, "api")
    whole = whole_of(reader, number)
    figures = wanted.model_dump(exclude={"remedy"})
    return bodies.answer(redress_told.of_complaint(reader, whole, who.at, language(), wanted.remedy, **figures))


def show_consistency(request: HttpRequest, wanted: Query[WantedMonth]) -> HttpResponse:
    """The spread of redress within the same cause and remedy, unit by unit; for those who lead."""
    who = caller(request)
    who.may("read")
    if not led(who.account):
        raise Problem(
            "permission",
            Text(
                "补救一致性由负责人、质量、审批、法务和审计查看。",
                "Heads, quality, approvers, legal and auditors look at this.",
            ),
        )
    try:
        year, month = consistency.month_of(wanted.month, who.at)
    except ValueError as error:
        raise Problem("field", Text("月份写作 2026-11。", "A month is written 2026-11."), field="month") from error
    return bodies.answer(redress_told.of_month(consistency.consistency(asker(who.account, "api"), year, month)))
