"""Major complaints: by which criteria, how each is known, who must know within how long, and what brings one back (M39).

A criterion that the record shows is proposed with what shows it; a person lists the complaint as a major one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

import msgspec

from wenguo.rules.pack import Grade, Label, Source
from wenguo.text import Text

if TYPE_CHECKING:
    from wenguo.complaint import Complaint

# Every criterion of packs/major.toml (a test compares): what a person may list a complaint as a major one by.
CODES = (
    "disaster", "accident", "public_health", "twenty_together", "amount", "press", "regulator", "vulnerable", "data_leak",
    "staff_offence", "other",
)  # fmt: skip
MANY = 20  # 银保监会令2020年第3号 art. 29(2)
# The least harm first. At `opportunity` it is in hand and may still end well; `calm` ends the listing.
STATES: dict[str, Text] = {
    "calm": Text("已平息", "calm"),
    "opportunity": Text("转机：局面受控，处理好可以挽回信任", "opportunity: in hand, and trust can be won back"),
    "crisis": Text("危机：正在扩大，须立即协同", "crisis: it grows, and needs everybody now"),
    "disaster": Text("灾难：损害已经发生，先救人、止损", "disaster: harm is done; people first, then the damage"),
}
# The short names, for chips and lists.
SHORT: dict[str, Text] = {
    "calm": Text("已平息", "calm"),
    "opportunity": Text("转机", "opportunity"),
    "crisis": Text("危机", "crisis"),
    "disaster": Text("灾难", "disaster"),
}
State = Literal["opportunity", "crisis", "disaster"]
GRAVER = ("calm", "opportunity", "crisis", "disaster")
CLOCKS = frozenset({"escalated", "reported"})  # the starting points of its own clocks


class Criterion(msgspec.Struct, frozen=True, kw_only=True):
    """One criterion, as packs/major.toml says it."""

    code: str
    name: Label
    known: Literal["log", "person"]
    tell: Mapping[str, int]  # role → within how many hours it must know
    source: Source
    grade: Grade
    tell_grade: Grade = "design"  # of the hours, whatever the grade of the criterion


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What beyond the complaint bears on it: how many complain of the same matter, and which sum counts as very large."""

    together: int = 1
    amount_fen: int = 50_000_000


class Met(msgspec.Struct, frozen=True):
    """A criterion that the record shows, or may show: `sure` says which; `shows` says by what."""

    code: str
    shows: Text
    sure: bool


def _accident(c: Complaint, _: Given) -> Met | None:
    if "injury" in c.tags or "RS0201" in c.causes:
        return Met("accident", Text("记录标明涉及人身伤害", "the record says that somebody was hurt"), sure=True)
    near = next((code for code in c.causes if code in {"RS0203", "RS0204", "RS0205"}), None)
    words = Text(
        f"原因 {near}（安全），是否属于安全事故请判断", f"cause {near} (safety): judge whether it is an accident"
    )
    return Met("accident", words, sure=False) if near is not None else None


def _together(c: Complaint, given: Given) -> Met | None:
    if c.channel != "face" or (given.together < MANY and "joint" not in c.tags):
        return None
    if given.together >= MANY:
        n = given.together
        return Met(
            "twenty_together", Text(f"同一事项 {n} 人，当面提出", f"{n} people in one matter, face to face"), sure=True
        )
    return Met(
        "twenty_together",
        Text(
            "多人当面共同投诉，请点清人数（满 20 人即是）",
            "several complain together, face to face: count them (20 make it)",
        ),
        sure=False,
    )


def _amount(c: Complaint, given: Given) -> Met | None:
    asked = sum(one.amount_fen or 0 for one in c.demands)
    if asked < given.amount_fen:
        return None
    zh = f"诉求合计 {asked // 100:,} 元，达到 {given.amount_fen // 100:,} 元"
    return Met("amount", Text(zh, f"{asked // 100:,} yuan asked for; {given.amount_fen // 100:,} make it"), sure=True)


