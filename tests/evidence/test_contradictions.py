"""Contradictions: found where items differ on one fact, and only there."""

from __future__ import annotations

import random
from typing import Any

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.evidence.test_custody import enclosed
from tests.faces.api.conftest import Knock
from tests.stories import Story
from wenguo.queries import evidence
from wenguo.queries.history import history
from wenguo.queries.seeing import asker
from wenguo.rules.contradictions import Statement, contradictions

_VALUES = st.one_of(st.integers(0, 5), st.dates(), st.sampled_from(["一号店", "二号店", " 一号 店 ", "ABC", "ａｂｃ"]))
_STATED = st.builds(
    Statement, item=st.sampled_from(["e1", "e2", "e3", "t1"]), fact=st.sampled_from(["paid", "where"]), value=_VALUES
)
_EACH_ONCE = st.lists(_STATED, max_size=8, unique_by=lambda one: (one.item, one.fact))


@given(_EACH_ONCE)
@settings(max_examples=60, deadline=None)
def test_every_pair_of_items_that_differ_is_shown_and_no_other(stated: list[Statement]) -> None:
    shown = {one.fact: one.sides for one in contradictions(stated)}
    for fact in ("paid", "where"):
        values = {one.compared for one in stated if one.fact == fact}
        assert (fact in shown) == (len(values) > 1)
        if fact in shown:
            listed = [ref for _, refs in shown[fact] for ref in refs]
            assert sorted(listed) == sorted(one.item for one in stated if one.fact == fact)


@given(_EACH_ONCE, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_in_which_items_were_described_changes_nothing(
    stated: list[Statement], chance: random.Random
) -> None:
    other = list(stated)
    chance.shuffle(other)

    def sides(found: list[Statement]) -> dict[str, set[tuple[str, ...]]]:
        return {one.fact: {refs for _, refs in one.sides} for one in contradictions(found)}

    assert sides(stated) == sides(other)


@given(st.lists(_VALUES, min_size=1, max_size=5))
@settings(max_examples=30, deadline=None)
def test_an_item_that_corrects_itself_contradicts_nobody(values: list[object]) -> None:
    assert contradictions([Statement(item="e1", fact="paid", value=value) for value in values]) == []  # type: ignore[arg-type]


@pytest.mark.row("M03")
def test_two_items_that_state_different_amounts_are_found_and_a_correction_ends_it(story: Story) -> None:
    story.recorded()
    first, second = enclosed(story, "发票.txt"), enclosed(story, "流水.txt")
    story.does("describe", "ann", item=first, stated=[{"fact": "paid", "amount_fen": 29900}])
    story.does("describe", "ann", item=second, stated=[{"fact": "paid", "amount_fen": 32900}])

    def found() -> list[object]:
        whole = history(asker(story.office.ann.pk), story.number)
        return [(one.fact, [value for value, _ in one.sides]) for one in evidence.disagreements(whole)]

    assert found() == [("paid", [29900, 32900])]
    story.does("describe", "ann", item=second, stated=[{"fact": "paid", "amount_fen": 29900}])
    assert found() == []


@pytest.mark.row("M03")
@pytest.mark.parametrize(
    ("fact", "one", "other", "shown"),
    [
        ("paid", {"amount_fen": 29900}, {"amount_fen": 32900}, ("付了多少钱", "¥299.00", "¥329.00")),
        ("bought_on", {"day": "2026-01-05"}, {"day": "2026-01-06"}, ("哪天买的或签的", "5", "6")),
        ("where", {"words": "一号店"}, {"words": "二号店"}, ("在哪里发生的", "一号店", "二号店")),
        ("who_said", {"words": "柜员李某"}, {"words": "店长周某"}, ("谁说的", "柜员李某", "店长周某")),
        ("how_many", {"number": 2}, {"number": 3}, ("多少件或多少次", "2", "3")),
    ],
)
def test_amounts_days_places_persons_and_counts_are_set_side_by_side_on_the_screen_and_by_the_api(
    story: Story, client: Client, fact: str, one: dict[str, Any], other: dict[str, Any], shown: tuple[str, ...]
) -> None:
    story.recorded()
    first, second, third = (enclosed(story, f"{name}.txt") for name in "abc")
    for ref, value in ((first, one), (second, other), (third, one)):
        story.does("describe", "ann", item=ref, stated=[{"fact": fact, **value}])
    client.force_login(story.office.ann)
    page = client.get(f"/desk/{story.number}/evidence/").content.decode()
    panel = page.partition('id="contradictions"')[2].partition("</section>")[0]
    for said in (*shown, f'href="#{first}"', f'href="#{second}"', f'href="#{third}"'):
        assert said in panel, said
    told = Knock(story.office.ann).get(f"/complaints/{story.number}/evidence").json()["contradictions"]
    assert [each["fact"] for each in told] == [fact]
    assert [side["items"] for side in told[0]["sides"]] == [[first, third], [second]]
    assert [side["value"] for side in told[0]["sides"]] == [*one.values(), *other.values()]
