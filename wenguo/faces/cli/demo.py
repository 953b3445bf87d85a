"""The demonstration organisation: a group with a branch, a dealer, a hotel and a shop, told by verbs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from wenguo.faces.cli.acting import Desk, at_the_desk
from wenguo.faces.cli.commands import ENTRIES
from wenguo.faces.cli.output import emit, line, note
from wenguo.faces.cli.speaking import command, option
from wenguo.models import Complaint
from wenguo.text import Text

_FRESH = Text(
    "重建演示数据；绝不动含有其他投诉的数据库", "rebuild it; a database that holds other complaints is never touched"
)


@command("demo", ENTRIES["demo"].text)
@option("--fresh", is_flag=True, text=_FRESH)
@at_the_desk
def demo(desk: Desk, fresh: bool) -> None:
    """Load it."""
    load(desk.at, fresh=fresh)
    count = Complaint.objects.count()
    if desk.json:
        emit({"complaints": count, "accounts": [name for name, _ in accounts()]})
        return
    line(Text(f"演示机构已就绪：{count} 件投诉。", f"The demonstration is ready: {count} complaints."))
    for text in introduced():
        line(text)


def load(at: datetime, *, fresh: bool) -> Any:
    """Make it, relative to `at`."""
    import wenguo.demo

    return wenguo.demo.load(at, fresh=fresh)


def load_into_empty(at: datetime) -> None:
    """Make it where the home holds no complaint yet."""
    if Complaint.objects.exists():
        return
    note(Text("正在建立演示机构……", "Making the demonstration …"))
    load(at, fresh=False)


def accounts() -> list[tuple[str, str]]:
    """The demonstration's usernames and names; none where it is not there."""
    from wenguo.demo.organisation import PEOPLE
    from wenguo.models import Account

    there = set(
        Account.objects.filter(username__in=[one.username for one in PEOPLE]).values_list("username", flat=True)
    )
    return [(one.username, one.name) for one in PEOPLE if one.username in there]


def introduced() -> list[Text]:
    """Who may sign in, in words."""
    from wenguo.demo.organisation import PASSWORD

    people = accounts()
    if not people:
        return []
    zh = "、".join(f"{username}（{name}）" for username, name in people[:6])
    en = ", ".join(username for username, _ in people[:6])
    return [
        Text(
            f"演示账号：{zh} 等 {len(people)} 个，密码 {PASSWORD}",
            f"Demo accounts: {en} and more ({len(people)} in all), password {PASSWORD}",
        )
    ]
