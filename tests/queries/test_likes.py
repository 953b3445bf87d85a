"""Like complaints: what helped then, told only to whoever may know of it, at a bounded price."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.queries.test_plans import plans
from tests.stories import Office, Story
from wenguo.queries.likes import Like, likes, likes_of_text
from wenguo.queries.seeing import asker

pytestmark = pytest.mark.row("M29")

WORDS = "压缩机轴承磨损，嗡嗡作响，夜里睡不着"
SAID = "空调压缩机轴承磨损了，夜里嗡嗡响"


def closed(office: Office, words: str = WORDS, cause: str = "RS01", **fields: Any) -> Story:
    return Story(office).recorded(words, causes=[cause], **fields).later(days=3).answered().accepted().closed()


def ask(office: Office, text: str = SAID, name: str = "ann", **more: object) -> list[Like]:
    return likes_of_text(asker(office.people[name].pk), text, **more)  # type: ignore[arg-type]


def test_a_text_not_recorded_yet_finds_what_was_done_then_and_how_it_ended(office: Office) -> None:
    like = closed(office, demands=[{"remedy": "RM03", "amount_fen": 12_300}])
    found = ask(office)
    assert [one.number for one in found] == [like.number]
    assert (found[0].outcome, found[0].remedies, found[0].amount_fen, found[0].days) == ("OC01", ("RM03",), 12_300, 3)
    assert any("压缩机轴承磨损" in word for word in found[0].shared)
    assert all(word in SAID for word in found[0].shared)
    assert "压缩机轴承磨损" in found[0].because.zh
    assert 0.3 < found[0].score <= 1


def test_the_likest_comes_first_and_the_same_cause_before_another(office: Office) -> None:
    other, same = closed(office, cause="RS02"), closed(office, cause="RS01")
    closed(office, "快递送错了地址，轴承也丢了")
    found = ask(office, causes=("RS01",))
    assert [one.number for one in found][:2] == [same.number, other.number]
    assert [one.same_cause for one in found][:2] == [True, False]
    assert found[0].because.zh.startswith("同一原因")


def test_open_ones_and_oneself_are_not_among_them(office: Office, story: Story) -> None:
    Story(office).recorded(WORDS, causes=["RS01"])
    story.recorded(WORDS, causes=["RS01"]).answered().accepted().closed()
    assert [one.number for one in ask(office)] == [story.number]
    assert likes(asker(office.ann.pk), story.row.pk, story.complaint, [WORDS]) == []


def test_who_may_not_see_a_complaint_does_not_learn_of_it(office: Office) -> None:
    like = closed(office)
    assert [one.number for one in ask(office, name="ann")] == [like.number]
    assert ask(office, name="tom") == []


def test_words_that_may_only_be_stored_are_not_read(office: Office) -> None:
    locked = closed(office).later(days=30).does("erase", "lex", ground="本人要求删除")
    assert locked.complaint.locked
    assert ask(office, name="local") == []


@pytest.mark.parametrize("text", ["", "的", "!!!", "x" * 5000, "\x00\ud800", '" OR theirs:* NEAR(', "压" * 3000])
def test_ugly_texts_find_nothing_and_break_nothing(office: Office, text: str) -> None:
    closed(office)
    assert ask(office, text) == []


def test_however_long_the_text_the_number_of_questions_is_bounded(office: Office) -> None:
    closed(office)
    with CaptureQueriesContext(connection) as asked:
        assert ask(office, (SAID + "另外还有许多别的话要说，比如电梯、停车场和快递柜") * 100)
    assert len(asked) <= 8


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL's planner reads small tables whole")
@pytest.mark.parametrize("who", ["local", "ann"])
def test_no_look_walks_all_closed_complaints(office: Office, who: str) -> None:
    closed(office)
    with CaptureQueriesContext(connection) as asked:
        ask(office, name=who, causes=("RS01",))
    for plan in plans(asked):
        assert "by_stage" not in plan
        assert not any(part.endswith("SCAN wenguo_complaint") for part in plan.split(" | ")), plan
