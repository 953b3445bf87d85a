"""Places in prepared words and the blanks that stand where nothing is known: for templates, letters and drafts alike.

A template is somebody's words: it is never run as code. A place is written {{ number }}; what is not known is left as
a blank that names itself, so that nobody sends a letter with a hole in it unseen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

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
    "findings": Text("核查的经过和结论（逐条）", "everything that was found, one by one"),
    "decisions": Text("对每一项诉求的决定和理由（逐项）", "what is decided of each thing asked for, one by one"),
    "basis": Text("依据的合同、规则或法律条款", "the clause of contract, rule or law it rests on"),
    "promise": Text("尚未兑现的承诺及时间", "what was promised and is still open, by when"),
    "routes": Text("其他救济途径", "the other routes that are open"),
}
PLACE = re.compile(r"\{\{\s*([^{}\s][^{}]{0,60}?)\s*\}\}")
_BEGINNING = 80  # characters of somebody's words that stand for all of them
BLANK = re.compile(r"〔请填写：([^〕]*)〕|\[fill in: ([^\]]*)\]")


def fill(body: str, values: Mapping[str, str]) -> str:
    """The words with their places filled; a place that `values` does not know stays as it is written."""
    return PLACE.sub(lambda place: values.get(place[1], place[0]), body)


def unknown_places(body: str) -> list[str]:
    """The places in a template that PLACES does not know, each once, in their order."""
    return [name for name in dict.fromkeys(PLACE.findall(body)) if name not in PLACES]


def blanks(text: str) -> list[str]:
    """What still has to be filled in by hand in words that `fill` made; empty where they may go out."""
    return [one[0] for one in BLANK.finditer(text)]


def blank(name: str, language: str) -> str:
    """What stands where a place cannot be filled."""
    return named_blank(PLACES[name], language)


def named_blank(name: Text, language: str) -> str:
    """A blank of any name."""
    return f"〔请填写：{name.zh}〕" if language.startswith("zh") else f"[fill in: {name.en}]"


def beginning(words: str) -> str:
    """How somebody's words begin, in one line that can stand between quotation marks; no word is cut in two."""
    line = re.sub(r"[“”\"]", "", " ".join(words.split()))
    if len(line) <= _BEGINNING:
        return line
    cut = line[:_BEGINNING]
    if line[_BEGINNING].isascii() and line[_BEGINNING].isalnum() and " " in cut[-20:]:
        cut = cut[: cut.rindex(" ")]
    return cut.rstrip() + "…"
