"""`wenguo bounds` and `wenguo consistency`: what redress comes to for one complaint, and were like ones treated alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from wenguo.faces.cli.acting import Desk, at_the_desk
from wenguo.faces.cli.commands import ENTRIES
from wenguo.faces.cli.failing import Failure
from wenguo.faces.cli.output import emit, line, table
from wenguo.faces.cli.speaking import command, language, option, said
from wenguo.queries import consistency as looks
from wenguo.queries import office, redress_told
from wenguo.queries.redress import whole_of
from wenguo.rules.permissions import ROLES
from wenguo.rules.redress import yuan
from wenguo.rules.taxonomy import Taxonomy
from wenguo.text import Text

_MONTH = Text("月份，缺省上个月", "the month; last month where left out")


@command("consistency", ENTRIES["consistency"].text)
@option("--month", default="", metavar="YYYY-MM", text=_MONTH)
@at_the_desk
def consistency(desk: Desk, month: str) -> None:
    """Spread of redress within the same cause and remedy, unit by unit; units that lie apart are marked *."""
    try:
        year, number = looks.month_of(month, desk.at)
    except ValueError as error:
        raise Failure(Text("月份写作 2026-11。", "A month is written 2026-11.")) from error
    found = looks.consistency(desk.asker, year, number)
    if desk.json:
        emit(redress_told.of_month(found))
        return
    line(Text(f"{year}-{number:02d}：{found.n} 件给了钱款", f"{year}-{number:02d}: {found.n} given money"))
    codes = office.taxonomy()
    rows = []
    for one in found.causes:
        name = f"{said(_label(codes, one.cause))} · {said(_label(codes, one.remedy))}"
        rows.append((name, "", one.spread.n, yuan(one.spread.median_fen), _between(one.spread)))
        rows += [
            (
                "",
                share.code + (" *" if share.apart else ""),
                share.spread.n,
                yuan(share.spread.median_fen),
                _between(share.spread),
            )
            for share in one.units
        ]
    if rows:
        columns = (
            ("原因、方式", "Cause, remedy"),
            ("单位", "Unit"),
            ("件数", "n"),
            ("中位", "Median"),
            ("四分位", "Quartiles"),
        )
        table(tuple(Text(*both) for both in columns), rows)


_FIGURES = {
    "price_fen": Text("价款（分）", "the price in fen"),
    "loss_fen": Text("损失（分）", "the loss in fen"),
    "reasonable_fen": Text("合理生活消费范围内的价款（分）", "the price within reasonable needs, in fen"),
    "principal_fen": Text("预付款余额（分）", "what is left of money paid in advance, in fen"),
    "rate_bp": Text("年利率（万分之一）", "the yearly rate in basis points"),
    "days": Text("天数", "days"),
    "km": Text("公里", "kilometres"),
}


def _figures(made: Callable[..., None]) -> Callable[..., None]:
    """An option for each figure that can be tried."""
    for name, text in reversed(_FIGURES.items()):
        made = option(
            f"--{name.replace('_', '-')}", type=click.IntRange(0, 10**15), default=None, metavar="N", text=text
        )(made)
    return made


@command("bounds", ENTRIES["bounds"].text)
@click.argument("number")
@option("--remedy", default="", metavar="RM08", text=Text("与同类比较的补救方式", "remedy to compare with like cases"))
@_figures
@at_the_desk
def bounds(desk: Desk, number: str, remedy: str, **tried: int | None) -> None:
    """What each row gives, on which article, what it still needs and who says yes; like complaints. Nothing is written."""
    whole = whole_of(desk.asker, number)
    found = redress_told.of_complaint(desk.asker, whole, desk.at, language(), remedy, **tried)
    if desk.json:
        emit(found)
        return
    for one in found["bounds"]:
        _show_row(one)
    for one in found["unoffered"]:
        line(
            Text(
                f"第 {one['position']} 条写到“{one['sentence']}”，但没有这样的方案在案",
                f"line {one['position']} says “{one['sentence']}”, but no such offer is on record",
            )
        )
    near = found["nearest"]
    for one in near["likes"]:
        line(
            Text(
                f"{one['number']}  {yuan(one['given_fen'])} 元  {one['because']}",
                f"{one['number']}  ¥{yuan(one['given_fen'])}  {one['because']}",
            )
        )
    if near["n"]:
        ends = f"{yuan(near['least_fen'])}–{yuan(near['most_fen'])}"
        line(
            Text(
                f"说法最相近 {near['n']} 件：中位 {yuan(near['median_fen'])} 元，{ends} 元",
                f"{near['n']} say most nearly the same: median ¥{yuan(near['median_fen'])}, ¥{ends}",
            )
        )


def _show_row(one: dict[str, Any]) -> None:
    """One row of the table: what it gives, on which paper, what must be found first, and who says yes."""
    at = "" if one["upper_fen"] is None else f"  ¥{yuan(one['lower_fen'])}–{yuan(one['upper_fen'])}"
    line(Text(f"{one['name']}{at}", f"{one['name']}{at}"))
    source = f"{one['source']['instrument']} {one['source']['article']}".strip()
    said_of = [Text(source, source)]
    wanting = ", ".join(need["name"] for need in one["needs"] if not need["found"])
    if wanting:
        said_of.append(Text(f"须先认定：{wanting}", f"needs the finding: {wanting}"))
    if one["says_yes"] is not None:
        who = _says_yes(one["says_yes"]["steps"], parallel=one["says_yes"]["parallel"])
        said_of.append(Text(f"批准：{who}", f"says yes: {who}"))
    for text in said_of:
        line(Text(f"    {text.zh}", f"    {text.en}"))


def _says_yes(steps: list[str], *, parallel: bool) -> str:
    names = (" + " if parallel else " → ").join(said(ROLES[role]) for role in steps)
    return names or said(Text("责任人自己", "the owner alone"))


def _label(codes: Taxonomy, code: str) -> Text:
    return Text(codes.label(code, "zh-hans"), codes.label(code, "en"))


def _between(one: looks.Spread) -> str:
    return f"{yuan(one.quarter_fen)}–{yuan(one.three_quarters_fen)}"
