"""What a reply says that could be said of no other matter: numbers, days, acts, offices, measures, findings, reasons.

Pure Python. The rule part earns its "substance" points here, and the learned grades take the same counts as features.
"""

from __future__ import annotations

import math
import re

import msgspec

from wenguo.advice import cleaning

LONGEST = 20_000  # characters that are read: a longer reply is no better for it
_DAY = re.compile(
    r"(?:20\d\d|19\d\d)\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}|\d{1,2}月\d{1,2}[日号]|"
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s+\d{1,2}\b|"
    r"\b\d{1,2}(?:st|nd|rd|th)?\s+(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
)
_SIGNED = re.compile(r"(?:20\d\d)\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?\s*$")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_MONEY = re.compile(
    r"(?<![\d,])\d[\d,]{0,14}(?:\.\d{1,4})?\s?(?:元|万元|块|美元|yuan|usd|rmb|dollars?|pounds?|euros?)|[¥$£€]\s*\d"
)
_ACT = re.compile(r"《[^《》]{2,60}》|\b(?:act|regulations?|code|rules?)\s+(?:of\s+)?\d{4}\b")
_ARTICLE = re.compile(r"第[一二三四五六七八九十百零\d]{1,6}[条款项章]|\b(?:article|section|clause|rule|art\.)\s*\d+")
_PAPER = re.compile(
    r"[发办函字令规]{1,3}\s*[\[(〔【]\s*(?:19|20)\d\d\s*[\])〕】]\s*\d*|[〔\[【(](?:19|20)\d\d[〕\]】)]\s*\d+\s*号"
)
_PLACE = re.compile(r"(?:路|街道?|社区|小区|村|镇|乡|大道|公司|学校|医院|酒店|门店|分行|支行|营业部|车站|大厦|广场)")
_OFFICE = re.compile(
    r"(?:局|厅|委|办|队|所|中心|部|处|院|委员会|街道|政府|公司)(?=[^\u4e00-\u9fff]|[已将进对经于和与在现正组要调])"
)
_FOUND = re.compile(
    r"经(?!济|营|理|常|过[了程]).{0,18}?(?:核查|核实|调查|了解|查明|查证|查阅|查询|走访|勘查|勘察|检测|研究|复核)|据(?:查|了解|悉)|调查(?:发现|情况|结果)|情况如下|"
    r"\b(?:we|i|our \w+) (?:\w+ )?(?:found|checked|reviewed|looked|investigated|listened|tested|inspected|spoke|compared)\b"
)
_DONE = re.compile(
    r"(?:已经?|立即|现场|当日|随即|迅速)(?:.{0,8}?)(?:责令|督促|要求|下达|拆除|修复|更换|清理|整改|约谈|处罚|立案|退还|补发|安排|组织|"
    r"召开|启动|完成|完工|开工|恢复|关闭|取缔|查处|制止|退款|维修|到账|解决|竣工|整治|清运|投入)|"
    r"\b(?:have|has) (?:now |already |been )*(?:refunded|repaired|replaced|corrected|changed|credited|cancelled|arranged|removed|retrained|fixed)\b"
)
_WILL = re.compile(
    r"下一步|下阶段|将(?:会|于|在|进一步|继续|严格|加强|加大|组织|对|按|依|尽|督促|积极)|计划|预计|拟|后续|\bwe(?:'ll| will)\b|\bwill be\b"
)
_WHY = re.compile(
    r"因为|由于|鉴于|原因|因此|所以|根据|依据|按照|依照|依法|按规定|规定|政策|条件|\b(?:because|since|due to|therefore|the reason|under the|according to)\b"
)
_SENT_ON = re.compile(
    r"(?:转(?!让|账|动|移|型|变|入|出|换)|交办|移交|批转|发函|反馈给|移送).{0,24}?"
    r"(?:处理|核处|办理|核实|调查|阅处|部门|单位|局|研究|关注|答复|反馈|办复|回复|办)|\b(?:passed|forwarded|sent|referred|escalated) (?:\w+ ){0,5}?(?:to|on)\b"
)
_ASK_OTHERS = re.compile(
    r"(?:建议|请|可|可以|敬请|具体)(?:.{0,10}?)(?:咨询|致电|拨打|联系|访问|查询|反映|前往|登录|查看|参看|直接到)|详见|链接|\bplease (?:contact|call|ask|see|visit)\b"
)
_RECEIVED = re.compile(
    r"收悉|收到|已阅|知悉|获悉|已看到|\b(?:received|noted|thank you for (?:your|contacting|letting))\b"
)
_MORE_ASKED = re.compile(
    r"(?:未|没有?|请)(?:.{0,6}?)(?:提供|留下|补充|说明|告知|补全|写明)(?:.{0,10}?)(?:方式|电话|信息|姓名|地址|材料|线索|号码|资料|详情|情况)"
)
_THANKS = re.compile(r"感谢|谢谢|\bthank")
_LIST = re.compile(
    r"(?:^|[。;:\n\s,])(?:[一二三四五六七八九]是|[一二三四五六七八九]、|[(（][一二三四五六七八九\d][)）]|\d[.、](?!\d))"
)
_ADDRESS = re.compile(r"尊敬的|您好|你好|网友|先生|女士|^dear\b")
_SENTENCE = re.compile(r"[。!?！？;；\n]|\.(?=\s|$)")
_HAN = re.compile("[\u3400-\u9fff]")
_GONE = re.compile(r"<[^<>]{1,8}>|https?://\S+|\s+")
_ENDING = re.compile(r"(?:20\d\d)\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?")
_COUNTS = {
    "money": _MONEY, "act": _ACT, "article": _ARTICLE, "paper": _PAPER, "place": _PLACE, "office": _OFFICE, "found": _FOUND,
    "done": _DONE, "will": _WILL, "why": _WHY, "sent_on": _SENT_ON, "ask_others": _ASK_OTHERS, "received": _RECEIVED,
    "more_asked": _MORE_ASKED, "thanks": _THANKS, "list": _LIST, "address": _ADDRESS,
}  # fmt: skip


