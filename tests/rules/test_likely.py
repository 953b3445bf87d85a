"""Which act is the most likely next: the table against whole pasts."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.stories import Story
from wenguo.pages import acts
from wenguo.queries import office as office_queries
from wenguo.rules.lifecycle import STAGES
from wenguo.rules.likely import LIKELY, WAITS, Seen, likely, waits
from wenguo.rules.permissions import MAY
from wenguo.verbs import VERBS


def seen(story: Story, by: str = "ann") -> Seen:
    """The complaint as this person stands to it."""
    c = story.complaint
    actor = office_queries.actor(story.office.people[by].pk, office_queries.units()[c.unit], "web")
    assert actor is not None
    return acts.seen_by(actor, c, story.at)


def first(story: Story, by: str = "ann") -> str:
    """The most likely act that is open to this person."""
    c = story.complaint
    actor = office_queries.actor(story.office.people[by].pk, office_queries.units()[c.unit], "web")
    assert actor is not None
    return acts.actions(actor, c, story.at)[0].verb


def test_the_table_names_only_verbs_and_stages_that_there_are() -> None:
    assert {verb for verb, _ in LIKELY} | set(WAITS) <= set(VERBS) <= set(MAY)
    assert {"assessed", "disputed", "reopened", "in_review", "answered"} <= set(STAGES)


def test_one_is_led_through_a_whole_complaint_step_by_step(story: Story) -> None:
    assert first(story.recorded()) == "acknowledge"
    assert first(story.acknowledged()) == "assess"
    assert first(story.assessed()) == "investigate"
    assert first(story.investigated()) == "answer"
    assert first(story.answered()) == "accept"
    assert first(story.accepted()) == "close"
    assert likely(seen(story.closed())) == []


@pytest.mark.row("M14")
def test_a_promise_that_is_due_soon_or_past_comes_before_everything_of_ones_own(story: Story) -> None:
    story.recorded().acknowledged().promised(hours=72)
    assert first(story) == "assess"
    story.later(hours=60)
    assert first(story) == "keep"
    assert "快到时间" in likely(seen(story))[0].because.zh
    story.later(hours=24)
    assert "已过时间" in likely(seen(story))[0].because.zh


@pytest.mark.row("M37")
def test_a_hand_over_that_waits_for_me_comes_first_and_i_may_turn_it_back(story: Story) -> None:
    story.recorded().handed_over("eve")
    found = [one.verb for one in likely(seen(story, "eve"))]
    assert (found[0], found[-1]) == ("take_over", "turn_back")
    assert first(story, "ann") == "acknowledge"


def test_an_answer_that_needs_a_second_person_is_submitted_approved_and_then_sent(story: Story) -> None:
    story.recorded(severity="T1").acknowledged().assessed().investigated()
    assert first(story) == "submit"
    assert waits("answer", seen(story)) is not None
    story.does("submit", words="拟答复")
    assert first(story, "dan") == "approve"
    assert waits("approve", seen(story, "ann")) is not None, "not one's own"
    story.does("approve", "dan")
    assert first(story) == "answer"


def test_what_cannot_be_tried_says_what_it_waits_for(story: Story) -> None:
    now = seen(story.recorded().promised())
    for verb in ("attest", "resume", "approve", "confirm", "unlink", "close", "take_back"):
        assert waits(verb, now) is not None, verb
    for verb in ("note", "hear", "keep", "acknowledge", "hand_over"):
        assert waits(verb, now) is None, verb


def test_a_reason_is_no_permission_nothing_here_lets_anybody_do_anything(story: Story) -> None:
    story.recorded().acknowledged()
    c = story.complaint
    aud = story.office.aud.pk
    actor = office_queries.actor(aud, office_queries.units()[c.unit], "web")
    assert actor is not None
    found = acts.actions(actor, c, story.at + timedelta(days=1))
    assert not any(one.open or one.likely for one in found), "an auditor only reads"
    assert all(one.why for one in found)
