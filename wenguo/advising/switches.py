"""Advice on and off: as a whole and kind by kind, for each unit; the nearest unit's own word holds, else it is on."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

import msgspec
from django.db import connection, transaction

from wenguo.models import Switch
from wenguo.queries import office
from wenguo.queries.administrators import Settler
from wenguo.queries.house import changed
from wenguo.text import Text
from wenguo.verbs import Refused


class Kind(NamedTuple):
    """One thing that can be switched: what it is, and whether it is on where nobody said anything."""

    text: Text
    default: bool = True


WHOLE = "advice"
SWITCHES: dict[str, Kind] = {
    WHOLE: Kind(Text("全部建议", "All advice")),
    "cause": Kind(Text("原因", "Cause")),
    "product": Kind(Text("产品", "Product")),
    "kind": Kind(Text("性质：投诉、举报、咨询……", "Kind: complaint, report, enquiry …")),
    "dissatisfaction": Kind(Text("对结果还是对过程不满", "Dissatisfied with the outcome or the process")),
    "severity": Kind(Text("严重程度与重大投诉", "Severity, and major complaints")),
    "abnormal": Kind(Text("异常迹象", "Signs out of the ordinary")),
    "feeling": Kind(Text("情绪与情感需要", "Feeling and need")),
    "strategy": Kind(Text("沟通策略卡", "Strategy card")),
    "facts": Kind(Text("事实提取与追问", "Facts, and the next question")),
    "restatement": Kind(Text("复述确认", "Reading back")),
    "likes": Kind(Text("相似投诉", "Like complaints")),
    "groups": Kind(Text("一事多人的发现", "Groups of one matter")),
    "reply_check": Kind(Text("答复检查", "Reply check")),
    "draft": Kind(Text("草拟", "Drafts")),
    "self_service": Kind(Text("自助答复", "Self-service answers")),
    "write": Kind(Text("把建议写入日志", "Write proposals into the log")),
    "learn": Kind(Text("由人工确认的记录学习", "Learn from what people confirm")),
    "promote": Kind(
        Text("夜间训练的模型更好时自动启用", "Put a better model in force by night, by itself"), default=False
    ),
    "language_model": Kind(Text("语言模型（须先配置）", "Language model (once one is configured)"), default=False),
}
# parts of an advice (Advice.to_dict) that go with a switch
PARTS: dict[str, tuple[str, ...]] = {
    "cause": ("causes",),
    "product": ("products",),
    "kind": ("kind", "complaint"),
    "dissatisfaction": ("dissatisfaction",),
    "severity": ("urgency",),
    "abnormal": ("abnormal",),
    "feeling": ("feelings", "needs"),
    "strategy": ("situation",),
    "facts": ("facts", "missing", "next_question"),
    "restatement": ("restated",),
}
# topics of suggestions that go with another word's switch
_WITH = {"need": "feeling", "state": "strategy", "major": "severity", "complaint": "kind"}
_WITH |= {"sign": "abnormal", "counter": "abnormal", "threat": "strategy"}


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """How one switch stands in a unit, and the unit whose word that is (None: the default, or the whole organisation's)."""

    word: str
    text: Text
    on: bool
    own: bool
    from_unit: int | None


def is_on(word: str, unit: int | None) -> bool:
    """Is this kind of advice given in the unit?"""
    said = _said()
    return all(_standing(said, one, unit)[0] for one in (WHOLE, _WITH.get(word, word)))


def off_in(unit: int | None) -> frozenset[str]:
    """Every topic that is switched off in the unit, and the words that go with it."""
    said = _said()
    off = {word for word in SWITCHES if not _standing(said, word, unit)[0]}
    return frozenset(off | {topic for topic, word in _WITH.items() if word in off})


def all_of(unit: int | None) -> list[Standing]:
    """Every switch as it stands in the unit (None: in the whole organisation)."""
    said = _said()
    found = []
    for word, kind in SWITCHES.items():
        on, whose = _standing(said, word, unit)
        own = (unit, word) in said
        found.append(Standing(word=word, text=kind.text, on=on, own=own, from_unit=whose))
    return found


def switch(who: Settler, at: datetime, word: str, unit: int | None, on: bool | None) -> None:
    """Switch a kind of advice on or off in a unit and those below it; None: as the unit above has it."""
    who.must_administer(unit)
    if word not in SWITCHES:
        raise Refused(Text(f"没有开关 {word}。", f"There is no switch {word}."), code="field", field="word")
    before = _said().get((unit, word))
    if before == on:
        return
    with transaction.atomic():
        ours = Switch.objects.filter(word=word)
        (ours.filter(unit__isnull=True) if unit is None else ours.filter(unit_id=unit)).delete()
        if on is not None:
            Switch.objects.create(unit_id=unit, word=word, on=on, changed_at=at)
        changed("advice", word, before, on, who.account, at, unit)


def _said() -> dict[tuple[int | None, str], bool]:
    """What units said: few rows, read at every question so that off means off at once."""
    with connection.cursor() as cursor:  # plain: a page asks this several times
        cursor.execute('SELECT unit_id, word, "on" FROM wenguo_switch')
        return {(unit, word): bool(on) for unit, word, on in cursor.fetchall()}


def _standing(said: dict[tuple[int | None, str], bool], word: str, unit: int | None) -> tuple[bool, int | None]:
    known = office.units().get(unit) if unit is not None else None
    for one in (*(known.path if known is not None else ()), None):
        if (one, word) in said:
            return said[one, word], one
    return SWITCHES[word].default if word in SWITCHES else True, None
