"""A backup made while people work comes back whole and proves; a damaged one or a home in use is refused."""

import json
import shutil
import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from tests.proof.conftest import Archive
from tests.stories import T0
from wenguo import backup as module
from wenguo.backup import backup
from wenguo.models.anchoring import daily_anchor
from wenguo.postgresql import CannotCopy
from wenguo.restoring import restore


@pytest.fixture(autouse=True)
def _on_sqlite() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL's are in test_backup_postgresql")


@pytest.mark.parametrize("name", ["copy.tar", "copy"])
def test_what_was_backed_up_comes_back_and_proves(archive: Archive, tmp_path: Path, name: str) -> None:
    daily_anchor(T0)
    manifest = backup(tmp_path / name, T0)
    assert sorted(part.split("/")[0] for part in manifest.files) == ["anchors", "evidence", "wenguo.sqlite3"]
    report = restore(tmp_path / name, tmp_path / "new home 新")
    assert report.ok, report.problems
    assert (report.complaints, report.lines) == (
        3,
        sum(len(s.texts) for s in (archive.closed, archive.proved, archive.erased)),
    )
    restored = sorted(path.name for path in (tmp_path / "new home 新").iterdir())
    assert {"anchors", "evidence", "wenguo.sqlite3"} <= set(restored)
    assert not [one for one in restored if one.startswith(".")]


def test_a_backup_is_of_one_moment_and_later_acts_are_not_in_it(archive: Archive, tmp_path: Path) -> None:
    backup(tmp_path / "a.tar", T0)
    archive.proved.acknowledged()
    report = restore(tmp_path / "a.tar", tmp_path / "back")
    assert report.ok
    with closing(sqlite3.connect(tmp_path / "back" / "wenguo.sqlite3")) as raw:
        assert raw.execute(
            'SELECT count(*) FROM wenguo_line WHERE data LIKE \'%"event":"Acknowledged"%\''
        ).fetchone() == (1,)


def test_what_was_changed_before_the_backup_is_told_after_the_restoring(archive: Archive, tmp_path: Path) -> None:
    archive.evidence().write_bytes(b"other")
    backup(tmp_path / "a.tar", T0)
    report = restore(tmp_path / "a.tar", tmp_path / "back")
    assert [(one.kind, one.number) for one in report.problems] == [("evidence", archive.proved.number)]


def test_evidence_lost_long_ago_does_not_hinder_saving_the_rest(archive: Archive, tmp_path: Path) -> None:
    archive.evidence().unlink()
    assert list(backup(tmp_path / "a.tar", T0).files) == ["wenguo.sqlite3"]


def test_a_file_erased_meanwhile_makes_the_backup_begin_again(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, copied = archive.evidence(), []
    plain = module._copy_sqlite

    def copy_then_erase(target: Path) -> list[str]:
        paths = plain(target)
        if not copied:
            archive.tamper("UPDATE wenguo_evidence SET path = NULL, sha256 = NULL, salt = NULL, name = NULL")
            file.unlink()
        copied.append(paths)
        return paths

    monkeypatch.setattr(module, "_copy_sqlite", copy_then_erase)
    manifest = backup(tmp_path / "a.tar", T0)
    assert [len(paths) for paths in copied] == [1, 0]
    assert list(manifest.files) == ["wenguo.sqlite3"]


def test_no_backup_is_written_over_and_no_half_one_is_left(archive: Archive, tmp_path: Path) -> None:
    target = tmp_path / "out" / "a.tar"
    backup(target, T0)
    assert [path.name for path in target.parent.iterdir()] == ["a.tar"]
    with pytest.raises(CannotCopy, match="already"):
        backup(target, T0)


def test_a_home_in_use_is_not_written_over(archive: Archive, tmp_path: Path) -> None:
    backup(tmp_path / "a.tar", T0)
    with pytest.raises(CannotCopy, match="not empty"):
        restore(tmp_path / "a.tar", archive.home)
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    (fresh / "secret-key").write_text("made by starting the program")
    assert restore(tmp_path / "a.tar", fresh).ok
    assert (fresh / "secret-key").read_text() == "made by starting the program"


def _changed(source: Path, target: Path, name: str) -> None:
    shutil.copytree(source, target)
    (path,) = target.glob(name)
    raw = bytearray(path.read_bytes())
    raw[-1] ^= 1
    path.write_bytes(raw)


def test_a_damaged_backup_is_refused_and_nothing_is_left_in_the_home(archive: Archive, tmp_path: Path) -> None:
    backup(tmp_path / "whole", T0)
    for number, name in enumerate(("wenguo.sqlite3", "evidence/*/*", "manifest.json")):
        _changed(tmp_path / "whole", tmp_path / f"bad{number}", name)
        home = tmp_path / f"home{number}"
        with pytest.raises(CannotCopy):
            restore(tmp_path / f"bad{number}", home)
        assert list(home.iterdir()) == []


def test_a_backup_with_a_path_leading_out_is_refused(archive: Archive, tmp_path: Path) -> None:
    evil = tmp_path / "evil.tar"
    with tarfile.open(evil, "w") as tar:
        described = tmp_path / "described"
        described.write_text(json.dumps({"database": "sqlite", "files": {}}))
        tar.add(described, "../outside")
    with pytest.raises(CannotCopy, match="must not"):
        restore(evil, tmp_path / "into" / "home")
    assert not (tmp_path / "into" / "outside").exists()
    assert not (tmp_path / "outside").exists()


def test_a_file_that_is_no_backup_is_refused_in_words(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "no.tar").write_bytes(b"hello" * 1000)
    with pytest.raises(CannotCopy):
        restore(tmp_path / "no.tar", tmp_path / "home")
