"""perform: one transaction, the right refusals, and a repeated call answered as the first was."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.stories import T0, Office, Story
from wenguo import models
from wenguo.line import read
from wenguo.perform import Broken, By, perform, perform_many
from wenguo.verbs import Accept, Answer, Close, Note, Record, Refused, Verb


def test_a_stale_page_is_refused_and_only_persons_make_it_stale(story: Story) -> None:
    seen = story.recorded().complaint.person_position
    story.does("suggest", "advice", topic="cause", value="RS0201", score=900, model="topic@1")
    story.later(days=30).ticked()
    other = Story(story.office).recorded().number
    story.does("link", other=other)
    assert story.complaint.length > seen
    story.does("note", words="没有过时", expected=seen)
    assert story.cannot("note", words="过时了", expected=seen).code == "stale"
    assert story.cannot("note", words="没人见过", expected=999).code == "stale"
    story.does("note", words="看过了", expected=story.complaint.person_position)


@pytest.mark.parametrize("number", ["", "WG26-000009-1", "x' OR 1=1 --", "编号"])
def test_a_number_that_is_none_is_unseen(office: Office, number: str) -> None:
    with pytest.raises(Refused) as refused:
        perform(Note(words="x"), number, office.by("ann"), T0)
    assert refused.value.code == "unseen"


def test_who_may_not_is_told_before_when_it_is_open(story: Story) -> None:
    story.recorded()
    assert story.cannot("erase", "ann", ground="x").code == "permission"
    assert story.cannot("accept", "complainant", how="portal").code == "stage"
    assert story.cannot("lapse", "ann").code == "permission"


def test_a_repeated_key_is_answered_as_the_first_was(office: Office) -> None:
    first = perform(Record(words="一"), None, office.by("ann"), T0, key="k")
    again = perform(Record(words="一"), None, office.by("ann"), T0 + timedelta(hours=1), key="k")
    assert (again.number, again.position) == (first.number, first.position)
    assert models.Complaint.objects.count() == 1
    assert perform(Record(words="一"), None, office.by("eve"), T0, key="k").number != first.number, "keys are one's own"


def test_a_repeated_key_tells_what_was_then_and_not_what_is_now(story: Story) -> None:
    story.recorded(key="k")
    position = story.complaint.length
    story.acknowledged(key="a").investigated()
    again = story.does("acknowledge", key="a").done
    assert again is not None
    assert again.position == position + 1
    assert story.happened.count("Acknowledged") == 1


def test_a_key_used_for_another_act_is_refused(story: Story) -> None:
    story.recorded("一", key="k")
    for words in ("二", "一 "):
        assert story.cannot("record", words=words, key="k").field == "key"
    assert story.cannot("note", words="一", key="k").field == "key"


def test_a_key_whose_act_was_refused_is_free_again(story: Story) -> None:
    story.recorded()
    assert story.cannot("accept", "complainant", how="portal", key="k").code == "stage"
    story.answered()
    assert story.accepted(key="k").complaint.stage == "accepted"


def test_a_form_is_used_once(story: Story) -> None:
    story.recorded()
    note = Note(words="x")
    perform(note, story.number, story.office.by("ann"), story.at)
    with pytest.raises(RuntimeError):
        perform(note, story.number, story.office.by("ann"), story.at)
    assert not models.Message.objects.filter(text="None").exists()


def test_many_begin_at_once_and_a_refused_one_leaves_no_trace(office: Office) -> None:
    later = T0 + timedelta(days=1)
    steps: list[list[tuple[Verb, datetime]]] = [
        [(Record(words="一", live=False), T0), (Answer(words="答"), later), (Accept(how="said", proof="台账"), later),
         (Close(outcome="OC01"), later)],
        [(Record(words="二", causes=["RS7777"]), T0)],
        [(Record(words="三"), T0), (Close(outcome="OC01"), later)],
        [(Record(words="四"), T0)],
    ]  # fmt: skip
    done = perform_many(steps, office.by("bob"))
    assert [isinstance(one, Refused) for one in done] == [False, True, True, False]
    assert sorted(models.Complaint.objects.values_list("stage", flat=True)) == ["closed", "received"]
    assert set(models.Message.objects.values_list("text", flat=True)) == {"一", "答", "台账", "四"}
    assert set(models.Message.objects.values_list("complaint", flat=True)) == set(
        models.Complaint.objects.values_list("id", flat=True)
    )


def test_history_is_recorded_with_its_clocks_but_alarms_nobody(office: Office) -> None:
    Story(office).recorded(by="bob", live=False).later(days=90).ticked()
    assert not models.Reaction.objects.exists()
    Story(office).recorded().later(days=90).ticked()
    assert models.Reaction.objects.exists()


def test_a_row_that_disagrees_with_its_log_is_written_on_no_more(story: Story) -> None:
    story.recorded()
    models.Complaint.objects.update(length=77)
    with pytest.raises(Broken):
        story.does("note", words="x")


def test_numbers_are_readable_unique_and_betray_a_slip(office: Office) -> None:
    from stdnum import damm

    numbers = [Story(office).recorded().number for _ in range(5)]
    assert len(set(numbers)) == 5
    for number in numbers:
        digits = "".join(one for one in number if one.isdigit())
        assert damm.is_valid(digits)
        assert not damm.is_valid(digits[:-2] + digits[-1] + digits[-2]) or digits[-1] == digits[-2]


def test_a_refused_act_keeps_none_of_its_words(story: Story) -> None:
    story.recorded()
    before = models.Message.objects.count()
    story.cannot("answer", words="还没有决定的答复", decisions=[{"demand": 1, "decision": "not", "basis": "x"}])
    assert models.Message.objects.count() == before


@pytest.mark.row("M36")
def test_the_result_goes_up_when_it_is_closed(story: Story) -> None:
    story.recorded().answered().accepted().closed()
    assert models.Reaction.objects.filter(name="report_up", line__complaint__number=story.number).count() == 1


def test_a_line_dated_otherwise_than_it_was_entered_says_when_it_was_entered(office: Office, story: Story) -> None:
    now = T0 + timedelta(days=30)
    by = By(account=office.ann.pk, entered_at=now)
    number = perform(Record(words="补录：上月来访"), None, by, T0).number
    perform(Note(words="当天"), number, by, now)
    texts = list(
        models.Line.objects.filter(complaint__number=number).order_by("position").values_list("data", flat=True)
    )
    assert read(texts[0]).entered_at == now
    assert '"entered_at"' in texts[0]
    assert '"entered_at"' not in texts[-1], "what is entered as it happens says nothing more"
