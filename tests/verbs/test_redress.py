"""Redress from the offer to the proof: bounds, like cases, who says yes, agreement, performance."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from msgspec import structs
from pydantic import ValidationError

from tests.stories import Story
from wenguo.models import Account, Membership
from wenguo.queries.redress import given_within_a_year, usual_of
from wenguo.rules import joint
from wenguo.verbs import Offer, Refused, agree
from wenguo.verbs._judging import step_of

pytestmark = pytest.mark.row("M05")
HIM = {"name": "李静", "phone": "13900000911"}


def shop(story: Story, by: str = "tom", **fields: Any) -> Story:
    """A complaint at the shop that says it was cheated."""
    given: dict[str, Any] = {
        "causes": ("RS0701",),
        "dissatisfaction": "outcome",
        "price_fen": 9_900,
        "unit": story.office.car.pk,
    }
    return story.recorded("标价九块九，收银收了九十九", by, **{**given, **fields})


def offered(story: Story, fen: int, by: str = "tom", **fields: Any) -> Story:
    """Money offered."""
    return story.does("offer", by, **{"remedy": "RM08", "basis": "公司标准", "amount_fen": fen, **fields})


def headed(story: Story) -> Story:
    """A head at the shop, who owns nothing there."""
    story.office.new_person("hua", "car", "head")
    return story


def test_an_amount_that_law_gives_waits_for_its_finding(story: Story) -> None:
    shop(story)
    no = story.cannot("offer", "tom", remedy="RM09", rule="fraud", amount_fen=50_000, basis="消法55")
    assert no.field == "rule"
    assert "欺诈" in no.text.zh
    story.does("investigate", "tom", finding="标价与收费不一致，属价格欺诈", holds=("fraud",))
    assert (
        story.cannot("offer", "tom", remedy="RM09", rule="fraud", amount_fen=40_000, basis="消法55").field == "reason"
    )
    story.does("offer", "tom", remedy="RM09", rule="fraud", amount_fen=50_000, basis="消法第五十五条")
    assert story.complaint.offers[0].rule == "fraud"


def test_what_was_not_established_holds_nothing(story: Story) -> None:
    shop(story).does(
        "investigate",
        "tom",
        finding="没有查到欺诈",
        standard="not_established",
        basis="监控",
        evidence=("line:1",),
        holds=("fraud",),
    )
    assert story.cannot("offer", "tom", remedy="RM09", rule="fraud", amount_fen=50_000, basis="消法55").field == "rule"


def test_a_row_for_other_things_or_other_remedies_is_no_basis(story: Story) -> None:
    shop(story).does("investigate", "tom", finding="价格欺诈", holds=("fraud",))
    assert story.cannot("offer", "tom", remedy="RM05", rule="fraud", basis="x").field == "remedy"
    assert story.cannot("offer", "tom", remedy="RM09", rule="tour_refusal", basis="x").field == "rule"


def test_terms_that_take_rights_away_are_not_even_taken_in() -> None:
    for words in ("收款后不得再投诉", "You agree not to sue."):
        with pytest.raises(ValidationError):
            Offer(remedy="RM08", basis="x", amount_fen=100, words=words)


def test_a_small_sum_is_the_owners_and_a_larger_one_goes_through_its_steps(story: Story) -> None:
    headed(shop(story))
    offered(story, 20_000)
    assert story.complaint.offers[0].state == "approved"
    assert story.row.awaits is None
    offered(story, 500_000)
    offer = story.complaint.offers[1]
    assert offer.steps == ("head", "approver")
    assert offer.waiting == ("head",)
    assert story.cannot("approve", "dan", what="offer:2").code == "permission"
    story.does("approve", "hua", what="offer:2")
    assert story.complaint.offers[1].state == "offered"
    assert story.cannot("approve", "hua", what="offer:2").field == "what"
    story.does("approve", "dan", what="offer:2")
    assert story.complaint.offers[1].state == "approved"


def test_the_deputy_of_a_head_who_is_away_says_yes_in_their_place(story: Story) -> None:
    headed(shop(story))
    deputy = story.office.new_person("dep", "car", "handler")
    offered(story, 100_000)
    assert story.cannot("approve", "dep", what="offer:1").code == "permission"
    Account.objects.filter(username="hua").update(deputy=deputy, away_until=story.at + timedelta(days=3))
    story.does("approve", "dep", what="offer:1")
    assert story.done is not None
    assert story.done.events[0].for_account == story.office.hua.pk


def test_a_request_nobody_answered_and_an_offer_past_its_day_lapse(story: Story) -> None:
    headed(shop(story))
    offered(story, 100_000)
    offered(story, 10_000, valid_until=(story.at + timedelta(days=1)).date())
    assert story.row.next_at is not None
    story.later(days=4)
    assert story.cannot("approve", "hua", what="offer:1").field == "what"
    story.ticked()
    assert [one.state for one in story.complaint.offers] == ["lapsed", "lapsed"]
    assert story.happened.count("OfferLapsed") == 2
    assert "OfferLapsed" not in [type(one).__name__ for one in (story.ticked().done or story.done).events]  # type: ignore[union-attr]


@pytest.mark.row("M30")
def test_agreed_in_part_paid_in_parts_by_another_and_kept_as_promised(story: Story) -> None:
    headed(shop(story))
    offered(story, 100_000, words="赔偿 1000 元").does("approve", "hua", what="offer:1")
    assert story.cannot("agree", "tom", offer=1, how="said").field == "proof"
    story.does(
        "agree",
        "tom",
        offer=1,
        how="recording",
        proof="录音 8121",
        amount_fen=60_000,
        due_at=story.at + timedelta(days=2),
    )
    offer = story.complaint.offers[0]
    assert (offer.state, offer.partly, offer.disputed_fen, offer.promise) == ("agreed", True, 40_000, 1)
    assert story.cannot("redress", "hua", offer=1, how="transfer", proof="x")
    story.does("redress", "tom", offer=1, how="transfer", amount_fen=25_000, proof="流水 1")
    assert story.complaint.offers[0].rest_fen == 35_000
    assert story.cannot("redress", "tom", offer=1, how="transfer", amount_fen=40_000, proof="x").field == "amount_fen"
    story.does("redress", "tom", offer=1, how="transfer", proof="流水 2")
    assert story.complaint.offers[0].state == "performed"
    assert story.complaint.promises[0].state == "kept"
    assert (story.row.redress, story.row.redress_fen) == ("RM08", 60_000)


def test_who_offered_alone_does_not_pay_out_alone(story: Story) -> None:
    offered(shop(story), 10_000)
    assert "另一人" in story.cannot("redress", "tom", offer=1, how="cash", proof="收条").text.zh
    story.office.new_person("fay", "car", "handler")
    story.does("redress", "fay", offer=1, how="cash", proof="收条 3")
    assert story.complaint.offers[0].state == "performed"


@pytest.mark.row("M30")
def test_what_was_agreed_late_is_a_broken_promise_and_kept_late(story: Story) -> None:
    story.office.new_person("fay", "car", "handler")
    offered(shop(story), 10_000)
    story.does("agree", "tom", offer=1, how="chat", proof="聊天原文", due_at=story.at + timedelta(hours=5))
    story.later(days=1).ticked()
    assert story.complaint.broken_promises == 1
    story.does("redress", "fay", offer=1, how="cash", proof="收条")
    assert story.complaint.promises[0].state == "kept_late"


@pytest.mark.row("M30")
def test_closing_waits_for_redress_or_for_the_reason(story: Story) -> None:
    story.office.new_person("fay", "car", "handler")
    shop(story).investigated("tom", basis="小票")
    offered(story, 10_000).answered("tom").accepted()
    assert story.complaint.offers[0].state == "agreed"  # who accepts the answer agrees to what it offered
    assert story.cannot("close", "tom", outcome="OC01").field == "unperformed"
    story.does("redress", "fay", offer=1, how="original_way", proof="流水 9")
    story.closed("tom")


def test_what_could_not_be_given_is_told_why(story: Story) -> None:
    shop(story).investigated("tom", basis="小票")
    offered(story, 10_000).answered("tom").accepted().closed("tom", unperformed="投诉人要求转赠慈善，待其提供账户")
    assert story.complaint.stage == "closed"
    assert story.complaint.offers[0].state == "agreed"
    story.office.new_person("fay", "car", "handler")
    story.does("redress", "fay", offer=1, how="transfer", proof="流水 10")  # and may be given afterwards
    assert story.complaint.offers[0].state == "performed"


def test_like_cases_make_a_usual_range_and_leaving_it_asks_for_a_reason(story: Story) -> None:
    office = story.office
    for fen in (8_000, 9_000, 10_000, 11_000, 12_000, 10_000):
        other = shop(Story(office, story.at - timedelta(days=30)))
        offered(other, fen).does("agree", "tom", offer=1, how="chat", proof="同意")
    shop(story)
    like = usual_of(story.complaint, "RM08", story.at)
    assert like.n == 6
    assert like.median_fen == 10_000
    assert like.same_dissatisfaction
    no = story.cannot("offer", "tom", remedy="RM08", basis="公司标准", amount_fen=19_000)
    assert no.field == "reason"
    assert "同类 6 件" in no.text.zh
    offered(story, 19_000, reason="同时弄坏了随身物品")
    assert story.complaint.offers[0].reason is not None


def test_what_one_person_was_given_in_a_year_moves_it_up_a_level(story: Story) -> None:
    first = shop(Story(story.office, story.at - timedelta(days=60)), complainant=HIM)
    for _ in range(3):
        offered(first, 15_000 if not first.complaint.offers else 2_000).does(
            "agree", "tom", offer=len(first.complaint.offers), how="chat", proof="好"
        )
    headed(shop(story, complainant=HIM))
    assert given_within_a_year(story.complaint, story.at) == 19_000
    second = shop(Story(story.office, story.at - timedelta(days=50)), complainant=HIM)
    offered(second, 20_000).does("agree", "tom", offer=1, how="chat", proof="好")
    offered(story, 15_000)
    assert story.complaint.offers[0].steps == ("head",)


@pytest.mark.row("M41")
@pytest.mark.parametrize("verb", ["inform", "answer", "submit"])
def test_no_message_of_ours_asks_for_silence_or_for_rights_to_be_given_up(story: Story, verb: str) -> None:
    shop(story)
    assert "消费者权益保护法第26条" in story.cannot(verb, "tom", words="退款后您不得再投诉").text.zh
    story.does("inform", "tom", words="退款不影响您继续投诉的权利")


@pytest.mark.row("M30")
def test_who_is_represented_agrees_to_an_offer_themselves(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    offered(shop(story), 10_000)
    real = joint.why_not_agreed

    def represented(c: Any, what: str) -> Any:
        c.group, c.consents = 1, {"represent": True}
        return real(c, what)

    monkeypatch.setattr(agree, "why_not_agreed", represented)
    why = story.cannot("agree", "tom", offer=1, how="recording", proof="录音 1").text.zh
    assert "121号" in why
    story.does("agree", "complainant", offer=1, how="portal")
    assert story.complaint.offers[0].state == "agreed", "for themselves they always can"


def test_who_holds_two_steps_takes_the_one_that_nobody_else_can(story: Story) -> None:
    both = story.office.new_person("hua", "car", "head")
    Membership.objects.create(account=both, unit=story.office.car, role="approver")
    story.office.new_person("vic", "car", "approver")
    offered(shop(story), 500_000)
    table = SimpleNamespace(holders=(("head", frozenset({both.pk})), ("approver", frozenset({both.pk, both.pk + 1}))))
    offer = structs.replace(story.complaint.offers[0], steps=("approver", "head"), approved=[])
    c = SimpleNamespace(offers=[offer], avoiding=frozenset)
    by = SimpleNamespace(account=both.pk, ref=f"account:{both.pk}", roles=frozenset({"head", "approver"}))
    act: Any = SimpleNamespace(by=by, at=story.at, facts={"redress": table, "stands_in": {}})
    with pytest.raises(Refused, match=r"只有您能批准|yours alone"):
        step_of("offer:1", c, act)  # type: ignore[arg-type]
    c.offers = [structs.replace(offer, parallel=True)]
    assert step_of("offer:1", c, act) == ("head", None)  # type: ignore[arg-type]
