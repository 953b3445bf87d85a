"""Where English text names a year, month, day or hour."""

from __future__ import annotations

import re

from wenguo.advice.facts.spelling import Found

MONTHS = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
DAYS = "mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
FULL_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_NTH = r"(?:3[01]|[12]\d|0?[1-9])(?:\s?(?:st|nd|rd|th))?"
_YEAR = r"(?:(?:19|20)\d\d)"
_CLOCK = r"(?:(?:1[0-2]|0?[1-9])(?:[:.][0-5]\d)?\s?(?:a\.?m\b\.?|p\.?m\b\.?|o'?clock)(?:\s?(?:et|est|edt|pst|pdt|ct|cst|cdt|gmt|bst|ist)\b)?|(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:\s?(?:am|pm|a\.m\.|p\.m\.|hrs?|hours|et|est|pst|gmt))?|noon|midnight)"
_PART = r"(?:morning|afternoon|evening|night)"
_MASK = r"(?:x{2,4}\s?/\s?){2}(?:[12]\d{3}|\d\d)(?!\d)|[x\d]{2}\s?[/-]\s?[x\d]{2}\s?[/-]\s?(?:[12]\d{3}|\d\d)(?!\d)|\d{1,2}\s?/\s?(?:\d{1,2}|xx)\s?/\s?(?:\d{4}|\d\d|x{2,4})(?![\dx])"
_MONTH_DAY = rf"(?:(?:early|mid|late|end of|beginning of|middle of)[- ])?(?:{MONTHS})\b\.?(?:\s?(?:the )?{_NTH}(?!\d|:\d|\s?[ap]\.?m\b|%))?(?:\s?(?:-|–|to|through|and|&)\s?{_NTH}(?![\d:]|\s?[ap]m))?(?:,?\s?(?:of )?{_YEAR}(?!\d))?"
_DAY_MONTH = rf"{_NTH}\s?(?:of )?(?:{MONTHS})\b\.?(?:,?\s?{_YEAR})?"
_RELATIVE = (
    r"today|tonight|tonite|yesterday|tomorrow|2morrow|tmrw|tomm?orow|2day|2nite|last night|(?:this|yesterday|tomorrow|last|next) (?:morning|afternoon|evening|night)|"
    r"(?:early |late |earlier |later )?(?:this|last|next|past|following) (?:week|month|year|quarter|summer|winter|spring|fall|autumn|decade|century)|"
    r"(?:the |that )?(?:very )?(?:next|following|same|previous|other) (?:day|morning|evening|week|month|year|night)|the day (?:before|after)(?: (?:yesterday|tomorrow))?|"
    r"(?:the )?end of (?:the|this|last|next) (?:day|week|month|year)|(?:the )?(?:beginning|start|middle) of (?:the|this|last|next) (?:week|month|year)|(?:last|this|next)? ?weekends?|year[- ]end|month[- ]end"
)
_FEASTS = r"christmas(?: (?:eve|day))?|xmas|thanksgiving(?: day)?|black friday|cyber monday|new year'?s?(?: (?:eve|day))?|easter(?: (?:sunday|monday))?|halloween|valentine'?s(?: day)?|labor day|memorial day|independence day|(?:4th|fourth) of july|mother'?s day|father'?s day|boxing day|good friday|diwali|ramadan|st\.? patrick'?s day|april fools"
_AGO = r"(?:\d{1,9}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|several|a few|few|many|a couple(?: of)?|couple(?: of)?|half an?)(?:\s?(?:-|to|or) ?(?:\d{1,9}|two|three|four|five|six))?(?: and a half| 1/2|\+)?[ -]?(?:full |whole |business |short |more )?(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|months?|mos?|years?|yrs?|nights?|decades?)(?: and a half)? (?:ago|earlier|back(?=[.,!?]|$)|prior(?! to))"
_ATOM = re.compile(
    r"(?<![a-z0-9_])(?:"  # inside a word nothing begins
    + "|".join(
        (
            rf"(?P<ago>(?<![\w.$]){_AGO}\b)",
            rf"(?P<iso>(?<![\d/-]){_YEAR}-\d\d?-\d\d?(?!\d)|(?<![\w/]){_YEAR}/\d\d?/\d\d?(?!\d))",
            rf"(?P<slash>(?<![\w/-])(?:{_MASK}))",
            r"(?P<short>(?<![\w/$.-])(?:1[0-2]|0?[1-9])/(?:3[01]|[12]\d|0?[1-9])(?:/(?:\d{4}|\d\d))?(?![\w/%]))",
            rf"(?P<md>(?<!\w)(?:{_DAY_MONTH}|{_MONTH_DAY}))(?!\w)",
            rf"(?P<day>(?<!\w)(?:(?:last|this|next|coming|past|following) )?(?:{FULL_DAYS}|(?:{DAYS})(?=\s?(?:,|\.|-|at|the|morning|night|am|pm|\d|!|\?|$)))(?:'?s)?\b(?: {_PART})?)",
            rf"(?P<rel>(?<!\w)(?:{_RELATIVE})\b)",
            rf"(?P<feast>(?<!\w)(?:{_FEASTS})\b)",
            rf"(?P<clock>(?<![\w:.$/]){_CLOCK}(?!\w|:\d))",
            r"(?P<decade>(?<!\w)(?:the )?(?:early |mid |late )?(?:(?:19|20)\d0s|'?[5-9]0'?s)(?!\w))",
            r"(?P<year>(?<![\w$#/.,:-])(?:(?:early|mid|late)[- ]|(?:the )?(?:end|beginning|start|middle) of )?(?:19[5-9]\d|20[0-4]\d)(?![\w%/]|[,.:]\d|-\d))",
            r"(?P<mask>(?<=xxxx )(?:19[5-9]\d|20[0-4]\d)(?!\w))",
        )
    )
    + ")"
)
_RANK = {"ago": 9, "iso": 5, "slash": 5, "short": 5, "md": 4, "day": 3, "rel": 6, "feast": 4, "clock": 8, "decade": 1, "year": 7, "mask": 7}  # fmt: skip
_JOIN = re.compile(r",?\s{0,2}(?:(?:on|at|of|around|about|by|@)\s)?(?:the\s)?\(?")
_TO = re.compile(r"\s?(?:-|–|—|to|until|till|through|thru)\s?")
_MODEL = re.compile(
    r"\s(?:model|toyota|honda|ford|nissan|chevy|chevrolet|hyundai|kia|bmw|audi|mercedes|jeep|dodge|gmc|subaru|mazda|volkswagen|vw|lexus|acura|tesla|cadillac|buick|infiniti|chrysler|volvo|ram|mitsubishi|lincoln)\b"
)
_VERB_MAY = re.compile(r"(?:may|march|sun|sat|wed|mar|dec)$")


