"""Reading moments, phone numbers and identifiers as people write them; what is not certain is said, never guessed."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from wenguo.text import Text

NOTHING = frozenset(
    ("", "-", "--", "—", "——", "/", "无", "空", "null", "none", "nan", "nat", "n/a", "na", "(null)", "\\n")
)
"""Cells that say that there is no value."""

_TIME = (
    r"(?:(?:[ T]|,\s)*(?:星期[一二三四五六日天]|周[一二三四五六日天])?\s*(上午|下午|中午|晚上|凌晨|AM|PM)?\s*"
    r"(?<!\d)(\d{1,2})[:时点](?:(\d{1,2})(?:分|:(\d{1,2})(?:[.,]\d{1,9})?)?)?(?:(\d{1,2})秒)?\s*(AM|PM)?"
    r"\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?|\s*(?:星期[一二三四五六日天]|周[一二三四五六日天]))?"
)
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?" + _TIME, re.IGNORECASE)
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})" + _TIME, re.IGNORECASE)
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2}):?(\d{2})(?::?(\d{2}))?)?")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
_ENGLISH = re.compile(
    r"(?:[A-Z]{3,9},?\s+)?(?:(\d{1,2})(?:st|nd|rd|th)?[\s-]+([A-Z]{3,9})\.?|([A-Z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?)"
    r",?[\s-]+(\d{4})" + _TIME,
    re.IGNORECASE,
)
_MONTHS = {
    name: index + 1
    for index, name in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"))
}
_SERIALS = (32874, 73051)  # 1990-01-01 … 2100-01-01: outside it a five-digit number is something else
_DAYS_1904 = 1462
_OLDEST = 1900
_NOON = 12


class Calendar(Struct, frozen=True):
    """What a date in a file depends on beside its letters."""

    zone: ZoneInfo
    today: date
    order: str | None = None
    """`dmy` or `mdy` where the column as a whole shows which comes first."""
    epoch_1904: bool = False


class _Doubt(Exception):
    """Why a date was left as it stands."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh)
        self.text = Text(zh, en)


def half_width(text: str) -> str:
    """Write full-width digits and letters as ordinary ones, without spaces around them."""
    return text.strip() if text.isascii() else unicodedata.normalize("NFKC", text).strip()


def is_nothing(text: str) -> bool:
    """Tell whether a cell says that there is no value."""
    return not text or (len(text) <= 6 and text.strip().casefold() in NOTHING)


def tidy_number(text: str) -> str:
    """Give a phone or ID number without the spaces and dashes people put in for reading."""
    return re.sub(r"[\s\-‐-―()·]", "", half_width(text)).upper()


def read_moment(text: str, calendar: Calendar) -> tuple[datetime | None, Text | None]:
    """Read a moment in the file's time zone; the second value says what was doubtful about it."""
    match = _YEAR_FIRST.fullmatch(text)
    try:
        if match is not None:
            year, month, day, *time = match.groups()
            naive, offset = _compose(int(year), int(month), int(day), time)
            return _place(naive, offset, calendar, text)
        if is_nothing(text):
            return None, None
        plain = half_width(text)
        naive, offset, said = _other(plain, calendar)
        moment, doubt = _place(naive, offset, calendar, text)
    except _Doubt as doubt_raised:
        return None, doubt_raised.text
    except (ValueError, OverflowError):
        return None, Text(f"{text} 不是有效日期，原文已保留", f"{text} is not a valid date; the original is kept")
    return moment, doubt or said


