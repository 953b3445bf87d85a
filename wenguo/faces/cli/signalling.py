"""`wenguo signals`: what whoever leads a unit is told of what comes in, and of how advice does."""

from __future__ import annotations

from wenguo.advising import signalling
from wenguo.advising.wording import topic_said
from wenguo.faces.cli.acting import Desk, at_the_desk, unit_id
from wenguo.faces.cli.commands import ENTRIES
from wenguo.faces.cli.output import emit, line, table
from wenguo.faces.cli.speaking import command, language, option
from wenguo.text import Text

_UNIT = Text("单位代码，缺省为您看得到的最大单位", "code of a unit, else the widest that you may see")
_MONDAY = Text("周一", "Week of")
_NONE = Text("建议服务现在没有回答。", "Advice does not answer just now.")
_STEADY = Text("没有哪个词明显变多。", "No word rises clearly.")
_FEW = Text("还没有足够的决定可看。", "Too little was decided yet.")
_WEEKLESS = Text("还没有可看的一周。", "No week can be shown yet.")


@command("signals", ENTRIES["signals"].text)
@option("--unit", metavar="CODE", text=_UNIT)
@at_the_desk
def signals(desk: Desk, unit: str | None) -> None:
    """The same as the screen, for those who may see the unit's board."""
    found = signalling.signals(desk.asker, desk.at, unit_id(unit) if unit is not None else None)
    told = signalling.told(found, language())
    if desk.json:
        emit(told)
        return
    line(Text("这周变多的词", "Words that rise this week"))
    columns = (Text("词", "Word"), Text("件数", "Complaints"), Text("理由", "Why"))
    empty = _STEADY if told["advised"] else _NONE
    table(columns, ((one["word"], one["now"], one["because"]) for one in told["rising"]), empty=empty)
    line(Text(f"来的投诉变了吗：{told['drift']['because']}", f"Has what comes in moved? {told['drift']['because']}"))
    columns = (Text("原因", "Cause"), Text("之前", "Before"), Text("近 4 周", "Last 4 weeks"))
    moved = told["drift"]["moved"]
    if moved:
        table(columns, ((one["said"], f"{one['before']:.0%}", f"{one['now']:.0%}") for one in moved))
    line(Text("人和建议哪里不一致", "Where people decide otherwise"))
    table(
        (Text("项目", "Topic"), Text("建议", "Proposed"), Text("多少", "How often"), Text("改成", "Instead")),
        (
            (one["topic_said"], one["said"], one["because"], ", ".join(f"{i['said']} ({i['count']})" for i in one["instead"]))
            for one in told["disagreed"]
        ),
        empty=_FEW,
    )  # fmt: skip
    line(Text("建议被改了多少", "How much was changed"))
    table(
        (_MONDAY, Text("项目", "Topic"), Text("有人决定", "Decided"), Text("改了", "Changed")),
        ((one.week, topic_said(one.topic, language()), one.decided, one.otherwise) for one in found.weeks),
        empty=_WEEKLESS,
    )
    line(Text("答复检查：单位的平均", "Reply check: the unit's mean"))
    table(
        (_MONDAY, Text("答复", "Replies"), Text("写的人", "Authors"), Text("平均/100", "Mean/100")),
        ((one.week, one.replies, one.authors, one.mean) for one in found.coached),
        empty=_WEEKLESS,
    )
