"""Bad input, tried: each row is recorded, a duplicate, or rejected with its reason; nothing is lost, nothing stops."""

import csv
import io
import json
import zipfile
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest

from tests.faces.files.conftest import NOW, Take, recorded, text
from tests.stories import Office
from wenguo.faces.files import take_in
from wenguo.models import Complaint, Message
from wenguo.models.office import Unit


def _rejects(path: Path) -> list[dict[str, str]]:
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf"), "Excel needs the mark to read Chinese"
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))


def test_a_row_without_words_goes_beside_the_file_with_its_reason_and_the_rest_goes_in(
    take: Take, tmp_path: Path
) -> None:
    taken = take("编号,内容\n1,灯坏了\n2,\n3,水停了\n")
    assert (taken.recorded, taken.rejected) == (2, 1)
    assert taken.rejects == [tmp_path / "投诉.csv.rejects.csv"]
    (row,) = _rejects(taken.rejects[0])
    assert row["编号"] == "2"
    assert row["行号"] == "3"
    assert "没有投诉内容" in row["未导入原因"]


def test_corrected_rejects_can_be_taken_in_again(take: Take) -> None:
    first = take("编号,内容\n1,灯坏了\n2,\n").rejects[0]
    corrected = first.with_name("改好.csv")
    corrected.write_text(first.read_text("utf-8-sig").replace("2,", "2,水停了"), "utf-8-sig")
    assert take(corrected, source="投诉.csv").recorded == 1
    assert [text(c.words) for c in recorded()] == ["灯坏了", "水停了"]


def test_rejects_somebody_is_correcting_are_not_written_over(take: Take, tmp_path: Path) -> None:
    file = "编号,内容\n2,\n"
    rejects = take(file).rejects[0]
    rejects.write_text("我正在改")
    take(file)
    assert (tmp_path / "投诉.csv.1.rejects.csv").read_text() == "我正在改"


def test_rejects_of_a_folder_that_cannot_be_written_lie_in_the_home(
    take: Take, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from wenguo.faces.files import rejects

    monkeypatch.setattr(rejects, "folder", lambda: tmp_path / "home" / "rejects")
    (tmp_path / "投诉.csv.rejects.csv.part").mkdir()  # even for root: nothing can be written there
    taken = take("编号,内容\n2,\n")
    assert taken.rejects == [tmp_path / "home" / "rejects" / "投诉.csv.rejects.csv"]


def test_what_the_door_refuses_is_rejected_and_leaves_no_trace(take: Take, office: Office) -> None:
    Unit.objects.filter(pk=office.car.pk).update(active=False)
    Unit.objects.get(pk=office.main.pk).save()  # the office is read anew
    taken = take("内容,单位\n一,car\n二,main\n")
    assert (taken.recorded, taken.rejected) == (1, 1)
    assert "停用" in _rejects(taken.rejects[0])[0]["未导入原因"]
    assert not Message.objects.exclude(complaint__in=Complaint.objects.all()).exists()
    assert {one.text for one in Message.objects.filter(field="words")} == {"二"}


def test_a_row_that_makes_the_door_fall_over_stops_no_other(take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    from wenguo.verbs import Record

    begin = Record.begin

    def falls(self: Record, act: object) -> object:
        if self.product == "炸":
            raise ValueError("a clock past the calendar")
        return begin(self, act)  # type: ignore[arg-type]

    monkeypatch.setattr(Record, "begin", falls)
    taken = take("内容,产品\n一,\n二,炸\n三,\n")
    assert (taken.recorded, taken.rejected) == (2, 1)
    assert "a clock past the calendar" in _rejects(taken.rejects[0])[0]["未导入原因"]


@pytest.mark.parametrize(
    ("cell", "kept"),
    [("2026-02-30", True), ("30/02/26", True), ("46039", False), ("2031-01-01", True), ("1899-01-01", True)],
)
def test_odd_dates_are_said_and_kept(take: Take, cell: str, kept: bool) -> None:
    assert take(f"内容,时间\n灯坏了,{cell}\n").recorded == 1
    (c,) = recorded()
    original = json.loads(text(c.original))
    assert original["cells"]["时间"] == cell
    assert original["notes"]
    assert (c.received_at == NOW) is kept


@pytest.mark.parametrize(
    ("cell", "fen"),
    [
        ("一千二百元", 120_000),
        ("¥1,200.50", 120_050),
        ("两万", 2_000_000),
        ("大概几百块", None),
        ("99999999999999999", None),
    ],
)
def test_amounts_as_people_write_them(take: Take, cell: str, fen: int | None) -> None:
    assert take(f'内容,金额\n要求退钱,"{cell}"\n').recorded == 1
    (c,) = recorded()
    assert [demand.amount_fen for demand in c.demands] == ([fen] if fen is not None else [])
    assert json.loads(text(c.original))["cells"]["金额"] == cell


@pytest.mark.parametrize(
    "words",
    [
        "𠮷野家 㙍 的 👨‍👩‍👧 问题",
        "<script>alert(1)</script>",
        "电话 13800000000 身份证 11010519491231002X",
        "字" * 100_000,
    ],
)
def test_words_are_kept_exactly(take: Take, words: str) -> None:
    assert take(f"内容\n{words}\n").recorded == 1
    assert text(recorded()[0].words) == words


def test_nul_bytes_are_made_visible(take: Take) -> None:
    assert take(b"\xe5\x86\x85\xe5\xae\xb9\n\xe7\x81\xaf\x00\xe5\x9d\x8f\n").recorded == 1
    assert text(recorded()[0].words) == "灯␀坏"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_are_found(take: Take, encoding: str) -> None:
    assert take("编号,内容\n1,门口的路灯坏了一周没人修\n".encode(encoding)).recorded == 1
    assert text(recorded()[0].words) == "门口的路灯坏了一周没人修"


def test_a_cell_without_end_is_rejected_and_the_next_row_goes_in(take: Take) -> None:
    taken = take("编号,内容\n1," + "字" * 1_100_000 + "\n2,灯坏了\n")
    assert (taken.recorded, taken.rejected) == (1, 1)


@pytest.mark.parametrize(
    ("name", "content"),
    [("空.csv", b""), ("照片.csv", b"\x89PNG\r\n"), ("假.xlsx", b"PK\x03\x04abc"), ("旧.xls", b"\xd0\xcf\x11\xe0" * 9)],
)
def test_a_file_that_is_none_is_named_with_what_to_do(take: Take, name: str, content: bytes) -> None:
    taken = take(content, name)
    ((path, why),) = taken.unread
    assert path.name == name
    assert why.zh
    assert why.en
    assert taken.read == 0


def test_a_zip_bomb_is_not_opened(office: Office, tmp_path: Path) -> None:
    bomb = tmp_path / "炸弹.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
        package.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    taken = take_in([bomb], by=office.by("local"), at=NOW)
    assert "压缩炸弹" in taken.unread[0][1].zh


def test_a_workbook_is_taken_in_sheet_by_sheet(office: Office, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["编号", "内容"])
    book.active.append([1, "灯坏了"])
    second = book.create_sheet()
    second.append(["编号", "内容"])
    second.append([2, "水停了"])
    book.save(tmp_path / "两表.xlsx")
    assert take_in([tmp_path / "两表.xlsx"], by=office.by("local"), at=NOW).recorded == 2


def test_who_may_not_record_gets_every_row_back_with_the_reason(take: Take) -> None:
    taken = take("内容\n一\n二\n", by="aud")
    assert (taken.recorded, taken.rejected) == (0, 2)
    assert "无权" in _rejects(taken.rejects[0])[0]["未导入原因"]
    assert not Message.objects.exists()