def _other(text: str, calendar: Calendar) -> tuple[datetime, str | None, Text | None]:
    """Read the rarer ways of writing a date."""
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day, *time = match.groups()
        return *_compose(int(year), int(month), int(day), time), None
    if _SERIAL.fullmatch(text) and _SERIALS[0] <= float(text) < _SERIALS[1]:
        days = float(text) + (_DAYS_1904 if calendar.epoch_1904 else 0)
        naive = datetime(1899, 12, 30) + timedelta(seconds=round(days * 86400))  # noqa: DTZ001 -- placed by the caller
        return naive, None, Text(f"{text} 按 Excel 日期序号读作 {naive}", f"{text} read as the Excel serial of {naive}")
    if match := _EPOCH.fullmatch(text):
        seconds = int(text[:10])
        return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None), "Z", None
    if match := _DIGITS.fullmatch(text):
        return datetime(*(int(part) for part in match.groups(default="0"))), None, None  # type: ignore[arg-type]  # noqa: DTZ001
    if match := _YEAR_LAST.fullmatch(text):
        first, second, year, *time = match.groups()
        day, month = _day_and_month(text, int(first), int(second), year, calendar.order)
        return *_compose(int(year), month, day, time), None
    if match := _ENGLISH.fullmatch(text):
        day_1, month_1, month_2, day_2, year, *time = match.groups()
        name = (month_1 or month_2)[:3].casefold()
        return *_compose(int(year), _MONTHS.get(name, 0), int(day_1 or day_2), time), None
    raise _Doubt(f"“{text}”看不懂是哪一天，原文已保留", f"The date “{text}” is not understood; the original is kept")


def _day_and_month(text: str, first: int, second: int, year: str, order: str | None) -> tuple[int, int]:
    """Decide which number is the day, only where the date itself or its whole column leaves no doubt."""
    if len(year) == 2 or (order is None and first <= _NOON and second <= _NOON and first != second):
        raise _Doubt(
            f"“{text}”有不止一种读法，没有猜测，原文已保留",
            f"The date “{text}” can be read in more than one way; nothing was guessed, the original is kept",
        )
    month_first = order == "mdy" if order else second > _NOON
    return (second, first) if month_first else (first, second)


def date_order(texts: Iterable[str]) -> str | None:
    """Tell from a column of dates such as 25/12/2026 whether day or month comes first; None where it cannot tell."""
    seen: set[str] = set()
    for text in texts:
        if match := _YEAR_LAST.fullmatch(half_width(text)):
            first, second = int(match[1]), int(match[2])
            if first > _NOON >= second:
                seen.add("dmy")
            elif second > _NOON >= first:
                seen.add("mdy")
    return seen.pop() if len(seen) == 1 else None


def _compose(year: int, month: int, day: int, time: list[str | None]) -> tuple[datetime, str | None]:
    """Put date and time of day together; 24:00 is the next midnight."""
    half, hour, minute, second, second_zh, half_en, offset = time
    hours = int(hour or 0)
    half = (half or half_en or "").upper()
    if half in ("下午", "晚上", "PM", "中午") and 1 <= hours < _NOON and not (half == "中午" and hours > 10):
        hours += _NOON
    elif half in ("上午", "凌晨", "AM") and hours == _NOON:
        hours = 0
    minutes, seconds = int(minute or 0), int(second or second_zh or 0)
    next_day = hours == 24 and not minutes and not seconds
    moment = datetime(year, month, day, 0 if next_day else hours, minutes, seconds)  # noqa: DTZ001 -- placed by _place
    return (moment + timedelta(days=1) if next_day else moment), offset


def _place(naive: datetime, offset: str | None, calendar: Calendar, text: str) -> tuple[datetime | None, Text | None]:
    """Put a moment into its time zone and say whether it is in the future, too old, or touched by summer time."""
    if naive.year < _OLDEST:
        raise ValueError(text)
    if offset is not None:
        moment = datetime.fromisoformat(
            f"{naive.isoformat()}{'+00:00' if offset.upper() in ('Z', 'UTC', 'GMT') else offset}"
        )
    else:
        moment = naive.replace(tzinfo=calendar.zone)
        if moment.utcoffset() != moment.replace(fold=1).utcoffset():
            if moment.astimezone(UTC).astimezone(calendar.zone).replace(tzinfo=None) != naive:
                return None, Text(
                    f"{text} 因夏令时跳过，这一时刻不存在，原文已保留",
                    f"{text} was skipped by summer time and does not exist; the original is kept",
                )
            return moment, Text(
                f"{text} 因夏令时出现两次，按第一次记录",
                f"{text} happened twice because of summer time; the first is taken",
            )
    if moment.astimezone(calendar.zone).date() > calendar.today:
        return moment, Text(f"{text} 在未来，请核对", f"{text} lies in the future; please check it")
    return moment, None
