"""Suggests signs of an abnormal complaint by their words, and what speaks for the complaint (M02, M40): never decides.

A person of authority decides; rights and clocks stay untouched. To go to a regulator, the press or a court, to ask for
much, or to buy often is no sign.
"""

from __future__ import annotations

import re

import msgspec

from wenguo.advice import weighing
from wenguo.advice.lexicons import Match, Reading
from wenguo.advice.suggestion import Suggestion
from wenguo.text import Text

SIGNS: dict[str, Text] = {
    "beyond_standard": Text(
        "所提金额可能远高于通常标准，请按依据计算后比较",
        "the sum named may be far beyond usual standards: compare with the lawful sum",
    ),
    "private_settlement": Text("提到以付款换取不公开或不投诉", "payment in exchange for silence is mentioned"),
    "refuses_appraisal": Text("提到不接受查验或鉴定", "an examination or appraisal is refused"),
    "time_and_place": Text("提到指定时间、地点或现金", "a chosen time, place or cash is named"),
    "crowd": Text("提到召集多人到场", "people are to be called to the spot"),
    "disturbance": Text("提到扰乱现场或损坏财物", "disturbance on site or damage is mentioned"),
    "threat_person": Text(
        "提到对人的人身威胁；先保护员工安全", "harm to a person is threatened: protect the employee first"
    ),
    "self_endangerment": Text("提到伤害自己；先救人", "harm to oneself is mentioned: rescue first"),
    "deceit": Text("提到制造或改动事实", "making or altering of facts is mentioned"),
    "attrition": Text("提到以反复打扰施压", "pressure by constant repetition is mentioned"),
    "other_purpose": Text("提到投诉以外的目的", "a purpose other than the complaint is mentioned"),
    "our_concession": Text("提到我们以前无依据的让步", "an earlier concession of ours without a basis is mentioned"),
}
COUNTERS: dict[str, Text] = {
    "defect": Text("提到凭据或确有的问题", "proof, or a real defect, is mentioned"),
    "cooperates": Text("愿意配合查验或按规定办", "willing to cooperate, or to go by the rules"),
    "modest": Text("所求有限", "asks for little"),
    "lawful_route": Text(
        "提到的是合法的途径，这是投诉人的权利", "the routes named are lawful and the complainant's right"
    ),
    "our_handling": Text("可能是我们处理不当引起的", "our own handling may have led to this"),
}
_OTHERS = re.compile(
    r"他说|她说|他们|对方|有人|老板|保安|员工|扬言|叫嚣|威胁我|骂我|恐吓|说要|被|\b(?:he|she|they|staff|guard|manager|someone)\b"
)
NOTE = Text(
    "仅供有权的人参考；投诉人的权利和时限不受影响，结论可以复核。",
    "For a person of authority only; rights and clocks are untouched, and the decision can be reviewed.",
)
NOTHING_AGAINST = Text(
    "没有认出相反的迹象，不等于没有；请先查事实",
    "no counter-sign was recognised, which does not mean there is none: look at the facts first",
)


class Abnormal(msgspec.Struct, frozen=True, kw_only=True):
    """Signs with quotes, and counter-signs beside them; nothing at all where no sign is found."""

    signs: tuple[Suggestion, ...] = ()
    counters: tuple[Suggestion, ...] = ()
    note: Text = NOTE


def propose(reading: Reading, model: str) -> Abnormal:
    """Words of conduct to be looked at; counter-signs are only told where there is a sign to counter."""
    signs = _found(reading, "sign", SIGNS, model)
    if not signs:
        return Abnormal()
    counters = _found(reading, "counter", COUNTERS, model)
    note = NOTE if counters else Text(f"{NOTHING_AGAINST.zh}。{NOTE.zh}", f"{NOTHING_AGAINST.en}. {NOTE.en}")
    return Abnormal(signs=signs, counters=counters, note=note)


def _reported(reading: Reading, match: Match) -> bool:
    """Is it what others said or did to the complainant? “他扬言要打死你” is a report, no threat of theirs."""
    return bool(_OTHERS.search(reading.before(match, 24).rpartition("。")[2]))


def _found(reading: Reading, side: str, names: dict[str, Text], model: str) -> tuple[Suggestion, ...]:
    found = []
    for code, name in names.items():
        matches = reading.of("abnormal").get(f"{side}_{code}", [])
        if side == "sign":
            matches = [match for match in matches if not _reported(reading, match)]
        if matches:
            spans = reading.spans(matches)
            words = weighing.quoted(spans)
            because = Text(f"{words.zh}：{name.zh}", f"{words.en}: {name.en}")
            score = round(weighing.sure(weighing.weight(matches, len(reading.message.text)), 6.0), 3)
            found.append(Suggestion(topic=side, label=code, score=score, because=because, spans=spans, model=model))
    return tuple(found)
