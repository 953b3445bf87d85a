"""People: found by name, unit or role; added, changed, disabled; the roles each holds."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse

from wenguo.administering import people as acts
from wenguo.faces.web.office.forms import Field, Form
from wenguo.faces.web.office.here import Here, section, seen
from wenguo.faces.web.office.me import LANGUAGES, absence_form, colleagues, keep_absence, tell_absence
from wenguo.faces.web.office.words import ROLE_SAYS, may
from wenguo.models import Account, Complaint, Membership, Unit
from wenguo.pages.asking import whole_number
from wenguo.perform import By
from wenguo.queries import office
from wenguo.queries.administrators import not_yours
from wenguo.rules.permissions import ROLES
from wenguo.text import Text
from wenguo.verbs import Refused

PAGE = 50
_ROLE = tuple(ROLES.items())


@section("people")
def people(here: Here) -> HttpResponse:
    """The list, filtered."""
    asked = {name: here.request.GET.get(name, "").strip() for name in ("q", "unit", "role", "state")}
    rows = Account.objects.filter(unit__in=here.who.sees).select_related("unit").order_by("username")
    if here.who.whole:  # accounts without a unit are nobody's but the whole house's
        rows = Account.objects.filter(Q(unit__in=here.who.sees) | Q(unit=None)).select_related("unit")
        rows = rows.order_by("username")
    if asked["q"]:
        rows = rows.filter(Q(username__icontains=asked["q"]) | Q(display_name__icontains=asked["q"]))
    unit = whole_number(asked["unit"])
    if unit is not None:
        rows = rows.filter(unit__in=office.below(unit))
    if asked["role"] in ROLES:
        rows = rows.filter(memberships__role=asked["role"]).distinct()
    if asked["state"] in {"active", "disabled"}:
        rows = rows.filter(is_active=asked["state"] == "active")
    after = here.request.GET.get("after", "")
    if after:
        rows = rows.filter(username__gt=after)
    found = list(rows.prefetch_related("memberships__unit")[: PAGE + 1])
    return here.page(
        "people",
        people=[_listed(here, one) for one in found[:PAGE]],
        after=found[PAGE - 1].username if len(found) > PAGE else "",
        chosen=asked,
        filtered=any(asked.values()),
        units=here.unit_options(changing=False, closed=True),
        role_options=_ROLE,
        may_add=bool(here.who.administers),
    )


def _listed(here: Here, row: Account) -> dict[str, Any]:
    return {
        "row": row,
        "roles": [(ROLES[one.role], one.unit) for one in row.memberships.all()],
        "away": row.away_until is not None and row.away_until > here.at,
    }


def _fields(here: Here, row: Account | None) -> list[Field]:
    username = Field(
        name="username",
        label=Text("账号", "Account name"),
        required=True,
        most=150,
        help=Text("登录用，如 zhang.wei；以后不变", "to sign in with, as zhang.wei; it stays"),
    )
    fields = [
        Field(name="display_name", label=Text("姓名", "Name"), required=True),
        Field(name="email", label=Text("邮箱", "E-mail")),
        Field(name="unit", label=Text("所在单位", "Unit"), kind="choice", options=here.unit_options()),
        Field(name="language", label=Text("界面语言", "Language of the screens"), kind="choice", options=LANGUAGES),
    ]
    if row is not None:
        return fields
    role = Field(
        name="role",
        label=Text("在该单位的角色", "Role at this unit"),
        kind="choice",
        options=(("", Text("先不给角色", "none yet")), *_ROLE),
    )
    return [username, *fields, role]


@section("people")
def add(here: Here) -> HttpResponse:
    """A new account, with a password shown once."""
    if not here.who.administers:
        raise not_yours()
    form = Form(
        _fields(here, None), {"language": "zh-hans", "unit": here.request.GET.get("unit", ""), "role": "front_line"}
    )
    if here.is_post and form.submit(here.request.POST, lambda given: _add(here, given)):
        row, password = form.result
        return here.page("password", person=row, password=password, new=True)
    return here.page(
        "form",
        status=form.status,
        form=form,
        title=Text("新增人员", "A new person"),
        says=Text(
            "系统给出一次性密码，只显示一次，由您当面交给本人",
            "a password is made and shown once, for you to hand over",
        ),
        submit=Text("建立账号", "Make the account"),
        back=reverse("office_people"),
    )


def _add(here: Here, given: dict[str, Any]) -> tuple[Account, str]:
    unit, role = int(given.pop("unit")), given.pop("role")
    return acts.add_person(here.who, here.at, unit=unit, roles=[role] if role else [], **given)


@section("people")
def person(here: Here, username: str) -> HttpResponse:
    """One person: who they are, what they may do where, whether they are away."""
    row = person_of(here, username)
    mine = _may_change(here, row)
    options = here.unit_options()
    form = Form(
        _fields(here, row),
        {"display_name": row.display_name, "email": row.email, "unit": row.unit_id, "language": row.language},
    )
    away = absence_form(row)
    which, to = here.request.POST.get("which"), reverse("office_person", args=[row.username])
    if here.is_post and which == "person":
        if form.submit(here.request.POST, lambda given: _change(here, row, given)):
            return here.done("已保存。", "Saved.", to)
    elif here.is_post and which == "away":
        if away.submit(here.request.POST, lambda given: keep_absence(here, row, given)):
            return tell_absence(here, row, to)
    elif here.is_post:
        return seen(to)
    held = Membership.objects.filter(account=row).select_related("unit").order_by("unit__code", "role")
    return here.page(
        "person",
        status=max(form.status, away.status),
        person=row,
        form=form,
        away=away,
        may=mine,
        is_me=row.pk == here.who.account,
        held=[
            {"role": one.role, "name": ROLES[one.role], "unit": one.unit, "says": ROLE_SAYS[one.role],
             "may": here.who.may_change(one.unit_id)}
            for one in held
        ],
        role_form=Form(_role_fields(options), {"unit": row.unit_id}),
        owned=Complaint.objects.filter(owner=row).exclude(stage="closed")[:1000].count(),
        colleagues=colleagues(row.unit_id),
    )  # fmt: skip


def _role_fields(options: Any) -> list[Field]:
    return [
        Field(name="role", label=Text("角色", "Role"), kind="choice", options=_ROLE),
        Field(name="unit", label=Text("单位（含下属）", "Unit, with those below"), kind="choice", options=options),
    ]


def _change(here: Here, row: Account, given: dict[str, Any]) -> None:
    unit = int(given.pop("unit"))
    acts.change_person(here.who, here.at, row, unit_id=unit, **given)


@section("people")
def role(here: Here, username: str) -> HttpResponse:
    """Give a role, or take one away."""
    row = person_of(here, username)
    to = reverse("office_person", args=[row.username])
    form = Form(_role_fields(here.unit_options(closed=True)))
    if not here.is_post:
        return seen(to)
    if not here.who.administers:
        raise not_yours()
    takes = here.request.POST.get("take") == "1"
    act = acts.take_role if takes else acts.give_role

    def do() -> None:
        given = form.read(here.request.POST)
        act(here.who, here.at, row, given["role"], int(given["unit"]))

    zh, en = (
        ("角色已取消；可随时再给。", "The role is taken away; it can be given again.")
        if takes
        else ("角色已授予。", "The role is given.")
    )
    return here.act(do, f"{to}#roles", zh, en)


@section("people")
def state(here: Here, username: str) -> HttpResponse:
    """Disable, after asking; or enable again."""
    row = person_of(here, username)
    acts.over(here.who, row)
    to = reverse("office_person", args=[row.username])
    if here.is_post and here.request.POST.get("active") == "1":
        return here.act(lambda: acts.enable(here.who, here.at, row), to, "账号已恢复。", "The account is enabled.")
    if here.is_post:
        return here.act(
            lambda: acts.disable(here.who, here.at, row, By(account=here.who.account, via="web")),
            to,
            "账号已停用，在办投诉已移交负责人。",
            "The account is disabled; its open complaints passed to heads.",
        )
    return here.page(
        "disable",
        person=row,
        owned=list(Complaint.objects.filter(owner=row).exclude(stage="closed").order_by("urgent_at")[:20]),
        count=Complaint.objects.filter(owner=row).exclude(stage="closed")[:1000].count(),
        leads=Unit.objects.filter(head=row, active=True),
        back=to,
    )


@section("people")
def roles(here: Here) -> HttpResponse:
    """Who holds what at one unit and above it, as a matrix; and what each role may do."""
    mine = here.units()
    asked = here.request.GET.get("unit", "")
    chosen = next((one for one in mine if str(one.id) == asked), mine[0])
    rows = Membership.objects.filter(unit__in=chosen.path, account__is_active=True).select_related("account", "unit")
    by_person: dict[str, dict[str, Any]] = {}
    for one in rows.order_by("account__username")[:1000]:
        entry = by_person.setdefault(one.account.username, {"row": one.account, "held": {}})
        entry["held"][one.role] = one.unit if one.unit_id != chosen.id else None
    shown = [role for role in ROLES if any(role in entry["held"] for entry in by_person.values())]
    return here.page(
        "roles",
        chosen=chosen,
        units=here.unit_options(changing=False),
        columns=[(role, ROLES[role]) for role in shown],
        people=[
            {
                "row": entry["row"],
                "cells": [(role in entry["held"], entry["held"].get(role), ROLES[role]) for role in shown],
            }
            for entry in by_person.values()
        ],
        explained=[(ROLES[role], ROLE_SAYS[role], may(role)) for role in ROLES],
    )


def person_of(here: Here, username: str) -> Account:
    """A person one may see. Refused as if there were none."""
    row = Account.objects.select_related("unit", "deputy").filter(username=username).first()
    if row is None or not (row.unit_id in here.who.sees or (row.unit_id is None and here.who.whole)):
        raise Refused(Text(f"没有账号 {username}。", f"There is no account {username}."), code="unseen")
    return row


def _may_change(here: Here, row: Account) -> bool:
    try:
        acts.over(here.who, row)
    except Refused:
        return False
    return True
