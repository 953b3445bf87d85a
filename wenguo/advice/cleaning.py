"""One normal form for matching, in which every character keeps its place, and a squeezed form for words that were split."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

# Letters of other scripts that look like Latin ones (the common ones; both cases come here in lower case).
_LIKE_LATIN = dict(
    zip(
        "аеорсхуіјѕһԁɡԛԝвкмнтαορνικτυχɩｏᴏ",
        "aeopcxyijshdgqwbkmhtaopvikTuxioo".lower(),
        strict=True,
    )
)
_SURROGATES = range(0xD800, 0xE000)
_FULL_WIDTH = range(0xFF01, 0xFF5F)
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe0f"
# What people (or filters they want to pass) put between the characters of one word; a new line or a comma is not among it.
_BETWEEN = rf"[ \t\u3000\u00a0.·•*_\-~/|\\^'\"`…+#=@&{_UNSEEN}]"
_SPLITS = re.compile(rf"[{_UNSEEN}]+|(?<=[{_HAN}]){_BETWEEN}{{1,4}}(?=[{_HAN}])")


class Squeezed(NamedTuple):
    """A text with what splits words taken out; `at[i]` is where its i-th character stands in the text it came from."""

    text: str
    at: tuple[int, ...] | None  # None: nothing was taken out, every character is in its place

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Where the part start..end of the squeezed text stands in the text it came from."""
        if self.at is None or start >= end:
            return start, end
        return self.at[start], self.at[end - 1] + 1


@lru_cache(maxsize=1)
def _table() -> dict[int, str]:
    """Each character that has a plainer one of the same meaning: half width, simplified, Latin."""
    table = {code: chr(code - 0xFEE0).lower() for code in _FULL_WIDTH}
    table |= {0x3000: " ", 0xA0: " ", 0x2019: "'", 0x2018: "'", 0x201C: '"', 0x201D: '"', 0xFF0E: ".", 0x2026: "…"}
    table |= {ord(like): latin for like, latin in _LIKE_LATIN.items()}
    table |= dict.fromkeys(_SURROGATES, "\ufffd")  # lone halves cannot be encoded, and dictionaries in C want to
    return table | _simplified()


def _simplified() -> dict[int, str]:
    """Traditional characters and the simplified ones they have when they stand alone (so that lengths stay)."""
    from opencc import OpenCC

    characters = [chr(code) for start, end in ((0x4E00, 0xA000), (0x3400, 0x4DC0)) for code in range(start, end)]
    plain = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {ord(old): new for old, new in zip(characters, plain, strict=True) if old != new and len(new) == 1}


def normal(text: str) -> str:
    """The text in lower case, half width, simplified characters and Latin letters; `len` stays, so offsets do."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a few capitals have no single small letter
        lowered = "".join(small if len(small := one.lower()) == 1 else one for one in text)
    return lowered.translate(_table())


def squeezed(plain: str) -> Squeezed:
    """The normal form without what stands between the characters of one word (投 诉, 退.款, zero-width marks)."""
    if _SPLITS.search(plain) is None:
        return Squeezed(plain, None)
    at: list[int] = []
    last = 0
    for found in _SPLITS.finditer(plain):
        at.extend(range(last, found.start()))
        last = found.end()
    at.extend(range(last, len(plain)))
    return Squeezed("".join([plain[i] for i in at]), tuple(at))
