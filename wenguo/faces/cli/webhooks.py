"""Webhooks: addresses outside that are told what happens; what could not be delivered is seen and sent again."""

from __future__ import annotations

from typing import Any

import click

from wenguo.administering import doors
from wenguo.events import EVENTS
from wenguo.faces.cli.acting import Desk, at_the_desk, unit_id
from wenguo.faces.cli.commands import ENTRIES
from wenguo.faces.cli.moments import told
from wenguo.faces.cli.output import emit, line, note, table
from wenguo.faces.cli.settling import administrator, settling
from wenguo.faces.cli.speaking import group, option
from wenguo.models import Delivery, Webhook
from wenguo.queries.administrators import Settler
from wenguo.reactions.deliver import replay
from wenguo.text import Text

_EVENT = Text("只告知这些事件，可多次；不给即全部", "only these events, repeatable; else all")
_UNIT = Text("只告知该单位及其下属的投诉", "only complaints of this unit and those below")
_WORDS = Text("同时发送原话（个人信息，慎用）", "send the words people wrote too: personal data")


@group("webhook", ENTRIES["webhook"].text)
def webhook() -> None:
    """See the table of commands."""


@webhook.command("add", text=Text("新增地址，并给出签名密钥", "a new address; prints the secret it is signed with"))
@click.argument("url")
@option("--event", "events", type=click.Choice(sorted(EVENTS)), multiple=True, metavar="EVENT", text=_EVENT)
@option("--unit", metavar="UNIT", text=_UNIT)
@option("--with-words", is_flag=True, text=_WORDS)
@at_the_desk
def add(desk: Desk, url: str, events: tuple[str, ...], unit: str | None, with_words: bool) -> None:
    """The secret is shown this once."""
    place = unit_id(unit) if unit else None
    with settling(desk) as who:
        made, secret = doors.add_webhook(who, desk.at, url=url, events=list(events), unit=place, with_words=with_words)
    if desk.json:
        emit({"webhook": made.pk, "secret": secret})
        return
    line(Text(f"地址 {made.pk}，签名密钥 {secret}", f"Webhook {made.pk}, secret {secret}"))
    note(Text("请立即保存密钥。", "Keep the secret now."))


@webhook.command("list", text=Text("列出地址", "the addresses"))
@at_the_desk
def list_(desk: Desk) -> None:
    """Each with what is waiting and what was given up."""
    rows = [_object(row) for row in _mine(administrator(desk))]
    if desk.json:
        emit({"webhooks": rows})
        return
    table(
        (
            Text("序号", "Id"),
            Text("启用", "Active"),
            Text("待送", "Waiting"),
            Text("放弃", "Given up"),
            Text("地址", "Address"),
        ),
        ((row["id"], "✓" if row["active"] else "", row["waiting"], row["dead"], row["url"]) for row in rows),
    )


def _mine(who: Settler) -> list[Webhook]:
    """The addresses one administers."""
    return [row for row in Webhook.objects.select_related("unit").order_by("pk") if who.may_change(row.unit_id)]


def _object(row: Webhook) -> dict[str, Any]:
    return {
        "id": row.pk,
        "url": row.url,
        "active": row.active,
        "events": row.events,
        "unit": row.unit.code if row.unit else None,
        "with_words": row.with_words,
        "waiting": row.deliveries.filter(state="waiting").count(),
        "dead": row.deliveries.filter(state="dead").count(),
    }


@webhook.command("dead", text=Text("列出放弃的投递", "deliveries that were given up"))
@at_the_desk
def dead(desk: Desk) -> None:
    """What never arrived."""
    given_up = Delivery.objects.filter(state="dead", webhook__in=_mine(administrator(desk)))
    rows = list(given_up.select_related("webhook", "line__complaint").order_by("pk"))
    if desk.json:
        keys = ("id", "webhook_id", "status", "error", "next_at")
        emit(
            {
                "dead": [
                    {**{key: getattr(row, key) for key in keys}, "number": row.line.complaint.number} for row in rows
                ]
            }
        )
        return
    table(
        (
            Text("序号", "Id"),
            Text("编号", "Number"),
            Text("最后一次", "Last try"),
            Text("状态", "Status"),
            Text("错误", "Error"),
        ),
        ((row.pk, row.line.complaint.number, told(row.next_at, desk.at), row.status, row.error) for row in rows),
    )


@webhook.command(
    "replay", text=Text("重新投递；不给序号即全部放弃的", "send again; without ids all that were given up")
)
@click.argument("ids", nargs=-1, type=int)
@at_the_desk
def replay_(desk: Desk, ids: tuple[int, ...]) -> None:
    """A worker sends them."""
    mine = Delivery.objects.filter(webhook__in=_mine(administrator(desk)))
    wanted = mine.filter(pk__in=ids) if ids else mine.filter(state="dead")
    count = sum(replay(one, desk.at) for one in list(wanted.values_list("pk", flat=True)))
    if desk.json:
        emit({"replayed": count})
    else:
        line(Text(f"{count} 个将重新投递。", f"{count} will be sent again."))


@webhook.command("off", text=Text("停用或启用地址", "stop an address, or start it again"))
@click.argument("number", type=int, metavar="ID")
@option("--on", is_flag=True, text=Text("重新启用", "start it again"))
@at_the_desk
def off(desk: Desk, number: int, on: bool) -> None:
    """Nothing is planned for an address that is off."""
    row = next((one for one in _mine(administrator(desk)) if one.pk == number), None)
    if row is None:
        raise doors.unseen_webhook(number)
    with settling(desk) as who:
        doors.set_webhook(who, desk.at, row, active=on)
    if desk.json:
        emit({"webhook": number, "active": on})
    else:
        line(Text("已启用。" if on else "已停用。", "It is on." if on else "It is off."))
