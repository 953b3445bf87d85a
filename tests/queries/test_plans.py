"""What the desk asks is answered from an index: no page costs more as the archive grows."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.stories import Office, Story
from wenguo.queries.counts import counts
from wenguo.queries.finding import find
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
