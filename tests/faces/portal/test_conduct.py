"""What the complainant reads of an arrangement, and how another person is asked to look at it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from tests.conduct_stories import CALL, Conduct
from tests.stories import Office
from wenguo.models.door import issue, new_secret


@pytest.fixture
def arranged(door: Client, office: Office) -> tuple[Conduct, Callable[[], str]]:
    """A complaint with an arrangement, and its page as the complainant reads it."""
    told = Conduct(office, datetime.now(UTC).replace(microsecond=0) - timedelta(hours=2)).recorded("十盒饼干")
    told.observed().flagged(words="内部怎么看").judged(words="内部理由").warned().restricted(contact=office.bob.pk)
    secret = new_secret()
    issue(told.row.pk, secret, told.at)
    door.post("/track/", {"number": told.number, "secret": secret})

    def page() -> str:
        return door.get(f"/track/{told.number}/").content.decode()

    return told, page


@pytest.mark.row("M40")
def test_it_is_read_in_plain_words_with_its_end_and_what_stays(arranged: tuple[Conduct, Callable[[], str]]) -> None:
    told, page = arranged
    shown = page()
    for words in (
        "这段时间怎样联系",
        "Bob",
        "信函、邮件",
        "两周内请用信函联系",
        "向总部法务申诉",
        "请勿再要求私下付款",
        "到期自动结束",
    ):
        assert words in shown, words
    assert "所有法定时限照常计算" in shown
    for words in (CALL, "内部怎么看", "内部理由", "有一盒日期确有误"):
        assert words not in shown, words
    assert str(told.complaint.restrictions[0].until_date) in shown


@pytest.mark.row("M40")
def test_another_person_is_asked_with_one_form_and_the_decision_is_told(
    door: Client, arranged: tuple[Conduct, Callable[[], str]]
) -> None:
    told, page = arranged
    assert f"/track/{told.number}/do/appeal/" in page()
    assert "请写几个字" in door.post(f"/track/{told.number}/do/appeal/", {"key": "a0"}).content.decode()
    answer = door.post(f"/track/{told.number}/do/appeal/", {"words": "凭什么不让打电话", "key": "a1"}, follow=True)
    assert "申诉已收到" in answer.content.decode()
    assert f"/track/{told.number}/do/appeal/" not in page(), "once is enough while it waits"
    told.moves_to(datetime.now(UTC)).does("judge", "lex", appeal=1, decision="falls", words="没有必要，取消安排")
    shown = page()
    assert "没有必要，取消安排" in shown
    assert "措施取消" in shown
    assert "这段时间怎样联系" not in shown


def test_who_has_nothing_to_appeal_against_is_not_asked_to(door: Client, office: Office) -> None:
    told = Conduct(office, datetime.now(UTC)).recorded("灯不亮")
    secret = new_secret()
    issue(told.row.pk, secret, told.at)
    door.post("/track/", {"number": told.number, "secret": secret})
    assert "do/appeal/" not in door.get(f"/track/{told.number}/").content.decode()
