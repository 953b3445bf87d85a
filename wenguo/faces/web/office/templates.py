"""Templates: prepared words with places, a preview of a real complaint or a sample, older versions to go back to."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from wenguo.administering import templates as acts
from wenguo.administering.versions import TEMPLATES
from wenguo.faces.web.office import versions
from wenguo.faces.web.office.forms import Field, Form
from wenguo.faces.web.office.here import Here, section, seen
from wenguo.faces.web.office.me import LANGUAGES
from wenguo.models import Template
from wenguo.pages import prepared
from wenguo.pages.asking import who
from wenguo.queries import house, office
from wenguo.queries.administrators import not_yours
from wenguo.queries.history import history
from wenguo.queries.people import names
from wenguo.text import Text
from wenguo.verbs import Refused

_SAMPLE: dict[str, Text] = {
    "number": Text("WG26-001234-5", "WG26-001234-5"),
    "complainant": Text("王女士", "Ms Wang"),
    "matter": Text("空调有异响，维修两次仍未解决", "the air conditioner rattles, after two repairs"),
    "demands": Text("免费维修；书面说明原因", "repair free of charge; the cause in writing"),
    "received": Text("11月20日", "20 Nov"),
    "owner": Text("陈静", "Chen Jing"),
    "due": Text("12月5日", "5 Dec"),
    "missing": Text("购买日期、维修单照片", "the date of purchase, a photograph of the repair note"),
    "finding": Text(
        "压缩机支架松动，上次维修未紧固。", "The compressor's bracket was loose; the last repair left it so."
    ),
    "promise": Text("11月23日 10:00（周一）前上门检查", "a visit to look at it (by 23 Nov 10:00)"),
    "routes": Text(
        "· 向上一级申请核查\n· 申请调解、仲裁或提起诉讼",
        "· ask the unit above for a review\n· mediation, arbitration or a court",
    ),
}


@section("templates")
def templates(here: Here) -> HttpResponse:
    """What there is, by use; an empty house is offered the standard set."""
    rows = Template.objects.select_related("unit").order_by("verb", "language", "name")
    mine = [row for row in rows[:500] if row.unit_id is None or row.unit_id in here.who.sees]
    groups = [
        (title, [row for row in mine if row.verb == verb])
        for verb, title in acts.FOR.items()
        if any(row.verb == verb for row in mine)
    ]
    return here.page("templates", groups=groups, none=not mine, may_add=bool(here.who.administers))


@section("templates")
def add_standard(here: Here) -> HttpResponse:
    """The set that comes along."""
    to = reverse("office_templates")
    if not here.is_post:
        return seen(to)
    here.who.must_administer(None)
    return here.act(lambda: acts.add_standard(here.who, here.at), to, "标准模板已添加。", "The standard set is there.")


def _fields(here: Here) -> list[Field]:
    whole = (("", Text("全机构", "the whole organisation")),) if here.who.whole else ()
    return [
        Field(name="verb", label=Text("用途", "For"), kind="choice", options=tuple(acts.FOR.items())),
        Field(name="language", label=Text("语言", "Language"), kind="choice", options=LANGUAGES),
        Field(
            name="unit",
            label=Text("适用单位（含下属）", "Unit, with those below"),
            kind="choice",
            options=(*whole, *here.unit_options()),
            help=Text("离得最近的单位的模板优先", "the nearest unit's own comes first"),
        ),
        Field(name="name", label=Text("名称", "Name"), required=True, most=100),
        Field(name="body", label=Text("正文", "Text"), kind="words", required=True, most=acts.LONGEST),
    ]


@section("templates")
def add(here: Here) -> HttpResponse:
    """A new template."""
    if not here.who.administers:
        raise not_yours()
    return _edit(here, None)


@section("templates")
def template(here: Here, number: int) -> HttpResponse:
    """One template, to be read or changed."""
    return _edit(here, template_of(here, number))


def _edit(here: Here, row: Template | None) -> HttpResponse:
    given = {one: getattr(row, one) for one in ("verb", "language", "name", "body")} if row is not None else {"verb": "acknowledge", "language": "zh-hans"}  # fmt: skip
    fields = _fields(here)
    form = Form(fields, {**given, "unit": (row.unit_id or "") if row is not None else ""})
    looks = here.request.POST.get("look") == "1"
    if here.is_post and not looks and form.submit(here.request.POST, lambda given: _save(here, row, given)):
        unknown = "office_template"
        return here.done("模板已保存。", "The template is saved.", reverse(unknown, args=[form.result.pk]))
    if looks:
        form.values = {one.name: here.request.POST.get(one.name, "") for one in fields}
    body, language = str(form["body"].value or ""), str(form["language"].value or "zh-hans")
    changes = TEMPLATES.changes(row) if row is not None else []
    return here.page(
        "template",
        status=form.status,
        form=form,
        row=row,
        may=here.who.may_change(row.unit_id) if row is not None else True,
        places=[("{{ " + name + " }}", text) for name, text in prepared.PLACES.items()],
        changes=changes,
        names=names(one.account_id for one in changes),
        **_preview(here, body, language),
    )


def _preview(here: Here, body: str, language: str) -> dict[str, Any]:
    """The words as a complainant would read them: of a complaint one may see, else of a sample."""
    number = here.request.POST.get("number", here.request.GET.get("number", "")).strip()
    wrong, values = None, {}
    if number:
        try:
            values = prepared.values_of(history(who(here.request), number, cover=True), language)
        except Refused as refused:
            wrong = refused.text
    values = values or sample(language)
    filled = prepared.fill(body, values)
    return {
        "preview": filled,
        "preview_number": number,
        "preview_wrong": wrong,
        "unknown": prepared.unknown_places(body),
        "blanks": len(prepared.blanks(filled)),
    }


def sample(language: str) -> dict[str, str]:
    """What the places say of a complaint that never was."""
    settled, unit = house.everything(), next(iter(office.units().values()))
    zh = language.startswith("zh")
    real = {
        "house": house.called(language),
        "unit": unit.name if zh else unit.name_en or unit.name,
        "phone": str(settled["phone"]),
        "hours": str(settled["hours_zh"] if zh else settled["hours_en"]),
    }
    made = {name: text.said(language) for name, text in _SAMPLE.items()}
    return {name: real.get(name) or made.get(name) or prepared.blank(name, language) for name in prepared.PLACES}


def _save(here: Here, row: Template | None, given: dict[str, Any]) -> Template:
    unknown = prepared.unknown_places(given["body"])
    if unknown:
        known = "、".join(f"{{{{ {name} }}}}" for name in prepared.PLACES)
        listed = "、".join(f"{{{{ {name} }}}}" for name in unknown)
        raise Refused(
            Text(f"不认识 {listed}；可用的有：{known}", f"{listed} is not known; there are: {known}"),
            code="field",
            field="body",
        )
    unit = int(given.pop("unit")) if given["unit"] else given.pop("unit") or None
    return acts.save(here.who, here.at, row, unit=unit or None, **given)


@section("templates")
def state(here: Here, number: int) -> HttpResponse:
    """Offer a template no longer, or again."""
    row = template_of(here, number)
    on = Text("已恢复使用。", "In use again.")
    off = Text("已停用；可随时恢复。", "Out of use; it can be offered again.")
    return versions.turned(here, TEMPLATES, row, reverse("office_template", args=[row.pk]), on, off)


@section("templates")
def restore(here: Here, number: int, change: int) -> HttpResponse:
    """Go back to the words before a change."""
    row = template_of(here, number)
    return versions.restored(here, TEMPLATES, row, change, reverse("office_template", args=[row.pk]))


def template_of(here: Here, number: int) -> Template:
    """A template one may see."""
    row = Template.objects.select_related("unit").filter(pk=number).first()
    return versions.found(here, row, Text("没有这个模板。", "There is no such template."))
