"""A reply read once: its sentences, what it quotes and reports of others, and everything the wording lists found in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple

from wenguo.advice.lexicons import Match, Reading
from wenguo.advice.replies.wording import Wordings
from wenguo.advice.suggestion import Span

LONGEST = 20_000  # characters that are looked at; nobody reads a longer reply
_END = re.compile(r"[。!?;\n]+[”\"」』)]?|\.+(?=\s|$)[\"”]?")
_NO_END = re.compile(r"(?:^|[\s(])(?:mr|mrs|ms|dr|no|st|art|e\.g|i\.e|approx)$")
_QUOTED = re.compile(
    r"「[^」\n]{1,600}」|『[^』\n]{1,600}』|[“\"][^”\"\n]{1,600}[”\"]|(?<![a-z])'[^'\n]{12,300}'(?![a-z])"
)
# What the complainant is reported to have said runs to the end of the sentence, or to where our own voice begins again.
_REPORTED = re.compile(
    r"(?:(?<![听看读]到)您|(?<![听看读]到)你|来信|来电|信中|投诉人|客户|顾客|客人|消费者|乘客|车主|用户|对方|其|他|她)(?:在来信中|来信|来电|在信里|留言|多次|信中|向我们|还|也|又|则)?"
    r"(?:反映|提到|提出|说到|指出|讲到|告诉我们|描述|写道|表示|称|说|述称|投诉说|诉称|要求|希望|自述|认为|质疑|问|诉)(?!的|谎|明|法|得)|关于(?:您|客户|投诉人)(?:反映|所反映|提出|提到)的?|"
    r"\b(?:you|customer|guest|complainant|caller|client|passenger|he|she|they)(?: also| then| have| had| has)? "
    r"(?:told|wrote|say|said|says|mentioned|described|reported|complained|complains|feel|felt|asked|asks|state|stated|states|explained)"
    r"(?: us| me| to us)?\b(?! your)"
)
_OUR_VOICE = re.compile(
    r"[,，:：]\s*(?:经(?:核查|查|核实|调查|了解)|但|但是|然而|其实|事实上|实际上|我们(?!的)|我司|我行|本店|对此|这是|因此|所以|现|您(?:应该|应当|自己|必须)|显然|明显|but|however|we |our |it is|this is|in fact|actually|you should)"
)


class Region(NamedTuple):
    """A stretch of the text."""

    start: int
    end: int


class Reply:
    """One text that is to be checked, and what was found in it; offsets are those of `text`."""

    def __init__(self, text: str, complaint: str, wordings: Wordings) -> None:
        """`complaint` is what is answered, as the complainant wrote it."""
        self.text = text
        self.complaint = complaint
        self.wordings = wordings
        self.read: Reading = wordings.read(text[:LONGEST])
        self.plain = self.read.plain
        self._kept: dict[str, list[Match]] = {}

    @property
    def language(self) -> str:
        """Zh or en."""
        return self.read.language

    def matches(self, *codes: str) -> list[Match]:
        """The places of these lists, in the order of the text; quoted and reported words are not ours."""
        if len(codes) == 1:
            return self._ours(codes[0])
        return sorted((one for code in codes for one in self._ours(code)), key=_place)

    def _ours(self, code: str) -> list[Match]:
        if code not in self._kept:
            found = self.read.of("replies").get(code, ())
            self._kept[code] = sorted((one for one in found if not self.is_theirs(one.start, one.end)), key=_place)
        return self._kept[code]

    def has(self, *codes: str) -> bool:
        """Is any of these lists found?"""
        return bool(self.matches(*codes))

    def span(self, start: int, end: int) -> Span:
        """A part of the text as a Span."""
        return Span(start, end, self.text[start:end])

    @cached_property
    def sentences(self) -> list[Region]:
        """The sentences, each with its end mark, without the blanks around it."""
        found: list[Region] = []
        last = 0
        for end in _END.finditer(self.plain):
            if end[0].startswith(".") and _NO_END.search(self.plain[max(last, end.start() - 8) : end.start()]):
                continue
            found.append(Region(last, end.end()))
            last = end.end()
        found.append(Region(last, len(self.plain)))
        return [region for one in found if (region := self._trimmed(one)).end > region.start]

    def _trimmed(self, one: Region) -> Region:
        words = self.plain[one.start : one.end]
        return Region(one.start + len(words) - len(words.lstrip()), one.start + len(words.rstrip()))

    def at(self, position: int) -> int:
        """The number of the sentence that a position is in."""
        return max(0, bisect_right(self._starts, position) - 1)

    @cached_property
    def _starts(self) -> list[int]:
        return [one.start for one in self.sentences]

    def words_of(self, number: int) -> str:
        """The normal form of a sentence; empty beyond the last."""
        if not 0 <= number < len(self.sentences):
            return ""
        one = self.sentences[number]
        return self.plain[one.start : one.end]

    @cached_property
    def theirs(self) -> list[Region]:
        """What is quoted, and what the complainant is reported to have said."""
        found = [Region(*one.span()) for one in _QUOTED.finditer(self.plain)]
        for one in self.sentences:
            words = self.plain[one.start : one.end]
            said = _REPORTED.search(words)
            if said is None or said.start() > 30:
                continue
            ours = _OUR_VOICE.search(words, said.end())
            found.append(Region(one.start + said.end(), one.start + ours.start() if ours else one.end))
        return found

    def is_theirs(self, start: int, end: int) -> bool:
        """Are these words quoted, reported, or a clause taken word for word from the complaint?"""
        if any(one.start <= start and end <= one.end for one in self.theirs):
            return True
        return bool(self.complaint) and self._taken_over(start, end)

    def _taken_over(self, start: int, end: int) -> bool:
        """A run of twelve characters around the words (of the words, where they are longer) stands in the complaint."""
        if end - start < 4:
            return False
        around = self.plain[max(0, start - 6) : end + 6]
        return len(around) >= 12 and around in self.complaint_plain

    @cached_property
    def complaint_plain(self) -> str:
        """The complaint in its normal form."""
        from wenguo.advice import cleaning

        return cleaning.normal(self.complaint[:LONGEST])

    def first_found(self) -> int:
        """Where the reply first says that something was looked into; the length of the text where it never does."""
        return min((match.start for match in self.matches("good_found")), default=len(self.text) + 1)


def _place(match: Match) -> tuple[int, int]:
    return match.start, -match.end
