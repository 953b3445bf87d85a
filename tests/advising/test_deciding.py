"""A person decides: accepted, a proposal goes into the record; dismissed, it teaches; left alone, it changes nothing."""

from datetime import timedelta
from typing import Any

import pytest

from tests.advising.conftest import MadeUp, proposed
from tests.stories import Office, Story
from wenguo.advising import deciding, switches, teaching
from wenguo.models import Alarm, Message, Reaction, Taught
from wenguo.models.searching import words_of
from wenguo.queries import advice_signals
from wenguo.queries.administrators import settler
from wenguo.queries.seeing import asker
from wenguo.reactions.happened import happened
from wenguo.rebuild import rebuild
from wenguo.verbs import Refused


def lines_of(story: Story, name: str) -> int:
    return story.happened.count(name)


def open_ones(story: Story) -> list[deciding.Proposal]:
    return deciding.proposals(story.complaint, words_of(story.row.pk), "zh-hans")


@pytest.mark.row("M25", "M35", "M43")
def test_what_the_record_lacks_is_written_down_with_its_reason(story: Story, adviser: MadeUp, told: Any) -> None:
    adviser.proposes = [proposed("cause", "RS0705"), proposed("dissatisfaction", "outcome", 0.7)]
    story.recorded()
    before = story.complaint
    after = told()
    assert [(one.topic, one.value, one.state) for one in after.suggestions] == [
        ("cause", "RS0705", "open"),
        ("dissatisfaction", "outcome", "open"),
    ]
    assert (after.causes, after.dissatisfaction, after.stage) == (before.causes, before.dissatisfaction, before.stage)
    assert after.person_position == before.person_position, "advice makes no honest writer stale"
    first = open_ones(story)[0]
    assert (first.topic, first.value, first.score, first.kept) == ("cause", "RS0705", 0.9, True)
    assert first.because == "文中提到“轴承”"
    assert deciding.proposals(after, words_of(story.row.pk), "en")[0].because == "the words say “轴承”"
    assert '"by":"advice@made-up-1"' in story.texts[-1]


@pytest.mark.parametrize(
    ("given", "suggestion"),
    [
        ({"causes": ("RS0101",)}, proposed("cause", "RS0705")),
        ({"product": "p"}, proposed("product", "q")),
        ({"severity": "T1"}, proposed("severity", "T2")),
        ({}, proposed("severity", "T3")),
        ({}, proposed("kind", "complaint")),
        ({}, proposed("cause", "RS0705", 0.39)),
        ({}, proposed("feeling", "anger")),
        ({}, proposed("abnormal", "threat")),
        ({"live": False}, proposed("cause", "RS0705")),
        ({}, proposed("cause", "RS9999999")),
    ],
    ids=str,
)
def test_what_is_there_unsure_or_no_business_of_the_log_is_not(
    story: Story, adviser: MadeUp, told: Any, given: dict[str, Any], suggestion: Any
) -> None:
    if suggestion.label == "RS9999999":
        suggestion = proposed("dissatisfaction", "both", 0.1)
    adviser.proposes = [suggestion]
    story.recorded(by="bob", **given)
    told()
    assert lines_of(story, "Suggested") == 0


def test_doing_it_twice_adds_nothing(story: Story, adviser: MadeUp, told: Any) -> None:
    from wenguo.reactions.advise import advise

    adviser.proposes = [proposed("cause", "RS0705")]
    story.recorded()
    told()
    line = Reaction.objects.get(name="advise").line_id
    advise(happened(line), story.at)
    assert lines_of(story, "Suggested") == 1


def test_what_was_overruled_is_not_proposed_again(story: Story, adviser: MadeUp, told: Any) -> None:
    adviser.proposes = [proposed("cause", "RS0705")]
    story.recorded()
    position = told().suggestions[0].position
    deciding.overrule(story.office.by("ann"), story.number, position, story.at)
    story.does("correct", field="words", words="空调响得厉害")
    assert [one.state for one in told().suggestions] == ["overruled"]


@pytest.mark.row("M39")
def test_words_of_danger_are_on_the_desks_at_once_even_at_night(story: Story, adviser: MadeUp, told: Any) -> None:
    adviser.proposes = [proposed("danger", "self_harm", 0.9, "不想活了")]
    story.later(hours=14)
    story.recorded(by="ann")
    told()
    alarms = Alarm.objects.filter(kind="Danger").values_list("account__username", flat=True)
    assert set(alarms) == {"ann", "bob"}


