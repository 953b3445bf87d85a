"""Advice for a text at the command line: what is proposed, and why, in words."""

from __future__ import annotations

from typing import Any

import click

from wenguo.advice.suggestion import Message
from wenguo.advising import asking
from wenguo.advising.like_ones import causes_of, like_ones, told
from wenguo.advising.wording import topic_said
from wenguo.faces.cli.acting import Desk, at_the_desk, unit_id
from wenguo.faces.cli.commands import ENTRIES
from wenguo.faces.cli.failing import Failure
from wenguo.faces.cli.output import emit, line, table
from wenguo.faces.cli.speaking import command, language, option, said
from wenguo.reading.encoding import decode
from wenguo.text import Text

PATIENCE = 30.0  # seconds: a person waits for this
_MORE = Text(
    "FILE 为文本文件，- 为标准输入。建议只是建议：什么也不写入。",
    "FILE is a file of text, - the standard input. What is proposed is only proposed: nothing is written.",
)
_SUBJECT = Text("标题", "subject")
_UNIT = Text("单位代码：按其开关", "code of a unit, whose switches hold")


@command("advise", ENTRIES["advise"].text, more=_MORE)
@click.argument("file", type=click.File("rb"))
@option("--subject", default="", metavar="TEXT", text=_SUBJECT)
@option("--unit", metavar="CODE", text=_UNIT)
@at_the_desk
def advise(desk: Desk, file: Any, subject: str, unit: str | None) -> None:
    """Read the text, show what is proposed."""
    text = decode(file.read())
    message = Message(text=text, subject=subject, received_at=desk.at)
    where = unit_id(unit) if unit is not None else None
    found = asking.advised(message, where, desk.at, language(), seconds=PATIENCE)
    if found is None:
        raise Failure(
            Text(
                "没有建议：已关闭（WENGUO_ADVICE 或单位开关），或建议进程没有应答。",
                "There is no advice: it is off (WENGUO_ADVICE, or the unit's switch), or its process does not answer.",
            )
        )
    closed = like_ones(desk.asker, "\n".join(filter(None, (subject, text))), where, causes_of(found))
    if desk.json:
        emit({**found, "likes": told(closed, language())})
        return
    table(
        (Text("项目", "Of what"), Text("建议", "Proposed"), Text("把握", "Sure"), Text("理由", "Why")),
        (
            (topic_said(one["topic"], language()), one["said"], f"{one['score']:.0%}", one["because"])
            for one in found["suggestions"]
        ),
        empty=Text("没有可建议的。", "Nothing is proposed."),
    )
    if closed:
        table(
            (Text("相似的已办投诉", "Like complaints, closed"), Text("结果", "Outcome"), Text("理由", "Why")),
            ((one["number"], one["outcome_said"] or "", one["because"]) for one in told(closed, language())),
        )
    for name, called in _NAMED.items():
        value = found.get(name)
        value = value.get("question") if isinstance(value, dict) else value
        if value:
            line(f"{said(called)}{said(_COLON)}{value}")


_NAMED = {"restated": Text("复述", "Read back"), "next_question": Text("下一问", "Next question")}
_COLON = Text("：", ": ")
