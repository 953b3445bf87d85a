"""The clocks as the page shows them: what is left in working time, in which state, and why there is a limit at all."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from wenguo import packs
from wenguo.complaint import Clock, Complaint
from wenguo.pages import telling
from wenguo.queries import office
from wenguo.queries.office import UnitFacts
from wenguo.rules.calendar import Calendar
from wenguo.rules.pack import Rule
from wenguo.rules.policy import Policy, find
from wenguo.text import Text

GRADES = {
    "V": Text("已核对原文", "checked against the text itself"),
    "S": Text("据二手资料", "from a page about it"),
    "design": Text("本系统建议值，非法定", "our own proposal, not law"),
}


class Limit(msgspec.Struct, frozen=True, kw_only=True):
    """One clock: `tone` is late, soon, good or empty, never without the words of `state`."""

    clock: Clock
    name: Text
    state: Text
    tone: str
    left: Text
    marks: list[Text]
    rule: Rule | None
    pack: Text
    grade: Text | None
    why: Text


def limits(c: Complaint, unit: UnitFacts, at: datetime) -> tuple[list[Limit], list[Limit]]:
    """The running clocks, the nearest first, and those that no longer run or are paused."""
    if not c.clocks:
        return [], []
    policy = policy_of(c, unit)
    found = [_limit(clock, policy, at) for clock in c.clocks]
    running = sorted((one for one in found if one.clock.state == "running"), key=lambda one: one.clock.due_at)
    return running, [one for one in found if one.clock.state != "running"]


def policy_of(c: Complaint, unit: UnitFacts) -> Policy:
    """The policy that governs it: its unit's packs on the day of receipt."""
    assert c.received_at is not None
    return office.policy_of(unit, c.received_at.astimezone(ZoneInfo(unit.time_zone)).date())


def _limit(clock: Clock, policy: Policy, at: datetime) -> Limit:
    rule = _rule(clock, policy)
    pack = packs.load().get(clock.pack)
    calendar = policy.calendar_of(rule) if rule is not None else policy.calendar
    state, tone = _state(clock, at)
    return Limit(
        clock=clock,
        name=Text(rule.name.zh, rule.name.en) if rule is not None else Text(clock.rule, clock.rule),
        state=state,
        tone=tone,
        left=left(calendar, at, clock.due_at) if clock.state == "running" else Text("", ""),
        marks=_marks(clock),
        rule=rule,
        pack=Text(pack.name.zh, pack.name.en) if pack is not None else Text(clock.pack, clock.pack),
        grade=GRADES[rule.grade] if rule is not None else None,
        why=_why(rule),
    )


def _rule(clock: Clock, policy: Policy) -> Rule | None:
    """The clock's rule in force, or any version of it where the unit has other packs by now."""
    found = find(policy.valid, clock.pack, clock.rule)
    if found is not None:
        return found
    pack = packs.load().get(clock.pack)
    return next((one for one in pack.rules if one.id == clock.rule), None) if pack is not None else None


def _state(clock: Clock, at: datetime) -> tuple[Text, str]:
    if clock.state != "running":
        words = {
            "met": (Text("超时后完成", "met late"), "late")
            if clock.overrun_at
            else (Text("按时完成", "met in time"), "good"),
            "paused": (Text("中止中", "paused"), ""),
            "stopped": (Text("已停止", "stopped"), ""),
        }
        return words[clock.state]
    if clock.due_rolled_at < at:
        return Text("已超时", "overrun"), "late"
    if clock.due_at < at:
        return Text("休息日顺延中", "in its roll-over days"), "soon"
    gone = (at - clock.started_at) / max(clock.due_at - clock.started_at, (at - at).resolution)
    return (Text("将到期", "due soon"), "soon") if gone >= 0.8 else (Text("进行中", "running"), "")


def left(calendar: Calendar, at: datetime, due: datetime) -> Text:
    """还有 3 个工作日 5 小时, or how long over; in the working time of the rule's calendar."""
    over = due < at
    days, minutes = calendar.working_left(due, at) if over else calendar.working_left(at, due)
    if not days and not minutes:
        return _idle(at, due, over=over)
    hours, rest = divmod(minutes, 60)
    zh = [f"{days} 个工作日"] if days else []
    en = [f"{days} working day{'s' if days != 1 else ''}"] if days else []
    if hours:
        zh.append(f"{hours} 小时")
        en.append(f"{hours} h")
    if rest and not days and hours < 4:
        zh.append(f"{rest} 分钟")
        en.append(f"{rest} min")
    if not zh:
        zh, en = ["不到 1 小时"], ["less than 1 h"]
    said_zh, said_en = " ".join(zh), " ".join(en)
    only_zh, only_en = ("" if days else "工作时间 "), ("" if days else " of working time")
    if over:
        return Text(f"已超 {only_zh}{said_zh}", f"{said_en}{only_en} over")
    return Text(f"还有 {only_zh}{said_zh}", f"{said_en}{only_en} left")


def _idle(at: datetime, due: datetime, *, over: bool) -> Text:
    """No opening time lies between: said by the clock on the wall."""
    minutes = int(abs((due - at).total_seconds()) // 60)
    span_zh = f"{minutes // 60} 小时 {minutes % 60} 分钟" if minutes >= 60 else f"{minutes} 分钟"
    span_en = f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"
    if over:
        return Text(f"已超 {span_zh}（非工作时间）", f"{span_en} over, outside opening hours")
    return Text(f"还有 {span_zh}（非工作时间）", f"{span_en} left, outside opening hours")


def _marks(clock: Clock) -> list[Text]:
    marks = [
        (not clock.ours, Text("非本单位时限", "not ours to keep")),
        (clock.fallback, Text("规则待核，按默认时限", "rule pending: house default")),
        (clock.provisional, Text("暂定（休息日安排未公布）", "provisional: the calendar is not published yet")),
        (clock.extended > 0, Text(f"已延期 {clock.extended} 次", f"extended ×{clock.extended}")),
    ]
    return [text for is_so, text in marks if is_so]


def _why(rule: Rule | None) -> Text:
    """Instrument, number and article in one line."""
    if rule is None:
        return Text("规则包中已无此规则", "no pack holds this rule any more")
    return Text(telling.cited(rule.source, "zh"), telling.cited(rule.source, "en"))
