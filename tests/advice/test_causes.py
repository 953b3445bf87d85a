"""Causes and products: the primary first, with words; for a person where the words do not suffice."""

from collections.abc import Sequence

import pytest

from tests.advice.fresh import EN_A, EN_B, ZH_A, ZH_B, Fresh
from tests.advice.written import EN, MESSAGES, ZH, Written
from wenguo.advice import causes
from wenguo.advice.lexicons import Lexicons

LEXICONS = Lexicons.load()


def proposed(text: str, learned: causes.Learned | None = None) -> causes.Causes:
    return causes.propose(LEXICONS.read(text), "advice@test", learned)


def right(messages: Sequence[Written]) -> float:
    told = [message for message in messages if message.cause]
    found = [proposed(message.text) for message in told]
    return sum(one.codes[:1] == (m.cause,) for one, m in zip(found, told, strict=True)) / len(told)


@pytest.mark.row("M25", "M35")
def test_the_cold_start_names_the_cause_of_most_written_messages() -> None:
    assert len(MESSAGES) >= 150
    assert right(ZH) >= 0.85
    assert right(EN) >= 0.85


def measured(messages: Sequence[Fresh]) -> tuple[float, float, float]:
    """Exact, acceptable, and among the first three."""
    codes = [proposed(message.text).codes for message in messages]
    pairs = [(found, message.causes) for found, message in zip(codes, messages, strict=True)]
    exact = sum(found[:1] == causes[:1] for found, causes in pairs)
    accepted = sum(found[:1] != () and found[0] in causes for found, causes in pairs)
    three = sum(causes[0] in found[:3] for found, causes in pairs)
    return exact / len(pairs), accepted / len(pairs), three / len(pairs)


@pytest.mark.row("M25", "M35")
@pytest.mark.parametrize("half", [ZH_A, EN_A, ZH_B, EN_B], ids=["zh A", "en A", "zh B", "en B"])
def test_fresh_messages_are_named_too_and_the_right_cause_is_among_the_first_three(half: Sequence[Fresh]) -> None:
    exact, accepted, three = measured(half)
    assert exact >= 0.72
    assert accepted >= 0.76
    assert three >= 0.86


@pytest.mark.row("M35")
def test_what_advice_is_sure_of_is_right_more_often_than_the_rest() -> None:
    told = [(proposed(message.text), message) for message in (*ZH_B, *EN_B)]
    sure = [found.codes[0] in message.causes for found, message in told if not found.for_a_person]
    rest = [found.codes[:1] != () and found.codes[0] in message.causes for found, message in told if found.for_a_person]
    assert len(sure) >= 0.55 * len(told)
    assert sum(sure) / len(sure) >= 0.86
    assert sum(sure) / len(sure) > sum(rest) / len(rest)


@pytest.mark.row("M25")
def test_what_went_wrong_first_stands_behind_what_came_of_it() -> None:
    found = proposed("洗衣机有质量问题，店家说是我弄坏的，不给保修。")
    assert found.codes[0] == "RS0501"
    assert "RS0101" in found.codes


@pytest.mark.row("M25")
def test_several_causes_are_named_the_primary_first() -> None:
    found = proposed("修好的空调又坏了，拒绝退款，客服态度恶劣。")
    assert found.primary is not None
    assert "RS0301" in {one.label for one in found.others}
    assert found.primary.score >= max(one.score for one in found.others)


@pytest.mark.row("M35")
def test_too_little_goes_to_a_person_and_says_so() -> None:
    found = proposed("嗯。")
    assert found.for_a_person
    assert found.primary is None
    assert "请人" in found.because.zh


def test_every_cause_shows_the_words_it_rests_on() -> None:
    text = "下单二十天还不发货。"
    found = proposed(text)
    assert found.primary is not None
    assert all(text[span.start : span.end] == span.text for span in found.primary.spans)
    assert found.primary.spans[0].text in found.primary.because.zh


class Knows:
    """A learned model that is sure of one thing."""

    def predict_proba(self, texts: Sequence[str]) -> tuple[list[str], list[list[float]]]:
        return ["RS0507", "RS0101"], [[0.95, 0.05] for _ in texts]

    def explain(self, text: str) -> str:
        return text


@pytest.mark.row("M43")
def test_a_learned_model_is_blended_with_the_cues() -> None:
    found = proposed("那个东西还没来", Knows())
    assert found.primary is not None
    assert found.primary.label == "RS0507"
    assert "以往" in found.primary.because.zh


def test_the_product_is_named_within_the_families_of_the_unit() -> None:
    reading = LEXICONS.read("新车变速箱顿挫，用手机打电话给4S店")
    assert causes.products(reading, "m")[0].label in {"AUTO02", "AUTO21"}
    assert {one.label[:3] for one in causes.products(reading, "m", frozenset({"RTL"}))} == {"RTL"}
