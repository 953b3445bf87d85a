"""Likeness of two texts: the same both ways, with places that hold, and a reason in words; and pairs that were learned."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenguo.advice.likeness import Shared, likeness, order, read

pytestmark = pytest.mark.row("M29")

QUEUE = "朝阳路门店的排队叫号机又坏了，等了四十分钟没有人管"
AGAIN = "排队叫号机坏了，我在朝阳路门店等了快四十分钟，没人管"
CLERK = "朝阳路门店的店员态度恶劣，把我的会员卡扔在地上"

texts = st.text(max_size=60) | st.text(alphabet="排队叫号机坏了没人管 ，。aB7退款\ud800\u200b", max_size=60)


@given(texts, texts)
@settings(max_examples=120, deadline=None)
def test_it_is_the_same_both_ways_and_every_place_holds(a: str, b: str) -> None:
    there, back = likeness(a, b), likeness(b, a)
    assert there.score == back.score
    assert 0 <= there.score <= 1
    assert {(one.here, one.there) for one in there.shared} == {(one.there, one.here) for one in back.shared}
    for one in there.shared:
        assert one.words == one.here.text == a[one.here.start : one.here.end]
        assert one.there.text == b[one.there.start : one.there.end]
    assert likeness(a, b) == there


@given(texts)
@settings(max_examples=60, deadline=None)
def test_a_text_is_wholly_like_itself_or_tells_nothing(text: str) -> None:
    assert likeness(text, text).score == pytest.approx(1.0) or not read(text).parts


@given(texts, texts)
@settings(max_examples=60, deadline=None)
def test_no_shared_words_lie_over_each_other(a: str, b: str) -> None:
    shared = likeness(a, b).shared
    for spans in ([one.here for one in shared], [one.there for one in shared]):
        ordered = sorted(spans, key=lambda span: span.start)
        assert all(one.end <= two.start for one, two in pairwise(ordered))


def test_the_same_matter_is_liker_than_the_same_place() -> None:
    same, place = likeness(QUEUE, AGAIN), likeness(QUEUE, CLERK)
    assert same.score > 0.5 > place.score
    assert [one.words for one in place.shared] == ["朝阳路门店的"]
    assert "叫号机" in same.because.zh
    assert "叫号机" in same.because.en


def test_nothing_shared_is_said_in_words() -> None:
    found = likeness("空调不制冷", "快递丢了")
    assert (found.score, found.shared) == (0.0, ())
    assert "没有相同" in found.because.zh


def test_width_case_and_traditional_characters_do_not_hide_the_same_words() -> None:
    found = likeness("型号ＡＸ-２２００B的壓縮機有異響", "压缩机有异响，型号 ax-2200b")
    assert found.score > 0.6
    assert any(one.here.text.startswith("壓縮機") and one.there.text.startswith("压缩机") for one in found.shared)


def test_shared_words_end_where_the_sentence_does() -> None:
    found = likeness("电梯坏了。水管漏水", "昨天电梯坏了。水管漏水了")
    assert {one.words for one in found.shared} == {"电梯坏了", "水管漏水"}


def test_rare_words_count_for_more_where_rarity_is_known() -> None:
    plain = likeness("门店的压缩机", "门店的叫号机").score
    assert likeness("门店的压缩机", "门店的叫号机", {"门店": 5.0}).score > plain
    assert likeness("门店的压缩机", "门店的叫号机", {"门店": 0.1}).score < plain


@pytest.mark.parametrize("text", ["", " ", "的", "\x00\ud800\udfff", "好" * 100_000, "a" * 100_000, "退款 " * 30_000])
def test_ugly_and_endless_texts_break_nothing(text: str) -> None:
    assert 0 <= likeness(text, QUEUE).score < 0.5
    assert all(isinstance(one, Shared) for one in likeness(text, text).shared)


def test_comparing_two_texts_loads_no_learning() -> None:
    code = (
        "import sys; from wenguo.advice.likeness import likeness; likeness('退款', '退款'); "
        "assert not {'numpy', 'sklearn', 'scipy', 'django'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_order_is_counted_as_the_plain_tables_count_it() -> None:
    for a, b, edits, kept, stretch in (
        ("", "", 0, 0, 0),
        ("退款", "", 2, 0, 0),
        ("怎么退款", "退款怎么办", 4, 2, 2),
        ("abcbdab", "bdcaba", 5, 4, 2),
        ("kitten", "sitting", 3, 4, 3),
    ):
        assert (order.distance(a, b), order.in_order(a, b), order.unbroken(a, b)) == (edits, kept, stretch)
        assert (order.distance(b, a), order.in_order(b, a), order.unbroken(b, a)) == (edits, kept, stretch)


@given(texts, texts)
@settings(max_examples=40, deadline=None)
def test_the_numbers_of_a_pair_are_the_same_both_ways(a: str, b: str) -> None:
    from wenguo.advice.likeness import pairing

    one, other = pairing.read(a), pairing.read(b)
    rarity = pairing.Rarity.among([one, other])
    assert pairing.features(one, other, rarity) == pairing.features(other, one, rarity)


def test_pairs_that_share_a_text_are_kept_together_and_apart_from_what_is_asked() -> None:
    from wenguo.advice.likeness.same_question import Judged, apart, together

    pairs = [("a", "b"), ("c", "d"), ("e", "b"), ("d", "f")]
    first, second, third, fourth = together(pairs)
    assert first == third != second == fourth
    lent = Judged([("a", "x"), ("y", "z"), ("d", "c"), ("u", "v")], [1, 0, 1, 1])
    kept = apart(lent, [("x", "q")], Judged(pairs, [0, 0, 0, 0]))
    assert (kept.pairs, kept.same) == ([("y", "z"), ("u", "v")], [0, 1])


def test_what_follows_from_judged_pairs_is_learned_from_and_contradicts_none() -> None:
    from wenguo.advice.likeness.same_question import Judged, implied

    learned = Judged([("a", "b"), ("b", "c"), ("c", "x"), ("p", "q")], [1, 1, 0, 0])
    found = dict(zip(map(frozenset, implied(learned).pairs), implied(learned).same, strict=True))
    assert found[frozenset("ac")] == 1
    assert set(found) <= {frozenset("ac"), frozenset("ax"), frozenset("bx")}
    assert all(same == 0 for pair, same in found.items() if "x" in pair)


def test_what_differs_is_learned_and_ranked_the_same_again() -> None:
    from wenguo.advice.likeness.same_question import Judged, SameQuestion

    things = [f"{one}{two}" for one in "红黄蓝绿白黑" for two in "鞋帽衣车伞杯"]
    pairs = [(f"怎么退{thing}", f"如何退{thing}") for thing in things]
    pairs += [(f"怎么退{thing}", f"怎么买{thing}") for thing in things]
    same = [1] * len(things) + [0] * len(things)
    learned = Judged(pairs[::2] + pairs[1::4], same[::2] + same[1::4])
    asked = [("怎么退紫笔", "如何退紫笔"), ("怎么退紫笔", "怎么买紫笔"), ("", "")]
    scores = SameQuestion().ranked(learned, asked)
    assert scores[0] > scores[1]
    assert (SameQuestion().ranked(learned, asked) == scores).all()
