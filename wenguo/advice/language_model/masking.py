"""Personal data taken out of a text before it leaves the house, and put back into what returns (PIPL 6, 51).

The same name or number is the same token everywhere, so that what is written about it still holds together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import msgspec

from wenguo.advice import cleaning
from wenguo.advice.facts import extract
from wenguo.advice.suggestion import Message

OPEN, CLOSE = "⟦", "⟧"
TOKEN = re.compile(r"⟦[A-Z]+ \d+⟧")
_KINDS = {
    "phone": "PHONE",
    "email": "EMAIL",
    "id_card": "ID",
    "plate": "PLATE",
    "vin": "VIN",
    "account": "ACCOUNT",
    "order": "ORDER",
}
# what looks like one of these although nobody called it so: over-cautious on purpose
_LIKE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("EMAIL", re.compile(r"[a-z0-9._%+-]{1,64}@[a-z0-9.-]{1,190}\.[a-z]{2,12}")),
    ("ID", re.compile(r"(?<!\d)\d{17}[\dx](?!\d)")),
    ("PHONE", re.compile(r"(?<!\d)(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)|(?<!\d)0\d{2,3}[ -]?\d{7,8}(?!\d)|\+\d[\d ()-]{7,18}\d")),
    ("ACCOUNT", re.compile(r"(?<!\d)\d(?:[ -]?\d){7,22}(?!\d)")),
    ("PLATE", re.compile(r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-z][ ·]?[a-z0-9]{5,6}(?![a-z0-9])")),
    ("ADDRESS", re.compile(r"[\u4e00-\u9fff]{2,12}(?:路|街|巷|弄|道|里|村|小区|花园|苑)[\u4e00-\u9fff]{0,8}\d{1,5}(?:号|弄|栋|幢|座)(?:[\d\u4e00-\u9fffa-z-]{0,12}(?:室|单元|楼|号|户))?|\b\d{1,5} (?:[a-z]+ ){1,3}(?:street|road|avenue|lane|drive|close|way|court|square)\b(?:,? (?:flat|apt|unit) ?\w{1,5})?")),
)  # fmt: skip
_SURNAMES = (
    "欧阳|上官|司马|诸葛|皇甫|尉迟|令狐|司徒|慕容|夏侯|东方|端木|"
    "[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳鲍史唐"
    "费廉岑薛雷贺倪汤殷罗毕郝邬安常乐于时傅卞齐康伍余顾孟黄和穆萧尹姚邵汪祁毛禹狄米贝明臧成戴宋庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路"
    "娄江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万柯卢莫房裘解应宗丁宣邓郁单洪包左石崔吉龚程邢裴陆荣翁荀甄曲封储靳段富焦侯全班秋仲"
    "宁仇甘武刘景龙叶白卓蒙池乔翟谭劳申冉雍桑牛边尚温庄晏柴阎连习艾容向古易廖耿匡文寇广蔚欧隆聂冷简饶曾沙关游权盖桓岳覃肖]"
)
# surnames that stand behind 小, 老 or before 某; those that make a common word there (小时, 小麻烦, 于某些) are left out
_COMMON = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方姚谭廖邹"
    "熊金陆郝孔崔邱秦顾侯邵孟龙万雷汤尹黎易武乔贺赖龚"
)
# a given name: one or two characters that are hardly ever a word of their own after a surname
_GIVEN = "(?:(?![的了是在不有我你他她们这那就也都与及或但为以因今天说来去到过给把被让请要能可会很太没还再又只从对])[\u4e00-\u9fff]){1,2}"
TITLE = (
    "先生|女士|小姐|太太|经理|主任|总监|主管|店长|队长|组长|班长|师傅|老师|医生|大夫|护士|律师|警官|法官|工程师|顾问|专员|客服|导游|"
    "教练|阿姨|叔叔|大姐|大哥|老板|总"
)
_BEFORE = (
    "我叫|名叫|叫做|叫|我是|本人|姓名|联系人|经办人|收件人|寄件人|户主|负责人|投诉人|客服|销售|销售员|业务员|顾问|医生|护士|导游|司机|"
    "邻居|同事|同学|朋友|店员|柜员|柜台|收银员|快递员|保安|老板|师傅|经理|主任|工作人员|服务员|职员|员工|家属|丈夫|妻子|儿子|女儿|父亲|母亲"
)
_NAMES: tuple[re.Pattern[str], ...] = (
    re.compile(f"(?:{_BEFORE})(?:[:：]| |是|为|叫|“|「)?(?P<who>(?:{_SURNAMES}){_GIVEN})"),
    re.compile(f"(?P<who>(?:{_SURNAMES})(?:{_GIVEN})?(?:{TITLE}))"),
    # as colleagues call each other, and as papers shorten a name
    re.compile(f"(?P<who>[小老](?!程序|范围|金额|金库|龙虾|方法|方案|周期|任务|贺卡)[{_COMMON}])"),
    re.compile("(?P<who>阿(?![姨里拉胶司尔根联莫富凡婆公伯妹弟爸妈爷奶訇斗门奇克迪玛波])[\u4e00-\u9fff])"),
    re.compile(f"(?P<who>(?:{_SURNAMES})[哥姐叔嫂])"),
    re.compile(f"(?P<who>[{_COMMON}]某(?:某)?)(?![些个种天日次人家地处时年月位一])"),
)
# capital letters tell a name in English; looked for in the text as it was written
_CAPITAL = "(?:[A-Z]['’])?[A-Z][a-z]+(?:[-'’][A-Z][a-z]+)?"
_NOBODY = (
    r"(?:They|He|She|We|You|It|Who|Nobody|Somebody|Someone|Everyone|Anyone|Staff|This|That|Which|And|But|Then|The|When|Reception|"
    r"Management|Support|Customer|Bank|Company|Manager|Driver|Agent|Service|Yesterday|Today|Again)\b"
)
_NAMES_EN: tuple[re.Pattern[str], ...] = (
    re.compile(
        rf"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Madam|Officer|Nurse)\b\.? ?(?P<who>{_CAPITAL}(?: {_CAPITAL}){{0,2}})"
    ),
    re.compile(
        r"\b(?i:named|called|name is|name:|name was|this is|i am|i'm|it's|by|to|with|from|for|and|manager|agent|driver|adviser|advisor|"
        r"call|called|ask|asked|tell|told|met|saw|see|cashier|clerk|colleague|neighbour|neighbor|wife|husband|son|daughter|friend|waiter|waitress|guide|doctor|nurse|dear|hi|hello|"
        rf"regards,?|sincerely,?)\s{{1,3}}(?P<who>{_CAPITAL}(?: {_CAPITAL}){{0,2}})"
    ),
    re.compile(rf"(?P<who>\b{_CAPITAL} {_CAPITAL}(?: {_CAPITAL})?)\b"),
    re.compile(
        rf"\b(?!{_NOBODY})(?P<who>{_CAPITAL})(?= (?:told|said|says|promised|called|wrote|answered|refused|asked|sent|hung|shouted)\b)"
    ),
    # where somebody says their name, small letters are read as well
    re.compile(r"\b(?i:my name is|my name's|name:) (?P<who>[A-Za-z]+(?: [A-Za-z]+)?)\b"),
)
_FEWEST = 2  # characters of a name on file: one alone would be found everywhere


class Masked(msgspec.Struct, frozen=True, kw_only=True):
    """A text with tokens where personal data stood, and what each stands for."""

    text: str
    tokens: dict[str, str]


def mask(text: str, names: Iterable[str] = (), also: Mapping[str, str] | None = None) -> Masked:
    """The text with names on file, numbers and addresses replaced; `also` are other values of the record, by their kind."""
    text = text.replace(OPEN, "[").replace(CLOSE, "]")
    plain = cleaning.normal(text)
    named = _named(text, plain)  # once known for a name, it is one wherever it stands
    known_names = [*names, *dict.fromkeys(plain[begin:stop] for begin, stop, _ in named)]
    places = [*_filed(plain, known_names, also or {}), *_found(text), *_looking_like(plain), *named]
    tokens: dict[str, str] = {}
    known: dict[tuple[str, str], str] = {}
    parts: list[str] = []
    end = 0
    for begin, stop, kind in sorted(places, key=lambda one: (one[0], -one[1])):
        if stop <= end:
            continue
        start = max(begin, end)  # of two that overlap, what is left of the second goes too
        words = text[start:stop]
        key = (kind, words)
        if key not in known:
            number = sum(one[0] == kind for one in known) + 1
            known[key] = f"{OPEN}{kind} {number}{CLOSE}"
            tokens[known[key]] = words
        parts += [text[end:start], known[key]]
        end = stop
    parts.append(text[end:])
    return Masked(text="".join(parts), tokens=tokens)


def restore(text: str, tokens: Mapping[str, str]) -> str:
    """The text with what each token stood for; a token nobody gave stays as it is."""
    return TOKEN.sub(lambda token: tokens.get(token[0], token[0]), text)


def _filed(plain: str, names: Iterable[str], also: Mapping[str, str]) -> list[tuple[int, int, str]]:
    given = [("NAME", name) for name in names] + [(kind.upper(), value) for value, kind in also.items()]
    found = []
    for kind, value in given:
        word = cleaning.normal(value.strip())
        if len(word) >= _FEWEST and word in plain:
            whole = rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])" if word.isascii() else re.escape(word)
            found += [(one.start(), one.end(), kind) for one in re.finditer(whole, plain)]
    return found


def _found(text: str) -> list[tuple[int, int, str]]:
    return [
        (one.span.start, one.span.end, _KINDS[one.kind]) for one in extract(Message(text=text)) if one.kind in _KINDS
    ]


def _looking_like(plain: str) -> list[tuple[int, int, str]]:
    return [(one.start(), one.end(), kind) for kind, pattern in _LIKE for one in pattern.finditer(plain)]


def _named(text: str, plain: str) -> list[tuple[int, int, str]]:
    """Where a name stands beside a word that people are named by; over-cautious on purpose, for it is all put back."""
    chinese = [one.span("who") for pattern in _NAMES for one in pattern.finditer(plain)]
    english = [one.span("who") for pattern in _NAMES_EN for one in pattern.finditer(text)]
    return [(start, end, "NAME") for start, end in [*chinese, *english]]
