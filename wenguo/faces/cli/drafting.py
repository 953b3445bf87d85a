"""Letters drafted and questions answered at the command line: from what the record and published answers hold alone."""

from __future__ import annotations

from typing import get_args

import click
import msgspec

from wenguo.advice.drafts.given import What
from wenguo.advising import answering
from wenguo.faces.cli.acting import Desk, at_the_desk, unit_id
from wenguo.faces.cli.commands import ENTRIES
from wenguo.faces.cli.failing import Failure
from wenguo.faces.cli.output import emit, line, note
from wenguo.faces.cli.speaking import command, language, option, said
from wenguo.pages import drafting
from wenguo.queries.history import history
from wenguo.text import Text

_WHAT = Text("告知收到、请补充、告知进展、答复", "acknowledge, ask for facts, holding letter, answer")
_UNIT = Text("单位代码：用它和上级单位的解答", "code of a unit: its articles and those above")
_OFF = Text(
    "没有结果：已关闭（WENGUO_ADVICE 或单位开关），没有发布解答，或建议进程没有应答。",
    "Nothing: it is off (WENGUO_ADVICE, or the unit's switch), nothing is published, or its process does not answer.",
)
_MISSING = Text("请填写", "Fill in")
_FROM = Text("出自", "From")
_COLON = Text("：", ": ")


@command("draft", ENTRIES["draft"].text)
@click.argument("number")
@option("--what", type=click.Choice(get_args(What)), default="answer", show_default=True, text=_WHAT)
@at_the_desk
def draft(desk: Desk, number: str, what: What) -> None:
    """The draft; nothing is sent, and contact data is masked."""
    found = drafting.drafted(history(desk.asker, number, cover=True), what, language(), desk.at)
    if found is None:
        raise Failure(_OFF)
    if desk.json:
        emit(msgspec.to_builtins(found))
        return
    line(found.text)
    for one in found.sources:
        note(Text(f"{_FROM.zh} {one.name}：{one.words}", f"{_FROM.en} {one.name}: {one.words}"))
    for each in found.missing:
        note(Text(f"{_MISSING.zh}：{each}", f"{_MISSING.en}: {each}"))


@command("self-service", ENTRIES["self-service"].text)
@click.argument("question")
@option("--unit", metavar="CODE", text=_UNIT)
@at_the_desk
def self_service(desk: Desk, question: str, unit: str | None) -> None:
    """Quotes with their article, or that it is not known."""
    found = answering.answered(question, unit_id(unit) if unit is not None else None, language())
    if found is None:
        raise Failure(_OFF)
    if desk.json:
        emit(answering.as_told(found, language()))
        return
    for one in found.quotes:
        line(f"{one.title}{said(_COLON)}{one.text}")
    line(found.because.said(language()))
