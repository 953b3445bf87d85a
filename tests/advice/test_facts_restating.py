"""What is read back is theirs: a frame of fixed words, and quotes that stand in the message."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenguo.advice.facts import extract
from wenguo.advice.restating import restated
from wenguo.advice.suggestion import Message

RECEIVED = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
FRAME_ZH = "我复述一遍您的话时间是地方说金额单号还提到诉求对吗理解得"
FRAME_EN = set(
    "let me read it back what you said the time was place is about sum number also mention and ask that right have i understood rightly".split()
)
QUOTE = re.compile(r"“([^”]*)”")


def said(text: str) -> str | None:
    message = Message(text=text, received_at=RECEIVED)
    words = restated(message, extract(message), [])
    return None if words is None else words.zh


@pytest.mark.row("M07")
def test_two_sentences_read_back_what_was_said() -> None:
    words = said("上周六在你们店买了一台洗衣机，花了三千五百块，请尽快退款！")
    assert words is not None
    assert "“上周六”" in words
    assert "“三千五百块”" in words
    assert "“请尽快退款”" in words
    assert len(re.findall(r"[。？]", words)) == 2


@pytest.mark.row("M07")
def test_an_english_message_is_read_back_in_english() -> None:
    words = said("I bought a blender last Tuesday for $49.99. I want my money back.")
    assert words is not None
    assert words.startswith("Let me read it back: the time was “last Tuesday”")
    assert "“I want my money back”" in words


@pytest.mark.row("M07")
def test_nothing_is_read_back_where_nothing_was_found() -> None:
    assert said("哦") is None
    assert said("") is None


PIECES = st.sampled_from(
    ["请退款", "希望道歉", "上周六", "在你们店", "花了300元", "，", "。", "买了一台电视机", "“", "”", "客服承诺三天内退", "I want a refund", ". ",
     "on May 6, ", "for $20 ", "please call me ", "order no. 1234567 ", "\n", "\x00"]
)  # fmt: skip


@pytest.mark.row("M07")
@settings(max_examples=120, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_every_word_outside_the_frame_stands_in_the_message(text: str) -> None:
    words = said(text)
    if words is None:
        return
    assert all(quote and quote in text for quote in QUOTE.findall(words))
    frame = QUOTE.sub("", words)
    assert all(letter in FRAME_ZH for letter in re.findall(r"[\u4e00-\u9fff]", frame))
    assert set(re.findall(r"[a-z]+", frame.lower())) <= FRAME_EN
