"""Where a text says how long: a counted length of time, in Chinese or English."""

from __future__ import annotations

import re

from wenguo.advice.facts.spelling import Found

_HAN = "一二两三四五六七八九十百千"
_COUNT = rf"(?:\d{{1,9}}(?:\.\d{{1,9}})?|[{_HAN}]{{1,12}}|好?几十?|数十?|十几|几百|上百|许多|很多|好多|多|若干|半|大半|小半|近百)(?:[多余来几]|\+)?"
_UNIT = (
    r"(?:年(?![级代度份款终薪轻货检审龄生前版级制底初末中报费纪关迈幼老]|[之以]前|多以前)(?:时间)?头?|(?:个[半多几]?月|(?<=[两几数半])月)(?![球饼嫂薪票租季台子卡供亮光息份初底末经前]|[之以]前)|周(?![岁年边围末转期一二三四五六日天遭折前])|个?[半多]?(?:星期|礼拜)(?![一二三四五六日天前])|天(?![气然津空桥河安堂台前花使线地涯井]|[之以]前)|日(?=[内之]内|内)|"
    r"个?(?:工作日|自然日)|个?[半多]?小时(?![候前])|个?[半多]?钟头|分钟|秒钟?|个?(?:季度|世纪)|个学期|(?<![高初大])学期|个年头|年头|昼夜|载(?![重货客人])|个?晚上|个通宵)"
)
_ZH = re.compile(
    rf"(?<![\d.第每{_HAN}几大小那哪这单])"
    rf"(?:(?:{_COUNT})\s?[-~至到、～—]{{1,2}}\s?)?(?:{_COUNT})\s?个?[\s整]?{_UNIT}(?:[半多余](?!小时|数|次|久|长|少|年)|又?零?\d{{1,9}}(?:个月|天)|又?零?[{_HAN}]{{1,12}}个月|半)?"
    rf"|(?<=近)[{_HAN}]月(?![份初底末])|(?<=[这那近每])(?:{_COUNT})\s?{_UNIT}[半多余]?"
)
_BEFORE = re.compile(r"(?:[元钱次万]/?|\d块|每|某|有)$")
_ONE = re.compile(r"[一1](?:年|天|个?月|周|个?小时|个?季度|个?学期)$")
_RATE = re.compile(
    rf"[^，,。;；!?、\s了后内以之来多左半过下前里]{{0,7}}?(?:\d|[{_HAN}几])[\d{_HAN}.多几]{{0,8}}?(?:\d{{2}}|次|元|块|趟|遍|万|回|班|顿|瓶|小时|天|度电?|个(?!月)|[百千])|[一二两三]度|四季|到晚|之计|天[^\w]|的[电水用产销]量"
)
_IDIOM = re.compile(r"(?:百年大计|千百年|三天两头|一天到晚|一年到头|一天天|一年年|一年四季|一年一度|十年树木|百年树人)")

_NUM = (
    r"(?:\d{1,9}(?:[.,]\d{1,9})?(?:\s?/\s?\d)?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|eighteen|twenty|thirty|forty|fifty|sixty|ninety|"
    r"(?:twenty|thirty|forty|fifty)[- ](?:one|two|three|four|five|six|seven|eight|nine)|several|a few|few|many|a couple(?: of)?|couple(?: of)?|half an?|half|(?:a |one |two |three )?hundreds?(?: of)?|a dozen|dozens of|another)"
)
_UNITS = r"(?:(?:business|working|calendar|full|whole|consecutive|straight|solid|more|long|additional)[- ]?)?(?:hours?|hrs?|minutes?|mins?|seconds?|secs?|days?|weeks?|wks?|months?|mos?(?![a-z])|years?|yrs?|decades?|nights?|fortnights?)"
_EN = re.compile(
    rf"(?<![\w$£€.,/-])(?:{_NUM}\s?(?:-|–|to|or)\s?)?{_NUM}(?: and (?:a|one) half| ?\+| plus| or so| or more)?(?:[- ]?{_UNITS})(?: and a half| and (?:a half|\d{{1,9}} (?:months?|days?|hours?|minutes?)))?(?!\w|-old| old|[- ]of[- ]age| ago| earlier\b| in advance\b| before (?:that|last))"
)
_EN_BEFORE = re.compile(
    r"(?:\btimes?|\bonce|\btwice|\bper|\beach|\bevery|\$[\d,.]+k?\}?|%|\bpercent|\bpounds?|\bdollars?|\d)\s?$"
)
_EN_ONE = re.compile(r"(?:an?|one)[ -](?:hour|minute|second|day|week|month|year|night)$")
_TRAILS = re.compile(r"(?: or (?:so|more)| plus)$")


def durations_zh(text: str) -> list[Found]:
    """Every counted length in Chinese; rates (一天两次) and ages are none."""
    found = []
    for match in _ZH.finditer(text):
        start, end = match.span()
        words = text[start:end]
        before = text[max(0, start - 2) : start]
        if _ONE.search(words) and (
            _BEFORE.search(before) or _RATE.match(text, end) or before.endswith(("/", "有", "那", "哪", "这", "的"))
        ):
            continue
        if before.endswith("/") or before[-1:] == "周":
            continue
        if text[end : end + 1] == "岁" or text[end : end + 2] in ("周岁", "周年") or _IDIOM.match(text, start):
            continue
        if words.endswith("年") and len(words) == 5 and words[:4].isdigit():
            continue
        found.append(Found(start, end))
    return found


def durations_en(text: str) -> list[Found]:
    """Every counted length in English; per month, twice a year and ages are none."""
    found = []
    for match in _EN.finditer(text):
        start, end = match.span()
        words = match[0]
        if _EN_ONE.match(words) and _EN_BEFORE.search(text[max(0, start - 14) : start]):
            continue
        if words in ("one day", "second", "a second", "half days"):
            continue
        trail = _TRAILS.search(words)
        if trail is not None:
            end -= len(trail[0])
        if words.startswith("another "):
            start += 8
        found.append(Found(start, end))
    return found
