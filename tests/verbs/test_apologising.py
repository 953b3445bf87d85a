"""Apologies: who decides which form, what each rests on, and that the two kinds are never mixed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.stories import Office, Story
from wenguo.rules import apology

SORRY = "让您等了这么久，对不起。"


@pytest.mark.row("M41")
def test_an_apology_for_a_fault_needs_a_finding_that_established_it_and_one_for_the_experience_none(
    story: Story,
) -> None:
    story.recorded(by="eve").handed_over("ann", by="eve").taken_over("ann")
    story.does("apologise", "eve", form="telephone", words=SORRY)
    fault = {"form": "letter", "of": "fault", "words": "装错了零件，是我们的错，对不起。"}
    assert story.cannot("apologise", **fault).field == "finding"
    story.investigated()
    assert story.cannot("apologise", **fault, finding=1).field == "finding", "nothing is established yet"
    story.investigated(standard="established")
    story.does("apologise", **fault, finding=2)
    assert story.cannot("apologise", form="telephone", words=SORRY, finding=2).field == "finding", "never mixed"
    assert [one.of for one in story.complaint.apologies] == ["experience", "fault"]
    assert story.complaint.notices[-1].event == "Apologised"


@pytest.mark.row("M41")
@pytest.mark.parametrize(
    ("form", "who"),
    [("face_to_face", "ann"), ("internal_correction", "ann"), ("notice_at_place", "ann"), ("letter", "eve")],
)
def test_each_form_is_decided_by_whom_the_table_names(story: Story, form: str, who: str) -> None:
    story.recorded(by="eve").handed_over("ann", by="eve").taken_over("ann")
    assert story.cannot("apologise", who, form=form, words=SORRY, scope="place").code == "permission"
    decides = "bob" if "head" in apology.FORMS[form].decides else "ann"
    story.does("apologise", decides, form=form, words=SORRY, scope="place")


@pytest.mark.row("M41")
def test_a_public_notice_needs_head_and_legal_two_persons_and_goes_out_as_it_was_read(
    story: Story, office: Office
) -> None:
    story.recorded()
    notice = {"form": "public_notice", "words": SORRY, "scope": "public"}
    assert story.cannot("apologise", **notice, named=True).field == "consent"
    story.does("apologise", **notice)
    assert "Apologised" not in story.happened
    assert story.cannot("apologise", form="public_notice", proposed=1).field == "proposed"
    story.does("approve", "bob", what="apology:1")
    assert story.cannot("approve", "bob", what="apology:1").field == "what", "one person is not two"
    assert story.cannot("approve", "qi", what="apology:1").field == "what"
    assert story.cannot("apologise", form="public_notice", proposed=1).field == "proposed"
    story.does("approve", "lex", what="apology:1")
    assert story.cannot("apologise", form="public_notice", proposed=1, words="改了").field == "words"
    story.does("apologise", form="public_notice", proposed=1)
    made = story.complaint.apologies[0]
    assert made.state == "made"
    assert made.yeses == {"head": f"account:{office.bob.pk}", "legal": f"account:{office.lex.pk}"}


def test_whoever_put_a_public_notice_forward_does_not_agree_to_it_and_a_no_ends_it(story: Story) -> None:
    story.recorded().does("apologise", "bob", form="public_notice", words=SORRY, scope="public")
    assert story.cannot("approve", "bob", what="apology:1").field == "what"
    story.does("reject", "lex", what="apology:1", reason="会再次披露隐私")
    assert story.complaint.apologies[0].state == "rejected"


@given(st.sampled_from(sorted(apology.FORMS)), st.sampled_from(sorted(apology.SCOPES)))
def test_no_form_that_reaches_further_than_the_harm_goes_without_consent(form: str, scope: str) -> None:
    far = list(apology.SCOPES)
    wider = far.index(apology.FORMS[form].reach) > far.index(scope)
    assert apology.too_wide(form, scope) == (wider and apology.FORMS[form].reaches_them)
    assert not (apology.too_wide(form, scope) and apology.too_narrow(form, scope))


@pytest.mark.parametrize(
    ("of", "text", "caught"),
    [
        ("experience", "让您受累了，对不起，这是我们的错。", "我们的错"),
        ("experience", "让您受累了，对不起。这不代表承认过错。", ""),
        ("experience", "We are sorry you had to wait. It was our fault.", "our fault"),
        ("fault", "零件装错了，如有不周，深表歉意。", "如有不周"),
        ("fault", "We fitted the wrong part and apologise for any inconvenience.", "any inconvenience"),
        ("fault", "零件装错了，我们向您道歉，已重新安装。", ""),
    ],
)
@pytest.mark.row("M41")
def test_the_wording_check_keeps_the_two_apart(of: str, text: str, caught: str) -> None:
    assert [one.phrase.lower() for one in apology.slips(of, text)] == ([caught] if caught else [])
