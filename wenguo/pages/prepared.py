"""Prepared words: a template's places filled with what is known of one complaint, by plain substitution and nothing more.

A template is somebody's words: it is never run as code. A place is written {{ number }}; what is not known is left as
a blank that names itself, so that nobody sends a letter with a hole in it unseen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from wenguo.pages import telling
from wenguo.queries import house, office, people
from wenguo.queries.history import Whole
from wenguo.rules import facts
from wenguo.text import Text

PLACES: dict[str, Text] = {
    "number": Text("投诉编号", "the complaint's number"),
    "complainant": Text("投诉人的称呼", "how the complainant is called"),
    "matter": Text("投诉的主要内容（原话开头）", "what it is about: how their words begin"),
    "demands": Text("投诉人的诉求", "what the complainant asks for"),
    "received": Text("收到的日期", "the day it was received"),
    "unit": Text("办理单位", "the unit that handles it"),
    "owner": Text("责任人姓名", "the name of the owner"),
    "house": Text("机构名称", "the organisation's name"),
    "phone": Text("投诉电话", "the complaints telephone"),
    "hours": Text("受理时间", "the hours of the telephone"),
    "due": Text("最迟答复的日期", "the day by which an answer is due"),
    "missing": Text("还需要了解的事实", "the facts still missing"),
    "finding": Text("最近一次核查结论", "the latest finding"),
    "promise": Text("尚未兑现的承诺及时间", "what was promised and is still open, by when"),
    "routes": Text("其他救济途径", "the other routes that are open"),
}
_PLACE = re.compile(r"\{\{\s*([^{}\s][^{}]{0,60}?)\s*\}\}")
_BLANK = re.compile(r"〔请填写：[^〕]*〕|\[fill in: [^\]]*\]")
_MATTER = 80


def fill(body: str, values: Mapping[str, str]) -> str:
    """The words with their places filled; a place that `values` does not know stays as it is written."""
    return _PLACE.sub(lambda place: values.get(place[1], place[0]), body)


def unknown_places(body: str) -> list[str]:
    """The places in a template that PLACES does not know, each once, in their order."""
    return [name for name in dict.fromkeys(_PLACE.findall(body)) if name not in PLACES]


def blanks(text: str) -> list[str]:
    """What still has to be filled in by hand in words that `fill` made; empty where they may go out."""
    return _BLANK.findall(text)


def values_of(whole: Whole, language: str) -> dict[str, str]:
    """What each place says for one complaint, as the asker may see it; a blank that names itself where nothing is known."""
    known = _known(whole, language)
    return {name: known.get(name) or blank(name, language) for name in PLACES}


def blank(name: str, language: str) -> str:
    """What stands where a place cannot be filled."""
    called = PLACES[name].said(language)
    return f"〔请填写：{called}〕" if language.startswith("zh") else f"[fill in: {called}]"


def _known(whole: Whole, language: str) -> dict[str, str]:
    c, zh = whole.complaint, language.startswith("zh")
    settled, unit = house.everything(), office.units()[c.unit]
    assert c.received_at is not None
    policy = office.policy_of(unit, c.received_at.astimezone(ZoneInfo(unit.time_zone)).date())
    due = min((k.due_at for k in c.clocks if k.state == "running" and k.ours and "Answered" in k.ends_on), default=None)
    return {
        "number": c.number,
        "complainant": _called(whole, language),
        "matter": _matter(whole),
        "demands": _demands(whole, language),
        "received": _day(telling.moment(c.received_at, language, unit.time_zone)),
        "unit": unit.name if zh else unit.name_en or unit.name,
        "owner": people.names([c.owner]).get(c.owner, ""),
        "house": house.called(language),
        "phone": str(settled["phone"]),
        "hours": str(settled["hours_zh"] if zh else settled["hours_en"] or settled["hours_zh"]),
        "due": _day(telling.moment(due, language, unit.time_zone)) if due is not None else "",
        "missing": ("、" if zh else ", ").join(
            one.name.said(language) for one in facts.missing(c) if one.field not in facts.OF_A_GRUMBLE
        ),
        "finding": _finding(whole),
        "promise": _promise(whole, language, unit.time_zone),
        "routes": "\n".join(f"· {route.zh if zh else route.en}" for route in policy.routes()),
    }


def _called(whole: Whole, language: str) -> str:
    ref = whole.complaint.complainant
    name = whole.persons.get(ref.id, {}).get("name", "") if ref is not None else ""
    return name or ("投诉人" if language.startswith("zh") else "Sir or Madam")


def _matter(whole: Whole) -> str:
    first = next((ref for ref in (whole.complaint.subject, whole.complaint.words) if ref is not None), None)
    text = " ".join(whole.texts.get(first.id, "").split()) if first is not None else ""
    return text if len(text) <= _MATTER else text[:_MATTER] + "…"


def _demands(whole: Whole, language: str) -> str:
    codes, said = office.taxonomy(), []
    for one in whole.complaint.demands:
        words = whole.texts.get(one.words.id, "") if one.words is not None else ""
        amount = f" ¥{one.amount_fen / 100:,.2f}" if one.amount_fen is not None else ""
        said.append((words or codes.label(one.remedy, language)) + amount)
    return ("；" if language.startswith("zh") else "; ").join(said)


def _finding(whole: Whole) -> str:
    found = [entry.words[0] for entry in whole.entries if entry.event == "Investigated" and entry.words]
    return found[-1] if found else ""


def _promise(whole: Whole, language: str, zone: str) -> str:
    open_ones = [one for one in whole.complaint.promises if one.state in {"open", "broken"}]
    if not open_ones:
        return ""
    first = min(open_ones, key=lambda one: one.due_at)
    what, when = whole.texts.get(first.what.id, ""), telling.moment(first.due_at, language, zone)
    return f"{when} 前{what}" if language.startswith("zh") else f"{what} (by {when})"


def _day(said: str) -> str:
    """The day of a moment, without its hour: 11月22日, 22 Nov."""
    return re.sub(r" \d\d:\d\d.*$", "", said)
