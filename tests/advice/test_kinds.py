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


@pytest.mark.row("M15")
@pytest.mark.parametrize(
    "text",
    ["这面条有点咸", "空调不太凉", "房间不够安静", "上菜稍微慢了些", "the soup was a bit salty", "The room wasn't very clean",
     "It could have been warmer", "not quite warm enough and the queue was rather slow"],
)  # fmt: skip
def test_dissatisfaction_said_mildly_is_dissatisfaction(text: str) -> None:
    assert read(text).complaint.label == "yes"


@pytest.mark.row("M15")
@pytest.mark.parametrize(
    "text", ["不太贵，挺好的", "有点热闹，我喜欢", "我有点问题想问", "not too bad at all", "quite nice, thank you"]
)
def test_what_only_sounds_like_it_is_not(text: str) -> None:
    assert read(text).complaint.label != "yes"


@pytest.mark.row("M15")
@pytest.mark.parametrize("text", ["", "???", "asdkj qwp zzx", "\x00\x01", "12 34"])
def test_where_nothing_is_understood_that_is_said_and_nothing_is_sure(text: str) -> None:
    found = read(text)
    assert (found.complaint.label, found.complaint.score) == ("unclear", 0.0)
    assert found.kind.label == "complaint"  # taken as one first: a person reads it


def test_a_plain_no_is_as_sure_as_what_the_message_is_instead() -> None:
    assert 0.3 < read("请问几点开门？").complaint.score < 1.0


def test_an_organisation_may_change_the_cues_for_english_messages() -> None:
    changed = LEXICONS.with_changes({"complaint-en": {"failure": {"add_en": ["zonked!"]}}})
    text = "my parcel is zonked"
    assert kinds.propose(changed.read(text), "x").complaint.score > read(text).complaint.score
