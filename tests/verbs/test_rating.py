"""rate and rekey: the complainant alone gives marks; a new secret is given only by who may, with how it was verified."""

import pytest

from tests.stories import Story
from wenguo.verbs import VERBS


@pytest.mark.row("M26")
def test_handling_and_outcome_are_rated_apart_and_the_last_mark_counts(story: Story) -> None:
    story.recorded().answered().does("rate", "complainant", handling=5, outcome=2, outcome_words="还是亏了")
    story.does("rate", "complainant", outcome=3)
    c = story.complaint
    assert (c.handling_rated, c.outcome_rated, c.stage) == (5, 3, "answered")
    assert any(ref.id in c.refs for ref in c.theirs[1:])


@pytest.mark.parametrize("by", ["ann", "eve", "bob", "local", "bot", "clock", "advice"])
def test_nobody_of_ours_can_make_up_a_rating(story: Story, by: str) -> None:
    story.recorded().answered()
    assert story.cannot("rate", by, handling=5).code in {"permission", "unseen"}


def test_there_is_nothing_to_rate_before_an_answer_and_no_rating_without_a_mark(story: Story) -> None:
    assert story.recorded().cannot("rate", "complainant", handling=1).code == "stage"
    assert story.answered().cannot("rate", "complainant", handling_words="一般").field == "handling"


def test_a_rating_stays_open_after_closing(story: Story) -> None:
    story.recorded().answered().accepted().closed().does("rate", "complainant", handling=4)
    assert story.complaint.handling_rated == 4


def test_a_bad_mark_for_the_handling_reaches_the_head_too(story: Story) -> None:
    from datetime import timedelta

    from wenguo.models import Alarm
    from wenguo.reactions.work import run_due

    story.recorded().answered().does("rate", "complainant", handling=1, outcome=5)
    run_due(story.at + timedelta(days=1))
    names = set(Alarm.objects.filter(kind="Rated").values_list("account__username", flat=True))
    assert names == {"ann", "bob"}


@pytest.mark.parametrize(("by", "may"), [("ann", True), ("bob", True), ("eve", False), ("qi", False), ("adm", False)])
def test_a_new_secret_is_given_by_owner_handler_or_head(story: Story, by: str, may: bool) -> None:
    story.recorded()
    if may:
        assert story.does("rekey", by, verified="callback", way="letter").happened[-1] == "Rekeyed"
    else:
        assert story.cannot("rekey", by, verified="callback", way="letter").code in {"permission", "unseen"}


def test_facts_alone_verify_only_where_they_are_written_down(story: Story) -> None:
    assert story.recorded().cannot("rekey", verified="facts", way="letter").field == "words"


@pytest.mark.parametrize("verified", ["callback", "facts"])
def test_handed_over_in_person_only_after_a_document(story: Story, verified: str) -> None:
    assert story.recorded().cannot("rekey", verified=verified, way="face", words="说得出订单").field == "verified"
    assert story.does("rekey", verified="document", way="face").happened[-1] == "Rekeyed"


def test_no_face_of_the_staff_offers_either() -> None:
    assert not VERBS["rate"].offered
    assert not VERBS["rekey"].offered
    assert "address" not in VERBS["rekey"].model_fields