class _Part:
    __slots__ = ("end", "kinds", "last", "start")

    def __init__(self, start: int, end: int, kind: str) -> None:
        self.start, self.end, self.last, self.kinds = start, end, kind, {kind}


def dates(text: str, written: str) -> list[Found]:
    """Every expression of a time, connected ones whole. `written` tells capitals: “may” is a month only as “May”."""
    held: _Part | None = None
    found: list[_Part] = []
    for atom in _ATOM.finditer(text):
        kind = atom.lastgroup or ""
        start, end = atom.span()
        if _not_a_date(kind, text, written, start, end):
            continue
        words = text[start:end]
        if kind == "year" and words.startswith("the "):
            start += 4
        if kind == "decade" and words.startswith("the "):
            start += 4
        if kind == "rel" and words.startswith(("the end", "the beginning", "the start", "the middle")):
            start += 4
        start += len(text[start:end]) - len(text[start:end].lstrip())
        while end > start and text[end - 1] in " ." and not text[start:end].endswith((".m.",)):
            end -= 1
        part = _Part(start, end, kind)
        if held is not None and _connected(text, held, part):
            held.end, held.last = part.end, kind
            held.kinds.add(kind)
            continue
        held = part
        found.append(part)
    return [Found(part.start, part.end) for part in found]


def _connected(text: str, held: _Part, part: _Part) -> bool:
    to = _TO.match(text, held.end)
    if (
        to is not None
        and to.end() == part.start
        and (held.last == part.last or {held.last, part.last} <= {"md", "short", "slash", "year", "clock", "iso"})
    ):
        return True
    join = _JOIN.match(text, held.end)
    if join is None or join.end() != part.start:
        return False
    if join[0] in (", ", ",") and not (
        held.last in ("day", "md") and part.last in ("md", "short", "slash", "year", "clock")
    ):
        return False
    if "of" in join[0] and part.last not in ("year", "md"):
        return False
    pairs = {("day", "md"), ("day", "short"), ("day", "slash"), ("day", "clock"), ("day", "feast"), ("md", "clock"), ("md", "year"), ("short", "clock"),
             ("slash", "clock"), ("iso", "clock"), ("rel", "clock"), ("clock", "rel"), ("clock", "day"), ("clock", "md"), ("clock", "short"), ("clock", "slash"), ("feast", "year"), ("rel", "year")}  # fmt: skip
    if join[0].strip() in ("by", "around", "about") or "(" in join[0]:
        return False
    return (held.last, part.last) in pairs


def _not_a_date(kind: str, text: str, written: str, start: int, end: int) -> bool:
    words = text[start:end]
    if kind == "md" and _VERB_MAY.fullmatch(words.strip(" .")):
        return not (
            written[start].isupper()
            and re.search(
                r"\b(?:in|of|since|until|last|this|next|by|from|to|through|and|on)\s$", text[max(0, start - 9) : start]
            )
        )
    if kind == "md" and (words.strip(" .") in ("may", "march") or written[start:end].strip(" .") == "APR"):
        return True  # a verb, or a rate of interest
    if kind == "day" and words in ("sun", "sat", "wed", "mon", "fri", "thu", "tue") and not written[start].isupper():
        return True
    if kind == "year":
        before = text[max(0, start - 12) : start]
        if _MODEL.match(text, end) or re.search(
            r"(?:[$#]|version |model |form |route |suite |room |flight |code |office |windows |fifa |nba ?2?k?|part )$",
            before,
        ):
            return True
        return bool(
            re.match(
                r"\s?(?:dollars|miles|points|people|customers|calls|times|feet|ft|lbs|users|rd\b|road|street|st\b|ave|north|south|east|west)",
                text[end : end + 14],
            )
        )
    if kind == "short":
        return (
            bool(re.match(r"\s?(?:stars?|of|hours|people|times|full|days)", text[end : end + 8]))
            or words == "24/7"
            or bool(re.match(r"(?:\d/10|1/2|1/4|3/4|1/3|2/3)$", words))
        )
    return kind == "clock" and words in ("noon", "midnight") and text[start - 1 : start].isalnum()
