"""The forecast is a reckoning anyone can do again, says when it knows too little, and sharing out is even."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenguo.rules.forecast import FEWEST_CLOSINGS, FEWEST_DAYS, forecast
from wenguo.rules.sharing import shared_out

MONDAY = date(2026, 11, 23)


def days(*due: int) -> list[tuple[date, int]]:
    return [(MONDAY + timedelta(days=number), count) for number, count in enumerate(due)]


@pytest.mark.parametrize(
    ("due", "overdue", "closed", "late"),
    [
        ((2, 2, 2), 0, 40, [0, 0, 0]),  # two a day, two due a day
        ((5, 0, 0), 0, 40, [3, 0, 0]),  # five due today, two are done
        ((0, 0, 6), 0, 40, [0, 0, 0]),  # three days for six
        ((2, 2, 2), 2, 40, [2, 2, 2]),  # the overdue go first, and everybody waits a day longer
        ((1, 9, 0), 0, 40, [0, 6, 0]),
        ((0, 0, 0), 50, 40, [0, 0, 0]),  # what is overdue cannot become late again
        ((1, 1, 1), 0, 10, [1, 1, 1]),  # half a complaint a day: none is whole in time…
        ((0, 1, 0), 0, 10, [0, 0, 0]),  # … but one is after two days
    ],
)
def test_what_stands_too_far_back_in_the_line_is_late(
    due: tuple[int, ...], overdue: int, closed: int, late: list[int]
) -> None:
    found = forecast(days(*due), overdue=overdue, closed=closed, working_days=20)
    assert [day.late for day in found.days] == late
    assert found.late == sum(late)
    assert found.due == sum(due)


@pytest.mark.parametrize(("closed", "working_days"), [(FEWEST_CLOSINGS - 1, 21), (100, FEWEST_DAYS - 1), (0, 0)])
def test_on_too_little_data_it_says_nothing_but_what_is_due(closed: int, working_days: int) -> None:
    found = forecast(days(3, 4), overdue=1, closed=closed, working_days=working_days)
    assert found.pace is None
    assert [(day.due, day.late) for day in found.days] == [(3, None), (4, None)]
    assert found.first_late is None


def test_the_first_day_something_is_late_is_named() -> None:
    found = forecast(days(0, 0, 9), overdue=0, closed=20, working_days=20)
    assert found.first_late is not None
    assert found.first_late.day == MONDAY + timedelta(days=2)


@given(st.lists(st.integers(0, 50), max_size=10), st.integers(0, 50), st.integers(10, 300), st.integers(5, 25))
def test_no_day_is_late_for_more_than_is_due_and_a_quicker_pace_is_never_worse(
    due: list[int], overdue: int, closed: int, working_days: int
) -> None:
    slow = forecast(days(*due), overdue=overdue, closed=closed, working_days=working_days)
    quick = forecast(days(*due), overdue=overdue, closed=closed * 2, working_days=working_days)
    for one, other in zip(slow.days, quick.days, strict=True):
        assert one.late is not None
        assert other.late is not None
        assert 0 <= other.late <= one.late <= one.due


def test_shared_out_goes_to_whoever_has_least() -> None:
    shared = shared_out([(f"n{number}", ()) for number in range(5)], {1: 3, 2: 0})
    assert list(shared.values()).count(2) == 4
    assert list(shared.values()).count(1) == 1


def test_nobody_is_offered_what_they_cannot_take() -> None:
    shared = shared_out([("a", [1]), ("b", [2]), ("c", [1, 2])], {1: 0, 2: 0})
    assert shared == {"a": 2, "b": 1, "c": None}


@given(st.integers(0, 40), st.dictionaries(st.integers(1, 6), st.integers(0, 10), min_size=1))
def test_all_end_as_even_as_can_be(count: int, load: dict[int, int]) -> None:
    shared = shared_out([(str(number), ()) for number in range(count)], load)
    after = {taker: had + list(shared.values()).count(taker) for taker, had in load.items()}
    got = [taker for taker in load if after[taker] > load[taker]]
    assert sum(after.values()) - sum(load.values()) == count
    for taker in got:  # whoever was given something has at most one more than anybody else
        assert after[taker] <= min(after.values()) + 1
