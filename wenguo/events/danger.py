"""What shows that a small complaint is growing, and what is done about a major one."""

from __future__ import annotations

from wenguo.events._event import Event, Ref
from wenguo.text import Text


class Alerted(Event, frozen=True, kw_only=True):
    """One cause of escalation seen in the log: `line` (and `other`) show it, `n` was counted where `bound` is the limit."""

    label = Text("升级苗头预警", "Early warning")
    sentence = Text("预警：{cause}（{level}），见第 {line} 行", "warns: {cause} ({level}), see line {line}")
    quiet = True
    cause: str
    level: str
    sign: str
    line: int
    other: int | None = None
    n: int = 0
    bound: int = 0


class Weighed(Event, frozen=True, kw_only=True):
    """What a person found of a warning: `found` is holds or unfounded; `words` say what follows, or why it does not hold."""

    label = Text("回应预警", "Weighed")
    sentence = Text("回应第 {warning} 行的预警：{found}", "weighed the warning of line {warning}: {found}")
    warning: int
    found: str
    words: Ref


class Escalated(Event, frozen=True, kw_only=True):
    """By these criteria it is a major complaint; `informed` are the accounts told of it."""

    label = Text("列为重大投诉", "Escalated")
    sentence = Text("列为重大投诉，当前状态：{state}", "listed it as a major complaint; state: {state}")
    criteria: tuple[str, ...]
    state: str
    words: Ref
    informed: tuple[int, ...] = ()


class Reported(Event, frozen=True, kw_only=True):
    """How the major complaint stands, told to those who must know."""

    label = Text("重大投诉报告", "Reported")
    sentence = Text("报告重大投诉的情况", "reported how the major complaint stands")
    words: Ref
    informed: tuple[int, ...] = ()


class Calmed(Event, frozen=True, kw_only=True):
    """Brought back to a lesser state; with state `calm` it is a major complaint no longer."""

    label = Text("平息", "Calmed")
    sentence = Text("状态回落：{state}", "brought it back to: {state}")
    state: str
    words: Ref
