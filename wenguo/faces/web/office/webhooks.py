"""Webhooks: who outside is told, what arrived, what was given up; a test, and sending again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse

from wenguo.administering import doors
from wenguo.events import EVENTS
from wenguo.faces.web.office.forms import Field, Form
from wenguo.faces.web.office.here import Here, section, seen
from wenguo.line import canonical, read
from wenguo.models import Delivery, Webhook
from wenguo.pages.asking import whole_number
from wenguo.queries.administrators import not_yours
from wenguo.reactions import deliver
from wenguo.text import Text

PAGE = 50
_STATES = {"waiting": Text("待送", "waiting"), "done": Text("已送达", "arrived"), "dead": Text("已放弃", "given up")}


@section("webhooks")
def webhooks(here: Here) -> HttpResponse:
    """The addresses that are told."""
    rows = Webhook.objects.select_related("unit").order_by("pk")
    mine = [row for row in rows[:200] if here.who.may_change(row.unit_id)]
    return here.page("webhooks", rows=[{"row": row, **_counted(row)} for row in mine])


def _counted(row: Webhook) -> dict[str, int]:
    rows = Delivery.objects.filter(webhook=row).order_by()
    return {state: rows.filter(state=state)[:1000].count() for state in ("waiting", "dead")}


def _fields(here: Here) -> list[Field]:
    whole = (("", Text("全机构", "the whole organisation")),) if here.who.whole else ()
    events = tuple((name, Text(f"{event.label.zh}　{name}", f"{event.label.en}  {name}")) for name, event in EVENTS.items())  # fmt: skip
    return [
        Field(
            name="url",
            label=Text("地址", "Address"),
            required=True,
            most=2000,
            help=Text("以 https:// 开头；http 只可用于本机", "it begins with https://; http only for this machine"),
        ),
        Field(
            name="unit",
            label=Text("哪些单位的投诉", "Complaints of"),
            kind="choice",
            options=(*whole, *here.unit_options()),
        ),
        Field(
            name="with_words",
            label=Text("同时发送投诉人的原话", "Send the words people wrote too"),
            kind="yes",
            help=Text(
                "原话里常有个人信息：只在对方有合法依据、且传输加密时勾选。联系方式始终不发送。",
                "Words hold personal data: only where the receiver has a legal ground. Contact data is never sent.",
            ),
        ),
        Field(
            name="events",
            label=Text("哪些事件", "Which events"),
            kind="many",
            options=events,
            help=Text("一个不选即全部", "none chosen: all of them"),
        ),
    ]


@section("webhooks")
def add(here: Here) -> HttpResponse:
    """A new address; its secret is shown once."""
    if not here.who.administers:
        raise not_yours()
    form = Form(_fields(here))

    def act(given: dict[str, Any]) -> Any:
        unit = int(given.pop("unit") or 0) or None
        return doors.add_webhook(here.who, here.at, unit=unit, **given)

    if here.is_post and form.submit(here.request.POST, act):
        row, secret = form.result
        return here.page(
            "secret",
            title=Text("地址已添加", "The address is added"),
            secret=secret,
            says=Text("签名密钥只显示这一次：请现在复制保存。", "The signing secret is shown this once: copy it now."),
            how=Text(
                "对方用它核对请求头 Wenguo-Signature：t=秒,v1=“t.正文”的 HMAC-SHA-256。",
                "The receiver checks Wenguo-Signature by it: t=seconds,v1=HMAC-SHA-256 of “t.body”.",
            ),
            back=reverse("office_webhook", args=[row.pk]),
        )
    return here.page(
        "form",
        status=form.status,
        form=form,
        title=Text("新增推送地址", "A new webhook"),
        says=Text("投诉上发生的事会以签名的 HTTP POST 告知对方，失败会自动重试", "what happens is told by signed HTTP POST, and tried again when it fails"),
        submit=Text("添加", "Add"),
        back=reverse("office_webhooks"),
    )  # fmt: skip


@section("webhooks")
def webhook(here: Here, number: int) -> HttpResponse:
    """One address with its deliveries, newest first."""
    row = _of(here, number)
    after = whole_number(here.request.GET.get("after"))
    state = here.request.GET.get("state", "")
    rows = Delivery.objects.filter(webhook=row).select_related("line__complaint").order_by("-id")
    if state in _STATES:
        rows = rows.filter(state=state)
    if after is not None:
        rows = rows.filter(pk__lt=after)
    found = list(rows[: PAGE + 1])
    return here.page(
        "webhook",
        row=row,
        deliveries=[{"row": one, "said": _STATES[one.state], "event": _event(one)} for one in found[:PAGE]],
        after=found[PAGE - 1].pk if len(found) > PAGE else None,
        state=state,
        states=list(_STATES.items()),
        events=[(name, EVENTS[name].label) for name in row.events if name in EVENTS],
        **_counted(row),
    )


def _event(row: Delivery) -> Text:
    return read(row.line.data).event.label


@section("webhooks")
def state(here: Here, number: int) -> HttpResponse:
    """Stop an address, or start it again."""
    row, active = _of(here, number), here.request.POST.get("active") == "1"
    to = reverse("office_webhook", args=[row.pk])
    if not here.is_post:
        return seen(to)
    zh, en = ("已启用。", "It is on.") if active else ("已停用；可随时恢复。", "It is off; it can be started again.")
    return here.act(lambda: doors.set_webhook(here.who, here.at, row, active=active), to, zh, en)


@section("webhooks")
def test(here: Here, number: int) -> HttpResponse:
    """Send one signed word without any complaint in it, and say what came back."""
    row = _of(here, number)
    to = reverse("office_webhook", args=[row.pk])
    if not here.is_post:
        return seen(to)
    wrong = doors.wrong_address(row.url)
    if wrong is not None:
        messages.error(here.request, here.say(wrong))
        return seen(to)
    body = canonical({"event": "Test", "at": here.at.isoformat(), "webhook": row.pk}).encode()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Wenguo",
        "Wenguo-Event": "Test",
        "Wenguo-Signature": deliver.signature(row.secret, int(here.at.timestamp()), body),
    }
    answer = deliver.send(deliver.Letter(row.url, headers, body))
    if answer.status is not None and 200 <= answer.status < 300:
        return here.done(f"对方应答 {answer.status}，一切正常。", f"It answered {answer.status}: all is well.", to)
    why = answer.error or f"HTTP {answer.status}"
    messages.error(
        here.request,
        here.say(Text(f"没有送达：{why}。请核对地址和对方的服务。", f"It did not arrive: {why}. Check the address and the other side.")),
    )  # fmt: skip
    return seen(to)


@section("webhooks")
def replay(here: Here, number: int) -> HttpResponse:
    """Send one delivery again, or all that were given up."""
    row = _of(here, number)
    to = reverse("office_webhook", args=[row.pk])
    if not here.is_post:
        return seen(to)
    wanted = whole_number(here.request.POST.get("delivery"))
    rows = Delivery.objects.filter(webhook=row)
    rows = rows.filter(pk=wanted) if wanted is not None else rows.filter(state="dead")
    count = sum(deliver.replay(one, here.at) for one in rows.values_list("pk", flat=True)[:1000])
    return here.done(f"{count} 个将重新投递。", f"{count} will be sent again.", to)


def _of(here: Here, number: int) -> Webhook:
    row = Webhook.objects.select_related("unit").filter(pk=number).first()
    if row is None or not here.who.may_change(row.unit_id):
        raise doors.unseen_webhook(number)
    return row
