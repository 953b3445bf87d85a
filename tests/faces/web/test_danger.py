"""Early warnings and major complaints on the screens and by the API: who sees them, and what they say."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests.stories import Office, Story
from wenguo.advising import watching
from wenguo.models import Complaint


@pytest.fixture
def at_desk(office: Office) -> Any:
    """A browser with somebody signed in."""

    def sign_in(name: str, language: str = "zh-hans") -> Client:
        client = Client()
        client.force_login(office.people[name])
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        return client

    return sign_in


@pytest.fixture
def warned(story: Story) -> Story:
    """A complaint chased twice with nothing done between."""
    story.recorded(unit=story.office.sec.pk).does("chase", "complainant", words="怎么还没消息").does(
        "chase", "complainant"
    )
    watching.watch(story.row.pk, story.at)
    return story


def page(client: Client, story: Story) -> str:
    """The complaint's page."""
    return client.get(f"/desk/{story.number}/").content.decode()


@pytest.mark.row("M38")
def test_a_warning_says_its_limit_and_leads_to_the_line_that_shows_it(at_desk: Any, warned: Story) -> None:
    line = warned.complaint.alerts[0].line
    shown = page(at_desk("ann"), warned)
    assert "满 2 次起提醒" in shown
    assert f'<a href="#line-{line}">' in shown
    english = page(at_desk("ann", "en"), warned)
    assert "warned from 2" in english
    assert "Signs that it may grow" in english


def test_a_quiet_complaint_shows_no_gauge(at_desk: Any, story: Story) -> None:
    story.recorded()
    assert 'id="danger"' not in page(at_desk("ann"), story)


def test_a_word_to_the_complainant_puts_the_lamp_out(at_desk: Any, warned: Story) -> None:
    warned.later(minutes=1).informed()
    shown = page(at_desk("ann"), warned)
    assert "已有回应" in shown
    assert Complaint.objects.get(number=warned.number).urgent_at is not None


def test_who_is_complained_of_sees_neither(at_desk: Any, office: Office, story: Story) -> None:
    story.recorded(concerned=(office.tom.pk,)).does("chase", "complainant").does("chase", "complainant")
    watching.watch(story.row.pk, story.at)
    story.does("escalate", criteria=("press",), words="记者到场")
    shown = page(at_desk("tom"), story)
    assert 'id="danger"' not in shown
    assert 'id="major"' not in shown


@pytest.mark.row("M39")
def test_a_major_complaint_says_why_who_knows_what_is_due_and_what_brings_it_back(at_desk: Any, warned: Story) -> None:
    warned.does("escalate", criteria=("accident", "press"), state="disaster", words="有人受伤，记者在场")
    shown = page(at_desk("bob"), warned)
    for words in ("灾难", "第29(1)条", "尚未告知", "第一次报告", "还没有答复投诉人", "有人受伤，记者在场"):
        assert words in shown, words
    assert "列为重大后 1 小时内" in shown
    assert "系统建议值，不是法定时限" in shown
    assert f"/desk/{warned.number}/do/calm" in shown
    assert "calm" not in page(at_desk("ann"), warned).split('id="major"')[1].split("</section>")[0]


@pytest.mark.row("M39")
def test_the_report_is_begun_from_the_log_and_sent_by_a_person(at_desk: Any, warned: Story, office: Office) -> None:
    warned.does("escalate", criteria=("press",), words="记者在场").informed()
    client = at_desk("bob")
    form = client.get(f"/desk/{warned.number}/do/report/").content.decode()
    assert "第 1 次报告" in form
    assert "告知投诉人进展" in form
    told = {"words": "记者已离开", "informed": [str(office.lex.pk)], "expected": warned.complaint.person_position}
    client.post(f"/desk/{warned.number}/do/report/", told)
    assert warned.happened[-2:] == ["Reported", "ClockStarted"]


@pytest.mark.row("M39")
def test_a_criterion_the_record_shows_is_proposed_and_chosen_beforehand(at_desk: Any, story: Story) -> None:
    story.recorded(causes=("RS1202",), unit=story.office.sec.pk)
    assert "可能是重大投诉" in page(at_desk("bob"), story)
    form = at_desk("bob").get(f"/desk/{story.number}/do/escalate/").content.decode()
    assert 'value="data_leak" checked' in form
    assert 'value="press" checked' not in form


@pytest.mark.row("M38")
def test_the_board_lists_both_and_the_report_gives_no_rate_without_data(at_desk: Any, warned: Story) -> None:
    warned.does("escalate", criteria=("press",), words="记者在场")
    client = at_desk("bob")
    board = client.get("/desk/board/").content.decode()
    assert board.count(warned.number) >= 2
    report = client.get("/desk/board/warnings/").content.decode()
    assert "两边各满 20 件才计算比例" in report
    assert "%" not in report.split("<section")[1]


@pytest.mark.row("M39")
def test_a_program_may_list_report_and_calm(office: Office, warned: Story, at_desk: Any) -> None:
    client = at_desk("bob")

    def post(word: str, **body: Any) -> Any:
        return client.post(
            f"/api/v1/complaints/{warned.number}/{word}", json.dumps(body), content_type="application/json"
        )

    assert post("escalate", criteria=[], words="x").status_code == 422
    assert post("escalate", criteria=["press"], words="记者在场").status_code in {200, 201}
    assert post("report", words="已处理", informed=[office.lex.pk]).status_code in {200, 201}
    assert post("calm", state="calm", words="记者离开").status_code in {200, 201}
    assert warned.complaint.major is not None
    assert not warned.complaint.major.open
    assert post("alert", cause="too_slow", level="now", sign="silence", line=1).status_code in {403, 404}


def test_nothing_of_it_is_told_to_the_complainant(warned: Story) -> None:
    from wenguo.rules.told_to_complainants import TOLD

    assert [TOLD[name] for name in ("Alerted", "Escalated", "Reported", "Calmed")] == [None] * 4


def test_the_first_report_is_due_within_two_hours(at_desk: Any, warned: Story) -> None:
    warned.does("escalate", "bob", criteria=("press",), words="记者在场")
    daily = next(one for one in warned.complaint.clocks if one.rule == "tell")
    assert daily.due_at - daily.started_at == timedelta(hours=2)


@pytest.mark.row("M38")
def test_the_page_offers_to_weigh_a_warning_and_shows_what_was_found(at_desk: Any, warned: Story) -> None:
    line = warned.complaint.alerts[0].position
    client = at_desk("bob")
    assert f"do/weigh/?warning={line}" in page(client, warned)
    form = client.get(f"/desk/{warned.number}/do/weigh/?warning={line}").content.decode()
    assert "多次回来仍未解决" in form
    given = {
        "warning": line,
        "found": "unfounded",
        "words": "两次是同一通电话",
        "expected": warned.complaint.person_position,
    }
    client.post(f"/desk/{warned.number}/do/weigh/", given)
    shown = page(client, warned)
    assert "判断为不成立，理由：" in shown
    assert "两次是同一通电话" in shown
    assert "do/weigh/" not in shown.split('id="danger"')[1].split("</section>")[0]
