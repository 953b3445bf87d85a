"""Where Chinese text says what its writer asks for now: clause by clause, from the word of asking to the clause's end."""

from __future__ import annotations

import re

from wenguo.advice.facts.asking_zh import (
    ACTS,
    ADDRESSEE,
    ADVERBIAL_END,
    ASKED_WHY,
    ASKING,
    BARE_QUESTION,
    CAN,
    CLEAR_ACT,
    CONJUNCTION,
    COURTESY,
    CRY,
    EMPTY,
    FACE,
    HELPING,
    HURTS,
    INQUIRING,
    INTERROGATIVE,
    LEADING,
    OUGHT,
    PAST,
    PURPOSE,
    QUOTES,
    REAL,
    RHETORICAL,
    STRONG,
    SURE,
    THANKS,
    THEM,
    TOPIC,
    VERBISH,
    WHY,
)
from wenguo.advice.facts.clauses import Clause, clauses
from wenguo.advice.facts.spelling import Found

LONGEST_READ = 300  # characters of one clause: people who use no marks at all are read that far


class _Wishes:
    """One pass over the clauses of a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.clauses = clauses(text)
        self.found: list[Found] = []
        self.asking_sentences = {one.sentence for one in self.clauses if one.asked}
        self.inquires = len(text) < 160 or INQUIRING.search(text) is not None
        self.wished = -1  # the sentence in which the clause before was a wish
        self.asked = False  # and whether it was a question

    def all(self) -> list[Found]:
        at = 0
        while at < len(self.clauses):
            at = self._at(at)
        return self.found

    def _words(self, clause: Clause) -> str:
        return self.text[clause.start : min(clause.end, clause.start + LONGEST_READ)]

    def _at(self, at: int) -> int:
        clause = self.clauses[at]
        words = self._words(clause)
        inquiry = INQUIRING.search(words)
        asking = self._asking(words)
        if asking is not None and (can := CAN.search(words, 0, asking)) is not None and can.end() == asking:
            asking = can.start()
        if inquiry is not None and (asking is None or inquiry.start() <= asking):
            return self._inquire(at, inquiry)
        if asking is not None:
            return self._ask(at, asking)
        if self.wished == clause.sentence:
            follow = self._follows(words)
            if follow is not None:
                return self._keep(clause.start + follow, at, at, asked=False)
            if self.asked and INTERROGATIVE.search(words) and not RHETORICAL.search(words):
                return self._keep(clause.start + _lead(words), at, at, asked=True)
        return self._untriggered(at, words)

    def _untriggered(self, at: int, words: str) -> int:
        clause = self.clauses[at]
        face = FACE.match(words, _lead(words))
        if face is not None and not HURTS.search(words):
            return self._keep(clause.start + _lead(words), at, at, asked=False)
        can = CAN.search(words)
        if can is not None and not RHETORICAL.search(words):
            return self._keep(self._question_start(at, words), at, self._question_end(at), asked=True)
        ought = OUGHT.search(words)
        if ought is not None and not PAST.search(words[: ought.start()]):
            return self._keep(clause.start + _subject(words), at, at, asked=False)
        cry = CRY.match(words, _lead(words))
        if cry is not None and (self.wished in (clause.sentence, clause.sentence - 1) or cry.lastgroup == "loud"):
            return self._keep(clause.start + _lead(words), at, at, asked=False)
        if self._real(at, words):
            return self._keep(self._question_start(at, words), at, self._question_end(at), asked=True)
        if self.wished != clause.sentence - 1:
            self.wished = -1
        return at + 1

    def _question(self, at: int, words: str) -> bool:
        clause = self.clauses[at]
        if clause.asked or (SURE.search(words) and clause.sentence in self.asking_sentences):
            return True
        if re.search(r"[吗呢]$", words) and not self.text.startswith(("!", "！"), clause.end):
            return True
        last = at + 1 == len(self.clauses) or self.clauses[at + 1].sentence != clause.sentence
        return (
            last
            and self.inquires
            and bool(re.search(r"(?:吗|呢|么)$", words) or (len(self.clauses) <= 3 and REAL.search(words)))
        )

    def _real(self, at: int, words: str) -> bool:
        """Is the clause a question that wants an answer, and no reproach in the form of one?"""
        if not self._question(at, words):
            return False
        if SURE.search(words):
            return STRONG.search(words) is None
        if WHY.search(words):
            return ASKED_WHY.match(words, _lead(words)) is not None and STRONG.search(words) is None
        return REAL.search(words) is not None and RHETORICAL.search(words) is None

    def _question_start(self, at: int, words: str) -> int:
        """A question begins with its subject, which may be the whole clause before."""
        clause = self.clauses[at]
        if at and BARE_QUESTION.match(words):
            before = self.clauses[at - 1]
            first = at < 2 or self.clauses[at - 2].sentence != clause.sentence
            if before.sentence == clause.sentence and first and self.wished != clause.sentence:
                return before.start + _lead(self._words(before))
        return clause.start + _lead(words)

    def _question_end(self, at: int) -> int:
        """The last clause of the question begun in clause `at`: up to the question mark, unless another one begins."""
        sentence = self.clauses[at].sentence
        last = at
        while last + 1 < len(self.clauses) and self.clauses[last + 1].sentence == sentence and last - at <= 3:
            last += 1
        if last == at or not self.clauses[last].asked or last - at > 3:
            return at
        for later in range(at + 1, last + 1):
            words = self._words(self.clauses[later])
            if PURPOSE.match(words) or self._asking(words) is not None:
                return later - 1
            if re.match(r"或者|并且?|同时|以及|也", words) or (
                INTERROGATIVE.search(words) and not words.startswith("还是")
            ):
                return later - 1
        return last

    def _asking(self, words: str) -> int | None:
        """Where in the clause the word of asking stands; None where there is none of the writer's now."""
        for match in ASKING.finditer(words):
            before = words[: match.start()]
            if match.lastgroup in ("demand", "advise", "trouble") and (
                PAST.search(before[-16:]) or THEM.search(before[-12:])
            ):
                continue
            if (
                match.lastgroup == "demand"
                and len(before) > 8
                and not re.search(
                    r"(?:我|我们|本人|业主|居民|村民|强烈|现|特|故|此|坚决|只|再次|一致|并|同时|们|家长|在此|,|，)$",
                    before,
                )
            ):
                continue
            if match.lastgroup == "advise" and match.end() == len(words) and before:
                continue
            if before[-1:] in QUOTES and match.lastgroup == "ask":
                continue
            if match.lastgroup in ("ask", "beg", "hope") and PAST.search(before[-8:]):
                continue
            if match.lastgroup == "hope" and re.search(
                r"(?:没有?|无|毫无|任何|看到|看不到|的|抱有?|带着|满怀|一线|唯一|大有|有|给了?我们?|所有|寄予|充满|不|他|她|们都|多么|曾|当初)$",
                before,
            ):
                continue
            if (
                match.lastgroup == "ask"
                and re.search(r"(?:可|没|未|去|被|花钱|想|只能|才|他|她)$", before)
                and not re.search(r"请(?:求|问|有关|相关|领导|政府|您|你|尽|给)", words[match.start() :])
            ):
                continue
            return match.start()
        return None

    def _ask(self, at: int, start: int) -> int:
        clause = self.clauses[at]
        words = self._words(clause)
        if COURTESY.match(words, start) or COURTESY.fullmatch(words[start:]):
            return at + 1
        match = ASKING.match(words, start)
        if (
            match is not None
            and match.end() == len(words)
            and words[start:] in EMPTY
            and self._complete(at, match.end()) == at
        ):
            return at + 1
        return self._keep(clause.start + start, at, self._complete(at, match.end() if match else start), asked=False)

    def _inquire(self, at: int, inquiry: re.Match[str]) -> int:
        clause = self.clauses[at]
        last = at
        words = self._words(clause)[inquiry.end() :]
        if not INTERROGATIVE.search(words) and not TOPIC.search(words):
            for later in range(at + 1, min(at + 8, len(self.clauses))):
                if self.clauses[later].sentence != clause.sentence:
                    break
                if INTERROGATIVE.search(self._words(self.clauses[later])):
                    last = later
                    break
        if last == at and not words.strip():
            return at + 1
        if (
            last == at
            and INTERROGATIVE.search(words) is None
            and ADDRESSEE.fullmatch(words)
            and not HELPING.search(words)
        ):
            return at + 1
        return self._keep(clause.start + inquiry.start(), at, self._question_end(last), asked=True)

    def _complete(self, at: int, after: int) -> int:
        """The clause in which what is asked has been said: a person asked, or “with regard to …”, is not yet it."""
        clause = self.clauses[at]
        rest = self.text[clause.start + after : min(clause.end, clause.start + LONGEST_READ)].strip()
        last = at
        while last + 1 < len(self.clauses) and self.clauses[last + 1].sentence == clause.sentence and last < at + 3:
            if rest and not _half(rest):
                break
            last += 1
            rest = self._words(self.clauses[last])
        return last

    def _follows(self, words: str) -> int | None:
        """Where a clause after a wish goes on wishing; None where it does not."""
        lead = CONJUNCTION.match(words)
        at = lead.end() if lead is not None else 0
        if FACE.match(words, at) and not HURTS.search(words):
            return at
        if lead is not None and words.startswith("或者") and not PURPOSE.match(words, at):
            return at
        if lead is None and PURPOSE.match(words):
            return None
        if lead is not None and PURPOSE.match(words, at) and not ACTS.match(words, at):
            return None
        return at if CLEAR_ACT.match(words, at) else None

    def _keep(self, start: int, first: int, last: int, *, asked: bool) -> int:
        end = self.clauses[last].end
        thanks = THANKS.search(self.text[max(start, end - 40) : end])
        if thanks is not None and max(start, end - 40) + thanks.start() > start + 3:
            end = max(start, end - 40) + thanks.start()
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if end - start >= 2:
            self.found.append(Found(start, end))
            self.wished, self.asked = self.clauses[first].sentence, asked
        return last + 1


def _lead(words: str) -> int:
    lead = CONJUNCTION.match(words)
    return lead.end() if lead is not None and lead.end() < len(words) else 0


def _subject(words: str) -> int:
    """Where the subject begins, “we” and a conjunction left out."""
    lead = LEADING.match(words)
    return lead.end() if lead is not None and lead.end() < len(words) else 0


def _half(rest: str) -> bool:
    """Has what is asked not been said yet: only the person asked, a place, a time, “with regard to …”?"""
    if ADVERBIAL_END.search(rest) or ASKING.fullmatch(rest):
        return True
    if ADDRESSEE.fullmatch(rest) and not HELPING.search(rest):
        return True
    return len(rest) <= 6 and VERBISH.search(rest) is None


def wishes(text: str) -> list[Found]:
    """Every clause that asks for something now, whole, without subject and conjunction."""
    return _Wishes(text).all()
