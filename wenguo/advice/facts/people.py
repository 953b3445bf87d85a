"""Who is named, and what was promised by whom."""

from __future__ import annotations

import re
from typing import NamedTuple

from wenguo.advice.facts.fact import Giver
from wenguo.text import Text

_SURNAME = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹喻苏潘葛范彭鲁韦马方俞任袁柳唐罗薛雷贺倪汤殷毕郝邬安常于傅齐康伍余顾孟黄穆萧尹姚邵汪祁毛禹狄戴宋庞熊纪舒项祝董梁杜阮蓝闵季贾路江童颜郭梅盛林钟徐邱骆高夏蔡田樊胡凌霍万柯卢莫房缪丁邓洪包左石崔龚程邢裴陆荣翁段侯秋仲伊宫宁仇栾甘厉武符刘景詹龙叶司黎白蒲邰赖卓屠池乔闻党谭劳申冉桑桂牛燕尚温庄晏柴瞿阎连艾向易廖耿匡文欧聂关岳曾沙游商"
_TITLE = r"(?:先生|女士|小姐|经理|主任|师傅|老师|医生|大夫|护士|店长|主管|科长|处长|局长|书记|院长|校长|警官|律师|队长|总(?=[，。,.;；!?！？\s]|$))"
_PEOPLE = re.compile(
    rf"(?P<self>(?:我叫|本人叫|我的名字(?:是|叫)|姓名[:：]\s?|联系人[:：]\s?|投诉人[:：]\s?)(?P<me>[{_SURNAME}][\u4e00-\u9fff]{{1,2}})(?=[，。,.;；!?！？\s、（(]|$))"
    rf"|(?P<titled>(?:姓)?[{_SURNAME}](?:某某?|[\u4e00-\u9fff])?{_TITLE})"
    r"|(?P<staff>(?:员工号|工号|警号|柜员号|胸牌号?)\s?(?:是|为|[:：])?\s?(?P<badge>[a-z0-9]{2,12}))"
    r"|(?P<en_self>\b(?:my name is|this is|i am called) (?P<name>[a-z][a-z'-]+(?: [a-z][a-z'-]+)?))"
    r"|(?P<en_titled>\b(?:mr|mrs|ms|miss|dr)\.? [a-z][a-z'-]+)"
    r"|(?P<en_staff>\b(?:agent|representative|rep|manager|supervisor|employee|teller|advisor|adviser) (?:named|called|name) (?P<who>[a-z][a-z'-]+))"
)
_NAME_GROUPS = ("me", "badge", "name", "who")
_PROMISE = re.compile(
    r"(?P<zh>(?:承诺|答应|保证(?!金|人|书|质量)|许诺|允诺|说好|约定|说(?:会|一定|要(?=给|退|来|处理|赔))|表示(?:会|将|一定)|回复(?:说)?(?:会|将))(?:过|了|的|我们?|给我们?)?[^，。;；!?！？\n]{2,40})"
    r"|(?P<en>\b(?:promis(?:e|es|ed)|guarantee[sd]?|assur(?:e|es|ed)|agreed to|said (?:they|he|she|it|you|i) (?:would|will|'d)|told me (?:they|he|she|it|i|that)[\w ']{0,12}(?:would|will))\b[^.!?;\n]{2,90})"
)
_US = re.compile(
    r"(?:你们?|您们?|贵(?:公司|店|行|司|院|校|单位|酒店)|客服|店员|店长|工作人员|员工|经理|售后|前台|柜员|柜台|销售|业务员|服务员|师傅|\byour? (?:\w+ )?|\b(?:agent|representative|rep|manager|supervisor|customer service|staff|support|salesman|clerk|you|they|he|she)\b)[^，。;；!?！？\n]{0,10}$"
)
_SELF = re.compile(r"(?:我|我们|本人|\bi|\bwe|\bi have|\bi had)\s?(?:也|曾|都|已经?|then|also)?\s?$")


class Promise(NamedTuple):
    """A promise as told: where, and who gave it."""

    start: int
    end: int
    by: Giver


def people(text: str) -> list[tuple[int, int, Text]]:
    """Names with what shows that they are names; a name without any sign of being one is left alone."""
    found = []
    for match in _PEOPLE.finditer(text):
        group = next((name for name in _NAME_GROUPS if match.group(name) is not None), "")
        start, end = match.span(group or 0)
        why = (
            Text("工号", "a badge number")
            if group == "badge"
            else Text("称呼或自报姓名", "a form of address, or a name given")
        )
        found.append((start, end, why))
    return found


def promises(text: str) -> list[Promise]:
    """What was promised, and whether by us (whom the complaint is about), by them (who complain), or unknown."""
    found = []
    for match in _PROMISE.finditer(text):
        start, end = match.span()
        while end > start and text[end - 1] in " ,":
            end -= 1
        before = text[max(0, start - 24) : start]
        said = match[0][:24]
        by: Giver = "unknown"
        if _SELF.search(before):
            by = "them"
        elif _US.search(before) or re.search(r"said (?:they|he|she|you)|told me", said):
            by = "us"
        found.append(Promise(start, end, by))
    return found
