"""Over 20,000 texts both indexes find what a grep finds: all of it and nothing else."""

import random
import re
import unicodedata
from functools import cache

import pytest

from tests.search.conftest import Index
from wenguo.search import Doc, matches, parse

HOW_MANY = 20_000
HAN = "停电漏水退款投诉物业没有人的了一不在高空抛物天气热线服务态度差𠮷㙍𪚥龘〇々"
OTHER = ["カード", "ひらがな", "안녕", "😀", "👍🏽", "жалоба", "ñandú", "café", "Straße"]
LATIN = ["A12", "iPhone", "wifi", "ETC", "3", "12", "12345", "2026", "abc", "ＡＢＣ１２", "Vip", "b"]
MARKS = [
    "，",
    "。",
    " ",
    "、",
    "\n",
    "！",
    ", ",
    "：",
    "(",
    "）",
    "\u3000",
    "-",
    "…",
    "\t",
    "“",
    "”",
    "|",
    "%",
    "_",
    "'",
    '"',
]


def text(chance: random.Random) -> str:
    """A text in which few characters meet in many ways, so that near misses abound."""
    out: list[str] = []
    for _ in range(chance.randint(2, 9)):
        kind = chance.random()
        if kind < 0.62:
            out.append("".join(chance.choices(HAN, k=chance.randint(1, 7))))
        elif kind < 0.72:
            out.append(chance.choice(OTHER))
        else:
            # Two Latin words side by side would be one.
            out.append(("" if not out or not out[-1][-1].isascii() else " ") + chance.choice(LATIN))
        if chance.random() < 0.55:
            out.append(chance.choice(MARKS))
    return "".join(out)


@cache
def documents() -> list[tuple[str, str]]:
    chance = random.Random(20261101)
    return [(text(chance), text(chance)) for _ in range(HOW_MANY)]


@cache
def plain() -> list[tuple[str, str]]:
    """The texts folded in the plainest way there is."""
    return [(grep_fold(one), grep_fold(two)) for one, two in documents()]


def grep_fold(one: str) -> str:
    return unicodedata.normalize("NFKC", one).casefold()


def grep(phrase: str) -> set[int]:
    """The documents that hold a phrase without separators: literally, words whole."""
    phrase = grep_fold(phrase)
    word = "[a-z0-9éñúß]"
    if not re.search(word, phrase):
        return {number for number, texts in enumerate(plain(), 1) if phrase in texts[0] or phrase in texts[1]}
    before = f"(?<!{word})" if re.match(word, phrase) else ""
    after = f"(?!{word})" if re.match(word, phrase[-1]) else ""
    pattern = re.compile(before + re.escape(phrase) + after)
    return {
        number
        for number, texts in enumerate(plain(), 1)
        if (phrase in texts[0] and pattern.search(texts[0])) or (phrase in texts[1] and pattern.search(texts[1]))
    }


def phrases(length: int, how_many: int) -> list[str]:
    """Pieces of this length cut out of the texts, and some that were never written."""
    chance = random.Random(length)
    found: set[str] = set()
    while len(found) < how_many:
        if chance.random() < 0.25:
            found.add("".join(chance.choices(HAN, k=length)))
            continue
        one = chance.choice(chance.choice(documents()))
        start = chance.randrange(max(1, len(one) - length + 1))
        piece = one[start : start + length]
        if all(part.isalnum() or ord(part) > 0x1F000 for part in piece) and piece[0] not in "🏻🏼🏽":
            found.add(piece)
    return sorted(found)


@pytest.fixture(scope="module")
def full(shared: Index) -> Index:
    """An index of all the texts, two to a complaint."""
    shared.fill([(number, Doc(theirs=texts)) for number, texts in enumerate(documents(), 1)])
    for sql in shared.module.SETTLE:
        shared.run(sql)
    return shared


@pytest.mark.parametrize(("length", "how_many"), [(1, 40), (2, 120), (3, 120), (4, 120), (7, 30)])
def test_every_phrase_is_found_exactly_where_a_grep_finds_it(full: Index, length: int, how_many: int) -> None:
    hits = 0
    for phrase in phrases(length, how_many):
        expected = sorted(grep(phrase), reverse=True)
        assert full.ask(f'"{phrase}"') == expected, phrase
        assert full.ask(phrase) == expected, phrase
        hits += len(expected)
    assert hits > how_many


def test_questions_joined_by_and_or_not_are_sets_joined(full: Index) -> None:
    chance = random.Random(7)
    for _ in range(40):
        a, b, c = (chance.choice(phrases(length, 120)) for length in (2, 2, 3))
        in_a, in_b, in_c = grep(a), grep(b), grep(c)
        for asked, expected in [
            (f"{a} {b}", in_a & in_b),
            (f"{a} OR {b} {c}", in_a | (in_b & in_c)),
            (f"({a} | {b}) {c}", (in_a | in_b) & in_c),
            (f"{a} -{b}", in_a - in_b),
            (f"({a} OR {c}) NOT ({b} {c})", (in_a | in_c) - (in_b & in_c)),
            (f"{a}，{b}", in_a & in_b),
        ]:
            assert full.ask(asked) == sorted(expected, reverse=True), asked


def test_the_reference_agrees_with_the_grep() -> None:
    chance = random.Random(8)
    for length in (1, 2, 3, 4):
        for phrase in chance.sample(phrases(length, 40), 10):
            query, expected = parse(phrase), grep(phrase)
            for number in [*chance.sample(range(1, HOW_MANY + 1), 60), *list(expected)[:20]]:
                assert matches(query, documents()[number - 1]) == (number in expected), phrase
