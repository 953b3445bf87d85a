"""A snippet shows the phrases where they stand in the original words."""

import pytest

from wenguo.search import parse, snippet, spots


@pytest.mark.parametrize(
    ("text", "asked", "shown"),
    [
        ("昨晚又停电了", "停电", "昨晚又«停电»了"),
        ("ＡＢＣ１２号楼停电", "abc12 停电", "«ＡＢＣ１２»号楼«停电»"),
        ("停电停电", "停电", "«停电停电»"),
        ("停电了", "停电 电了", "«停电了»"),
        ("先退款，后投诉", '"退款，后投诉"', "先«退款，后投诉»"),
        ("Cafe\u0301 很吵", "café", "«Cafe\u0301» 很吵"),
        ("ｶﾞﾗｽ碎了", "ガラス", "«ｶﾞﾗｽ»碎了"),
        ("退\u200b款慢", "退款", "«退\u200b款»慢"),
        ("Straße 3 号", "strasse", "«Straße» 3 号"),
        ("第13号，3号", "3号", "第13号，«3号»"),
        ("没有这个词", "停电", "没有这个词"),
        ("停电 漏水", "停电 -漏水", "«停电» 漏水"),
        ("一行\n停电", "停电", "一行 «停电»"),
        ("", "停电", ""),
    ],
)
def test_what_was_asked_for_is_marked(text: str, asked: str, shown: str) -> None:
    assert str(snippet(text, parse(asked))) == shown


def test_a_long_text_is_cut_around_most_of_the_phrases() -> None:
    text = "停电" + "呜" * 100 + "停电漏水投诉" + "呀" * 100
    part = snippet(text, parse("停电 漏水 投诉"), width=30)
    assert part.text == "…" + "呜" * 10 + "停电漏水投诉" + "呀" * 14 + "…"
    assert [part.text[start:end] for start, end in part.spots] == ["停电漏水投诉"]


def test_positions_hold_in_the_part_shown_and_in_the_whole() -> None:
    text = "啊" * 300 + "ＷｉＦｉ慢" + "哦" * 300
    query = parse("wifi慢")
    assert [text[start:end] for start, end in spots(text, query)] == ["ＷｉＦｉ慢"]
    part = snippet(text, query)
    assert [part.text[start:end] for start, end in part.spots] == ["ＷｉＦｉ慢"]
    assert len(part.text) == 62


def test_of_several_texts_the_one_that_holds_most_is_shown() -> None:
    assert str(snippet(["停电", "停电又漏水", "无关"], parse("停电 漏水"))) == "«停电»又«漏水»"
    assert str(snippet(["无关", "别的"], parse("停电"))) == "无关"
    assert str(snippet([], parse("停电"))) == ""


def test_a_phrase_longer_than_the_width_is_shown_from_its_beginning() -> None:
    part = snippet("序" * 50 + "停" * 90, parse("停" * 90), width=20)
    assert part.text == "…" + "停" * 20 + "…"
    assert part.spots == ((1, 21),)
