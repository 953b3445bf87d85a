"""Who must say yes to so much redress: the levels of the house, and the limits of the row it rests on, the stricter of the two (M05)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from wenguo.rules.offering import possible
from wenguo.rules.permissions import ROLES
from wenguo.rules.redress import Bound, yuan
from wenguo.rules.redress_table import Level, Row, Table
from wenguo.text import Text

if TYPE_CHECKING:
    from wenguo.complaint import OfferState


class Chain(msgspec.Struct, frozen=True, kw_only=True):
    """The roles that must say yes, in turn or side by side, and which limits of rows made it longer."""

    steps: tuple[str, ...] = ()
    parallel: bool = False
    because: tuple[Text, ...] = ()


def binding(rule: str | None, remedy: str, every: Iterable[Bound]) -> tuple[Row, ...]:
    """The rows whose own limits bind an offer: the one it rests on; naming none is no way around those in force for its remedy."""
    limited = [one.row for one in every if one.row.limits is not None and one.met and one.row.pays == "us"]
    return tuple(row for row in limited if (row.id == rule if rule is not None else remedy in row.remedies))


def chain(table: Table, rows: Iterable[Row], amount_fen: int, year_fen: int) -> Chain:
    """Who says yes to this sum: everybody the house asks and everybody the row asks; beyond the row's limit one level more."""
    place, steps, because, parallel = table.place(amount_fen, year_fen), dict[str, None](), list[Text](), True
    highest = len(table.levels) - 1
    limited = [row for row in rows if row.limits is not None]
    if any(row.limits is not None and not row.limits.holds(amount_fen, year_fen) for row in limited):
        place = min(place + 1, highest)
    level = table.levels[place]
    steps.update(dict.fromkeys(level.steps))
    for row in limited:
        assert row.limits is not None
        steps.update(dict.fromkeys(row.limits.steps))
        said = limits_said(row.limits)
        because.append(Text(f"“{row.name.zh}”的限额：{said.zh}", f"the limits of “{row.name.en}”: {said.en}"))
        parallel = parallel and (row.limits.parallel or not row.limits.steps)
    return Chain(
        steps=tuple(steps),
        parallel=bool(steps) and parallel and (level.parallel or not level.steps),
        because=tuple(because),
    )


def steps_taken(asked: tuple[str, ...], table: Table, without: frozenset[int]) -> tuple[str, ...]:
    """The steps that others can take; where nobody else holds any of them, the next role up that somebody else holds."""
    holders = dict(table.holders)
    found = possible(asked, holders, without)
    if not found or holders.get(found[0], frozenset()) - without:
        return found
    higher = dict.fromkeys(role for level in table.levels for role in level.steps if role not in asked)
    return next(((role,) for role in higher if holders.get(role, frozenset()) - without), found)


def limits_said(limits: Level) -> Text:
    """A row's own limits in words: up to how much, for a complaint and for a person within a year, and who says yes."""
    up_to, year, steps = limits.up_to_fen, limits.year_fen, limits.steps
    zh, en = [], []
    if up_to is not None:
        zh.append(f"一件不超过 ¥{yuan(up_to)}")
        en.append(f"up to ¥{yuan(up_to)} a complaint")
    if year is not None:
        zh.append(f"同一人一年不超过 ¥{yuan(year)}")
        en.append(f"up to ¥{yuan(year)} a person within a year")
    if steps:
        zh.append(f"须{'、'.join(ROLES[one].zh for one in steps)}批准")
        en.append(f"the {' and the '.join(ROLES[one].en for one in steps)} must approve")
    if up_to is not None or year is not None:
        zh.append("超过的须上一级批准")
        en.append("above that, one level more must approve")
    return Text("，".join(zh), ", ".join(en))


def bound_by(offer: OfferState, table: Table) -> Text | None:
    """The limits of the row that an offer rests on, where it has its own: said with a refusal to approve."""
    row = table.row(offer.rule) if offer.rule is not None else None
    return limits_said(row.limits) if row is not None and row.limits is not None else None
