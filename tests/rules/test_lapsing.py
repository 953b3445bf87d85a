"""What runs out is written down once, and the index of next moments says exactly when there is something to write."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from wenguo.complaint import Clock, Complaint, HandOver, Promise
from wenguo.events import Ref
from wenguo.folding import take
from wenguo.line import Line
from wenguo.rules import clocks

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
MINUTES = st.integers(0, 500).map(lambda n: timedelta(minutes=n))
MOMENTS = MINUTES.map(lambda span: START + span)


@st.composite
def a_clock(draw: st.DrawFn) -> Clock:
    due = START + draw(MINUTES)
    return Clock(
        id=0,
        pack="house",
        rule="r",
        obligor=draw(st.sampled_from(["firm", "superior", "authority"])),
        starts="receipt",
        started_at=START,
        due_at=due,
        due_rolled_at=due + draw(MINUTES),
        ends_on=("Answered",),
        warn_at=tuple(sorted(draw(st.sets(st.integers(1, 99), max_size=3)))),
        complexity="any",
        provisional=False,
        fallback=False,
        state=draw(st.sampled_from(["running", "paused", "met", "stopped"])),
    )


@st.composite
def a_complaint(draw: st.DrawFn) -> Complaint:
    made = draw(st.lists(a_clock(), max_size=4))
    for number, clock in enumerate(made, 1):
        clock.id = number
    promises = [
        Promise(
            id=number,
            to="complainant",
            what=Ref("m1", ""),
            by="account:1",
            made_at=START,
            due_at=due,
            state=draw(st.sampled_from(["open", "kept", "broken"])),
        )
        for number, due in enumerate(draw(st.lists(MOMENTS, max_size=3)), 1)
    ]
    return Complaint(number="n", owner=1, clocks=made, promises=promises, received_at=START)


def take_lapsed(c: Complaint, at: datetime) -> int:
    found = clocks.lapsed(c, at)
    for event in found:
        take(c, Line(number="n", position=c.length + 1, at=at, by="clock", via="clock", event=event, prev=c.head))
    return len(found)


@given(a_complaint(), MOMENTS)
def test_lapsing_twice_finds_nothing_the_second_time(c: Complaint, at: datetime) -> None:
    take_lapsed(c, at)
    assert take_lapsed(c, at) == 0


@given(a_complaint(), st.lists(MOMENTS, min_size=1, max_size=5).map(sorted))
def test_there_is_something_to_write_exactly_when_the_next_moment_has_passed(
    c: Complaint, rounds: list[datetime]
) -> None:
    for at in rounds:
        moment = clocks.next_moment(c)
        assert (take_lapsed(c, at) > 0) == (moment is not None and moment < at)
        moment = clocks.next_moment(c)
        assert moment is None or moment >= at


def test_an_offer_that_went_up_still_has_its_moment() -> None:
    waiting = HandOver(to=2, by="clock", why="unanswered", offered_at=START, expires_at=START)
    assert clocks.next_moment(Complaint(number="n", hand_over=waiting)) == START


def test_nothing_runs_out_at_its_own_moment_but_after_it() -> None:
    promise = Promise(id=1, to="complainant", what=Ref("m1", ""), by="account:1", made_at=START, due_at=START)
    c = Complaint(number="n", promises=[promise])
    assert clocks.lapsed(c, START) == []
    assert len(clocks.lapsed(c, START + timedelta(microseconds=1))) == 1
