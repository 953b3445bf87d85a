"""Reading sums of money as people write them, in figures or in Chinese words, into whole minor units."""

import re
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from wenguo.reading.values import half_width, is_nothing
from wenguo.text import Text

_CURRENCIES = (
    ("HKD", ("hk$", "hkd", "港币", "港元")),
    ("TWD", ("nt$", "twd", "新台币", "台币")),
    ("AUD", ("a$", "aud", "澳元")),
    ("USD", ("us$", "usd", "美元", "美金", "$")),
    ("EUR", ("eur", "欧元", "€")),
    ("GBP", ("gbp", "英镑", "£")),
    ("JPY", ("jpy", "日元")),
    ("CNY", ("人民币", "cny", "rmb", "cn¥", "¥", "元", "圆", "块钱", "块")),
)
_WHOLE_UNITS = frozenset(("JPY",))
_FIGURES = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?([万亿千百kw]|百万|千万)?", re.IGNORECASE)
_TAIL = re.compile(
    r"(?:([\d一二两三四五六七八九壹贰叁肆伍陆柒捌玖])角?)?(?:零?([\d一二两三四五六七八九壹贰叁肆伍陆柒捌玖])分)?"
)
_SCALES = {"百": 100, "千": 1000, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "k": 1000, "w": 10**4}
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬億貳參陸弍○〇两", "一二三四五六七八九十百千万亿二三六二零零二")
_DIGIT = {digit: value for value, digit in enumerate("零一二三四五六七八九")}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_BIG = {"万": 10**4, "亿": 10**8}
_BARE = re.compile(r"[\d,]*\d(?:\.\d+)?")
_IN_SCALE = re.compile(r"[(\[【〔/:_ ](千万|百万|亿|万|千)元?[)\]】〕]?$")
_IN_MINOR = re.compile(r"(?:(?<![A-Za-z])(?i:fen|cents?)|(?<=[a-z])(?:Fen|Cents?)|[(\[【〔/:_ ]分)[)\]】〕]?$")
_LONGEST = 40
_MOST = 10**17
"""A sum that does not fit a database's big integer is no sum."""


class Amount(Struct, frozen=True):
    """A sum in the minor unit of its currency (分, cents); the note says why there is none."""

    minor: int | None = None
    currency: str | None = None
    note: Text | None = None


@lru_cache(maxsize=4096)
def read_amount(text: str) -> Amount:
    """Read ¥1,200.50, 1.2万元, 两万 or 一千二百元; anything not exact is left as it stands, with a note."""
    if is_nothing(text.strip()):
        return Amount()
    plain = half_width(text).casefold().replace(" ", "").removesuffix("整").removesuffix("正")
    currency, plain = _take_currency(plain)
    value = _value(plain)
    if value is None:
        return Amount(
            note=Text(
                f"“{text}”不是一个确切的数，原文已保留",
                f"The amount “{text}” is not one exact number; the original is kept",
            )
        )
    minor = value * (1 if currency in _WHOLE_UNITS else 100)
    if minor != minor.to_integral_value() or minor > _MOST:
        return Amount(
            note=Text(
                f"“{text}”细于最小货币单位或过大，原文已保留",
                f"The amount “{text}” is finer than the smallest coin or too large; the original is kept",
            )
        )
    return Amount(int(minor), currency)


def read_amount_under(header: str, text: str) -> Amount:
    """Read a sum in a column whose header says what its bare figures count: 金额（万元）, amount_fen."""
    bare = half_width(text).strip()
    if not _BARE.fullmatch(bare):
        return read_amount(text)
    plain = half_width(header)
    if _IN_MINOR.search(plain):
        value = Decimal(bare.replace(",", ""))
        if value == value.to_integral_value() and value <= _MOST:
            return Amount(int(value))
        return read_amount(f"{bare}分")  # no whole number of coins: left as it stands, with a note
    scale = _IN_SCALE.search(plain)
    return read_amount(bare + scale[1]) if scale else read_amount(text)


def _take_currency(text: str) -> tuple[str | None, str]:
    """Take the currency's signs off both ends; 五元三角 keeps its tail."""
    for code, signs in _CURRENCIES:
        if any(sign in text for sign in signs):
            for sign in signs:
                text = text.removeprefix(sign).removesuffix(sign)
            return code, text
    return None, text


def _value(text: str) -> Decimal | None:
    """Turn figures, Chinese words, or both into a number of main units."""
    if len(text) > _LONGEST:
        return None
    if match := _FIGURES.fullmatch(text):
        whole = Decimal(match[1].replace(",", "") + (match[2] or ""))
        return whole * _SCALES[match[3].casefold()] if match[3] else whole
    yuan, sign, tail = re.sub("[圆块]", "元", text).partition("元")
    if not sign and text.endswith(("角", "分")):
        yuan, tail = "零", text
    elif not sign:
        return _words(text.translate(_FORMAL))
    coins, main = _TAIL.fullmatch(tail), _value(yuan)
    return None if coins is None or main is None else main + _coins(coins)


def _coins(parts: re.Match[str]) -> Decimal:
    """Count the 角 and 分 after the 元."""
    jiao, fen = (
        Decimal(int(part) if part.isdigit() else _DIGIT[part.translate(_FORMAL)]) if part else Decimal(0)
        for part in parts.groups()
    )
    return jiao / 10 + fen / 100


def _words(text: str) -> Decimal | None:
    """Add up 一千二百万零三十五; a bare digit after a unit (一万二) counts in the next lower unit."""
    total, section, number = Decimal(0), Decimal(0), None
    small, big, zero = 10**4, 10**12, False
    for piece in re.findall(r"\d+(?:\.\d+)?|.", text):
        if piece == "零":
            if number is not None:
                return None
            zero, small = True, 10**4 if not section else small
        elif piece in _SMALL:
            if _SMALL[piece] >= small or (number is None and piece != "十"):
                return None
            section += (number if number is not None else 1) * _SMALL[piece]
            number, small, zero = None, _SMALL[piece], False
        elif piece in _BIG:
            if _BIG[piece] >= big or (not section and number is None):
                return None
            total += (section + (number or 0)) * _BIG[piece]
            section, number, small, big, zero = Decimal(0), None, 10**4, _BIG[piece], False
        elif piece in _DIGIT or piece[0].isdecimal():
            if number is not None:
                return None
            number = Decimal(_DIGIT[piece]) if piece in _DIGIT else Decimal(piece)
        else:
            return None
    if number is not None and not zero and number == int(number) and number < 10:
        number *= small // 10 if section else (big // 10 if total else 1)
    return total + section + (number or 0)
