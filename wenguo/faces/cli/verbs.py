"""One loop over THE LIST: each verb people are offered is a command, its fields are the options."""

from __future__ import annotations

from typing import Any

import click

from wenguo import events
from wenguo.advising.deciding import act
from wenguo.faces.cli import fields, following
from wenguo.faces.cli.acting import Desk, at_the_desk, usernames
from wenguo.faces.cli.contracted import promised
from wenguo.faces.cli.moments import told
from wenguo.faces.cli.output import emit, line
from wenguo.faces.cli.speaking import Command, Option
from wenguo.perform import Done, perform
from wenguo.queries import contract
from wenguo.rules import lifecycle, permissions
from wenguo.text import Text
from wenguo.verbs import VERBS, Verb

_EXPECTED = Text(
    "您看到的最后一行日志序号；其后有人操作则拒绝", "the last line you saw; refused where a person acted since"
)
_KEY = Text("幂等键：同键重复调用只执行一次", "idempotency key: a repeated call acts once")
_LATER = Text("不在此运行后续动作，留给后台进程", "do not run what follows here, leave it to a worker")


def command(word: str) -> Command:
    """The command of one verb."""
    kind = VERBS[word]

    @at_the_desk
    def callback(desk: Desk, **given: Any) -> None:
        _act(kind, desk, given)

    made = click.command(word.replace("_", "-"), cls=Command, text=kind.title, more=_more(kind))(callback)
    own: list[click.Parameter] = [] if kind.begins else [click.Argument(["number"])]
    if not kind.begins:
        own.append(Option(["--expected"], type=click.IntRange(min=0), metavar="POSITION", text=_EXPECTED))
    own += [
        Option(["--key"], metavar="KEY", text=_KEY),
        Option(["--no-reactions", "later"], is_flag=True, text=_LATER),
    ]
    place = 0 if kind.begins else 1
    made.params = [*own[:place], *fields.options(kind), *own[place:], *made.params]
    return made


def _more(kind: type[Verb]) -> Text:
    """Who may do it and in which stages, from the tables themselves."""
    word = kind.word()
    zh = "、".join(sorted(permissions._named(one).zh for one in permissions.MAY[word]))  # noqa: SLF001
    en = ", ".join(sorted(permissions._named(one).en for one in permissions.MAY[word]))  # noqa: SLF001
    stages = [lifecycle.STAGES[one] for one in lifecycle.STAGES if one in lifecycle.LIFECYCLE[word][0]]
    if not stages:
        return Text(f"可执行者：{zh}。", f"These may: {en}.")
    if len(stages) == len(lifecycle.STAGES):
        return Text(f"可执行者：{zh}。任何阶段均可。", f"These may: {en}. In every stage.")
    zh_stages, en_stages = "、".join(one.zh for one in stages), ", ".join(one.en for one in stages)
    return Text(f"可执行者：{zh}。阶段：{zh_stages}。", f"These may: {en}. Stages: {en_stages}.")


def _act(kind: type[Verb], desk: Desk, given: dict[str, Any]) -> None:
    verb = kind(**fields.values(kind, given, desk))
    if kind.begins:
        done = perform(verb, None, desk.by, desk.at, key=given["key"])
    else:
        done = act(verb, given["number"], desk.by, desk.at, expected=given.get("expected"), key=given["key"])
    left = following.follow(done, desk.at, later=given["later"])
    if desk.json:
        emit(_object(kind, done))
    else:
        _tell(kind, done, desk)
    following.tell(left)


def _object(kind: type[Verb], done: Done) -> dict[str, Any]:
    """The contract's object of a beginning or of any other act; a split names the record it made."""
    if kind.begins:
        return promised("record", contract.recorded(done.complaint))
    found = contract.acted(done.complaint, (type(event).__name__ for event in done.events), done.position)
    others = [event.other for event in done.events if isinstance(event, events.Split)]
    return {**found, "other": others[0]} if others else found


def _tell(kind: type[Verb], done: Done, desk: Desk) -> None:
    """What was done, who owns it now, and what is due next."""
    c = done.complaint
    owner = usernames().get(c.owner, str(c.owner))
    labels = Text(
        "、".join(event.label.zh for event in done.events) + ("（此前已做，未重复执行）" if done.repeated else ""),
        ", ".join(event.label.en for event in done.events)
        + (" (done before, not done again)" if done.repeated else ""),
    )
    stage = lifecycle.STAGES[c.stage]
    line(Text(f"{done.number}  {kind.title.zh}：{labels.zh}", f"{done.number}  {kind.title.en}: {labels.en}"))
    line(
        Text(
            f"阶段：{stage.zh}　责任人：{owner}　日志：{done.position} 行",
            f"Stage: {stage.en}  Owner: {owner}  Lines: {done.position}",
        )
    )
    for clock in c.clocks:
        if clock.state == "running" and clock.ours and c.is_open():
            due = told(clock.due_at, desk.at)
            line(
                Text(
                    f"时限 {clock.id}：{clock.pack} {clock.rule}，{due} 前",
                    f"Clock {clock.id}: {clock.pack} {clock.rule}, by {due}",
                )
            )
    for promise in c.promises:
        if promise.state in {"open", "broken"}:
            due = told(promise.due_at, desk.at)
            line(Text(f"承诺 {promise.id}：{due} 前", f"Promise {promise.id}: by {due}"))
