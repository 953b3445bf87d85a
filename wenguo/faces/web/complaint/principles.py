"""The principles kept visible (M26): each as a fact of this complaint's own log, never as a judgement of a person."""

from __future__ import annotations

import msgspec

from wenguo import events as e
from wenguo import packs
from wenguo.complaint import Complaint
from wenguo.faces.web.complaint.people import Employee
from wenguo.line import read
from wenguo.pages import telling
from wenguo.queries.history import Whole
from wenguo.rules.labels import LABELS
from wenguo.text import Text


class Principle(msgspec.Struct, frozen=True, kw_only=True):
    """One principle and the fact that shows it; `state` is kept, open or missed; `line` is where the fact stands."""

    name: Text
    fact: Text
    state: str
    line: int = 0
    readers: bool = False


def principles(whole: Whole, employees: list[Employee], readers: tuple[int, int]) -> list[Principle]:
    """Lawful rights, right to know, privacy, fairness, calm and objective, feedback in time, reflection after."""
    c = whole.complaint
    return [
        _rights(c),
        _told(c),
        _privacy(readers),
        _fair(c, employees),
        _objective(whole),
        _in_time(c),
        _reflected(whole),
    ]


def _rights(c: Complaint) -> Principle:
    used = dict.fromkeys(clock.pack for clock in c.clocks)
    known = [pack.name for one in used if (pack := packs.load().get(one)) is not None]
    name = Text("依法权益", "Lawful rights")
    if not known:
        return Principle(name=name, fact=Text("没有计时的规则", "no rule runs a clock here"), state="open")
    zh, en = "、".join(one.zh for one in known), ", ".join(one.en for one in known)
    return Principle(name=name, fact=Text(f"按 {zh} 办理", f"handled under {en}"), state="kept")


def _told(c: Complaint) -> Principle:
    name = Text("知情", "Right to know")
    if not c.notices:
        return Principle(
            name=name, fact=Text("还没有告知过投诉人", "the complainant was told nothing yet"), state="missed"
        )
    last = c.notices[-1]
    way = LABELS.get(last.way, Text(last.way, last.way))
    zh, en = telling.moment(last.sent_at, "zh"), telling.moment(last.sent_at, "en")
    if last.delivered is False:
        fact = Text(f"{zh} {way.zh}告知，未送达", f"told {en} ({way.en}), which did not arrive")
        return Principle(name=name, fact=fact, state="missed", line=last.position)
    fact = Text(f"最近 {zh} {way.zh}告知", f"last told {en} ({way.en})")
    return Principle(name=name, fact=fact, state="kept", line=last.position)


def _privacy(readers: tuple[int, int]) -> Principle:
    people, times = readers
    fact = Text(
        f"{people} 人看过联系方式或材料，共 {times} 次，均有记录",
        f"{people} read contact data or files, {times}× in all, each on record",
    )
    if not people:
        fact = Text("联系方式和材料还没有人看过", "nobody has read contact data or files yet")
    return Principle(name=Text("隐私", "Privacy"), fact=fact, state="kept", readers=bool(people))


def _fair(c: Complaint, employees: list[Employee]) -> Principle:
    name = Text("公平", "Fairness")
    if not employees:
        return Principle(name=name, fact=Text("没有涉及具体员工", "no employee is named"), state="kept")
    heard = sum(1 for one in employees if one.heard_at is not None)
    told = sum(1 for one in employees if one.told_at is not None or one.heard_at is not None)
    n = len(employees)
    fact = Text(f"涉及 {n} 人：已告知 {told} 人，已听取 {heard} 人", f"{n} concerned: {told} told, {heard} heard")
    late = c.stage in {"answered", "accepted", "closed"} and heard < n
    return Principle(name=name, fact=fact, state="kept" if heard == n else "missed" if late else "open")


def _objective(whole: Whole) -> Principle:
    corrected = sum(1 for entry in whole.entries if entry.event == "Corrected")
    n = len([ref for ref in whole.complaint.theirs if ref.id not in whole.complaint.erased])
    fact = Text(
        f"原话 {n} 段照录" + (f"，更正 {corrected} 次均留痕" if corrected else ""),
        f"their words kept as said ({n})" + (f", {corrected} corrections on record" if corrected else ""),
    )
    return Principle(name=Text("客观", "Calm and objective"), fact=fact, state="kept")


def _in_time(c: Complaint) -> Principle:
    ours = [clock for clock in c.clocks if clock.ours]
    late = sum(1 for clock in ours if clock.overrun_at is not None) + c.broken_promises
    met = sum(1 for clock in ours if clock.state == "met" and clock.overrun_at is None)
    kept = sum(1 for promise in c.promises if promise.state == "kept")
    runs = sum(1 for clock in ours if clock.state == "running" and clock.overrun_at is None)
    zh, en = [f"按时 {met + kept} 项"], [f"{met + kept} in time"]
    if runs:
        zh.append(f"进行中 {runs} 项")
        en.append(f"{runs} running")
    if late:
        zh.append(f"超时或落空 {late} 项")
        en.append(f"{late} late or broken")
    state = "missed" if late else "kept" if met + kept or not ours else "open"
    return Principle(name=Text("及时反馈", "Feedback in time"), fact=Text("，".join(zh), ", ".join(en)), state=state)


def _reflected(whole: Whole) -> Principle:
    name = Text("事后反思", "Reflection after")
    lessons = [entry.position for entry in whole.entries if entry.event == "Closed" and _holds_lesson(entry.data)]
    if lessons:
        return Principle(
            name=name, fact=Text("已写下教训", "a lesson was written down"), state="kept", line=lessons[-1]
        )
    if whole.complaint.stage == "closed":
        return Principle(name=name, fact=Text("办结时没有写下教训", "closed without a lesson"), state="missed")
    return Principle(name=name, fact=Text("办结时写", "to be written on closing"), state="open")


def _holds_lesson(data: str) -> bool:
    event = read(data).event
    return isinstance(event, e.Closed) and event.lesson is not None
