"""What we stated to a complainant, compared: the same thing said with another sum, another day, or the other way round (M38)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple


class Stated(NamedTuple):
    """One sum, day or conclusion as one of our messages says it: what of (`clause`, the words around), and its value."""

    position: int
    at: datetime  # when it was said
    kind: str  # amount, day, said
    value: str  # fen, the day in ISO form, or yes and no
    clause: str  # of a conclusion: its subject
    explained: bool = False  # of a conclusion: the message says itself that it changes an earlier one


# Words that say that it is money or time and not of what: two clauses that share only these are not about one thing.
_COMMON = frozenset(
    "给您 您的 我们 赔偿 补偿 退还 退款 返还 退给 金额 人民 民币 共计 合计 一共 已经 可以 将于 之前 之内 以内 天内 日内 左右 "
    "工作 作日 到账 支付 打款 打到 账户 今天 明天 后天 上午 下午 小时 分钟 尽快 预计 最迟 最晚 同意 决定 核实 向您 为您 对您".split()
)
_HAN_PAIR = re.compile(r"(?=([一-鿿]{2}))")
_WORD = re.compile(r"[a-z]{4,}")
_COMMON_EN = frozenset(
    "will your with from that this have been within days before after working amount paid back refund yuan "
    "compensation compensate account date latest today tomorrow agree agreed pleased transfer".split()
)


def about(clause: str) -> frozenset[str]:
    """What a clause is about: its pairs of characters and its longer words, without those that any such clause has."""
    low = clause.lower()
    return frozenset(_HAN_PAIR.findall(low)) - _COMMON | frozenset(_WORD.findall(low)) - _COMMON_EN


def alike(first: str, second: str) -> bool:
    """Are two clauses about one thing? They share a word of substance, or neither says of what."""
    one, other = about(first), about(second)
    return bool(one & other) or (not one and not other)


def differing(stated: Sequence[Stated]) -> Iterator[tuple[Stated, Stated, str]]:
    """Each statement that says otherwise of one thing than the latest before it, and in what: amount or day.

    Whoever names the earlier value too has explained the change. A day that had passed when another was named was not
    contradicted but missed: that is a broken promise.
    """
    for number, second in enumerate(stated):
        if any(_says_the_same(one, second) for one in stated[:number]):
            continue
        with_it = {one.value for one in stated if one.position == second.position and one.kind == second.kind}
        for first in reversed(stated[:number]):
            if first.kind != second.kind or first.position == second.position or not alike(first.clause, second.clause):
                continue
            passed = first.kind == "day" and date.fromisoformat(first.value) < second.at.date()
            if first.value not in with_it and not passed:
                yield first, second, second.kind
            break


def _says_the_same(first: Stated, second: Stated) -> bool:
    """Was this said of the same thing in an earlier message already? Then it is nothing new."""
    same = first.kind == second.kind and first.value == second.value and first.position != second.position
    return same and alike(first.clause, second.clause)


# Subjects of which we say yes or no: what is to be done, and what was found. The names are ours; nothing is stored.
_SUBJECTS: dict[str, str] = {
    "refund": r"退款|退费|退钱|全额退|退还|refund",
    "return": r"退货|退车|退房|take (?:it|them) back|return the",
    "exchange": r"换货|更换|换新|换一台|replace|exchange",
    "repair": r"保修|免费维修|免费修|repair (?:it )?free|free repair",
    "compensate": r"赔偿|赔付|补偿|compensat",
    "found": r"属实|upheld|as you said",
    "fault": r"(?:我们|我方|我司|本店)的?(?:责任|过错|失误)|our fault|our mistake",
    "defect": r"质量问题|质量缺陷|defect",
}
_NO = re.compile(
    r"不(?:能|予|会|可以|支持|同意|接受|符合|属于?|是|存在|办理|再)|无法|没法|没有(?:发现|质量|责任|过错|违规)|未发现|未见|未构成|并非|拒绝|难以|不属实|"
    r"\b(?:cannot|can't|can not|will not|won't|unable|not|no|declin\w*|refus\w*)\b",
    re.IGNORECASE,
)
_YES = re.compile(
    r"同意|可以|支持|予以|为您|给您|将会?|会|已经?|安排|确认|确实|存在|属于?|是|属实|"
    r"\b(?:can|will|agree\w*|approv\w*|have|confirm\w*|is|was|are|were)\b",
    re.IGNORECASE,
)
# A condition (for its whole sentence), a question, what is still looked into, or their own words conclude nothing.
_IF = re.compile(r"如果|如需|如您|若|假如|假设|除非|一旦|待.{0,8}后|\b(?:if|unless|once|pending)\b", re.IGNORECASE)
_OPEN = re.compile(
    r"是否|能否|可否|吗|[？?]|(?<!经)核实|了解|跟进|尚在|正在|还在|申请|争取|收到|"
    r"\b(?:whether|would|may|might|look(?:ing)? into|check(?:ing)?|receive\w*)\b",
    re.IGNORECASE,
)
_THEIRS = re.compile(r"您.{0,2}(?:要求|提出|希望|认为|说|反映|申请)|\byou (?:ask|say|said|want)\w*", re.IGNORECASE)
_EXPLAINS = re.compile(
    r"更正|改为|变更为|此前(?:的|说|答复|告知|答应)|之前(?:的|说|答复|告知|答应)|原先|原来(?:说|答复)|上次(?:说|答复|告知)|"
    r"经(?:复核|复查|重新)|\b(?:correct(?:ion|ing)?|earlier we|previously|we had said|on review)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[。；;！!\n]|\.\s|(?<=[？?])")
_CLAUSE = re.compile(r"[，,]")


def concluded(text: str) -> Iterator[tuple[str, str]]:
    """What a message plainly says yes or no to: subject and yes or no, clause by clause; in doubt nothing."""
    parts = (one for sentence in _SENTENCE.split(text) if not _IF.search(sentence) for one in _CLAUSE.split(sentence))
    for clause in parts:
        negative = _NO.search(clause) is not None
        if _OPEN.search(clause) or not (negative or _YES.search(clause)):
            continue
        for subject, words in _SUBJECTS.items():
            if re.search(words, clause, re.IGNORECASE) and (subject == "found" or not _THEIRS.search(clause)):
                yield subject, "no" if negative else "yes"


def explains(text: str) -> bool:
    """Does a message say that it changes what an earlier one said?"""
    return _EXPLAINS.search(text) is not None


def turned_round(stated: Sequence[Stated], new_at: Sequence[int]) -> Iterator[tuple[Stated, Stated, str]]:
    """Each conclusion that says the other way round what an earlier message said of the same subject.

    Not where the later message says itself that it changes something, nor where a finding, a review or a new fact lies
    between the two (`new_at`): then it is news, and no contradiction. What is said both ways in one message is left alone.
    """
    latest: dict[str, Stated] = {}
    both = {
        (one.position, one.clause)
        for one in stated
        for two in stated
        if (one.position, one.clause) == (two.position, two.clause) and one.value != two.value
    }
    for second in stated:
        if second.kind != "said" or (second.position, second.clause) in both:
            continue
        first = latest.get(second.clause)
        latest[second.clause] = second
        if first is None or first.value == second.value or second.explained:
            continue
        if not any(first.position < position < second.position for position in new_at):
            yield first, second, "said_otherwise"
