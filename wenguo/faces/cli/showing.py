"""One complaint: as it is now, and how it came to be so."""

from __future__ import annotations

from collections.abc import Mapping

import click

from wenguo.access import log_access
from wenguo.complaint import Clock
from wenguo.faces.cli.acting import Desk, at_the_desk, named, usernames
from wenguo.faces.cli.commands import ENTRIES
from wenguo.faces.cli.contracted import promised
from wenguo.faces.cli.moments import told
from wenguo.faces.cli.output import emit, line, table
from wenguo.faces.cli.speaking import command, language, option, said
from wenguo.queries import contract
from wenguo.queries.history import Entry, Whole
from wenguo.queries.history import history as asked
from wenguo.queries.office import units
from wenguo.rules import facts
from wenguo.rules.labels import label
from wenguo.rules.lifecycle import STAGES
from wenguo.text import Text
from wenguo.verbs import Refused

_UNMASK = Text(
    "显示完整联系方式，须写明理由（记入查阅日志）", "show contact data plainly, for this reason (it is logged)"
)


@command("show", ENTRIES["show"].text)
@click.argument("number")
@option("--unmask", metavar="REASON", text=_UNMASK)
@at_the_desk
def show(desk: Desk, number: str, unmask: str | None) -> None:
    """What a complaint is now, with its log."""
    whole = _whole(desk, number, unmask)
    names = usernames()
    if desk.json:
        emit(promised("show", contract.shown(whole)))
    else:
        _tell(whole, names, desk)


@command("history", ENTRIES["history"].text)
@click.argument("number")
@at_the_desk
def history(desk: Desk, number: str) -> None:
    """What happened, line by line, in sentences."""
    whole = asked(desk.asker, number)
    names = usernames()
    if not desk.json:
        _log(desk, whole, "")
    if desk.json:
        told_whole = promised("show", contract.shown(whole))
        emit({"number": told_whole["number"], "log": told_whole["log"]})
        return
    line(f"{whole.complaint.number}  {said(STAGES[whole.complaint.stage])}")
    table(
        (Text("行", "Line"), Text("时间", "When"), Text("谁", "Who"), Text("事项", "What"), Text("内容", "Words")),
        (
            (
                entry.position,
                _when(entry, desk),
                named(entry.by, names),
                said(entry.label),
                " / ".join(" ".join(words.split()) for words in entry.words),
            )
            for entry in whole.entries
        ),
    )
    _starred(whole)


def _when(entry: Entry, desk: Desk) -> str:
    """When it was done, starred where it was entered at another time."""
    return told(entry.at, desk.at) + ("*" if entry.entered_at is not None else "")


def _starred(whole: Whole) -> None:
    """What the star says; the moment itself stands in the line."""
    if any(entry.entered_at is not None for entry in whole.entries):
        line(
            Text(
                "* 事后录入；录入时间在该行 entered_at 中（--json）。",
                "* entered later; the line's entered_at says when (--json).",
            )
        )


def _whole(desk: Desk, number: str, unmask: str | None) -> Whole:
    """The complaint; where contact data is shown plainly, who read it and why is written down first."""
    whole = asked(desk.asker, number, unmask=unmask is not None)
    if unmask is not None and whole.masked:
        text = Text("您不能查看此投诉的完整联系方式。", "You may not see this complaint's contact data unmasked.")
        raise Refused(text, code="permission")
    if not desk.json:  # the contract's object holds no contact data
        _log(desk, whole, unmask or "")
    return whole


def _log(desk: Desk, whole: Whole, why: str) -> None:
    fields = whole.plain_fields()
    if fields:
        log_access(desk.account, whole.id, whole.complaint.number, fields, why, "cli", desk.at)


def _tell(whole: Whole, names: Mapping[int, str], desk: Desk) -> None:
    c = whole.complaint
    unit = units()[c.unit]
    owner, first = names.get(c.owner, c.owner), names.get(c.first_responder, c.first_responder)
    line(f"{c.number}  {said(STAGES[c.stage])}  {c.severity}")
    line(
        Text(
            f"单位：{unit.name}　责任人：{owner}　首问：{first}",
            f"Unit: {unit.name_en or unit.name}  Owner: {owner}  First responder: {first}",
        )
    )
    line(Text(f"收到：{told(c.received_at, desk.at)}", f"Received: {told(c.received_at, desk.at)}"))
    for person in whole.persons.values():
        line("  ".join(person.values()))
    for ref in (c.subject, c.words):
        if ref is not None:
            line(whole.texts.get(ref.id) or Text("（已删除）", "(erased)"))
    lacking = facts.missing(c)
    if lacking and c.is_open():
        line(
            Text(
                f"待补充：{'、'.join(one.name.zh for one in lacking)}",
                f"Still to learn: {', '.join(one.name.en for one in lacking)}",
            )
        )
    _tell_work(whole, names, desk)


def _mark(clock: Clock) -> Text:
    """Whose clock it is where it is not ours, and where its length is not the law's own."""
    marks = [
        (not clock.ours, Text("非本单位时限", "not ours")),
        (clock.fallback, Text("规则待核，按默认", "pending: house default")),
        (clock.provisional, Text("暂定", "provisional")),
    ]
    found = [text for is_so, text in marks if is_so]
    if not found:
        return Text("", "")
    return Text(f"（{'；'.join(one.zh for one in found)}）", f" ({'; '.join(one.en for one in found)})")


def _tell_work(whole: Whole, names: Mapping[int, str], desk: Desk) -> None:
    """Demands, clocks, promises, then the log."""
    c = whole.complaint
    if c.demands:
        rows = contract.shown(whole)["demands"]
        heads: tuple[Text, ...] = (
            Text("诉求", "Demand"),
            Text("代码", "Code"),
            Text("决定", "Decision"),
            Text("原话", "Words"),
        )
        table(heads, ((row["id"], row["remedy"], row["decision"], row["words"]) for row in rows))
    if c.clocks:
        heads = (
            Text("时限", "Clock"),
            Text("规则", "Rule"),
            Text("状态", "State"),
            Text("应于", "Due"),
            Text("顺延至", "Rolled to"),
        )
        table(
            heads,
            (
                (
                    one.id,
                    f"{one.pack} {one.rule}" + said(_mark(one)),
                    label(one.state, language()),
                    told(one.due_at, desk.at),
                    told(one.due_rolled_at, desk.at),
                )
                for one in c.clocks
            ),
        )
    if c.promises:
        heads = (Text("承诺", "Promise"), Text("状态", "State"), Text("应于", "Due"), Text("内容", "What"))
        table(
            heads,
            (
                (one.id, label(one.state, language()), told(one.due_at, desk.at), whole.texts.get(one.what.id, ""))
                for one in c.promises
            ),
        )
    table(
        (Text("行", "Line"), Text("时间", "When"), Text("谁", "Who"), Text("事项", "What"), Text("哈希", "Hash")),
        (
            (entry.position, _when(entry, desk), named(entry.by, names), said(entry.label), entry.hash[:16])
            for entry in whole.entries
        ),
    )
    _starred(whole)
