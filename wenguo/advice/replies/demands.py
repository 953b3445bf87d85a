"""What was asked for, and whether the reply says yes, no, or anything to each of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from wenguo.advice import cleaning
from wenguo.advice.replies.found import DemandAnswered
from wenguo.advice.replies.reading import Reply
from wenguo.text import Text

MOST = 50
_SENTENCE = re.compile(r"[^。!?;\n]+[!?]?")
_WISH = re.compile(
    r"(?:要求|诉求|希望(?:你们|贵|能|可以|得到|尽快|给)?|请(?:求|你们|贵|给|帮|为我|退|赔|尽快|解释|说明|告知)|我要|我想(?:要|让)|恳请|强烈要求|必须给|应当给|能不能给|为什么|怎么回事)"
    r"|\b(?:i (?:want|would like|demand|expect|request|need|ask)|please|we (?:want|demand|expect|request)|i am asking|(?:should|must) (?:refund|pay|replace|apologi[sz]e))\b"
)
_PARTS = re.compile(
    r"(?:[,，、;]|(?<=\d)[.、)]|[一二三四五][、.]|\d[.、)]|并(?:且)?(?=要求|赔|道|退|解|给)|以及|同时|\band\b(?= (?:an?|the|to|i|pay|compensat|apolog|refund|explan|replac)))"
)
_STOP = re.compile(
    r"[\s,，。.!?！？、:：;；\"“”'()（）]|要求|希望|请求?|诉求|你们|我们|贵司|能够|可以|应当|必须|给予|一个|进行|尽快|我|您|的|了"
)
_STOP_EN = frozenset(
    "i a an the to of and for in on my me you your we our is are be with that this it want would like please demand expect request need ask should must will".split()
)
_NO = re.compile(
    r"(?:不|无法|未能|难以|不予|不能|没有?办法)[^,，。;!?]{0,8}$|\b(?:cannot|can't|can not|unable to|not able to|will not|won't|do not|not|declined?|refuse|reject)\b[^.;!?]{0,30}$"
)
_LATER = re.compile(
    r"(?:再(?:来|谈|说|考虑)|才(?:能|可以|会|给)|之后再|(?:谈|考虑|讨论|研究))[^,，。;]{0,6}$|\b(?:if|once|unless|whether)\b[^.;,]{0,40}$"
)
_NO_AFTER = re.compile(
    r"^[^。;!?]{0,40}?(?:(?:不|无法|未能|难以|不予|不能)(?:支持|同意|满足|认可|采纳|办理|给予|承担|退|赔|换)|不在.{0,10}范围|没有(?:依据|这一项)|不成立)"
    r"|^[^.;!?]{0,60}?\b(?:is not|cannot|can't|not able|not upheld|declined|not covered|do not agree|are unable)\b"
)
_YES = re.compile(
    r"(?:已|同意|支持|决定|将|会|为您|给您|予以|可以|安排|全额|愿意|到账|向您|我们)|\b(?:have|has|will|we'll|agree|can|are|is|shall|refunded|arranged|enclosed|sent|sorry|apologi[sz]e|upheld)\b"
)


# Answered by what the reply does, whatever words it takes: who tells what was found has explained.
_BY_LISTS = {"explanation": ("good_found", "good_why"), "apology": ("good_apology",), "improve": ("good_resolve",)}


class _Answer(NamedTuple):
    how: Literal["granted", "declined", "addressed", "missing"]
    start: int = 0
    end: int = 0


_SAID = {
    "granted": Text("答复里说了怎样满足。", "The reply says how it is met."),
    "declined": Text("答复里说了不能满足。", "The reply says that it is not met."),
    "addressed": Text("答复里谈到了这一项。", "The reply speaks of it."),
    "missing": Text("答复里没有一处谈到这一项。", "Nothing in the reply speaks of it."),
}


def demanded(plain: str) -> tuple[str, ...]:
    """What a complaint (in normal form) asks for, in its own words, where nobody has written the demands down; a coarse reading."""
    found: list[str] = []
    for sentence in _SENTENCE.findall(plain):
        wish = _WISH.search(sentence)
        if wish is None:
            continue
        found += [part.strip() for part in _PARTS.split(sentence[wish.start() :]) if part and len(part.strip()) >= 2]
        if len(found) >= MOST:
            break
    return tuple(dict.fromkeys(found))[:MOST]


def answered(reply: Reply, demands: Sequence[str]) -> tuple[DemandAnswered, ...]:
    """For each demand: granted, declined, addressed or missing, on which words."""
    given = [demand for demand in demands[:MOST] if demand.strip()]
    found = []
    for demand in given:
        answer = _answer(reply, demand)
        span = reply.span(answer.start, answer.end) if answer.end else None
        found.append(
            DemandAnswered(
                demand=demand, answered=answer.how != "missing", how=answer.how, because=_SAID[answer.how], span=span
            )
        )
    return tuple(found)


def from_complaint(reply: Reply) -> tuple[DemandAnswered, ...]:
    """The demands read from the complaint, but only those of a known kind: what is guessed must not nag."""
    known = [demand for demand in demanded(reply.complaint_plain) if _kinds(reply, cleaning.normal(demand))]
    kept: dict[tuple[str, ...], str] = {}
    for demand in known:
        kept.setdefault(tuple(_kinds(reply, cleaning.normal(demand))), demand)
    return answered(reply, tuple(kept.values())[:6])


def _kinds(reply: Reply, plain: str) -> list[str]:
    return [code for code, words in reply.wordings.demands.items() if any(_at(plain, word) >= 0 for word in words)]


def _answer(reply: Reply, demand: str) -> _Answer:
    """By the sentence that has most of the demand's own words, of those that use a word for what is asked."""
    plain = cleaning.normal(demand)
    units = _units(plain)
    best, most = _Answer("missing"), -1
    kinds = _kinds(reply, plain)
    for code in kinds:
        for start, end in _places(reply, reply.wordings.demands[code]):
            number = reply.at(start)
            shared = len(units & _units(reply.words_of(number)))
            if shared > most:
                sentence = reply.sentences[number]
                best, most = (
                    _judged(reply.plain[sentence.start : start], reply.plain[end : sentence.end], start, end),
                    shared,
                )
    if best.how != "missing":
        return best
    for code in kinds:
        if found := reply.matches(*_BY_LISTS.get(code, ())):
            return _Answer("granted", found[0].start, found[0].end)
    place = _shared(reply, units)
    return _Answer("addressed", *place) if place else best


