"""Sites of ours that show the complaint form in a frame: their keys, and what to paste."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from wenguo.administering import doors
from wenguo.faces.web.office.forms import Field, Form
from wenguo.faces.web.office.here import Here, section, seen
from wenguo.models import Site
from wenguo.queries.administrators import not_yours
from wenguo.text import Text
from wenguo.verbs import Refused


@section("sites")
def sites(here: Here) -> HttpResponse:
    """Every site with its snippet."""
    rows = Site.objects.select_related("unit").filter(unit__in=here.who.administers).order_by("name")
    root = here.request.build_absolute_uri("/").rstrip("/")
    return here.page("sites", rows=rows[:200], root=root)


@section("sites")
def add(here: Here) -> HttpResponse:
    """A new one."""
    if not here.who.administers:
        raise not_yours()
    form = Form(
        [
            Field(name="name", label=Text("名称", "Name"), required=True, most=100),
            Field(
                name="origin",
                label=Text("网站来源", "Origin of the site"),
                required=True,
                help=Text("如 https://www.example.org，只有它能嵌入表单", "as https://www.example.org; only it may show the form"),
            ),
            Field(name="unit", label=Text("由哪个单位接收", "Unit that receives"), kind="choice", options=here.unit_options()),
        ]
    )  # fmt: skip

    def act(given: dict[str, Any]) -> Site:
        return doors.add_site(here.who, here.at, name=given["name"], origin=given["origin"], unit=int(given["unit"]))

    if here.is_post and form.submit(here.request.POST, act):
        return here.done(
            "网站已添加，代码见下。", "The site is there; paste what stands below.", reverse("office_sites")
        )
    return here.page(
        "form",
        status=form.status,
        form=form,
        title=Text("新增网站", "A new site"),
        says=Text("表单以内嵌框架出现在您的网站上，投诉直接进入所选单位", "the form appears in a frame on your site, and comes to the unit chosen"),
        submit=Text("添加", "Add"),
        back=reverse("office_sites"),
    )  # fmt: skip


@section("sites")
def state(here: Here, number: int) -> HttpResponse:
    """Stop a site's form, or show it again."""
    row = Site.objects.filter(pk=number, unit__in=here.who.administers).first()
    if row is None:
        raise Refused(Text("没有这个网站。", "There is no such site."), code="unseen")
    to, active = reverse("office_sites"), here.request.POST.get("active") == "1"
    if not here.is_post:
        return seen(to)
    zh, en = ("已启用。", "It is on.") if active else ("已停用；可随时恢复。", "It is off; it can be shown again.")
    return here.act(lambda: doors.set_site(here.who, here.at, row, active=active), to, zh, en)
