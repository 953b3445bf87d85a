"""Whatever is changed by hand in the database or in the store, the proof finds it and says where."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from tests.proof.conftest import Archive
from tests.stories import Story
from wenguo.line import canonical
from wenguo.models import Line
from wenguo.queries.proof import reading
from wenguo.queries.proof.log import is_canonical
from wenguo.queries.verify import verify


def _kinds(problems: list) -> set[tuple[str, str, int]]:
    return {(one.kind, one.number, one.position) for one in problems}


def _of(number: str) -> str:
    return f"(SELECT id FROM wenguo_complaint WHERE number = '{number}')"


def test_an_untouched_archive_proves_and_is_counted(archive: Archive) -> None:
    report = verify()
    assert report.ok, report.problems
    assert (report.complaints, report.lines) == (3, Line.objects.count())
    assert report.as_json() == {"ok": True, "complaints": 3, "lines": report.lines, "problems": []}


def test_progress_is_told(archive: Archive) -> None:
    told: list[tuple[int, int]] = []
    verify(progress=lambda done, total: told.append((done, total)))
    assert told == [(3, 3)]


def test_a_byte_changed_in_a_middle_line_breaks_the_chain_after_it(archive: Archive) -> None:
    number = archive.closed.number
    archive.tamper(
        f'UPDATE wenguo_line SET data = replace(data, \'"via":"cli"\', \'"via":"clj"\') '
        f"WHERE position = 2 AND complaint_id = {_of(number)}"
    )
    assert ("chain", number, 3) in _kinds(archive.says())


def test_a_byte_changed_in_the_last_line_is_found_through_the_row(archive: Archive) -> None:
    number, last = archive.closed.number, archive.closed.row.length
    archive.tamper(
        f"UPDATE wenguo_line SET data = replace(data, 'OC01', 'OC02') WHERE position = {last} AND complaint_id = {_of(number)}"
    )
    assert {("chain", number, last), ("row", number, 0)} <= _kinds(archive.says())


@pytest.mark.parametrize(
    "data",
    [
        "''",
        "'not json'",
        "'{}'",
        "'[1]'",
        "x'ff00fe'",
        "12",
        "substr(data, 1, 40)",
        "CAST(replace(data, 'cli', 'c') AS BLOB) || x'ff'",
        'replace(data, \'"event":"\', \'"event":"Un\')',
        "replace(data, '\"version\":1', '\"version\":99')",
    ],
)
def test_a_line_that_is_no_line_is_a_problem_and_no_exception(archive: Archive, data: str) -> None:
    number = archive.closed.number
    archive.tamper(f"UPDATE wenguo_line SET data = {data} WHERE position = 3 AND complaint_id = {_of(number)}")
    assert ("line", number, 3) in _kinds(archive.says())


def test_every_byte_of_every_line_is_guarded(archive: Archive) -> None:
    """A flip at any place of a line's bytes is found, whatever it makes of the text."""
    number = archive.erased.number
    found = Line.objects.filter(complaint__number=number).order_by("position").values_list("position", "data")
    texts = {position: data.encode() for position, data in found}
    put = f"UPDATE wenguo_line SET data = CAST(x'{{}}' AS TEXT) WHERE position = {{}} AND complaint_id = {_of(number)}"
    whole: list[str] = []
    for position, raw in texts.items():
        for at in range(position, len(raw), len(raw) // 5):
            flipped = bytearray(raw)
            flipped[at] ^= 0x01 if at % 2 else 0x80
            archive.tamper(*whole, put.format(flipped.hex(), position))
            assert any(one.number == number or one.kind == "row" for one in archive.says()), (position, at)
            whole = [put.format(raw.hex(), position)]
    archive.tamper(*whole)
    assert archive.says() == []


def test_a_text_that_is_json_but_not_canonical_is_found(archive: Archive) -> None:
    number = archive.closed.number
    archive.tamper(
        f"UPDATE wenguo_line SET data = replace(data, '\"via\":', '\"via\": ') WHERE position = 2 AND complaint_id = {_of(number)}"
    )
    assert {("line", number, 2), ("chain", number, 3)} <= _kinds(archive.says())


def test_a_line_that_contradicts_the_log_is_found(archive: Archive) -> None:
    number = archive.closed.number
    archive.tamper(
        f"UPDATE wenguo_line SET data = replace(data, '\"promise\":1', '\"promise\":7') "
        f"WHERE data LIKE '%PromiseKept%' AND complaint_id = {_of(number)}"
    )
    assert any(one.kind == "line" and one.number == number for one in archive.says())


def test_a_line_taken_from_the_middle_breaks_the_positions(archive: Archive) -> None:
    number = archive.closed.number
    archive.tamper(f"DELETE FROM wenguo_line WHERE position = 3 AND complaint_id = {_of(number)}")
    assert ("chain", number, 3) in _kinds(archive.says())


def test_a_tail_that_is_cut_off_is_found(archive: Archive) -> None:
    number, last = archive.closed.number, archive.closed.row.length
    archive.tamper(f"DELETE FROM wenguo_line WHERE position >= {last} AND complaint_id = {_of(number)}")
    assert ("chain", number, last) in _kinds(archive.says())


def test_a_line_put_in_at_the_end_is_found(archive: Archive) -> None:
    number, last = archive.closed.number, archive.closed.row.length
    archive.tamper(
        "INSERT INTO wenguo_line (complaint_id, position, data) "
        f"SELECT complaint_id, {last + 1}, data FROM wenguo_line WHERE position = {last} AND complaint_id = {_of(number)}"
    )
    assert {("chain", number, last + 1), ("line", number, last + 1)} <= _kinds(archive.says())


def test_a_row_whose_log_is_gone_is_a_missing_complaint(archive: Archive) -> None:
    number = archive.closed.number
    archive.tamper(f"DELETE FROM wenguo_line WHERE complaint_id = {_of(number)}")
    assert ("missing_complaint", number, 0) in _kinds(archive.says())


def test_a_log_whose_row_is_gone_is_found(archive: Archive) -> None:
    number = archive.closed.number
    archive.tamper(f"DELETE FROM wenguo_complaint WHERE number = '{number}'")
    assert ("row", number, 0) in _kinds(archive.says())


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("stage", "'received'"),
        ("owner_id", "owner_id + 1"),
        ("number", "'WG26-X'"),
        ("length", "length - 1"),
        ("head", "'00'"),
        ("closed_at", "NULL"),
        ("received_at", "'2026-13-45 00:00:00'"),
        ("severity", "CAST(x'ff' AS TEXT)"),
        ("grumble", "1"),
        ("chases", "'many'"),
    ],
)
def test_a_row_changed_by_hand_is_found_and_its_column_named(archive: Archive, column: str, value: str) -> None:
    number = archive.closed.number
    archive.tamper(f"UPDATE wenguo_complaint SET {column} = {value} WHERE number = '{number}'")
    problems = [one for one in archive.says() if one.kind == "row"]
    assert [(one.number, column in one.what.en) for one in problems] == [(number, True)]


