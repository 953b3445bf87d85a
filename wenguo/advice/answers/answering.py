"""An answer from published articles only: exact quotes with where they stand, or the plain word that it is not known.

Passages are ranked by BM25 (Robertson and Zaragoza 2009); what decides whether anything is said at all is how much of
what was asked the best passage speaks of, each term weighed by how rare it is among the articles.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import msgspec

from wenguo.advice.answers.passages import MOST_ASKED, Article, Passage, aspects, passages, terms
from wenguo.text import Text

K1, B = 1.2, 0.6
MEANING = 2.0  # weight of a meaning of packs/answers.toml beside that of a pair of characters
UNHEARD = 0.6  # of a term that no article holds: people tell more than they ask, but what is asked may be just that
TITLE = 0.6  # a term of the title counts as said so many times in each of its passages
ENOUGH = 0.34  # of what was asked, by weight, that a passage must speak of
LONG_ENOUGH = 0.2  # the same for long words, of which most tell a story
LONG = 60  # characters from which words tell a story
FEWEST = 2  # terms they must share; a meaning of the list counts as two
NEAR = 0.7  # of the best score: what comes close is quoted beside it
MOST_QUOTES = 3


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    """Words of an article, `text == body[start:end]`, with its number and title."""

    article: int
    title: str
    start: int
    end: int
    text: str


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What articles say to a question; `known` false: nothing does, and that is said."""

    known: bool
    quotes: tuple[Quote, ...]
    because: Text


NOT_KNOWN = Text(
    "已发布的解答里没有这一条，我们不猜。请直接告诉我们，由人来答复您。",
    "None of the published answers says this, and we do not guess. Tell us, and a person will answer you.",
)


class Answering:
    """The articles made ready to be asked."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._passages = [one for article in articles for one in passages(article)]
        self._in: dict[str, list[int]] = {}
        for number, one in enumerate(self._passages):
            for term in {*one.terms, *one.title_terms}:
                self._in.setdefault(term, []).append(number)
        sizes = [sum(one.terms.values()) for one in self._passages]
        self._mean = max(1.0, sum(sizes) / len(sizes)) if sizes else 1.0

    def answer(self, question: str, language: str = "") -> Answer:
        """What the articles say to a question; those of the reader's language first. Never raises."""
        asked = terms(question[:MOST_ASKED])
        near = self._near(asked)
        if language:
            mine = [n for n in near if self._passages[n].article.language[:2] == language[:2]]
            near = mine or near
        scored = sorted(((self._score(asked, self._passages[n]), -n) for n in near), reverse=True)
        needed = LONG_ENOUGH if len(question) > LONG else ENOUGH
        good = [
            (score, self._passages[-n])
            for score, n in scored[:20]
            if self._speaks_of(asked, self._passages[-n], needed)
        ]
        if not good:
            return Answer(known=False, quotes=(), because=NOT_KNOWN)
        best = good[0][0]
        told = [one for score, one in good if score >= best * NEAR][:MOST_QUOTES]
        return Answer(known=True, quotes=tuple(_quote(one) for one in told), because=_because(told[0]))

    def _near(self, asked: Mapping[str, int]) -> list[int]:
        return sorted({number for term in asked for number in self._in.get(term, ())})

    def _weight(self, term: str) -> float:
        """How much a term tells: rare ones more, meanings more, and less what no article knows."""
        many = len(self._in.get(term, ()))
        rare = math.log(1 + (len(self._passages) - many + 0.5) / (many + 0.5))
        return rare * (MEANING if term.startswith("#") else 1.0 if many else UNHEARD)

    def _score(self, asked: Mapping[str, int], passage: Passage) -> float:
        size = sum(passage.terms.values()) / self._mean
        total = 0.0
        for term in asked:
            many = passage.terms.get(term, 0) + (TITLE if term in passage.title_terms else 0.0)
            if many:
                total += self._weight(term) * many * (K1 + 1) / (many + K1 * (1 - B + B * size))
        own = sum(term in passage.terms for term in asked) / max(1, len(asked))
        return total * (0.5 + 0.5 * own)  # who speaks of all that was asked comes before who speaks much of one thing

    def _speaks_of(self, asked: Mapping[str, int], passage: Passage, needed: float) -> bool:
        shared = [term for term in asked if term in passage.terms or term in passage.title_terms]
        points = sum(2 if term.startswith("#") and term not in aspects() else 1 for term in shared)
        whole = sum(self._weight(term) for term in asked)
        return points >= FEWEST and sum(self._weight(term) for term in shared) >= needed * whole


def _quote(one: Passage) -> Quote:
    return Quote(article=one.article.id, title=one.article.title, start=one.start, end=one.end, text=one.text)


def _because(one: Passage) -> Text:
    return Text(
        f"引自已发布的解答《{one.article.title}》，原文未改动。",
        f"Quoted, word for word, from the published answer “{one.article.title}”.",
    )
