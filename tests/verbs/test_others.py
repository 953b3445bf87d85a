"""Parts asked of other units, third parties and the press line: what each refuses, and what it changes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from tests.stories import Office, Story
from wenguo.models import Alarm
from wenguo.queries.history import history
from wenguo.queries.parts import counted, owed
from wenguo.queries.seeing import asker, visible
from wenguo.reactions.work import drain, run_due
from wenguo.rules import parties
from wenguo.rules.permissions import MAY, SEES_PARTS, owed_by
from wenguo.verbs import Refused

# -- parts of other units --------------------------------------------------------------------------------------------


@pytest.mark.row("M28")
def test_a_part_goes_from_asked_over_late_and_reminded_to_delivered_and_its_owner_stays(
    story: Story, office: Office
) -> None:
    story.recorded().does("request", unit=office.car.pk, what="请核对维修工单", standards=("house.acknowledge",))
    part = story.complaint.parts[0]
    assert part.due_at.date() == (story.at + timedelta(days=3)).date(), "three working days from a Monday"
    assert story.row.next_at is not None
    assert story.row.next_at <= part.due_at
    story.moves_to(part.due_at + timedelta(minutes=2)).ticked()
    while story.complaint.parts[0].state == "requested":
        story.ticked()
    assert story.complaint.parts[0].state == "overdue"
    assert story.happened.count("PartOverdue") == 1
    story.does("remind", part=1, words="投诉人在等").does("deliver", "tom", part=1, words="工单显示换过两次")
    part = story.complaint.parts[0]
    assert (part.state, part.reminders) == ("late", 1)
    assert story.complaint.owner == office.ann.pk
    assert "撤销" in str(story.cannot("recall", part=1, reason="不用了").text)


def test_a_part_that_is_not_late_lapses_not_and_ends_with_the_complaint(story: Story, office: Office) -> None:
    story.recorded().does("request", unit=office.car.pk, what="请核对")
    story.acknowledged().answered().accepted().closed()
    assert story.row.asked_units is None
    story.later(days=30).ticked()
    assert "PartOverdue" not in story.happened


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"unit": "sec"}, "unit"),
        ({"account": "ann"}, "account"),
        ({"due": -1}, "due_at"),
    ],
)
def test_a_request_names_another_unit_one_of_its_people_and_a_time_to_come(
    story: Story, office: Office, given: dict[str, object], field: str
) -> None:
    story.recorded()
    fields: dict[str, object] = {"unit": office.units[str(given.get("unit", "car"))].pk, "what": "请核对"}
    if "account" in given:
        fields["account"] = office.people[str(given["account"])].pk
    if "due" in given:
        fields["due_at"] = story.at - timedelta(days=1)
    assert story.cannot("request", **fields).field == field


def test_nobody_else_delivers_what_was_asked_of_one_unit(story: Story, office: Office) -> None:
    office.new_unit("hotel", ["house"])
    office.new_person("hal", "hotel", "handler")
    story.recorded().does("request", unit=office.car.pk, what="工单").does("request", unit=office.hotel.pk, what="房单")
    assert story.cannot("deliver", "hal", part=1, words="不是我的").code == "permission"
    story.does("deliver", "hal", part=2, words="房单在此").does("deliver", "ann", part=1, words="电话里说没有")
    assert [one.state for one in story.complaint.parts] == ["delivered", "delivered"]


def test_who_is_complained_of_stays_out_of_its_units_part(story: Story, office: Office) -> None:
    office.new_person("eva", "car", "handler")
    story.recorded(concerned=(office.tom.pk,)).does("request", unit=office.car.pk, what="工单")
    assert story.cannot("deliver", "tom", part=1, words="没有问题").code == "permission"
    assert story.cannot("request", unit=office.car.pk, what="工单", account=office.tom.pk).field == "account"
    story.does("deliver", "eva", part=1, words="换过两次")


# who, holding which role at which unit, sees a complaint of sec of which car owes a part
SEES = {
    ("car", "handler"): True,
    ("car", "head"): True,
    ("car", "front_line"): False,
    ("car", "quality"): False,
    ("car", "approver"): False,
    ("hotel", "handler"): False,
    ("hotel", "head"): False,
}


@pytest.mark.row("M28")
@pytest.mark.parametrize(("unit", "role"), SEES)
def test_what_a_unit_is_asked_for_is_seen_by_its_handlers_and_heads_while_it_is_to_come_and_by_nobody_else(
    story: Story, office: Office, unit: str, role: str
) -> None:
    office.new_unit("hotel", ["house"])
    person = office.new_person("new", unit, role)
    story.recorded()
    assert not _sees(story, person.pk), "before it is asked"
    story.does("request", unit=office.car.pk, what="请核对")
    assert _sees(story, person.pk) is SEES[unit, role]
    story.does("recall", part=1, reason="已查到")
    assert not _sees(story, person.pk), "after it is recalled"


def _sees(story: Story, account: int) -> bool:
    who = asker(account)
    where, values = visible(who)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT c.number FROM wenguo_complaint c WHERE {where}", values)
        listed = (story.number,) in cursor.fetchall()
    assert [one.number for one in owed(who, story.at)] == [story.number] * listed
    assert counted(who, story.at).open == int(listed)
    try:
        whole = history(who, story.number)
    except Refused:
        assert not listed
        return False
    assert whole.masked, "contact data stay covered"
    assert listed
    return True


def test_the_table_of_who_sees_parts_is_handlers_and_heads_only() -> None:
    assert {"handler", "head"} == SEES_PARTS


def test_late_parts_alarm_the_owner_and_the_asked_units_head(story: Story, office: Office) -> None:
    from wenguo.models import Alarm

    office.new_person("hed", "car", "head")
    office.car.head = office.hed
    office.car.save()
    from django.utils import timezone

    office.car.changed_at = timezone.now()
    office.car.save()
    story.recorded().does("request", unit=office.car.pk, what="请核对")
    assert story.complaint.parts[0].account == office.hed.pk, "where nobody is named, its head"
    story.moves_to(story.complaint.parts[0].due_at + timedelta(minutes=2))
    while "PartOverdue" not in story.happened:
        story.ticked()
    drain(story.at + timedelta(days=1))
    alarmed = set(Alarm.objects.filter(kind="PartOverdue").values_list("account_id", flat=True))
    assert {office.ann.pk, office.hed.pk} <= alarmed


# -- third parties ---------------------------------------------------------------------------------------------------

APPRAISAL = {"kind": "appraisal", "body": "省质检中心", "question": "轴承磨损的原因"}
TOLD = {"told": "已委托鉴定，鉴定期间不计入办理时限", "way": "phone"}


@pytest.mark.row("M04")
def test_an_appraisal_stops_exactly_the_clocks_whose_rule_says_so_and_its_conclusion_lets_them_run(
    story: Story,
) -> None:
    story.recorded()
    before = {clock.id: clock for clock in story.complaint.clocks}
    assert story.cannot("bring_in", **APPRAISAL).field == "told", "that time stands still must be told"
    assert story.cannot("bring_in", **APPRAISAL, told="已委托鉴定").field == "way"
    story.does("bring_in", **APPRAISAL, **TOLD)
    policy_pauses = {clock.id for clock in story.complaint.clocks if clock.state == "paused"}
    assert policy_pauses == set(story.complaint.parties[0].paused)
    assert policy_pauses
    assert policy_pauses < set(before), "the clock of acknowledging runs on"
    assert story.complaint.notices[-1].event == "BroughtIn"
    story.later(days=5).does("conclude", party=1, outcome="finding", words="材质不合格", cost_fen=80_000)
    after = {clock.id: clock for clock in story.complaint.clocks}
    for one in policy_pauses:
        assert after[one].state == "running"
        assert after[one].due_at - before[one].due_at == timedelta(days=5)
    assert story.complaint.parties[0].cost_fen == 80_000
    assert story.cannot("conclude", party=1, outcome="finding", words="再来").field == "party"


def test_a_clock_stands_as_long_as_any_appraisal_or_mediation_holds_it(story: Story) -> None:
    story.recorded().does("bring_in", **APPRAISAL, **TOLD)
    held = story.complaint.parties[0].paused
    story.does("bring_in", **APPRAISAL).does("bring_in", kind="mediator", body="调解中心", question="请调解")
    story.does("conclude", party=1, outcome="finding", words="甲说")
    assert all(story.complaint.clocks[one - 1].pause == "appraisal" for one in held)
    story.does("conclude", party=2, outcome="finding", words="乙说")
    assert all(story.complaint.clocks[one - 1].pause == "mediation" for one in held)
    story.does("conclude", party=3, outcome="agreed", words="各让一步")
    assert all(story.complaint.clocks[one - 1].state == "running" for one in held)


@given(st.lists(st.sampled_from(sorted(parties.KINDS)), max_size=4))
def test_only_appraisal_and_mediation_ever_pause(kinds: list[str]) -> None:
    assert {kind for kind in kinds if parties.KINDS[kind].pause} <= {"appraisal", "mediator"}


@pytest.mark.row("M04")
@pytest.mark.parametrize("kind", ["police", "procuratorate"])
def test_police_and_procuratorate_go_through_the_legal_officer_but_rescue_comes_first(story: Story, kind: str) -> None:
    asked = {"kind": kind, "body": "辖区派出所", "question": "反映情况"}
    story.recorded(by="eve").handed_over("ann", by="eve").taken_over("ann")
    for who in ("ann", "bob", "eve"):
        assert story.cannot("bring_in", who, **asked).code == "permission"
    story.does("bring_in", "eve", kind="police", body="110", question="来电人说要跳楼", danger=True)
    assert story.cannot("bring_in", "eve", **APPRAISAL, **TOLD).code == "permission", "danger opens no other door"
    run_due(story.at)
    called = Alarm.objects.filter(kind="BroughtIn").values_list("account__username", flat=True)
    assert {"bob", "lex"} <= set(called), "head and legal know at once of a call for help"
    c = story.complaint
    assert parties.may_not(kind, frozenset({"legal"}), c, danger=False) == parties.why_not_police(c)


@pytest.mark.row("M04")
def test_a_theft_by_an_outsider_goes_to_the_police_without_a_word_about_conduct_and_is_no_way_around_it(
    story: Story,
) -> None:
    theft = {"kind": "police", "body": "辖区派出所", "question": "客人的包在大堂被人拿走", "about": "outsider"}
    story.recorded(by="eve").handed_over("ann", by="eve").taken_over("ann")
    assert story.cannot("bring_in", "ann", **theft).code == "permission", "the head or legal decides"
    assert "公安" in story.cannot("bring_in", "bob", **{**theft, "kind": "procuratorate"}).text.zh
    story.does("bring_in", "bob", **theft)
    assert story.complaint.parties[0].about == "outsider"
    story.does("conclude", "bob", party=1, outcome="accepted", words="已立案")
    story.does("observe", "ann", sign="threat_person", quote="找人堵你", line=1)
    story.does("flag", "ann", conduct="behaviour", signs=[1], words="一次威胁", considered="事出有因")
    assert "不能改用别的事由" in story.cannot("bring_in", "bob", **theft).text.zh


def test_personal_data_leave_only_by_consent_or_where_the_law_asks_for_them(story: Story) -> None:
    story.recorded()
    assert story.cannot("bring_in", **APPRAISAL, **TOLD, personal=True).field == "consent"
    story.does("bring_in", **APPRAISAL, **TOLD, personal=True, consent="电话录音中同意")
    story.does("bring_in", kind="regulator", body="证监局", question="报送材料", personal=True)


@pytest.mark.row("M04")
def test_a_securities_firm_may_not_refuse_the_mediation_that_an_ordinary_investor_asks_for(story: Story) -> None:
    ask = {"kind": "mediator", "body": "投资者服务中心", "question": "投资者请求调解", "asked_by": "complainant"}
    story.recorded().does("bring_in", **ask, **TOLD)
    no = {"party": 1, "outcome": "we_refused", "words": "我们不想调解"}
    refused = story.cannot("conclude", **no)
    assert "证券法第94条" in refused.text.zh
    story.does("conclude", **no, professional=True)


@pytest.mark.row("M04")
def test_to_the_press_speak_only_those_named_on_the_agreed_line_while_it_holds(story: Story, office: Office) -> None:
    story.recorded().does("bring_in", kind="press", body="晚报", question="想采访此事")
    said = {"party": 1, "words": "正在核查，结果会公布", "way": "phone"}
    story.does("exchange", **said | {"direction": "in"})
    assert "口径" in story.cannot("exchange", **said).text.zh
    assert story.cannot("brief", "ann", words="核查中", speakers=[office.bob.pk]).code == "permission"
    story.does("brief", "bob", words="核查中", speakers=[office.bob.pk], until=story.at + timedelta(days=2))
    assert "Bob" in story.cannot("exchange", **said).text.zh, "it says who may"
    story.does("exchange", "bob", **said)
    story.later(days=3)
    assert "过期" in story.cannot("exchange", "bob", **said).text.zh
    assert [one.direction for one in story.complaint.parties[0].exchanges] == ["in", "out"]


def test_every_new_verb_is_closed_to_whom_the_table_does_not_name() -> None:
    mine = "request deliver remind recall bring_in exchange conclude brief apologise".split()
    assert all("auditor" not in MAY[word] and "complainant" not in MAY[word] for word in mine)


def test_nobody_owes_anything_of_what_was_never_asked(story: Story) -> None:
    assert owed_by(story.recorded().complaint) == frozenset()
