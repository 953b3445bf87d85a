"""Tokens: the keys by which programs act for an account."""

from __future__ import annotations

from typing import Any

import click

from wenguo.administering import doors
from wenguo.faces.cli import home
from wenguo.faces.cli.acting import Desk, at_the_desk, desk, everywhere
from wenguo.faces.cli.commands import ENTRIES
from wenguo.faces.cli.moments import told
from wenguo.faces.cli.output import emit, line, note, table
from wenguo.faces.cli.settling import settling
from wenguo.faces.cli.speaking import group, option
from wenguo.models import Token
from wenguo.text import Text

_SCOPE = Text("权限：all、read 或某个动作的名称，可多次", "what it may: all, read, or the word of a verb; repeatable")
_NAME = Text("名称，便于日后辨认", "a name to know it by")
_MORE = Text(
    "不带子命令即为 --as 的账号发放一个令牌，只显示这一次。",
    "Without a command, it makes one for the account of --as, shown this once.",
)


@group("token", ENTRIES["token"].text, more=_MORE, invoke_without_command=True)
@option("--scope", "scopes", multiple=True, metavar="SCOPE", text=_SCOPE)
@option("--name", default="", text=_NAME)
@everywhere
@click.pass_context
def token(ctx: click.Context, /, scopes: tuple[str, ...], name: str, **who: Any) -> None:
    """Issue one, unless a command of its own follows."""
    if ctx.invoked_subcommand is not None:
        ctx.obj = {**(ctx.obj or {}), **{key: value for key, value in who.items() if value}}
        return
    home.ensure()
    _issue(desk(who["as_"], who["at"], who["json_"]), scopes, name)


def _issue(who: Desk, scopes: tuple[str, ...], name: str) -> None:
    wanted = [part for scope in scopes for part in scope.replace(",", " ").split()] or ["all"]
    with settling(who) as settler:
        made = doors.issue_token(settler, who.at, name=name, scopes=wanted)
    if who.json:
        emit({"token": made})
        return
    line(made)
    note(Text("请立即保存：以后不能再查看。", "Keep it now: it is never shown again."))


@token.command("list", text=Text("列出本账号的令牌", "the account's tokens"))
@at_the_desk
def list_(who: Desk) -> None:
    """What there is of them; the tokens themselves are not kept."""
    rows = Token.objects.filter(account_id=who.account).order_by("pk")
    if who.json:
        keys = ("id", "name", "scopes", "created_at", "last_used_at", "revoked_at")
        emit({"tokens": [{key: getattr(row, key) for key in keys} for row in rows]})
        return
    table(
        (
            Text("序号", "Id"),
            Text("名称", "Name"),
            Text("权限", "Scopes"),
            Text("发放", "Made"),
            Text("最近使用", "Last used"),
            Text("撤销", "Revoked"),
        ),
        (
            (
                row.pk,
                row.name,
                ", ".join(row.scopes),
                told(row.created_at, who.at),
                told(row.last_used_at, who.at),
                told(row.revoked_at, who.at),
            )
            for row in rows
        ),
    )


@token.command("revoke", text=Text("撤销一个令牌", "end a token"))
@click.argument("number", type=int, metavar="ID")
@at_the_desk
def revoke(who: Desk, number: int) -> None:
    """End one of the account's own; an administrator ends anybody's."""
    found = Token.objects.select_related("account").filter(pk=number).first()
    if found is None:
        raise doors.unseen_token(number)
    with settling(who) as settler:
        doors.revoke_token(settler, who.at, found)
    if who.json:
        emit({"revoked": number})
    else:
        line(Text(f"令牌 {number} 已撤销。", f"Token {number} is revoked."))