class Specifics(msgspec.Struct, frozen=True, kw_only=True):
    """How often each kind of specific stands in a reply, and how much of it is left when form and greeting are gone."""

    length: int
    core: int  # characters of the sentences that neither greet, thank, receive, pass on nor date
    sentences: int
    days: int  # but the day under the letter
    numbers: int
    counts: dict[str, int]

    @property
    def substance(self) -> float:
        """From 0 (said of anything) to 1 (could be said only of this matter); what the rule part goes by."""
        c = self.counts
        said = 0.3 * min(1.0, self.core / 80) + 0.15 * bool(c["found"]) + 0.2 * bool(c["done"]) + 0.1 * bool(c["why"])
        said += 0.1 * min(2, self.days + c["money"]) + 0.1 * min(1, c["act"] + c["article"]) + 0.05 * min(2, c["will"])
        return min(1.0, said)

    def numbered(self) -> dict[str, float]:
        """The counts as features, each on a scale that a linear model can use."""
        found = {name: math.log1p(count) for name, count in self.counts.items()}
        found |= {f"has_{name}": float(count > 0) for name, count in self.counts.items()}
        found |= {name: math.log1p(getattr(self, name)) for name in ("length", "core", "sentences", "days", "numbers")}
        return found | {"substance": self.substance, "core_share": self.core / max(1, self.length)}


def specifics(reply: str) -> Specifics:
    """The specifics of a reply, in either language; never raises."""
    return read(cleaning.normal(reply[:LONGEST]))


def read(normal: str) -> Specifics:
    """The same of a text that is in its normal form already."""
    plain = _GONE.sub(" ", normal).strip()
    body = _SIGNED.sub("", plain)
    parts = [part.strip() for part in _SENTENCE.split(body) if part.strip()]
    return Specifics(
        length=len(plain),
        core=sum(len(_ENDING.sub("", part)) for part in parts if not _form(part)),
        sentences=len(parts),
        days=len(_DAY.findall(body)),
        numbers=len(_NUMBER.findall(body)),
        counts={name: len(pattern.findall(plain)) for name, pattern in _COUNTS.items()},
    )


def _form(part: str) -> bool:
    """Does the sentence only greet, thank, say that something came or went on, or send elsewhere?"""
    if len(part) > (60 if _HAN.search(part) else 160):
        return False
    if _FOUND.search(part) or _DONE.search(part):
        return False
    return bool(
        _ADDRESS.search(part)
        or _RECEIVED.search(part)
        or _SENT_ON.search(part)
        or _THANKS.search(part)
        or _ASK_OTHERS.search(part)
        or _MORE_ASKED.search(part)
    )
