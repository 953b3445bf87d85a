"""Third parties and time: clocks that start while they work stand still, and what they answer late is told to the owner."""

from datetime import timedelta

import pytest

from tests.stories import Office, Story
from tests.verbs.test_others import APPRAISAL, TOLD
from wenguo.models import Alarm
from wenguo.reactions.work import drain


@pytest.mark.row("M04")
@pytest.mark.parametrize("told", [True, False])
def test_a_clock_that_starts_during_an_appraisal_the_complainant_knows_of_stands_still_from_the_start(
    story: Story, told: bool
) -> None:
    story.recorded().acknowledged().investigated().answered()
    story.does("bring_in", **APPRAISAL, **(TOLD if told else {})).later(days=1).disputed()
    anew = [clock for clock in story.complaint.clocks if "Answered" in clock.ends_on and clock.state != "ended"]
    standing = [clock for clock in anew if clock.state == "paused"]
    assert bool(standing) is told, "where nobody told them, time goes on"
    if told:
        assert all(clock.pause == "appraisal" and clock.paused_at == clock.started_at for clock in standing)
        was = standing[0].due_at
        story.later(days=5).does("conclude", party=1, outcome="finding", words="材质不合格")
        clock = story.complaint.clocks[standing[0].id - 1]
        assert (clock.state, clock.due_at - was) == ("running", timedelta(days=5))


@pytest.mark.row("M04")
def test_a_third_party_that_does_not_answer_in_time_is_told_to_the_owner_by_the_clock_once(
    story: Story, office: Office
) -> None:
    story.recorded().does(
        "bring_in", kind="expert", body="老师傅", question="能修吗", due_at=story.at + timedelta(hours=5)
    )
    assert story.row.next_at is not None
    assert story.row.next_at <= story.complaint.parties[0].due_at
    story.later(hours=6).ticked().ticked()
    assert story.happened.count("PartyOverdue") == 1
    drain(story.at)
    assert set(Alarm.objects.filter(kind="PartyOverdue").values_list("account_id", flat=True)) == {office.ann.pk}
    assert story.complaint.owner == office.ann.pk, "responsibility stays"
    story.does("conclude", party=1, outcome="finding", words="能修")
    story.recorded().does(
        "bring_in", kind="expert", body="老师傅", question="能修吗", due_at=story.at + timedelta(hours=5)
    )
    story.does("conclude", party=1, outcome="finding", words="能修").later(days=1).ticked()
    assert "PartyOverdue" not in story.happened
