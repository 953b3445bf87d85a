"""Cues: written by people, found in any spelling, at their place, and not where they are denied."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import wenguo.packs
from wenguo.advice import cleaning, cues
from wenguo.advice.adviser import Adviser
from wenguo.advice.cues import BadCue
from wenguo.advice.lexicons import NAMES, Lexicons, read_file
from wenguo.advice.suggestion import Message
from wenguo.advising.trying import flat

LEXICONS = Lexicons.load()


def codes(text: str, lexicon: str = "causes") -> set[str]:
    return set(LEXICONS.read(text).of(lexicon))


@given(st.text(st.characters(codec=None), max_size=200))
@example("İstanbul \ud800 投诉 Σς ﬁ ＡＢＣ")
@settings(max_examples=200, deadline=None)
def test_the_normal_form_keeps_every_character_in_its_place(text: str) -> None:
    assert len(cleaning.normal(text)) == len(text)


@given(st.text(st.sampled_from("投诉退款 .·-\u200ba退b，\n"), max_size=60))
@settings(max_examples=150, deadline=None)
def test_the_squeezed_form_knows_where_its_characters_came_from(text: str) -> None:
    plain = cleaning.normal(text)
    squeezed = cleaning.squeezed(plain)
    for i, one in enumerate(squeezed.text):
        start, end = squeezed.origin(i, i + 1)
        assert plain[start:end] == one


@given(
    st.text(max_size=300)
    | st.lists(
        st.sampled_from(["投诉", "没有", "骗我", "退 款", "rude ", "not ", "。", "!", "ｒｅｆｕｎｄ "]), max_size=30
    ).map("".join)
)
@settings(max_examples=200, deadline=None)
def test_every_span_is_the_text_at_its_place(text: str) -> None:
    reading = LEXICONS.read(Message(text=text))
    for lexicon in NAMES:
        for matches in reading.of(lexicon).values():
            for match in matches:
                span = reading.span(match)
                assert 0 <= span.start < span.end <= len(text)
                assert text[span.start : span.end] == span.text


@pytest.mark.parametrize(
    "text",
    ["拒绝退款", "拒 绝 退.款", "拒\u200b绝退\u200b款", "拒絕退款", "拒绝·退款", "拒　绝　退　款"],
)
def test_split_traditional_and_full_width_words_are_found(text: str) -> None:
    assert "RS0501" in codes(text)


def test_look_alike_letters_and_capitals_are_found() -> None:
    assert "RS0801" in codes("this is a sсаm")  # с and а are Cyrillic
    assert "RS0801" in codes("THIS IS A ＳＣＡＭ")


@pytest.mark.row("M15")
def test_pinyin_and_typing_errors_are_found() -> None:
    assert "complaint" in codes("wo yao tousu", "kinds")
    assert "complaint" in codes("我要投述你们", "kinds")
    assert "RS0505" in codes("退宽一直没到")


def test_what_is_denied_does_not_count() -> None:
    assert "RS0801" not in codes("他们没有骗我")
    assert "RS0301" not in codes("The staff was not rude at all.")
    assert "RS0101" not in codes("没有质量问题")


def test_a_rhetorical_question_is_no_denial() -> None:
    assert "RS0801" in codes("这不是骗人吗")
    assert "RS0801" in codes("难道没有骗我")
    assert "RS0301" in codes("They were not only rude but slow.")


def test_english_cues_match_whole_words_in_any_ending() -> None:
    assert "RS0301" in codes("He answered rudely.")
    assert "RS0805" in codes("You keep spamming me")
    assert "RS0704" not in codes("the aprons were late")


def test_the_parts_of_a_cue_stand_in_one_sentence() -> None:
    lexicons = LEXICONS.with_changes({"causes": {"RS9999": {"add_zh": ["甲物~乙物"]}}})
    assert "RS9999" in lexicons.read("甲物和乙物").of("causes")
    assert "RS9999" not in lexicons.read("甲物。乙物").of("causes")


def test_every_code_of_a_cue_is_in_the_taxonomy() -> None:
    taxonomy = wenguo.packs.taxonomy()
    for name in ("causes", "products"):
        for code, entry in read_file(name).items():
            assert not isinstance(entry, dict) or code == "words" or taxonomy.known(code), code


@pytest.mark.row("M25", "M35")
def test_every_cause_has_cues_enough_in_both_languages() -> None:
    tables = read_file("causes")
    lists = cues.word_lists(tables["words"])
    for reason in wenguo.packs.taxonomy().facet("RS"):
        if reason.parent is None or reason.code.endswith("99"):
            continue
        for key, least in (("zh", 25), ("en", 15)):
            spelt = 0
            for written in cues.split(tables[reason.code][key]):
                for cue in cues.parsed(reason.code, written, lists, english=key == "en"):
                    spelt += max(len(slot) for slot in cue.slots)
            assert spelt >= least, (reason.code, key, spelt)


@pytest.mark.row("M25")
def test_an_organisation_adds_and_removes_its_own_cues() -> None:
    own = LEXICONS.with_changes({"causes": {"RS0101": {"add_zh": ["嘎吱嘎吱!"], "remove_zh": ["死机"]}}})
    assert "RS0101" in own.read("一开就嘎吱嘎吱").of("causes")
    assert "RS0101" not in LEXICONS.read("一开就嘎吱嘎吱").of("causes")
    assert own.fingerprint != LEXICONS.fingerprint
    assert LEXICONS.with_changes({}).fingerprint == LEXICONS.fingerprint


@pytest.mark.parametrize("cue", ["(退", "<谁>退款", "a&b&c", "退~()", "(" + "|".join(map(str, range(4000))) + ")"])
def test_a_cue_that_cannot_be_read_says_what_to_mend(cue: str) -> None:
    with pytest.raises(BadCue, match="“"):
        LEXICONS.with_changes({"causes": {"RS0101": {"add_zh": [cue]}}})


def test_an_unknown_lexicon_or_key_is_named() -> None:
    with pytest.raises(BadCue, match="no lexicon"):
        LEXICONS.with_changes({"moods": {}})
    with pytest.raises(BadCue, match="add_zh"):
        LEXICONS.with_changes({"causes": {"RS0101": {"add": ["x"]}}})


WORDS_OF_BOTH = st.lists(st.sampled_from(["退款", " 退 款", "Refund me", "骗人", "态度恶劣", "，", "𠮷", "not rude", "空调坏了"]), max_size=6).map("".join)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(WORDS_OF_BOTH, WORDS_OF_BOTH)
def test_places_in_subject_and_text_are_places_in_the_one_they_name(subject: str, text: str) -> None:
    message = Message(text=text, subject=subject)
    for one in flat(Adviser.load().advise(message)):
        for span in one.spans:
            assert getattr(message, span.field)[span.start : span.end] == span.text


def test_what_only_the_subject_says_is_read() -> None:
    message = Message(text="详见附件", subject="空调修了两次还是响，要求退款")
    advice = Adviser.load().advise(message)
    assert advice.complaint.label == "yes"
    assert {span.field for span in advice.kind.spans} == {"subject"}


def test_what_stands_in_both_counts_once() -> None:
    twice = Message(text="要求退款。空调坏了", subject="要求退款")
    once = Message(text="要求退款。空调坏了")
    assert LEXICONS.read(twice).of("kinds") == LEXICONS.read(once).of("kinds")
