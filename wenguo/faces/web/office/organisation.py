"""The organisation's own settings, in groups that say what they are for."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse

from wenguo.faces.web.office.forms import Field, Form
from wenguo.faces.web.office.here import Here, section
from wenguo.faces.web.office.me import colleagues
from wenguo.models.writing import number_format
from wenguo.queries import house, office
from wenguo.text import Text

# THE GROUPS: every setting of house.SETTINGS stands in one of them (a test compares).
GROUPS: tuple[tuple[Text, Text, tuple[str, ...]], ...] = (
    (
        Text("名称与抬头", "Name and letterhead"),
        Text("出现在投诉入口、答复书和通知里", "at the complainants' door, in letters and notices"),
        ("name_zh", "name_en", "letterhead_zh", "letterhead_en"),
    ),
    (
        Text("怎样找到我们", "How to reach us"),
        Text("在投诉入口的每一页公示；空着的不显示", "shown on every page of the door; what is empty is left out"),
        ("phone", "email", "address_zh", "address_en", "hours_zh", "hours_en"),
    ),
    (
        Text("公布的处理流程", "Published procedure"),
        Text(
            "银保监令 2020-3 第 8 条：公布渠道、流程和时限",
            "what a regulator asks to be published: ways, steps, limits",
        ),
        ("procedure_zh", "procedure_en"),
    ),
    (
        Text("投诉入口", "The complainants' door"),
        Text("谁来接，让投诉人看到什么", "who receives, and what complainants see"),
        ("portal_unit", "portal_owner", "anonymous", "show_owner"),
    ),
    (
        Text("编号与草稿", "Numbers and drafts"),
        Text("新格式只用于以后的投诉，已有编号不变", "a new format is for complaints to come; numbers given stay"),
        ("number_format", "draft_days"),
    ),
    (
        Text("早期预警与重大投诉", "Early warnings and major complaints"),
        Text(
            "系统建议值，不是法定标准；多人当面（20 人）等法定标准不能改",
            "proposals, not law; what the law names (twenty people face to face) cannot be changed",
        ),
        (
            "warn_moves",
            "warn_moved_hours",
            "warn_repeats",
            "warn_tellers",
            "warn_returns",
            "warn_percent",
            "warn_silence_days",
            "warn_head_hours",
            "major_amount_yuan",
        ),
    ),
)
_LONG = {"procedure_zh": 20_000, "procedure_en": 20_000, "address_zh": 500, "address_en": 500, "hours_zh": 500, "hours_en": 500}  # fmt: skip


def fields() -> list[Field]:
    """Every setting as a field of the form."""
    zh_top = office.units()[office.top()]
    units = tuple((one.code, one.name) for one in office.units().values() if one.active)
    found = []
    for names in (names for *_, names in GROUPS):
        for name in names:
            default, text, _ = house.SETTINGS[name]
            kind = "yes" if isinstance(default, bool) else "number" if isinstance(default, int) else "line"
            extra: dict[str, Any] = {}
            if name in _LONG:
                kind, extra = "words", {"most": _LONG[name]}
            if name == "portal_unit":
                same = Text(f"最上级单位（{zh_top.name}）", f"the top unit ({zh_top.name_en or zh_top.name})")
                kind, extra = "choice", {"options": (("", same), *units)}
            if name == "portal_owner":
                extra = {"list": "colleagues"}
            found.append(Field(name=name, label=text, kind=kind, **extra))
    return found


@section("organisation")
def organisation(here: Here) -> HttpResponse:
    """The settings, to be read or changed."""
    form = Form(fields(), house.everything())
    if here.is_post:
        here.who.must_administer(None)
        if form.submit(here.request.POST, lambda given: _keep(here, given)):
            return here.done("已保存，立即生效。", "Saved, and in force.", reverse("office_organisation"))
    pattern = str(form["number_format"].value)
    return here.page(
        "organisation",
        status=form.status,
        form=form,
        groups=[(title, says, [form[name] for name in names]) for title, says, names in GROUPS],
        colleagues=colleagues(None),
        **_example(here, pattern),
    )


@section("organisation")
def number_example(here: Here) -> HttpResponse:
    """What a format of numbers makes, while it is typed."""
    return here.page("number_example", **_example(here, here.request.GET.get("number_format", "").strip()))


def _example(here: Here, pattern: str) -> dict[str, Any]:
    wrong = house.wrong_format(pattern)
    example = house.number_example(pattern, here.at) if wrong is None else ""
    return {"example": example, "format_wrong": wrong, "format_now": number_format()}


def _keep(here: Here, given: dict[str, Any]) -> None:
    with transaction.atomic():
        for name, value in given.items():
            house.settle(name, value, here.who.account, here.at)
