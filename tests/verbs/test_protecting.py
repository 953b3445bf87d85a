"""An abusive contact is written down as conduct; whoever complains keeps every right, whatever the steps."""

from typing import get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.stories import T0, Office, Story
from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.folding import take
from wenguo.line import Line
from wenguo.rules import lifecycle, permissions
from wenguo.rules.permissions import Actor
from wenguo.rules.protecting import CONTACTS, STEPS
from wenguo.rules.told_to_complainants import TOLD
from wenguo.verbs import Protect
from wenguo.verbs.protect import Step

pytestmark = pytest.mark.row("M23")


def test_conduct_and_steps_stand_on_the_record(story: Story) -> None:
    story.recorded(by="eve").does(
        "protect", "eve", contact="insult", quote="连续辱骂四次", steps=["end_call", "end_call", "rest"]
    )
    (one,) = story.complaint.protections
    assert (one.account, one.contact, one.steps) == (story.office.eve.pk, "insult", ("end_call", "rest"))
    assert all("连续辱骂" not in text for text in story.texts), "words are kept erasably, not in the log"


def test_a_step_must_be_named_and_the_colleague_must_be_there(story: Story) -> None:
    story.recorded()
    assert (
        story.cannot("protect", account=10**6, contact="threat", quote="要来找你", steps=["police"]).field == "account"
    )
    with pytest.raises(ValueError, match="steps"):
        Protect(contact="threat", quote="x", steps=())


def test_every_code_has_its_words() -> None:
    assert set(get_args(Step)) == set(STEPS)
    assert set(get_args(Protect.model_fields["contact"].annotation)) == set(CONTACTS)
    assert TOLD["Protected"] is None, "the complainant is not shown what protects an employee"


@given(
    contact=st.sampled_from(sorted(CONTACTS)),
    steps=st.lists(st.sampled_from(sorted(STEPS)), min_size=1, max_size=8, unique=True),
    stage=st.sampled_from(sorted(lifecycle.STAGES)),
)
def test_no_step_takes_a_right_from_the_complainant(contact: str, steps: list[str], stage: str) -> None:
    c = Complaint(number="WG26-1", stage=stage, owner=1, received_at=T0)
    before = msgspec.structs.asdict(c)
    them = Actor(ref="complainant")
    may = {verb for verb in permissions.MAY if permissions.why_closed(verb, them, c) is None}
    event = e.Protected(account=1, contact=contact, steps=tuple(steps), quote=e.Ref(id="m1", fp="x"))
    take(c, Line(number=c.number, position=1, at=T0, by="account:1", via="web", event=event, prev=""))
    assert may == {verb for verb in permissions.MAY if permissions.why_closed(verb, them, c) is None}
    changed = {name for name, value in msgspec.structs.asdict(c).items() if value != before[name]}
    assert changed <= {"protections", "refs", "length", "head", "last_at", "person_position"}


def test_a_guard_may_write_it_down_and_an_auditor_not(office: Office) -> None:
    story = Story(office).recorded(by="eve")
    story.does("protect", "eve", contact="violence", quote="推搡", steps=["security"])
    assert story.cannot("protect", "aud", contact="violence", quote="推搡", steps=["security"]).code == "permission"
