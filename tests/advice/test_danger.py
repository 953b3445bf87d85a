"""Danger to life or health is seen, figures of speech are not, nothing is lowered, nobody is accused."""

import pytest

from tests.advice.written import MESSAGES
from wenguo.advice import abnormal, danger, urgent
from wenguo.advice.lexicons import Lexicons

LEXICONS = Lexicons.load()


def dangers(text: str) -> set[str]:
    return {one.suggestion.label for one in danger.propose(LEXICONS.read(text), "advice@test")}


def urgency(text: str) -> urgent.Urgency:
    reading = LEXICONS.read(text)
    return urgent.propose(reading, danger.propose(reading, "advice@test"), "advice@test")


@pytest.mark.row("M39")
def test_danger_in_the_written_messages() -> None:
    assert all(bool(dangers(message.text)) == message.danger for message in MESSAGES)


@pytest.mark.row("M07")
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("我不想活了", "self_harm"),
        ("I want to end my life", "self_harm"),
        ("保安动手打了我，头破血流", "violence"),
        ("厨房煤气泄漏", "fire_gas_electric"),
        ("I smell gas in the room", "fire_gas_electric"),
        ("高速上刹车失灵", "vehicle"),
        ("the brakes failed", "vehicle"),
        ("吃完全家食物中毒", "food_medical"),
        ("孩子被锁在车里", "child_elder"),
        ("我们被困在电梯里", "trapped_premises"),
    ],
)
def test_danger_calls_for_rescue_first(text: str, kind: str) -> None:
    found = danger.propose(LEXICONS.read(text), "advice@test")
    assert kind in {one.suggestion.label for one in found}
    assert all(one.first.zh and one.first.en for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "累死了", "气死我了", "手机老是死机", "慢死了", "这家火锅店太火爆", "秒杀活动没抢到", "杀熟", "热死了没空调",
        "肺都气炸了", "电脑中毒了", "this queue is killing me", "cake to die for", "my battery died", "dead on arrival",
        "the manager should be fired", "gas bill too high", "I am dying to know", "fire him", "没有人受伤", "nobody was injured",
        "bored to death", "死活不退", "股票爆仓", "火车晚点", "deadline missed", "the sales are a killer deal",
    ],
)  # fmt: skip
def test_figures_of_speech_are_no_danger(text: str) -> None:
    assert dangers(text) == set()


@pytest.mark.row("M39")
def test_a_danger_makes_the_complaint_grave_and_nothing_is_ever_lowered() -> None:
    found = urgency("刹车失灵，孩子受伤住院")
    assert found.severity.label == "T1"
    assert found.points >= 240
    for text in ("请问几点开门", "刹车失灵", "退款没到"):
        for present in ("T1", "T2", "T3"):
            assert ("T3", "T2", "T1").index(urgency(text).raised(present)) >= ("T3", "T2", "T1").index(present)


@pytest.mark.row("M39")
def test_major_criteria_are_suggested_with_quotes() -> None:
    found = {one.label: one for one in urgency("我们小区35户业主联名投诉，记者已经来采访了").major}
    assert {"many", "media"} <= set(found)
    assert all(one.spans for one in found.values())
    assert all("有权的人" in one.because.zh for one in found.values())


@pytest.mark.row("M39")
def test_an_announced_step_is_a_right_and_not_yet_a_criterion() -> None:
    assert urgency("再不处理我就去找记者，打12315").major == ()


@pytest.mark.row("M02")
def test_lawful_steps_large_claims_and_frequent_purchases_are_no_sign() -> None:
    for text in (
        "我要向12315投诉并起诉你们",
        "要求十倍赔偿",
        "我经常在你们店买东西",
        "I will sue you and call the press",
        "再不退款我就曝光",
    ):
        assert abnormal.propose(LEXICONS.read(text), "advice@test").signs == ()


@pytest.mark.row("M02")
def test_signs_come_with_quotes_and_with_what_speaks_for_the_complaint() -> None:
    text = "给我五万元私了，不然我带人去堵门。我有照片和小票为证，过期是真的。"
    found = abnormal.propose(LEXICONS.read(text), "advice@test")
    assert {"private_settlement", "crowd"} <= {one.label for one in found.signs}
    assert "defect" in {one.label for one in found.counters}
    assert all(text[span.start : span.end] == span.text for one in found.signs for span in one.spans)
    assert "权利" in found.note.zh


@pytest.mark.row("M02")
def test_what_others_threatened_is_no_sign_against_the_complainant() -> None:
    for text in ("保安扬言要打断你的腿", "他们说不交钱就砸店", "The manager said he would break your legs"):
        assert abnormal.propose(LEXICONS.read(text), "advice@test").signs == ()
