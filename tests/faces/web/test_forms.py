"""The form of every verb: it can be opened and says what it asks in both languages; what is typed is read back as it was."""

from __future__ import annotations

import contextlib
import re
import uuid
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hyp_settings
from hypothesis import strategies as st

from tests.faces.web.filling import NOT_ASKED, PASTS, asked, fills, opens, received
from tests.stories import Story
from wenguo.pages.acts import GROUPS
from wenguo.pages.forms_reading import Wrong, read_form, values_of
from wenguo.verbs import VERBS, Assess, Offer, Verb

__all__ = ["fills", "opens"]  # fixtures

OFFERED = sorted(word for word, kind in VERBS.items() if kind.offered and not kind.begins)
ZONE = "Asia/Shanghai"


def test_every_verb_offered_to_people_stands_in_one_group_of_actions() -> None:
    listed = [word for _, words in GROUPS for word in words.split() if VERBS[word].offered]
    assert sorted(listed) == OFFERED


@pytest.mark.row("M26")
@pytest.mark.parametrize("verb", OFFERED)
def test_every_verb_has_a_form_in_both_languages(verb: str, story: Story, opens: Callable[..., str]) -> None:
    past, by = PASTS.get(verb, (received, "ann"))
    past(story)
    for language in ("zh-hans", "en"):
        page = opens(story, verb, by, "?field=product" if verb == "correct" else "", language)
        form = asked(page)
        assert VERBS[verb].title.said(language) in page
        assert "空调有异响" in page, "their words stand beside the form"
        assert form.ids <= form.labelled, "every field has a label"
        assert len(form.all_ids) == len(set(form.all_ids)), "ids are told apart"
        assert not re.search(r"账号编号|序号|行号|account id|ordinal of", page), (
            "people choose people and things, not numbers"
        )
        assert ' class="warn" role="status"' not in page, "it is open"
        said = re.findall(r"<(?:legend|label for=[^>]*)>\s*([^<]+)", page[page.index('class="act-form"') :])
        if language == "en":
            assert not [one for one in said if re.search(r"[\u4e00-\u9fff]", one)], "no label is left in Chinese"


@pytest.mark.parametrize("verb", OFFERED)
def test_a_form_asks_for_every_field_of_its_verb(verb: str, story: Story, opens: Callable[..., str]) -> None:
    past, by = PASTS.get(verb, (received, "ann"))
    past(story)
    if verb in {"correct", "take_back"}:  # one fact at a time; the hand-over that waits is meant
        return
    names = {name.split(".")[0] for name in asked(opens(story, verb, by)).names}
    assert set(VERBS[verb].model_fields) - NOT_ASKED.get(verb, set()) <= names


# -- the round trip --------------------------------------------------------------------------------------------------

_words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40).filter(lambda s: s.strip())
_fen = st.integers(0, 10**12)


@example(Assess(causes=("RS01",), demands=({"remedy": "RM03", "amount_fen": 1, "words": "退"},), immediate=False))
@hyp_settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.builds(
        lambda **given: Assess(**{name: value for name, value in given.items() if value is not None}),
        complexity=st.sampled_from(["simple", "complex", None]),
        causes=st.lists(st.sampled_from(["RS01", "RS0101", "RS02"]), min_size=1, max_size=3, unique=True).map(tuple),
        price_fen=st.none() | _fen,
        event_date=st.none() | st.dates(date(1900, 1, 2), date(2199, 1, 1)),
        immediate=st.none() | st.booleans(),
        concerned=st.lists(st.integers(1, 99), min_size=1, max_size=3, unique=True).map(tuple),
        demands=st.lists(
            st.fixed_dictionaries({"remedy": st.sampled_from(["RM01", "RM03"]), "amount_fen": _fen, "words": _words}),
            min_size=1, max_size=4,
        ).map(tuple),
    )
    | st.builds(Offer, remedy=st.just("RM03"), basis=_words, words=_words, amount_fen=_fen, demand=st.integers(1, 9))
)  # fmt: skip
def test_a_verb_spread_on_a_page_and_read_back_is_the_same_verb(verb: Verb) -> None:
    again = read_form(type(verb), values_of(verb, ZONE), ZONE)
    assert again.model_dump(mode="json", exclude_unset=True) == verb.model_dump(mode="json", exclude_unset=True)


@given(_words)
def test_money_is_read_as_people_write_it_or_refused(text: str) -> None:
    found = None
    with contextlib.suppress(Wrong):
        found = read_form(Offer, {"remedy": ["RM03"], "basis": ["依据"], "amount_fen": [text]}, ZONE).amount_fen
    assert found is None or (found >= 0 and any(sign.isnumeric() for sign in text))


@pytest.mark.parametrize(
    ("text", "fen"), [("128.5", 12850), ("1,234.50", 123450), ("￥２０", 2000), ("¥0.05", 5), ("30元", 3000)]
)
def test_yuan_become_fen(text: str, fen: int) -> None:
    assert read_form(Offer, {"remedy": ["RM03"], "basis": ["依据"], "amount_fen": [text]}, ZONE).amount_fen == fen


def test_a_wrong_demand_is_named_by_its_block_on_the_page() -> None:
    with pytest.raises(Wrong) as wrong:
        read_form(
            VERBS["assess"],
            {"demands.0.words": [""], "demands.1.remedy": ["RM03"], "demands.1.amount_fen": ["-5"]},
            ZONE,
        )
    assert list(wrong.value.errors) == ["demands.1.amount_fen"]


def test_keys_of_forms_are_their_own(story: Story, opens: Callable[..., str]) -> None:
    received(story)
    keys = {asked(opens(story, "note")).values["key"][0] for _ in range(2)}
    assert len(keys) == 2
    assert all(uuid.UUID(key) for key in keys)
