"""accept, answer, approve, review, decline, close: who may say what, and on what proof."""

from datetime import timedelta

import pytest

from tests.stories import Story
from wenguo.verbs import Refused


def test_staff_enter_an_acceptance_only_with_its_proof(story: Story) -> None:
    story.recorded().answered()
    assert story.cannot("accept", how="signature").field == "proof"
    assert story.cannot("accept", how="portal", proof="x").field == "how"
    c = story.accepted("ann", how="signature", proof="签收单 17").complaint
    assert (c.stage, c.accepted_how) == ("accepted", "signature")
    assert story.disputed().complaint.accepted_how is None, "the complainant may still say no"


@pytest.mark.row("M20")
def test_the_seven_steps_are_the_way_a_complaint_goes(story: Story) -> None:
    story.recorded("空调响", channel="hotline").acknowledged(words="已收到").assessed(complexity="simple")
    story.investigated().does("offer", remedy="RM05", basis="三包规定").answered().accepted().closed(lesson="加强抽检")
    steps = [name for name in story.happened if not name.startswith("Clock")]
    assert steps == [
        "Recorded", "Acknowledged", "Assessed", "Investigated", "Offered", "Answered", "Accepted", "Closed",
    ]  # fmt: skip
    assert story.complaint.stage == "closed"


def test_each_demand_is_decided_and_only_those_there_are(story: Story) -> None:
    story.recorded(demands=[{"remedy": "RM03"}, {"remedy": "RM01"}])
    assert story.cannot("answer", words="x", decisions=[{"demand": 1, "decision": "not"}]).field == "decisions"
    assert story.cannot("answer", words="x", decisions=[{"demand": 3, "decision": "not"}]).field == "decisions"
    story.answered(
        decisions=[{"demand": 1, "decision": "part", "basis": "合同第三条"}, {"demand": 2, "decision": "not"}]
    )
    assert [one.decision for one in story.complaint.demands] == ["part", "not"]


@pytest.mark.parametrize("fields", [{"severity": "T1"}, {"referrer": "12386"}])
def test_such_an_answer_needs_a_second_person_who_is_not_its_author(story: Story, fields: dict[str, str]) -> None:
    story.recorded(by="bob", **fields)
    assert "审核" in story.cannot("answer", "bob", words="x").text.zh
    story.investigated("bob").does("submit", "bob", words="拟答复")
    assert "审核" in story.cannot("answer", "bob", words="x").text.zh
    assert story.cannot("submit", "bob", words="拟答复").code == "refused"
    assert story.cannot("approve", "bob").field == "what", "the author is head, and still may not"
    story.does("reject", "dan", reason="缺依据")
    assert "审核" in story.cannot("answer", "bob", words="x").text.zh
    assert story.cannot("approve", "dan").field == "what", "it was returned and waits for nothing"
    story.does("submit", "bob", words="补充依据").does("approve", "dan")
    assert story.answered("bob").complaint.stage == "answered"


def test_an_offer_is_judged_once_and_not_by_its_author(story: Story) -> None:
    story.recorded(by="bob").does("offer", "bob", remedy="RM03", basis="公司标准")
    assert story.cannot("approve", "bob", what="offer:1").field == "what"
    assert story.cannot("approve", "dan", what="offer:2").field == "what"
    assert story.does("approve", "dan", what="offer:1").complaint.offers[0].state == "approved"
    assert story.cannot("reject", "dan", what="offer:1", reason="x").field == "what"
    assert story.cannot("offer", "bob", remedy="RM77", basis="x").field == "remedy"
    assert story.cannot("offer", "bob", remedy="RM03", basis="x", demand=1).field == "demand"


def test_a_review_is_never_made_by_those_who_handled_it(story: Story) -> None:
    story.recorded().investigated("qi").answered().review_asked()
    for name in ("qi", "ann"):
        with pytest.raises(Refused):
            story.does("review", name, outcome="upheld", words="维持")
    assert story.reviewed("dan").complaint.stage == "reviewed"
    assert story.closed(outcome="OC03").complaint.stage == "closed"


@pytest.mark.row("M13")
def test_whoever_approved_the_answer_does_not_review_it(story: Story) -> None:
    story.recorded().investigated().does("submit", words="经核查属实", override=None)
    story.does("approve", "dan").answered().review_asked()
    assert "另一人" in story.cannot("review", "dan", outcome="upheld", words="维持").text.zh
    assert story.reviewed("qi").complaint.stage == "reviewed"


