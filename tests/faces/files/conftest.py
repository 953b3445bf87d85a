from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.stories import Office
from wenguo.faces.files import Taken, take_in
from wenguo.models import Complaint, Message
from wenguo.perform import folded

NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
type Take = Callable[..., Taken]


@pytest.fixture
def take(office: Office, tmp_path: Path) -> Take:
    """Write a file and take it in as `local`."""

    def _take(content: str | bytes | Path, name: str = "投诉.csv", **options: Any) -> Taken:
        path = content if isinstance(content, Path) else tmp_path / name
        if not isinstance(content, Path):
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        by = office.by(options.pop("by", "local"))
        taken = take_in([path], by=by, at=options.pop("at", NOW), **options)
        assert taken.read == taken.recorded + taken.duplicates + taken.rejected, "a row was lost"
        return taken

    return _take


def recorded() -> list[Any]:
    """Every complaint there is, folded, in the order it was taken in."""
    return [folded(number) for number in Complaint.objects.order_by("id").values_list("pk", flat=True)]


def text(ref: Any) -> str:
    """The kept words of a pointer."""
    found = Message.objects.get(pk=int(ref.id[1:])).text
    assert found is not None
    return found
