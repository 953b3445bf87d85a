"""A question is read as people write it; one that cannot be asked is refused in plain words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenguo.search import BadQuery, parse
from wenguo.search.query import And, Not, Or, Phrase

A, B, C = Phrase("停电"), Phrase("漏水"), Phrase("a12")


@pytest.mark.parametrize(
    ("asked", "root"),
    [
        ("停电", A),
        (" 停电　漏水 ", And((A, B))),
        ("停电 AND 漏水", And((A, B))),
        ("停电，漏水！", And((A, B))),
        ("停电 OR 漏水", Or((A, B))),
        ("停电|漏水", Or((A, B))),
        ("停电 ｜ 漏水", Or((A, B))),
        ("停电 漏水 OR A12", Or((And((A, B)), C))),
        ("停电 (漏水 OR A12)", And((A, Or((B, C))))),
        ("停电（漏水|A12）", And((A, Or((B, C))))),
        ("停电 -漏水", And((A, Not(B)))),
        ("停电 NOT 漏水", And((A, Not(B)))),
        ("停电 AND NOT 漏水", And((A, Not(B)))),
        ("-漏水 停电", And((Not(B), A))),
        ("停电 NOT NOT 漏水", And((A, B))),
        ("停电 -(漏水 OR A12)", And((A, Not(Or((B, C)))))),
        ("停电 - 漏水", And((A, B))),
        ('"停电，漏水"', Phrase("停电 漏水")),
        ("“Ａ１２ 停电”", Phrase("a12 停电")),
        ("A12停电", Phrase("a12停电")),
        ("a-12", And((Phrase("a"), Phrase("12")))),
        ("停电 ！！！ ()", A),
        ('"OR"', Phrase("or")),
        ("or and not", And((Phrase("or"), Phrase("and"), Phrase("not")))),
        ("ORANGE", Phrase("orange")),
    ],
)
def test_a_question_is_read(asked: str, root: object) -> None:
    assert parse(asked).root == root


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ("", "no word"),
        ("，。 \t", "no word"),
        ("()", "no word"),
        ('""', "no word"),
        ("-停电", "only NOT"),
        ("停电 OR -漏水", "only NOT"),
        ("停电 OR", "both sides"),
        ("OR 停电", "both sides"),
        ("停电 OR OR 漏水", "both sides"),
        ("停电 OR ！", "both sides"),
        ("AND 停电", "both sides"),
        ("停电 AND", "both sides"),
        ("停电 NOT", "behind"),
        ("(停电", "closing bracket is missing"),
        ("停电)", "without an opening"),
        ('"停电', "closing quote"),
        ("停" * 2001, "too long"),
        (" ".join(["停"] * 51), "50 words"),
        ("(" * 21 + "停" + ")" * 21, "deep"),
        ("停 " + "NOT " * 300 + "电", "deep"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_reason(asked: str, why: str) -> None:
    with pytest.raises(BadQuery, match=why) as refused:
        parse(asked)
    assert refused.value.zh
    assert refused.value.zh != refused.value.en


@settings(max_examples=800, deadline=None)
@given(st.text(max_size=60) | st.text(alphabet="停a1 \"“”()（）|-－ORANDT*:^{}'%_\\\x00\ud800", max_size=40))
def test_anything_typed_is_a_question_or_refused(asked: str) -> None:
    try:
        query = parse(asked)
    except BadQuery:
        return
    assert query.phrases
    assert not isinstance(query.root, Not)
