"""Articles cut into passages that can be quoted, and what a passage or a question speaks of."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import msgspec

import wenguo.packs
from wenguo.advice import cleaning

LONGEST = 20_000  # characters of an article that are looked at
MOST_ASKED = 2_000  # of a question
_LONG = 320  # a paragraph beyond this is cut at its sentences
_PARAGRAPH = re.compile(r"[^\n]+")
_SENTENCE = re.compile(r"[^。！？!?]+[。！？!?]*|[。！？!?]+")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_FUNCTION = (
    "的了吗呢啊吧么是我你您他她在要会有能就也还都把被给到很再又与和及或来去这那哪个"  # they join words, and are none
)
_WORD = re.compile(r"[a-z][a-z'-]{2,}|\d{3,}")


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """One published article, as it is searched."""

    id: int
    title: str
    body: str
    language: str


class Passage(NamedTuple):
    """A part of an article: `text == article.body[start:end]`, and the terms it and the article's title speak of."""

    article: Article
    start: int
    end: int
    terms: dict[str, int]
    title_terms: frozenset[str]

    @property
    def text(self) -> str:
        """The words of the passage, exactly."""
        return self.article.body[self.start : self.end]


def passages(article: Article) -> Iterator[Passage]:
    """The paragraphs of an article; long ones in runs of whole sentences."""
    title = frozenset(terms(article.title))
    for start, end in _places(article.body[:LONGEST]):
        yield Passage(article, start, end, terms(article.body[start:end]), title)


def _places(body: str) -> Iterator[tuple[int, int]]:
    for paragraph in _PARAGRAPH.finditer(body):
        start = begin = paragraph.start()
        for sentence in _SENTENCE.finditer(body, paragraph.start(), paragraph.end()):
            if sentence.end() - begin > _LONG and sentence.start() > begin:
                yield from _trimmed(body, begin, sentence.start())
                begin = sentence.start()
        yield from _trimmed(body, max(begin, start), paragraph.end())


def _trimmed(body: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    words = body[start:end]
    left, right = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
    if right > left:
        yield left, right


def terms(text: str) -> dict[str, int]:
    """What a text speaks of: meanings of packs/answers.toml, pairs of Chinese characters, English words; each counted."""
    plain = cleaning.normal(text)
    found: dict[str, int] = {}
    for word, meaning in _same():
        if (many := _count(plain, word)) > 0:
            found[meaning] = found.get(meaning, 0) + many
            plain = _without(plain, word)
    empty = _empty()
    bare = empty.han.sub(" ", plain)
    for run in _HAN.findall(bare):
        for at in range(len(run) - 1):
            found[run[at : at + 2]] = found.get(run[at : at + 2], 0) + 1
    for word in _WORD.findall(plain):
        if word not in empty.words:
            stem = _stem(word)
            found[stem] = found.get(stem, 0) + 1
    return found


def _without(plain: str, word: str) -> str:
    """The text without a word that was understood: it is counted once, as its meaning."""
    if not word.isascii():
        return plain.replace(word, " ")
    return re.sub(rf"(?<![a-z]){re.escape(word)}(?![a-z])", " ", plain)


def _count(plain: str, word: str) -> int:
    if not word.isascii() or word.isdigit():
        return plain.count(word)
    return len(re.findall(rf"(?<![a-z]){re.escape(word)}(?![a-z])", plain)) if word in plain else 0


def _stem(word: str) -> str:
    """An English word without its commonest endings: enough to meet its own plural and past."""
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


class _Empty(NamedTuple):
    han: re.Pattern[str]
    words: frozenset[str]


@lru_cache(maxsize=1)
def _file() -> dict[str, dict[str, str]]:
    return tomllib.loads((wenguo.packs.FOLDER / "answers.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def aspects() -> frozenset[str]:
    """Meanings that can be asked of anything (how long, how much): alone they do not say what is asked about."""
    return frozenset(f"#{one.strip()}" for one in _file()["aspects"]["of"].split(","))


@lru_cache(maxsize=1)
def _same() -> tuple[tuple[str, str], ...]:
    found = [
        (word, f"#{meaning}")
        for meaning, words in _file()["same"].items()
        for one in words.split(",")
        if (word := cleaning.normal(one.strip()))
    ]
    return tuple(sorted(found, key=lambda one: -len(one[0])))


@lru_cache(maxsize=1)
def _empty() -> _Empty:
    han = sorted((one.strip() for one in _file()["empty"]["zh"].split(",")), key=len, reverse=True)
    english = frozenset(one.strip() for one in _file()["empty"]["en"].split(","))
    return _Empty(re.compile("|".join([*map(re.escape, han), f"[{_FUNCTION}]"])), english)
