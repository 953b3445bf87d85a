"""An anchor kept elsewhere makes the loss of a whole complaint, a cut tail and a clean rewriting visible."""

import gzip
import hashlib
import json
from datetime import timedelta
from pathlib import Path

import pytest

from tests.proof.conftest import Archive
from tests.stories import T0, Story
from wenguo.line import digest
from wenguo.models import Anchor, Line
from wenguo.models.anchoring import Head, Tree, anchor, daily_anchor, newest

AT = T0 + timedelta(days=1)


def _kinds(archive: Archive, file: Path | None = None) -> set[tuple[str, str, int]]:
    return {(one.kind, one.number, one.position) for one in archive.says(anchors=file)}


def _vanish(archive: Archive, number: str) -> None:
    """All that one table after another holds of a complaint."""
    whose = f"(SELECT id FROM wenguo_complaint WHERE number = '{number}')"
    archive.tamper(
        f"DELETE FROM wenguo_reaction WHERE line_id IN (SELECT id FROM wenguo_line WHERE complaint_id = {whose})",
        f"DELETE FROM wenguo_message WHERE complaint_id = {whose}",
        f"DELETE FROM wenguo_evidence WHERE complaint_id = {whose}",
        f"DELETE FROM wenguo_line WHERE complaint_id = {whose}",
        f"DELETE FROM wenguo_complaint WHERE number = '{number}'",
    )


def _rewritten(texts: list[str]) -> list[str]:
    """A log written anew without a trace: every hash made to fit."""
    made: list[str] = []
    for text in texts:
        line = json.loads(text)
        line["prev"] = digest(made[-1]) if made else ""
        made.append(json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":")))
    return made


@pytest.mark.parametrize("name", ["anchor.jsonl", "anchor.jsonl.gz"])
def test_an_anchor_holds_every_head_in_order_and_proves(archive: Archive, tmp_path: Path, name: str) -> None:
    made = anchor(tmp_path / name, AT)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == [name]
    raw = (tmp_path / name).read_bytes()
    first, *heads = [json.loads(line) for line in (gzip.decompress(raw) if name.endswith("gz") else raw).splitlines()]
    stories = (archive.closed, archive.proved, archive.erased)
    assert heads == [{"number": s.number, "length": len(s.texts), "head": digest(s.texts[-1])} for s in stories]
    assert first == {
        "at": "2026-03-03T01:00:00+00:00",
        "root": made.root,
        "complaints": 3,
        "lines": Line.objects.count(),
        "prev": "",
    }
    assert _kinds(archive, tmp_path / name) == set()


def test_what_is_written_after_an_anchor_does_not_hurt_it(archive: Archive, tmp_path: Path) -> None:
    anchor(tmp_path / "a.jsonl", AT)
    archive.proved.acknowledged()
    Story(archive.office).recorded("新的一件")
    assert _kinds(archive, tmp_path / "a.jsonl") == set()


def test_a_complaint_that_vanished_whole_is_found_only_by_the_anchor(archive: Archive, tmp_path: Path) -> None:
    anchor(tmp_path / "a.jsonl", AT)
    _vanish(archive, archive.proved.number)
    assert _kinds(archive) == set()
    assert _kinds(archive, tmp_path / "a.jsonl") == {("missing_complaint", archive.proved.number, 0)}


def test_a_tail_cut_off_with_its_row_redrawn_is_found_by_the_anchor(archive: Archive, tmp_path: Path) -> None:
    from wenguo.rebuild import rebuild

    story = Story(archive.office).recorded("尾部").informed().informed()
    anchor(tmp_path / "a.jsonl", AT)
    number, last = story.number, story.row.length
    whose = f"(SELECT id FROM wenguo_complaint WHERE number = '{number}')"
    archive.tamper(
        f"DELETE FROM wenguo_line WHERE position = {last} AND complaint_id = {whose}",
        f"DELETE FROM wenguo_message WHERE id = (SELECT max(id) FROM wenguo_message WHERE complaint_id = {whose})",
    )
    assert rebuild(trust_log=True, search=False) == 1
    assert _kinds(archive) == set()
    assert _kinds(archive, tmp_path / "a.jsonl") == {("anchor", number, last)}


