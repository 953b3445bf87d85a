"""What redress comes to: the bounds that law and house set for one complaint, computed from the facts entered (M05, M17).

Nothing here decides: a bound says what it would come to, on which article, and which findings it still waits for. It is in
force only once a person has made them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

import msgspec

from wenguo.rules.redress_table import Row
from wenguo.text import Text

if TYPE_CHECKING:
    from wenguo.complaint import Complaint

YEAR_DAYS = 365
FACTS: dict[str, Text] = {
    "price_fen": Text("价款", "the price paid"),
    "loss_fen": Text("损失金额", "the amount of the loss"),
    "reasonable_fen": Text("合理生活消费范围内的价款", "the price of what daily life reasonably needs"),
    "principal_fen": Text("预付款余额", "what is left of the money paid in advance"),
    "rate_bp": Text("年利率", "the yearly rate"),
    "days": Text("天数", "the number of days"),
    "km": Text("行驶里程", "the kilometres driven"),
}


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What bounds are computed from: the complaint's causes, tags, findings and figures."""

    causes: tuple[str, ...] = ()
    tags: frozenset[str] = frozenset()
    packs: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    dissatisfaction: str | None = None
    holds: frozenset[str] = frozenset()
    price_fen: int | None = None
    loss_fen: int | None = None
    reasonable_fen: int | None = None
    principal_fen: int | None = None
    rate_bp: int | None = None
    days: int | None = None
    km: int | None = None


class Bound(msgspec.Struct, frozen=True, kw_only=True):
    """What one row says of one complaint; amounts are None while a figure is `missing`."""

    row: Row
    lower_fen: int | None
    upper_fen: int | None
    words: Text
    missing: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()  # findings it still needs
    barred: tuple[str, ...] = ()  # findings that shut it out

    @property
    def met(self) -> bool:
        """Are all the findings made that it rests on, and none that shuts it out?"""
        return not self.unmet and not self.barred

    @property
    def in_force(self) -> bool:
        """May an offer rest on it, and is its amount known?"""
        return self.met and self.upper_fen is not None


def facts_of(c: Complaint, *, packs: Iterable[str], units: Iterable[str], **figures: int | None) -> Facts:
    """The facts of a complaint with figures that were entered beside it."""
    given = {name: value for name, value in figures.items() if value is not None}
    return Facts(
        causes=c.causes,
        tags=frozenset(c.tags),
        packs=frozenset(packs),
        units=frozenset(units),
        dissatisfaction=c.dissatisfaction,
        holds=found(c),
        **{"price_fen": c.price_fen, **given},
    )


def found(c: Complaint) -> frozenset[str]:
    """What the findings that stand hold (those refuted or not established hold nothing)."""
    standing = (one for one in c.findings if one.standard not in {"not_established", "refuted"})
    return frozenset(code for one in standing for code in one.holds)


def bounds(facts: Facts, rows: Iterable[Row]) -> list[Bound]:
    """What each row that bears on the complaint says, those in force first, law before house."""
    every = [bound(row, facts) for row in rows if row.active and bears_on(row, facts)]
    return sorted(every, key=lambda one: (not one.met, one.row.basis != "law", one.row.id))


def bears_on(row: Row, facts: Facts) -> bool:
    """Does the row show for such a complaint at all?"""
    if row.packs and not facts.packs & set(row.packs):
        return False
    if row.units and not facts.units & set(row.units):
        return False
    if row.needs and facts.holds.issuperset(row.needs):
        return True  # what was found counts more than how it was first filed
    if row.dissatisfaction and facts.dissatisfaction and facts.dissatisfaction not in row.dissatisfaction:
        return False
    if not row.causes and not row.tags:
        return True
    of_cause = any(cause.startswith(one) for cause in facts.causes for one in row.causes)
    return of_cause or bool(facts.tags & set(row.tags))


def bound(row: Row, facts: Facts) -> Bound:
    """What one row says of these facts."""
    wanted = _wanted(row, facts)
    missing = tuple(name for name in wanted if getattr(facts, name) is None)
    lower, upper = (None, None) if missing else _AMOUNTS[row.formula](row, facts)
    return Bound(
        row=row,
        lower_fen=lower,
        upper_fen=upper,
        words=words(row),
        missing=missing,
        unmet=tuple(one for one in row.needs if one not in facts.holds),
        barred=tuple(one for one in row.unless if one in facts.holds),
    )


def entitled(every: Iterable[Bound], remedy: str) -> Bound | None:
    """The law in force that gives the most for this remedy: what an offer may not quietly fall below."""
    lawful = [one for one in every if one.in_force and one.row.basis == "law" and one.row.pays == "us"]
    fitting = [one for one in lawful if remedy in one.row.remedies and one.lower_fen]
    return max(fitting, key=lambda one: one.lower_fen or 0, default=None)


def goodwill_ends(price_fen: int | None, percent: int) -> int | None:
    """Above so much, paid as goodwill, loyalty was found to fall: advice only, and never a cap on what law gives."""
    return price_fen * percent // 100 if price_fen else None


# -- the closed set of formulas --------------------------------------------------------------------------------------


def _rounded(value: int, by: int) -> int:
    """Whole fen, halves up."""
    return (2 * value + by) // (2 * by)


def _price(row: Row, facts: Facts) -> tuple[int, int]:
    price = facts.price_fen or 0
    return _within(row, _rounded(price * row.low, 100), _rounded(price * row.high, 100))


