"""Likely duplicates of a text: the same matter on top, the same place with another matter not."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.stories import T0, Office, Story
from wenguo.queries.alike import Alike, alike
from wenguo.queries.seeing import asker

SAME = "朝阳路门店的排队叫号机又坏了，等了四十分钟没有人管"
TYPED = "排队叫号机坏了，我在朝阳路门店等了快四十分钟，没人管"
PLACE_ONLY = "朝阳路门店的店员态度恶劣，把我的会员卡扔在地上"


def ask(office: Office, text: str, name: str = "ann", **more: object) -> list[Alike]:
    return alike(asker(office.people[name].pk, "web"), text, T0.replace(month=6), **more)  # type: ignore[arg-type]


@pytest.mark.row("M36")
def test_the_same_matter_is_found_and_it_is_said_why(office: Office) -> None:
    same = Story(office).recorded(SAME)
    for other in ("空调有异响", "扣款两次没有退", PLACE_ONLY):
        Story(office).recorded(other)
    found = ask(office, TYPED)
    assert found[0].number == same.number
    assert any("叫号机" in word for word in found[0].shared)
    assert all(word in TYPED for word in found[0].shared)


def test_the_same_place_with_another_matter_is_not_on_top(office: Office) -> None:
    same = Story(office).recorded(SAME)
    traps = [Story(office).recorded(text) for text in (PLACE_ONLY, "朝阳路门店的发票一直不给开")]
    found = [one.number for one in ask(office, TYPED)]
    assert found[0] == same.number
    assert not {trap.number for trap in traps} & set(found)


def test_english_words_are_compared_whole_and_common_ones_tell_nothing(office: Office) -> None:
    same = Story(office).recorded("The queue machine at the Beihu branch is broken again")
    Story(office).recorded("It was the worst, and they have not called me about it")
    assert [one.number for one in ask(office, "queue machine broken at Beihu branch")] == [same.number]


def test_only_what_one_may_see_and_of_the_last_year(office: Office) -> None:
    Story(office).recorded(SAME)
    assert ask(office, TYPED, "tom") == []
    old = Story(office, T0.replace(year=2024))
    old.recorded("电梯里的广播整夜响个不停，吵得睡不着")
    assert ask(office, "电梯里的广播整夜响个不停") == []


@pytest.mark.parametrize("text", ["", "坏了", "的的的的", "!!!", "x" * 5000, "\x00\x00"])
def test_ugly_and_short_texts_find_nothing_and_break_nothing(office: Office, story: Story, text: str) -> None:
    story.recorded(SAME)
    assert ask(office, text) == []


def test_those_shown_already_are_left_out(office: Office, story: Story) -> None:
    story.recorded(SAME)
    assert ask(office, TYPED, without=frozenset({story.row.pk})) == []


def test_however_long_the_text_the_number_of_questions_is_bounded(office: Office, story: Story) -> None:
    story.recorded(SAME)
    with CaptureQueriesContext(connection) as asked:
        ask(office, (SAME + TYPED + PLACE_ONLY) * 100)
    assert len(asked) < 60
