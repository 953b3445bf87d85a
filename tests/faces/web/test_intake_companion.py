"""What stands beside the intake: what to ask, what is known, what to read back and what can be promised."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from tests.faces.web.intake import WORDS, keep, shown
from tests.stories import Office, Story
from wenguo.faces.web.intake import promising
from wenguo.faces.web.intake.reading_back import read_back
from wenguo.rules.calendar import Calendar, Hours
from wenguo.text import Text


@pytest.fixture
def ann(office: Office, client: Client) -> Client:
    client.force_login(office.ann)
    return client


# -- the companion ---------------------------------------------------------------------------------------------------


@pytest.mark.row("M08", "M36")
def test_the_checklist_shows_what_is_missing_first_with_the_open_question_before_the_closed(ann: Client) -> None:
    page = shown(keep(ann, words=WORDS, channel="face"))
    assert (
        page.index("还要问什么")
        < page.index("请问怎么称呼您？")
        < page.index("是您本人的事")
        < page.index("已经知道的")
    )
    known = page[page.index("已经知道的") :]
    assert "发生了什么" in known
    before = re.findall(r'id="ask-(\w+)"', page)
    after = re.findall(
        r'id="ask-(\w+)"', shown(keep(ann, version="1", words=WORDS, channel="face", name="王", product="空调"))
    )
    assert set(before) - set(after) == {"complainant", "product"}


@pytest.mark.row("M36")
def test_earlier_complaints_stand_beside_it_as_soon_as_the_number_is_typed(ann: Client, story: Story) -> None:
    story.recorded("洗衣机漏水", complainant={"name": "王小明", "phone": "13800138000"})
    assert story.number not in shown(keep(ann, words="x", phone="138001380"))
    page = shown(keep(ann, version="1", words="x", phone="138 0013 8000"))
    assert story.number in page
    assert "同一电话" in page
    assert "小明" not in page
    assert "补充到这件" in page


def test_likely_duplicates_come_while_one_types_and_say_why(ann: Client, story: Story) -> None:
    story.recorded("朝阳路门店的排队叫号机又坏了，等了四十分钟没有人管")
    page = shown(keep(ann, words="排队叫号机坏了，朝阳路门店等了四十分钟没人管"))
    assert story.number in page
    assert "<mark>排队叫号机" in page


@pytest.mark.row("M07")
def test_every_word_read_back_comes_from_the_form(ann: Client) -> None:
    fields = {
        "words": "空调一直响。修了两次！还是响。",
        "name": "王先生",
        "event_date": "2026-11-20",
        "contract": "DD1",
        "price": "298",
        "wish": ["RM03"],
        "wish_amount": ["298"],
        "wish_words": ["全额"],
    }
    said = read_back(fields, Text("10 分钟后回电", "call back in 10 min"))
    assert said is not None
    assert (
        said.zh
        == "王先生，我复述一遍：您说“空调一直响。修了两次！还是响”，是11月20日的事，号码是 DD1，付了 ¥298，您希望退款 ¥298（“全额”），我会在 10 分钟后回电。我记得对吗？"
    )
    assert "20 November" in said.en
    assert "refund ¥298" in said.en
    assert read_back({"name": "王"}) is None
    assert "我复述一遍" in shown(keep(ann, **fields))


# -- what can be promised --------------------------------------------------------------------------------------------


MORNING = datetime(2026, 3, 6, 2, 0, tzinfo=UTC)  # Friday, ten o'clock in Shanghai


def made(calendar: Calendar, at: datetime) -> dict[str, str]:
    return {one.code: f"{calendar.local(one.due_at):%a %H:%M}" for one in promising.choices(calendar, at)}


@pytest.mark.row("M14")
@pytest.mark.parametrize(
    ("hours", "at", "expected"),
    [
        (None, MORNING, {"m10": "Fri 10:10", "m30": "Fri 10:30", "today": "Fri 17:00", "next": "Mon 10:00"}),
        (None, MORNING + timedelta(hours=7), {"m10": "Fri 17:10", "m30": "Fri 17:30", "next": "Mon 10:00"}),
        (None, MORNING + timedelta(days=1), {"m10": "Sat 10:10", "m30": "Sat 10:30", "next": "Mon 10:00"}),
        (Hours(weekdays=((("08:00", "12:00"),),) * 7), MORNING, {"m10": "Fri 10:10", "m30": "Fri 10:30", "today": "Fri 12:00", "next": "Sat 10:00"}),
        (Hours(weekdays=((("14:00", "24:00"),),) * 7), MORNING, {"m10": "Fri 10:10", "m30": "Fri 10:30", "today": "Fri 17:00", "next": "Sat 15:00"}),
    ],
)  # fmt: skip
def test_promises_are_counted_by_the_units_own_hours(
    hours: Hours | None, at: datetime, expected: dict[str, str]
) -> None:
    assert made(Calendar(hours=hours), at) == expected


@pytest.mark.row("M29")
def test_while_one_types_closed_complaints_like_it_stand_beside_with_how_they_ended(
    ann: Client, office: Office, story: Story
) -> None:
    words = "滚筒洗衣机脱水时漏水，泡坏了地板"
    for n in range(12):  # words that everybody uses tell nothing
        Story(office).recorded(f"快递员态度不好，第{n}次了")
    before = Story(office).recorded(words, causes=["RS01"]).answered().accepted().closed()
    page = shown(keep(ann, words="洗衣机脱水漏水泡坏地板", channel="face"))
    beside = page[page.index('id="likes"') :] if 'id="likes"' in page else page[page.index('id="alike"') :]
    assert before.number in beside
