"""Which days a Chinese expression of time means."""

from __future__ import annotations

import re
from datetime import date, timedelta

from wenguo.advice.facts.days import Days, back, latest, month_of
from wenguo.advice.facts.fact import Precision
from wenguo.advice.facts.spelling import whole

_HAN_DAY = "零一二三四五六七八九十〇○"
_YMD = re.compile(r"((?:19|20)\d\d)\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})|((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_YM = re.compile(r"((?:19|20)\d\d)\s?[-/.]\s?(\d{1,2})(?!\d)")
_YEAR = re.compile(rf"(\d{{4}}|\d\d|[{_HAN_DAY}]{{2,4}})\s?年|((?:19|20)\d\d)(?!\d)")
_MONTH = re.compile(r"(\d{1,2}|[一二三四五六七八九十]{1,2}|元)\s?月")
_DAY = re.compile(rf"(\d{{1,2}}|[{_HAN_DAY}]{{1,3}})\s?[日号]|月\s?(\d{{1,2}})(?!\d)|\.(\d{{1,2}})[日号]")
_CLOCK = re.compile(r"[\d一二三四五六七八九十两零]+\s?(?:点|时)|\d:\d\d")
_AGO = re.compile(
    r"(半|[\d一二两三四五六七八九十]+)\s?(个?半?)(天|日|周|星期|礼拜|月|年|小时|分钟)[多半]?(?:前|之前|以前)"
)
_WEEK = re.compile(r"(上上|上|这|本|下)?个?(?:周|星期|礼拜)([一二三四五六日天末])?")
_YEARS = {
    "今年": 0,
    "本年": 0,
    "去年": -1,
    "上年": -1,
    "前年": -2,
    "大前年": -3,
    "明年": 1,
    "来年": 1,
    "后年": 2,
    "今春": 0,
    "今夏": 0,
    "今秋": 0,
    "今冬": 0,
}
_DAYS = {
    "大前天": -3,
    "前天": -2,
    "前晚": -2,
    "昨": -1,
    "今": 0,
    "大后天": 3,
    "后天": 2,
    "明天": 1,
    "明日": 1,
    "明早": 1,
    "明晚": 1,
}
_MONTHS_AWAY = {"上上个月": -2, "上个月": -1, "上月": -1, "这个月": 0, "本月": 0, "当月": 0, "下个月": 1, "下月": 1}
_FEASTS = {"元旦": (1, 1), "情人节": (2, 14), "妇女节": (3, 8), "五一": (5, 1), "劳动节": (5, 1), "青年节": (5, 4), "儿童节": (6, 1), "六一": (6, 1), "618": (6, 18),
           "建军节": (8, 1), "教师节": (9, 10), "国庆": (10, 1), "光棍节": (11, 11), "双十一": (11, 11), "双11": (11, 11), "双十二": (12, 12), "双12": (12, 12),
           "平安夜": (12, 24), "圣诞": (12, 25)}  # fmt: skip
_LUNAR = re.compile(r"农历|阴历|正月|腊月|初[一二三四五六七八九十]|除夕|春节|端午|中秋|清明|元宵|重阳|七夕")
_THIRDS: dict[str, tuple[int, int]] = {
    "上旬": (1, 10),
    "初": (1, 10),
    "中旬": (11, 20),
    "下旬": (21, 31),
    "底": (21, 31),
    "末": (21, 31),
}
_ANCHORED = (
    "当天",
    "当日",
    "同日",
    "次日",
    "翌日",
    "当晚",
    "第二天",
    "当年",
    "同年",
    "次年",
    "当月",
    "同月",
    "那天",
    "头天",
    "隔天",
)


def _exact(words: str) -> Precision:
    if re.search(r":\d\d|点\d+分|点[半一三]?刻?(?<=[半刻])|分$", words):
        return "minute"
    return "hour" if _CLOCK.search(words) else "day"


def chinese(words: str, received: date | None) -> Days | None:
    """The days one expression means, without a range in it."""
    if words.startswith(_ANCHORED) or _LUNAR.search(words):
        return None
    whole_day = _YMD.search(words)
    if whole_day is not None:
        found = [int(one) for one in whole_day.groups() if one is not None]
        day = date(found[0], found[1], found[2])
        return Days(day, day, _exact(words))
    ago = _AGO.search(words)
    if ago is not None:
        return _so_long_ago(ago, received)
    year = _year(words, received)
    feast = next((found for name, found in _FEASTS.items() if name in words), None)
    if feast is not None and (year is not None or received is not None):
        day = date(year, *feast) if year is not None else latest(received, *feast)  # type: ignore[arg-type]  # one of them is there
        return Days(day, day, "day")
    return _counted(words, year, received)


def _year(words: str, received: date | None) -> int | None:
    found = _YEAR.search(words)
    if found is not None:
        value = whole((found[1] or found[2]).strip())
        if value is not None and value < 100:
            value += 2000 if received is None or value + 2000 <= received.year + 1 else 1900
        return value
    short = _YM.match(words)
    if short is not None:
        return int(short[1])
    if received is None:
        return None
    return next((received.year + away for name, away in sorted(_YEARS.items(), key=_longest) if name in words), None)


def _longest(item: tuple[str, int]) -> int:
    return -len(item[0])


def _counted(words: str, year: int | None, received: date | None) -> Days | None:
    month, day = _month_of(words), _day_of(words)
    away = next((far for name, far in sorted(_MONTHS_AWAY.items(), key=_longest) if name in words), None)
    if month is None and away is not None and received is not None:
        months = received.year * 12 + received.month - 1 + away
        year, month = months // 12, months % 12 + 1
    if month is not None:
        return _in_month(words, year, month, day, received)
    if year is not None:
        return _in_year(words, year)
    if received is None:
        return None
    near = next((far for name, far in sorted(_DAYS.items(), key=_longest) if words.startswith(name)), None)
    if near is not None and not words.startswith(("今年", "前天前")):
        then = received + timedelta(near)
        return Days(then, then, _exact(words))
    week = _WEEK.match(words)
    if week is not None:
        return _weekday(week, words, received)
    if day is not None:
        start = (
            received.replace(day=1) if day <= received.day else (received.replace(day=1) - timedelta(1)).replace(day=1)
        )
        then = start.replace(day=day)
        return Days(then, then, _exact(words))
    return _in_year(words, received.year) if words.startswith(("年", "上半年", "下半年")) else None


def _month_of(words: str) -> int | None:
    found = _MONTH.search(words)
    if found is None:
        short = _YM.match(words) or re.match(r"()(\d{1,2})\.\d{1,2}[日号]", words)
        return int(short[2]) if short is not None else None
    return 1 if found[1] == "元" else whole(found[1])


def _day_of(words: str) -> int | None:
    found = _DAY.search(words)
    return whole(next(one for one in found.groups() if one)) if found is not None else None


def _in_month(words: str, year: int | None, month: int, day: int | None, received: date | None) -> Days | None:
    if year is None:
        if received is None:
            return None
        year = latest(received, month, day if day is not None else 1).year
    if day is not None:
        then = date(year, month, day)
        return Days(then, then, _exact(words))
    first, last = month_of(year, month)
    for name, (start, end) in _THIRDS.items():
        if f"月{name}" in words or f"月份{name}" in words:
            return Days(first.replace(day=start), first.replace(day=min(end, last.day)), "week")
    return Days(first, last, "month")


_PARTS = (
    ("上半年", 1, 6), ("下半年", 7, 12), ("一季度", 1, 3), ("二季度", 4, 6), ("三季度", 7, 9), ("四季度", 10, 12), ("年初", 1, 2), ("初", 1, 2),
    ("年底", 11, 12), ("年末", 11, 12), ("底", 11, 12), ("末", 11, 12), ("年中", 6, 7), ("春", 3, 5), ("夏", 6, 8), ("秋", 9, 11), ("暑假", 7, 8),
)  # fmt: skip


def _in_year(words: str, year: int) -> Days:
    if "年代" in words:
        return Days(date(year, 1, 1), date(year + 9, 12, 31), "decade")
    for name, first, last in _PARTS:
        if name in words:
            return Days(date(year, first, 1), month_of(year, last)[1], "season")
    return Days(date(year, 1, 1), date(year, 12, 31), "year")


def _weekday(week: re.Match[str], words: str, received: date) -> Days:
    monday = received - timedelta(received.weekday())
    away = {"上上": -14, "上": -7, "这": 0, "本": 0, "下": 7}.get(week[1] or "", 0)
    start = monday + timedelta(away)
    if week[2] is None or week[2] == "末":
        first, last = (start, start + timedelta(6)) if week[2] is None else (start + timedelta(5), start + timedelta(6))
        if week[1] is None and first > received:
            first, last = first - timedelta(7), last - timedelta(7)
        return Days(first, last, "week" if week[2] is None else "range")
    then = start + timedelta("一二三四五六日".index(week[2].replace("天", "日")))
    if week[1] is None and then > received:
        then -= timedelta(7)
    return Days(then, then, _exact(words))


def _so_long_ago(ago: re.Match[str], received: date | None) -> Days | None:
    count = 0 if ago[1] == "半" else whole(ago[1])
    if received is None or count is None:
        return None
    unit, half = ago[3], ago[1] == "半" or "半" in ago[2]
    if unit in ("小时", "分钟"):
        return Days(received - timedelta(1 if unit == "小时" and count >= 1 else 0), received, "day")
    return back(
        received,
        count,
        {"天": "day", "日": "day", "周": "week", "星期": "week", "礼拜": "week", "月": "month", "年": "year"}[unit],
        half=half,
    )
