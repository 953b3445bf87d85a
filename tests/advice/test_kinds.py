"""What a message is, whether it is a complaint at all, and with what it is dissatisfied."""

import pytest

from tests.advice.written import MESSAGES
from wenguo.advice import kinds
from wenguo.advice.lexicons import Lexicons

LEXICONS = Lexicons.load()


def read(text: str) -> kinds.Kind:
    return kinds.propose(LEXICONS.read(text), "advice@test")


@pytest.mark.row("M17")
def test_kind_and_side_of_the_written_messages() -> None:
    found = [(read(message.text), message) for message in MESSAGES]
    assert sum(one.kind.label == m.kind for one, m in found) / len(found) >= 0.93
    sided = [(one.dissatisfaction, m.side) for one, m in found if m.side]
    assert sum(one is not None and one.label == side for one, side in sided) / len(sided) >= 0.8


@pytest.mark.row("M15")
@pytest.mark.parametrize(
    "text", ["排队机又坏了", "服务真差", "什么破网速", "The coffee is terrible again", "再也不来了"]
)
def test_any_grumble_is_a_complaint(text: str) -> None:
    assert read(text).complaint.label == "yes"


@pytest.mark.row("M15")
@pytest.mark.parametrize(
    "text", ["请问几点开门？", "感谢小王，服务非常好！", "What time do you open?", "谢谢，问题已经解决了，很满意"]
)
def test_questions_and_thanks_are_not(text: str) -> None:
    assert read(text).complaint.label == "no"


@pytest.mark.row("M17")
def test_both_sides_are_told_where_both_are_said() -> None:
    found = read("手机坏了拒绝退款，客服态度恶劣，还挂我电话，没人理我。")
    assert found.dissatisfaction is not None
    assert found.dissatisfaction.label == "both"
    assert found.dissatisfaction.spans


def test_a_report_names_a_breach_by_others() -> None:
    assert read("举报这家黑作坊无证生产，请依法查处。").kind.label == "report"


def test_a_suggestion_is_one() -> None:
    assert read("建议增加夜间班车。").kind.label == "suggestion"
    assert read("It would be great if you could add a dark mode.").kind.label == "suggestion"
