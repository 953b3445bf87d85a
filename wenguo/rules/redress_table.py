"""The table of redress as data: what may be given for what, by which formula, on which basis, and who says yes (M05)."""

from __future__ import annotations

from typing import Literal

import msgspec

from wenguo.rules.pack import Grade, Label, Source
from wenguo.text import Text

Basis = Literal["law", "industry", "company"]
Formula = Literal["price", "loss", "price_or_loss", "principal", "use_fee", "interest", "fixed"]

FORMULAS: dict[str, Text] = {
    "price": Text("价款的百分之几", "per cent of the price"),
    "loss": Text("损失的百分之几", "per cent of the loss"),
    "price_or_loss": Text("价款的倍数或损失的倍数，取高", "the larger of a multiple of price or loss"),
    "fixed": Text("固定的区间", "a fixed range"),
    "principal": Text("预付款余额", "what is left of money paid in advance"),
    "interest": Text("本金 × 年利率 × 天数 ÷ 365", "principal × yearly rate × days ÷ 365"),
    "use_fee": Text("价款 × 公里 ÷ 1000 × 系数（由消费者付）", "price × km ÷ 1000 × rate, the complainant pays"),
}
BASES: dict[str, Text] = {
    "law": Text("法律", "law"),
    "industry": Text("行业标准", "industry standard"),
    "company": Text("公司标准", "company standard"),
}
# What a finding may hold, so that redress can rest on it: the words of the law, never of a person's character.
HOLDS: dict[str, Text] = {
    "our_fault": Text("责任在我方", "we are answerable"),
    "nonconforming": Text("不合格或与约定不符", "does not conform"),
    "fraud": Text("欺诈", "fraud by us"),
    "unsafe_food": Text("不符合食品安全标准", "below food safety standards"),
    "knowing_defect": Text("明知存在缺陷", "we knew of the defect"),
    "serious_harm": Text("死亡或健康严重损害", "death or serious harm to health"),
    "return_for_quality": Text("符合第24条退换车情形", "the car goes back under art. 24"),
    "refused_to_perform": Text("有能力而拒不履行", "refused to perform though able"),
    "serious_consequence": Text("造成严重后果", "with serious consequences"),
    "operator_cause": Text("解除是经营者的原因", "it ends for a cause of ours"),
    "consumer_cause": Text("解除是消费者的原因", "it ends for a cause of the consumer's"),
    "knowing_buyer": Text("购买时已知", "the buyer knew when buying"),
    "harmless_label": Text("标签瑕疵，不影响安全质量且不误导", "a harmless flaw of the label"),
    "fabricated": Text("经查证系夹带、掉包、造假", "proven to be planted, swapped or forged"),
}


class Level(msgspec.Struct, frozen=True, kw_only=True):
    """Who says yes up to how much: one person of each role in `steps`, in turn or side by side; None means no limit."""

    up_to_fen: int | None = None
    year_fen: int | None = None
    steps: tuple[str, ...] = ()
    parallel: bool = False

    def holds(self, amount_fen: int, year_fen: int) -> bool:
        """Does it reach so far: for this complaint, and for this person within a year?"""
        return (self.up_to_fen is None or amount_fen <= self.up_to_fen) and (
            self.year_fen is None or year_fen <= self.year_fen
        )


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One rule of redress: where it shows, what it rests on, what it comes to; amounts are whole fen."""

    id: str
    name: Label
    basis: Basis
    source: Source
    grade: Grade
    remedies: tuple[str, ...]
    formula: Formula
    low: int = 0
    high: int = 0
    loss: int = 0
    per_mille: int = 0
    floor: int = 0
    cap: int | None = None
    causes: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    units: tuple[str, ...] = ()  # codes of units; empty: every one
    dissatisfaction: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    pays: Literal["us", "complainant"] = "us"
    note: Label | None = None
    tax: Label | None = None
    limits: Level | None = None  # its own: who says yes up to how much, beside the levels of the house
    active: bool = True

    @property
    def ours(self) -> bool:
        """Is it the organisation's own, to be changed on its screens, rather than law?"""
        return self.basis != "law"


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """Everything in force for one organisation: rows, levels of approval, and the few figures beside them."""

    version: str
    rows: tuple[Row, ...]
    levels: tuple[Level, ...]
    expires_days: int
    fits: dict[str, tuple[str, ...]]
    goodwill_percent: int
    formal_fen: int
    units: tuple[str, ...] = ()  # codes of the unit that asks and those above it
    holders: tuple[tuple[str, frozenset[int]], ...] = ()  # who holds each approving role there

    def row(self, row_id: str) -> Row | None:
        """The row of that name, in use or not."""
        return next((one for one in self.rows if one.id == row_id), None)

    def level(self, amount_fen: int, year_fen: int) -> Level:
        """The first level that reaches so far; the highest where none does."""
        return self.levels[self.place(amount_fen, year_fen)]

    def place(self, amount_fen: int, year_fen: int) -> int:
        """Which level that is, counted from 0."""
        found = (at for at, one in enumerate(self.levels) if one.holds(amount_fen, year_fen))
        return next(found, len(self.levels) - 1)
