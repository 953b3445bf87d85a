"""link, unlink, split: two complaints, and both logs tell it."""

import pytest

from tests.stories import Office, Story
from wenguo import models
from wenguo.complaint import Complaint
from wenguo.perform import folded


def _named(number: str) -> Complaint:
    found = folded(models.Complaint.objects.get(number=number).pk)
    assert found is not None
    return found


@pytest.fixture
def other(office: Office) -> str:
    return Story(office).recorded("同一件事").number


def test_a_link_stands_in_both_logs(story: Story, other: str) -> None:
    story.recorded().does("link", other=other, relation="duplicate")
    assert story.complaint.links == {other: "duplicate"}
    assert _named(other).links == {story.number: "original"}
    assert "已经" in story.cannot("link", other=other, relation="duplicate").text.zh
    story.does("unlink", other=other)
    assert story.complaint.links == _named(other).links == {}
    assert story.cannot("unlink", other=other).field == "other"


def test_the_other_is_found_as_people_type_it(story: Story, other: str) -> None:
    story.recorded().does("link", other=f" {other.lower()} ")
    assert story.complaint.links == {other: "related"}


def test_nothing_is_linked_with_itself_or_with_nothing(story: Story, other: str) -> None:
    story.recorded()
    assert story.cannot("link", other=story.number).field == "other"
    assert story.cannot("link", other="WG26-999999-9").field == "other"


def test_nobody_links_with_what_they_may_not_see(story: Story, other: str) -> None:
    story.recorded(by="tom")
    assert story.cannot("link", "tom", other=other).code == "unseen"
    assert _named(other).links == {}


def test_a_report_split_off_is_a_record_of_its_own_and_alone_holds_the_reporters_words(story: Story) -> None:
    tom = story.office.new_person("zoe", "sec", "handler")
    story.recorded("空调坏了", concerned=[tom.pk]).does("split", words="经理收回扣", kind="report")
    (number, relation), *_ = story.complaint.links.items()
    assert relation == "part"
    report = _named(number)
    assert (report.kind, report.part_of, report.owner) == ("report", story.number, story.office.ann.pk)
    assert report.received_at == story.complaint.received_at
    holders = set(models.Message.objects.filter(text__contains="回扣").values_list("complaint__number", flat=True))
    assert holders == {number}
    assert report.complainant is None
    seen = Story(story.office)
    seen.number = number
    assert seen.cannot("note", "zoe", words="x").code == "unseen", "the reported see nothing of it"
    assert "Noted" in story.does("note", "ann", words="x").happened
