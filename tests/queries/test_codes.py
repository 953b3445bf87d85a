"""The taxonomy in force: what the organisation changed lies over the codes that come along, and none is ever lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.stories import T0, Office, Story
from wenguo import packs
from wenguo.models import Code
from wenguo.queries import office as the_office
from wenguo.queries.codes import in_force, usage


@pytest.fixture(autouse=True)
def read_anew() -> Iterator[None]:
    the_office.forget_codes()
    yield
    the_office.forget_codes()


def test_nothing_changed_is_what_comes_along(office: Office) -> None:
    assert in_force() is packs.taxonomy()


def test_what_was_added_stands_at_the_end_of_its_class(office: Office) -> None:
    Code.objects.create(code="RS0306", parent="RS03", zh="新", en="new", changed_at=T0)
    codes = in_force()
    assert [one.code for one in codes.children("RS03")][-1] == "RS0306"
    order = [one.code for one in codes.entries]
    assert order.index("RS0306") < order.index("RS04")


def test_a_chain_and_a_ring_of_merges_come_to_an_end(office: Office) -> None:
    for code, into in (("RS0301", "RS0302"), ("RS0302", "RS0303"), ("RS0401", "RS0402"), ("RS0402", "RS0401")):
        Code.objects.create(code=code, zh="", en="", merged_into=into, changed_at=T0)
    codes = in_force()
    assert codes.now("RS0301") == "RS0303"
    assert set(codes.including("RS0303")) == {"RS0303", "RS0301", "RS0302"}
    assert codes.now("RS0401") in {"RS0401", "RS0402"}
    assert codes.parse("专业能力") is codes.get("RS0303"), "an old name means what it has become"


def test_a_change_by_another_process_is_seen_at_the_next_asking(office: Office) -> None:
    assert the_office.taxonomy().label("RS0301") == "态度"
    Code.objects.create(code="RS0301", zh="服务态度", en="Manner", changed_at=T0)
    the_office.units()
    assert the_office.taxonomy().label("RS0301") == "服务态度"


def test_asking_for_the_codes_asks_the_database_nothing_once_they_are_read(office: Office) -> None:
    the_office.units()
    with CaptureQueriesContext(connection) as asked:
        for _ in range(10):
            the_office.taxonomy()
    assert len(asked) == 0


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads small tables whole")
def test_counting_uses_an_index(office: Office, story: Story) -> None:
    story.recorded(causes=["RS0301"])
    with CaptureQueriesContext(connection) as asked, connection.cursor() as cursor:
        assert usage(["RS0301", "RS0302"]) == {"RS0301": 1}
        cursor.execute("EXPLAIN QUERY PLAN " + asked.captured_queries[0]["sql"])
        plan = " ".join(str(row[3]) for row in cursor.fetchall())
    assert "by_cause" in plan
    assert "SCAN wenguo_complaint" not in plan
