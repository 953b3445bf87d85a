"""Drafts: nothing made up, every stretch with its source, what is not known a named blank, and fit to pass the reply check."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from itertools import combinations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenguo.advice.drafts import ORIGINS, Demand, Draft, Found, Given
from wenguo.advice.drafts.drafting import draft, looked_at, serious
from wenguo.advice.drafts.places import BLANK, PLACES, beginning, blanks
from wenguo.rules.pack import PARTS

pytestmark = pytest.mark.row("M43")

WHATS = ("acknowledge", "ask", "hold", "answer")
HOUSE = {"number": "WG26-000001-5", "complainant": "王女士", "received": "11月20日", "unit": "维修部", "owner": "陈静"}
HOUSE |= {"house": "示范公司", "phone": "400-000-0000", "hours": "9:00–18:00", "due": "12月5日"}
KNOWN = Given(
    words="11月18日我花了2,000元修空调，三天后又响，订单号 A20261118001。要求退还维修费，并说明原因。",
    received_at=datetime(2026, 11, 20, tzinfo=UTC),
    places=HOUSE,
    demands=(
        Demand(words="退还维修费 2,000 元", decision="support", basis="维修协议第五条", offer="原路退回 2,000 元"),
        Demand(words="书面说明原因"),
    ),
    findings=(Found(words="压缩机支架螺栓未紧固", basis="上门检测记录", day="11月21日"),),
    routes=("向上一级申请核查", "申请调解"),
    parts=("facts_found", "basis", "reasons", "remedies_told"),
    causes=("RS02",),
)


def from_(found: Draft, origin: str) -> list[str]:
    return [one.words for one in found.sources if one.origin == origin]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("what", WHATS)
def test_the_sources_tile_the_draft_and_name_where_each_stretch_comes_from(what: str, language: str) -> None:
    found = draft(what, KNOWN, language)  # type: ignore[arg-type]
    assert "".join(one.words for one in found.sources) == found.text
    assert all(found.text[one.start : one.end] == one.words and one.origin in ORIGINS for one in found.sources)
    assert "WG26-000001-5" in "".join(from_(found, "record"))


def test_an_answer_says_what_was_found_and_takes_every_demand_in_turn() -> None:
    found = draft("answer", KNOWN, "zh")
    assert from_(found, "finding") == ["压缩机支架螺栓未紧固"]
    assert "上门检测记录" in from_(found, "basis")
    assert "1. 关于“退还维修费 2,000 元”：我们同意。办法是：原路退回 2,000 元。因为：维修协议第五条" in found.text
    assert "2. 关于“书面说明原因”：〔请填写：决定〕。因为：〔请填写：依据和理由〕" in found.text
    assert from_(found, "routes") == ["向上一级申请核查", "申请调解"]


def test_what_is_not_known_is_a_blank_and_is_told_as_missing_in_both_languages() -> None:
    found = draft("answer", Given(words=KNOWN.words, parts=KNOWN.parts), "zh")
    assert "〔请填写：核查的经过和结论（逐条）〕" in found.text
    assert {one.zh for one in found.missing} == {one[5:-1] for one in blanks(found.text)}
    assert ("决定", "the decision") in {tuple(one) for one in found.missing}


def test_where_nobody_wrote_the_demands_down_the_wishes_of_the_words_are_taken_each_with_a_blank() -> None:
    found = draft("answer", msgspec.structs.replace(KNOWN, demands=()), "zh")
    assert any("退还维修费" in one for one in from_(found, "words"))
    assert found.text.count("：〔请填写：决定〕") >= 1


def test_a_request_for_facts_asks_only_what_is_not_said_and_not_on_file() -> None:
    text = draft("ask", KNOWN, "zh").text
    assert "哪一样产品" in text
    assert "哪一样产品" not in draft("ask", msgspec.structs.replace(KNOWN, known=("product",)), "zh").text
    assert "哪一天" not in text  # they said it


def test_a_letter_reads_back_facts_in_their_own_words_but_no_number_that_tells_who_they_are() -> None:
    told = msgspec.structs.replace(KNOWN, words=KNOWN.words + " 我的电话 13900001234，身份证 11010119900307123X。")
    found = draft("acknowledge", told, "zh")
    assert "2,000元" in from_(found, "facts")
    assert not any("1390000" in one or "110101" in one for one in from_(found, "facts"))


def test_a_day_that_is_past_is_not_promised_again() -> None:
    late = {name: words for name, words in HOUSE.items() if name != "due"}
    found = draft("hold", msgspec.structs.replace(KNOWN, places=late, overdue=True), "zh")
    assert "最迟于〔请填写：最迟答复的日期〕" in found.text
    assert "向上一级申请核查" in found.text


def test_a_proof_is_not_told_as_a_rule() -> None:
    only_proof = msgspec.structs.replace(KNOWN, demands=())
    assert "根据《〔请填写：" in draft("answer", only_proof, "zh").text


def test_what_would_give_away_a_neighbour_is_left_out_and_said_to_be() -> None:
    leak = Found(words="邻居张伟家的电话13912345678打来说明了情况，噪声来自其水泵")
    found = draft("answer", msgspec.structs.replace(KNOWN, findings=(leak,)), "zh")
    assert "13912345678" not in found.text
    assert any("核查结论" in one.zh for one in found.left_out)
    assert not serious(looked_at("answer", found.text, KNOWN))


def test_a_units_own_template_is_filled_where_it_passes() -> None:
    own = "{{ complainant }}：\n经核查：{{ findings }}\n根据《三包规定》，逐项答复：\n{{ decisions }}\n不同意的：{{ routes }}\n谢谢您，让您着急了。"
    found = draft("answer", msgspec.structs.replace(KNOWN, template=own), "zh")
    assert found.text.startswith("王女士：\n经核查：· 11月21日")
    assert not serious(looked_at("answer", found.text, KNOWN))


def test_a_template_that_blames_the_reader_is_not_used() -> None:
    own = "{{ decisions }}\n这是您自己操作不当造成的，与我们无关，请不要再来投诉。"
    found = draft("answer", msgspec.structs.replace(KNOWN, template=own), "zh")
    assert "与我们无关" not in found.text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_part_that_a_pack_can_ask_for_is_in_the_answer(language: str) -> None:
    for many in (*((one,) for one in PARTS), *combinations(sorted(PARTS), 3)):
        bare = Given(parts=tuple(many))
        assert not serious(looked_at("answer", draft("answer", bare, language).text, bare)), many


ANY = st.text(max_size=60)
WORDS = st.one_of(
    ANY,
    st.sampled_from([
        "是您自己操作不当", "我们保证绝对不会再发生", "13912345678", "再闹就报警", "”“", "《消费者权益保护法》第二十四条",
        "{{ routes }}", "〔请填写：x〕", "refund", "we admit full liability", "calm down", "第五条", "2000元",
    ]),
)  # fmt: skip
GIVEN = st.builds(
    Given,
    words=st.lists(WORDS, max_size=3).map("。".join),
    received_at=st.sampled_from([None, datetime(2026, 11, 20, tzinfo=UTC)]),
    places=st.dictionaries(st.sampled_from(sorted(PLACES)), WORDS, max_size=5),
    demands=st.lists(
        st.builds(Demand, words=WORDS, decision=st.sampled_from(["", "support", "part", "not", "not_ours"]), basis=WORDS, offer=WORDS),
        max_size=3,
    ).map(tuple),
    findings=st.lists(st.builds(Found, words=WORDS, basis=WORDS, day=ANY), max_size=2).map(tuple),
    routes=st.lists(WORDS, max_size=2).map(tuple),
    parts=st.lists(st.sampled_from(sorted(PARTS)), max_size=4, unique=True).map(tuple),
    overdue=st.booleans(),
    template=st.one_of(st.just(""), ANY, st.just("{{ decisions }} {{ routes }}")),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(known=GIVEN, what=st.sampled_from(WHATS), language=st.sampled_from(["zh", "en"]))
def test_whatever_is_known_a_draft_passes_the_check_but_for_its_blanks(known: Given, what: str, language: str) -> None:
    found = draft(what, known, language)  # type: ignore[arg-type]
    assert not serious(looked_at(what, found.text, known))  # type: ignore[arg-type]
    assert "".join(one.words for one in found.sources) == found.text
    assert draft(what, known, language) == found  # type: ignore[arg-type]


def test_the_beginning_of_words_cuts_no_word_and_carries_no_quotation_mark() -> None:
    assert beginning("“一” 二") == "一 二"
    assert re.fullmatch(r"(word )*word…", beginning("word " * 40))
    assert BLANK.search(draft("hold", Given(), "en").text)
