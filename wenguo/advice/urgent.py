"""Suggests what makes a message weigh more, in the hours of rules/urgency.py, and criteria of a major complaint (M39).

Nothing here lowers anything: it names reasons a person may confirm, and a severity at least as grave as the present one.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec

from wenguo.advice import weighing
from wenguo.advice.danger import Danger
from wenguo.advice.lexicons import Match, Reading
from wenguo.advice.suggestion import Span, Suggestion
from wenguo.rules import urgency as rules
from wenguo.text import Text

# 银保监令2020-3 art. 29: twenty or more persons; disaster, safety accident, public health. T1 of reasons.toml adds press and regulator.
CRITERIA: dict[str, Text] = {
    "safety": Text("涉及人身安全", "life or health is concerned"),
    "many": Text("可能涉及二十人以上", "perhaps twenty or more persons"),
    "media": Text("媒体或舆论已经介入", "press or public attention already"),
    "regulator": Text("监管、法院或公安已经介入", "regulator, court or police already"),
    "disaster": Text("与灾害、事故或公共卫生有关", "disaster, accident or public health"),
    "privacy_breach": Text("可能是大范围的信息泄露", "perhaps a large leak of personal data"),
    "fraud_loss": Text("可能涉及巨大损失", "perhaps a very large loss"),
}
GRAVE = ("safety", "many", "media", "regulator", "disaster", "privacy_breach")
MANY = 20
_HEADS = re.compile(
    r"(\d{2,6})\s{0,2}(?:多|余)?(?:名|位|个|户|家)?(?:人|业主|家长|客户|消费者|投资者|顾客|居民|学生|车主|户|people|customers|residents|families|of us|guests|victims)"
)
_INTENDED_ZH = re.compile(
    r"我就|就(?:去|找|打|向|告|起诉|投诉|举报|会|要|报警|上)|要(?:去|向|找|起诉|告|投诉|举报)|将(?:向|会|起诉)|再不|否则|不然|准备|打算|如果|要是|逼我|别逼"
)
_INTENDED_EN = re.compile(
    r"\b(?:will|ll|going|gonna|or|if|shall|would|unless|next|might|may|plan|consider\w*|otherwise|considering)\b"
)
_SENTENCE = re.compile(r"[。!?;\n.]")
_ORDER = ("T3", "T2", "T1")
REPEATED_FROM, LOSS_FROM = 3.0, 3.0
OF_LOSS = ("RS02", "RS07", "RS13", "RS15", "RS0505", "RS0604")


class Urgency(msgspec.Struct, frozen=True, kw_only=True):
    """A severity suggested, hours with their reasons (the same hours as the desk counts), and major criteria met."""

    severity: Suggestion
    points: int
    reasons: tuple[rules.Reason, ...]
    urged: bool  # the person asks for haste
    major: tuple[Suggestion, ...] = ()

    def raised(self, present: str) -> str:
        """The graver of the present severity and the suggested one: advice never lowers."""
        known = [one for one in (present, self.severity.label) if one in _ORDER]
        return max(known, key=_ORDER.index) if known else present


def propose(reading: Reading, dangers: tuple[Danger, ...], model: str) -> Urgency:
    """What a message says that weighs, beside the clocks."""
    major = _major(reading, dangers, model)
    grave = [one for one in major if one.label in GRAVE]
    feelings, causes = weighing.weights(reading, "feelings"), weighing.weights(reading, "causes")
    repeated = feelings.get("state_repeat", 0.0) >= REPEATED_FROM
    loss = any(value >= LOSS_FROM and code.startswith(OF_LOSS) for code, value in causes.items())
    vulnerable = reading.of("major").get("vulnerable", [])
    urged = reading.of("kinds").get("urged", [])
    reasons: list[rules.Reason] = []
    code, because = "T3", Text("没有更重的情形", "nothing graver is said")
    spans: tuple[Span, ...] = ()
    if grave or any(one.label == "fraud_loss" for one in major):
        code, because, spans = (
            ("T1" if grave else "T2"),
            (grave or list(major))[0].because,
            (grave or list(major))[0].spans,
        )
    elif loss or repeated:
        code = "T2"
        spans = reading.spans(
            _of(reading, "causes", OF_LOSS) if loss else reading.of("feelings").get("state_repeat", ())
        )
        words = weighing.quoted(spans)
        because = Text(f"{words.zh}：可能有损失或重复发生", f"{words.en}: perhaps a loss, or not the first time")
    if code != "T3":
        reasons.append(
            rules.Reason(
                Text(f"建议严重程度 {code}：{because.zh}", f"suggested severity {code}: {because.en}"),
                rules.SEVERITY_HOURS[code],
            )
        )
    if vulnerable:
        words = weighing.quoted(reading.spans(vulnerable))
        reasons.append(
            rules.Reason(
                Text(f"{words.zh}：可能需特别关照", f"{words.en}: perhaps in need of special care"),
                rules.VULNERABLE_HOURS,
            )
        )
    if repeated:
        words = weighing.quoted(reading.spans(reading.of("feelings")["state_repeat"]))
        reasons.append(
            rules.Reason(Text(f"{words.zh}：说过不止一次", f"{words.en}: said more than once"), rules.REPEATED_HOURS)
        )
    if urged:
        words = weighing.quoted(reading.spans(urged))
        reasons.append(rules.Reason(Text(f"{words.zh}：请求加急", f"{words.en}: asks for haste"), rules.CHASED_HOURS))
    severity = Suggestion(
        topic="severity",
        label=code,
        score=0.9 if dangers else 0.6 if code != "T3" else 0.5,
        because=because,
        spans=spans,
        model=model,
    )
    return Urgency(
        severity=severity,
        points=sum(one.points for one in reasons),
        reasons=tuple(reasons),
        urged=bool(urged),
        major=major,
    )


def _major(reading: Reading, dangers: tuple[Danger, ...], model: str) -> tuple[Suggestion, ...]:
    met: dict[str, tuple[Span, ...]] = {}
    if dangers:
        met["safety"] = dangers[0].suggestion.spans
    for code in CRITERIA:
        matches = reading.of("major").get(code, [])
        if code in {"media", "regulator"}:
            matches = [match for match in matches if not _intended(reading, match)]
        if matches and max(match.weight for match in matches) >= 4:
            met[code] = reading.spans(matches)
    heads = [found for found in _HEADS.finditer(reading.message.text[:20000]) if int(found[1]) >= MANY]
    if heads:
        found = heads[0]
        met["many"] = (Span(found.start(), found.end(), found[0]), *met.get("many", ()))
    suggestions: list[Suggestion] = []
    for code, spans in met.items():
        words, name = weighing.quoted(spans), CRITERIA[code]
        because = Text(
            f"{words.zh}：{name.zh}，请有权的人判断", f"{words.en}: {name.en}; for a person of authority to judge"
        )
        suggestions.append(Suggestion(topic="major", label=code, score=0.7, because=because, spans=spans, model=model))
    return tuple(suggestions)


def _intended(reading: Reading, match: Match) -> bool:
    """Only announced, not happened: “I will go to the press” is a right, not yet the press."""
    before = _SENTENCE.split(reading.before(match, 40))[-1]
    return bool(_INTENDED_ZH.search(before) or _INTENDED_EN.search(before))


def _of(reading: Reading, lexicon: str, codes: tuple[str, ...]) -> list[Any]:
    return [match for code, matches in reading.of(lexicon).items() if code.startswith(codes) for match in matches]
