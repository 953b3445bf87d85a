"""The taxonomy: every code known, named in both languages, and understood in people's words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wenguo import packs
from wenguo.rules.pack import TAGS


def test_the_taxonomy_holds_table_b_and_rs19() -> None:
    codes = packs.taxonomy()
    classes = [entry.code for entry in codes.facet("RS") if entry.parent is None]
    assert classes == [f"RS{n:02d}" for n in range(1, 20)] + ["RS99"]
    assert [entry.zh for entry in codes.children("RS19")][:3] == ["需求变化", "信息不对称/误解", "文化习惯差异"]
    assert codes.known("RS0501")
    assert codes.known("RS9999")
    assert not codes.known("RS2001")
    assert codes.codes("T") == ("T1", "T2", "T3")


def test_every_code_has_both_languages_and_every_class_an_other() -> None:
    codes = packs.taxonomy()
    for entry in codes.entries:
        assert entry.zh
        assert entry.en
        assert entry.parent is None or codes.known(entry.parent)
        if entry.parent is None and entry.code.startswith("RS"):
            assert codes.known(f"{entry.code}99")


def test_every_product_of_a_pack_is_a_known_code() -> None:
    for pack in packs.load().values():
        assert all(packs.taxonomy().known(code) for code in pack.products), pack.id


def test_codes_are_understood_by_code_word_and_label() -> None:
    codes = packs.taxonomy()
    for text in ("rm03", "refund", "退款", " Refund "):
        found = codes.parse(text, "RM")
        assert found is not None
        assert found.code == "RM03"
    assert codes.parse("其他", "RM") is not None
    assert codes.parse("no such thing") is None
    assert codes.label("RS12", "en") == "Personal information"
    assert codes.label("??") == "??"


def test_codes_tell_the_facts_that_clocks_ask_for() -> None:
    codes = packs.taxonomy()
    assert codes.tags(["RM04", "RS1203"]) == {"redress", "exchange_or_return", "privacy", "data_request"}
    assert codes.tags(["nonsense"]) == frozenset()
    assert {tag for entry in codes.entries for tag in entry.tags} <= set(TAGS)


@given(text=st.text(max_size=20))
def test_any_text_may_be_parsed(text: str) -> None:
    found = packs.taxonomy().parse(text)
    assert found is None or packs.taxonomy().known(found.code)
