"""Personal data of others in a reply: what the complainant did not write and what is not ours to give (PIPL 5, 6; 银保监令2020-3 art. 22)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from wenguo.advice import cleaning
from wenguo.advice.replies.found import Severity
from wenguo.advice.replies.reading import Reply
from wenguo.text import Text

_IDENTITY = re.compile(
    r"(?<![0-9])[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dx](?![0-9a-z])"
)
_CARD = re.compile(r"(?<!\d)(?:\d[ -]?){15,18}\d(?!\d)")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")
_EMAIL = re.compile(r"[a-z0-9._%+-]{1,64}@[a-z0-9.-]{1,190}\.[a-z]{2,10}")
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-z][ ·]?[a-z0-9]{5,6}(?![a-z0-9])"
)
_OUR_LINE = re.compile(
    r"(?:拨打|致电|电话|热线|联系|手机|分机|客服|咨询|发送|发至|邮箱|邮件|电邮|call|ring|phone|telephone|contact|reach|e-?mail|mail|write|line|number is|mobile)[^。;!?\n]{0,24}$"
)
_THEIR_LINE = re.compile(
    r"(?:举报人|投诉人是|邻居|住户|另一(?:位|名)|其他(?:客户|业主|顾客)|该(?:员工|客户|业主|住户)|对方|他|她|neighbou?r|reporter|other (?:guest|customer)|his|her)[^。;!?\n]{0,16}$"
)
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉龚程嵇邢裴陆荣翁荀羊惠甄曲家封储靳段富巫乌焦巴弓牧隗山谷车侯全班仰秋仲伊宫宁仇栾刘景詹束龙叶幸司韶黎薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴闻莘党翟谭贡劳姬申扶堵冉宰雍桑桂濮牛寿通边扈燕冀浦尚农温别庄晏柴瞿阎连习容向古易慎戈廖终居衡步都耿满弘匡国文寇广东欧阳"
_THIRD = re.compile(
    r"(?:举报人|举报者|另一(?:位|名)(?:客户|顾客|客人|住户|业主|乘客|投诉人|消费者)|其他(?:客户|顾客|业主|住户|投诉人)|(?:邻居|住户|楼上|楼下|隔壁)(?:的)?(?:住户|业主|客人)?|同(?:房|车|行)的?(?:客人|乘客))"
    rf"(?:是|为|叫|即|：|:|系)?\s?(?P<name>(?:[{_SURNAMES}])(?:[\u4e00-\u9fff]{{0,2}}(?:先生|女士|小姐|太太|某某?)|(?!(?:先生|女士|的|人|已|也|都|在|有|反映|投诉|说|向))[\u4e00-\u9fff]{{1,2}}(?=[,，。;(（]|住|的(?:电话|手机|地址|身份|账|病|欠|房)|于|家)))"
)
_THIRD_EN = re.compile(
    r"(?:(?:another|the other|your|our other) (?:customer|guest|client|patient|passenger|resident|complainant|neighbou?r|tenant)|whistle-?blower|(?:the )?person who (?:reported|complained))"
    r"(?:,| is| was| called| named|:)*\s+(?P<name>(?:(?:mr|mrs|ms|miss|dr)\.? )?[A-Z][a-z]+(?: [A-Z][a-z]+)?)"
)
_PRIVATE = re.compile(
    r"(?:举报人|邻居|住户|其他客户|另一(?:位|名)(?:客户|顾客|客人)|该(?:员工|住户|邻居|业主)|他(?!们)|她(?!们))(?:本人|家|个人)?(?:的)?(?P<what>家庭住址|住址|家住|病情|病历|确诊|征信|欠款|存款|余额|怀孕|离婚|工资|身份证号?|私人电话|家庭情况|精神(?:病|状况))"
    r"|\b(?:another|other|the) (?:customer|guest|patient|neighbou?r|tenant|employee)(?:'s|s') (?P<what_en>home address|account balance|balance|medical|illness|diagnosis|salary|debt|credit|pregnancy|phone number)"
)
_WHY = {
    "identity": Text("身份证号码", "an identity number"),
    "card": Text("银行卡或账号", "a card or account number"),
    "mobile": Text("手机号码", "a mobile number"),
    "email": Text("电子邮箱", "an e-mail address"),
    "plate": Text("车牌号", "a number plate"),
    "name": Text("他人姓名", "another person's name"),
    "private": Text("他人的私人情况", "another person's private matters"),
}
BETTER = Text(
    "去掉这一处，改为不能认出人的说法，如“另一位客户”“当班同事”。",
    "Leave it out, or say it so that nobody can be known by it: “another customer”, “the colleague on duty”.",
)


class Told(NamedTuple):
    """One place with personal data."""

    start: int
    end: int
    severity: Severity
    because: Text


def others(reply: Reply, own_names: Sequence[str]) -> list[Told]:
    """Places of personal data that the complaint does not hold, that are not our line and not of `own_names`."""
    plain = reply.plain
    known = reply.complaint_plain
    own = tuple(cleaning.normal(name) for name in own_names if name.strip())
    found = [
        *_numbers(plain, known, own),
        *((m.start("name"), m.end("name"), "name") for m in _THIRD.finditer(plain)),
        *((m.start("name"), m.end("name"), "name") for m in _THIRD_EN.finditer(reply.text[: len(plain)])),
        *((m.start(m.lastgroup or 0), m.end(m.lastgroup or 0), "private") for m in _PRIVATE.finditer(plain)),
    ]
    told: list[Told] = []
    for start, end, kind in sorted(found):
        words = plain[start:end]
        if words in known or any(name in words or words in name for name in own) or (told and start < told[-1].end):
            continue
        severity: Severity = "minor" if kind in {"mobile", "email", "plate"} else "serious"
        said = _WHY[kind]
        because = Text(
            f"{said.zh}，投诉里没有提到过；发出去就收不回来。",
            f"This is {said.en} that the complaint does not hold; once sent, it cannot be taken back.",
        )
        told.append(Told(start, end, severity, because))
    return told


def _numbers(plain: str, known: str, own: tuple[str, ...]) -> Iterable[tuple[int, int, str]]:
    """Numbers and addresses by which a person can be found."""
    digits = re.sub(r"\D", "", known)
    for kind, pattern in (
        ("identity", _IDENTITY),
        ("card", _CARD),
        ("mobile", _MOBILE),
        ("email", _EMAIL),
        ("plate", _PLATE),
    ):
        for one in pattern.finditer(plain):
            words = one[0]
            bare = re.sub(r"\D", "", words)
            if kind == "card" and not _luhn(bare):
                continue
            if kind in {"identity", "card", "mobile"} and bare and bare in digits:
                continue
            if kind in {"mobile", "email"} and not _is_somebody_elses(plain, one.start(), own):
                continue
            yield one.start(), one.end(), kind


def _is_somebody_elses(plain: str, start: int, own: tuple[str, ...]) -> bool:
    """A number to call us by is ours to give, unless the words before it say whose else it is."""
    before = plain[max(0, start - 40) : start]
    if any(name in before for name in own):
        return False
    return bool(_THEIR_LINE.search(before)) or not _OUR_LINE.search(before)


def _luhn(digits: str) -> bool:
    """The check digit of card numbers."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return len(digits) >= 16 and total % 10 == 0 and len(set(digits)) > 2
