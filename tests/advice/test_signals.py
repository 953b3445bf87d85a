"""What the manager is told of: what rises is told, what is as usual is not, and few cases do not shout."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenguo.advice.signals import disagreements, drift, rising

USUAL = ["空调 异响", "退款 太慢", "排队 太久", "前台 冷淡"] * 20
SPLIT = str.split


@pytest.mark.row("M43")
def test_a_word_that_many_more_say_this_week_is_told_with_the_count_that_was_usual() -> None:
    found = rising(["电梯 夹人"] * 9 + USUAL[:16], USUAL * 4, times_before=4, cut=SPLIT)
    assert {one.word for one in found} == {"电梯", "夹人"}
    assert found[0].now == 9
    assert "9" in found[0].because.zh
    assert "usual" in found[0].because.en


def test_a_week_like_the_others_tells_nothing() -> None:
    assert rising(USUAL, USUAL * 4, times_before=4, cut=SPLIT) == ()


def test_one_long_letter_is_no_wave() -> None:
    assert rising(["电梯 " * 500, *USUAL], USUAL * 4, times_before=4, cut=SPLIT) == ()


def test_a_part_of_a_rising_word_is_not_told_beside_it() -> None:
    found = rising(["系统升级 升级"] * 12, USUAL * 4, times_before=4, cut=SPLIT)
    assert [one.word for one in found] == ["系统升级"]


@pytest.mark.parametrize(
    ("now", "state"),
    [({"a": 60, "b": 40}, "steady"), ({"a": 40, "b": 60}, "watch"), ({"a": 10, "b": 90}, "drifted")],
)
def test_drift_is_said_in_three_steps(now: dict[str, int], state: str) -> None:
    found = drift({"a": 600, "b": 400}, now)
    assert found.state == state
    assert found.because.zh
    assert found.because.en


def test_a_code_that_people_change_often_comes_first_and_few_cases_are_not_told() -> None:
    decided = [("A", "A")] * 30 + [("A", "B")] * 2 + [("C", "D")] * 8 + [("C", "C")] * 4 + [("E", "F")] * 3
    found = disagreements(decided)
    assert [one.code for one in found] == ["C", "A"]
    assert found[0].instead == (("D", 8),)


@given(st.lists(st.text(max_size=30), max_size=30), st.lists(st.text(max_size=30), max_size=30))
def test_no_texts_make_it_fail_and_what_is_told_is_in_them(now: list[str], before: list[str]) -> None:
    for one in rising(now, before, times_before=4, cut=SPLIT):
        assert sum(one.word in text.split() for text in now) == one.now


@given(
    st.dictionaries(st.text(max_size=4), st.integers(0, 999)), st.dictionaries(st.text(max_size=4), st.integers(0, 999))
)
def test_drift_is_never_negative_and_nothing_moved_is_none(then: dict[str, int], now: dict[str, int]) -> None:
    assert drift(then, now).index >= 0
    assert drift(then, then).index == 0
