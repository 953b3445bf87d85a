"""What the desk asks is answered from an index: no page costs more as the archive grows."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.evidence.test_custody import enclosed
from tests.stories import Office, Story
from wenguo.models import Examined
from wenguo.queries.board import troubles
from wenguo.queries.care import carrying_much
from wenguo.queries.counts import counts
from wenguo.queries.finding import find
from wenguo.queries.look_alikes import alike
from wenguo.queries.queue import queue
from wenguo.queries.seeing import asker

pytestmark = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL's planner reads small tables whole, whatever index there is"
)


def plans(asked: CaptureQueriesContext) -> list[str]:
    """How SQLite answers each question that was asked."""
    found = []
    with connection.cursor() as cursor:
        for query in asked.captured_queries:
            if query["sql"].startswith("SELECT"):
                cursor.execute("EXPLAIN QUERY PLAN " + query["sql"])
                found.append(" | ".join(str(row[3]) for row in cursor.fetchall()))
    return found


@pytest.mark.parametrize("who", ["local", "ann", "eve"])
def test_the_queue_is_read_from_an_index_in_its_own_order(office: Office, story: Story, who: str) -> None:
    story.recorded()
    with CaptureQueriesContext(connection) as asked:
        queue(asker(office.people[who].pk), story.at)
    pages = [plan for plan in plans(asked) if "SCAN c" in plan or "SEARCH c" in plan]
    assert pages
    for page in pages:
        assert not any(part.endswith("SCAN c") for part in page.split(" | ")), page
        if who == "local":
            assert "open_by_urgency" in page
            assert "TEMP B-TREE" not in page


def test_counting_what_is_overdue_reads_only_the_open_ones(office: Office, story: Story) -> None:
    story.recorded()
    with CaptureQueriesContext(connection) as asked:
        counts(asker(office.local.pk), story.at)
    assert any("open_by_overdue" in plan for plan in plans(asked))


def test_a_search_streams_newest_first_without_sorting(office: Office, story: Story) -> None:
    story.recorded("排队机又坏了")
    with CaptureQueriesContext(connection) as asked:
        assert find(asker(office.local.pk), "排队", story.at, count_to=1000).total == 1
    assert not any("TEMP B-TREE" in plan for plan in plans(asked))


def test_pictures_that_look_alike_are_found_by_indexes_alone(office: Office, story: Story) -> None:
    story.recorded()
    ref = enclosed(story, "a.bin", b"abc")
    Examined.objects.filter(evidence_id=int(ref[1:])).delete()
    Examined.objects.create(
        evidence_id=int(ref[1:]), complaint_id=story.row.pk, sha256="ab" * 32, look="0001000200030004",
        look_1=1, look_2=2, look_3=3, look_4=4, at=story.at,
    )  # fmt: skip
    with CaptureQueriesContext(connection) as asked:
        alike(asker(office.local.pk), story.row.pk)
    (plan,) = [plan for plan in plans(asked) if "look_1" in plan or "sha256" in plan]
    assert "SCAN wenguo_examined" not in plan, plan
    assert plan.count("SEARCH wenguo_examined USING INDEX") == 5, plan


def test_the_board_reads_each_of_its_numbers_from_an_index_that_holds_only_those(office: Office, story: Story) -> None:
    story.recorded()
    who, main = asker(office.local.pk), office.units["main"].pk
    with CaptureQueriesContext(connection) as asked:
        troubles(who, main, story.at, "Asia/Shanghai")
        carrying_much(who, main)
    found = plans(asked)
    assert sum("COVERING INDEX troubled" in plan for plan in found) == 2, found
    assert any("COVERING INDEX hard_open" in plan for plan in found), found
