"""Feelings with their words, the need behind them, and a strategy one could read about oneself."""

import pytest

from tests.advice.written import MESSAGES
from wenguo.advice import feelings, strategy
from wenguo.advice.lexicons import Lexicons

LEXICONS = Lexicons.load()


def felt(text: str) -> feelings.Felt:
    return feelings.propose(LEXICONS.read(text), "advice@test")


@pytest.mark.row("M07")
def test_the_main_feeling_of_the_written_messages() -> None:
    right = sum(felt(message.text).main == message.feeling for message in MESSAGES)
    assert right / len(MESSAGES) >= 0.85


@pytest.mark.row("M07")
def test_a_feeling_quotes_its_words_and_has_a_strength() -> None:
    found = felt("气死我了，太过分了！！")
    assert found.main == "anger"
    assert found.feelings[0].score > 0.6
    assert "气死我了" in {span.text for span in found.feelings[0].spans} | {found.feelings[0].spans[0].text + "我了"}
    assert felt("有点生气").feelings[0].score < found.feelings[0].score


@pytest.mark.row("M07")
def test_the_need_behind_is_named_with_its_words() -> None:
    assert felt("多次投诉石沉大海，到底有没有人管").needs[0].label == "taken_seriously"
    assert felt("她当众羞辱我，我要她道歉").needs[0].label == "respected"
    assert felt("Please help, how do I unlock my account?").needs[0].label == "helped"


def test_calm_is_what_remains() -> None:
    found = felt("订单里少了一本书，麻烦补寄，谢谢。")
    assert found.main == "calm"


def test_not_angry_is_not_anger() -> None:
    assert felt("我没有生气，只是反映一下情况。").main == "calm"


@pytest.mark.row("M33")
@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("什么垃圾玩意，气死我了，真是服了", "venting"),
        ("明明是你们弄错了，凭什么怪我，冤枉", "wronged"),
        ("不是钱的事，我要他当面道歉，尊重人", "wanting_respect"),
        ("要求赔偿误工费和医药费，退一赔三", "wanting_compensation"),
        ("算了，投诉也没用，怕报复", "deterred"),
        ("根据消费者权益保护法第五十五条和三包规定", "expert"),
        ("这是第三次投诉了，上次也说处理", "repeat"),
        ("I have already complained three times and once again nothing", "repeat"),
    ],
)
def test_the_situation_is_suggested_with_its_card(text: str, state: str) -> None:
    found = strategy.propose(LEXICONS.read(text), "advice@test")
    assert state in {one.label for one in found.states[:2]}
    assert found.cards[0].state == found.states[0].label


@pytest.mark.row("M33")
def test_no_card_holds_a_word_one_would_not_say_to_the_person() -> None:
    unkind = (
        "刁民",
        "难缠",
        "无理取闹",
        "闹事",
        "贪",
        "troublemaker",
        "difficult",
        "greedy",
        "abusive",
        "unreasonable",
    )
    for card in strategy.CARDS.values():
        for said in (card.name, card.do, card.say, card.leave):
            assert said.zh
            assert said.en
            assert not any(word in said.zh or word in said.en for word in unkind)


@pytest.mark.row("M33")
def test_threat_words_alone_are_read_as_a_call_for_help() -> None:
    found = strategy.propose(LEXICONS.read("再不处理我就找记者曝光，打12315"), "advice@test")
    assert found.threat is not None
    assert found.threat.label == "wants_help"
    assert "权利" in found.threat.because.zh
