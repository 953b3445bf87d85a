"""Where a text names money, in every writing, and how much it is in fen."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from wenguo.advice.facts.spelling import Found, number

_HAN = "零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟"
_FIGURE = r"(?:\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,12})?|\d{1,12}(?:\.\d{1,12})?)"
_MORE = r"(?:[多余几来])?"
_COUNTED = rf"(?:(?:[几数上近百]|好几|十几|百把|千把|[{_HAN}])[{_HAN}几]{{0,12}}|{_FIGURE}\s?[{_HAN}几多余]{{0,4}}(?:\d[{_HAN}]?)?)\+?{_MORE}[十百千万亿]{{0,2}}"
_UNIT = r"(?:元(?!旦|月|素|件|宵|老|首|器|年|气|帅|代|朝|力|化|论)(?:人民币|钱|整)?|圆整?|块(?=钱)钱|块(?![地牌板砖表布石屏空区田肉糖玻土木绿钢铁瓦草面墓骨墙大的车水]|\w?地)(?:[一二两三四五六七八九]毛?|多)?|美元|美金|港元|港币|日元|欧元|英镑|人民币|刀(?=[^\w]|$)|rmb|yuan|毛(?:钱|(?=[多一/每，,。;；、\s)]|$))|(?<=[\d一二两三四五六七八九几])角(?:钱|(?=[多/每，,。;；、\s)]|$))|分钱)"
_TO = r"\s?[-_~—–至到～、]{1,2}\s?"
_SIGN = r"(?:(?:us|hk|c|a)?\$|[¥￥£€]|rmb|usd|cny|eur|gbp|人民币|rs\.?|inr|₹)"
_ZH = re.compile(
    rf"(?<![\d.,]){_SIGN}\s?{_FIGURE}\s?[{_HAN}]{{0,12}}{_MORE}(?:{_TO}{_SIGN}?\s?{_FIGURE}[{_HAN}]{{0,12}})?(?:元整?)?"
    rf"|(?<![\d.,{_HAN}a-z])(?:{_COUNTED}{_TO})?{_COUNTED}\s?{_UNIT}(?:[一二两三四五六七八九\d](?:角|毛)(?:[一二三四五六七八九\d]分)?)?(?!/?[a-z]*日游)"
    rf"|(?<![\d.,{_HAN}a-z])(?:{_COUNTED}元?{_TO}){_COUNTED}\s?{_UNIT}"
)

# A bare number is money only where the words beside it say so.
_BARE = re.compile(
    r"(?=[0-9几上数近十百千万亿零一二两三四五六七八九壹贰叁肆伍陆柒捌玖拾佰仟])(?:"
    rf"(?<![\d.,:/{_HAN}a-z几第-])(?:(?:\d{{1,12}}[{_HAN}]?|[几{_HAN}]+){_TO})?(?:\d{{2,8}}(?:\.\d{{1,2}})?[百千万亿]?|\d{{1,12}}万\d千?\d?|{_FIGURE}\s?[百千万亿]{{1,2}}|(?:[几数上近一二两三四五六七八九]|[一二两三四五六七八九]?十几?)[{_HAN}几多余]{{0,12}}[百千万亿][{_HAN}几]{{0,12}}){_MORE}(?:有余)?(?:[百千万亿]{{1,2}})?(?![\d.])"
    ")"
)
_MONEY_WORD = re.compile(
    r"(?:价格?|费用?|款|钱|薪|工资|收入|付|交|缴|花|赔|赔偿|补|补贴|补偿|贷|罚|收|收取|卖|买|借|欠|损失|投|投资|亏|押金|定金|订金|首付|本金|集资|奖金|退|扣|扣除|利息|营业额|租|租金|房租|涨|降|转账|充|骗|捐|报销|退休金|余额|资金|成本|税|造价|保证金|积蓄|挣|赚|高达|要价|月供|优惠|提成|开价|返|返利|投入|公积金|每户|每人|每家|花费|退还|返还|转入|给了|拿了|出了|[资租佣酬年月]金)"
    r"(?:了|掉|过|是|为|就|都|要|到|至|约|近|达|高达|超过?|我们?|他们?|你|大约|大概|差不多|将近|接近|至少|每月|每年|每期|每人|每户|每平|每个月|不到|不止|共|共计|合计|总共|只有?|仅|竟然|人均|平均|额|上|下来|有|大概有|得|进入?|入|最低|最高|最少|最多|[:：]| ){0,4}$"
)
_MONEY_AFTER = re.compile(
    r"(?:的|左?右?的?)?(?:房款|首付|学费|费用|押金|定金|工资|赔偿|罚款|补贴|补偿|现金|存款|贷款|货款|本金|损失|血汗钱)|(?:一|每|/)(?:年|个?月)(?=的?(?:工资|收入|薪)|[，。,])|(?:转|打|存|汇)(?:入|给|到|进)"
)
_UNIT_AFTER = re.compile(
    r"\s?(?:[%％‰年月日号点时天周个人次户名岁平米亩吨公里千瓦度位家栋层楼套间室厅条辆台部件只双本张页份项种类批期届级班所座片株棵头匹箱盒瓶袋斤克两升毫厘寸尺秒倍折成些下则句遍趟回届圆方立路线业市群居学考元美栋户家]|kg|km|m|w|[a-z\d])"
)
_LARGE = re.compile(r"[万亿]")
_MONEY_NEAR = re.compile(r"[款费钱资价付贷元账赔补薪财欠融罚税投]|基金|首付|存|卖|买|借|骗|定金|押金|保证金")
_LISTED = re.compile(r"[，、,或和]$")
_EN_FIGURE = r"\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,12})?|\d{1,12}(?:\.\d{1,12})?|\.\d{2}"
_SCALE = r"(?:\s?(?:k|m|mm|bn|mil|million|thousand|billion|hundred|grand)(?![a-z]))?"
_CURRENCY = r"(?:us dollars?|dollars?|bucks?|usd|eur|euros?|gbp|pounds?(?! of| over)|quid|cents?|pence|rupees?|inr|yuan|rmb|cny|yen|pesos?|dhs?|aed|aud|cad|naira|£|€)"
_EN_WORDS = r"(?:(?:a|one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|several|a few|few|a couple(?: of)?) )?(?:(?:hundreds?|thousands?|millions?|grand)(?: of)? )"
_EN = re.compile(
    rf"(?<![\w.,])(?:us|c|a|nz|hk)?[$£€₹¥]\s?(?:{_EN_FIGURE}){_SCALE}(?:\s?(?:-|–|to)\s?[$£€₹]?\s?(?:{_EN_FIGURE}){_SCALE})?\+?(?:\s(?:usd|dollars?|cad|aud)(?![a-z]))?(?!\w)"
    rf"|(?<![\w.,$])(?:usd|eur|gbp|inr|rs\.?|rmb|cny|aed|aud|cad|ngn)\s?(?:{_EN_FIGURE}){_SCALE}(?:/-)?(?!\w)"
    rf"|(?<![\w.,$])(?:{_EN_FIGURE}){_SCALE}(?:\s?(?:-|–|to)\s?(?:{_EN_FIGURE}){_SCALE})?\s?{_CURRENCY}(?!\w)"
    rf"|(?<![\w.,$])(?:{_EN_FIGURE})\s?grand(?!\w)"
    rf"|(?<!\w){_EN_WORDS}{_CURRENCY}(?!\w)"
    r"|(?<!\w)(?:one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|forty|fifty|sixty|eighty|ninety|a) (?:dollars?|bucks?|quid|cents?|pounds|euros?|grand)(?!\w)"
    r"|(?<![\w.,$#])\d{1,12}(?:\.\d{1,12})?k(?![\w%])(?= (?:in|of|for|from|on|to|loan|debt|more|a (?:month|year))|[.,!?]|$)"
)
_FORGIVEN = re.compile(r"(?:一分钱|一毛钱|一块钱)(?=[^，。]{0,6}[没不无未])")


def amounts_zh(text: str) -> list[Found]:
    """Every sum of money in Chinese text, with its sign or the name of its currency."""
    found = [
        Found(*match.span())
        for match in _ZH.finditer(text)
        if match[0] not in ("一块", "几块") and not _FORGIVEN.match(text, match.start())
    ]
    taken = {place for start, end in found for place in range(start, end)}
    for match in _BARE.finditer(text):
        start, end = match.span()
        if start in taken or end - 1 in taken:
            continue
        if _UNIT_AFTER.match(text, end) and not _MONEY_AFTER.match(text, end):
            continue
        if text[start:end] in ("万", "千", "百", "十", "上百", "百千", "一百", "一万"):
            continue
        if re.fullmatch(r"(?:19|20)\d\d", text[start:end]) and text[start - 1 : start] not in "扣交缴付费资金":
            continue
        near = text[max(0, start - 24) : start] + text[end : end + 16]
        if (
            _MONEY_WORD.search(text[max(0, start - 14) : start])
            or _MONEY_AFTER.match(text, end)
            or (_LARGE.search(text[start:end]) and _MONEY_NEAR.search(near))
            or (_LISTED.search(text[max(0, start - 3) : start]) and (found and 0 < start - found[-1].end <= 2))
        ):
            found.append(Found(start, end))
    return sorted(found)


def amounts_en(text: str) -> list[Found]:
    """Every sum of money in English text; braces that a register put around it stay out."""
    return [Found(*match.span()) for match in _EN.finditer(text)]


class Money(NamedTuple):
    """What a sum is worth: its currency and, in yuan only, the fen."""

    currency: str
    amount: Decimal
    fen: int | None


_CURRENCIES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("HKD", re.compile(r"hk\$|港元|港币|hkd")),
    ("USD", re.compile(r"\$|dollar|buck|usd|美元|美金|刀|cent|grand")),
    ("GBP", re.compile(r"£|pound|quid|gbp|英镑|pence")),
    ("EUR", re.compile(r"€|euro?|欧元")),
    ("INR", re.compile(r"rs|rupee|inr|₹")),
    ("JPY", re.compile(r"yen|日元")),
)
_FIGURES = re.compile(rf"(?:{_EN_FIGURE})\s?[{_HAN}]{{0,12}}|[{_HAN}几]{{1,12}}")
_SCALES = {
    "k": 3,
    "thousand": 3,
    "grand": 3,
    "m": 6,
    "mm": 6,
    "mil": 6,
    "million": 6,
    "bn": 9,
    "billion": 9,
    "hundred": 2,
}
_WORDS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
          "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "eighty": 80, "ninety": 90}  # fmt: skip
_TAIL = re.compile(r"(?:元|块)([一二两三四五六七八九\d])(?:角|毛)?(?:([一二三四五六七八九\d])分)?$")
_SCALED = re.compile(r"(?<![a-z])(k|thousand|grand|mm?|mil|million|bn|billion|hundred)(?![a-z])")


def worth(words: str) -> Money | None:
    """The value of an amount as written (its upper end, of a range); None where it cannot be told."""
    english = re.search(r"[a-z$£€₹]", words) is not None and not re.search(f"[{_HAN}]", words)
    currency = next((code for code, sign in _CURRENCIES if sign.search(words)), "CNY")
    figures = [one[0] for one in _FIGURES.finditer(words)]
    tail = _TAIL.search(words)
    if tail is not None:
        figures = [one[0] for one in _FIGURES.finditer(words[: tail.start()])]
    value = next((found for one in reversed(figures) if (found := number(one)) is not None), None)
    if value is None and english:
        value = next((Decimal(_WORDS[word]) for word in words.split() if word in _WORDS), None)
    if value is None:
        return None
    scale = _SCALED.search(re.sub(r"\d", " ", words)) if english else None
    if scale is not None:
        value *= 10 ** _SCALES[scale[1]]
    if currency == "CNY":
        value = _small(words, value)
    if "cent" in words or "pence" in words:
        value /= 100
    if tail is not None:
        value += (number(tail[1]) or Decimal(0)) / 10 + (number(tail[2] or "0") or Decimal(0)) / 100
    return Money(currency, value, int((value * 100).to_integral_value()) if currency == "CNY" else None)


def _small(words: str, value: Decimal) -> Decimal:
    if re.search(r"[毛角]", words) and not re.search(r"[元块]", words):
        return value / 10
    return value / 100 if words.endswith(("分钱", "分")) and not re.search(r"[元块毛角]", words) else value
