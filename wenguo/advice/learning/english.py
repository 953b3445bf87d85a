"""What tells English messages apart beside their words: counts of cues, the shape of the writing, words without endings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from wenguo.advice.cues import stem
from wenguo.advice.lexicons import Lexicons, read_file

Matrix = NDArray[np.float64]
LONGEST = 8_000  # characters that are read: what a message is about is said before that
BEGINNING = 250  # characters: people say first what it is about
MOST = 6  # places of one kind of cue that count: shouting is no proof

_WORD = re.compile(r"[a-z0-9]+")
_TOKEN = re.compile(r"@user|<url>|#\w+|[a-z]+(?:'[a-z]+)?|\d+|[!?]+|\.{2,}|[^\w\s]")
_MASKED = re.compile(r"X{2,}[/X0-9]*|\bX+\b")
_AMOUNT = re.compile(r"\{ ?\$ ?[\d,.]+ ?\}|[$£€] ?\d[\d,.]*")
_DIGITS = re.compile(r"\d+")
_HANDLES = re.compile(r"^(?:@\w+[\s,.:]{0,5}){1,20}")
# Words that stand anywhere and say nothing; "not" and the persons among them, for long letters only.
PLAIN = frozenset(
    stem(word)
    for word in """i me my myself we our ours ourselves you your yours he him his himself she her hers it its they them their
    theirs what which who whom this that these those am is are was were be been being have has had having do does did doing a
    an the and but if or because as until while of at by for with about against between into through during before after above
    below to from up down in out on off over under again further then once here there when where why how all any both each few
    more most other some such no nor not only own same so than too very s t can will just don should now would could also""".split()
)


class Cues:
    """The cues of one lexicon of the packs as numbers: how often each kind stands in a text, and which cue it was."""

    def __init__(self, name: str) -> None:
        """`name` of packs/cues-<name>.toml."""
        self.name = name
        self.lexicons = _lexicons(name)
        self.codes = tuple(
            code for code, entry in self.lexicons.files[name].items() if isinstance(entry, dict) and code != "words"
        )

    def found(self, text: str) -> dict[str, list[tuple[str, int]]]:
        """By kind of cue: each cue found, as written in the lexicon, and where it begins."""
        read = self.lexicons.read(straight(text[:LONGEST])).of(self.name)
        return {code: [(match.cue, match.start) for match in matches] for code, matches in read.items()}

    def kinds(self, found: dict[str, list[tuple[str, int]]]) -> list[float]:
        """For each kind: how often (few places), and whether at all."""
        often = [float(min(len(found.get(code, ())), MOST)) for code in self.codes]
        return [*often, *(float(count > 0) for count in often)]

    def topics(self, found: dict[str, list[tuple[str, int]]]) -> list[float]:
        """For each kind: how often, how often at the beginning, and its share of all cues."""
        often = [len(found.get(code, ())) for code in self.codes]
        first = [sum(start < BEGINNING for _, start in found.get(code, ())) for code in self.codes]
        total = sum(often) or 1
        return [*np.log1p(often), *np.log1p(first), *(count / total for count in often)]


@cache
def _lexicons(name: str) -> Lexicons:
    return Lexicons({name: read_file(name)})


def is_complaint_features(text: str) -> dict[str, float]:
    """How often each kind of cue of cues-complaint-en.toml stands in a message: what speaks for and against a complaint."""
    cues = Cues("complaint-en")
    return dict(zip(cues.codes, cues.kinds(cues.found(text)), strict=False))


def straight(text: str) -> str:
    """Apostrophes and ampersands as they are typed; each for one character or the same entity, so that cues are known."""
    return text.replace("\u2019", "'").replace("&amp;", "&")


def tokens(text: str) -> list[str]:
    """Words without endings and signs of a short message, with pairs of neighbours; a hashtag is its sign and its word."""
    single: list[str] = []
    for word in _TOKEN.findall(straight(text[:LONGEST]).lower()):
        if word[0] == "#" and len(word) > 1:
            single += ["#", word[1:]]
        elif word.isdigit():
            single.append("0" if len(word) < 3 else "000")
        elif word[0] in "!?" and len(word) > 1:
            single.append(word[0] * 2)
        else:
            single.append(stem(word) if word[0].isalpha() and "'" not in word else word)
    return [*single, *(f"{one} {two}" for one, two in pairwise(single))]


def cleaned(text: str, *, plain: bool = False) -> str:
    """The words of a long letter without endings; masks go, amounts become one word, with `plain` empty words go too."""
    text = _AMOUNT.sub(" amountofmoney ", _MASKED.sub(" ", text[:LONGEST]))
    text = straight(text).replace(" n't", "nt").replace("n't", "nt").lower().replace("'", "")
    text = _DIGITS.sub(lambda found: found[0] if len(found[0]) >= 3 else "0", text)
    words = [stem(word) for word in _WORD.findall(text)]
    return " ".join(word for word in words if len(word) > 1 and word not in PLAIN) if plain else " ".join(words)


# Preotiuc-Pietro, Gaman & Aletras 2019: complaints differ in persons, times, requests, denial, questions and emphasis.
_SHAPES = tuple(
    re.compile(pattern, 0 if pattern.startswith(r"\b[A-Z]") else re.IGNORECASE)
    for pattern in (
        r"^@user",
        r"@user",
        r"^@user[ ,.]+(?:hi|hello|hey|good|dear)\b",
        r"<url>",
        r"!",
        r"!!",
        r"\?",
        r"\?\?|\?!|!\?",
        r"\.\.\.?|…",
        r"#\w",
        r"#(?:fail|fix|help|bad|worst|never|not)\w*",
        r"\b[A-Z]{3,}\b",
        r"([a-z])\1\1",
        r"\d",
        r"[$£€₹]|\b(?:rs|usd|dollars?|bucks|pounds?|quid)\b",
        r"\b\d+ ?(?:h|hr|hrs|hours?|days?|weeks?|months?|mins?|minutes?|years?)\b",
        r"\b\d{1,2}[:.]\d\d\b|\b\d{1,2} ?[ap]m\b",
        r"\b(?:i|my|me|mine|im|ive|i'm|i've)\b",
        r"\b(?:you|your|u|ur|yours|you're|youve)\b",
        r"\b(?:he|she|him|her|his|they|them|their)\b",
        r"\b(?:we|our|us)\b",
        r":\(|:-\(|:'\(|:/|:-/|[😠😡😤😒😞😢😭🙄👎💔😑😩😫]",
        r":\)|:-\)|:d\b|;\)|<3|[😊😀😁😂🤣😍❤👍🙏😘🎉💕🔥]",
        "\ufffd",
        r"\b(?:please|pls|plz)\b",
        r"\b(?:thanks?|thank you|thx)\b",
        r"\b(?:not|no|never|cannot|nothing|none|nobody|(?:do|does|did|ca|wo|is|was|are|have|has|could|would|should)n't)\b",
        r"\b(?:yet|still|again|since|already|ago|now|today|yesterday|anymore)\b",
        r"\b(?:but|however|although|though|yet)\b",
        r"\b(?:why|how come)\b",
        r"\b(?:when|where|what|how|which|who)\b",
        r"&amp;",
        r"\"|“",
        r"\(at\)|\brt\b",
        r"\b(?:just|only|even|really|so|very|too|absolutely|completely|totally)\b",
    )
)
_ASKING = re.compile(r"(?:why|how|what|when|is|are|do|does|can|could|where|who|will|would)\b", re.IGNORECASE)


def shape(text: str) -> list[float]:
    """How a short message is written: whom it speaks to, what it counts, how it asks, how loud it is."""
    text = text[:LONGEST]
    body = _HANDLES.sub("", text)
    counts = [sum(1 for _ in pattern.finditer(text)) for pattern in _SHAPES]
    words = len(text.split())
    rest = [
        words,
        len(body),
        words < 6,
        sum(map(str.isupper, text)) / (len(text) + 1),
        text.rstrip().endswith("?"),
        "?" in text and "!" in text,
        "@user" in body,
        body[:1].islower(),
        _ASKING.match(body) is not None,
        body.count("."),
    ]
    return np.log1p(np.array([*counts, *rest], float)).tolist()  # type: ignore[no-any-return]


# How a letter was taken down: offices mask and space amounts, dates and names in different ways, people write differently too.
_STYLES = tuple(
    re.compile(pattern)
    for pattern in (
        r"\{\$",
        r"\{ \$",
        r"XXXX",
        r"XX/XX/\d{4}",
        r"XX/XX/XXXX",
        r"\b(?:wa|ha)\b",
        r" n't",
        r"n't",
        r" \.",
        r"\.\s",
        r"\( ",
        r"[A-Z]{2,}",
        r"\d",
        r"!",
        r"\?",
        r"''",
        r"\n",
        r" '[a-z]",
    )
)


def style(text: str) -> list[float]:
    """How a long letter is written, whatever it is about."""
    text = text[:4000]
    size = len(text) ** 0.5 + 1
    counts = [min(sum(1 for _ in pattern.finditer(text)), 200) / size for pattern in _STYLES]
    return [*counts, float(text[:1].isupper()), float(np.log1p(len(text)))]


def numbers(rows: Sequence[Sequence[float]]) -> Matrix:
    """Rows of features as one table."""
    return np.array(rows, float)
