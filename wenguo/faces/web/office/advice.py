"""Advice on and off, unit by unit: each kind explained in one line, and what is never switched off."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from wenguo.advising import switches
from wenguo.faces.web.office.here import Here, section
from wenguo.queries import office
from wenguo.text import Text
from wenguo.verbs import Refused

# What each switch does, in one line: every word of switches.SWITCHES stands here (a test compares).
SAYS: dict[str, Text] = {
    switches.WHOLE: Text(
        "关掉后，下面各项都不再给出；投诉照常办理", "off: none of the following is given; complaints go on as ever"
    ),
    "cause": Text(
        "登记时建议原因代码，附上依据的词", "proposes codes of causes at intake, with the words they rest on"
    ),
    "product": Text("建议涉及的产品或服务", "proposes the product or service it is about"),
    "kind": Text("是投诉、举报、咨询、建议还是表扬", "complaint, report, enquiry, suggestion or praise"),
    "dissatisfaction": Text("不满在结果、在过程，还是都有", "with the outcome, with the process, or with both"),
    "severity": Text("轻重，以及可能是重大投诉的理由", "how grave, and why it may be a major complaint"),
    "abnormal": Text(
        "只给有权判断的人看，连同相反的迹象；从不减少投诉人的权利",
        "for those only who may judge, with the signs against; it never takes a right away",
    ),
    "feeling": Text("听出情绪和背后的需要", "hears the feeling, and the need behind it"),
    "strategy": Text("按投诉人的处境给一张沟通卡", "a card for the conversation, by the complainant's situation"),
    "facts": Text(
        "时间、金额、订单等，缺什么、下一句问什么", "dates, amounts, orders; what lacks, and what to ask next"
    ),
    "restatement": Text("用两句话复述，字字出自原文", "two sentences to read back, every word from the text"),
    "likes": Text("以前类似的投诉是怎么办的", "how like complaints were dealt with before"),
    "groups": Text("几个人说的是不是同一件事", "whether several people speak of one matter"),
    "reply_check": Text("发出前看一遍措辞，只给写的人看", "looks a reply over before it goes; for its author only"),
    "draft": Text("按模板、事实和依据起草", "drafts from templates, facts and legal basis"),
    "self_service": Text("入口处只用已发布的文章回答", "answers at the door, from published articles only"),
    "write": Text(
        "把建议和理由记进投诉日志，供人确认或否决", "writes proposals and reasons into the log, for a person"
    ),
    "learn": Text("用人确认、改正过的记录训练模型", "trains models on what people confirmed and put right"),
    "promote": Text("关着时，由管理员看过再启用", "while off, an administrator looks first"),
    "language_model": Text(
        "发出前替换个人信息，每次使用都有记录", "personal data is replaced first, every use is logged"
    ),
}
_STANDS = {"on": True, "off": False, "above": None}


@section("advice")
def advice(here: Here) -> HttpResponse:
    """Every switch as it stands in one unit, or in the whole organisation."""
    unit = _chosen(here, (here.request.POST if here.is_post else here.request.GET).get("unit", ""))
    if here.is_post:
        _keep(here, unit)
        code = office.units()[unit].code if unit is not None else ""
        return here.done(
            "已保存，立即生效。", "Saved, and in force.", f"{reverse('office_advice')}?{urlencode({'unit': code})}"
        )
    every = office.units()
    standing = switches.all_of(unit)
    return here.page(
        "advice",
        rows=[_row(one, every) for one in standing],
        whole_off=not standing[0].on,
        unit=every[unit] if unit is not None else None,
        choices=_choices(here),
        may=here.who.may_change(unit),
    )


def _row(one: switches.Standing, every: dict[int, office.UnitFacts]) -> dict[str, Any]:
    above = every[one.from_unit] if one.from_unit is not None and not one.own else None
    return {
        "word": one.word,
        "text": one.text,
        "says": SAYS[one.word],
        "on": one.on,
        "chosen": ("on" if one.on else "off") if one.own else "above",
        "above": above,
        "is_whole": one.word == switches.WHOLE,
    }


def _choices(here: Here) -> list[tuple[str, str]]:
    whole = [("", here.say(Text("全机构", "The whole organisation")))] if here.who.whole else []
    codes = {str(one.id): one.code for one in office.units().values()}
    return whole + [(codes[number], name) for number, name in here.unit_options(changing=False)]


def _chosen(here: Here, code: str) -> int | None:
    """The unit asked for; without one the whole organisation, or the topmost of one's own."""
    mine = here.units()
    if code:
        found = next((one.id for one in mine if one.code == code), None)
        if found is None:
            raise Refused(Text(f"没有单位 {code}。", f"There is no unit {code}."), code="unseen")
        return found
    if here.who.whole:
        return None
    return min(mine, key=lambda one: len(one.path)).id


def _keep(here: Here, unit: int | None) -> None:
    """Set what the form says of each switch; what it does not say stays."""
    here.who.must_administer(unit)
    with transaction.atomic():
        for word in switches.SWITCHES:
            said = here.request.POST.get(f"is_{word}", "")
            if said in _STANDS:
                switches.switch(here.who, here.at, word, unit, _STANDS[said])