def _regulator(c: Complaint, _: Given) -> Met | None:
    if c.supervised_from_above:
        return Met("regulator", Text("已收到监管或上级督办", "a regulator or the unit above supervises it"), sure=True)
    words = Text("由外部机关转来，尚未督办", "sent to us by another body, not yet supervised")
    return Met("regulator", words, sure=False) if c.referrer else None


def _vulnerable(c: Complaint, _: Given) -> Met | None:
    words = Text(
        "记录有需要特别关照的情形；是否会加重，请判断", "the record names a need for care; judge whether harm may grow"
    )
    return Met("vulnerable", words, sure=False) if c.vulnerability is not None else None


def _data_leak(c: Complaint, _: Given) -> Met | None:
    if "RS1202" not in c.causes:
        return None
    return Met("data_leak", Text("原因：个人信息泄露（RS1202）", "cause: personal data leaked (RS1202)"), sure=True)


def _staff_offence(c: Complaint, _: Given) -> Met | None:
    found = [code for code in c.causes if code.startswith("RS18")]
    if not found and c.kind != "report":
        return None
    shows = Text(f"原因 {found[0]}（人员违规）", f"cause {found[0]} (misconduct of staff)") if found else None
    return Met("staff_offence", shows or Text("性质为举报", "it is a report of a breach"), sure=bool(found))


# criterion → how the record shows it; what stands not here somebody must state
SHOWN: dict[str, Callable[[Complaint, Given], Met | None]] = {
    "accident": _accident,
    "twenty_together": _together,
    "amount": _amount,
    "regulator": _regulator,
    "vulnerable": _vulnerable,
    "data_leak": _data_leak,
    "staff_offence": _staff_offence,
}


def shown(c: Complaint, given: Given) -> list[Met]:
    """The criteria that the record shows or may show, each with what shows it."""
    found = (test(c, given) for test in SHOWN.values())
    return [one for one in found if one is not None]


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """By when a role must know of a major complaint: `hours` after a criterion that names it was listed."""

    role: str
    hours: int
    since: datetime
    at: datetime


def must_know(criteria: Mapping[str, datetime], table: Mapping[str, Criterion]) -> list[Due]:
    """Each role that the listed criteria (criterion → since when) name, once, by the earliest moment any of them says."""
    found: dict[str, Due] = {}
    for code, since in criteria.items():
        for role, hours in (table[code].tell if code in table else {}).items():
            due = Due(role=role, hours=hours, since=since, at=since + timedelta(hours=hours))
            if role not in found or due.at < found[role].at:
                found[role] = due
    return sorted(found.values(), key=lambda one: (one.at, one.role))


def knowing(told_at: datetime | None, due_at: datetime, at: datetime) -> Literal["told", "told_late", "late", "due"]:
    """How it stands with one of them at a moment: told in time, told late, still not told and late, or still in time."""
    if told_at is not None:
        return "told" if told_at <= due_at else "told_late"
    return "late" if at > due_at else "due"


def brings_back(c: Complaint) -> list[Text]:
    """What still stands between a major complaint and its being calm, as the log shows it."""
    if c.major is None or not c.major.open:
        return []
    open_promises = [one for one in c.promises if one.state in {"open", "broken"}]
    waiting = [one for one in c.demands if one.decision is None]
    over = [one for one in c.clocks if one.ours and one.state == "running" and one.overrun_at is not None]
    rows = (
        (c.major.reports == 0, Text("应当知情的人还没有得到第一次报告", "those who must know have had no report yet")),
        (bool(over), Text(f"{len(over)} 个时限已超时", f"time limits run out: {len(over)}")),
        (
            bool(open_promises),
            Text(f"{len(open_promises)} 个承诺未兑现", f"promises not yet kept: {len(open_promises)}"),
        ),
        (bool(waiting), Text(f"{len(waiting)} 项诉求未决定", f"demands not yet decided: {len(waiting)}")),
        (c.answered_at is None, Text("还没有答复投诉人", "the complainant has no answer yet")),
        (
            c.stage in {"disputed", "in_review", "reopened"},
            Text("投诉人不认可，正在重新处理", "it was disputed and is worked on anew"),
        ),
    )
    return [text for stands, text in rows if stands]
