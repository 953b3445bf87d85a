"""What was sent adds to its unit's week once, and nothing else is kept of it."""

from typing import Any

import pytest

from tests.advising.conftest import MadeUp
from tests.stories import Story
from wenguo.advising import switches
from wenguo.models import Coached, CoachedAuthor, Reaction
from wenguo.queries.administrators import settler
from wenguo.reactions.work import again, run_due


@pytest.mark.row("M24")
def test_an_answer_counts_once_for_its_unit_however_often_its_reactions_run(
    story: Story, adviser: MadeUp, told: Any
) -> None:
    story.recorded().answered()
    told()
    (row,) = Coached.objects.all()
    assert (row.unit_id, row.replies) == (story.office.sec.pk, 1)
    assert 0 <= row.points <= 100
    assert CoachedAuthor.objects.count() == 1
    again(Reaction.objects.get(name="coach").pk, story.at)  # only what was given up is done again
    run_due(story.at)
    assert Coached.objects.get().replies == 1


def test_where_the_check_is_off_nothing_is_counted(story: Story, adviser: MadeUp, told: Any) -> None:
    switches.switch(settler(story.office.adm.pk), story.at, "reply_check", story.office.sec.pk, on=False)
    story.recorded().answered()
    told()
    assert not Coached.objects.exists()
