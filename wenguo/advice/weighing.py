"""How much the cues found for a code speak for it: the first most, each further one less, repeats nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import exp

from wenguo.advice.lexicons import Match, Reading
from wenguo.advice.suggestion import Span
from wenguo.text import Text

_LESS = (1.0, 0.7, 0.5, 0.35, 0.25)
EARLY = 0.3  # people say first what matters to them: a cue at the very beginning counts so much more
MOST_QUOTED = 3


def weight(matches: Sequence[Match], length: int) -> float:
    """The evidence for one code in a text of `length` characters."""
    best: dict[str, float] = {}
    for match in matches:
        value = match.weight * (1 + EARLY * (1 - match.start / max(length, 1)))
        best[match.cue] = max(value, best.get(match.cue, 0.0))
    values = sorted(best.values(), reverse=True)
    return sum(value * _LESS[min(number, len(_LESS) - 1)] for number, value in enumerate(values))


def weights(reading: Reading, lexicon: str) -> dict[str, float]:
    """The evidence for each code of a lexicon; weighed once for each reading."""
    if lexicon not in reading.weighed:
        length = len(reading.message.text)
        reading.weighed[lexicon] = {code: weight(matches, length) for code, matches in reading.of(lexicon).items()}
    return dict(reading.weighed[lexicon])


def sure(value: float, half: float = 4.0) -> float:
    """Evidence as a number from 0 to 1; `half` is where it says about as much as not."""
    return 1 - exp(-0.7 * value / half)


def summed(scores: Mapping[str, float], codes: Iterable[str]) -> float:
    """The evidence for any of the codes."""
    return sum(scores.get(code, 0.0) for code in codes)


def quoted(spans: Sequence[Span]) -> Text:
    """The words as a person reads them in a reason."""
    shown = [" ".join(span.text.split())[:60] for span in spans[:MOST_QUOTED]]
    return Text("、".join(f"“{one}”" for one in shown), ", ".join(f"“{one}”" for one in shown))
