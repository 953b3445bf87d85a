"""Promises in a reply: has each a time, and is what it grants within the author's authority?"""

from __future__ import annotations

import re
from collections.abc import Iterable

from wenguo.advice.replies.found import Finding
from wenguo.advice.replies.reading import Reply
from wenguo.advice.replies.saying import NAMES
from wenguo.text import Text

_TIME = re.compile(
    r"\d{1,2}\s*月\s*\d{1,2}|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,2}|\d{1,2}[日号](?:前|之前|内|下午|上午|中午|晚)|[\d一二两三四五六七八九十]{1,4}\s?个?(?:工作日|自然日|交易日|小时|分钟|天|日|周)(?:之?内|以内|前|后)|(?:今|明|后)[天日]|当[天日]|(?:本|下|这)(?:周|星期|个?月)[一二三四五六日天底末内]?|(?:周|星期)[一二三四五六日天]|月底|年底|[\d一二三四五六七八九十]{1,3}点|\d{1,2}:\d{2}"
    r"|\b(?:by|before|within|on|until|until|at|in) (?:the )?(?:\d|one|two|three|four|five|six|seven|eight|nine|ten|fourteen|mon|tues|wednes|thurs|fri|satur|sun|today|tomorrow|noon|tonight|next|this|end of|close of|jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)|\b(?:today|tomorrow|tonight|this (?:morning|afternoon|evening|week))\b|\b\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
)
_GIVE = re.compile(
    r"退|赔|补偿|返还|减免|免收|给予|支付|承担|打款|转给|refund|compensat|pay|credit|reimburs|waive|offer|give you|send you"
)
_NOT = re.compile(r"(?:不|无法|未|没|不能|不予|难以)[^,，。;]{0,6}$|\b(?:not|cannot|can't|never|unable)\b[^.;,]{0,20}$")
_PAID = re.compile(
    r"(?:您|你|客户)[^,，。;]{0,16}(?:支付|承担|付|交|花|打款)[^,，。;]{0,6}$|\byou (?:have )?(?:paid|pay)\b[^.;,]{0,20}$"
)
_AMOUNT = re.compile(
    r"(?:人民币|rmb|cny|¥|￥|\$|£|€|usd|eur|gbp)?\s?(?P<n>\d[\d,]{0,14}(?:\.\d{1,2})?)\s?(?P<unit>万元|千元|百元|万|元|块|yuan|rmb|cny|usd|dollars?|pounds?|euros?)?"
)
_MONEY = re.compile(r"(?:人民币|rmb|cny|¥|￥|\$|£|€|usd|eur|gbp)\s?$")
_HAN_AMOUNT = re.compile(r"(?P<n>[一二两三四五六七八九十百千]{1,12})(?P<unit>万元|万块|元|块钱|块)")
_UNITS = {"万元": 10_000, "万": 10_000, "万块": 10_000, "千元": 1_000, "百元": 100}
_DIGITS = {one: value for value, one in enumerate("零一二三四五六七八九")} | {"两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
MOST_AMOUNTS = 40


def has_time(reply: Reply, position: int) -> bool:
    """Does the sentence of this place, or the next, name a time?"""
    number = reply.at(position)
    return bool(_TIME.search(reply.words_of(number)) or _TIME.search(reply.words_of(number + 1)))


def beyond(reply: Reply, authority_fen: int | None) -> Iterable[Finding]:
    """Amounts that are granted above what the author may grant; nothing where the authority is not known."""
    if authority_fen is None:
        return
    for start, end, fen in _amounts(reply.plain):
        if fen <= authority_fen or reply.is_theirs(start, end):
            continue
        sentence = reply.sentences[reply.at(start)]
        before, after = reply.plain[sentence.start : start], reply.plain[end : sentence.end]
        given = list(_GIVE.finditer(before)) or list(_GIVE.finditer(after[:20]))
        if (
            not given
            or _PAID.search(before)
            or _NOT.search(before[: given[-1].start()] if _GIVE.search(before) else before)
        ):
            continue
        limit = f"{authority_fen / 100:,.2f}"
        yield Finding(
            code="beyond_authority",
            severity="serious",
            name=NAMES["beyond_authority"],
            because=Text(
                f"您可以答应的上限是 {limit} 元；超出的要先审批。",
                f"You may grant up to {limit} yuan; above it an approval comes first.",
            ),
            better=Text(
                "我们建议〔金额〕，已送〔审批人〕，〔日期〕前给您确定的答复。",
                "We have proposed [amount]; [approver] decides, and you will have a firm answer by [date].",
            ),
            span=reply.span(start, end),
        )


def _amounts(plain: str) -> Iterable[tuple[int, int, int]]:
    """Sums of money in fen, with their places."""
    count = 0
    for one in _AMOUNT.finditer(plain):
        unit = one["unit"] or ""
        if not unit and not _MONEY.search(plain[max(0, one.start("n") - 5) : one.start("n")]):
            continue
        yield one.start("n"), one.end(), round(float(one["n"].replace(",", "")) * 100) * _UNITS.get(unit, 1)
        count += 1
        if count >= MOST_AMOUNTS:
            return
    for one in _HAN_AMOUNT.finditer(plain):
        yield one.start(), one.end(), _number(one["n"]) * 100 * _UNITS.get(one["unit"], 1)


def _number(words: str) -> int:
    """A number in Chinese characters up to the thousands."""
    total = digit = 0
    for one in words:
        if one in _TENS:
            total += (digit or 1) * _TENS[one]
            digit = 0
        else:
            digit = _DIGITS.get(one, 0)
    return total + digit
