"""hand_over, take_over, turn_back, take_back, devolve, follow: there is no moment without an owner (M37)."""

from datetime import timedelta

import pytest

from tests.stories import Story
from wenguo.verbs import Refused

pytestmark = pytest.mark.row("M37")


def test_a_hand_over_moves_ownership_only_when_it_is_taken(story: Story) -> None:
    ann, eve = story.office.ann.pk, story.office.eve.pk
    assert story.recorded().handed_over("eve").complaint.owner == ann
    assert story.row.offered_to == eve
    c = story.taken_over("eve").complaint
    assert (c.owner, c.first_responder, c.hand_overs, c.hand_over) == (eve, ann, 1, None)


def test_turned_back_with_its_reason_it_stays_and_is_counted(story: Story) -> None:
    c = story.recorded().handed_over().turned_back().complaint
    assert (c.owner, c.turn_backs, c.hand_overs, c.hand_over) == (story.office.ann.pk, 1, 0, None)


def test_an_offer_taken_back_leaves_everything_as_it_was(story: Story) -> None:
    for owner_or_head in ("ann", "bob"):
        c = story.recorded().handed_over("eve").does("take_back", owner_or_head, to=story.office.eve.pk).complaint
        assert (c.owner, c.turn_backs, c.hand_overs, c.hand_over) == (story.office.ann.pk, 0, 0, None)
        assert story.row.offered_to is None
        assert story.cannot("take_over", "eve").code in {"permission", "unseen"}
        assert "没有等待接手" in story.cannot("take_back", owner_or_head).text.zh
    assert story.handed_over("bob").taken_over("bob").complaint.owner == story.office.bob.pk


def test_only_the_offer_that_was_meant_is_taken_back_and_only_by_owner_or_head(story: Story) -> None:
    story.recorded().handed_over("eve").turned_back("eve").handed_over("qi")
    assert story.cannot("take_back", to=story.office.eve.pk).field == "to"
    assert story.cannot("take_back", "eve").code in {"permission", "unseen"}
    assert story.cannot("take_back", "dan").code == "permission"


def test_what_the_clock_offered_around_an_owner_complained_of_is_not_taken_back(story: Story) -> None:
    story.recorded().assessed("qi", concerned=[story.office.ann.pk])
    assert "回避" in story.cannot("take_back").text.zh
    assert story.complaint.hand_over is not None
    story.recorded().handed_over("eve").later(hours=25).ticked()
    assert story.complaint.hand_over is not None
    assert "系统" in story.cannot("take_back").text.zh


def test_it_is_offered_only_to_those_who_can_take_it(story: Story) -> None:
    story.recorded(concerned=[story.office.eve.pk])
    story.office.tom.is_active = False
    story.office.tom.save()
    for taker in ("eve", "tom", "ann"):
        assert story.cannot("hand_over", to=story.office.people[taker].pk).field == "to", taker
    assert story.cannot("hand_over", to=10**6).field == "to"


def test_one_offer_at_a_time_and_only_its_taker_answers_it(story: Story) -> None:
    story.recorded().handed_over("eve")
    assert "等待接手" in story.cannot("hand_over", to=story.office.bob.pk).text.zh
    assert story.cannot("take_over", "qi").code == "permission"
    assert story.cannot("turn_back", "bob", reason="x").code == "permission"
    assert story.cannot("take_over", "tom").code == "unseen"


def test_the_head_may_take_it_over_and_nobody_takes_twice(story: Story) -> None:
    assert story.recorded().taken_over("bob").complaint.owner == story.office.bob.pk
    assert "已经是责任人" in story.cannot("take_over", "bob").text.zh


@pytest.mark.parametrize("deputy_is_there", [True, False])
def test_while_the_taker_is_away_the_deputy_is_asked_if_there_is_one_at_work(
    story: Story, deputy_is_there: bool
) -> None:
    eve, qi = story.office.eve, story.office.qi
    eve.deputy, eve.away_until = qi, story.at + timedelta(days=3)
    eve.save()
    qi.is_active = deputy_is_there
    qi.save()
    c = story.recorded().handed_over("eve").complaint
    assert c.hand_over is not None
    assert (c.hand_over.to, c.hand_over.why) == ((qi.pk, "deputy") if deputy_is_there else (eve.pk, "asked"))


def test_an_absence_that_has_not_begun_sends_nothing_to_the_deputy(story: Story) -> None:
    eve = story.office.eve
    eve.deputy = story.office.qi
    eve.away_from, eve.away_until = story.at + timedelta(days=2), story.at + timedelta(days=3)
    eve.save()
    c = story.recorded().handed_over("eve").complaint
    assert c.hand_over is not None
    assert c.hand_over.to == eve.pk


def test_an_unanswered_offer_goes_up_after_the_packs_hours(story: Story) -> None:
    story.recorded().handed_over("eve")
    assert story.later(hours=23).ticked().row.offered_to == story.office.eve.pk
    c = story.later(hours=2).ticked().complaint
    assert c.hand_over is not None
    assert (c.hand_over.to, c.hand_over.why) == (story.office.bob.pk, "unanswered")
    assert c.owner == story.office.ann.pk


def test_a_disabled_owners_complaint_passes_to_the_head(story: Story) -> None:
    story.recorded()
    assert story.cannot("devolve", "clock").field == "why", "the account is not disabled"
    story.office.ann.is_active = False
    story.office.ann.save()
    c = story.does("devolve", "clock").complaint
    assert (c.owner, c.first_responder) == (story.office.bob.pk, story.office.ann.pk)


def test_taken_up_again_after_its_owner_left_it_has_an_owner_at_once(story: Story) -> None:
    story.recorded().investigated().answered().accepted().closed()
    story.office.ann.is_active = False
    story.office.ann.save()
    c = story.disputed().complaint
    assert c.owner == story.office.bob.pk
    assert story.happened.index("Disputed") < story.happened.index("Devolved")


def test_it_does_not_pass_to_nobody(story: Story) -> None:
    story.recorded(by="tom")  # neither car nor main has a head
    story.office.tom.is_active = False
    story.office.tom.save()
    with pytest.raises(Refused, match="负责人"):
        story.does("devolve", "clock")


def test_the_first_responder_may_follow_what_another_owns_now(story: Story) -> None:
    story.recorded(by="eve").handed_over("ann", by="eve").taken_over("ann")
    assert story.does("follow", "eve").complaint.followers == {story.office.eve.pk}
    assert "没有变化" in story.cannot("follow", "eve").text.zh
    assert story.does("follow", "eve", stopped=True).complaint.followers == set()


def test_nobody_takes_over_what_complains_of_them(story: Story) -> None:
    story.recorded().handed_over("eve").assessed(concerned=[story.office.eve.pk, story.office.bob.pk])
    for taker in ("eve", "bob"):
        assert "回避" in story.cannot("take_over", taker).text.zh
    assert story.complaint.owner == story.office.ann.pk


def test_an_owner_who_turns_out_to_be_complained_of_is_relieved(story: Story) -> None:
    story.recorded().assessed("qi", concerned=[story.office.ann.pk])
    c = story.complaint
    assert c.hand_over is not None
    assert (c.hand_over.to, c.hand_over.why) == (story.office.bob.pk, "avoid")


def test_those_who_may_not_know_of_it_are_told_that_there_is_none(story: Story) -> None:
    story.recorded()
    assert story.cannot("note", "tom", words="x").code == "unseen"
    assert story.cannot("note", "eve", words="x").code == "unseen"
    assert story.cannot("note", "aud", words="x").code == "permission"
