"""Joining, leaving, speaking for others: the log tells who was in which group when, the row of the group agrees with it."""

from datetime import UTC, datetime

import pytest

from tests.stories import T0, Office, Story
from wenguo.advising import grouping
from wenguo.models import GroupBond, GroupMember
from wenguo.queries.seeing import asker

pytestmark = pytest.mark.row("M06")


SINCE_121 = datetime(2026, 5, 6, 3, tzinfo=UTC)  # order 121 is in force


def gathered(office: Office, count: int = 3, unit: str = "sec", at: datetime = T0) -> tuple[int, list[Story]]:
    """A confirmed group of so many complaints."""
    stories = [
        Story(office, at).recorded(f"同一只水壶漏水，第 {n} 位", unit=office.units[unit].pk) for n in range(count)
    ]
    group = grouping.begin(asker(office.bob.pk, "web"), at, [one.row.pk for one in stories])
    for one in stories:
        one.later(hours=1)
    return group, stories


def test_whoever_is_put_into_a_confirmed_group_has_it_in_their_own_log(office: Office) -> None:
    group, stories = gathered(office)
    for one in stories:
        assert one.happened[-1] == "Joined"
        assert (one.complaint.group, one.complaint.group_role) == (group, "member")
        assert GroupMember.objects.get(pk=one.row.pk).group_id == group


def test_a_role_is_told_by_the_log_and_drawn_in_the_row(office: Office) -> None:
    group, (one, *_) = gathered(office)
    one.does("join", "bob", group=group, role="spokesperson")
    assert one.complaint.group_role == GroupMember.objects.get(pk=one.row.pk).role == "spokesperson"
    assert "没有变化" in one.cannot("join", "bob", group=group, role="spokesperson").text.zh


def test_who_leaves_is_gone_from_the_row_and_kept_apart(office: Office) -> None:
    _, (one, *rest) = gathered(office)
    one.does("leave", "bob", reason="not_this_matter")
    assert one.complaint.group is None
    assert not GroupMember.objects.filter(pk=one.row.pk).exists()
    assert GroupBond.objects.filter(together=False).count() == len(rest)
    assert one.cannot("leave", "bob").text.en == "It is in no confirmed group."


def test_to_join_another_group_is_to_leave_the_first(office: Office) -> None:
    first, (one, *_) = gathered(office)
    second, _ = gathered(office)
    one.does("join", "bob", group=second)
    assert one.happened[-2:] == ["Left", "Joined"]
    assert GroupMember.objects.get(pk=one.row.pk).group_id == second != first


def test_nobody_joins_a_group_that_is_not_confirmed_or_not_theirs_to_see(office: Office) -> None:
    group, _ = gathered(office, unit="sec")
    other = Story(office).recorded("车修了三次", by="tom", unit=office.car.pk)
    assert other.cannot("join", "tom", group=group).field == "group"
    grouping.reopen(asker(office.bob.pk), T0, group)
    mine = Story(office).recorded("水壶漏水")
    assert "还没有确认" in mine.cannot("join", "bob", group=group).text.zh


def test_there_are_two_representatives_where_the_packs_say_two(office: Office) -> None:
    office.new_unit("shop", ["cn-samr", "house"], head="bob")
    group, stories = _in_shop(office, 3)
    for one in stories[:2]:
        one.does("join", "bob", group=group, role="representative")
    why = stories[2].cannot("join", "bob", group=group, role="representative").text
    assert "至多 2 名" in why.zh, why
    assert "12" in why.zh, why
    stories[0].does("join", "bob", group=group, role="member")
    stories[2].does("join", "bob", group=group, role="representative")


def test_a_bank_hears_five_representatives(office: Office) -> None:
    office.new_unit("shop", ["cn-bank-insurance", "house"], head="bob")
    group, stories = _in_shop(office, 6)
    for one in stories[:5]:
        one.does("join", "bob", group=group, role="representative")
    assert "至多 5 名" in stories[5].cannot("join", "bob", group=group, role="representative").text.zh


def _in_shop(office: Office, count: int) -> tuple[int, list[Story]]:
    from wenguo.models import Membership

    Membership.objects.create(account=office.bob, unit=office.units["shop"], role="head")
    Membership.objects.create(account=office.ann, unit=office.units["shop"], role="handler")
    return gathered(office, count, "shop", SINCE_121)


def test_a_settlement_by_a_representative_binds_nobody_who_did_not_agree(office: Office) -> None:
    group, (one, other, _) = gathered(office)
    other.does("join", "bob", group=group, role="representative")
    one.does("consent", "ann", what="represent", agreed=True, words="他代表我说")
    why = one.cannot("withdraw", "ann", words="代表说大家都撤")
    assert "121" in why.text.zh
    one.does("consent", "ann", what="waive", agreed=False, words="我不撤")
    one.cannot("withdraw", "ann", words="代表说大家都撤")
    one.does("withdraw", "complainant", words="我自己要撤")
    assert one.complaint.stage == "withdrawn"
    assert "本人就是代表" in other.cannot("consent", "ann", what="represent", agreed=True, words="x").text.zh


def test_undoing_a_confirmation_is_told_too(office: Office) -> None:
    group, stories = gathered(office)
    grouping.reopen(asker(office.bob.pk), T0, group)
    assert [one.complaint.group for one in stories] == [None] * 3
    assert stories[0].happened[-1] == "Left"
    assert GroupMember.objects.filter(group=group).count() == 3, "advice still thinks that they are alike"


def test_clocks_demands_and_words_stay_each_ones_own(office: Office) -> None:
    group, (one, *_) = gathered(office)
    before = one.complaint
    one.does("join", "bob", group=group, role="affected").does("leave", "bob")
    after = one.complaint
    assert (before.clocks, before.demands, before.offers, before.stage) == (
        after.clocks,
        after.demands,
        after.offers,
        after.stage,
    )
