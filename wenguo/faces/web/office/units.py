"""Units as a tree: add, rename, move, close; the head, the country, the time zone."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.http import HttpResponse
from django.urls import reverse

from wenguo.administering import units as acts
from wenguo.faces.web.office.forms import Field, Form
from wenguo.faces.web.office.here import Here, in_tree_order, section, seen
from wenguo.faces.web.office.me import account_named, colleagues
from wenguo.models import Account, Unit
from wenguo.queries import office
from wenguo.queries.administrators import not_yours
from wenguo.queries.people import names
from wenguo.text import Text
from wenguo.verbs import Refused

_NAMES = (
    Field(name="name", label=Text("名称", "Name"), required=True),
    Field(name="name_en", label=Text("英文名称", "Name in English")),
)
_PLACE = (
    Field(
        name="country",
        label=Text("国家或地区", "Country"),
        most=10,
        help=Text("CN、GB-ENG 这样的代码；空着沿用上级", "a code such as CN or GB-ENG; empty: as above"),
    ),
    Field(
        name="time_zone",
        label=Text("时区", "Time zone"),
        most=60,
        help=Text("如 Asia/Shanghai；空着沿用上级", "as Asia/Shanghai; empty: as above"),
    ),
)


def _fields(here: Here, unit: Unit | None) -> list[Field]:
    options = here.unit_options()
    if unit is not None:  # it cannot stand below itself
        own = {str(one) for one in office.below(unit.pk)}
        options = tuple(one for one in options if one[0] not in own)
        above = office.units().get(unit.parent_id or 0)
        if above is not None and str(above.id) not in dict(options):
            options = ((str(above.id), above.name), *options)
    code = Field(
        name="code",
        label=Text("代码", "Code"),
        required=True,
        most=60,
        help=Text(
            "小写字母、数字和 . _ -，如 north.care；以后不变",
            "small letters, digits and . _ -, as north.care; it stays",
        ),
    )
    head = Field(
        name="head",
        label=Text("负责人（账号）", "Head (account name)"),
        list="colleagues",
        help=Text(
            "无人应答的投诉会到负责人这里；同时得到负责人角色",
            "what nobody answers comes to the head, who gets the role too",
        ),
    )
    place = () if unit is not None and unit.parent_id is None else (
        Field(name="parent", label=Text("上级单位", "Unit above"), kind="choice", options=options),
    )  # fmt: skip
    return [*((code,) if unit is None else ()), *_NAMES, *place, head, *_PLACE]


@section("units")
def units(here: Here) -> HttpResponse:
    """The tree, with what each unit has."""
    mine = here.units()
    people = dict(_counted())
    return here.page(
        "units",
        units=[{"unit": one, "depth": _depth(one, mine), "people": people.get(one.id, 0)} for one in mine],
        heads=names(one.head for one in mine),
        may_add=bool(here.who.administers),
    )


def _depth(one: office.UnitFacts, shown: list[office.UnitFacts]) -> int:
    ids = {each.id for each in shown}
    return sum(1 for above in one.path[1:] if above in ids)


def _counted() -> list[tuple[int, int]]:
    rows = Account.objects.filter(is_active=True, unit__isnull=False).order_by()
    return [(unit, count) for unit, count in rows.values_list("unit_id").annotate(n=Count("pk")) if unit is not None]


@section("units")
def add(here: Here) -> HttpResponse:
    """A new unit."""
    if not here.who.administers:
        raise not_yours()
    form = Form(_fields(here, None), {"parent": here.request.GET.get("under") or office.top()})
    if here.is_post and form.submit(here.request.POST, lambda given: _add(here, given)):
        return here.done(
            f"单位“{form.result.name}”已建立。",
            f"The unit “{form.result.name}” is there.",
            reverse("office_unit", args=[form.result.code]),
        )
    return here.page(
        "form",
        status=form.status,
        form=form,
        title=Text("新增单位", "A new unit"),
        says=Text("规则包、营业时间先沿用上级，之后可以改", "packs and hours are those above until you change them"),
        submit=Text("建立", "Add"),
        back=reverse("office_units"),
        colleagues=colleagues(None),
    )


def _add(here: Here, given: dict[str, Any]) -> Unit:
    code = given.pop("code")
    parent = int(given.pop("parent"))
    return acts.add_unit(here.who, here.at, code=code, parent=parent, **_with_head(given))


def _with_head(given: dict[str, Any]) -> dict[str, Any]:
    head = given.pop("head")
    return {**given, "head_id": account_named(head, "head") if head else None}


@section("units")
def unit(here: Here, code: str) -> HttpResponse:
    """One unit, to be read or changed."""
    row = unit_of(here, code)
    may = here.who.may_change(row.pk)
    form = Form(
        _fields(here, row),
        {
            "name": row.name,
            "name_en": row.name_en,
            "parent": row.parent_id,
            "head": row.head.username if row.head is not None else "",
            "country": row.country,
            "time_zone": row.time_zone,
        },
    )
    if here.is_post and form.submit(here.request.POST, lambda given: _change(here, row, given)):
        return here.done("已保存。", "Saved.", reverse("office_unit", args=[row.code]))
    facts = office.units()[row.pk]
    return here.page(
        "unit",
        status=form.status,
        form=form,
        unit=row,
        facts=facts,
        may=may,
        below=in_tree_order(one for one in office.units().values() if one.parent == row.pk),
        people=Account.objects.filter(unit=row, is_active=True).order_by("username")[:50],
        colleagues=colleagues(row.pk),
    )


def _change(here: Here, row: Unit, given: dict[str, Any]) -> None:
    if "parent" in given:
        given["parent_id"] = int(given.pop("parent"))
    acts.change_unit(here.who, here.at, row, **_with_head(given))


@section("units")
def state(here: Here, code: str) -> HttpResponse:
    """Close a unit, or open it again."""
    row, active = unit_of(here, code), here.request.POST.get("active") == "1"
    here.who.must_administer(row.pk)
    to = reverse("office_unit", args=[row.code])
    if not here.is_post:
        return seen(to)
    zh, en = (
        ("已恢复。", "It is open again.")
        if active
        else ("已停用；可随时恢复。", "It is closed; it can be opened again.")
    )
    return here.act(lambda: acts.set_active(here.who, here.at, row, active=active), to, zh, en)


def unit_of(here: Here, code: str) -> Unit:
    """A unit one may see. Refused as if it were not there."""
    row = Unit.objects.select_related("head", "parent").filter(code=code).first()
    if row is None or row.pk not in here.who.sees:
        raise Refused(Text(f"没有单位 {code}。", f"There is no unit {code}."), code="unseen")
    return row
