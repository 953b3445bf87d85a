"""record and settle: nothing is turned away for lack of a field, and nothing is lost."""

from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from tests.stories import T0, Story
from wenguo import packs
from wenguo.models import Message, Person
from wenguo.verbs import Record

CONTACT = {"name": "李梅", "phone": "13900001111"}


@pytest.mark.row("M15", "M36")
def test_only_words_are_needed_and_whoever_records_owns(story: Story) -> None:
    c = story.recorded("灯坏了", by="eve").complaint
    assert (c.owner, c.first_responder, c.unit) == (story.office.eve.pk, story.office.eve.pk, story.office.sec.pk)
    assert c.received_at == c.recorded_at == T0
    assert {clock.rule for clock in c.clocks} >= {"first_contact", "max"}


@pytest.mark.row("M36")
def test_the_basic_facts_are_all_kept_each_in_its_place(story: Story) -> None:
    story.recorded(
        "空调响",
        subject="压缩机",
        complainant=CONTACT,
        agent={"name": "王律师"},
        authority="委托书",
        contract="HT-2026-1",
        referrer="12386",
        referrer_number="ZB-9",
        product="SEC01",
        price_fen=129900,
        event_date=date(2026, 2, 20),
        causes=["RS0201"],
        dissatisfaction="both",
        vulnerability="老年人",
        consent="来电录音已告知",
        concerned=[story.office.tom.pk],
        demands=[{"remedy": "RM03", "amount_fen": 129900, "words": "退货退款"}],
        tags=["refund"],
        received_at=T0 - timedelta(hours=2),
        channel="hotline",
        kind="complaint",
        severity="T2",
    )
    c = story.complaint
    assert (c.product, c.price_fen, c.event_date, c.referrer) == ("SEC01", 129900, date(2026, 2, 20), "12386")
    assert (c.received_at, c.recorded_at) == (T0 - timedelta(hours=2), T0)
    assert [(one.remedy, one.amount_fen) for one in c.demands] == [("RM03", 129900)]
    assert c.concerned == (story.office.tom.pk,)
    texts = set(Message.objects.values_list("text", flat=True))
    assert texts == {"空调响", "压缩机", "委托书", "HT-2026-1", "ZB-9", "老年人", "来电录音已告知", "退货退款"}
    assert set(Person.objects.values_list("name", "phone")) == {("李梅", "13900001111"), ("王律师", "")}
    assert set(c.refs) == {one for one in c.refs if one[0] in "mp"}
    assert len(c.refs) == len(texts) + 2


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"received_at": T0 + timedelta(hours=1)}, "received_at"),
        ({"event_date": date(2026, 3, 3)}, "event_date"),
        ({"causes": ["RS7777"]}, "causes"),
        ({"demands": [{"remedy": "RM77"}]}, "demands"),
        ({"owner": 10**6}, "owner"),
        ({"unit": 10**6}, "unit"),
        ({"concerned": [10**6]}, "concerned"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(story: Story, fields: dict[str, Any], field: str) -> None:
    assert story.cannot("record", words="x", **fields).field == field


@pytest.mark.parametrize("tag", ["张三", "refund 13800138000", "Refund", ""])
def test_tags_are_words_of_the_packs_and_never_a_persons(tag: str) -> None:
    with pytest.raises(ValidationError):
        Record(words="x", tags=[tag])


@pytest.mark.parametrize("words", ["", "   ", "\n"])
def test_blank_words_say_nothing(words: str) -> None:
    with pytest.raises(ValidationError):
        Record(words=words)


def test_today_is_the_units_day_not_greenwichs(story: Story) -> None:
    early = T0 - timedelta(hours=8)  # 01:00 in Shanghai, still yesterday in UTC
    c = story.moves_to(early).recorded(event_date=date(2026, 3, 2)).complaint
    assert c.event_date == date(2026, 3, 2)


@pytest.mark.row("M37")
def test_the_front_line_cannot_give_its_complaint_to_another_by_recording_it(story: Story) -> None:
    assert story.cannot("record", "eve", words="x", owner=story.office.ann.pk).field == "owner"
    assert story.recorded(by="bob", owner=story.office.ann.pk).complaint.owner == story.office.ann.pk


def test_a_disabled_account_cannot_own_or_act(story: Story) -> None:
    story.office.ann.is_active = False
    story.office.ann.save()
    assert story.cannot("record", "bob", words="x", owner=story.office.ann.pk).field == "owner"
    assert story.cannot("record", "ann", words="x").code == "permission"


@pytest.mark.row("M37")
def test_the_head_is_offered_at_once_what_complains_of_its_recorder(story: Story) -> None:
    story.recorded(concerned=[story.office.ann.pk])
    c = story.complaint
    assert c.owner == story.office.ann.pk, "the first responder stays owner until the head has accepted"
    assert c.hand_over is not None
    assert (c.hand_over.to, c.hand_over.why) == (story.office.bob.pk, "avoid")
    assert story.cannot("investigate", finding="没有问题").code == "permission"
    assert story.taken_over("bob").complaint.owner == story.office.bob.pk
    assert story.cannot("withdraw", "ann", words="他说不投诉了").code == "permission"
    assert story.cannot("correct", "ann", field="words", words="没什么").code == "permission"
    assert "Heard" in story.heard("当时我在场", "ann", who="employee", account=story.office.ann.pk).happened


@pytest.mark.row("M11", "M15")
def test_a_grumble_is_put_right_on_the_spot_in_one_act_with_a_line_of_each_step(story: Story) -> None:
    story.settled(grumble=True, channel="passing")
    steps = [name for name in story.happened if not name.startswith("Clock")]
    assert steps == ["Recorded", "Answered", "Accepted", "Closed"]
    c = story.complaint
    assert (c.stage, c.outcome, c.owner, c.grumble) == ("closed", "OC01", story.office.eve.pk, True)
    assert all(clock.state in {"met", "stopped"} or not clock.ours for clock in c.clocks)
    assert story.row.urgent_at is None


@pytest.mark.row("M11")
def test_what_cannot_be_put_right_now_is_recorded_promised_and_come_back_to(story: Story) -> None:
    story.recorded(by="eve").assessed("eve", immediate=False).promised("eve", hours=1).later(minutes=30)
    story.investigated("eve").kept(by="eve").answered("eve").accepted().closed("eve")
    assert story.complaint.promises[0].state == "kept"
    assert story.complaint.stage == "closed"


def test_settling_is_no_way_round_a_second_person_or_round_the_person_complained_of(story: Story) -> None:
    said = {"words": "x", "answer": "y"}
    assert "审核" in story.cannot("settle", "eve", **said, severity="T1").text.zh
    assert "审核" in story.cannot("settle", "eve", **said, referrer="12386").text.zh
    assert story.cannot("settle", "eve", **said, concerned=[story.office.eve.pk]).field == "concerned"
    assert story.cannot("settle", "eve", **said, outcome="OK").field == "outcome"


@pytest.mark.row("M17")
def test_outcome_and_process_dissatisfaction_are_told_apart(story: Story) -> None:
    assert story.recorded(dissatisfaction="outcome").complaint.dissatisfaction == "outcome"
    story.assessed(dissatisfaction="both")
    assert story.complaint.dissatisfaction == story.row.dissatisfaction == "both"
    with pytest.raises(ValidationError):
        Record(words="x", dissatisfaction="none")


# the rows' causes → the class of the taxonomy that holds each
CAUSES = {
    "M25": [
        "质量", "服务", "虚假", "需求变化", "承诺", "售后", "信息不对称", "文化", "情绪",
    ],
    "M35": ["销售遗留", "价格比较", "需求变化", "使用条件", "态度"],
}  # fmt: skip


@pytest.mark.row("M25", "M35")
@pytest.mark.parametrize("word", [word for words in CAUSES.values() for word in words])
def test_the_taxonomy_has_every_cause_the_mission_names(word: str) -> None:
    assert any(word in reason.zh for reason in packs.taxonomy().facet("RS")), word


@pytest.mark.row("M25", "M35")
def test_several_causes_one_of_them_primary(story: Story) -> None:
    story.recorded(causes=["RS1906", "RS0201"])
    assert story.row.cause == "RS1906"
    assert story.assessed(causes=["RS0201", "RS1904"]).row.cause == "RS0201"
    assert story.cannot("assess", causes=["RS1906", "nonsense"]).field == "causes"


def test_what_the_portal_takes_in_is_the_complainants_own_word(story: Story) -> None:
    c = story.recorded(by="complainant", owner=story.office.bob.pk, unit=story.office.sec.pk).complaint
    assert (c.recorded_by, c.owner) == ("complainant", story.office.bob.pk)
