"""What is kept from whom: addresses, reports, locked records; and what everybody is told of that is missing."""

from __future__ import annotations

import io
from typing import Any

import pytest

from tests.stories import T0, Office, Story
from wenguo.faces.files.giving_out import give_out
from wenguo.models import Access, Alarm, Message
from wenguo.perform import perform
from wenguo.queries.contract import shown
from wenguo.queries.counts import counts
from wenguo.queries.finding import find
from wenguo.queries.history import Whole, history
from wenguo.queries.queue import queue
from wenguo.queries.seeing import asker
from wenguo.queries.verify import verify
from wenguo.reactions.work import run_due
from wenguo.rules import facts
from wenguo.verbs import Note, Refused

MAIL = "wang.fang@example.com"


def _seen(story: Story, name: str, **how: Any) -> Whole:
    return history(asker(story.office.people[name].pk), story.number, **how)


def _told(whole: Whole) -> str:
    return str(shown(whole))


# -- contact data among the words ------------------------------------------------------------------------------------


def test_where_a_notice_went_is_contact_data_and_masked_like_it(story: Story) -> None:
    story.recorded(complainant={"name": "王芳"}).acknowledged(way="email", address=MAIL)
    assert MAIL in _told(_seen(story, "ann"))
    for name in ("bob", "aud", "bot"):
        assert MAIL not in _told(_seen(story, name))
        assert "w***@example.com" in _told(_seen(story, name))
    assert MAIL not in _told(_seen(story, "ann", cover=True))


def test_the_employee_complained_of_sees_neither_where_notices_go_nor_what_needs_care(story: Story) -> None:
    story.recorded(by="eve", concerned=[story.office.eve.pk], vulnerability="听力障碍", complainant={"name": "王芳"})
    story.informed(way="sms", address="13800001234")
    told = _told(_seen(story, "eve", unmask=True))
    assert "13800001234" not in told
    assert "听力障碍" not in told
    assert "听力障碍" in _told(_seen(story, "ann"))


def test_erasing_contact_data_alone_takes_the_addresses_of_notices_with_it(story: Story) -> None:
    story.recorded("空调响", by="tom", complainant={"name": "王芳"}).answered("tom", way="email", address=MAIL)
    story.accepted().closed("tom").later(days=365 * 4).does("erase", "lex", what="contact", ground="本人要求")
    assert not Message.objects.filter(text=MAIL).exists()
    assert Message.objects.filter(text="空调响").exists()
    assert verify().ok


@pytest.mark.parametrize("name", ["bot", "adm"])
def test_programs_and_administrators_unmask_nothing(story: Story, name: str) -> None:
    story.recorded(complainant={"name": "王芳", "phone": "13800001234"})
    assert "13800001234" not in _told(_seen(story, name, unmask=True))
    assert "13800001234" in _told(_seen(story, "aud", unmask=True))


def test_who_received_it_first_may_look_for_a_reason_after_handing_it_over(story: Story) -> None:
    story.recorded(by="eve", complainant={"name": "王芳"}).handed_over("ann", by="eve").taken_over("ann")
    assert _seen(story, "eve").masked
    assert not _seen(story, "eve", unmask=True).masked


# -- a report is hidden from the reported ----------------------------------------------------------------------------


def _reported(office: Office) -> Story:
    story = Story(office).recorded("王主任收受回扣", by="lex", unit=office.sec.pk, kind="report")
    return story.assessed("qi", concerned=[office.bob.pk])


def test_a_report_is_in_no_list_of_the_reported_whatever_their_role(office: Office) -> None:
    story, bob, qi = _reported(office), asker(office.bob.pk), asker(office.qi.pk)
    assert [row.number for row in queue(qi, T0).rows] == [story.number]
    assert find(qi, "回扣", T0).total == 1
    assert queue(bob, T0).rows == []
    assert (find(bob, "回扣", T0).total, find(bob, "回扣", T0).results) == (0, [])
    assert counts(bob, T0).total == 0
    with pytest.raises(Refused) as refused:
        history(bob, story.number)
    assert refused.value.code == "unseen"
    assert verify().ok