def _judged(before: str, after: str, start: int, end: int) -> _Answer:
    if _NO.search(before) or _NO_AFTER.search(after):
        return _Answer("declined", start, end)
    if _LATER.search(before):
        return _Answer("addressed", start, end)
    return _Answer("granted" if _YES.search(before) or _YES.search(after) else "addressed", start, end)


def _places(reply: Reply, words: Iterable[str]) -> Iterable[tuple[int, int]]:
    """Where the reply itself uses one of the words: not where it only repeats what was asked."""
    for word in words:
        at = _at(reply.plain, word)
        tries = 0
        while at >= 0 and tries < 20:
            if not any(one.start <= at < one.end for one in reply.theirs):
                yield at, at + len(word)
            at = _at(reply.plain, word, at + len(word))
            tries += 1


def _at(plain: str, word: str, start: int = 0) -> int:
    """Where a word stands: an English one only as a whole word (or with its ending)."""
    at = plain.find(word, start)
    while at > 0 and "a" <= word[0] <= "z" and "a" <= plain[at - 1] <= "z":
        at = plain.find(word, at + 1)
    return at


def _shared(reply: Reply, units: set[str]) -> tuple[int, int] | None:
    """Half of what a demand is about, found within one or two neighbouring sentences of the reply."""
    if not units:
        return None
    for number, sentence in enumerate(reply.sentences):
        if any(one.start <= sentence.start and sentence.end <= one.end for one in reply.theirs):
            continue
        near = _units(reply.words_of(number) + reply.words_of(number + 1))
        if len(units & near) >= max(1, round(len(units) * 0.5)):
            return sentence.start, sentence.end
    return None


def _units(plain: str) -> set[str]:
    words = {word for word in re.findall(r"[a-z]{3,}", plain) if word not in _STOP_EN}
    han = re.findall(r"[\u3400-\u9fff]+", _STOP.sub(" ", plain))
    return {one[i : i + 2] for one in han for i in range(len(one) - 1)} | {word[:6] for word in words}
