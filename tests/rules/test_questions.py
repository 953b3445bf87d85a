"""Which questions are ready for which facts: the missing first, open questions before closed ones (M08)."""

from __future__ import annotations

from datetime import date

import pytest

from wenguo.complaint import Complaint, DemandState
from wenguo.events import Ref
from wenguo.rules.facts import FACTS
from wenguo.rules.questions import ASPECTS, LEARN, Known, checklist

REF = Ref("m1", "")


@pytest.mark.row("M08", "M36")
def test_every_fact_has_its_questions_in_both_languages() -> None:
    assert {fact.field for fact in FACTS} <= {one.field for one in LEARN}
    assert len({one.field for one in LEARN}) == len(LEARN)
    for one in LEARN:
        assert one.aspect in ASPECTS
        for text in (one.name, one.open, one.closed, one.unhinted):
            assert text.zh
            assert text.en


@pytest.mark.row("M08")
def test_what_is_missing_comes_first_and_is_asked_openly_before_it_is_confirmed() -> None:
    c = Complaint(number="", channel="hotline", product="洗衣机")
    items = checklist(c, Known(words="洗衣机修了两次还是漏水，昨天又漏了"))
    states = [item.state for item in items]
    assert states == sorted(states, key=["missing", "hinted", "known"].index)
    for item in items:
        if item.state == "missing":
            assert [question.open for question in item.questions] == [True, False]
        else:
            assert not any(question.open for question in item.questions)
    assert {"words", "product"} <= {item.field for item in items if item.state == "known"}


@pytest.mark.row("M08")
@pytest.mark.parametrize(
    ("field", "words", "hint"),
    [
        ("event_date", "我昨天下午去的", "昨天"),
        ("event_date", "It happened last Monday at noon", "last Monday"),
        ("price_fen", "花了 298 元", "298 元"),
        ("evidence", "我手里有小票", "小票"),
        ("demands", "就是要退款", "退款"),
        ("demands", "I want a refund", "refund"),
        ("contract", "订单 20261122001", "20261122001"),
    ],
)
def test_what_was_said_already_is_only_confirmed(field: str, words: str, hint: str) -> None:
    item = next(one for one in checklist(Complaint(number=""), Known(words=words)) if one.field == field)
    assert (item.state, item.hint) == ("hinted", hint)
    assert [question.open for question in item.questions] == [False]
    if "{hint}" in next(one.closed.zh for one in LEARN if one.field == field):
        assert hint in item.questions[0].text.zh


def test_a_place_counts_as_known_once_the_words_name_it_and_not_before() -> None:
    def place(words: str) -> str:
        return next(one.state for one in checklist(Complaint(number=""), Known(words=words)) if one.field == "place")

    assert place("在北湖路营业部排队") == "known"
    assert place("at the front desk") == "known"
    assert place("态度太差了") == "missing"


def test_only_what_applies_is_asked() -> None:
    def fields(c: Complaint) -> set[str]:
        return {one.field for one in checklist(c, Known())}

    assert "consent" in fields(Complaint(number="", channel="hotline"))
    assert not {"consent", "authority", "referrer_number"} & fields(Complaint(number="", channel="face"))
    assert {"authority", "referrer_number"} <= fields(Complaint(number="", agent=REF, referrer="12345"))


def test_when_everything_is_known_nothing_is_left_to_ask() -> None:
    c = Complaint(
        number="", channel="face", complainant=REF, contract=REF, product="x", event_date=date(2026, 1, 1), price_fen=1,
        causes=("RS0101",), dissatisfaction="outcome", refs={"e1": ""},
        demands=[DemandState(id=1, remedy="RM03", amount_fen=None, words=None)],
    )  # fmt: skip
    items = checklist(c, Known(words="在店里买的空调一直响，修了两次", reachable=True))
    assert [item.field for item in items if item.state != "known"] == []
