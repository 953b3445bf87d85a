"""At the desk: who acts (--as), when (--at), and for whom the answer is printed (--json)."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click
import msgspec

from wenguo.faces.cli.moments import Moment, settled
from wenguo.faces.cli.speaking import option
from wenguo.text import Text

if TYPE_CHECKING:
    from wenguo.perform import By
    from wenguo.queries.seeing import Asker

_AS = Text("以哪个账号操作（缺省 $WENGUO_AS 或 local）", "the account that acts (else $WENGUO_AS, else local)")
_AT = Text("时间，缺省为现在；不写时区即本地时间", "when, else now; local time where no offset is given")
_JSON = Text("标准输出最后一行为一个 JSON 对象", "one JSON object on the last line of stdout")


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """One command's who and when, and whether a program reads the answer."""

    account: int
    username: str
    at: datetime
    json: bool

    @property
    def by(self) -> By:
        """Who acts, for the door."""
        from wenguo.perform import By

        return By(account=self.account, via="cli", entered_at=datetime.now(UTC))

    @property
    def asker(self) -> Asker:
        """Who asks, for queries."""
        from wenguo.queries.seeing import asker

        return asker(self.account, "cli")


def everywhere(function: Callable[..., Any]) -> Callable[..., Any]:
    """The three options that every command and the program itself take."""
    function = option("--json", "json_", is_flag=True, text=_JSON)(function)
    function = option("--at", "at", type=Moment(), metavar="TIME", text=_AT)(function)
    return option("--as", "as_", metavar="USER", text=_AS)(function)


def at_the_desk(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command its Desk as first argument; what was said before the command's name holds too."""

    @everywhere
    @functools.wraps(function)
    def sat(*, as_: str | None, at: Any, json_: bool, **given: Any) -> Any:
        return function(desk(as_, at, json_), **given)

    return sat


def desk(as_: str | None, at: Any, json: bool) -> Desk:
    """The desk of one command. Refused where there is no such account."""
    above = click.get_current_context().obj or {}
    now = datetime.now(UTC)
    name = as_ or above.get("as_") or os.environ.get("WENGUO_AS", "").strip() or "local"
    return Desk(
        account=_active(name),
        username=name,
        at=settled(at or above.get("at") or now, now),
        json=json or bool(above.get("json_")),
    )


def _active(name: str) -> int:
    from wenguo.models import Account

    found = Account.objects.filter(username=name).values_list("pk", "is_active").first()
    if found is not None and found[1]:
        return int(found[0])
    from wenguo.verbs import Refused

    if found is None:
        raise Refused(
            Text(
                f"没有账号 {name}；用 wenguo account list 查看，用 wenguo account add 新建。",
                f"There is no account {name}; see wenguo account list, make it by wenguo account add.",
            ),
            field="as",
        )
    raise Refused(Text(f"账号 {name} 已停用。", f"The account {name} is disabled."), field="as")


def account_id(name: str, field: str) -> int:
    """The id of an account named by username or id. Refused with the field."""
    from wenguo.models import Account
    from wenguo.verbs import Refused

    by_name = Account.objects.filter(username=name).values_list("pk", flat=True).first()
    if by_name is None and name.isdecimal():
        by_name = Account.objects.filter(pk=int(name)).values_list("pk", flat=True).first()
    if by_name is None:
        raise Refused(Text(f"没有账号 {name}。", f"There is no account {name}."), field=field, code="field")
    return int(by_name)


def unit_id(name: str, field: str = "unit") -> int:
    """The id of a unit named by code or id. Refused with the field."""
    from wenguo.models import Unit
    from wenguo.verbs import Refused

    by_code = Unit.objects.filter(code=name).values_list("pk", flat=True).first()
    if by_code is None and name.isdecimal():
        by_code = Unit.objects.filter(pk=int(name)).values_list("pk", flat=True).first()
    if by_code is None:
        raise Refused(Text(f"没有单位 {name}。", f"There is no unit {name}."), field=field, code="field")
    return int(by_code)


def named(ref: str, names: Mapping[int, str]) -> str:
    """Who acted, for people: account:3 by username; clock, complainant, advice@… as they are."""
    kind, _, number = ref.partition(":")
    return names.get(int(number), ref) if kind == "account" and number.isdecimal() else ref


def usernames() -> dict[int, str]:
    """The names of all accounts by id."""
    from wenguo.models import Account

    return dict(Account.objects.values_list("pk", "username"))
