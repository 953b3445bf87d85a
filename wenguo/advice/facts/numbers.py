"""Numbers that name something: telephones, identity cards, plates, vehicles, cards and accounts, orders, e-mail addresses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from wenguo.text import Text

_HOTLINES = r"1(?:10|19|20|22|14)|12306|12305|12308|12309|12310|12313|12315|12316|12317|12318|12319|12320|12321|12323|12328|12329|12333|12336|12337|12338|12339|12340|12342|12345|12348|12350|12355|12356|12358|12360|12363|12365|12366|12367|12368|12369|12370|12371|12377|12378|12379|12380|12381|12385|12386|12388|12389|12390|12393|12395|12396|12398"
_CALLED = re.compile(
    r"(?:电话|热线|拨打?|打了?|通过|致电|投诉|报警|平台|客服|专线|举报|拨通|联系|服务台|call(?:ed|ing)?|dial(?:l?ed)?|phoned?|hotline)[^\d]{0,8}$"
)
_CALLED_AFTER = re.compile(r"\s?(?:电话|热线|投诉|客服|市民|报警|服务|平台|专线|举报|市长|政务|hotline)")
_PHONES = re.compile(
    r"(?=[0-9+(])(?:"
    r"(?P<mobile>(?<![\d.])(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?!\d))"
    r"|(?P<fixed>(?<![\d.-])(?:\(0\d{2,3}\)|0\d{2,3})[- —]?[2-8]\d{6,7}(?:(?:转|-|ext\.? ?)\d{1,5})?(?!\d))"
    r"|(?P<free>(?<![\d.-])[48]00[- ]?\d{3}[- ]?\d{4}(?!\d)|(?<![\d.-])[48]00[- ]?\d{4}[- ]?\d{3}(?!\d))"
    rf"|(?P<hot>(?<![\d.:/a-z-])(?:{_HOTLINES})(?![\d.]\d|\d|[元块万米号栋平人户天分年月日%]))"
    r"|(?P<serv>(?<![\d.:/a-z-])(?:95\d{3}|100(?:00|10|86|60|01|11|15|16|50|99)|11185|11183|96\d{3,4}|123\d\d)(?!\d|[元块万米号栋平人户天分年月日%.]))"
    r"|(?P<local>(?<![\d.-])[2-8]\d{6,7}(?![\d.]|[元块万号]))"
    r"|(?P<us>(?<![\w.-])(?:\+?1[-. ]?)?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[-. ])[2-9]\d{2}[-. ]\d{4}(?:\s?(?:x|ext\.?)\s?\d{1,5})?(?!\w|-\d))"
    r"|(?P<intl>(?<![\w.])\+\d{1,3}(?:[- ]?\(?\d{1,4}\)?){2,5}(?!\w)|(?<![\w.])0\d{2,4} \d{3,4} \d{3,4}(?!\w))"
    ")"
)
_CARD = re.compile(r"(?<![\da-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dx](?![\da-z])")
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领][a-hj-np-z][·. -]?(?:[a-hj-np-z0-9]{4}[a-hj-np-z0-9挂学警港澳领]|[df][a-hj-np-z0-9]\d{4}|\d{5}[df])(?![a-z0-9])"
)
_VIN = re.compile(r"(?<![a-z0-9])(?=[a-z0-9]{0,16}\d)(?=[a-z0-9]{0,16}[a-z])[a-hj-npr-z0-9]{17}(?![a-z0-9])")
_ACCOUNT = re.compile(r"(?<![\d.-])(?:\d{4}[ -]){3,4}\d{3,7}(?![\d-])|(?<![\d.])\d{16,19}(?!\d)")
_ACCOUNT_WORD = re.compile(
    r"(?:银行卡|卡号|账号|帐号|账户|帐户|信用卡|储蓄卡|社保号|公积金号|尾号|account|acct|card)(?:\s?(?:是|为|no\.?|number|num|#|ending(?: in)?|号码?))?\s?[:#]?\s?(?P<number>[a-z]{0,3}\d[\d -]{2,24}\d)"
)
_ORDER = re.compile(
    r"(?:订单|定单|单号|运单|快递|物流|合同|保单|工单|受理|案件|流水|交易|发票|票号|预约|预订|编号|凭证|投诉|备案|信访|"
    r"order|booking|reservation|reference|ref|tracking|invoice|policy|claim|case|ticket|confirmation|complaint|contract|incident|shipment|transaction|pnr)"
    r"(?:编?号码?|单号|代码|id|\s(?:no|number|num|id|code|ref)\b|\s#)?\.?\s?(?:是|为|is|was|[:#])?\s{0,2}#?\s?(?P<number>(?=[a-z-]{0,8}\d)[a-z0-9][a-z0-9-]{4,30}[a-z0-9])(?![a-z0-9])"
)
_EMAIL = re.compile(r"(?<![\w.+-])[a-z0-9][a-z0-9._%+-]{0,63}@(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,12}(?![\w-])")
_DATED = re.compile(r"(?:19|20)\d{2}-?\d{1,2}-?\d{1,2}")


class Named(NamedTuple):
    """A number found: its kind, where, its plain value, why it was taken for one."""

    kind: str
    start: int
    end: int
    value: str
    because: Text


def _digits(words: str) -> str:
    return re.sub(r"[^\dx+]", "", words)


def phones(text: str) -> list[tuple[int, int]]:
    """Every number that can be dialled."""
    found = []
    for match in _PHONES.finditer(text):
        kind = match.lastgroup
        start, end = match.span()
        if kind in ("hot", "serv", "local"):
            called = _CALLED.search(text[max(0, start - 14) : start]) is not None
            after = _CALLED_AFTER.match(text, end) is not None
            known = kind == "hot" and len(match[0]) == 5
            if not (called or known or (after and kind != "local")):
                continue
        found.append((start, end))
    return found


def _phones(text: str) -> Iterator[Named]:
    for start, end in phones(text):
        yield Named("phone", start, end, _digits(text[start:end]), Text("能拨打的号码", "a number that can be dialled"))


def _cards(text: str) -> Iterator[Named]:
    from stdnum.cn import ric

    for match in _CARD.finditer(text):
        right = ric.is_valid(match[0].upper())
        because = (
            Text("18 位，校验码相符", "eighteen digits, and the check digit is right")
            if right
            else Text(
                "像身份证号，但校验码不符，请核对",
                "looks like an identity number, but its check digit is wrong: please verify",
            )
        )
        yield Named("id_card", *match.span(), match[0].upper(), because)


def _plates(text: str) -> Iterator[Named]:
    for match in _PLATE.finditer(text):
        value = re.sub(r"[·. -]", "", match[0]).upper()
        yield Named("plate", *match.span(), value, Text("车牌的写法", "written as a number plate is"))


def _vins(text: str) -> Iterator[Named]:
    for match in _VIN.finditer(text):
        if re.search(r"\d{4}$", match[0]):
            yield Named(
                "vin",
                *match.span(),
                match[0].upper(),
                Text("17 位车架号的写法", "seventeen signs, as such a number has"),
            )


def _accounts(text: str) -> Iterator[Named]:
    from stdnum import luhn

    for match in _ACCOUNT.finditer(text):
        value = _digits(match[0])
        if luhn.is_valid(value):
            yield Named(
                "account",
                *match.span(),
                value,
                Text("银行卡号，校验位相符", "a card number whose check digit is right"),
            )
    for match in _ACCOUNT_WORD.finditer(text):
        yield Named(
            "account",
            *match.span("number"),
            _digits(match["number"]),
            Text("前面写着账号或卡号", "the word before it says account or card"),
        )


def _orders(text: str) -> Iterator[Named]:
    for match in _ORDER.finditer(text):
        if not _DATED.fullmatch(match["number"]):
            yield Named(
                "order",
                *match.span("number"),
                match["number"].upper(),
                Text("前面写着单号或编号", "the word before it says order or reference"),
            )


def _emails(text: str) -> Iterator[Named]:
    for match in _EMAIL.finditer(text):
        yield Named("email", *match.span(), match[0], Text("邮箱的写法", "written as an e-mail address is"))


_SOME_DIGITS = re.compile(r"\d[\d ()-]{0,3}\d")
# In the order of certainty: what an earlier one has taken, a later one leaves.
_FINDERS: tuple[Callable[[str], Iterator[Named]], ...] = (_emails, _cards, _plates, _vins, _accounts, _orders, _phones)


def numbers(text: str) -> list[Named]:
    """Every number that names something, each place once."""
    found: list[Named] = []
    taken: set[int] = set()
    finders = _FINDERS if _SOME_DIGITS.search(text) else _FINDERS[:1] if "@" in text else ()
    for finder in finders:
        for one in finder(text):
            places = range(one.start, one.end)
            if taken.isdisjoint(places):
                taken.update(places)
                found.append(one)
    return sorted(found, key=lambda one: one.start)
