"""Both indexes keep what they are told, forget what they are told, and do nothing else that is typed."""

import random
import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.search.conftest import Index
from wenguo import search
from wenguo.search import BadQuery, Doc, matches, parse


def test_newest_comes_first_and_each_side_is_searched_alone_or_both(index: Index) -> None:
    index.fill(
        [
            (1, Doc(theirs=("停电", "整夜"), ours=("已派人",))),
            (2, Doc(theirs=("漏水",), ours=("停电已修",))),
            (3, Doc(theirs=("停电",))),
        ]
    )
    assert index.ask("停电") == [3, 1]
    assert index.ask("停电", "ours") == [2]
    assert index.ask("停电", "all") == [3, 2, 1]
    assert index.ask("停电 已派", "all") == [1]
    assert index.ask("停电 -已", "all") == [3]
    assert index.ask("停 夜") == [1]


def test_only_what_lies_in_scope_is_found(index: Index) -> None:
    index.fill(
        [
            (1, Doc(theirs=("停电",), scope=(1, 12))),
            (2, Doc(theirs=("停电",), scope=(1, 2, -7))),
            (3, Doc(theirs=("停电 u12 p7",), scope=(1, 120))),
        ]
    )
    assert index.ask("停电", scope=(1,)) == [3, 2, 1]
    assert index.ask("停电", scope=(12,)) == [1]
    assert index.ask("停电", scope=(12, -7)) == [2, 1]
    assert index.ask("停电", scope=(7,)) == []
    assert index.ask("停电", scope=()) == []
    assert index.ask("u12") == [3]
    assert index.ask("停电 OR 漏水", scope=(2,)) == [2]


def test_what_changes_is_found_anew_and_what_is_forgotten_is_not_found(index: Index) -> None:
    chance = random.Random(3)
    held: dict[int, Doc] = {}

    def doc() -> Doc:
        return Doc(
            tuple(
                "".join(chance.choices("停电漏水a1 ，", k=chance.randint(0, 9))) for _ in range(chance.randint(0, 3))
            ),
            ("".join(chance.choices("停电漏水", k=4)),),
            (chance.randint(1, 3),),
        )

    for _ in range(600):
        number = chance.randint(1, 40)
        if number in held and chance.random() < 0.3:
            index.forget(number, held.pop(number))
        else:
            new = doc()
            index.put(number, held.get(number), new)
            held[number] = new
    for asked in ("停", "停电", "电漏水", "a1", "停a", "水 -电", '"停 电"'):
        for column in ("theirs", "ours", "all"):
            expected = [
                number
                for number in sorted(held, reverse=True)
                if matches(
                    parse(asked),
                    [
                        *(held[number].theirs if column != "ours" else ()),
                        *(held[number].ours if column != "theirs" else ()),
                    ],
                )
            ]
            assert index.ask(asked, column) == expected, (asked, column)
    for number, old in held.items():
        index.forget(number, old)
    assert index.ask("停 OR 电 OR 漏 OR 水 OR a OR 1", "all") == []


def test_an_unchanged_complaint_is_not_written_again(index: Index) -> None:
    assert index.module.upsert(1, Doc(("停电",)), Doc(("停电",))) == []


def test_a_very_long_complaint_is_found_like_any_other(index: Index) -> None:
    chance = random.Random(4)
    # 200,000 different pairs of rare hanzi: more than a tsvector can hold.
    long = "".join(chr(chance.randrange(0x20000, 0x2A6D0)) for _ in range(200_000))
    index.fill([(1, Doc((long,))), (2, Doc(("停电",))), (3, Doc((long[:100_000],)))])
    for at in (0, 50_000, 99_990):
        assert index.ask(long[at : at + 2]) == [3, 1]
        assert index.ask(long[at : at + 9]) == [3, 1]
    assert index.ask(long[150_000:150_002]) == [1]
    assert index.ask(long[150_000:151_900]) == [1]
    assert index.ask("停电") == [2]
    assert index.ask("停") == [2]


@pytest.mark.parametrize(
    "asked",
    [
        '停电" OR rowid:*',
        "theirs:停电",
        "{ours} : 停电",
        "停电*",
        "^停电",
        "NEAR(停电 漏水)",
        "停电'; DROP TABLE wenguo_search; --",
        "停电') OR 1=1 --",
        "' | '！",
        "。",
        "停电 + 漏水",
        "\\' & !'停电'",
        "停电:*",
        "%s ? $1 :a",
        "停电\x00漏水",
        "\ud800停电",
        "停0",
        "1停",
    ],
)
def test_nothing_typed_reaches_the_database_as_language(index: Index, asked: str) -> None:
    docs = {1: Doc(("停电",), ("内部",)), 2: Doc(("漏水 停",), ("停电",)), 3: Doc(("theirs 停电",)), 4: Doc(("1停",))}
    index.fill(docs.items())
    try:
        query = parse(asked)
    except BadQuery:
        pass
    else:
        assert index.ask(asked) == [number for number in (4, 3, 2, 1) if matches(query, docs[number].theirs)]
    assert index.ask("停") == [4, 3, 2, 1]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.lists(st.text(max_size=12), max_size=3), min_size=1, max_size=4),
    st.text(max_size=12) | st.text(alphabet='停a1é 😀"()|-ORNT', max_size=20),
)
def test_any_texts_and_any_question_agree_with_the_reference(index: Index, texts: list[list[str]], asked: str) -> None:
    index.clear()
    index.fill([(number, Doc(tuple(one))) for number, one in enumerate(texts, 1)])
    words = [word for one in texts for text in one for word in text.split()]
    for question in [asked, *words[:4], *(word[:2] for word in words[:4])]:
        try:
            query = parse(question)
        except BadQuery:
            continue
        expected = [number for number in range(len(texts), 0, -1) if matches(query, texts[number - 1])]
        assert index.ask(question) == expected, question


def test_after_an_erasure_no_page_of_the_file_holds_the_words(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "erased.sqlite3", isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    index = Index("sqlite", connection)
    for sql in search.fts5.CREATE:
        index.run(sql)
    secret = Doc(("手机 13800138000 龘靐齉", "zqsecretword"))
    index.fill([(number, Doc((f"停电 {number}",))) for number in range(1, 3000)])
    index.fill([(3000, secret)])
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    marks = [b"13800138000", "靐齉".encode(), b"zqsecretword"]
    assert all(mark in (tmp_path / "erased.sqlite3").read_bytes() for mark in marks)
    index.forget(3000, secret)
    for sql in search.fts5.PURGE:
        index.run(sql)
    left = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert [mark for mark in marks if mark in left] == []
    assert index.ask("停电 2999") == [2999]
    connection.close()


def test_after_an_erasure_postgresql_writes_the_index_anew(index: Index) -> None:
    if index.dialect != "postgresql":
        pytest.skip("PostgreSQL's own way")
    secret = Doc(("zqsecretword",))
    index.fill([(1, secret), (2, Doc(("停电",)))])
    index.forget(1, secret)
    for sql in index.module.PURGE:
        index.run(sql)
    assert index.ask("停电") == [2]
