"""What a complainant can do with their complaint, each act through the one door, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.faces.portal.conftest import jpeg
from tests.stories import Story
from wenguo.faces.portal.answering import ACTS
from wenguo.models import Complaint
from wenguo.perform import folded


def kinds(number: str) -> list[str]:
    from wenguo.line import read
    from wenguo.models import Line

    lines = Line.objects.filter(complaint__number=number).order_by("position")
    return [type(read(one.data).event).__name__ for one in lines]


def now_of(number: str) -> Any:
    return folded(Complaint.objects.get(number=number).pk)


# -- what can be done -------------------------------------------------------------------------------------------------


@pytest.mark.row("M42", "M26")
def test_words_and_evidence_can_be_added_at_any_time(door: Client, now_story: Story, follow: Callable[[], str]) -> None:
    now_story.recorded()
    follow()
    files = SimpleUploadedFile("新照片.jpg", jpeg())
    page = door.post(
        f"/track/{now_story.number}/do/hear/", {"words": "又响了", "files": files, "key": "k1"}, follow=True
    ).content.decode()
    assert "已收到您的补充" in page
    assert "又响了" in page
    assert "新照片.jpg" in page
    assert kinds(now_story.number)[-2:] == ["Heard", "Enclosed"]


@pytest.mark.row("M26")
def test_an_answer_can_be_disputed_then_reviewed_then_rated(
    door: Client, now_story: Story, follow: Callable[[], str]
) -> None:
    now_story.recorded().answered()
    follow()
    base = f"/track/{now_story.number}/do/"
    door.post(base + "dispute/", {"words": "没说清楚", "key": "k1"})
    assert now_of(now_story.number).stage == "disputed"
    door.post(base + "ask_review/", {"words": "请上级看", "key": "k2"})
    assert now_of(now_story.number).stage == "in_review"
    door.post(base + "rate/", {"handling": "2", "handling_words": "太慢", "outcome": "4", "key": "k3"})
    c = now_of(now_story.number)
    assert (c.handling_rated, c.outcome_rated) == (2, 4)


def test_an_answer_can_be_accepted(door: Client, now_story: Story, follow: Callable[[], str]) -> None:
    now_story.recorded().answered()
    follow()
    door.post(f"/track/{now_story.number}/do/accept/", {"key": "k"})
    assert now_of(now_story.number).accepted_how == "portal"


def test_chasing_is_counted_once_however_often_it_is_pressed(
    door: Client, now_story: Story, follow: Callable[[], str]
) -> None:
    now_story.recorded()
    follow()
    for _ in range(2):
        door.post(f"/track/{now_story.number}/do/chase/", {"words": "怎么还没消息", "key": "same"})
    assert now_of(now_story.number).chases == 1


def test_taking_back_asks_whether_one_is_sure_and_keeps_what_was_typed(
    door: Client, now_story: Story, follow: Callable[[], str]
) -> None:
    now_story.recorded()
    assert "不再答复" in follow()
    path = f"/track/{now_story.number}/do/withdraw/"
    answer = door.post(path, {"words": "算了", "key": "k"})
    assert answer.status_code == 422
    assert "算了" in answer.content.decode()
    assert "我确定撤回" in answer.content.decode()
    assert now_of(now_story.number).stage == "received"
    door.post(path, {"words": "算了", "sure": "1", "key": "k"})
    assert now_of(now_story.number).stage == "withdrawn"


@pytest.mark.parametrize("word", ["correct", "erase"])
def test_a_wish_about_ones_data_is_heard_and_lands_on_the_owners_desk(
    door: Client, now_story: Story, follow: Callable[[], str], word: str
) -> None:
    from wenguo.models import Alarm
    from wenguo.reactions.work import run_due

    now_story.recorded()
    follow()
    assert "第四十七条" in door.get(f"/track/{now_story.number}/").content.decode()
    door.post(f"/track/{now_story.number}/do/{word}/", {"words": "我叫李梅不是李海", "key": "k"})
    c = now_of(now_story.number)
    run_due(c.last_at + timedelta(days=1))
    assert Alarm.objects.filter(account=now_story.office.ann, kind="Heard").count() == 1


@pytest.mark.parametrize("word", ["accept", "dispute", "ask_review", "rate"])
def test_what_is_not_open_yet_is_greyed_with_its_reason_and_refused(
    door: Client, now_story: Story, follow: Callable[[], str], word: str
) -> None:
    now_story.recorded()
    page = follow()
    assert f'id="do-{word}"' not in page
    assert ACTS[word].closed.zh in page
    answer = door.post(f"/track/{now_story.number}/do/{word}/", {"words": "不同意", "handling": "1", "key": "k"})
    assert answer.status_code == 422
    assert kinds(now_story.number)[-1] != "Disputed"


@pytest.mark.parametrize("word", ["erase_all", "answer", "close", "note", "rekey"])
def test_no_other_verb_can_be_done_through_this_door(
    door: Client, now_story: Story, follow: Callable[[], str], word: str
) -> None:
    now_story.recorded()
    follow()
    before = now_story.texts
    assert door.post(f"/track/{now_story.number}/do/{word}/", {"words": "x"}).status_code == 303
    assert now_story.texts == before


def test_nothing_can_be_done_without_the_secret(door: Client, story: Story) -> None:
    story.recorded()
    for word in ACTS:
        assert door.post(f"/track/{story.number}/do/{word}/", {"words": "x", "sure": "1"}).status_code == 303
    assert len(set(story.happened) - {"Recorded", "ClockStarted"}) == 0


def test_an_empty_dispute_says_what_is_missing(door: Client, now_story: Story, follow: Callable[[], str]) -> None:
    now_story.recorded().answered()
    follow()
    answer = door.post(f"/track/{now_story.number}/do/dispute/", {"words": " ", "key": "k"})
    assert answer.status_code == 422
    assert "请写几个字" in answer.content.decode()