def _loss(row: Row, facts: Facts) -> tuple[int, int]:
    loss = facts.loss_fen or 0
    return _within(row, _rounded(loss * row.low, 100), _rounded(loss * row.high, 100))


def _price_or_loss(row: Row, facts: Facts) -> tuple[int, int]:
    """The complainant chooses, so the larger counts; a loss nobody entered counts as none."""
    price = (facts.reasonable_fen if "knowing_buyer" in facts.holds else facts.price_fen) or 0
    most = max(_rounded(price * row.high, 100), _rounded((facts.loss_fen or 0) * row.loss, 100))
    return _within(row, most, most)


def _principal(row: Row, facts: Facts) -> tuple[int, int]:
    return _within(row, facts.principal_fen or 0, facts.principal_fen or 0)


def _interest(row: Row, facts: Facts) -> tuple[int, int]:
    whole = (facts.principal_fen or 0) * (facts.rate_bp or 0) * (facts.days or 0)
    amount = _rounded(whole, 10_000 * YEAR_DAYS)
    return _within(row, amount, amount)


def _use_fee(row: Row, facts: Facts) -> tuple[int, int]:
    """What the complainant pays at most: never rounded up."""
    return 0, (facts.price_fen or 0) * (facts.km or 0) * row.per_mille // 1_000_000


def _fixed(row: Row, _: Facts) -> tuple[int, int]:
    return row.floor, row.cap if row.cap is not None else row.floor


def _within(row: Row, lower: int, upper: int) -> tuple[int, int]:
    most = row.cap if row.cap is not None else max(upper, row.floor)
    lower = min(max(lower, row.floor), most)
    return lower, max(lower, min(max(upper, row.floor), most))


_AMOUNTS: Mapping[str, Callable[[Row, Facts], tuple[int, int]]] = {
    "price": _price,
    "loss": _loss,
    "price_or_loss": _price_or_loss,
    "principal": _principal,
    "interest": _interest,
    "use_fee": _use_fee,
    "fixed": _fixed,
}
_WANTED: Mapping[str, tuple[str, ...]] = {
    "price": ("price_fen",),
    "loss": ("loss_fen",),
    "principal": ("principal_fen",),
    "interest": ("principal_fen", "rate_bp", "days"),
    "use_fee": ("price_fen", "km"),
    "fixed": (),
}


def _wanted(row: Row, facts: Facts) -> tuple[str, ...]:
    if row.formula == "price_or_loss":
        return ("reasonable_fen",) if "knowing_buyer" in facts.holds else ("price_fen",)
    return _WANTED[row.formula]


# -- the formula in words --------------------------------------------------------------------------------------------


def words(row: Row) -> Text:
    """The formula as people say it: 3 × 价款，不足 500 元按 500 元."""
    zh, en = _SAID[row.formula](row)
    if row.formula != "fixed" and row.floor:
        zh += f"，不足 {yuan(row.floor)} 元按 {yuan(row.floor)} 元"
        en += f", at least ¥{yuan(row.floor)}"
    if row.formula != "fixed" and row.cap is not None:
        zh += f"，最多 {yuan(row.cap)} 元"
        en += f", at most ¥{yuan(row.cap)}"
    return Text(zh, en)


def yuan(fen: int) -> str:
    """Fen as yuan, without .00."""
    whole, rest = divmod(fen, 100)
    return f"{whole:,}" + (f".{rest:02d}" if rest else "")


def _times(percent: int, of: str, to: str) -> tuple[str, str]:
    if percent % 100 == 0:
        return (of, to) if percent == 100 else (f"{percent // 100} × {of}", f"{percent // 100} × {to}")
    return f"{of}的 {percent}%", f"{percent}% of {to}"


def _said_share(row: Row, of: str, to: str) -> tuple[str, str]:
    high = _times(row.high, of, to)
    if row.low == row.high:
        return high
    if not row.low:
        return f"{high[0]}以下", f"up to {high[1]}"
    if row.low % 100 == row.high % 100 == 0:
        return f"{row.low // 100} 至 {row.high // 100} × {of}", f"{row.low // 100} to {row.high // 100} × {to}"
    return f"{of}的 {row.low}% 至 {row.high}%", f"{row.low}% to {row.high}% of {to}"


def _said_either(row: Row) -> tuple[str, str]:
    price, loss = _times(row.high, "价款", "the price"), _times(row.loss, "损失", "the loss")
    return (f"{price[0]}或 {loss[0]}", f"{price[1]} or {loss[1]}") if row.loss else price


_SAID: Mapping[str, Callable[[Row], tuple[str, str]]] = {
    "price": lambda row: _said_share(row, "价款", "the price"),
    "loss": lambda row: _said_share(row, "损失", "the loss"),
    "price_or_loss": _said_either,
    "principal": lambda _: ("退还余额", "the balance"),
    "interest": lambda _: ("本金 × 年利率 × 天数 ÷ 365", "principal × yearly rate × days ÷ 365"),
    "use_fee": lambda row: (
        f"价款 × 公里 ÷ 1000 × {row.per_mille / 10:g}% 以下，由消费者支付",
        f"at most price × km ÷ 1000 × {row.per_mille / 10:g}%, paid by the complainant",
    ),
    "fixed": lambda row: (
        f"{yuan(row.floor)} 至 {yuan(row.cap if row.cap is not None else row.floor)} 元",
        f"¥{yuan(row.floor)} to ¥{yuan(row.cap if row.cap is not None else row.floor)}",
    ),
}
