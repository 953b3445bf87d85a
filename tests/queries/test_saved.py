"""A saved search alarms after so many new hits that its owner may see; each is counted once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.stories import T0, Office, Story
from wenguo.models import SavedSearch
from wenguo.queries import saved

pytestmark = pytest.mark.row("M26")


def kept(office: Office, who: str, after: int | None = 2, **more: Any) -> SavedSearch:
    newest = saved.newest()
    return SavedSearch.objects.create(
        account=office.people[who], name=more.pop("name", "异响"), query=more.pop("query", {"q": "异响"}),
        alarm_after=after, counted_up_to=newest, settled_up_to=newest, created_at=T0, **more,
    )  # fmt: skip


def rounds(at: Any) -> int:
    """As many rounds of the clock as either database needs to see everything that is committed."""
    return saved.count_new(at) + saved.count_new(at + timedelta(minutes=2))


def test_it_alarms_at_the_number_and_not_before(story: Story) -> None:
    story.recorded("车门异响")
    one = kept(story.office, "ann")
    assert rounds(story.at) == 0
    story.recorded("又有异响").recorded("排队太久")
    assert rounds(story.at) == 0
    one.refresh_from_db()
    assert (one.new_hits, one.alarmed_at) == (1, None)
    story.recorded("还是异响")
    assert rounds(story.at) == 1
    assert [found.name for found in saved.alarming(story.office.ann.pk)] == ["异响"]
    assert rounds(story.at) == 0, "an alarm that stands is not raised again"


def test_opening_it_ends_the_alarm_and_counting_begins_anew(story: Story) -> None:
    one = kept(story.office, "ann", 1)
    story.recorded("异响")
    assert rounds(story.at) == 1
    saved.opened(story.office.tom.pk, one.pk)
    assert saved.alarming(story.office.ann.pk), "somebody else's look ends nothing"
    saved.opened(story.office.ann.pk, one.pk)
    assert saved.alarming(story.office.ann.pk) == []
    assert rounds(story.at) == 0
    story.recorded("异响")
    assert rounds(story.at) == 1


def test_only_what_its_owner_may_see_is_counted(story: Story) -> None:
    mine, theirs = kept(story.office, "ann"), kept(story.office, "tom")
    story.recorded("异响", by="ann").recorded("异响", by="ann").recorded("异响", by="tom")
    rounds(story.at)
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.new_hits, theirs.new_hits) == (2, 1)


def test_filters_alone_can_be_counted_and_a_filter_that_says_nothing_any_more_finds_nothing(story: Story) -> None:
    by_channel = kept(story.office, "ann", query={"channel": "hotline"})
    gone = kept(story.office, "ann", name="没了", query={"unit": "closed-branch"})
    odd = kept(story.office, "ann", name="引号", query={"q": '"没有闭合'})
    story.recorded(channel="hotline").recorded(channel="letter").recorded(channel="hotline")
    rounds(story.at)
    for one, expected in ((by_channel, 2), (gone, 0), (odd, 0)):
        one.refresh_from_db()
        assert one.new_hits == expected


def test_one_without_an_alarm_is_never_counted(story: Story) -> None:
    one = kept(story.office, "ann", None)
    story.recorded("异响")
    assert rounds(story.at) == 0
    one.refresh_from_db()
    assert one.new_hits == 0


def test_shared_with_a_unit_it_is_there_for_its_people_and_for_no_others(office: Office) -> None:
    kept(office, "qi", unit=office.sec)
    kept(office, "ann", name="我的")
    names = {who: [one.name for one in saved.mine_and_shared(office.people[who].pk)] for who in ("ann", "eve", "tom")}
    assert names == {"ann": ["我的", "异响"], "eve": ["异响"], "tom": []}
    assert saved.one(office.tom.pk, SavedSearch.objects.get(name="异响").pk) is None


def test_another_process_that_counted_first_is_not_counted_again(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    one = kept(story.office, "ann", 1)
    story.recorded("异响")
    saved.count_new(story.at)
    counting = saved._new_hits

    def overtaken(*args: Any) -> int:
        found = counting(*args)
        SavedSearch.objects.filter(pk=one.pk).update(counted_up_to=10**9)
        return found

    SavedSearch.objects.filter(pk=one.pk).update(new_hits=0, alarmed_at=None)
    story.recorded("异响")
    monkeypatch.setattr(saved, "_new_hits", overtaken)
    saved.count_new(story.at)
    one.refresh_from_db()
    assert one.new_hits == 0
