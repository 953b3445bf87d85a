"""The panel on conduct: three columns with their lines for those entitled, nothing but the arrangement for the others."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.conf import settings as live
from django.db import connection
from django.test import Client

from tests.conduct_stories import CALL, Conduct
from tests.stories import Office
from wenguo.advising import asking
from wenguo.queries import conduct as beyond
from wenguo.queries import earlier
from wenguo.queries.history import history
from wenguo.queries.seeing import asker


@pytest.fixture
def story(office: Office) -> Conduct:
    """Ten boxes of biscuits, a promise not kept, a demand for payment; it happened just now."""
    told = Conduct(office, datetime.now(UTC).replace(microsecond=0)).recorded("十盒饼干要三万八")
    told.does("ask", words="小票在吗", account=office.eve.pk, to="colleague")
    return told.promised(hours=1).later(hours=2).ticked().observed(line=1).observed("explained", quote="家里办喜事")


def _page(client: Client, story: Conduct, by: str, query: str = "", language: str = "zh-hans") -> str:
    client.force_login(story.office.people[by])
    client.cookies[live.LANGUAGE_COOKIE_NAME] = language
    return unescape(client.get(f"/desk/{story.number}/{query}").content.decode())


@pytest.mark.row("M02", "M01")
def test_our_own_part_stands_first_then_signs_then_what_speaks_against_them(client: Client, story: Conduct) -> None:
    shown = _page(client, story, "bob")
    panel = shown[shown.index('id="conduct"') :]
    order = [panel.index(word) for word in ("先看我方", "我方承诺没有兑现", 'id="conduct-signs"', CALL, "家里办喜事")]
    assert order == sorted(order)
    assert "不是我们拒绝退款" in panel
    assert "Our own part first" in _page(client, story, "bob", language="en")


@pytest.mark.row("M40")
def test_the_front_line_reads_no_label_and_no_word_of_it_only_the_arrangement(client: Client, story: Conduct) -> None:
    story.flagged().judged().warned().restricted(contact=story.office.bob.pk)
    page, log = _page(client, story, "eve"), _page(client, story, "eve", "?show=log")
    for words in (
        CALL,
        "家里办喜事",
        "三次要求私下付款",
        "引文属实",
        "请勿再要求私下付款",
        "两周内请用信函联系",
        "行为提议",
    ):
        assert words not in page
        assert words not in log
    assert "联系安排" in page
    assert "Bob" in page
    whole = history(asker(story.office.eve.pk), story.number)
    assert (whole.complaint.flags, whole.complaint.observations, whole.complaint.appeals) == ([], [], [])


def test_the_person_complained_of_and_the_administrator_read_nothing_of_it(story: Conduct) -> None:
    story.does("assess", complexity="simple", concerned=[story.office.ann.pk])
    for name in ("ann", "adm"):
        whole = history(asker(story.office.people[name].pk), story.number)
        assert CALL not in str(whole.texts), name
        assert not whole.complaint.observations


def test_who_proposed_is_offered_no_decision_and_another_person_is(client: Client, story: Conduct) -> None:
    story.flagged(by="bob")
    href = f"/desk/{story.number}/do/judge/?flag=1"
    assert href not in _page(client, story, "bob")
    shown = _page(client, story, "lex")
    assert href in shown
    assert "等您决定" in shown
    assert re.search(r'<details class="panel conduct"[^>]* open', shown), "what waits is unfolded"


def test_the_form_of_a_proposal_shows_what_speaks_against_it(client: Client, story: Conduct) -> None:
    shown = _page(client, story, "ann", "do/flag/")
    assert "我方承诺没有兑现" in shown
    assert CALL in shown, "signs are chosen by their words"
    shown = _page(client, story.flagged(), "bob", "do/judge/?flag=1")
    assert 'name="flag"' in shown
    assert 'name="appeal"' not in shown


def test_help_comes_first_whatever_is_arranged(client: Client, story: Conduct) -> None:
    story.observed("self_endangerment", quote="我不活了").flagged().judged().warned().restricted()
    assert "先确认人是否安全" in _page(client, story, "bob")


@pytest.mark.row("M40")
def test_nothing_is_shown_where_nothing_is_to_be_said(client: Client, office: Office) -> None:
    told = Conduct(office, datetime.now(UTC).replace(microsecond=0)).recorded(
        "灯不亮", demands=[{"remedy": "RM03", "amount_fen": 10**9}]
    )
    assert 'id="conduct"' not in _page(client, told, "bob"), "to ask for much opens no panel"


def test_the_authoritys_factors_are_counted_by_an_index_and_never_decide(story: Conduct) -> None:
    contact = {"name": "霍先生", "phone": "139-0000-0365"}
    at = story.at
    for name in ("霍先生", "霍太太"):
        last = Conduct(story.office, at).recorded(complainant={**contact, "name": name}, product="RTL04")
    found = beyond.factors(asker(story.office.bob.pk), last.row.pk, last.complaint, at)
    assert [one.item for one in found] == ["1", "2", "3", "4"]
    assert [one.shows for one in found] == [None, False, True, True]
    assert "2 个姓名" in found[3].fact.zh
    if connection.vendor == "sqlite":
        table, expression, condition = earlier.place_of("phone")
        with connection.cursor() as cursor:
            cursor.execute(
                f"EXPLAIN QUERY PLAN SELECT complaint_id, name FROM {table} WHERE {condition} AND {expression} = %s ORDER BY complaint_id DESC LIMIT 200",
                ["13900000365"],
            )
            plan: Any = " ".join(str(row) for row in cursor.fetchall())
        assert "by_digits" in plan
        assert "SCAN" not in plan


def test_words_that_a_program_saw_are_offered_to_a_judge_and_count_for_nothing(
    client: Client, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd = {"label": "crowd", "spans": [{"text": "带五十个兄弟来堵门"}], "because": "“带五十个兄弟来堵门”"}
    seen = {"abnormal": {"signs": [crowd, {**crowd, "label": "other_purpose"}], "counters": [], "note": ""}}
    monkeypatch.setattr(asking, "advised", lambda *_, **__: seen)
    told = Conduct(office, datetime.now(UTC).replace(microsecond=0)).recorded("我带五十个兄弟来堵门")
    shown = _page(client, told, "bob")
    assert "程序只认字，不作数" in shown
    assert shown.count("do/observe/?sign=") == 1, "another purpose is no sign"
    assert "多人到场" in _page(client, told, "bob", "do/observe/?sign=crowd&quote=x&line=1")
    assert not told.complaint.observations
    assert 'id="conduct"' not in _page(client, told, "ann"), "who handles it is not primed by a program"


@pytest.mark.row("M40")
def test_the_way_to_the_police_is_offered_to_legal_alone_once_all_is_there(client: Client, story: Conduct) -> None:
    story.observed("fabrication", quote="批号对不上").flagged(signs=[3]).judged()
    href = f"/desk/{story.number}/do/bring_in/?kind=police"
    shown = _page(client, story, "lex")
    assert href not in shown
    assert "先设置法定保全" in shown
    story.does("hold", "lex", reason="保全证据")
    assert href in _page(client, story, "lex")
    assert href not in _page(client, story, "bob")


@pytest.mark.row("M40")
def test_before_words_go_out_the_composer_says_what_an_arrangement_leaves_open_and_sends_them_all_the_same(
    client: Client, office: Office
) -> None:
    story = Conduct(office, datetime.now(UTC) - timedelta(days=1)).recorded().observed()
    assert "联系安排" not in _page(client, story, "ann", "?say=inform").split('id="composer"')[1].split("</form>")[0]
    story.flagged().judged().warned().restricted()
    written = _page(client, story, "ann", "?say=inform").split('id="composer"')[1].split("</form>")[0]
    review = story.complaint.restrictions[0].review_date.isoformat()
    for words in ("可以用：信函、邮件", f"复查日期 <b>{review}", "电话（安排不含）", "只是提醒"):
        assert words in written, words
    assert "信函（安排不含）" not in written
    form = client.get(f"/desk/{story.number}/do/acknowledge/?way=phone").content.decode()
    assert "您选的方式不在联系安排之内：" in form
    assert "安排不含" not in _page(client, story, "ann", "?say=hear").split('id="composer"')[1].split("</form>")[0], (
        "they may write and ring as before"
    )
    story.does("inform", words="依法告知：时限顺延的理由", way="phone")
