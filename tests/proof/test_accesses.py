"""Who read whose personal data stands in a chain of its own for each account, and the proof checks it."""

import json
from datetime import timedelta

from tests.proof.conftest import Archive
from tests.stories import T0, Story
from wenguo.access import log_access, log_their_look
from wenguo.line import digest
from wenguo.models import Access
from wenguo.queries.verify import verify


def test_each_account_has_a_chain_of_its_own(story: Story) -> None:
    story.recorded()
    ann, eve = story.office.ann.pk, story.office.eve.pk
    for account, expected in ((ann, 1), (eve, 1), (ann, 2)):
        at = T0 + timedelta(minutes=expected)
        assert log_access(account, story.row.pk, story.number, ("name", "phone"), "核对身份", "web", at) == expected
    first, second = Access.objects.filter(account=ann).order_by("position").values_list("data", flat=True)
    assert json.loads(second) == {
        "account": ann,
        "position": 2,
        "at": "2026-03-02T01:02:00Z",
        "number": story.number,
        "fields": ["name", "phone"],
        "reason": "核对身份",
        "via": "web",
        "prev": digest(first),
    }
    assert json.loads(first)["prev"] == ""
    assert verify().ok


def test_a_changed_or_missing_access_is_found(archive: Archive) -> None:
    number, row = archive.closed.number, archive.closed.row
    for _ in range(4):
        log_access(archive.office.ann.pk, row.pk, number, ["phone"], "回电", "web", T0)
    assert archive.says() == []
    archive.tamper("UPDATE wenguo_access SET data = replace(data, 'phone', 'name!') WHERE position = 2")
    assert {(one.kind, one.number, one.position) for one in archive.says()} == {("chain", number, 3)}
    archive.tamper("DELETE FROM wenguo_access WHERE position = 2")
    assert ("chain", number, 2) in {(one.kind, one.number, one.position) for one in archive.says()}
    archive.tamper("UPDATE wenguo_access SET data = 'x' WHERE position = 4")
    assert any(one.kind == "line" and "access" in one.what.en for one in archive.says())


def test_an_access_moved_to_another_account_is_found(archive: Archive) -> None:
    log_access(archive.office.ann.pk, archive.closed.row.pk, archive.closed.number, ["phone"], "回电", "web", T0)
    archive.tamper(f"UPDATE wenguo_access SET account_id = {archive.office.eve.pk}")
    assert [one.kind for one in archive.says()] == ["line"]


def test_a_changed_or_missing_look_of_a_complainant_is_found(archive: Archive) -> None:
    number, row = archive.closed.number, archive.closed.row
    for _ in range(3):
        log_their_look(row.pk, number, ["e1"], "", T0)
    assert archive.says() == []
    archive.tamper("UPDATE wenguo_their_look SET data = replace(data, 'e1', 'e2') WHERE position = 1")
    assert [(one.kind, one.position) for one in archive.says()] == [("chain", 2)]
    archive.tamper("DELETE FROM wenguo_their_look WHERE position = 2")
    assert any("complainant" in one.what.en for one in archive.says())
