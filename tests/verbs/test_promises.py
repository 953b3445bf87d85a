"""promise and keep: every promise has a clock and is kept or broken in the open (M14)."""

from datetime import timedelta

import pytest

from tests.stories import Story

pytestmark = pytest.mark.row("M14")


def test_a_promise_says_to_whom_what_and_by_when_and_has_a_clock(story: Story) -> None:
    story.recorded().promised(what="十分钟后回来", hours=1)
    promise = story.complaint.promises[0]
    assert (promise.to, promise.by, promise.state) == ("complainant", f"account:{story.office.ann.pk}", "open")
    assert story.row.next_at is not None
    assert story.row.next_at <= promise.due_at
    assert story.row.due_at == promise.due_at, "it rules the queue, being the nearest"


@pytest.mark.parametrize("hours", [0, -1])
def test_nobody_promises_into_the_past(story: Story, hours: float) -> None:
    story.recorded()
    assert story.cannot("promise", what="x", due_at=story.at + timedelta(hours=hours)).field == "due_at"


@pytest.mark.parametrize(("waits", "state"), [(0.5, "kept"), (2, "kept_late")])
def test_kept_late_is_kept_late_even_before_the_clock_has_seen_it(story: Story, waits: float, state: str) -> None:
    story.recorded().promised(hours=1).later(hours=waits).kept()
    assert story.complaint.promises[0].state == state
    assert story.cannot("keep", promise=1).field == "promise"


def test_a_broken_promise_is_written_down_once_and_counts_even_when_kept_later(story: Story) -> None:
    story.recorded().promised(hours=1).later(hours=2).ticked().ticked()
    assert story.happened.count("PromiseBroken") == 1
    assert story.complaint.promises[0].state == "broken"
    c = story.kept().complaint
    assert (c.promises[0].state, c.broken_promises, story.row.broken_promises) == ("kept_late", 1, 1)


def test_nothing_is_closed_over_an_open_promise(story: Story) -> None:
    story.recorded().promised(hours=100).answered().accepted()
    assert "承诺" in story.cannot("close", outcome="OC01").text.zh
    assert story.kept().closed().complaint.stage == "closed"


def test_there_is_no_promise_but_those_made(story: Story) -> None:
    story.recorded().promised()
    for ordinal in (2, 10**9):
        assert story.cannot("keep", promise=ordinal).field == "promise"
