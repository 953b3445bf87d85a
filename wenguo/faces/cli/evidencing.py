"""The evidence of one complaint on the command line: items, where they disagree, and through whose hands they went."""

from __future__ import annotations

from collections.abc import Mapping

import click

from wenguo.faces.cli.acting import Desk, at_the_desk, named, usernames
from wenguo.faces.cli.commands import ENTRIES
from wenguo.faces.cli.moments import told
from wenguo.faces.cli.output import emit, line, table
from wenguo.faces.cli.speaking import command, language, said
from wenguo.queries import evidence as kept
from wenguo.queries import office
from wenguo.queries.evidence import Item
from wenguo.queries.evidence_data import as_data
from wenguo.queries.history import Whole, history
from wenguo.queries.look_alikes import alike
from wenguo.rules import evidence as rules
from wenguo.rules.evidence_said import value_said
from wenguo.text import Text

_MORE = Text(
    "按收到的次序列出每一项，及经手、查看和不一致之处；导出全部用 wenguo bundle。",
    "Every item in the order of arrival, with custody, looks, and where items disagree; wenguo bundle takes all of it out.",
)


@command("evidence", ENTRIES["evidence"].text, more=_MORE)
@click.argument("number", metavar="NUMBER")
@at_the_desk
def evidence(desk: Desk, number: str) -> None:
    """What there is to prove it."""
    whole = history(desk.asker, number)
    actor = office.actor(desk.asker.account, office.units()[whole.complaint.unit], "cli")
    assert actor is not None  # who is disabled sees no complaint at all
    found = kept.items(whole, actor, looks=True)
    if desk.json:
        near = alike(desk.asker, whole.id) if kept.files_closed(whole, actor) is None else {}
        emit(as_data(whole, found, near, language()))
        return
    names = usernames()
    table(
        (Text("项", "Item"), Text("种类", "Kind"), Text("名称", "Name"), Text("收到", "Arrived"), Text("谁", "By"), Text("状态", "State")),
        ((one.ref, said(rules.KINDS[one.kind]), _called(one, whole), told(one.at, desk.at), named(one.by, names), _state(one)) for one in found),
        wide=2,
        empty=Text("还没有证据。", "Nothing yet."),
    )  # fmt: skip
    for one in found:
        _custody(one, names, desk)
    for fact in kept.disagreements(whole):
        if fact.fact in rules.FACTS:
            sides = "  |  ".join(f"{value_said(value, fact.fact)} ({', '.join(refs)})" for value, refs in fact.sides)
            line(f"{said(Text('不一致', 'They disagree'))}: {said(rules.FACTS[fact.fact][0])}  {sides}")


def _called(one: Item, whole: Whole) -> str:
    title = whole.texts.get(one.described.title.id, "") if one.described.title is not None else ""
    return title or one.name


def _state(one: Item) -> str:
    if one.closed is not None:
        return said(one.closed)
    return said(rules.STATES[one.thing.state]) if one.thing is not None else ""


def _custody(one: Item, names: Mapping[int, str], desk: Desk) -> None:
    """Its steps and looks, oldest first."""
    steps = [(step.at, said(rules.MOVES[step.act]), step.by) for step in one.custody]
    steps += [(look.at, said(Text("查看", "looked at")), look.by) for look in one.looks]
    for at, what, by in sorted(steps):
        line(f"{one.ref}  {told(at, desk.at)}  {what}  {named(by, names)}")