def test_nobody_asks_for_a_review_tomorrow(story: Story) -> None:
    story.recorded().answered()
    asked_at = story.at + timedelta(days=1)
    assert story.cannot("ask_review", "complainant", words="x", asked_at=asked_at).field == "asked_at"


def test_declining_needs_a_ground_of_the_pack(story: Story) -> None:
    story.recorded()
    assert story.cannot("decline", ground="no_time", words="x", way="letter").field == "ground"
    assert story.declined().complaint.stage == "declined"
    assert story.closed(outcome="OC07").complaint.outcome == "OC07"


def test_nothing_is_closed_unanswered(story: Story) -> None:
    story.recorded()
    assert story.cannot("close", outcome="OC01").field == "outcome"
    assert story.cannot("close", outcome="fine").field == "outcome"
    story.answered().disputed()
    assert story.cannot("close", outcome="OC01").field == "outcome"


def test_closing_as_unreachable_needs_attempts_on_different_days_and_then_a_written_notice(story: Story) -> None:
    story.recorded().acknowledged(way="sms")
    for _ in range(3):
        story.not_reached()
    assert story.cannot("close", outcome="OC09").field == "outcome"
    assert len(story.complaint.contact_days) == 1, "three times on one day is one day"
    story.later(days=1).not_reached().later(days=1).not_reached()
    assert "书面" in story.cannot("close", outcome="OC09").text.zh, "to have acknowledged by SMS is no such notice"
    story.informed(way="phone")
    assert "书面" in story.cannot("close", outcome="OC09").text.zh
    assert story.informed(way="letter").closed(outcome="OC09").complaint.outcome == "OC09"


def test_days_of_attempts_are_the_units_days(story: Story) -> None:
    story.recorded().later(hours=14)  # 23:10 in Shanghai
    story.not_reached().later(hours=8).not_reached()  # 07:20 next day in Shanghai, one and the same day in UTC
    assert len(story.complaint.contact_days) == 2
    assert story.cannot("reach", reached=False, tried_at=story.at + timedelta(hours=1)).field == "tried_at"


def test_receipt_is_acknowledged_once(story: Story) -> None:
    story.recorded().acknowledged()
    assert story.cannot("acknowledge").code == "refused"


def test_a_failed_notice_comes_back_to_the_desk(story: Story) -> None:
    story.recorded().informed()
    position = story.complaint.notices[-1].position
    assert story.cannot("attest", notice=1, delivered=True).field == "notice"
    assert story.does("attest", notice=position, delivered=False, proof="退信").complaint.notices[-1].delivered is False


@pytest.mark.parametrize("word", ["ask", "hear"])
def test_only_accounts_that_are_there_are_asked_or_heard(story: Story, word: str) -> None:
    story.recorded()
    assert story.cannot(word, words="x", account=10**6).field == "account"


def test_a_colleague_who_is_asked_sees_it_and_may_answer(story: Story) -> None:
    story.recorded()
    assert story.cannot("ask", words="x", to="colleague").field == "account"
    story.does("ask", words="当时是谁接待的？", to="colleague", account=story.office.tom.pk)
    assert story.heard("是我", "tom", who="employee", account=story.office.tom.pk).happened[-1] == "Heard"


def test_a_referral_outside_keeps_how_consent_was_given_out_of_the_log(story: Story) -> None:
    story.recorded().does("refer", to="12315", words="移送说明", consent="来电录音，王先生同意")
    assert story.complaint.stage == "referred"
    assert "王先生" not in "".join(story.texts)
    assert story.closed(outcome="OC08").complaint.stage == "closed"


def test_a_suggestion_is_settled_once_by_a_person(story: Story) -> None:
    story.recorded().does("suggest", "advice", topic="cause", value="RS0201", score=900, model="topic@1")
    position = story.complaint.suggestions[0].position
    assert story.complaint.person_position == 1
    assert story.cannot("confirm", suggestion=1).field == "suggestion"
    assert story.does("confirm", suggestion=position).complaint.suggestions[0].state == "confirmed"
    assert story.cannot("overrule", suggestion=position).field == "suggestion"


@pytest.mark.row("M36")
def test_chasing_and_supervision_are_counted_and_make_it_more_urgent(story: Story) -> None:
    before = story.recorded().row.urgent_at
    c = story.does("chase", "complainant", words="怎么还没回音").does("supervise", "bob", words="今天办结").complaint
    assert (c.chases, c.supervisions) == (1, 1)
    assert story.row.urgent_at is not None
    assert before is not None
    assert story.row.urgent_at < before
