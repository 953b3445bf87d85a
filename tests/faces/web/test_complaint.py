"""One complaint's page: what it says to whom, in both languages, and what it costs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.stories import Office, Story
from wenguo import events as e
from wenguo.faces.web.complaint import limits, people, stages, timeline
from wenguo.models import Access
from wenguo.queries import presence
from wenguo.queries.history import history
from wenguo.queries.office import units
from wenguo.queries.seeing import asker
from wenguo.rules.calendar import Calendar

LI = {"name": "李小红", "phone": "13812345678", "email": "lixh@example.com"}


@pytest.fixture
def at_desk(office: Office, client: Client) -> Any:
    """`at_desk("ann", "en")`: a client signed in as this person, reading this language."""

    def sign(name: str, language: str = "zh-hans") -> Client:
        client.force_login(office.people[name])
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        return client

    return sign


def page(client: Client, story: Story, query: str = "") -> str:
    answer = client.get(f"/desk/{story.number}/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def full(story: Story, office: Office) -> Story:
    """A complaint of yesterday with something of everything."""
    story.moves_to(datetime.now(UTC) - timedelta(days=1)).recorded(
        "空调有异响\n\n维修两次仍未解决",
        subject="空调维修两次仍有异响",
        complainant=LI,
        concerned=[office.eve.pk],
        demands=[{"remedy": "RM01", "amount_fen": 12300}],
        causes=["RS01"],
    )
    story.does("ask", "ann", words="那天怎么回事？", to="colleague", account=office.eve.pk)
    story.acknowledged(way="phone", words="已收到").promised(hours=2).informed(way="sms")
    return story.does("link", "ann", other=_other(office), relation="related")


def _other(office: Office) -> str:
    return Story(office).recorded("另一件事").number


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh-hans", ("责任人", "首问人", "投诉人怎么说", "经过", "还有", "依据", "人员", "承诺", "原则", "知情", "待补充", "尚未陈述")),
        ("en", ("Owner", "First responder", "What was said", "Timeline", "left", "Why", "People", "Promises", "Principles", "Right to know", "Still to learn", "not heard yet")),
    ],
)  # fmt: skip
def test_the_page_tells_everything_in_either_language(
    at_desk: Any, full: Story, language: str, said: tuple[str, ...]
) -> None:
    shown = page(at_desk("ann", language), full)
    missing = [words for words in said if words not in shown]
    assert missing == []
    assert shown.count("<h1") == 1
    assert "{%" not in shown


def test_their_words_come_before_ours_and_keep_their_paragraphs(at_desk: Any, full: Story) -> None:
    shown = page(at_desk("ann"), full)
    assert "空调有异响\n\n维修两次仍未解决" in shown
    assert shown.index("维修两次仍未解决</blockquote>") < shown.index("我们的理解") < shown.index("那天怎么回事")


def test_long_words_are_folded_and_nothing_of_them_is_lost(at_desk: Any, story: Story) -> None:
    words = "。".join(f"第{number}件事让我很生气" for number in range(1000))
    story.recorded(words)
    shown = page(at_desk("ann"), story)
    assert "显示全部" in shown
    assert "第999件事" in shown
    folded = timeline.folded(words, 1400)
    assert folded.head + folded.rest == words
    assert folded.head.endswith("。")


def test_ugly_words_do_not_break_the_page(at_desk: Any, story: Story) -> None:
    story.recorded("啊" * 10_000, subject="<b>" + "W" * 250, complainant={"name": "长" * 60})
    assert "<b>WWW" not in page(at_desk("ann"), story)


@pytest.mark.row("M26")
def test_the_principles_are_facts_of_the_log_and_change_with_it(at_desk: Any, story: Story, office: Office) -> None:
    story.recorded(concerned=[office.eve.pk])
    client = at_desk("ann")
    before = page(client, story)
    assert "还没有告知过投诉人" in before
    assert "涉及 1 人：已告知 0 人，已听取 0 人" in before
    assert "办结时写" in before
    story.acknowledged(way="phone").does("hear", "eve", words="那天我在休假", who="employee")
    story.answered().accepted().closed(lesson="交接时写清楚谁回电")
    after = page(client, story)
    assert "最近" in after
    assert "已听取 1 人" in after
    assert "已写下教训" in after
    assert "还没有告知过投诉人" not in after


@pytest.mark.row("M26")
def test_the_principles_are_said_in_english_too(at_desk: Any, story: Story) -> None:
    story.recorded()
    shown = page(at_desk("ann", "en"), story)
    for words in ("Lawful rights", "Right to know", "Privacy", "Fairness", "Calm and objective", "Feedback in time", "Reflection after"):  # fmt: skip
        assert words in shown


def test_contact_data_is_plain_to_the_owner_and_every_showing_is_on_record(at_desk: Any, full: Story) -> None:
    assert LI["phone"] in page(at_desk("ann"), full)
    assert Access.objects.filter(complaint__number=full.number, account__username="ann").count() == 1


@pytest.mark.parametrize("name", ["bob", "qi", "lex", "aud", "dan"])
def test_contact_data_is_masked_for_those_who_do_not_handle_it(at_desk: Any, full: Story, name: str) -> None:
    shown = page(at_desk(name), full)
    assert LI["phone"] not in shown
    assert LI["name"] not in shown
    assert "138****5678" in shown
    assert "须说明理由" in shown
    assert not Access.objects.filter(complaint__number=full.number).exists()


def test_unmasking_needs_a_reason(at_desk: Any, full: Story) -> None:
    client = at_desk("bob")
    answer = client.post(f"/desk/{full.number}/unmask/", {"reason": " 看 "})
    assert answer.status_code == 422
    assert LI["phone"] not in answer.content.decode()
    assert 'aria-invalid="true"' in answer.content.decode()
    assert not Access.objects.exists()


@pytest.mark.parametrize(
    ("form", "reason"),
    [({"reason": "核对回电号码"}, "核对回电号码"), ({"preset": "call"}, "回电核实"), ({"preset": "call", "reason": "九点"}, "回电核实：九点")],
)  # fmt: skip
def test_unmasking_shows_it_once_and_puts_the_reason_on_record(
    at_desk: Any, full: Story, form: Any, reason: str
) -> None:
    client = at_desk("bob")
    answer = client.post(f"/desk/{full.number}/unmask/", form)
    assert answer.status_code == 200
    assert LI["phone"] in answer.content.decode()
    entry = Access.objects.get(complaint__number=full.number)
    assert entry.account.username == "bob"
    assert f'"reason":"{reason}"' in entry.data
    assert ".phone" in entry.data
    assert LI["phone"] not in page(client, full)


def test_unmasking_by_htmx_gives_only_the_people(at_desk: Any, full: Story) -> None:
    answer = at_desk("bob").post(f"/desk/{full.number}/unmask/", {"preset": "send"}, headers={"HX-Request": "true"})
    assert answer.content.decode().lstrip().startswith('<section class="panel" id="people">')
    assert LI["phone"] in answer.content.decode()


def test_who_may_not_unmask_is_refused_kindly_and_nothing_is_logged(at_desk: Any, full: Story) -> None:
    client = at_desk("eve")  # complained of here
    assert "须说明理由" not in page(client, full)
    answer = client.post(f"/desk/{full.number}/unmask/", {"preset": "call"})
    assert answer.status_code == 403
    assert LI["phone"] not in answer.content.decode()
    assert not Access.objects.exists()


def test_who_read_it_is_told_to_those_whose_business_it_is(at_desk: Any, full: Story) -> None:
    at_desk("bob").post(f"/desk/{full.number}/unmask/", {"reason": "核对回电号码"})
    for name in ("bob", "qi", "aud", "adm"):
        listed = at_desk(name).get(f"/desk/{full.number}/read-by/")
        assert "核对回电号码" in listed.content.decode()
    assert at_desk("ann").get(f"/desk/{full.number}/read-by/").status_code == 403


def test_the_person_complained_of_sees_what_is_allowed_only(at_desk: Any, full: Story) -> None:
    full.does("correct", "ann", field="vulnerability", words="独居老人")
    full.does("split", "ann", words="另有举报", kind="report")
    report = full.complaint.links
    shown = page(at_desk("eve"), full)
    assert LI["phone"] not in shown
    assert "独居老人" not in shown
    assert not [number for number, relation in report.items() if relation == "part" and number in shown]
    assert "?show=log" not in shown
    assert "日志原文" not in page(at_desk("eve"), full, "?show=log")


def test_a_complaint_one_may_not_know_of_is_not_there(at_desk: Any, full: Story) -> None:
    client = at_desk("tom")
    for path in ("", "pulse/", "read-by/", "evidence/e1/", "evidence/e1/copy/"):
        assert client.get(f"/desk/{full.number}/{path}").status_code == 404
    assert client.post(f"/desk/{full.number}/unmask/", {"preset": "call"}).status_code == 404


def test_the_timeline_is_filtered_ordered_and_the_order_remembered(at_desk: Any, full: Story) -> None:
    client = at_desk("ann")
    assert "已收到" in page(client, full, "?show=ours")
    assert 'id="line-1"' not in page(client, full, "?show=ours")
    newest = page(client, full)
    assert newest.index('id="line-7"') < newest.index('id="line-1"')
    oldest = page(client, full, "?order=old")
    assert oldest.index('id="line-1"') < oldest.index('id="line-7"')
    assert page(client, full).index('id="line-1"') < page(client, full).index('id="line-7"')


def test_clockwork_side_by_side_is_one_row_and_a_broken_promise_never_hides(at_desk: Any, story: Story) -> None:
    story.recorded().promised(hours=1).later(hours=3).ticked()
    whole = history(asker(story.office.ann.pk), story.number)
    told = timeline.timeline(whole, {}, "zh", newest=False)
    rows = [row for day in told.days for row in day.rows]
    runs = [row for row in rows if isinstance(row, timeline.Run)]
    assert [{one.event for one in run.items} for run in runs] == [{"ClockStarted"}]
    assert [row.event for row in rows if isinstance(row, timeline.Item)][-1] == "PromiseBroken"


def test_every_event_stands_under_a_kind_and_says_its_words() -> None:
    assert set(timeline.KIND_OF) == set(e.EVENTS)
    assert set(timeline.KIND_OF.values()) == set(timeline.KINDS)


def test_a_long_log_is_shown_in_pages(at_desk: Any, story: Story) -> None:
    story.recorded()
    for number in range(120):
        story.does("note", "ann", words=f"备注{number}")
    client = at_desk("ann")
    first = page(client, story)
    assert "备注119" in first
    assert 'id="line-5"' not in first
    assert "count=200" in first
    assert 'id="line-5"' in page(client, story, "?count=200")


def test_what_it_costs_does_not_grow_with_the_log(at_desk: Any, story: Story) -> None:
    story.recorded(complainant=LI, causes=["RS01"])
    client = at_desk("bob")
    page(client, story)

    def statements() -> int:
        with CaptureQueriesContext(connection) as few:
            page(client, story)
        return len(few)

    before = statements()
    for number in range(30):
        story.does("note", "ann", words=f"备注{number}").does("hear", "ann", words="又想起一件事")
    assert statements() == before
    assert before <= 40


def test_the_log_tab_shows_every_line_and_proves_it(at_desk: Any, full: Story) -> None:
    shown = page(at_desk("ann"), full, "?show=log")
    assert "已核验" in shown
    assert full.complaint.head in shown
    assert "&quot;event&quot;:&quot;Promised&quot;" in shown
    assert "Verified" in page(at_desk("ann", "en"), full, "?show=log")


def test_a_log_that_does_not_prove_is_said_loudly(at_desk: Any, full: Story) -> None:
    from wenguo.models import Message

    Message.objects.filter(complaint__number=full.number).update(text="换掉的话")
    shown = page(at_desk("ann"), full, "?show=log")
    assert "核验不符" in shown
    assert 'role="alert"' in shown


# -- the stage line and the states ---------------------------------------------------------------------------------


def _steps(story: Story) -> dict[str, str]:
    whole = history(asker(story.office.ann.pk), story.number)
    return {step.name.en: step.state for step in stages.steps(whole)}


def test_the_stage_line_says_what_is_done_current_and_passed_by(story: Story) -> None:
    story.recorded().acknowledged().investigated()
    assert _steps(story) == {
        "received": "done", "acknowledged": "done", "assessed": "passed", "investigated": "current",
        "answered": "coming", "accepted": "coming", "closed": "coming",
    }  # fmt: skip


def test_a_turn_off_the_way_stands_in_the_line_and_is_told(at_desk: Any, story: Story) -> None:
    story.recorded().answered().disputed()
    assert _steps(story)["disputed"] == "current"
    shown = page(at_desk("ann"), story)
    assert shown.count('aria-current="step"') == 1
    assert "投诉人不认可" in shown


def test_on_the_spot_and_reopened_are_told_rightly(story: Story) -> None:
    story.settled()
    assert _steps(story)["closed"] == "current"
    story.reopened(by="bob")
    assert _steps(story)["reopened"] == "current"
    assert _steps(story)["closed"] == "coming"


@pytest.mark.parametrize(
    ("make", "zh", "en"),
    [
        (
            lambda s: s.recorded(by="qi", unit=s.office.sec.pk, live=False, received_at=s.at - timedelta(days=90)),
            "历史记录",
            "From the archive",
        ),
        (lambda s: s.recorded(kind="report"), "举报件", "A report"),
        (lambda s: s.recorded(grumble=True, channel="passing"), "随手记", "A grumble"),
        (lambda s: s.recorded().withdrawn(), "已撤回", "took it back"),
        (lambda s: s.recorded().handed_over("eve"), "仍由 Ann 负责", "Ann remains its owner"),
        (lambda s: s.recorded().does("hold", "lex", reason="诉讼"), "法定保全中", "Legal hold"),
        (lambda s: s.settled().does("erase", "adm", ground="投诉人请求删除"), "已依法限制处理", "Locked by law"),
        (
            lambda s: s.settled().later(days=9999).does("erase", "adm", ground="投诉人请求删除"),
            "已依请求删除",
            "erased on request",
        ),
    ],
)
def test_each_state_is_said_in_one_line(at_desk: Any, story: Story, make: Any, zh: str, en: str) -> None:
    make(story)
    reader = "bob"
    assert zh in page(at_desk(reader), story)
    assert en in page(at_desk(reader, "en"), story)


# -- clocks --------------------------------------------------------------------------------------------------------


def test_what_is_left_is_said_in_working_time(story: Story) -> None:
    calendar = Calendar()
    friday = datetime(2026, 3, 6, 13, 0, tzinfo=calendar.local(story.at).tzinfo)
    wednesday = friday.replace(day=11, hour=23, minute=59, second=59)
    assert limits.left(calendar, friday, wednesday).zh == "还有 3 个工作日 5 小时"
    assert limits.left(calendar, friday, wednesday).en == "3 working days 5 h left"
    assert limits.left(calendar, wednesday, friday).zh.startswith("已超 ")
    assert limits.left(calendar, friday, friday.replace(hour=14, minute=20)).zh == "还有 工作时间 1 小时 20 分钟"
    saturday = friday.replace(day=7)
    assert "非工作时间" in limits.left(calendar, saturday, saturday.replace(hour=15)).zh


def test_a_clock_tells_its_source(at_desk: Any, story: Story) -> None:
    story.recorded()
    shown = page(at_desk("ann"), story)
    whole = history(asker(story.office.ann.pk), story.number)
    running, _ = limits.limits(whole.complaint, units()[whole.complaint.unit], story.at)
    assert running
    for one in running:
        assert one.rule is not None
        assert one.why.zh in shown
        assert one.grade is not None
        assert one.grade.zh in shown


def test_clocks_that_were_met_are_folded(at_desk: Any, story: Story) -> None:
    story.recorded().acknowledged(way="phone").answered().accepted().closed()
    shown = page(at_desk("ann"), story)
    assert "已满足、中止或停止的时限" in shown
    assert "已办结，不再计时" in shown


# -- pulse and presence --------------------------------------------------------------------------------------------


def test_the_pulse_says_304_until_something_happens(at_desk: Any, story: Story) -> None:
    story.recorded()
    client = at_desk("ann")
    length = story.complaint.length
    first = client.get(f"/desk/{story.number}/pulse/?since={length}&tag=")
    assert first.status_code == 200
    tag = f"{length}."
    assert client.get(f"/desk/{story.number}/pulse/?since={length}&tag={tag}").status_code == 304
    story.does("note", "bob", words="看过了").does("note", "bob", words="再看")
    news = client.get(f"/desk/{story.number}/pulse/?since={length}&tag={tag}")
    assert news.status_code == 200
    assert "2 条新记录" in news.content.decode()


def test_a_page_shows_the_others_and_not_oneself(at_desk: Any, story: Story, office: Office) -> None:
    story.recorded()
    row = story.row
    presence.look(office.bob.pk, row.pk, 1, "answer", datetime.now(UTC))
    shown = page(at_desk("ann"), story)
    assert "Bob 正在写：答复" in " ".join(shown.split())
    assert "Ann 也在看" not in shown
    assert "Bob is writing: Answer" in " ".join(page(at_desk("ann", "en"), story).split())


def test_what_is_new_since_i_looked_is_marked(at_desk: Any, story: Story) -> None:
    story.recorded()
    client = at_desk("ann")
    assert "fresh" not in page(client, story)
    story.does("note", "bob", words="我来看看")
    assert page(client, story).count(" fresh") == 1
    assert "fresh" not in page(client, story)


# -- the sides -----------------------------------------------------------------------------------------------------


def test_parts_asked_of_others_say_whether_they_were_heard_of(story: Story, office: Office) -> None:
    story.recorded().does("ask", "ann", words="当天谁当班？", to="colleague", account=office.dan.pk)
    whole = history(asker(office.ann.pk), story.number)
    assert [one.back_at for one in people.asked(whole, {}, "zh")] == [None]
    story.does("hear", "dan", words="小王当班", who="witness")
    whole = history(asker(office.ann.pk), story.number)
    assert people.asked(whole, {}, "zh")[0].back_line == story.complaint.length


def test_like_complaints_tell_how_they_ended(at_desk: Any, story: Story, office: Office) -> None:
    earlier = Story(office).recorded("压缩机轴承磨损，嗡嗡作响", causes=["RS01"]).answered().accepted().closed()
    Story(office).recorded("压缩机轴承断了", causes=["RS02"]).answered().accepted().closed()
    story.recorded("压缩机轴承又坏了", causes=["RS01"])
    shown = page(at_desk("ann"), story)
    likes = shown[shown.index('id="likes"') :]
    assert earlier.number in likes
    assert "都说到" in likes


def test_the_form_carries_what_the_writer_saw(at_desk: Any, story: Story) -> None:
    story.recorded()
    answer = at_desk("ann").get(f"/desk/{story.number}/")
    assert answer.context["expected"] == story.complaint.person_position
