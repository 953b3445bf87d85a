"""Rebuilding the demonstration makes a new database, and never touches one that holds other people's complaints."""

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import override_settings

from wenguo import demo, models
from wenguo.perform import By, perform
from wenguo.verbs import Note, Record, Refused

AT = datetime(2026, 11, 22, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_a_home_with_other_complaints_is_refused_and_left_as_it_was(office: Any) -> None:
    done = perform(Record(words="灯不亮", unit=office.sec.pk), None, By(account=office.ann.pk), AT)
    for fresh in (False, True):
        with pytest.raises(Refused) as refused:
            demo.load(AT, fresh=fresh)
        assert "1 件" in refused.value.text.zh
    assert list(models.Complaint.objects.values_list("number", flat=True)) == [done.number]
    assert not models.Unit.objects.filter(code="demo").exists()


def test_a_taken_name_is_told_before_anything_is_made(db: None) -> None:
    models.Account.objects.create(username="chen.jing")
    with pytest.raises(Refused, match=r"chen\.jing"):
        demo.load(AT)
    assert not models.Unit.objects.filter(code="demo").exists()


def test_rebuilding_makes_a_new_database_until_somebody_records_a_complaint_of_their_own(
    committing: Any, tmp_path: Path
) -> None:
    with override_settings(WENGUO_HOME=tmp_path):
        first = demo.load(AT)
        lines = models.Line.objects.count()
        perform(Note(words="试一试"), first.stories["commission"], _chen(), AT)
        kept = [path for path in (tmp_path / "evidence").rglob("*") if path.is_file()]
        again = demo.load(AT, fresh=True)
        assert (again.complaints, again.accounts, again.units) == (first.complaints, first.accounts, first.units)
        assert models.Line.objects.count() == lines
        assert kept
        assert not any(path.exists() for path in kept)

        perform(Record(words="真的投诉"), None, _chen(), AT)
        with pytest.raises(Refused):
            demo.load(AT, fresh=True)
        assert models.Complaint.objects.count() == first.complaints + 1


def _chen() -> By:
    return By(account=models.Account.objects.get(username="chen.jing").pk)