def test_an_account_that_sees_everything_is_not_told_of_a_report_against_itself(office: Office) -> None:
    story = Story(office).recorded("审计员泄密", by="lex", kind="report").assessed("qi", concerned=[office.aud.pk])
    who = asker(office.aud.pk)
    assert who.units is None
    assert (queue(who, T0).rows, find(who, "泄密", T0).total, counts(who, T0).total) == ([], 0, 0)
    assert find(asker(office.qi.pk), "泄密", T0).results[0].number == story.number


def test_what_was_split_off_as_a_report_is_not_told_to_the_reported(story: Story) -> None:
    story.recorded(by="eve", concerned=[story.office.eve.pk]).does("split", "bob", words="另举报无证经营")
    assert "Split" not in _told(_seen(story, "eve"))
    assert "Split" in _told(_seen(story, "bob"))


def test_who_is_asked_finds_it_in_queue_search_and_counts_and_others_do_not(story: Story) -> None:
    story.recorded("空调有异响").does("ask", words="当时谁在场", to="colleague", account=story.office.tom.pk)
    tom, eve = asker(story.office.tom.pk), asker(story.office.eve.pk)
    assert [row.number for row in queue(tom, T0).rows] == [story.number]
    assert (find(tom, "异响", T0).total, counts(tom, T0).total) == (1, 1)
    assert (queue(eve, T0).rows, find(eve, "异响", T0).total, counts(eve, T0).total) == ([], 0, 0)


def test_what_the_paper_said_of_the_report_is_not_shown_to_the_reported_once_it_is_taken_out(story: Story) -> None:
    story.recorded("他态度恶劣。另举报他收受回扣", by="eve", concerned=[story.office.eve.pk])
    story.does("split", "bob", words="举报他收受回扣").does("correct", "bob", field="words", words="他态度恶劣。")
    assert "回扣" not in _told(_seen(story, "eve"))
    assert "回扣" in _told(_seen(story, "bob"))
    assert find(asker(story.office.eve.pk), "回扣", T0).total == 0


def test_a_follower_who_is_reported_is_alarmed_of_nothing_more(story: Story) -> None:
    story.recorded(by="lex", unit=story.office.sec.pk).does("follow", "ann")
    story.assessed("qi", kind="report", concerned=[story.office.ann.pk]).does("chase", "complainant")
    run_due(story.later(days=1).at)
    kinds = Alarm.objects.filter(account=story.office.ann, kind="Chased")
    assert not kinds.exists()


# -- locked by law ---------------------------------------------------------------------------------------------------


def test_what_is_locked_is_only_stored_and_protected(story: Story) -> None:
    story.recorded("佣金没有下调", complainant={"name": "王芳", "phone": "13800001234"}).answered().accepted().closed()
    assert find(asker(story.office.qi.pk), "佣金", story.at).total == 1
    story.later(days=30).does("erase", "lex", ground="本人要求")
    assert story.complaint.locked
    assert find(asker(story.office.qi.pk), "佣金", story.at, column="all").total == 0
    for name in ("ann", "bob", "aud"):
        assert "13800001234" not in _told(_seen(story, name, unmask=True))
    for word, fields in (("note", {"words": "x"}), ("reopen", {"reason": "x"}), ("correct", {"field": "product"})):
        assert "限制处理" in story.cannot(word, **fields).text.zh
    file = io.BytesIO()
    give_out(asker(story.office.ann.pk), file, at=story.at, kind="jsonl")
    assert story.number.encode() in file.getvalue()
    assert "佣金" not in file.getvalue().decode()
    other = Story(story.office).recorded()
    other.does("link", other=story.number)
    story.does("hold", "lex", reason="诉讼")
    assert verify().ok


# -- who must stay out -----------------------------------------------------------------------------------------------


@pytest.mark.row("M37")
def test_a_head_who_is_complained_of_is_passed_over_for_the_head_above(office: Office) -> None:
    office.main.head = office.people["local"]
    office.main.save()
    for begun in (
        Story(office).recorded(by="bob", concerned=[office.bob.pk]),
        Story(office).recorded(concerned=[office.ann.pk, office.bob.pk]),
        Story(office).recorded().assessed("qi", concerned=[office.ann.pk, office.bob.pk]),
    ):
        waiting = begun.complaint.hand_over
        assert waiting is not None, "the head above is offered it at once"
        assert (waiting.to, waiting.why) == (office.people["local"].pk, "avoid")


