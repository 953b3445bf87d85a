"""Units: branches, departments and counters, as a tree."""

from __future__ import annotations

import json
from typing import Any

import click

from wenguo.administering import units as acts
from wenguo.faces.cli.acting import Desk, account_id, at_the_desk, unit_id
from wenguo.faces.cli.commands import ENTRIES
from wenguo.faces.cli.output import emit, line, table
from wenguo.faces.cli.settling import settling
from wenguo.faces.cli.speaking import group, option, said
from wenguo.models import Unit
from wenguo.queries.administrators import settler
from wenguo.queries.office import UnitFacts, units
from wenguo.text import Text
from wenguo.verbs import Refused

_SETTINGS = (
    option("--name", text=Text("名称", "name")),
    option("--name-en", text=Text("英文名称", "name in English")),
    option("--parent", metavar="UNIT", text=Text("上级单位", "the unit above")),
    option("--pack", "packs_", multiple=True, metavar="PACK", text=Text("适用规则包，可多次；不给则沿用上级", "policy packs; else those of the unit above")),
    option("--head", metavar="USER", text=Text("负责人", "head")),
    option("--country", text=Text("国家或地区代码", "country code")),
    option("--time-zone", text=Text("时区，如 Asia/Shanghai", "time zone, such as Asia/Shanghai")),
    option("--hours", metavar="JSON", text=Text('营业时间：{"weekdays": [[["09:00","18:00"]], …七天]}', 'opening hours: {"weekdays": [[["09:00","18:00"]], … seven days]}')),
)  # fmt: skip


def _settable(function: Any) -> Any:
    for one in reversed(_SETTINGS):
        function = one(function)
    return function


@group("unit", ENTRIES["unit"].text)
def unit() -> None:
    """See the table of commands."""


@unit.command("list", text=Text("列出单位", "the units"))
@at_the_desk
def list_(desk: Desk) -> None:
    """The tree."""
    every = sorted(units().values(), key=lambda one: tuple(units()[each].code for each in reversed(one.path)))
    if desk.json:
        emit({"units": [_object(one) for one in every]})
        return
    heads = (Text("代码", "Code"), Text("名称", "Name"), Text("负责人", "Head"), Text("规则包", "Packs"))
    names = _heads()
    table(
        heads,
        (
            (
                "  " * (len(one.path) - 1) + one.code,
                said(Text(one.name, one.name_en or one.name)),
                names.get(one.head or 0),
                ", ".join(one.packs),
            )
            for one in every
        ),
    )


@unit.command("add", text=Text("新增单位", "a new unit"))
@click.argument("code")
@_settable
@at_the_desk
def add(desk: Desk, code: str, **given: Any) -> None:
    """Under --parent, else under the first there is."""
    first = min(units().values(), key=lambda one: (len(one.path), one.id)).id
    parent = unit_id(given["parent"], "parent") if given["parent"] is not None else first
    with settling(desk) as who:
        row = acts.add_unit(who, desk.at, code=code, parent=parent, **{"name": code, **_facts(given)})
        _bind(desk, row, given)
    _told(desk, row)


@unit.command("set", text=Text("修改单位", "change a unit"))
@click.argument("code")
@_settable
@option("--active/--inactive", "active", default=None, text=Text("启用／停用", "in use, or not"))
@at_the_desk
def set_(desk: Desk, code: str, active: bool | None, **given: Any) -> None:
    """Only what is given changes."""
    row = Unit.objects.get(pk=unit_id(code, "code"))
    facts = _facts(given)
    if given["parent"] is not None:
        facts["parent_id"] = unit_id(given["parent"], "parent")
    with settling(desk) as who:
        acts.change_unit(who, desk.at, row, **facts)
        _bind(desk, row, given)
        if active is not None:
            acts.set_active(who, desk.at, row, active=active)
    _told(desk, row)


def _facts(given: dict[str, Any]) -> dict[str, Any]:
    """What was given of a unit's names and place."""
    facts = {name: given[name] for name in ("name", "name_en", "country", "time_zone") if given[name] is not None}
    if given["head"] is not None:
        facts["head_id"] = account_id(given["head"], "head")
    return facts


def _bind(desk: Desk, row: Unit, given: dict[str, Any]) -> None:
    """Its packs and hours; asked anew who administers, for a unit just made was not there before."""
    who = settler(desk.account)
    if given["packs_"]:
        wanted = [part.strip() for text in given["packs_"] for part in text.split(",") if part.strip()]
        acts.set_packs(who, desk.at, row, wanted)
    if given["hours"] is not None:
        acts.set_hours(who, desk.at, row, _week(given["hours"]))


def _week(text: str) -> Any:
    """The days as they were typed; what they must be is the act's to say."""
    try:
        return json.loads(text)["weekdays"] or []
    except (ValueError, TypeError, LookupError) as error:
        raise Refused(
            Text(
                '营业时间须写作 {"weekdays": [[["09:00","18:00"]], …七天]}。',
                'Write the hours as {"weekdays": [[["09:00","18:00"]], … seven days]}.',
            ),
            field="hours",
            code="field",
        ) from error


def _told(desk: Desk, row: Unit) -> None:
    if desk.json:
        emit(_object(units()[row.pk]))
    else:
        line(f"{row.code}  {row.name}  {', '.join(units()[row.pk].packs)}")


def _object(one: UnitFacts) -> dict[str, Any]:
    every = units()
    return {
        "code": one.code,
        "name": one.name,
        "name_en": one.name_en,
        "parent": every[one.parent].code if one.parent is not None else None,
        "packs": list(one.packs),
        "head": _heads().get(one.head or 0),
        "country": one.country,
        "time_zone": one.time_zone,
        "active": one.active,
    }


def _heads() -> dict[int, str]:
    return {pk: name for pk, name in Unit.objects.exclude(head=None).values_list("head_id", "head__username") if pk}
