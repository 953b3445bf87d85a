"""The real files, where they lie beside the repository: all of them are taken in, and again all are duplicates."""

from pathlib import Path

import pytest

from tests.faces.files.conftest import NOW
from tests.stories import Office
from wenguo.faces.files import take_in
from wenguo.queries.queue import queue
from wenguo.queries.seeing import asker
from wenguo.queries.verify import verify

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "data" / "dev"


@pytest.mark.all
@pytest.mark.parametrize(("name", "count"), [("real_messages.xlsx", 2881), ("real_messages.gb18030.csv", 5672)])
def test_every_real_complaint_is_taken_in_once(office: Office, name: str, count: int) -> None:
    if not (FOLDER / name).exists():
        pytest.skip(f"../shared/data/dev/{name} is not here")
    taken = take_in([FOLDER / name], by=office.by("local"), at=NOW)
    assert (taken.read, taken.recorded, taken.rejected) == (count, count, 0)
    assert verify().ok
    page = queue(asker(office.local.pk), NOW, limit=50)
    points = [row.points for row in page.rows]
    assert points == sorted(points, reverse=True)
    assert all(row.because for row in page.rows)
    again = take_in([FOLDER / name], by=office.by("local"), at=NOW)
    assert (again.recorded, again.duplicates) == (0, count)