def test_where_no_answer_is_to_be_had_it_is_asked_again_later(story: Story, adviser: MadeUp, told: Any) -> None:
    adviser.fails = RuntimeError()
    story.recorded()
    told()
    waiting = Reaction.objects.get(name="advise")
    assert (waiting.state, waiting.tries) == ("waiting", 1)
    adviser.fails, adviser.proposes = None, [proposed("cause", "RS0705")]
    story.later(minutes=5)
    assert told().suggestions


@pytest.mark.row("M43")
def test_accepting_writes_the_record_and_confirms_in_one(story: Story, adviser: MadeUp, told: Any) -> None:
    adviser.proposes = [proposed("cause", "RS0705"), proposed("cause", "RS0101", 0.6)]
    story.recorded()
    first, second = (one.position for one in told().suggestions)
    by = story.office.by("ann")
    done = deciding.confirm(by, story.number, first, story.at, expected=story.complaint.length, key="k")
    assert [type(one).__name__ for one in done.events if type(one).__name__ in {"Assessed", "Confirmed"}] == [
        "Assessed",
        "Confirmed",
    ]
    assert story.complaint.causes == ("RS0705",)
    again = deciding.confirm(by, story.number, first, story.at, key="k")
    assert again.repeated
    deciding.confirm(by, story.number, second, story.at + timedelta(minutes=1))
    assert story.complaint.causes == ("RS0705", "RS0101"), "what was accepted first stays the primary cause"
    assert open_ones(story) == []


def test_what_cannot_be_confirmed_leaves_the_record_as_it_was(story: Story, adviser: MadeUp, told: Any) -> None:
    adviser.proposes = [proposed("cause", "RS0705")]
    story.recorded()
    position = told().suggestions[0].position
    before = story.texts
    for by, place in (("tom", position), ("aud", position), ("ann", position + 7)):
        with pytest.raises(Refused):
            deciding.confirm(story.office.by(by), story.number, place, story.at)
    with pytest.raises(Refused):
        deciding.overrule(story.office.by("ann"), story.number, position, story.at, value="XX1")
    assert story.texts == before


@pytest.mark.row("M43")
def test_dismissing_may_say_what_it_should_have_been(story: Story, adviser: MadeUp, told: Any) -> None:
    adviser.proposes = [proposed("cause", "RS0705")]
    story.recorded()
    position = told().suggestions[0].position
    deciding.overrule(story.office.by("ann"), story.number, position, story.at, value="RS0101")
    c = story.complaint
    assert (c.causes, c.suggestions[0].state) == (("RS0101",), "overruled")


def test_a_form_not_sent_yet_takes_a_proposal_and_keeps_the_rest() -> None:
    given = {"causes": ("RS0101",), "words": "x"}
    assert deciding.accept("cause", "RS0705", given) == {"causes": ("RS0101", "RS0705"), "words": "x"}
    assert deciding.accept("severity", "T1", given)["severity"] == "T1"
    assert deciding.accept("feeling", "anger", given) == given


@pytest.mark.row("M43")
def test_every_decision_teaches_and_the_view_can_be_drawn_again(story: Story, adviser: MadeUp, told: Any) -> None:
    adviser.proposes = [proposed("cause", "RS0705"), proposed("severity", "T2"), proposed("dissatisfaction", "both")]
    story.recorded()
    at = {one.topic: one.position for one in told().suggestions}
    by = story.office.by("ann")
    deciding.confirm(by, story.number, at["cause"], story.at)
    deciding.overrule(by, story.number, at["severity"], story.at)
    told()
    drawn = list(Taught.objects.order_by("topic").values("topic", "said", "proposed", "how", "score"))
    assert drawn == [
        {"topic": "cause", "said": "RS0705", "proposed": "RS0705", "how": "confirmed", "score": 900},
        {"topic": "dissatisfaction", "said": "", "proposed": "both", "how": "open", "score": 900},
        {"topic": "severity", "said": "", "proposed": "T2", "how": "overruled", "score": 900},
    ]
    Taught.objects.all().delete()
    rebuild(search=False)
    assert list(Taught.objects.order_by("topic").values("topic", "said", "proposed", "how", "score")) == drawn