def test_words_changed_by_hand_are_found_at_the_line_that_holds_them(archive: Archive) -> None:
    archive.tamper("UPDATE wenguo_message SET text = '没事' WHERE text = '灯不亮，修了三次'")
    assert _kinds(archive.says()) == {("words", archive.closed.number, 1)}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE wenguo_message SET text = text || ' ' WHERE complaint_id = {of}",
        "UPDATE wenguo_message SET salt = zeroblob(32) WHERE complaint_id = {of}",
        "UPDATE wenguo_message SET salt = NULL, text = NULL WHERE complaint_id = {of}",
        "UPDATE wenguo_message SET text = CAST(x'fffe' AS TEXT) WHERE complaint_id = {of}",
        "UPDATE wenguo_message SET text = 7 WHERE complaint_id = {of}",
        "UPDATE wenguo_person SET phone = '13800000001' WHERE complaint_id = {of}",
        "UPDATE wenguo_person SET salt = 'x' WHERE complaint_id = {of}",
        "DELETE FROM wenguo_message WHERE complaint_id = {of}",
        "DELETE FROM wenguo_person WHERE complaint_id = {of}",
    ],
)
def test_kept_words_and_persons_are_guarded(archive: Archive, statement: str) -> None:
    number = archive.closed.number
    archive.tamper(statement.format(of=_of(number)))
    problems = archive.says()
    assert problems
    assert all((one.kind, one.number) == ("words", number) and one.position for one in problems)


def test_words_moved_to_another_complaint_are_missed_here_and_unmentioned_there(archive: Archive) -> None:
    one, other = archive.closed.number, archive.proved.number
    archive.tamper(f"UPDATE wenguo_message SET complaint_id = {_of(other)} WHERE text = '灯不亮，修了三次'")
    assert _kinds(archive.says()) == {("words", one, 1), ("words", other, 0)}


def test_words_that_no_line_mentions_are_found(archive: Archive) -> None:
    number = archive.proved.number
    archive.tamper(
        f"INSERT INTO wenguo_message (complaint_id, field, text, salt) VALUES ({_of(number)}, 'words', '补写', zeroblob(32))",
        f"INSERT INTO wenguo_evidence (complaint_id, field, media_type, size) VALUES ({_of(number)}, 'files', '', 1)",
    )
    assert _kinds(archive.says()) == {("words", number, 0), ("evidence", number, 0)}


def test_what_was_erased_must_be_gone_with_its_salt(archive: Archive) -> None:
    number = archive.erased.number
    archive.tamper(f"UPDATE wenguo_person SET phone = '13900000000' WHERE complaint_id = {_of(number)}")
    assert {one[:2] for one in _kinds(archive.says())} == {("words", number)}


