"""Accounts: who there is, what each may do and where, who is away, who has left."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import Any

import click

from wenguo.administering import people as acts
from wenguo.administering.units import change_unit
from wenguo.faces.cli import home
from wenguo.faces.cli.acting import Desk, account_id, at_the_desk, unit_id
from wenguo.faces.cli.commands import ENTRIES
from wenguo.faces.cli.moments import Moment, settled, told
from wenguo.faces.cli.output import emit, line, note, table
from wenguo.faces.cli.settling import settling
from wenguo.faces.cli.speaking import group, option, said
from wenguo.models import Account, Unit
from wenguo.queries.administrators import settler
from wenguo.rules.permissions import ROLES
from wenguo.text import Text
from wenguo.verbs import Refused

_ROLE = click.Choice(list(ROLES))
_NO_PASSWORD = Text("不设密码（只用令牌或命令行）", "no password: tokens and the command line only")
_STDIN = Text("从标准输入读密码", "read the password from stdin")


@group("account", ENTRIES["account"].text)
def account() -> None:
    """See the table of commands."""


@account.command("add", text=Text("新增账号", "a new account"))
@click.argument("username")
@option("--name", default="", text=Text("姓名", "the person's name"))
@option("--unit", default="main", show_default=True, metavar="UNIT", text=Text("所在单位", "the unit"))
@option("--role", "roles", type=_ROLE, multiple=True, text=Text("在该单位的角色", "a role held at the unit"))
@option("--head", is_flag=True, text=Text("同时为该单位负责人", "also the head of the unit"))
@option("--email", default="", text=Text("邮箱", "e-mail"))
@option(
    "--language", type=click.Choice(["zh-hans", "en"]), default="zh-hans", text=Text("界面语言", "language of screens")
)
@option("--password-stdin", is_flag=True, text=_STDIN)
@option("--no-password", is_flag=True, text=_NO_PASSWORD)
@at_the_desk
def add(desk: Desk, username: str, unit: str, roles: tuple[str, ...], head: bool, **given: Any) -> None:
    """Make one, with its roles."""
    place = unit_id(unit)
    settler(desk.account).must_administer(place)  # before a password is asked for
    acts.check_username(username)
    password = _password(stdin=given.pop("password_stdin"), none=given.pop("no_password"))
    with settling(desk) as who:
        made, _ = acts.add_person(
            who,
            desk.at,
            username=username,
            unit=place,
            roles=roles,
            password=password,
            display_name=given.pop("name"),
            **given,
        )
        if head:
            change_unit(who, desk.at, Unit.objects.get(pk=place), head_id=made.pk)
    _told(desk, made)


def _password(*, stdin: bool, none: bool) -> str:
    """From stdin, or asked for on a terminal; else there is none."""
    if stdin:
        found = sys.stdin.readline().rstrip("\r\n")
        if not found:
            raise Refused(
                Text("标准输入里没有密码。", "There is no password on stdin."), field="password", code="field"
            )
        return found
    if none or not sys.stdin.isatty():
        return ""
    asked = said(Text("密码（留空则不设）", "Password (empty: none)"))
    again = said(Text("再输一次", "Again"))
    return str(click.prompt(asked, default="", hide_input=True, show_default=False, confirmation_prompt=again))


@account.command("list", text=Text("列出账号", "the accounts"))
@at_the_desk
def list_(desk: Desk) -> None:
    """Everybody, with roles."""
    rows = Account.objects.select_related("unit").order_by("username").prefetch_related("memberships__unit")
    if desk.json:
        emit({"accounts": [_object(row) for row in rows]})
        return
    heads = (
        Text("用户名", "Username"),
        Text("姓名", "Name"),
        Text("单位", "Unit"),
        Text("状态", "State"),
        Text("角色", "Roles"),
    )
    table(
        heads,
        (
            (row.username, row.display_name, row.unit.code if row.unit else "", _state(row, desk.at), _roles(row))
            for row in rows
        ),
    )


def _object(row: Account) -> dict[str, Any]:
    return {
        "username": row.username,
        "name": row.display_name,
        "unit": row.unit.code if row.unit else None,
        "active": row.is_active,
        "roles": [{"unit": one.unit.code, "role": one.role} for one in row.memberships.all()],
        "away_from": row.away_from,
        "away_until": row.away_until,
        "has_password": row.has_usable_password(),
    }


def _roles(row: Account) -> str:
    return said(Text("，", ", ")).join(f"{said(ROLES[one.role])}@{one.unit.code}" for one in row.memberships.all())


def _state(row: Account, at: datetime) -> str:
    if not row.is_active:
        return said(Text("停用", "disabled"))
    if row.away_until is not None and row.away_until > at:
        return said(Text(f"外出至 {told(row.away_until, at)}", f"away until {told(row.away_until, at)}"))
    return said(Text("在岗", "active"))


@account.command(
    "disable", text=Text("停用账号；其在办投诉归单位负责人", "disable; open complaints pass to the unit's head")
)
@click.argument("username")
@at_the_desk
def disable(desk: Desk, username: str) -> None:
    """Nobody is left owning what they can no longer act on: all of it passes in the same transaction, or nothing happens."""
    row = _row(username)
    with settling(desk) as who:
        passed = acts.disable(who, desk.at, row, desk.by)
    units = list(Unit.objects.filter(head=row, active=True).values_list("code", flat=True))
    if units:
        listed = ", ".join(units)
        note(
            Text(
                f"注意：{listed} 的负责人已停用，请另行指定。",
                f"Mind: the head of {listed} is disabled now; name another.",
            )
        )
    if desk.json:
        emit({"username": username, "active": False, "devolved": passed})
    else:
        line(
            Text(
                f"{username} 已停用；{len(passed)} 件投诉已上移给负责人。",
                f"{username} is disabled; {len(passed)} complaints passed to heads.",
            )
        )


@account.command("enable", text=Text("恢复账号", "enable again"))
@click.argument("username")
@at_the_desk
def enable(desk: Desk, username: str) -> None:
    """Back at work."""
    row = _row(username)
    with settling(desk) as who:
        acts.enable(who, desk.at, row)
    _told(desk, row)


@account.command("password", text=Text("设置密码", "set the password"))
@click.argument("username")
@option("--password-stdin", is_flag=True, text=_STDIN)
@option("--no-password", is_flag=True, text=_NO_PASSWORD)
@at_the_desk
def password(desk: Desk, username: str, password_stdin: bool, no_password: bool) -> None:
    """One's own, or as administrator anybody's."""
    row = _row(username)
    if row.pk != desk.account:
        acts.over(settler(desk.account), row)  # before a password is asked for
    chosen = _password(stdin=password_stdin, none=no_password)
    with settling(desk) as who:
        acts.set_password(who, desk.at, row, chosen)
    _told(desk, row)


@account.command(
    "one-step", text=Text("解除两步验证（手机或通行密钥丢失时）", "remove the second step (lost telephone)")
)
@click.argument("username")
@at_the_desk
def one_step(desk: Desk, username: str) -> None:
    """The password alone signs in again, until another second factor is set up; everywhere one is signed out."""
    row = _row(username)
    home.furnish()
    with settling(desk) as who:
        acts.one_step(who, desk.at, row)
    _told(desk, row)


@account.command("role", text=Text("授予或取消角色", "give or take a role"))
@click.argument("username")
@click.argument("role", type=_ROLE)
@option(
    "--unit",
    default="main",
    show_default=True,
    metavar="UNIT",
    text=Text("在哪个单位（含下属）", "at which unit, with those below"),
)
@option("--remove", is_flag=True, text=Text("取消", "take it away"))
@at_the_desk
def role(desk: Desk, username: str, role: str, unit: str, remove: bool) -> None:
    """A role holds for a unit and everything below it."""
    place, row = unit_id(unit), _row(username)
    act = acts.take_role if remove else acts.give_role
    with settling(desk) as who:
        act(who, desk.at, row, role, place)
    _told(desk, row)


@account.command(
    "away", text=Text("登记外出与代理人；不给时间即已回来", "away, with a deputy; without times: back again")
)
@click.argument("username")
@option("--from", "from_", type=Moment(), metavar="TIME", text=Text("自何时", "from when"))
@option("--until", type=Moment(end_of_day=True), metavar="TIME", text=Text("至何时", "until when"))
@option("--deputy", metavar="USER", text=Text("代理人", "deputy"))
@at_the_desk
def away(desk: Desk, username: str, from_: Any, until: Any, deputy: str | None) -> None:
    """What falls due in an absence is offered to the deputy."""
    row = _row(username)
    deputy_id = account_id(deputy, "deputy") if deputy is not None else row.deputy_id
    since, back = (settled(one, desk.at) if one else None for one in (from_, until))
    with settling(desk) as who:
        acts.set_away(who, desk.at, row, since, back, deputy_id)
    _told(desk, row)


def _row(username: str) -> Account:
    return Account.objects.get(pk=account_id(username, "username"))


def _told(desk: Desk, row: Account) -> None:
    if desk.json:
        emit(_object(row))
        return
    line(f"{row.username}  {row.display_name}  {_state(row, desk.at)}  {_roles(row)}")
    if row.is_active and not row.has_usable_password():
        name = row.username
        note(
            Text(
                f"没有密码，不能登录网页；设置：wenguo account password {name}",
                f"No password, so no sign-in on the web; set one: wenguo account password {name}",
            )
        )
