"""The table of redress, for people who do not program: rows, a preview of a real complaint, versions, who approves."""

from __future__ import annotations

from typing import Any

import msgspec
from django.http import HttpResponse
from django.urls import reverse

from wenguo.administering import redress as acts
from wenguo.faces.web.office.forms import Field, Form
from wenguo.faces.web.office.here import Here, section, seen
from wenguo.models import Change
from wenguo.pages import redress_told
from wenguo.pages.asking import who
from wenguo.queries import office, redress
from wenguo.queries.people import names
from wenguo.reading.amounts import read_amount
from wenguo.rules.permissions import ROLES
from wenguo.rules.redress import Bound, Facts, bears_on, bound, yuan
from wenguo.rules.redress_table import BASES, FORMULAS, HOLDS, Level, Row
from wenguo.text import Text
from wenguo.verbs import Refused

_KINDS = {"outcome": Text("结果不满", "the outcome"), "process": Text("过程不满", "the way of being treated"), "both": Text("两者都有", "both")}  # fmt: skip


@section("redress")
def rows(here: Here) -> HttpResponse:
    """What is in force: our own rows first, then what law gives; and who says yes."""
    table = redress.table()
    told = [redress_told.in_words(_plain(one), here.language) for one in table.rows]
    changes = changes_of(acts.LEVELS, "levels")
    return here.page(
        "redress",
        ours=[one for one in told if one.bound.row.ours],
        law=[one for one in told if not one.bound.row.ours],
        levels=redress_told.levels(table, here.language),
        expires_days=table.expires_days,
        changes=changes,
        names=names(one.account_id for one in changes),
    )


def _plain(row: Row) -> Bound:
    """A row before any complaint: its formula, and no amount."""
    return msgspec.structs.replace(bound(row, Facts()), unmet=row.needs)


@section("redress")
def add(here: Here) -> HttpResponse:
    """A new row of our own."""
    here.who.must_administer(None)
    return _edit(here, None)


@section("redress")
def row(here: Here, row_id: str) -> HttpResponse:
    """One row, to be read, tried on a complaint, or changed."""
    found = redress.table().row(row_id)
    if found is None:
        raise acts.unseen()
    return _edit(here, found)


def _edit(here: Here, standing: Row | None) -> HttpResponse:
    form = Form(_fields(here), _values(standing))
    looks = here.request.POST.get("look") == "1"
    post = here.request.POST
    tried: Row | None = standing
    if here.is_post and not looks and form.submit(post, lambda given: _save(here, standing, given)):
        return here.done("标准已保存。", "The row is saved.", reverse("office_redress_row", args=[form.result.id]))
    if looks:
        form.submit(post, lambda given: acts.checked(standing.id if standing else "preview", _read(given)))
        tried = form.result if form.refused is None else None
    changes = changes_of(acts.ROW, standing.id) if standing is not None else []
    return here.page(
        "redress_row",
        status=form.status,
        form=form,
        row=standing,
        may=here.who.whole and (standing is None or standing.ours),
        told=redress_told.in_words(_plain(standing), here.language) if standing is not None else None,
        changes=[(one, _in_short(one.before, here.language)) for one in changes],
        names=names(one.account_id for one in changes),
        **_preview(here, tried),
    )


def _in_short(before: dict[str, Any] | None, language: str) -> str:
    """An older version in one line."""
    if not before:
        return ""
    old = msgspec.convert(before, Row)
    said = redress_told.in_words(_plain(old), language)
    return f"{said.name} · {said.formula} · {said.where}"


def _fields(here: Here) -> list[Field]:
    codes, language = office.taxonomy(), here.language
    remedies = [(one.code, one.label(language)) for one in codes.facet("RM")]
    causes = [
        (one.code, f"{one.code} {one.label(language)}")
        for one in codes.entries
        if one.code.startswith("RS") and one.in_use
    ]
    units = [(one.code, one.name if language.startswith("zh") else one.name_en or one.name) for one in here.units()]
    return [
        Field(name="zh", label=Text("名称（中文）", "Name in Chinese"), required=True, most=100),
        Field(name="en", label=Text("名称（英文）", "Name in English"), required=True, most=100),
        Field(name="basis", label=Text("依据的种类", "It rests on"), kind="choice", options=tuple((one, BASES[one]) for one in acts.OURS)),
        Field(name="instrument", label=Text("依据的文件", "The paper it rests on"), required=True, help=Text("例如《售后服务管理办法》", "such as the After-sales Rules")),
        Field(name="article", label=Text("条款", "Article"), most=60),
        Field(name="remedies", label=Text("补救方式", "Remedies"), kind="many", options=remedies),
        Field(name="formula", label=Text("怎么计算", "How it is counted"), kind="choice", options=tuple((one, FORMULAS[one]) for one in acts.FORMS)),
        Field(name="low", label=Text("百分比，从", "Per cent, from"), help=Text("5 即 5%，300 即 3 倍", "5 is 5%, 300 is three times")),
        Field(name="high", label=Text("百分比，到", "Per cent, to")),
        Field(name="floor", label=Text("不少于（元）", "At least (yuan)")),
        Field(name="cap", label=Text("不多于（元）", "At most (yuan)")),
        Field(name="causes", label=Text("适用的原因", "For these causes"), kind="many", options=causes, help=Text("一个都不选即全部", "none chosen: all of them")),
        Field(name="dissatisfaction", label=Text("适用的不满", "For dissatisfaction with"), kind="many", options=tuple(_KINDS.items())),
        Field(name="needs", label=Text("须先认定", "Findings it needs"), kind="many", options=tuple(HOLDS.items())),
        Field(name="units", label=Text("适用单位（含下属）", "Units, with those below"), kind="many", options=units, help=Text("一个都不选即全机构", "none chosen: the whole organisation")),
        Field(name="note_zh", label=Text("说明（中文）", "Note in Chinese"), kind="words", most=1000),
        Field(name="note_en", label=Text("说明（英文）", "Note in English"), kind="words", most=1000),
        Field(name="own_up_to", label=Text("本标准：一件不超过（元）", "This row: a complaint up to (yuan)"), help=Text("超过的，须上一级批准", "above it, one level more says yes")),
        Field(name="own_year", label=Text("本标准：同一人一年不超过（元）", "This row: a person within a year up to (yuan)")),
        Field(name="own_steps", label=Text("本标准须经", "This row needs the yes of"), kind="many", options=tuple((role, ROLES[role]) for role in acts.APPROVERS), help=Text("与总的审批层级一并适用，从严", "beside the levels of the house; the stricter of the two binds")),
        Field(name="tax", label=Text("税务提示", "Note on tax"), most=300),
    ]  # fmt: skip


