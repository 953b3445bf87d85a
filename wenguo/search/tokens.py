"""Turns what people wrote into tokens by which both databases find a phrase exactly.

A text is folded (width, case), then read as *runs*: words (Latin letters and digits, whole: `a12` is one) and
everything else that separates nothing (Han, kana, hangul, Cyrillic, emoji …), of which any part can be found. A run of
the second kind becomes its pairs of neighbours and a last token that says what follows; so `停电了，A12号` reads

    停电 电了 了0 a12 1号 号0        (x0: nothing joins on; x1: a word joins on; 1x: joins on to a word)

A pair never spans a separator, so where the tokens of a phrase stand side by side there the phrase stands; a question
of one character asks for the tokens that begin with it. Folding yields no punctuation: `。` between two texts is a token
that no question can contain, and no question can leave its quotes. What Unicode calls invisible is left out.
"""

import re
import unicodedata
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

RULES: Final = 1
VERSION: Final = f"{RULES}-{unicodedata.unidata_version}"
"""Stored beside an index: one that was built under another version is to be built anew, not updated."""

BREAK: Final = "。"
ENDS: Final = "0"
JOINED: Final = "1"
LONGEST: Final = 64

LATIN: Final = (
    "0-9a-z\u00df-\u00f6\u00f8-\u024f\u0250-\u02af\u1d00-\u1dbf\u1e00-\u1eff\u2c60-\u2c7f\ua722-\ua7ff\uab30-\uab64"
)
_WORDS: Final = re.compile(f"([{LATIN}]+)")
_SPACE: Final = " ".encode("utf-32-le")
_END: Final = ord(ENDS)
_GAPS: Final = re.compile(f"{ENDS}   . ", re.DOTALL)
_TAIL: Final = re.compile(f"[^ {LATIN}]+$")
_HALF_OR_FULL: Final = frozenset({"<wide>", "<narrow>", "<vertical>", "<small>"})
_RADICALS: Final = range(0x2E80, 0x2FE0)
_SELECTORS: Final = frozenset([*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), *range(0x180B, 0x180E)])
_BMP: Final = 0x10000


@dataclass(frozen=True, slots=True)
class Doc:
    """What is searched of one complaint: its texts (the complainant's, ours) and who may find it.

    `scope` holds the ids of its unit and of every unit above; a negative number stands for one person.
    """

    theirs: tuple[str, ...] = ()
    ours: tuple[str, ...] = ()
    scope: tuple[int, ...] = ()


def _folded(character: str) -> str:
    """One character in the form in which it is compared: nothing, a space, or what it folds to."""
    code, category = ord(character), unicodedata.category(character)
    if category in {"Cf", "Me"} or code in _SELECTORS:
        return ""
    form = character.casefold()
    decomposition = unicodedata.decomposition(character).partition(" ")[0]
    # Letters, digits and widths fold; ①, ², ½, ㎡ stay themselves: folded, they would grow on to the number beside them.
    if category[0] in "LM" or category == "Nd" or decomposition in _HALF_OR_FULL or code in _RADICALS:
        form = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", character).casefold())
    return "".join(" " if _separates(part) else part for part in form)


def _separates(character: str) -> bool:
    """Whether a folded character is punctuation, white space or a control."""
    if character.isascii():
        return not character.isalnum()
    return unicodedata.category(character)[0] in "PZ" or unicodedata.category(character) in {"Cc", "Cs", "Cf"}


class _Table(dict[int, str]):
    """The folding of every character, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        form = _folded(chr(code))
        if code < _BMP:  # the rest is rare, and a million entries would be 150 MB
            self[code] = form
        return form


TABLE: Final = _Table()


def fold(text: str) -> str:
    """The text as it is compared: width and case folded, accents composed, each separator a space."""
    return unicodedata.normalize("NFC", text.translate(TABLE))


def _short(word: str) -> str:
    """A word as an index can hold it: one of absurd length is known by its hash."""
    return word if len(word) <= LONGEST else blake2b(word.encode(), digest_size=24).hexdigest()


def tokens(folded: str) -> str:
    """The tokens of one folded text, in order, each followed by a space.

    The hot path of an import: the pairs of a whole part are laid out by slices in one array of characters, whatever
    runs it has; of two runs the pairs that span their gap are taken out again.
    """
    out: list[str] = []
    parts = _WORDS.split(folded)  # other, word, other, …, other
    last = len(parts) - 1
    for at, part in enumerate(parts):
        if at & 1:
            out += (_short(part), " ")
            continue
        if not part:
            continue
        if at and part[0] != " ":
            out += (JOINED, part[0], " ")
        laid = _laid(f"{ENDS} ".join(part.split()))
        if at < last and part[-1] != " ":
            laid = f"{laid[:-2]}{JOINED} "
        out.append(laid)
    return "".join(out)


def _laid(runs: str) -> str:
    """The pairs of runs that are joined by an end mark and a space, with the end mark of the last."""
    if not runs:
        return ""
    characters = array("I", runs.encode("utf-32-le", "surrogatepass"))
    laid = array("I", _SPACE) * (3 * len(characters))
    laid[::3] = characters
    del characters[0]
    characters.append(_END)
    laid[1::3] = characters
    found = laid.tobytes().decode("utf-32-le", "surrogatepass")
    return _GAPS.sub("", found) if " " in runs else found


def tokenised(texts: Iterable[str], known: dict[str, str] | None = None) -> str:
    """What both databases index of some texts: their tokens, a mark between two texts.

    `known` remembers the tokens of each text while an old and a new document are told apart.
    """
    known = {} if known is None else known
    found = []
    for text in texts:
        if text not in known:
            known[text] = tokens(fold(text))
        if known[text]:
            found.append(known[text])
    return f"{BREAK} ".join(found).rstrip()


def sought(folded: str) -> tuple[str, bool]:
    """The tokens that stand side by side wherever a folded phrase does, and whether the last one is only a beginning."""
    found = tokens(folded).rstrip()
    tail = _TAIL.search(folded)
    if not tail:
        return found, False
    found = found[:-2].rstrip()  # without "x0": in a text, more of the run may follow
    start = tail.start()
    if len(tail[0]) > 1 or (start and folded[start - 1] != " "):
        return found, False
    return f"{found} {tail[0]}".lstrip(), True
