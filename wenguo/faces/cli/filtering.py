"""The filters that queue and search take, as options."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any, get_args

import click

from wenguo.faces.cli.acting import account_id, unit_id
from wenguo.faces.cli.moments import Day, zone
from wenguo.faces.cli.speaking import option
from wenguo.queries.filters import Filters
from wenguo.rules.lifecycle import STAGES
from wenguo.text import Text
from wenguo.verbs._verb import Channel, Kind, Severity

_OPTIONS = (
    option("--unit", metavar="UNIT", text=Text("单位及其下属", "unit, with those below it")),
    option("--owner", metavar="USER", text=Text("责任人", "owner")),
    option("--stage", type=click.Choice(list(STAGES)), text=Text("阶段", "stage")),
    option("--cause", metavar="CODE", text=Text("原因代码（大类含其下各项）", "cause code; a class includes its items")),
    option("--channel", type=click.Choice(get_args(Channel)), text=Text("渠道", "channel")),
    option("--severity", type=click.Choice(get_args(Severity)), text=Text("严重程度", "severity")),
    option("--kind", type=click.Choice(get_args(Kind)), text=Text("性质", "kind")),
    option("--from", "from_", type=Day(), metavar="DATE", text=Text("收到日期自", "received on or after")),
    option("--to", "to", type=Day(), metavar="DATE", text=Text("收到日期至（含当日）", "received on or before")),
    option("--overdue/--not-overdue", "overdue", default=None, text=Text("只看逾期／未逾期", "overdue ones, or the others")),
)  # fmt: skip


def filtered(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the filters' options."""
    for one in reversed(_OPTIONS):
        function = one(function)
    return function


def chosen(given: dict[str, Any]) -> Filters:
    """The filters that were given; takes their options out of `given`."""
    unit, owner = given.pop("unit"), given.pop("owner")
    since, until = given.pop("from_"), given.pop("to")
    rest = {name: given.pop(name) for name in ("stage", "cause", "channel", "severity", "kind", "overdue")}
    return Filters(
        unit=unit_id(unit) if unit else None,
        owner=account_id(owner, "owner") if owner else None,
        received_from=_begin(since) if since else None,
        received_to=_begin(until + timedelta(days=1)) if until else None,
        **rest,
    )


def _begin(day: Any) -> datetime:
    return datetime.combine(day, time(), zone())