def test_a_colleague_without_authority_approves_no_extension(story: Story) -> None:
    story.recorded().assessed(complexity="complex")
    number = next(one.id for one in story.complaint.clocks if one.complexity == "complex" and one.state == "running")
    given: dict[str, Any] = {"clock": number, "reason": "复杂", "told": "已告知", "way": "phone"}
    for name in ("eve", "tom", "aud"):
        assert story.cannot("extend", **given, approver=story.office.people[name].pk).field == "approver"
    story.does("extend", **given, approver=story.office.bob.pk)


# -- notices and acceptance ------------------------------------------------------------------------------------------


def test_a_pause_that_was_told_is_a_notice_like_any_other(story: Story) -> None:
    story.office.new_unit("bank", ["cn-bank-insurance"], head="bob")
    story.office.new_person("ben", "bank", "handler")
    story.recorded(by="ben")
    number = next(one.id for one in story.complaint.clocks if one.rule == "decision_simple")
    story.does("pause", "ben", clock=number, ground="appraisal", reason="送检", way="phone")
    notice = story.complaint.notices[-1]
    assert (notice.event, notice.way) == ("ClockPaused", "phone")
    story.does("attest", "ben", notice=notice.position, delivered=True, proof="录音 12 号")
    proof = story.complaint.notices[-1].proof
    assert proof is not None
    assert Message.objects.get(pk=int(proof.id[1:])).text == "录音 12 号"


def _tasks(story: Story) -> set[str]:
    run_due(story.later(days=1).at)
    found = Alarm.objects.filter(complaint__number=story.number, kind="AcceptanceToTell")
    return set(found.values_list("account__username", flat=True))


def test_an_acceptance_entered_by_staff_waits_to_be_told_to_the_complainant_who_may_dispute_it(office: Office) -> None:
    entered = Story(office).recorded().answered().accepted("ann", how="recording", proof="录音 7 号")
    assert _tasks(entered) == {"ann"}
    assert entered.disputed().complaint.stage == "disputed"
    told = Story(office).recorded().answered().accepted("ann", how="recording", proof="录音 8 号").informed()
    assert _tasks(told) == set()
    assert _tasks(Story(office).recorded().answered().accepted()) == set(), "their own word needs no telling"


# -- numbers and facts -----------------------------------------------------------------------------------------------


def test_a_slip_in_a_number_is_named_and_an_unknown_number_only_unknown(story: Story) -> None:
    number = story.recorded().number
    slipped = number[:-1] + str((int(number[-1]) + 1) % 10)
    with pytest.raises(Refused, match="校验位") as refused:
        perform(Note(words="x"), slipped, story.office.by("ann"), T0)
    assert refused.value.code == "unseen"
    with pytest.raises(Refused, match="校验位"):
        history(asker(story.office.ann.pk), slipped)
    with pytest.raises(Refused) as right:
        history(asker(story.office.tom.pk), number)
    assert "校验位" not in right.value.text.zh, "a number that is hidden is told of as one that is not there"


@pytest.mark.row("M36")
def test_nothing_is_turned_away_and_what_is_missing_is_listed_in_the_order_of_asking(story: Story) -> None:
    lacking = [one.field for one in facts.missing(story.recorded().complaint)]
    assert lacking[:2] == ["complainant", "demands"]
    assert "authority" not in lacking
    full = Story(story.office).recorded(
        channel="hotline", complainant={"name": "王芳"}, agent={"name": "李律师"}, demands=[{"remedy": "RM03"}],
        product="AUTO01", contract="A-1", event_date="2026-02-01", price_fen=100, causes=["RS0101"],
        dissatisfaction="outcome", referrer="12345",
    )  # fmt: skip
    assert [one.field for one in facts.missing(full.complaint)] == [
        "authority", "referrer_number", "evidence", "consent",
    ]  # fmt: skip
    full.does("enclose", files=[{"name": "a.png", "data": b"aGVsbG8="}])
    assert "evidence" not in [one.field for one in facts.missing(full.complaint)]


