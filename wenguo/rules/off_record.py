"""Nothing is settled off the record: sums offered in a note or message while no offer of that sum is on the log (M05)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import NamedTuple

_SETTLES = re.compile(
    r"[赔賠]|[补補][偿償]|[补補][给給]|紅包|返還|減免|退(?:款|還|还|您|你|他|她|给|回|\s?\d)|给(?:您|你|他|她|客户|对方|投诉人)|返还|返现|红包|抵扣|减免|私了|了结|摆平|意思一下"
    r"|\b(?:refund|compensat\w*|pay(?:ing|ment)?|settle\w*|reimburs\w*|goodwill|credit|offer(?:ed|ing)?|voucher)\b",
    re.IGNORECASE,
)
_SUM = re.compile(
    r"(?:¥|￥|RMB\s?|CNY\s?|人民币\s?)\s?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,2})?\s?(?:万|千)?"
    r"|(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,2})?\s?(?:万|千|百)?\s?(?:元|块钱|块|圆)"
    r"|[零一二两兩三四五六七八九十百千万萬]{1,9}(?:元|块钱|块)"
    r"|(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,2})?\s?(?:yuan|RMB|CNY)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^。！？!?；;\n]+")
# what the complainant asks, and what was paid long ago, is no offer of ours
_NOT_OURS = re.compile(r"(要求|索要|索赔|诉求|主张|想要|希望我们|他要|她要|客户要|原价|价款|购买|买了|已付|付了|收了您|\bdemands?\b|\basks? for\b|\bwants\b|\bpaid\b)", re.IGNORECASE)  # fmt: skip


class Spoken(NamedTuple):
    """A sum spoken of as redress: the sentence, the sum as it is written, and in fen."""

    sentence: str
    sum: str
    amount_fen: int

    @property
    def yuan(self) -> str:
        """The sum as the form of an offer takes it."""
        return f"{self.amount_fen / 100:.2f}"


def spoken_of(text: str, on_record: Iterable[int], reader: Callable[[str], int | None]) -> list[Spoken]:
    """The sums that a text offers and no offer on record holds; `reader` reads one sum into fen."""
    known, found = set(on_record), []
    for match in _SENTENCE.finditer(text):
        said = match[0].strip()
        sentence = unicodedata.normalize("NFKC", said)  # wide figures are figures
        if not _SETTLES.search(sentence) or _NOT_OURS.search(sentence):
            continue
        for each in _SUM.finditer(sentence):
            amount = reader(re.sub(r"(?i)yuan$", "元", each[0].replace(" ", "")))
            if amount and amount not in known:
                found.append(Spoken(said, each[0], amount))
    return found
