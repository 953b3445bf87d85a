"""Whose words a note holds: theirs, what was found, how we read it; a record keeps them apart (M07, M27)."""

from __future__ import annotations

import re
from typing import Literal

from wenguo.advice.replies.found import Voice
from wenguo.advice.replies.reading import Reply

_THEIRS = re.compile(
    r"(?:客户|顾客|客人|投诉人|消费者|用户|对方|车主|乘客|业主|投资者|来电人|先生|女士|他|她|其)(?:多次|再次|又|还|也|在电话中|来电)?(?:说|称|表示|反映|提出|讲|自述|述|要求|希望|认为|问|回答|强调|承认|否认|不同意|同意)(?!明)|原话|[,，]\s*(?:说|称|自述|还说|并要求|要求|表示)"
    r"|\b(?:customer|client|guest|caller|complainant|he|she|they|passenger|investor|mr\.? \w+|mrs\.? \w+|ms\.? \w+)(?: also| then| again)? (?:says?|said|states?|stated|reports?|reported|asks?|asked|wants?|wanted|feels?|felt|told|explained|believes?|denies|denied|agreed|describes?|described|would like)\b"
)
_OURS = re.compile(
    r"我(?:觉得|感觉|认为|估计|怀疑|猜|判断|理解)|我方(?:判断|认为|理解)|感觉(?:是|对方|客户|他|她)|看样子|看起来|似乎|大概|可能是|恐怕|our reading|\b(?:i|we) (?:think|feel|guess|suspect|reckon|believe|assume|suppose)\b|\b(?:seems?|appears?|probably|presumably|apparently)\b"
)


def voices(reply: Reply) -> tuple[Voice, ...]:
    """Each sentence of a note with whose it is; what fits nobody is plain."""
    found_at = {reply.at(match.start) for match in reply.matches("good_found")}
    told: list[Voice] = []
    for number, one in enumerate(reply.sentences[:400]):
        words = reply.plain[one.start : one.end]
        who: Literal["theirs", "found", "ours", "plain"] = "plain"
        if _THEIRS.search(words) or (words[:1] in '“"「' and words[-1:] in '”"」'):
            who = "theirs"
        elif _OURS.search(words):
            who = "ours"
        elif number in found_at:
            who = "found"
        told.append(Voice(who, reply.span(one.start, one.end)))
    return tuple(told)