def test_evidence_cut_changed_or_lost_is_found_and_the_file_named(archive: Archive) -> None:
    file = archive.evidence()
    whole = file.read_bytes()
    for content in (whole[:-1], whole + b"x", bytes([whole[0] ^ 1]) + whole[1:], b"", None):
        file.unlink()
        if content is not None:
            file.write_bytes(content)
        (problem,) = archive.says()
        assert (problem.kind, problem.number) == ("evidence", archive.proved.number)
        assert file.name in problem.what.en
        assert problem.position
        file.write_bytes(whole)
    assert archive.says() == []


def test_evidence_whose_row_was_changed_with_its_file_is_found_by_the_log(archive: Archive) -> None:
    import hashlib

    file = archive.evidence()
    other = b"another picture"
    file.write_bytes(other)
    archive.tamper(f"UPDATE wenguo_evidence SET size = {len(other)}, sha256 = '{hashlib.sha256(other).hexdigest()}'")
    assert {one.kind for one in archive.says()} == {"evidence"}


def test_a_path_that_is_no_file_is_a_problem_and_no_exception(archive: Archive) -> None:
    archive.tamper("UPDATE wenguo_evidence SET path = '../'")
    assert {one.kind for one in archive.says()} == {"evidence"}


def test_a_trigger_that_is_gone_or_hollow_is_found(archive: Archive) -> None:
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            pytest.skip("dropped in a copied SQLite file only")
        cursor.execute("DROP TRIGGER wenguo_line_no_delete")
        cursor.execute("DROP TRIGGER wenguo_access_no_update")
        cursor.execute("CREATE TRIGGER wenguo_access_no_update BEFORE UPDATE ON wenguo_access BEGIN SELECT 1; END")
    problems = archive.says()
    assert [(one.kind, one.number) for one in problems] == [("line", ""), ("line", "")]
    assert {"wenguo_line_no_delete", "wenguo_access_no_update"} == {
        name for name in ("wenguo_line_no_delete", "wenguo_access_no_update") for one in problems if name in one.what.en
    }


def test_since_looks_only_at_what_happened_since_and_at_its_whole_log(archive: Archive) -> None:
    late, early = archive.erased.number, archive.closed.number
    for number in (late, early):
        archive.tamper(f"UPDATE wenguo_line SET data = data || ' ' WHERE position = 1 AND complaint_id = {_of(number)}")
    report = verify(since=archive.closed.at + timedelta(days=2))
    assert (report.complaints, report.lines) == (1, archive.erased.row.length)
    assert {one.number for one in report.problems} == {late}
    assert verify(since=datetime(2090, 1, 1, tzinfo=UTC)).complaints == 0


_plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(max_codepoint=127), max_size=5), inner),
    max_leaves=8,
)


@given(_plain)
def test_the_quick_check_of_the_canonical_form_is_the_canonical_form(value: object) -> None:
    assert is_canonical(canonical(value))
    spaced = json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1)
    assert is_canonical(spaced) is (spaced == canonical(value))


@pytest.mark.parametrize(
    "text", ["1.0", "1e3", '{"b":1,"a":2}', '{"a":1,"a":1}', '"\\u0041"', '"\\/"', " 1", "1 ", "NaN", "01"]
)
def test_texts_that_only_look_canonical_are_told_apart(text: str) -> None:
    assert not is_canonical(text)


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_blocks_of_any_size_see_the_same(archive: Archive, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    archive.tamper(
        f"DELETE FROM wenguo_complaint WHERE number = '{archive.proved.number}'",
        f"UPDATE wenguo_complaint SET stage = 'x' WHERE number = '{archive.erased.number}'",
    )
    whole = verify()
    monkeypatch.setattr(reading, "BLOCK", size)
    assert verify() == whole
    assert {one.number for one in whole.problems} == {archive.proved.number, archive.erased.number}


def test_what_people_do_meanwhile_is_no_problem(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "BLOCK", 1)
    happened: list[int] = []

    def meanwhile(done: int, total: int) -> None:
        archive.proved.informed()
        if done < 3:
            Story(archive.office).recorded(f"新的第 {done} 件")
        happened.append(done)

    report = verify(progress=meanwhile)
    assert report.ok, report.problems
    assert len(happened) > 3


def test_a_damaged_database_file_is_a_problem_and_no_exception(archive: Archive) -> None:
    if archive.path is None:
        pytest.skip("a page of SQLite's file")
    archive.tamper("UPDATE wenguo_complaint SET id = id")
    connection.close()
    with closing(sqlite3.connect(archive.path)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'wenguo_line'").fetchone()
        (size,) = raw.execute("PRAGMA page_size").fetchone()
    with archive.path.open("rb+") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * 64)
    assert any(one.kind == "line" and "unreadable" in one.what.en for one in archive.says())
