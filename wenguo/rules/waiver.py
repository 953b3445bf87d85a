"""Terms that no offer may hold: giving up the right to complain, report, sue or speak, or silence for a refund.

消费者权益保护法 26; 侵害消费者权益行为处罚办法 12(3); 法释〔2022〕8号 1: such terms are void, and asking for them is punished.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from wenguo.text import Text

BASIS = Text(
    "消费者权益保护法第26条、侵害消费者权益行为处罚办法第12条第3项、法释〔2022〕8号第1条",
    "Consumer Rights Law art. 26; SAMR penalty measures art. 12(3); Fashi [2022] 8, art. 1",
)
_RIGHTS = "投诉|举报|信访|诉讼|起诉|仲裁|索赔|追究|追索|申诉|复议|维权|主张权利|追责"
_WAIVERS = tuple(
    re.compile(text, re.IGNORECASE)
    for text in (
        rf"(放弃|撤回|撤销|取消|停止|终止)[^。；，,;\n]{{0,16}}({_RIGHTS})",
        rf"(不得|不再|不能|不可|不可以|承诺不|保证不|同意不|永不)[^。；，,;\n]{{0,16}}({_RIGHTS}|反映|曝光|发帖|评价|差评|追讨)",
        rf"(把|将)[^。；，,;\n]{{0,8}}({_RIGHTS})[^。；，,;\n]{{0,6}}(撤|放弃|取消|销)|(撤掉|撤了|撤下|撤)[您你]?的?({_RIGHTS}|差评)",
        r"撤诉|息诉|罢访|息访|互不追究|(不得|不再|不可|不能)(再行?|另行)主张",
        r"(删除|撤下|修改|改成|撤销)[^。；，,;\n]{0,12}(差评|评价|评论|帖子|帖文|视频|曝光)",
        r"(保密|不对外|不公开|不声张|不外传)[^。；\n]{0,24}(否则|方可|才能|才予|为条件|为前提|不予退)",
        r"(否则|若|如)[^。；\n]{0,16}(投诉|举报|反映|起诉|公开|泄露)[^。；\n]{0,16}(收回|退回|追回|作废|取消|违约金|不予)",
        r"\b(waives?|giv(?:e|es|ing) up|forgo(?:es)?|withdraws?|drop(?:s|ping)?)\b[^.;\n]{0,40}\b(complaints?|claims?|right to (?:complain|sue|report)|rights?|lawsuits?|litigation|arbitration|reports?)\b",
        r"\b(will not|won't|shall not|must not|may not|agrees? not to|promises? not to|undertakes? not to)\b[^.;\n]{0,40}\b(complain|sue|report|go to court|litigate|arbitrate|contact the (?:regulator|press|media)|post|review|publish|disclose)\b",
        r"\b(releases?|discharges?)\b[^.;\n]{0,30}\b(?:from|of)\b[^.;\n]{0,20}\b(claims?|liability|liabilities|actions?)\b",
        r"\b(?:no (?:further|more|other)|without (?:any )?further)\b[^.;\n]{0,20}\b(claims?|complaints?|legal action|lawsuits?)\b(?=[^.;\n]{0,60}\b(?:be made|be brought|against|in return|if|agree\w*|from you|after)\b)",
        r"\brefrains? from\b[^.;\n]{0,30}\b(complaining|reporting|suing|posting|reviewing|publishing|disclosing|any claim)\b",
        r"\b(delete|remove|take down|change)\b[^.;\n]{0,30}\b(reviews?|posts?|ratings?|comments?)\b",
        r"\b(confidential|keep (?:this )?secret|non-disclosure)\b[^.;\n]{0,60}\b(or else|otherwise|condition|only if|refund will be)\b",
    )
)
# what says the very opposite: you may still complain; no such term is asked of you
_NOT_SO = re.compile(
    r"(无须|无需|不需要|不用|不必|不要求|不以|并不意味着|不影响|不等于|不视为)[^。；，,;\n]{0,12}$"
    r"|\b(need not|do not need to|does not|without|not required to|no need to|you do not)\b[^.;\n]{0,20}$",
    re.IGNORECASE,
)

# In a message such words may only tell what happened ("您已撤回投诉"): there they count where they are asked for.
_ASKED = re.compile(
    r"请|须|需|应当|应该|要求|条件|前提|同意|承诺|保证|签署|协议|放弃|不得|永不|才|方可|否则|视为|息诉|罢访|息访"
    r"|\b(if|provided|agree\w*|must|shall|condition|sign\w*|in return|unless|otherwise|only|please|waive\w*|undertake\w*)\b",
    re.IGNORECASE,
)
# what splits a Chinese word so that it is not seen
_GAP = re.compile(r"(?<=[\u4e00-\u9fff])[^\S\n]*[·•・*_~|/\\.\-]?[^\S\n]*(?=[\u4e00-\u9fff])")
_CLAUSE = re.compile(r"[。；，,;.!?！？\n]")


# the traditional characters of the words above: a term is void however it is written
_SIMPLIFIED = str.maketrans(
    "棄訴舉報訪訟銷終賠償評論權視頻刪絕諾證對開聲張傳則為條還討貼發復覆議維責罷價違約廢洩須應當簽協無滿資獲須將從請會講說給這個與並關單調損並傷",
    "弃诉举报访讼销终赔偿评论权视频删绝诺证对开声张传则为条还讨贴发复复议维责罢价违约废泄须应当签协无满资获须将从请会讲说给这个与并关单调损并伤",
)


class Waiver(NamedTuple):
    """One such term as it stands in the text."""

    text: str
    start: int
    end: int


def waivers(text: str) -> list[Waiver]:
    """The terms in a text that the law makes void, in their order."""
    read, places = _read(text)
    found = [
        Waiver(text[(start := places[match.start()]) : (end := places[match.end() - 1] + 1)], start, end)
        for each in _WAIVERS
        for match in each.finditer(read)
        if not _NOT_SO.search(read[max(0, match.start() - 24) : match.start()])
    ]
    return sorted(
        {one.start: one for one in sorted(found, key=lambda one: one.end)}.values(), key=lambda one: one.start
    )


def _read(text: str) -> tuple[str, list[int]]:
    """The text as it is read, and where each character stood.

    Nothing invisible, wide letters as plain ones, traditional characters as simplified, and no gaps within Chinese.
    """
    seen = [
        (n, one)
        for n, char in enumerate(text)
        if unicodedata.category(char) != "Cf"
        for one in unicodedata.normalize("NFKC", char)
    ]
    read = "".join(one for _, one in seen).translate(_SIMPLIFIED)
    gaps = {at for gap in _GAP.finditer(read) for at in range(gap.start(), gap.end())}
    kept = [at for at in range(len(read)) if at not in gaps]
    return "".join(read[at] for at in kept), [seen[at][0] for at in kept]


def _is_asked(text: str, one: Waiver) -> bool:
    """Is it asked for in its own clause, and not told of as something that happened?"""
    before = [cut.end() for cut in _CLAUSE.finditer(text, 0, one.start)]
    after = _CLAUSE.search(text, one.end)
    clause = text[before[-1] if before else 0 : after.start() if after else len(text)]
    return _ASKED.search(_read(clause)[0]) is not None


def refused(text: str, *, telling: bool = False) -> Text | None:
    """Why a text may not stand in an offer or agreement, or (`telling`) in a message; None where it may."""
    found = [one for one in waivers(text) if not telling or _is_asked(text, one)]
    if not found:
        return None
    return Text(
        f"不能写“{found[0].text}”：要求放弃投诉、举报、诉讼等权利或以沉默换赔偿的条款无效（{BASIS.zh}）。请删去。",
        f"“{found[0].text}” cannot stand: terms that take away the right to complain, report or sue, or buy silence, "
        f"are void ({BASIS.en}). Leave it out.",
    )