def test_a_log_written_anew_without_a_trace_is_found_by_the_anchor(archive: Archive, tmp_path: Path) -> None:
    from wenguo.rebuild import rebuild

    anchor(tmp_path / "a.jsonl", AT)
    texts = archive.closed.texts
    texts[1] = texts[1].replace('"via":"cli"', '"via":"web"')
    pk, last = archive.closed.row.pk, len(texts)
    forged = [
        f"UPDATE wenguo_line SET data = '{text}' WHERE complaint_id = {pk} AND position = {position}"
        for position, text in enumerate(_rewritten(texts), 1)
    ]
    archive.tamper(*forged)
    assert rebuild(trust_log=True, search=False) == 1
    assert _kinds(archive) == set()
    assert _kinds(archive, tmp_path / "a.jsonl") == {("anchor", archive.closed.number, last)}


@pytest.mark.parametrize(
    "change",
    [
        lambda lines: lines[:-1],
        lambda lines: [lines[0], *reversed(lines[1:])],
        lambda lines: [lines[0].replace('"root":"', '"root":"0'), *lines[1:]],
        lambda lines: lines[1:],
        lambda lines: [],
        lambda lines: [*lines, "not json"],
        lambda lines: [lines[0].replace('"lines":', '"lines":1'), *lines[1:]],
    ],
)
def test_a_changed_anchor_file_is_found(archive: Archive, tmp_path: Path, change) -> None:
    file = tmp_path / "a.jsonl"
    anchor(file, AT)
    file.write_text("\n".join(change(file.read_text().splitlines())) + "\n")
    assert _kinds(archive, file) == {("anchor", "", 0)}


def test_a_torn_or_absent_anchor_file_is_a_problem_and_no_exception(archive: Archive, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl.gz"
    anchor(file, AT)
    file.write_bytes(file.read_bytes()[:-20])
    assert {one.kind for one in archive.says(anchors=file)} == {"anchor"}
    assert _kinds(archive, tmp_path / "none.jsonl") == {("anchor", "", 0)}


def test_an_anchor_the_database_never_made_is_told(archive: Archive, tmp_path: Path) -> None:
    anchor(tmp_path / "a.jsonl", AT)
    Anchor.objects.all().delete()
    assert _kinds(archive, tmp_path / "a.jsonl") == {("anchor", "", 0)}


def test_anchors_hang_together(archive: Archive, tmp_path: Path) -> None:
    first = anchor(None, AT)
    second = anchor(None, AT + timedelta(days=1))
    assert second.prev == first.root
    assert _kinds(archive) == set()
    Anchor.objects.filter(pk=first.pk).update(root="0" * 64)
    assert _kinds(archive) == {("anchor", "", 0)}


def test_the_daily_anchor_is_made_once_a_day_and_the_newest_is_checked(archive: Archive) -> None:
    assert daily_anchor(AT) is not None
    assert daily_anchor(AT + timedelta(hours=1)) is None
    assert daily_anchor(AT + timedelta(days=1)) is not None
    assert newest() == archive.home / "anchors" / "2026-03-04.jsonl.gz"
    assert Anchor.objects.count() == 2
    assert _kinds(archive) == set()
    _vanish(archive, archive.proved.number)
    assert _kinds(archive) == {("missing_complaint", archive.proved.number, 0)}


def test_an_empty_archive_is_not_anchored_daily(committing: Path | None, settings, tmp_path: Path) -> None:
    settings.WENGUO_HOME = tmp_path
    assert daily_anchor(AT) is None
    assert anchor(None, AT).root == hashlib.sha256().hexdigest()


@pytest.mark.parametrize("count", range(1, 18))
def test_the_root_is_that_of_rfc_9162(count: int) -> None:
    heads = [Head(f"WG-{n}", n + 1, f"{n:064x}") for n in range(count)]
    tree = Tree()
    for head in heads:
        tree.add(head)

    def root(leaves: list[bytes]) -> bytes:
        """The definition, word for word."""
        if len(leaves) == 1:
            return leaves[0]
        split = 1 << ((len(leaves) - 1).bit_length() - 1)
        return hashlib.sha256(b"\1" + root(leaves[:split]) + root(leaves[split:])).digest()

    leaves = [hashlib.sha256(f"\0{one.number} {one.length} {one.head}".encode()).digest() for one in heads]
    assert tree.root() == root(leaves).hex()
