"""Units: branches, departments and counters, as a tree."""

from __future__ import annotations

import json
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click
import msgspec

from wenguo import packs
from wenguo.faces.cli.acting import Desk, account_id, administers, at_the_desk, unit_id
from wenguo.faces.cli.commands import ENTRIES
from wenguo.faces.cli.output import emit, line, table
from wenguo.faces.cli.speaking import group, option, said
from wenguo.models import Unit
from wenguo.queries.office import UnitFacts, below, units
from wenguo.rules.calendar import Hours
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
    if Unit.objects.filter(code=code).exists() or not code.strip() or code.isdecimal():
        raise Refused(Text(f"单位代码 {code} 不可用。", f"The code {code} cannot be used."), field="code", code="field")
    given["parent"] = given["parent"] or min(units().values(), key=lambda one: (len(one.path), one.id)).code
    administers(desk, unit_id(given["parent"], "parent"))
    _keep(desk, Unit(code=code, name=given["name"] or code), given)


@unit.command("set", text=Text("修改单位", "change a unit"))
@click.argument("code")
@_settable
@option("--active/--inactive", "active", default=None, text=Text("启用／停用", "in use, or not"))
@at_the_desk
def set_(desk: Desk, code: str, active: bool | None, **given: Any) -> None:
    """Only what is given changes."""
    row = Unit.objects.get(pk=unit_id(code, "code"))
    administers(desk, row.pk)
    if active is not None:
        row.active = active
    _keep(desk, row, given)


def _keep(desk: Desk, row: Unit, given: dict[str, Any]) -> None:
    for name in ("name", "name_en", "country"):
        if given[name] is not None:
            setattr(row, name, given[name])
    if given["parent"] is not None:
        row.parent_id = _parent(row, given["parent"])
    if given["head"] is not None:
        row.head_id = account_id(given["head"], "head")
    if given["packs_"]:
        row.packs = _known_packs(given["packs_"])
    if given["time_zone"] is not None:
        row.time_zone = _zone(given["time_zone"])
    if given["hours"] is not None:
        row.hours = _hours(given["hours"])
    row.save()
    if desk.json:
        emit(_object(units()[row.pk]))
    else:
        line(f"{row.code}  {row.name}  {', '.join(units()[row.pk].packs)}")


def _parent(row: Unit, name: str) -> int:
    parent = unit_id(name, "parent")
    if row.pk is not None and parent in below(row.pk):
        raise Refused(Text("上级不能是本单位或其下属。", "A unit is not below itself."), field="parent", code="field")
    return parent


def _known_packs(given: tuple[str, ...]) -> list[str]:
    wanted = [part.strip() for text in given for part in text.split(",") if part.strip()]
    unknown = [one for one in wanted if one not in packs.load()]
    if unknown:
        known = ", ".join(sorted(packs.load()))
        raise Refused(
            Text(
                f"没有规则包 {', '.join(unknown)}；可选：{known}。",
                f"There is no pack {', '.join(unknown)}; there are: {known}.",
            ),
            field="pack",
            code="field",
        )
    return wanted


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise Refused(
            Text(f"没有时区 {name}。", f"There is no time zone {name}."), field="time_zone", code="field"
        ) from error
    return name


def _hours(text: str) -> Any:
    try:
        found = json.loads(text)
        msgspec.convert(found, Hours)
    except (ValueError, msgspec.ValidationError) as error:
        raise Refused(
            Text(f"营业时间有误：{error}", f"The hours are wrong: {error}"), field="hours", code="field"
        ) from error
    return found


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