def test_an_assessment_that_says_otherwise_teaches_without_a_word_on_the_proposal(
    story: Story, adviser: MadeUp, told: Any
) -> None:
    adviser.proposes = [proposed("cause", "RS0705")]
    story.recorded()
    told()
    story.assessed(causes=("RS0101",))
    told()
    row = Taught.objects.get(topic="cause")
    assert (row.said, row.proposed, row.how) == ("RS0101", "RS0705", "assessed")
    assert [
        (one.proposed, one.said)
        for one in advice_signals.decided(asker(story.office.qi.pk), story.at.replace(year=2000))
    ] == [("RS0705", "RS0101")]


def test_erased_words_leave_what_was_taught(story: Story, adviser: MadeUp, told: Any) -> None:
    story.recorded(by="tom", causes=("RS0101",)).assessed("tom", causes=("RS0705",)).answered("tom").accepted().closed(
        "tom"
    )
    told()
    assert [one.text for one in teaching.records("cause")] == ["空调有异响，维修两次仍未解决"]
    story.later(days=4000)
    story.does("erase", "adm", ground="保存期满")
    assert story.complaint.erased
    assert list(teaching.records("cause")) == [], "even before the reaction has run"
    told()
    assert not Taught.objects.exists()
    assert not Message.objects.filter(field="words", text__isnull=False).exists()


def test_words_that_are_only_stored_and_protected_teach_no_more(story: Story, adviser: MadeUp, told: Any) -> None:
    story.recorded(causes=("RS0101",)).answered().accepted().closed()
    told()
    assert [one.label for one in teaching.records("cause")] == ["RS0101"]
    story.later(days=10).does("erase", "adm", ground="投诉人要求")
    assert story.complaint.locked
    assert list(teaching.records("cause")) == [], "even before the reaction has run"
    told()
    assert not Taught.objects.exists()
    assert list(teaching.records("cause")) == []


def test_the_reason_of_a_proposal_goes_with_the_words_it_quotes(story: Story, adviser: MadeUp, told: Any) -> None:
    adviser.proposes = [proposed("cause", "RS0705", words="秘密的轴承")]
    story.recorded(by="tom")
    told()
    assert Message.objects.filter(text__contains="秘密的轴承").count() == 1
    assert "轴承" not in "".join(teaching.stored(story.row.pk)), "no words in the log"
    story.answered("tom").accepted().closed("tom").later(days=4000).does("erase", "adm", ground="保存期满")
    assert not Message.objects.filter(text__contains="轴承").exists()


def test_history_taken_in_teaches_once_it_is_caught_up_with(story: Story, adviser: MadeUp, told: Any) -> None:
    story.recorded(by="bob", live=False, causes=("RS0101",))
    told()
    assert not Taught.objects.exists()
    assert teaching.catch_up() == 1
    assert teaching.catch_up() == 0
    assert [one.label for one in teaching.records("cause")] == ["RS0101"]


def test_a_unit_that_switched_learning_off_teaches_nobody(
    office: Office, story: Story, adviser: MadeUp, told: Any
) -> None:
    story.recorded("轴承坏了").assessed(causes=("RS0101",))
    told()
    assert [one.text for one in teaching.records("cause")] == ["轴承坏了"]
    switches.switch(settler(office.adm.pk), story.at, "learn", office.sec.pk, False)
    assert list(teaching.records("cause")) == []
    switches.switch(settler(office.adm.pk), story.at, "learn", office.sec.pk, None)
    switches.switch(settler(office.adm.pk), story.at, "learn", office.car.pk, False)
    assert len(list(teaching.records("cause"))) == 1


def test_advice_that_is_off_writes_nothing_and_says_nothing(story: Story, adviser: MadeUp, told: Any) -> None:
    adviser.proposes = [proposed("cause", "RS0705")]
    switches.switch(settler(story.office.adm.pk), story.at, "advice", story.office.sec.pk, False)
    story.recorded()
    told()
    assert lines_of(story, "Suggested") == 0
    assert adviser.asked == []


def test_one_kind_may_be_off_in_one_unit(office: Office, story: Story, adviser: MadeUp, told: Any) -> None:
    adviser.proposes = [proposed("cause", "RS0705"), proposed("dissatisfaction", "both")]
    switches.switch(settler(office.adm.pk), story.at, "cause", office.sec.pk, False)
    story.recorded()
    told()
    assert [one.topic for one in story.complaint.suggestions] == ["dissatisfaction"]
