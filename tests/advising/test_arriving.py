"""An arrival is grouped by a bounded number of questions, and what is counted on the way is right."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.faces.api.test_groups import LIFTS
from tests.stories import T0, Office, Story
from wenguo.advice.groups.finding import KEYS
from wenguo.advising import arriving
from wenguo.advising.memberships import newest_of
from wenguo.models import Group, GroupMember, GroupPrint
from wenguo.models.belonging import recount
from wenguo.models.prints import forget_rarity, kept, persons

pytestmark = pytest.mark.row("M06")
SAID = LIFTS[0]
PEOPLE = ("13800000001", "13800000002", "13800000001", "", "13800000003", "13800000002")


def arrived(office: Office, phone: str) -> int:
    complainant = {"complainant": {"name": "某人", "phone": phone}} if phone else {}
    one = Story(office).recorded(SAID[1], subject=SAID[0], **complainant).row.pk
    arriving.take(one, T0)
    return int(one)


@pytest.fixture
def group(office: Office) -> Group:
    forget_rarity()
    for phone in PEOPLE:
        arrived(office, phone)
    return Group.objects.get()


def test_what_is_counted_as_each_arrives_is_what_counting_all_again_gives(group: Group) -> None:
    counted = (group.size, group.people, group.first_at, group.last_at)
    recount(group.pk)
    group.refresh_from_db()
    assert counted == (group.size, group.people, group.first_at, group.last_at)
    assert (group.size, group.people) == (6, 4)


def test_who_wrote_is_read_without_the_rest_of_the_print(group: Group) -> None:
    ids = list(GroupPrint.objects.order_by("pk").values_list("pk", flat=True))
    assert sorted(persons(ids)) == sorted(one.print.who for one in kept(ids).values())
    assert len({one for one in persons(ids) if one}) == 3


def test_the_newest_members_of_several_groups_come_in_one_question(group: Group) -> None:
    with CaptureQueriesContext(connection) as asked:
        found = newest_of([group.pk, 999_999], 2)
    newest = GroupMember.objects.order_by("-joined_at", "-pk").values_list("pk", flat=True)[:2]
    assert found == {group.pk: set(newest), 999_999: set()}
    assert len(asked) == 1


def test_an_arrival_asks_no_more_than_a_few_questions_and_writes_its_keys_once(office: Office, group: Group) -> None:
    one = Story(office).recorded(SAID[1], subject=SAID[0]).row.pk
    with CaptureQueriesContext(connection) as asked:
        assert arriving.take(one, T0) == group.pk
    assert len(asked) <= 28
    assert sum("INSERT INTO wenguo_group_key" in query["sql"] for query in asked) == 1
    assert GroupMember.objects.filter(group=group).count() == 7
    arriving.take(one, T0)  # twice is once
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM wenguo_group_key WHERE complaint_id = %s", [one])
        assert cursor.fetchone()[0] <= KEYS
