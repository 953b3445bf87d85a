"""Rows and the search index can be thrown away and drawn again; evidence of a change by hand is not drawn over."""

import pytest
from django.db import connection

from tests.proof.conftest import Archive
from wenguo import search
from wenguo.models import Complaint, Line
from wenguo.queries.verify import verify
from wenguo.rebuild import rebuild


def _hits(phrase: str) -> list[str]:
    dialect = search.fts5 if connection.vendor == "sqlite" else search.pg
    condition, values = dialect.condition(search.parse(phrase), "all", None)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT c.number FROM wenguo_complaint c {dialect.JOIN} WHERE {condition} ORDER BY c.id", values
        )
        return [number for (number,) in cursor.fetchall()]


def test_nothing_is_drawn_where_nothing_is_wrong(archive: Archive) -> None:
    assert rebuild() == 0


def test_rows_changed_by_hand_are_drawn_as_their_logs_say(archive: Archive) -> None:
    before = list(Complaint.objects.order_by("id").values())
    Complaint.objects.filter(number=archive.closed.number).update(stage="received", owner=archive.office.eve, chases=9)
    Complaint.objects.filter(number=archive.proved.number).update(due_at=None, urgent_at=None)
    assert not verify().ok
    assert rebuild() == 2
    assert list(Complaint.objects.order_by("id").values()) == before
    assert verify().ok


def test_a_row_that_is_gone_is_drawn_from_its_log(archive: Archive) -> None:
    before = list(Complaint.objects.order_by("id").values())
    archive.tamper(f"DELETE FROM wenguo_complaint WHERE number = '{archive.closed.number}'")
    assert rebuild() == 1
    assert list(Complaint.objects.order_by("id").values()) == before
    assert verify().ok


def test_a_row_that_knows_of_a_longer_log_is_evidence_and_left_alone(archive: Archive) -> None:
    last = archive.closed.row.length
    archive.tamper(f"DELETE FROM wenguo_line WHERE position = {last} AND complaint_id = {archive.closed.row.pk}")
    assert rebuild() == 0
    assert ("chain", last) in {(one.kind, one.position) for one in verify().problems}


def test_a_log_that_does_not_prove_is_not_drawn_and_not_touched(archive: Archive) -> None:
    archive.tamper(f"UPDATE wenguo_line SET data = 'x' WHERE position = 2 AND complaint_id = {archive.closed.row.pk}")
    Complaint.objects.filter(number=archive.closed.number).update(stage="received")
    before = list(Line.objects.order_by("id").values_list("data", flat=True))
    assert rebuild() == 0
    assert list(Line.objects.order_by("id").values_list("data", flat=True)) == before


@pytest.mark.parametrize("phrase", ["灯不亮", "隐形眼镜", "佣金"])
def test_the_search_index_is_made_anew_from_logs_and_words(archive: Archive, phrase: str) -> None:
    expected = _hits(phrase)
    assert len(expected) == 1
    with connection.cursor() as cursor:
        for statement in (search.fts5 if connection.vendor == "sqlite" else search.pg).CLEAR:
            cursor.execute(statement)
    assert _hits(phrase) == []
    rebuild()
    assert _hits(phrase) == expected


def test_progress_is_told(archive: Archive) -> None:
    told: list[tuple[int, int]] = []
    rebuild(lambda done, total: told.append((done, total)))
    assert told == [(3, 3)]
