"""`wenguo group`: one group handled as one matter, at the command line: how it stands, its position, made, taken back."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import click

from wenguo.advising import grouping
from wenguo.advising import together as doing
from wenguo.faces.cli.acting import Desk, account_id, at_the_desk
from wenguo.faces.cli.commands import ENTRIES
from wenguo.faces.cli.failing import Failure
from wenguo.faces.cli.moments import Moment, settled
from wenguo.faces.cli.output import emit, line, note, table
from wenguo.faces.cli.speaking import command, language, option
from wenguo.pages import telling_each
from wenguo.pages.telling_each import Outcome
from wenguo.queries import groups
from wenguo.queries.groups_told import handled, told_whole
from wenguo.queries.numbers import normalised
from wenguo.queries.people import names
from wenguo.rules.labels import label
from wenguo.rules.lifecycle import STAGES
from wenguo.text import Text

_BEGIN = Text("把这些编号归成一个群体（可重复）", "make a group of these numbers (may be repeated)")
_CONFIRM = Text("确认是一件事", "confirm that it is one matter")
_REOPEN = Text("撤回上一次的决定", "take the last word on it back")
_POSITION = Text("写下新一版共同立场", "write a new version of our position")
_CHANGE = Text("写下我们改了什么", "write down what we changed")
_CALL = Text(
    "承诺给这件回电（可重复；需 --until、--about）", "promise this one a call (may be repeated; with --until, --about)"
)
_CALLER = Text("谁打，缺省为本人", "who calls, else you")
_UNTIL = Text("最晚何时回电", "by when they are called")
_ABOUT = Text("回电说什么", "what the calls are about")
_TELL = Text(
    "把“我们改了什么”告知每个人，各用各的联系方式", "tell each member what we changed, each by their own way of contact"
)
_ONLY = Text("只告知这件（可重复）", "tell this one only (may be repeated)")
_KEY = Text("重发时用同一键：只发一次", "the same key for a retry: it is sent once")

_STATES = {
    "promised": Text("已承诺", "promised"),
    "held": Text("即将发出", "about to go out"),
    "sent": Text("已发出", "sent"),
    "failed": Text("发送失败", "failed"),
    "refused": Text("未能办", "refused"),
}


@command("group", ENTRIES["group"].text)
@click.argument("group", type=int, required=False)
@option("--begin", "numbers", multiple=True, metavar="NUMBER", text=_BEGIN)
@option("--confirm", is_flag=True, text=_CONFIRM)
@option("--reopen", is_flag=True, text=_REOPEN)
@option("--position", metavar="WORDS", text=_POSITION)
@option("--change", metavar="WORDS", text=_CHANGE)
@option("--call", "called", multiple=True, metavar="NUMBER", text=_CALL)
@option("--caller", metavar="PERSON", text=_CALLER)
@option("--until", type=Moment(), text=_UNTIL)
@option("--about", metavar="WORDS", text=_ABOUT)
@option("--tell", is_flag=True, text=_TELL)
@option("--only", multiple=True, metavar="NUMBER", text=_ONLY)
@option("--key", type=click.UUID, text=_KEY)
@at_the_desk
def group(
    desk: Desk,
    group: int | None,
    numbers: tuple[str, ...],
    confirm: bool,
    reopen: bool,
    position: str | None,
    change: str | None,
    **each: Any,
) -> None:
    """Do what is asked, then show how it stands."""
    if numbers:
        group = grouping.begin(desk.asker, desk.at, grouping.seen_by_number(desk.asker, numbers))
    if group is None:
        raise grouping.unseen()
    if confirm:
        grouping.confirm(desk.asker, desk.at, group)
    if reopen:
        grouping.reopen(desk.asker, desk.at, group)
    for kind, words in ((doing.POSITION, position), (doing.FIX, change)):
        if words is not None:
            doing.say(desk.asker, desk.at, group, kind, words)
    whole = groups.group(desk.asker, group)
    if whole is None:
        raise grouping.unseen()
    outcomes = _each(desk, whole, **each)
    told = handled(whole)
    if desk.json:
        may = grouping.may_settle(desk.asker, [one.id for one in whole.members])
        found = {"each": [one.said(language()) for one in outcomes]} if outcomes else {}
        emit({**told_whole(whole, language(), may_settle=may), "handling": told, **found})
        return
    _shown(whole.group, told)
    if outcomes:
        columns = (Text("编号", "number"), Text("结果", "outcome"), Text("方式", "way"), Text("原因", "why"))
        table(columns, [_row(one) for one in outcomes])


def _row(one: Outcome) -> tuple[str, ...]:
    said = one.said(language())
    state = _STATES[one.state].said(language()) if one.state in _STATES else one.state
    return said["number"], state, said["way"] or "", said["why"] or ""


def _each(
    desk: Desk,
    whole: groups.Whole,
    *,
    called: tuple[str, ...],
    caller: str | None,
    until: Any,
    about: str | None,
    tell: bool,
    only: tuple[str, ...],
    key: UUID | None,
) -> list[Outcome]:
    """What is done for each member: calls promised, messages held; every one with its own outcome."""
    members = {one.number: one.id for one in whole.members}
    strange = next((one for one in (*called, *only) if normalised(one) not in members), None)
    if strange is not None:
        raise Failure(Text(f"{strange} 不在群体里。", f"{strange} is not in the group."))
    found: list[Outcome] = []
    if called:
        if until is None or not about:
            raise Failure(Text("回电要写 --until 和 --about。", "Calls need --until and --about."))
        who = account_id(caller, "caller") if caller is not None else desk.asker.account
        wanted = [(members[normalised(one)], who, settled(until, desk.at)) for one in called]
        numbers = {one: number for number, one in members.items()}
        found += telling_each.call_each(desk.asker, desk.at, whole.group.id, wanted, about, numbers)
    if tell:
        chosen = {normalised(one): members[normalised(one)] for one in only} if only else members
        found += telling_each.tell_each(desk.asker, desk.at, whole.group.id, key or uuid4(), chosen)
    return found


def _shown(one: groups.Group, told: dict[str, Any]) -> None:
    line(one.why)
    if told["position"] is not None:
        version, words = told["position"]["version"], told["position"]["words"] or "—"
        note(Text(f"共同立场（第 {version} 版）：{words}", f"Our position (version {version}): {words}"))
    called = names(row["owner"] for row in told["standings"])
    columns = (Text("编号", "number"), Text("阶段", "stage"), Text("责任人", "owner"), Text("角色", "role"))
    rows = [
        (
            row["number"],
            STAGES[row["stage"]].said(language()),
            called.get(row["owner"], ""),
            label(row["role"], language()),
        )
        for row in told["standings"]
    ]
    table(columns, rows)
