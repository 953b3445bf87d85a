"""Facts are found where they stand, with one normal value, in both languages and in every writing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenguo.advice.facts import Fact, extract, missing, next_question
from wenguo.advice.facts.amounts import worth
from wenguo.advice.facts.resolving import resolved
from wenguo.advice.suggestion import Message

RECEIVED = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)  # a Sunday
DAY = RECEIVED.date()


def found(text: str, kind: str) -> list[str]:
    return [fact.span.text for fact in extract(Message(text=text, received_at=RECEIVED)) if fact.kind == kind]


def one(text: str, kind: str) -> Fact:
    return next(fact for fact in extract(Message(text=text, received_at=RECEIVED)) if fact.kind == kind)


@pytest.mark.row("M36")
@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("去年12月31号买的，前天坏了", ["去年12月31号", "前天"]),
        ("上周六下午三点到店里", ["上周六下午三点"]),
        ("国庆前装好，二〇二〇年又坏", ["国庆", "二〇二〇年"]),
        ("5月至8月每天晚9点到早5点施工", ["5月至8月", "晚9点到早5点"]),
        ("住12号楼，坐3号线，有以下几点要求", []),
        ("I called last Tuesday and on 3/4/2019", ["last Tuesday", "3/4/2019"]),
        ("It broke on Nov 22 at 5pm, two years ago", ["Nov 22 at 5pm", "two years ago"]),
        ("I may call you; the APR is high", []),
    ],
)
def test_days_are_found_whole_and_house_numbers_are_none(text: str, spans: list[str]) -> None:
    assert found(text, "date") == spans


@pytest.mark.row("M36")
@pytest.mark.parametrize(
    ("words", "first", "last", "precision"),
    [
        ("去年12月31号", date(2025, 12, 31), date(2025, 12, 31), "day"),
        ("上周六下午三点", date(2026, 11, 14), date(2026, 11, 14), "hour"),
        ("前天", date(2026, 11, 20), date(2026, 11, 20), "day"),
        ("12月29号", date(2025, 12, 29), date(2025, 12, 29), "day"),  # not yet this year: last year's
        ("上个月底", date(2026, 10, 21), date(2026, 10, 31), "week"),
        ("二〇二〇年", date(2020, 1, 1), date(2020, 12, 31), "year"),
        ("去年10月至12月22日", date(2025, 10, 1), date(2025, 12, 22), "range"),
    ],
)
def test_days_are_counted_from_receipt(words: str, first: date, last: date, precision: str) -> None:
    assert resolved(words, DAY, english=False) == (first, last, precision)


@pytest.mark.row("M36")
def test_a_day_that_hangs_on_another_one_is_not_guessed() -> None:
    assert resolved("第二天", DAY, english=False) is None
    assert resolved("昨天", None, english=False) is None
    assert resolved("2月30日", DAY, english=False) is None


@pytest.mark.row("M36")
def test_a_day_that_two_countries_write_differently_is_an_interval() -> None:
    assert resolved("3/4/2019", DAY, english=True) == (date(2019, 3, 4), date(2019, 4, 3), "range")
    assert resolved("12/25/2018", DAY, english=True) == (date(2018, 12, 25), date(2018, 12, 25), "day")


@pytest.mark.row("M36")
@pytest.mark.parametrize(
    ("text", "span", "fen"),
    [
        ("付了3.8万元", "3.8万元", 3_800_000),
        ("花了三千五百块", "三千五百块", 350_000),
        ("共￥1,200.50", "￥1,200.50", 120_050),
        ("才一百来块", "一百来块", 10_000),
        ("交了1千多", "1千多", 100_000),
        ("收了五元钱", "五元钱", 500),
    ],
)
def test_money_in_every_writing_has_its_fen(text: str, span: str, fen: int) -> None:
    amount = one(text, "amount")
    assert (amount.span.text, amount.fen) == (span, fen)


@pytest.mark.row("M36")
@pytest.mark.parametrize(
    ("text", "span", "amount"),
    [
        ("I paid $20.50 today", "$20.50", "20.5"),
        ("about USD 5k", "USD 5k", "5000"),
        ("it cost 5 grand", "5 grand", "5000"),
    ],
)
def test_foreign_money_has_a_value_but_no_fen(text: str, span: str, amount: str) -> None:
    fact = one(text, "amount")
    assert (fact.span.text, fact.value, fact.fen) == (span, f"{amount} USD", None)


def test_counts_of_people_and_rooms_are_no_money() -> None:
    assert found("小区有2000户，十万人，701室", "amount") == []
    assert worth("没钱") is None


@pytest.mark.row("M36")
def test_numbers_are_told_apart_and_checked() -> None:
    text = "电话13800138000，身份证11010519491231002X，车牌京A12345，订单号：AB20191234567，打12345没人管"
    facts = {fact.span.text: fact for fact in extract(Message(text=text))}
    assert facts["13800138000"].kind == facts["12345"].kind == "phone"
    assert facts["11010519491231002X"].kind == "id_card"
    assert "相符" in facts["11010519491231002X"].because.zh
    assert facts["京A12345"].kind == "plate"
    assert facts["AB20191234567"].kind == "order"
    wrong = one("身份证110105194912310021", "id_card")
    assert "请核对" in wrong.because.zh


@pytest.mark.row("M36")
@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("机器坏了，我强烈要求退货，谢谢！", ["要求退货"]),
        ("希望有关部门，尽快查处，还我们一个公道。", ["希望有关部门，尽快查处", "还我们一个公道"]),
        ("请尽快维修，以便老人出行。", ["请尽快维修"]),
        ("能否请物业更换电梯？", ["能否请物业更换电梯"]),
        ("业主曾要求退款，没有结果。", []),
        ("难道没有人管吗？请谅解。", []),
        ("我申请过三次，他请了假，真失望。", []),
        ("So I want a refund, and please call me.", ["I want a refund", "please call me"]),
        ("Can you check my order? Thanks", ["Can you check my order"]),
        ("I wanted a refund but they refused.", []),
    ],
)
def test_wishes_are_whole_clauses_of_what_is_asked_now(text: str, spans: list[str]) -> None:
    assert found(text, "wish") == spans


@pytest.mark.row("M36")
@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("请退款。", "RM03"),
        ("要求赔礼道歉。", "RM01"),
        ("要求三倍赔偿。", "RM09"),
        ("希望停止施工。", "RM13"),
        ("I want a replacement", "RM04"),
        ("请领导关注。", ""),
    ],
)
def test_a_wish_names_its_remedy_only_where_it_is_plain(text: str, remedy: str) -> None:
    assert one(text, "wish").remedy == remedy


@pytest.mark.row("M36")
def test_a_promise_tells_who_gave_it() -> None:
    assert one("客服承诺三天内退款", "promise").by == "us"
    assert one("我答应周五付清余款", "promise").by == "them"
    assert one("有人答应过给我换新", "promise").by == "unknown"


@pytest.mark.row("M08")
def test_what_is_missing_depends_on_the_cause_and_open_questions_come_first() -> None:
    facts = extract(Message(text="去年在你们店里受了气，请道歉。", received_at=RECEIVED))
    asked = missing(facts, ["RS0301"])
    assert [one.field for one in asked if one.open] == ["reach", "person"]
    assert [one.field for one in asked if not one.open] == ["event_date"]  # 去年 is a year wide: which day?
    assert "去年" in asked[-1].question.zh
    first = next_question(asked)
    assert first is not None
    assert first.open
    assert "person" not in [one.field for one in missing(facts, ["RS0101"])]


@pytest.mark.row("M08")
def test_what_was_said_is_not_asked_again() -> None:
    text = "2026年11月1日在你们店买了一台洗衣机，花了3500元，电话13800138000，请退款。"
    asked = missing(extract(Message(text=text, received_at=RECEIVED)), ["RS0101"])
    assert [one.field for one in asked] == ["contract", "evidence"]


PIECES = st.sampled_from(
    ["请", "希望", "领导", "，", "。", "？", "2019年", "5月", "三", "千", "块", "$", "1,200", "1３8", "３８００", "please ", "I want ", " can you ",
     "last Tuesday", "投诉", "投　訴", "請退錢", "İ", "ﬁ", "\ud800", "\x00", "\u200b", "😀", "\n", "(", "“", "”", "还我", "12345", "@user ", "xx/xx/2019"]
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=25).map("".join)))
def test_every_span_stands_where_it_says_and_the_same_text_gives_the_same(text: str) -> None:
    facts = extract(Message(text=text, received_at=RECEIVED))
    for fact in facts:
        assert fact.span.text == text[fact.span.start : fact.span.end] != ""
    assert facts == extract(Message(text=text, received_at=RECEIVED))
    measured = [fact.span for fact in facts if fact.kind in ("date", "duration", "amount", "phone")]
    assert all(before.end <= after.start for before, after in pairwise(measured))


def test_the_normal_form_moves_no_offset() -> None:
    text = "İİ請於２０１９年５月６日前退還￥１，２００元"  # wide figures, traditional characters, a capital with two small letters
    facts = extract(Message(text=text))
    assert [(fact.kind, fact.span.text) for fact in facts if fact.kind == "date"] == [("date", "２０１９年５月６日")]
    assert all(text[fact.span.start : fact.span.end] == fact.span.text for fact in facts)


@pytest.mark.parametrize("piece", ["1", "一", "请", "a", "5月", "1,", "please ", " ", "在", "请领导，", "my "])
def test_very_long_texts_are_read_to_their_end(piece: str) -> None:
    extract(Message(text=(piece * 8_000)[:8_000]))  # a pattern that goes back and forth would not come back from here
