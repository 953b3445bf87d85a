"""The report on a major complaint, begun from its log: what happened since the last one, where it stands, what is next.

A proposal: a person reads it, changes it, and sends it. No words of the complainant and no contact data stand in it.
"""

from __future__ import annotations

from datetime import datetime

from wenguo.complaint import Complaint
from wenguo.line import read
from wenguo.packs.majors import criteria
from wenguo.pages import telling
from wenguo.queries import office, people
from wenguo.queries.history import Whole
from wenguo.rules import major
from wenguo.rules.lifecycle import STAGES
from wenguo.text import Text

MOST_LINES = 12
# What a reader of a report need not be told: who follows it, how it is filed, what the advice thought.
_LEFT_OUT = frozenset(
    "Followed Linked Unlinked Suggested Confirmed Overruled ClockStarted ClockStopped ClockWarned Escalated Reported".split()
)


def report(whole: Whole, language: str, at: datetime) -> str:
    """The words to begin from."""
    c, zh = whole.complaint, language.startswith("zh")
    assert c.major is not None
    zone = office.units()[c.unit].time_zone
    since = c.major.reported_position
    number = c.major.reports + 1
    table = criteria()
    named = [table[code].name for code in c.major.criteria if code in table]
    reasons = ("、" if zh else "; ").join(one.zh if zh else one.en for one in named)
    rows = [
        Text(
            f"{c.number} 第 {number} 次报告（{telling.moment(at, language, zone)}）",
            f"{c.number}, report no. {number} ({telling.moment(at, language, zone)})",
        ),
        Text(
            f"状态：{major.SHORT[c.major.state].zh}；列为重大的依据：{reasons}。",
            f"State: {major.SHORT[c.major.state].en}; major because: {reasons}.",
        ),
        Text(f"办理阶段：{STAGES[c.stage].zh}。", f"Stage: {STAGES[c.stage].en}."),
        Text("自上次报告以来：" if since else "至今：", "Since the last report:" if since else "So far:"),
    ]
    happened = _happened(whole, language, zone, since)
    said = [one.said(language) for one in rows]
    said += happened or [Text("· 没有新的进展", "· nothing new").said(language)]
    said += [Text("还需要：", "Still to do:").said(language), *_next(c, language, zone)]
    return "\n".join(said)


def _happened(whole: Whole, language: str, zone: str, since: int) -> list[str]:
    accounts = {whole.complaint.owner} | {value for entry in whole.entries for value in _named(entry.data)}
    names = people.names(accounts)
    told = []
    for entry in whole.entries:
        if entry.position <= since or entry.event in _LEFT_OUT:
            continue
        sentence = telling.sentence(read(entry.data).event, names, language, whole.complaint.clocks)
        told.append(f"· {telling.moment(entry.at, language, zone)} {sentence}")
    left = len(told) - MOST_LINES
    if left > 0:
        told = [
            Text(f"· （更早 {left} 条见经过）", f"· ({left} earlier lines: see the timeline)").said(language),
            *told[left:],
        ]
    return told


def _named(data: str) -> set[int]:
    event = read(data).event
    values = (getattr(event, name, None) for name in ("to", "owner", "account"))
    return {value for value in values if isinstance(value, int)}


def _next(c: Complaint, language: str, zone: str) -> list[str]:
    found = [f"· {one.said(language)}" for one in major.brings_back(c)]
    waiting = [one for one in c.promises if one.state in {"open", "broken"}]
    for promise in sorted(waiting, key=lambda one: one.due_at)[:3]:
        when = telling.moment(promise.due_at, language, zone)
        found.append(Text(f"· {when} 前兑现承诺 {promise.id}", f"· keep promise {promise.id} by {when}").said(language))
    return found or [Text("· 〔写明下一步、由谁、什么时候〕", "· [what comes next, by whom, when]").said(language)]
