"""Where Chinese text names a year, month, day or hour: atoms found in one pass, then joined into whole expressions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenguo.advice.facts.spelling import Found

_D = r"[0-9零〇○一二两三四五六七八九十]"
_EDGE = r"(?:份|底|初(?![一二三四五六七八九十中级])|中旬|上旬|下旬|末|中(?![心学小间国央部医午介]))"
_MONTH = r"(?:(?<![\d.])(?:1[0-2]|0?[1-9])|(?<![一二三四五六七八九十])十[一二]?|(?<![一二三四五六七八九十几数两近])[一二三四五六七八九]|正|腊)"
_NOT_ONCE = "(?!一[个次天])"
_NOT_A_DAY = r"(?![楼线院门房文栋铺厅地机店馆桥坑井码商仓车路公室桌弄台站球库]|[ ]?[a-z0-9]+?栋|小区|宿舍|别墅|工地|厂|矿|令|通知|召|称|牌|段|柜|窗|箱|队|洞|塔|炉|岗|泵|梯|墙|柱|墩|灯|标|口|园|城)"
_PERIOD = r"(?:凌晨|清晨|早晨|早上|早间|上午|中午|下午|傍晚|晚上|晚间|夜晚|夜里|夜间|深夜|半夜|午夜|大清早|大半夜|下半夜|上半夜|午后|午间|大早上|一大早|早晚|早|晚(?![会期饭餐自于育婚辈年报班霞报高]))"
_HOUR = r"(?:十?[一二两三四五六七八九][二三四五六七八九](?=点)|2[0-4]|1\d|0?\d|二十[一二三四]?|十[一二三四五六七八九]?|[零一二两三四五六七八九])"
_MINUTE = r"(?:[0-5]?\d|[二三四五]?十[一二三四五六七八九]?|零[一二三四五六七八九]|[一二三四五六七八九](?=分))"
_CLOCK = rf"(?:\d{{1,2}}点?\s?[-~、，,.到至]\s?)?{_HOUR}(?:点|时(?![间候代段期常刻事差速限效长机空政局而不]))(?:钟|半|多|三刻|一刻|整|过?{_MINUTE}分?(?:\d{{1,9}}秒)?(?![点\d:人个名次辆公里米家]))?多?"
# An hour without a word like “evening” beside it needs a sign that it is one: 7点 may be the seventh point of a list.
_BARE_CLOCK = (
    r"(?<![第下以有这那提共:.\d几零一二两三四五六七八九十差早])"
    rf"(?:{_HOUR}点(?:钟|半|一刻|三刻|[0-5]\d分?|[0-5]?\d分|[二三四五]?十[一二三四五六七八九]?分?)多?|(?:2[0-4]|1\d|0?[1-9])(?:点多?(?!\d|[^\W\d]{{0,2}}(?:要求|建议|意见|问题|原因|理由|事实|诉求|说明|疑问|请求|做法|希望|质疑))|时(?=$|[^\w]|[0-9许左到至起开就才还便之以前后多在])\d{{0,2}}分?))"
)
_HM = r"(?<![\d:.])(?:[01]?\d|2[0-4])\s?:\s?[0-5]\d(?::[0-5]\d)?(?![\d:])分?"

# Every expression begins with one of these: the engine then leaves all other places at once.
_FIRST = "0-9零〇○一二两三四五六七八九十几数好许很多半 今明昨前后去大当同次翌来本那第上下这正腊闰农阴阳元月年岁新国五端中清除双六儿妇三教圣平情重母七光植建青劳愚万感凌早晨晚傍夜深午周星礼每头隔廿卅初春"
_ATOMS = re.compile(
    rf"(?=[{_FIRST}])(?:"
    + "|".join(
        (
            # whole days in figures
            rf"(?P<ymd>(?<![\d.-])(?:19|20)\d\d\s?(?:[-/.]|年)\s?(?:1[0-2]|0?[1-9])\s?(?:[-/.]|月)\s?(?:3[01]|[12]\d|0?[1-9])(?:[日号]{_NOT_A_DAY}|(?![\d元万日号]))|(?<!\d)(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d))",
            r"(?P<ym>(?<![\d.-])(?:19|20)\d\d\s?[-/.]\s?(?:1[0-2]|0?[1-9])(?![\d元万%倍.])(?!-\d)月?份?)",
            # years
            (
                rf"(?P<y>(?<!\d)(?:19|20)\d\d\s?年(?!款|版|型|代码|第\d{{1,9}}号)度?(?:上半年|下半年|{_EDGE}|[春夏秋冬]天?季?)?|(?<![\d.￥¥$-])(?:19[5-9]|20[0-2])\d(?=(?:之前|以前|以来|之后|以后|至今|前(?!台)|后(?!\d)|春节|上半年|下半年))|(?<!\d)(?:19|20)\d\d(?=\s?[-~至到]\s?(?:19|20)\d\d\s?年)"
                rf"|(?<![零〇○一二三四五六七八九十百千])(?:[一二][零〇○0o一二三四五六七八九]{{3}}|[零〇○][零〇○一二三四五六七八九]|[一九][零〇○一二三四五六七八九])年(?!款|级)度?(?:上半年|下半年|{_EDGE}|[春夏秋冬]天?季?)?"
                rf"|(?<![\d.])[6-9]\d年(?!代|款|产权|使用权|大庆)(?:{_EDGE}|上半年|下半年)?|(?<![\d.])[0-3]\d年(?=\s?{_MONTH}月)|(?<![\d.])0\d年(?!款)(?:{_EDGE}|上半年|下半年)?|(?<![\d.满近约达共了有超足前去过做干等住开]) ?1\d年(?![内之以来多后前左的工了级款龄])(?:{_EDGE}|上半年|下半年)?)"
            ),
            r"(?P<decade>(?:上个?世纪)?(?:19|20)?[0-9]0年代(?:初期?|末期?|中期|后期)?|(?:上个?世纪)?[一二三四五六七八九]十年代(?:初期?|末期?|中期|后期)?|(?:上|本)个?世纪(?:末|初)?)",
            rf"(?P<rely>(?:今年|去年|前年|大前年|明年|后年|当年|同年|次年|本年度?|翌年|来年|上年度|(?<![一两几每])那一?年|第二年)度?(?:上半年|下半年|年[初底中末]|{_EDGE}|[春夏秋冬](?:天|季)|暑假|寒假|开学)?|[今去明](?:春|夏|秋|冬)(?!华|风|意))",
            r"(?P<half>上半年|下半年|年初|年底|年末|年中(?!央)|岁末|岁尾|(?<![一二两三四])[一二三四1-4]季度(?:初|末)?|第[一二三四1-4]季度|上学期|下学期|本学期|这学期|新学期)",
            # months
            rf"(?P<m>(?:农历|阴历|阳历)?(?:闰)?{_MONTH}\s?月{_NOT_ONCE}(?!球|饼|嫂|薪|票|租|季|台|子|卡|供|亮|光|息|湖|山|塘|亭)(?:{_EDGE})?|元月(?:{_EDGE})?|(?<!\d)(?:1[0-2]|[1-9])(?=\s?[-~至到、,和]\s?(?:1[0-2]|[1-9])月))",
            r"(?P<relm>(?:(?:上上|上|本|这|下|当|同|次)个?月|上月|本月|下月)(?!台|亮|饼|薪|租|供)(?:初|底|中旬|上旬|下旬|末|中|份)?|月[初底末](?!薪))",
            # days
            (
                rf"(?P<dm>(?<=月)\s?(?:3[01]|[12]\d|0?[1-9])\s?[日号]|(?<![\d.])(?:1[0-2]|0?[1-9])\.(?:3[01]|[12]\d|0?[1-9])[日号])"
                rf"|(?P<d>(?<![\d.第附a-z路街道巷弄区号栋省国县乡镇村])(?:3[01]|[12]\d|0?[1-9])\s?(?:号{_NOT_A_DAY}|日(?![均常元子产式语期用化报本夜程益])))"
                rf"|(?P<md>(?<=月)\s?(?:3[01]|[12]\d|0?[1-9])(?![\d.%天个多人元]|[日号]))"
                rf"|(?P<dz>(?<=月)(?:三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])(?:日|号{_NOT_A_DAY})|(?<![第附])(?:三十一?|二?十[一二三四五六七八九])号{_NOT_A_DAY}|(?<![学校从])初[一二三](?=$|[^\w]|[早晚至])|初[四五六七八九十](?![中高年级班个阶步])|(?<=[正腊]月)[十廿]?[一二三四五六七八九十](?![个年])|(?<=月)初[一二三四五六七八九十]|(?<=月)(?:上|中|下)旬|(?<=月)(?:廿|卅)[一二三四五六七八九]?)"
            ),
            r"(?P<reld>大前天|前天|昨天|(?<!的)今天|今天(?![，,])|明天|后天|大后天|昨日|今日|明日|当天|当日|同日|次日|翌日|隔日(?!达)|隔天|第[二三四五六七八九十]天|第\d{1,9}天|前几天|前两天|前些天|前几日|前几年|前两年|前些年|前两个月|前几个月|前几周|前两周|前些日子|前阵子|那天|同一天|这一天|今早|今晚|今夜|今晨|明早|明晚|昨晚|昨夜|昨早|前晚|当晚|当夜|头天)",
            # weeks
            r"(?P<w>(?:上上|上|这|本|下)个?(?:周|星期|礼拜)[一二三四五六日天末]?(?!年|岁|边|围|刊|转|到|口)|(?<![一两三四五六七八九十二几半每\d整])周[一二三四五六日天](?![次趟回遍节个早体年岁]|种)日?|每个?(?:周|星期|礼拜)[一二三四五六日天](?!次|趟|回|遍|节|个|天)|(?<![一两三四五六七八九十二几半个\d])(?:星期|礼拜)[一二三四五六日天]|周末)",
            # feasts
            r"(?P<feast>(?:大年|年)(?:初[一二三四五六七八九十]|三十)|春节|元旦|国庆节?(?!路|街|村|小区)|五一(?!路|广场|大道|商圈|新|桥|北|南|东|西|中|村|站|社区|大桥|绕|街|区|镇|[a-z])(?:劳动节|节)?|十一(?=长假|黄金周|假期|期间|国庆|之前|前|后|放假)|端午节?|中秋节?(?!月饼)|清明节?(?!路|街)|元宵节?|除夕夜?|双十一|双11|双十二|双12|618|(?:六一)?儿童节|六一(?!路|\d)|(?:三八)?妇女节|三八(?=节)节|教师节|圣诞节?|平安夜|情人节|重阳节|母亲节|父亲节|七夕节?|腊八节?|光棍节|植树节|建军节|青年节|劳动节|愚人节|万圣节|感恩节|3[.·]15)",
            # hours
            rf"(?P<clock>{_PERIOD}\s?(?:的\s?)?{_CLOCK}|{_BARE_CLOCK}|{_HM}|(?<=[到至~-])\s?(?:第二天|次日)?{_CLOCK})",
            rf"(?P<period>{_PERIOD})",
            # so long ago
            r"(?P<ago>(?:(?<!\d)\d{1,9}|[几数]|好几|十几|几十|许多|很多|多|[一二两三四五六七八九十半]{{1,6}}|\d{1,9}[-~、]\d{1,9})\s?多?(?:个半?)?(?:小时|钟头|分钟|季度|年|月|星期|礼拜|周|天|日)[多半]?(?:前(?!后|期|面|往|来|[几\d一二两三四]|台|门|任|列)|之前|以前))",
        )
    )
    + ")"
)
_RANK = {
    "decade": 1, "y": 1, "rely": 1, "half": 2, "ym": 2, "m": 3, "relm": 3, "ymd": 5, "d": 5, "dm": 5, "dz": 5, "md": 5,
    "feast": 4, "w": 6, "reld": 6, "ago": 6, "period": 7, "clock": 8,
}  # fmt: skip
_EVERY = re.compile(r"(?:[ 每]|(?<=每)个)*")
_BETWEEN = re.compile(r"\s{1,2}(?=[\d早晚上下凌中])|[(（]?(?=周|星期|礼拜)|的(?=\d|晚|早|下|上|凌)|")
_TO = re.compile(r"\s{0,2}(?:左右|以后|之后|后)?(?:一直)?(?:[到至~～\-—－–]{1,2}|直到|直至)\s{0,2}")
_HOUSE = re.compile(r"[栋座幢楼门铺面室]\d{0,3}[-、]$")
_AND = re.compile(r"[、和及与]|，(?=\d{1,2}[日号月])")


class _Part:
    __slots__ = ("dated", "end", "last", "ranks", "start")

    def __init__(self, start: int, end: int, rank: int, *, dated: bool = False) -> None:
        self.start, self.end, self.last, self.ranks = start, end, rank, {rank}
        self.dated = dated  # it says its own year


def dates(text: str) -> list[Found]:
    """Every expression of a time, whole: connected years, months, days and hours are one, and so is a range."""
    return [Found(part.start, part.end) for part in _ranged(text, _joined(text)) if part.ranks != {7}]


def _atoms(text: str) -> Iterator[_Part]:
    for found in _ATOMS.finditer(text):
        start, end = found.span()
        start += len(_EVERY.match(text, start, end)[0])  # type: ignore[index]  # it may match nothing, but always matches
        while end > start and text[end - 1] == " ":
            end -= 1
        kind = found.lastgroup or "period"
        if kind == "d" and _HOUSE.search(text[max(0, start - 6) : start]):
            continue
        yield _Part(start, end, _RANK[kind], dated=kind in ("ymd", "ym"))


def _joined(text: str) -> Iterator[_Part]:
    held: _Part | None = None
    for atom in _atoms(text):
        if held is not None and atom.last > held.last and not atom.dated:
            between = _BETWEEN.match(text, held.end)
            if between is not None and between.end() == atom.start:
                if "(" in between[0] or "（" in between[0]:
                    yield held
                    held = atom
                    continue
                held.end, held.last = atom.end, atom.last
                held.ranks |= atom.ranks
                continue
        if held is not None:
            yield held
        held = atom
    if held is not None:
        yield held


def _ranged(text: str, parts: Iterator[_Part]) -> Iterator[_Part]:
    held: _Part | None = None
    for part in parts:
        if held is not None:
            to = _TO.match(text, held.end)
            listed = _AND.match(text, held.end)
            if to is not None and to.end() == part.start:
                held.end, held.last = part.end, part.last
                held.ranks |= part.ranks
                continue
            if listed is not None and listed.end() == part.start and _shares(text, held, part):
                held.end, held.last = part.end, part.last
                continue
            yield held
        held = part
    if held is not None:
        yield held


def _shares(text: str, held: _Part, part: _Part) -> bool:
    """Do the two share a unit (5、6月) or the month said before (5月6日和7日)?"""
    if text[held.end - 1].isdigit() and text[part.start].isdigit():
        return True
    return 3 in held.ranks and held.last == 5 and part.ranks == {5} and text[held.end] in "和、及与"