def _values(row: Row | None) -> dict[str, Any]:
    if row is None:
        return {"basis": "company", "formula": "fixed"}
    return {
        "zh": row.name.zh, "en": row.name.en, "basis": row.basis, "instrument": row.source.instrument,
        "article": row.source.article, "remedies": list(row.remedies), "formula": row.formula, "low": row.low or "",
        "high": row.high or "", "floor": yuan(row.floor).replace(",", "") if row.floor else "",
        "cap": yuan(row.cap).replace(",", "") if row.cap is not None else "", "causes": list(row.causes),
        "dissatisfaction": list(row.dissatisfaction), "needs": list(row.needs), "units": list(row.units),
        "note_zh": row.note.zh if row.note else "", "note_en": row.note.en if row.note else "",
        "tax": row.tax.zh if row.tax else "", **_own(row),
    }  # fmt: skip


def _own(row: Row) -> dict[str, Any]:
    """Its own limits as they are typed."""
    own = row.limits or Level()

    def plain(fen: int | None) -> str:
        return yuan(fen).replace(",", "") if fen is not None else ""

    return {"own_up_to": plain(own.up_to_fen), "own_year": plain(own.year_fen), "own_steps": list(own.steps)}


def _read(given: dict[str, Any]) -> dict[str, Any]:
    """Yuan into fen, per cent into whole numbers."""
    found = dict(given)
    for name in ("floor", "cap", "own_up_to", "own_year"):
        text = str(given[name]).strip()
        found[name] = read_amount(text).minor if text else None
        if text and found[name] is None:
            raise Refused(Text("请填金额，例如 200。", "Give an amount, such as 200."), code="field", field=name)
    for name in ("low", "high"):
        text = str(given[name]).strip().removesuffix("%")
        if text and not (text.isascii() and text.isdecimal() and len(text) < 6):
            raise Refused(Text("请填整数的百分比。", "Give a whole per cent."), code="field", field=name)
        found[name] = int(text) if text else 0
    return found


def _save(here: Here, standing: Row | None, given: dict[str, Any]) -> Row:
    return acts.save(here.who, here.at, standing.id if standing is not None else None, _read(given))


def _preview(here: Here, row: Row | None) -> dict[str, Any]:
    """What the row would say of a complaint one may see; nothing is written down."""
    number = here.request.POST.get("number", here.request.GET.get("number", "")).strip()
    shown: dict[str, Any] = {"preview_number": number, "preview": None, "preview_wrong": None, "bears": True}
    if not number or row is None:
        return shown
    try:
        whole = redress.whole_of(who(here.request), number)
    except Refused as refused:
        return shown | {"preview_wrong": refused.text}
    unit = office.units()[whole.complaint.unit]
    facts = redress_told.facts(whole.complaint, unit, redress.table(unit))
    return shown | {"preview": redress_told.in_words(bound(row, facts), here.language), "bears": bears_on(row, facts)}


@section("redress")
def state(here: Here, row_id: str) -> HttpResponse:
    """Take a row out of use, or use it again."""
    to, active = reverse("office_redress_row", args=[row_id]), here.request.POST.get("active") == "1"
    if not here.is_post:
        return seen(to)
    zh, en = ("已恢复使用。", "In use again.") if active else ("已停用；可随时恢复。", "Out of use; it can come back.")
    return here.act(lambda: acts.set_active(here.who, here.at, row_id, active=active), to, zh, en)


@section("redress")
def restore(here: Here, row_id: str, change: int) -> HttpResponse:
    """Go back to a row as it was before a change."""
    to = reverse("office_redress_row", args=[row_id])
    found = Change.objects.filter(pk=change, what=acts.ROW, target=row_id).first()
    if found is None:
        raise acts.unseen()
    if not here.is_post:
        return seen(to)
    return here.act(
        lambda: acts.restore(here.who, here.at, row_id, found), to, "已恢复旧版本。", "The older version is back."
    )


def changes_of(what: str, target: str) -> list[Change]:
    """The newest changes of one thing of the table."""
    return list(Change.objects.filter(what=what, target=target).order_by("-id")[:20])