LATER: dict[str, tuple[str, dict[str, Any]]] = {
    "complainant": ("correct", {"field": "complainant", "contact": {"name": "王芳"}}),
    "authority": ("correct", {"field": "authority", "words": "全权委托至年底"}),
    "referrer_number": ("correct", {"field": "referrer_number", "words": "转 12 号"}),
    "demands": ("assess", {"demands": [{"remedy": "RM03"}]}),
    "product": ("assess", {"product": "AUTO01"}),
    "contract": ("correct", {"field": "contract", "words": "A-1"}),
    "event_date": ("assess", {"event_date": "2026-02-01"}),
    "price_fen": ("assess", {"price_fen": 100}),
    "evidence": ("enclose", {"files": [{"name": "a.png", "data": b"aGVsbG8="}]}),
    "consent": ("correct", {"field": "consent", "words": "来电时语音告知并同意"}),
    "causes": ("assess", {"causes": ["RS0101"]}),
    "dissatisfaction": ("assess", {"dissatisfaction": "outcome"}),
}


@pytest.mark.row("M36")
def test_every_fact_that_may_be_missing_can_be_learned_later(story: Story) -> None:
    assert set(LATER) == {fact.field for fact in facts.FACTS}
    story.recorded(channel="hotline", agent={"name": "李律师"}, referrer="12345")
    for field, (word, fields) in LATER.items():
        assert field in [one.field for one in facts.missing(story.complaint)]
        story.does(word, **fields)
        assert field not in [one.field for one in facts.missing(story.complaint)]
    assert facts.missing(story.complaint) == []
    assert verify().ok


@pytest.mark.row("M15")
def test_of_a_grumble_only_our_own_reading_is_asked_for(story: Story) -> None:
    assert {one.field for one in facts.missing(story.recorded(grumble=True).complaint)} == {"causes", "dissatisfaction"}


def test_a_referrer_that_was_forgotten_starts_its_clock_once_it_is_corrected(story: Story) -> None:
    before = {(one.pack, one.rule) for one in story.recorded().complaint.clocks}
    story.later(days=1).does("correct", field="referrer", value="12386")
    new = [one for one in story.complaint.clocks if (one.pack, one.rule) not in before]
    assert [(one.pack, one.started_at) for one in new] == [("cn-securities", T0)]


def test_it_is_shown_how_long_a_record_is_kept_and_by_which_law(story: Story) -> None:
    story.recorded()
    kept = shown(_seen(story, "ann"))["retention"]
    assert (kept["years"], kept["delete_after"]) == (20, None)
    assert "证券法" in kept["source"]
    story.answered().accepted().closed()
    assert str(shown(_seen(story, "ann"))["retention"]["delete_after"]) == "2046-03-02"


def test_nothing_is_read_unseen(story: Story) -> None:
    """A masked reading shows no contact data, so it is not logged; the plain one lists every field."""
    story.recorded(complainant={"name": "王芳"}).acknowledged(way="email", address=MAIL)
    assert _seen(story, "bob").plain_fields() == []
    person, letter = _seen(story, "ann").plain_fields()[-1], _seen(story, "ann").plain_fields()[0]
    assert (person.endswith(".name"), letter.endswith(".address")) == (True, True)
    assert not Access.objects.exists()


def test_an_authoritys_clocks_are_shown_only_where_it_sent_the_complaint_and_never_rule_the_queue(
    office: Office,
) -> None:
    office.new_unit("shop", ["cn-samr"])
    office.new_person("mia", "shop", "handler")
    plain = Story(office).recorded(by="mia").acknowledged("mia")
    assert [one for one in plain.complaint.clocks if one.obligor == "authority"] == []
    sent = Story(office).recorded(by="mia", referrer="12315").acknowledged("mia")
    theirs = {one.rule for one in sent.complaint.clocks if one.obligor == "authority"}
    assert theirs == {"accept_or_refuse", "mediation"}
    assert sent.row.due_at == plain.row.due_at


@pytest.mark.parametrize("name", ["aud", "bot"])
def test_nobody_who_only_reads_and_no_program_is_offered_a_complaint(story: Story, name: str) -> None:
    assert story.recorded().cannot("hand_over", to=story.office.people[name].pk).field == "to"


def test_a_letter_that_came_back_does_not_make_anybody_unreachable(story: Story) -> None:
    story.recorded()
    for _ in range(5):
        story.later(days=1).not_reached()
    story.informed(way="letter")
    notice = story.complaint.notices[-1].position
    story.does("attest", notice=notice, delivered=False)
    assert "书面通知" in story.cannot("close", outcome="OC09").text.zh
    assert story.informed(way="sms").closed(outcome="OC09").complaint.stage == "closed"
