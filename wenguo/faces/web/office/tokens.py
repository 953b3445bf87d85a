"""Tokens: mine, and for administrators everybody's; issued and shown once, revoked after asking."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from wenguo.administering import doors
from wenguo.faces.web.office.forms import Field, Form
from wenguo.faces.web.office.here import Here, section
from wenguo.models import Token
from wenguo.text import Text
from wenguo.verbs import VERBS

MOST = 200
_WHOLE = (
    ("read", Text("read　只查询", "read: ask, change nothing")),
    ("all", Text("all　您能做的一切", "all: everything you may do yourself")),
)


def _fields() -> list[Field]:
    verbs = tuple((word, Text(f"{word}　{verb.title.zh}", f"{word}: {verb.title.en}")) for word, verb in VERBS.items())
    return [
        Field(
            name="name",
            label=Text("名称", "Name"),
            required=True,
            most=100,
            help=Text("用在哪里，便于日后辨认，如“呼叫中心系统”", "where it is used, to know it by"),
        ),
        Field(name="scopes", label=Text("允许做什么", "What it may do"), kind="many", options=(*_WHOLE, *verbs)),
    ]


@section("tokens")
def tokens(here: Here) -> HttpResponse:
    """Mine, or those of everybody one administers."""
    every = bool(here.who.administers) and here.request.GET.get("whose") == "all"
    rows = Token.objects.select_related("account__unit").order_by("revoked_at", "-pk")
    if not every:
        rows = rows.filter(account_id=here.who.account)
    elif not here.who.whole:
        rows = rows.filter(account__unit__in=here.who.administers)
    return here.page("tokens", rows=rows[:MOST], every=every, may_all=bool(here.who.administers))


@section("tokens")
def issue(here: Here) -> HttpResponse:
    """A new one for oneself."""
    form = Form(_fields(), {"scopes": ["read"]})
    if here.is_post and form.submit(here.request.POST, lambda given: doors.issue_token(here.who, here.at, **given)):
        return here.page(
            "secret",
            title=Text("令牌已发放", "The token is made"),
            secret=form.result,
            says=Text("只显示这一次：请现在复制保存。", "It is shown this once: copy it now."),
            how=Text("请求时放在 Authorization: Bearer 之后。", "Send it after Authorization: Bearer."),
            back=reverse("office_tokens"),
        )
    return here.page(
        "form",
        status=form.status,
        form=form,
        title=Text("发放令牌", "A new token"),
        says=Text(
            "程序用它以您的名义办事，权限不超过您本人；给得越少越安全",
            "a program acts by it in your name, never beyond what you may do; the less it may, the safer",
        ),
        submit=Text("发放", "Make it"),
        back=reverse("office_tokens"),
    )


@section("tokens")
def revoke(here: Here, number: int) -> HttpResponse:
    """End one, after asking."""
    row = Token.objects.select_related("account").filter(pk=number).first()
    if row is None or (row.account_id != here.who.account and not here.who.may_change(row.account.unit_id)):
        raise doors.unseen_token(number)
    back = reverse("office_tokens")
    if here.is_post:
        return here.act(
            lambda: doors.revoke_token(here.who, here.at, row), back, "令牌已撤销。", "The token is revoked."
        )
    return here.page(
        "confirm",
        title=Text(f"撤销令牌“{row.name or row.pk}”", f"Revoke the token “{row.name or row.pk}”"),
        says=Text(
            "用它的程序立即不能再访问；撤销后不能恢复，只能重新发放。",
            "Programs that use it are shut out at once. It cannot be undone; a new one can be made.",
        ),
        submit=Text("撤销", "Revoke"),
        back=back,
    )
