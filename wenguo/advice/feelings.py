"""Names the feelings in a message and the need behind them, with the words that suggest them (M07): never a judgement."""

from __future__ import annotations

import re
from typing import NamedTuple

from wenguo.advice import weighing
from wenguo.advice.lexicons import Reading
from wenguo.advice.suggestion import Suggestion
from wenguo.text import Text

FEELINGS = {
    "anger": Text("愤怒", "anger"),
    "anxiety": Text("焦虑", "anxiety"),
    "disappointment": Text("失望", "disappointment"),
    "humiliation": Text("委屈、受辱", "humiliation"),
    "fatigue": Text("疲惫、无奈", "fatigue"),
    "calm": Text("平静", "calm"),
}
NEEDS = {
    "taken_seriously": Text("被重视", "to be taken seriously"),
    "respected": Text("被尊重", "to be respected"),
    "understood": Text("被理解", "to be understood"),
    "helped": Text("得到帮助", "to be helped"),
}
EXCLAIMED = 2.7  # evidence of anger in a “!” beside words of complaint
NAMED_FROM = 0.3  # weaker feelings are not named
_LOUD = re.compile(r"[!！]{2,}|[?？][!！]|[!！][?？]")
_STRESSED = re.compile(
    r"非常|极其|极度|十分|太|特别|实在|简直|万分|extremely|absolutely|so |very |totally|utterly|completely",
    re.IGNORECASE,
)


class Felt(NamedTuple):
    """The feelings, strongest first (calm where nothing stronger is said), and the needs, likeliest first."""

    feelings: tuple[Suggestion, ...]
    needs: tuple[Suggestion, ...]

    @property
    def main(self) -> str:
        """The strongest feeling's code."""
        return self.feelings[0].label


def propose(reading: Reading, model: str) -> Felt:
    """The feelings with their strength from 0 to 1, and what the person needs from whoever listens."""
    scores = weighing.weights(reading, "feelings")
    raised = _raised(reading.message.text)
    if _exclaimed(reading):
        scores["feeling_anger"] = scores.get("feeling_anger", 0.0) + EXCLAIMED
    strengths = {
        code: round(min(weighing.sure(scores.get(f"feeling_{code}", 0.0), 5.0) * raised, 1.0), 3)
        for code in FEELINGS
        if code != "calm"
    }
    strongest = max(strengths.values())
    strengths["calm"] = round((1 - strongest) * max(0.5, weighing.sure(scores.get("feeling_calm", 0.0))), 3)
    named = [code for code in strengths if code != "calm" and strengths[code] >= NAMED_FROM]
    if not named or strengths["calm"] >= NAMED_FROM:
        named.append("calm")
    named.sort(key=lambda code: (code == "calm" and strongest >= NAMED_FROM, -strengths[code]))
    return Felt(
        feelings=tuple(_felt(reading, "feeling", code, strengths[code], FEELINGS[code], model) for code in named),
        needs=_needs(reading, scores, model),
    )


def _exclaimed(reading: Reading) -> bool:
    kinds = reading.of("kinds")
    return "!" in reading.plain and "praise" not in kinds and bool(reading.of("causes") or "grumble" in kinds)


def _needs(reading: Reading, scores: dict[str, float], model: str) -> tuple[Suggestion, ...]:
    found = {code: scores.get(f"need_{code}", 0.0) for code in NEEDS}
    order = sorted((code for code in found if found[code] > 1.0), key=lambda code: -found[code])
    return tuple(
        _felt(reading, "need", code, round(weighing.sure(found[code], 5.0), 3), NEEDS[code], model)
        for code in order[:3]
        if found[code] >= 0.4 * found[order[0]]
    )


def _raised(text: str) -> float:
    """How much louder than usual it is said: !!, stress words, capitals."""
    begin = text[:5000]
    loud = min(len(_LOUD.findall(begin)), 3) * 0.08 + min(len(_STRESSED.findall(begin)), 3) * 0.05
    letters = [one for one in begin if one.isascii() and one.isalpha()]
    shouted = len(letters) >= 20 and sum(map(str.isupper, letters)) > 0.6 * len(letters)
    return 1.0 + loud + (0.2 if shouted else 0.0)


def _felt(reading: Reading, topic: str, code: str, strength: float, name: Text, model: str) -> Suggestion:
    spans = reading.spans(reading.of("feelings").get(f"{topic}_{code}", ()))
    words = weighing.quoted(spans)
    if not spans:
        because = Text("没有更强的情绪的话", "no words of a stronger feeling")
    elif topic == "need":
        because = Text(f"{words.zh} 像是希望{name.zh}", f"{words.en} suggests the wish {name.en}")
    else:
        because = Text(f"{words.zh} 听得出{name.zh}", f"in {words.en} one hears {name.en}")
    return Suggestion(topic=topic, label=code, score=strength, because=because, spans=spans, model=model)
