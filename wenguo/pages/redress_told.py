"""Redress as people read it: bounds with their article and missing findings, what fits which dissatisfaction, like cases."""

from __future__ import annotations

from typing import Any

import msgspec

from wenguo.complaint import Complaint
from wenguo.pages import telling
from wenguo.pages.forms_redress import amounts
from wenguo.queries import office
from wenguo.queries.office import UnitFacts
from wenguo.rules.limits import binding, chain, limits_said
from wenguo.rules.offering import Usual, offered_fen
from wenguo.rules.permissions import ROLES
from wenguo.rules.redress import FACTS, Bound, Facts, bounds, facts_of, yuan
from wenguo.rules.redress_table import BASES, HOLDS, Table
from wenguo.text import Text


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What one row says here, in words."""

    bound: Bound
    name: str
    amount: str
    formula: str
    where: str
    basis: str
    grade: str
    note: str
    tax: str
    limits: str  # the row's own limits: who says yes up to how much
    unmet: tuple[str, ...]
    barred: tuple[str, ...]
    missing: tuple[str, ...]


def facts(c: Complaint, unit: UnitFacts, table: Table, **figures: int | None) -> Facts:
    """The facts of a complaint at its unit."""
    return facts_of(c, packs=(*unit.packs, "house"), units=table.units, **figures)


def said(c: Complaint, unit: UnitFacts, table: Table, language: str, **figures: int | None) -> list[Said]:
    """What the rows that bear on a complaint say of it."""
    return [in_words(one, language) for one in bounds(facts(c, unit, table, **figures), table.rows)]


def in_words(one: Bound, language: str) -> Said:
    """A bound as people read it."""
    row, zh = one.row, language.startswith("zh")

    def label(text: Any) -> str:
        return "" if text is None else text.zh if zh else text.en

    return Said(
        bound=one,
        name=label(row.name),
        amount="" if one.upper_fen is None else amounts(one, language),
        formula=one.words.said(language),
        where=telling.cited(row.source, language),
        basis=BASES[row.basis].said(language),
        grade=row.grade,
        note=label(row.note),
        tax=label(row.tax),
        limits=limits_said(row.limits).said(language) if row.limits is not None else "",
        unmet=tuple(HOLDS[code].said(language) for code in one.unmet),
        barred=tuple(HOLDS[code].said(language) for code in one.barred),
        missing=tuple(FACTS[code].said(language) for code in one.missing),
    )


def fits(c: Complaint, table: Table, language: str) -> list[tuple[Text, str]]:
    """Which remedies fit which dissatisfaction: both kinds where both are there (M17)."""
    kinds = {"outcome": ("outcome",), "process": ("process",), "both": ("outcome", "process")}.get(
        c.dissatisfaction or "", ()
    )
    named = {
        "outcome": Text("对结果不满，适合", "For the outcome"),
        "process": Text("对过程不满，适合", "For the way they were treated"),
    }
    taxonomy = office.taxonomy()
    between = "、" if language.startswith("zh") else ", "
    return [(named[kind], between.join(taxonomy.label(code, language) for code in table.fits[kind])) for kind in kinds]


def usual_in_words(like: Usual) -> Text:
    """What like cases were given, in one sentence."""
    if not like.n:
        return Text("还没有同一原因、同一方式的先例。", "There is no like case yet, of this cause and remedy.")
    if not like.known:
        return Text(
            f"同一原因、同一方式只有 {like.n} 件，还说不上常见范围。",
            f"Only {like.n} of this cause and remedy: too few for a usual range.",
        )
    kind = Text("，同一类不满", ", of the same dissatisfaction") if like.same_dissatisfaction else Text("", "")
    return Text(
        f"同一原因、同一方式{kind.zh}的 {like.n} 件：中位 {yuan(like.median_fen)} 元，四分之一至四分之三在 {yuan(like.quarter_fen)}–{yuan(like.three_quarters_fen)} 元；常见 {yuan(like.low_fen)}–{yuan(like.high_fen)} 元，之外须写理由。",
        f"{like.n} of the same cause and remedy{kind.en}: median ¥{yuan(like.median_fen)}, quartiles ¥{yuan(like.quarter_fen)}–{yuan(like.three_quarters_fen)}; usual ¥{yuan(like.low_fen)}–{yuan(like.high_fen)}, outside it a reason is asked.",
    )


def nearest_in_words(near: Usual) -> Text | None:
    """What the complaints that say most nearly the same were given; None where there are none."""
    if not near.n:
        return None
    if near.n == 1:
        return Text(
            f"同一原因、说法相近的有 1 件：{yuan(near.median_fen)} 元。",
            f"One of the same cause says nearly the same: ¥{yuan(near.median_fen)}.",
        )
    zh = f"同一原因、说法最相近的 {near.n} 件：中位 {yuan(near.median_fen)} 元，{yuan(near.least_fen)}–{yuan(near.most_fen)} 元"
    en = f"{near.n} of the same cause say most nearly the same: median ¥{yuan(near.median_fen)}, ¥{yuan(near.least_fen)}–{yuan(near.most_fen)}"
    if not near.known:
        return Text(f"{zh}；还说不上常见范围。", f"{en}; too few for a usual range.")
    at = f"{yuan(near.low_fen)}–{yuan(near.high_fen)}"
    return Text(f"{zh}；常见 {at} 元，之外须写理由。", f"{en}; usual ¥{at}, outside it a reason is asked.")


def says_yes(
    c: Complaint, table: Table, every: list[Bound], given_fen: int, language: str
) -> list[tuple[str, str, str]]:
    """For each row in force, its highest sum offered now: the sum, who would have to say yes, and the row's own limits."""
    zh, found = language.startswith("zh"), []
    for one in every:
        if not one.in_force or one.row.pays != "us" or not one.upper_fen:
            continue
        whole = offered_fen(c) + one.upper_fen
        asked = chain(table, binding(one.row.id, "", every), whole, given_fen + whole)
        names = [ROLES[role].zh if zh else ROLES[role].en for role in asked.steps]
        who = (" + " if asked.parallel else " → ").join(names)
        who = who or Text("责任人自己", "the owner alone").said(language)
        found.append((f"¥{yuan(one.upper_fen)}", who, "；".join(why.said(language) for why in asked.because)))
    return found


FIGURES: dict[str, Text] = {
    "price_fen": Text("价款（元）", "Price (yuan)"),
    "loss_fen": Text("损失（元）", "Loss (yuan)"),
    "reasonable_fen": Text("合理生活消费范围内的价款（元）", "Price within reasonable needs (yuan)"),
    "principal_fen": Text("预付款余额（元）", "Balance paid in advance (yuan)"),
    "rate_bp": Text("年利率（%）", "Yearly rate (%)"),
    "days": Text("天数", "Days"),
    "km": Text("里程（公里）", "Kilometres"),
}


def levels(table: Table, language: str) -> list[tuple[str, str, str]]:
    """Who says yes up to how much: this complaint, this person within a year, and the persons."""
    zh = language.startswith("zh")
    found = []
    for one in table.levels:
        names = [ROLES[role].zh if zh else ROLES[role].en for role in one.steps]
        between = (" + " if one.parallel else " → ") if names else ""
        who = between.join(names) or Text("责任人自己", "the owner alone").said(language)
        most = [
            f"¥{yuan(fen)}" if fen is not None else Text("不限", "no limit").said(language)
            for fen in (one.up_to_fen, one.year_fen)
        ]
        found.append((most[0], most[1], who))
    return found
