"""My own page: how I am called, in which language, when I am away and who stands in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from wenguo.administering import people
from wenguo.faces.web.office.forms import Field, Form
from wenguo.faces.web.office.here import Here, section, seen
from wenguo.faces.web.office.words import ROLE_SAYS
from wenguo.models import Account, Membership
from wenguo.pages.choosing import YEAR
from wenguo.rules.permissions import ROLES
from wenguo.text import Text
from wenguo.verbs import Refused

LANGUAGES = (("zh-hans", "简体中文"), ("en", "English"))
MOST_COLLEAGUES = 300

ABSENCE = (
    Field(
        name="away_from",
        label=Text("自", "From"),
        kind="moment",
        help=Text("不填即从现在起", "empty: from now on"),
    ),
    Field(name="away_until", label=Text("至", "Until"), kind="moment", help=Text("不填即已回来", "empty: back again")),
    Field(
        name="deputy",
        label=Text("代理人（账号）", "Deputy (account name)"),
        list="colleagues",
        help=Text("外出期间到期的事会转给代理人", "what falls due meanwhile is offered to the deputy"),
    ),
)
_MINE = (
    Field(
        name="display_name",
        label=Text("姓名", "Name"),
        required=True,
        autocomplete="name",
        help=Text("同事看到的称呼", "how colleagues see you"),
    ),
    Field(name="language", label=Text("界面语言", "Language of the screens"), kind="choice", options=LANGUAGES),
)


@section("me")
def me(here: Here) -> HttpResponse:
    """Two forms: myself, and my absence."""
    row = Account.objects.select_related("unit", "deputy").get(pk=here.who.account)
    mine = Form(_MINE, {"display_name": row.display_name, "language": row.language})
    away = absence_form(row)
    which = here.request.POST.get("which", "")
    if here.is_post and which == "mine":
        if mine.submit(here.request.POST, lambda given: people.change_person(here.who, here.at, row, **given)):
            response = here.done("已保存。", "Saved.", reverse("office_me"))
            response.set_cookie(settings.LANGUAGE_COOKIE_NAME, row.language, max_age=YEAR, samesite="Lax")
            return response
    elif here.is_post and which == "away":
        if away.submit(here.request.POST, lambda given: keep_absence(here, row, given)):
            return tell_absence(here, row, reverse("office_me"))
    elif here.is_post:
        return seen(reverse("office_me"))
    held = Membership.objects.filter(account=row).select_related("unit").order_by("unit__code", "role")
    return here.page(
        "me",
        status=max(mine.status, away.status),
        person=row,
        mine=mine,
        away=away,
        is_away=row.away_until is not None and row.away_until > here.at,
        colleagues=colleagues(row.unit_id),
        held=[(ROLES[one.role], one.unit, ROLE_SAYS[one.role]) for one in held],
    )


def absence_form(row: Account) -> Form:
    """When somebody is away, and who stands in."""
    deputy = row.deputy.username if row.deputy is not None else ""
    return Form(ABSENCE, {"away_from": row.away_from, "away_until": row.away_until, "deputy": deputy})


def keep_absence(here: Here, row: Account, given: dict[str, Any]) -> None:
    """Write an absence down."""
    deputy = account_named(given["deputy"], "deputy") if given["deputy"] else None
    people.set_away(here.who, here.at, row, given["away_from"], given["away_until"], deputy)


def tell_absence(here: Here, row: Account, to: str) -> HttpResponse:
    """Say what now holds."""
    if row.away_until is None or row.away_until <= here.at:
        return here.done("已登记为在岗。", "Noted: at work.", to)
    if row.deputy_id is None:
        return here.done(
            "外出已登记；没有代理人，到期的事会转给负责人。",
            "The absence is noted; without a deputy, what falls due goes to the head.",
            to,
        )
    return here.done("外出与代理人已登记。", "The absence and the deputy are noted.", to)


def colleagues(unit: int | None) -> list[tuple[str, str]]:
    """Active people to choose from, nearest first: their account names and names."""
    rows = Account.objects.filter(is_active=True).values_list("username", "display_name", "unit_id")
    near = rows.filter(unit_id=unit)[:MOST_COLLEAGUES] if unit is not None else []
    found = {name: shown for name, shown, _ in near}
    for name, shown, _ in rows.order_by("username")[: MOST_COLLEAGUES - len(found)]:
        found.setdefault(name, shown)
    return list(found.items())


def account_named(name: str, field: str) -> int:
    """The id of an active account by its name. Refused with the field."""
    found = Account.objects.filter(username=name.strip(), is_active=True).values_list("pk", flat=True).first()
    if found is None:
        raise Refused(
            Text(
                f"没有在用的账号 {name}，请从列表中选择。",
                f"No active account is called {name}; choose one of the list.",
            ),
            code="field",
            field=field,
        )
    return int(found)
