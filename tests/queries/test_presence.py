"""Presence: who else is here, what they write, up to which line each has seen; likes and readings beside it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.stories import Office, Story
from wenguo.models import Look
from wenguo.queries import presence
from wenguo.queries.likes import candidates, likes
from wenguo.queries.readings import readers, readings
from wenguo.queries.seeing import asker
from wenguo.verbs import Refused


def test_others_are_seen_and_not_oneself_and_not_those_who_left(story: Story, office: Office) -> None:
    story.recorded()
    one, at = story.row.pk, story.at
    presence.look(office.ann.pk, one, 1, "", at)
    presence.look(office.bob.pk, one, 1, "answer", at - timedelta(seconds=40))
    presence.look(office.qi.pk, one, 1, "", at - timedelta(seconds=46))
    assert presence.others(office.ann.pk, one, at) == [
        presence.Other(account=office.bob.pk, name="Bob", doing="answer")
    ]


def test_what_somebody_does_elsewhere_is_not_told_here(story: Story, office: Office) -> None:
    other = Story(office).recorded("另一件事")
    story.recorded()
    presence.look(office.bob.pk, story.row.pk, 1, "", story.at)
    presence.look(office.bob.pk, other.row.pk, 1, "answer", story.at)
    assert [one.doing for one in presence.others(office.ann.pk, story.row.pk, story.at)] == [""]


def test_an_older_page_takes_nothing_back_of_what_was_seen(story: Story, office: Office) -> None:
    story.recorded()
    one = story.row.pk
    presence.look(office.ann.pk, one, 9, "", story.at)
    presence.look(office.ann.pk, one, 4, "note", story.at + timedelta(seconds=15))
    row = Look.objects.get(account=office.ann)
    assert (row.position, row.doing, row.at) == (9, "note", story.at + timedelta(seconds=15))
    assert presence.seen_up_to(office.ann.pk, one) == 9
    assert presence.seen_up_to(office.bob.pk, one) is None


def test_only_words_of_verbs_are_kept_as_doing(story: Story, office: Office) -> None:
    story.recorded()
    presence.look(office.ann.pk, story.row.pk, 1, "<script>", story.at)
    assert Look.objects.get().doing == ""


def test_what_one_may_not_see_has_no_pulse(story: Story, office: Office) -> None:
    story.recorded()
    assert presence.seen(asker(office.ann.pk), story.number).length == story.complaint.length
    with pytest.raises(Refused):
        presence.seen(asker(office.tom.pk), story.number)


def test_likes_are_closed_of_the_same_cause_and_share_rare_words(story: Story, office: Office) -> None:
    def closed(words: str, cause: str = "RS01") -> Story:
        return Story(office).recorded(words, causes=[cause]).answered().accepted().closed()

    like = closed("压缩机轴承磨损，嗡嗡作响")
    closed("压缩机轴承磨损", "RS02")
    Story(office).recorded("压缩机轴承磨损", causes=["RS01"])  # still open
    story.recorded("压缩机轴承又磨损了", causes=["RS01"])
    texts = ["压缩机轴承又磨损了"]
    found = likes(asker(office.ann.pk), story.row.pk, story.complaint, texts)
    assert [one.number for one in found] == [like.number]
    assert found[0].outcome == "OC01"
    assert any("轴承" in word for word in found[0].shared)
    assert likes(asker(office.tom.pk), story.row.pk, story.complaint, texts) == []


def test_binding_characters_name_nothing() -> None:
    assert candidates(["他说的"]) == []
    assert "2200b" in candidates(["型号 AX-2200b 压缩机"])


def test_readings_tell_who_and_why_newest_first(story: Story, office: Office) -> None:
    from wenguo.access import log_access

    story.recorded(complainant={"name": "李小红"})
    one = story.row.pk
    log_access(office.bob.pk, one, story.number, ["p1.name"], "回电核实", "web", story.at)
    log_access(office.qi.pk, one, story.number, ["p1.name"], "检查", "web", story.at + timedelta(hours=1))
    assert [(found.account, found.reason) for found in readings(one)] == [
        (office.qi.pk, "检查"),
        (office.bob.pk, "回电核实"),
    ]
    assert readers(one) == (2, 2)
