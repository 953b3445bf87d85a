"""An import that is broken off leaves whole batches and, run again, completes without duplicates."""

from typing import Any

import pytest
from django.db import OperationalError

from tests.faces.files.conftest import NOW, Take
from tests.stories import Office
from wenguo.faces.files import taking_in
from wenguo.models import Complaint
from wenguo.perform import perform_many
from wenguo.queries.verify import verify

FILE = "编号,内容\n" + "".join(f"{n},第 {n} 件投诉\n" for n in range(50))


def test_a_failure_in_the_second_batch_keeps_the_first_and_the_second_run_completes(
    take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = perform_many, 0

    def fails_once(begun: Any, by: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == 2:
            real(begun, by)
            raise OperationalError("disk I/O error")
        return real(begun, by)

    monkeypatch.setattr(taking_in, "perform_many", fails_once)
    with pytest.raises(OperationalError):
        take(FILE, batch=20)
    assert Complaint.objects.count() == 20
    assert verify().ok
    taken = take(FILE, batch=20)
    assert (taken.recorded, taken.duplicates) == (30, 20)
    assert Complaint.objects.count() == 50


def test_what_another_import_took_in_meanwhile_is_a_duplicate(take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    real, known = taking_in._Import._known, []

    def blind_once(self: Any, items: Any, becoming: Any) -> set[str]:
        known.append(1)
        return set() if len(known) == 1 else real(self, items, becoming)

    take("编号,内容\n1,一\n")
    monkeypatch.setattr(taking_in._Import, "_known", blind_once)
    taken = take("编号,内容\n1,一\n2,二\n")
    assert (taken.recorded, taken.duplicates) == (1, 1)


def test_the_time_of_the_import_is_an_argument(take: Take, office: Office) -> None:
    take("内容\n一\n")
    assert Complaint.objects.get().received_at == NOW
