"""An offer on the complainant's own page: read in plain words, agreed to whole or in part, or turned down."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.stories import Story

pytestmark = pytest.mark.row("M05", "M30")


def offered(story: Story) -> Story:
    """A complaint with one offer in force."""
    story.recorded("标价九块九，收银收了九十九", "tom", unit=story.office.car.pk, price_fen=9_900)
    return story.does("offer", "tom", remedy="RM08", amount_fen=10_000, basis="公司标准第三条", words="赔偿一百元")


def said(door: Client, story: Story, word: str, **fields: str) -> str:
    """The page after the complainant said it."""
    answer = door.post(f"/track/{story.number}/do/{word}/", {"offer": "1", "key": "k", **fields}, follow=True)
    return answer.content.decode()


def test_the_page_says_what_agreeing_means_and_that_it_waives_nothing(
    door: Client, now_story: Story, follow: Callable[[], str]
) -> None:
    offered(now_story)
    page = follow()
    for words in ("赔偿一百元", "公司标准第三条", "等您的意见", "不放弃任何权利", "同意这个方案", "不同意这个方案"):
        assert words in page, words


def test_agreed_in_part_the_rest_stays_open(door: Client, now_story: Story, follow: Callable[[], str]) -> None:
    offered(now_story)
    follow()
    assert "写成数字" in said(door, now_story, "agree", amount="很多")
    assert "高于方案" in said(door, now_story, "agree", amount="600", key="k2")
    page = said(door, now_story, "agree", amount="60", key="k3")
    offer = now_story.complaint.offers[0]
    assert (offer.state, offer.agreed_fen, offer.disputed_fen) == ("agreed", 6_000, 4_000)
    assert "已记下您的同意" in page
    assert "您同意了一部分" in page
    assert "/do/agree/" not in page


def test_turned_down_it_is_theirs_alone_and_ends_nothing(
    door: Client, now_story: Story, follow: Callable[[], str]
) -> None:
    offered(now_story)
    assert Client().post(f"/track/{now_story.number}/do/agree/", {"offer": "1"}).status_code == 303
    assert now_story.complaint.offers[0].state == "approved", "without the secret nobody agrees"
    follow()
    page = said(door, now_story, "turn_down", words="我要换货")
    assert now_story.complaint.offers[0].state == "turned_down"
    assert now_story.complaint.is_open()
    assert "您没有同意" in page
    assert "我要换货" in page


def test_what_waits_for_approval_is_not_told(door: Client, now_story: Story, follow: Callable[[], str]) -> None:
    now_story.office.new_person("hua", "car", "head")
    offered(now_story)
    now_story.does("offer", "tom", remedy="RM08", amount_fen=500_000, basis="另议", words="赔偿五千元")
    page = follow()
    assert "赔偿一百元" in page
    assert "赔偿五千元" not in page
    assert "还在等待批准" in said(door, now_story, "agree", offer="2")
