"""Groups of one matter and signals at the screens: what a person says of a group, taking it back, and what leads to look."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.stories import Office, Story
from wenguo.advising import asking
from wenguo.faces.web.advice.groups import growth
from wenguo.models import Coached, CoachedAuthor, Complaint, Group, GroupMember
from wenguo.queries.same_matter import same_matter
from wenguo.queries.seeing import asker

NOW = datetime.now(UTC)


@pytest.fixture
def matter(office: Office) -> int:
    """The group that three complaints about one matter are in."""
    story = Story(office, NOW - timedelta(hours=3))
    said = ("翠湖花园三期停水三天没人管", "翠湖花园三期又停水了，第三天", "翠湖花园三期停水，物业不通知")
    numbers = [story.recorded(words).number for words in said]
    group = Group.objects.create(found_at=NOW, size=3, people=3, first_at=NOW, last_at=NOW)
    for row in Complaint.objects.filter(number__in=numbers):
        GroupMember.objects.create(complaint=row, group=group, how="found", score=0.9, joined_at=NOW)
    return group.pk


@pytest.fixture
def head(office: Office, client: Client) -> Client:
    client.force_login(office.bob)
    return client


@pytest.mark.row("M06")
def test_a_group_is_shown_and_confirmed_and_then_watched_no_more(head: Client, matter: int) -> None:
    act = reverse("advice_group_act", args=[matter])
    page = head.get(reverse("advice_group", args=[matter])).content.decode()
    assert page.count("<h1") == 1
    assert page.count('name="complaint"') == 3
    part = head.get(reverse("advice_forming"), {"as": "line"}).content.decode()
    assert reverse("advice_group", args=[matter]) in part
    assert head.post(act, {"act": "confirm"}).status_code == 303
    assert Group.objects.get(pk=matter).state == "confirmed"
    assert head.post(act, {"act": "dismiss"}).status_code == 303
    assert Group.objects.get(pk=matter).state == "dismissed"


@pytest.mark.row("M06")
def test_what_was_taken_out_is_put_back_by_undo(head: Client, matter: int) -> None:
    one = GroupMember.objects.filter(group=matter).order_by("pk").values_list("pk", flat=True)[0]
    head.post(reverse("advice_group_act", args=[matter]), {"remove": str(one)})
    assert not GroupMember.objects.filter(pk=one).exists()
    head.post(reverse("advice_group_undo", args=[matter]))
    assert GroupMember.objects.get(pk=one).group_id == matter


def test_splitting_without_a_choice_and_unknown_acts_are_refused_in_words(head: Client, matter: int) -> None:
    act = reverse("advice_group_act", args=[matter])
    for form in ({"act": "split"}, {"act": "nonsense"}, {"remove": "x"}, {"act": "merge", "other": "99999"}):
        assert head.post(act, form, follow=True).status_code == 200
    assert GroupMember.objects.filter(group=matter).count() == 3


def test_a_complaint_says_how_many_others_seem_to_be_of_the_same_matter(office: Office, matter: int) -> None:
    one = GroupMember.objects.filter(group=matter).values_list("pk", flat=True)[0]
    found = same_matter(asker(office.bob.pk, "web"), one)
    assert found is not None
    assert (found.group, found.others, found.confirmed) == (matter, 2, False)
    assert same_matter(asker(office.new_person("stranger", "car", "handler").pk, "web"), one) is None


def test_growth_is_drawn_by_days_and_over_a_long_time_by_weeks() -> None:
    first = datetime(2026, 3, 2, 12, tzinfo=UTC)
    assert [one["count"] for one in growth([first, first, first + timedelta(days=2)])["bars"]] == [2, 0, 1]
    assert growth([first, first + timedelta(days=70)])["weekly"]


def test_signals_are_for_those_who_lead(office: Office, client: Client) -> None:
    client.force_login(office.ann)
    assert client.get(reverse("advice_signals")).status_code == 403


def test_a_word_that_rises_is_told(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, office: Office, head: Client
) -> None:
    settings.WENGUO_ADVICE, settings.WENGUO_HOME = "auto", tmp_path
    monkeypatch.setattr(asking, "_here", {})
    for at, words, n in (
        (NOW - timedelta(days=20), "服务员的态度一般", 24),
        (NOW - timedelta(days=1), "电梯坏了没人修", 8),
    ):
        story = Story(office, at)
        for _ in range(n):
            story.recorded(words)
    page = head.get(reverse("advice_signals")).content.decode()
    assert "<b>电梯</b>" in page
    assert "<b>态度</b>" not in page


def test_a_units_mean_is_shown_from_five_authors_on(office: Office, head: Client) -> None:
    week = NOW.date() - timedelta(days=NOW.weekday())
    Coached.objects.create(unit=office.sec, week=week, replies=10, points=770)
    for author in range(4):
        CoachedAuthor.objects.create(unit=office.sec, week=week, mark=str(author))
    assert "<b>77</b>" not in head.get(reverse("advice_signals")).content.decode()
    CoachedAuthor.objects.create(unit=office.sec, week=week, mark="5")
    assert "<b>77</b>" in head.get(reverse("advice_signals")).content.decode()
