"""What was planned is done once, or again after a crash, or given up where people can see it; never lost."""

from datetime import datetime, timedelta

import pytest

from tests.stories import Story
from wenguo.models import Alarm, Reaction
from wenguo.reactions import REACTIONS, Happened, work


class Killed(BaseException):
    """Stands for the end of a worker's process: nothing in it may catch this."""


@pytest.fixture
def planned(story: Story) -> Reaction:
    """One alarm planned, not yet run."""
    story.recorded().does("chase", "complainant")
    Reaction.objects.exclude(name="alarm").delete()
    return Reaction.objects.get()


def test_what_is_due_is_done_once(story: Story, planned: Reaction) -> None:
    assert work.run_due(story.at) == 1
    assert work.run_due(story.at) == 0
    planned.refresh_from_db()
    assert (planned.state, planned.done_at, planned.claimed_until) == ("done", story.at, None)
    assert Alarm.objects.count() == 1


def test_what_is_not_due_waits(planned: Reaction) -> None:
    assert work.run_due(planned.not_before - timedelta(seconds=1)) == 0
    assert work.run_due(planned.not_before) == 1


def test_only_the_lines_asked_for_are_run(story: Story, planned: Reaction) -> None:
    story.does("chase", "complainant")
    assert story.done is not None
    first = story.done.first_line
    assert work.run_due(story.at, lines=range(first, first + len(story.done.events))) == 2, "the alarm, and the watch"
    planned.refresh_from_db()
    assert planned.state == "waiting"


def test_a_worker_killed_between_claim_and_done_loses_nothing(
    story: Story, planned: Reaction, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(h: Happened, at: datetime) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setitem(REACTIONS, "alarm", dies)
        with pytest.raises(Killed):
            work.run_due(story.at)
    assert work.run_due(story.at + work.LEASE / 2) == 0, "it is claimed until its lease ends"
    assert work.run_due(story.at + work.LEASE) == 1
    assert work.run_due(story.at + work.LEASE) == 0
    assert Alarm.objects.count() == 1


def test_one_that_kills_every_worker_is_given_up(
    story: Story, planned: Reaction, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(h: Happened, at: datetime) -> None:
        raise Killed

    monkeypatch.setitem(REACTIONS, "alarm", dies)
    for n in range(work.MOST_TRIES):
        with pytest.raises(Killed):
            work.run_due(story.at + n * work.LEASE)
    assert work.run_due(story.at + work.MOST_TRIES * work.LEASE) == 0
    planned.refresh_from_db()
    assert (planned.state, planned.tries) == ("dead", work.MOST_TRIES)


def test_one_that_fails_is_tried_again_with_growing_pauses_then_dead_and_visible(
    story: Story, planned: Reaction, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(h: Happened, at: datetime) -> None:
        raise ZeroDivisionError("by design")

    at = story.at
    with monkeypatch.context() as patched:
        patched.setitem(REACTIONS, "alarm", fails)
        pauses = []
        for n in range(1, work.MOST_TRIES + 1):
            assert work.run_due(at) == 1
            planned.refresh_from_db()
            assert planned.tries == n
            if n < work.MOST_TRIES:
                assert planned.state == "waiting"
                pauses.append(planned.not_before - at)
                at = planned.not_before
    assert pauses == sorted(set(pauses))
    assert (planned.state, planned.error) == ("dead", "ZeroDivisionError: by design")
    assert (work.waiting().dead_reactions, work.waiting().reactions) == (1, 0)
    assert work.run_due(at + timedelta(days=30)) == 0
    work.again(planned.pk, at)
    assert work.run_due(at) == 1
    assert Alarm.objects.count() == 1


def test_a_reaction_that_fails_half_way_leaves_nothing_half_done(
    story: Story, planned: Reaction, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = REACTIONS["alarm"]

    def half(h: Happened, at: datetime) -> None:
        real(h, at)
        raise RuntimeError

    monkeypatch.setitem(REACTIONS, "alarm", half)
    work.run_due(story.at)
    assert Alarm.objects.count() == 0


def test_one_failure_does_not_hinder_the_next(story: Story, planned: Reaction, monkeypatch: pytest.MonkeyPatch) -> None:
    real = REACTIONS["alarm"]

    def fails_once(h: Happened, at: datetime) -> None:
        if h.line_id == planned.line_id:
            raise RuntimeError
        real(h, at)

    story.does("chase", "complainant")
    monkeypatch.setitem(REACTIONS, "alarm", fails_once)
    assert work.run_due(story.at) == 4, "an alarm and a watch each"
    assert Alarm.objects.filter(kind="Chased").count() == 1


def test_draining_leaves_nothing_due(story: Story) -> None:
    story.recorded()
    for _ in range(5):
        story.does("chase", "complainant")
    told = "five alarms and watches, the advice on what was recorded and its group, and the alarm of the warning"
    assert work.drain(story.at) == 13, told
    assert not Reaction.objects.filter(state="waiting", not_before__lte=story.at).exists()
