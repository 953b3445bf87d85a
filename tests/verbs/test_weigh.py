"""A warning is weighed by a person: it holds, or it does not, with the reason; both are counted (M38)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.stories import T0, Office, Story
from wenguo.advising import watching
from wenguo.models import Alarm
from wenguo.queries import danger
from wenguo.queries.seeing import Asker
from wenguo.reactions.work import run_due
from wenguo.rules import warned
from wenguo.rules.escalation_words import CAUSES


def _warned(office: Office) -> Story:
    """A complaint warned of once, because they chased twice."""
    s = Story(office).recorded(by="ann", unit=office.sec.pk).does("chase", "complainant").does("chase", "complainant")
    watching.watch(s.row.pk, s.at)
    return s


@pytest.mark.row("M38")
def test_a_person_says_with_reasons_whether_a_warning_holds_and_that_is_counted(office: Office) -> None:
    for found in ("holds", "unfounded", "unfounded", ""):
        s = _warned(office)
        if found:
            s.does("weigh", "bob", warning=s.complaint.alerts[-1].position, found=found, words="看过来往记录")
        s.answered().accepted().closed()
    counted = danger.proven(Asker(account=office.local.pk, units=None), office.main.pk, T0, CAUSES)
    one = next(one for one in counted.causes if one.cause == "came_back_unsolved")
    assert (one.warned, one.holds, one.unfounded) == (4, 1, 2)
    assert counted.weighed == (1, 2)
    assert counted.held is None, "no rate from so few"


@pytest.mark.row("M38")
def test_dismissed_the_lamp_goes_out_and_the_head_reads_why_but_what_holds_waits_for_a_word(office: Office) -> None:
    s = _warned(office)
    line = s.complaint.alerts[-1].position
    assert s.cannot("weigh", "eve", warning=line, found="holds", words="x").code in {"unseen", "permission"}
    assert s.cannot("weigh", "ann", warning=1, found="holds", words="x").field == "warning"
    s.does("weigh", "ann", warning=line, found="holds", words="今天就联系")
    assert warned.waiting(s.complaint) == 1, "only a word to the complainant answers it"
    assert s.cannot("weigh", "ann", warning=line, found="unfounded", words="又不成立了").field == "warning"
    s = _warned(office)
    s.does("weigh", "ann", warning=s.complaint.alerts[-1].position, found="unfounded", words="两次催办是同一通电话")
    assert warned.waiting(s.complaint) == 0
    run_due(s.at + timedelta(hours=30))
    alarms = Alarm.objects.filter(complaint=s.row.pk, account=office.bob)
    assert set(alarms.values_list("kind", flat=True)) == {"Weighed"}
    watching.watch(s.row.pk, s.at)
    assert len(s.complaint.alerts) == 1, "the same lines are not warned of again"
    s.does("chase", "complainant")
    watching.watch(s.row.pk, s.at)
    assert warned.waiting(s.complaint) == 1, "another line is"


def test_a_silence_put_aside_ends_the_walk_until_they_have_had_a_word(story: Story) -> None:
    story.recorded().reached().later(days=6)
    watching.watch_silent(story.at)
    line = story.complaint.alerts[-1].position
    story.does("weigh", "ann", warning=line, found="unfounded", words="投诉人说月底再联系").later(days=20)
    assert story.row.silent_at is None
    assert watching.watch_silent(story.at) == 0
    story.informed().later(days=6)
    assert watching.watch_silent(story.at) == 1
