import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest

from wenguo.reading import Unreadable
from wenguo.reading.xlsx import cell_text

from .conftest import Read


def save(path: Path, *sheets: Sequence[Sequence[object]], merge: str | None = None) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet(f"表{len(book.worksheets) + 1}")
        for row in rows:
            sheet.append(row)
        if merge:
            sheet.merge_cells(merge)
    book.save(path)
    return path


def repack(path: Path, name: str, content: bytes) -> Path:
    """Replace one part of a workbook."""
    with zipfile.ZipFile(path) as package:
        parts = {one.filename: package.read(one) for one in package.infolist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for part, data in (parts | {name: content}).items():
            package.writestr(part, data)
    return path


def test_dates_of_every_kind_in_one_column_are_read(read: Read, tmp_path: Path) -> None:
    dates: list[object] = [
        datetime(2020, 1, 4, 11, 17, 46),
        date(2020, 1, 5),
        "2020/1/6 8:00",
        43837,
        43837.5,
        "2026-02-30",
        None,
    ]
    rows, rejects, source = read(
        save(tmp_path / "f.xlsx", [["编号", "时间", "内容"], *([i, d, "x"] for i, d in enumerate(dates))])
    )
    assert [row.received_at and row.received_at.isoformat()[:16] for row in rows] == [
        "2020-01-04T11:17", "2020-01-05T00:00", "2020-01-06T08:00", "2020-01-07T00:00", "2020-01-07T12:00", None, None,
    ]  # fmt: skip
    assert rows[3].cells["时间"] == "43837"
    assert "2026-02-30" in str(rows[5].notes[0])
    assert not rejects
    assert source.total == len(dates)


def test_merged_titles_empty_rows_and_merged_cells_are_understood(read: Read, tmp_path: Path) -> None:
    table: list[list[object]] = [
        ["投诉登记表"],
        ["单位", "编号", "内容"],
        ["城东支行", 1, "甲"],
        [None, 2, "乙"],
        [None, None, None],
        ["城西支行", 4, "丁"],
    ]
    rows, rejects, _ = read(save(tmp_path / "f.xlsx", table, merge="A3:A5"))
    assert [(row.line, row.fields["unit"], row.id) for row in rows] == [
        (3, "城东支行", "1"), (4, "城东支行", "2"), (6, "城西支行", "4"),
    ]  # fmt: skip
    assert not rejects


def test_every_sheet_with_complaints_is_read_and_the_others_named(read: Read, tmp_path: Path) -> None:
    rows, _, source = read(
        save(
            tmp_path / "f.xlsx",
            [["编号", "内容"], [1, "甲"]],
            [["说明文字", "无关"]],
            [["标题", "编号"], ["乙", 2]],
            [],
        )
    )
    assert [(row.sheet, row.id) for row in rows] == [("表1", "1"), ("表3", "2")]
    assert "表2" in str(source.notes[0])


def test_long_numbers_that_excel_cut_short_are_reported(read: Read, tmp_path: Path) -> None:
    rows, _, _ = read(save(tmp_path / "f.xlsx", [["编号", "内容"], [4.30102199001011e17, "甲"], [13800138000, "乙"]]))
    assert rows[0].id == "430102199001011000"
    assert "15 位" in str(rows[0].notes[0])
    assert not rows[1].notes


def test_a_cell_is_written_as_the_sheet_shows_it() -> None:
    shown = [
        cell_text(value) for value in (None, True, 1.0, 1.5, "=x", datetime(2020, 1, 1), datetime(2020, 1, 1, 9, 5))
    ]
    assert shown == ["", "TRUE", "1", "1.5", "=x", "2020-01-01", "2020-01-01 09:05:00"]


def test_a_workbook_under_another_name_is_still_a_workbook(read: Read, tmp_path: Path) -> None:
    rows, _, source = read(save(tmp_path / "f.csv", [["编号", "内容"], [1, "甲"]]))
    assert (len(rows), source.kind) == (1, "XLSX")


def test_a_zip_bomb_is_not_opened(read: Read, tmp_path: Path) -> None:
    path = save(tmp_path / "f.xlsx", [["编号", "内容"], [1, "甲"]])
    with pytest.raises(Unreadable, match="压缩炸弹"):
        read(repack(path, "xl/worksheets/sheet1.xml", b"<x>" + b" " * 60_000_000))


def test_entities_that_multiply_are_not_expanded(read: Read, tmp_path: Path) -> None:
    laughs = '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [{laughs}]><worksheet>&b;</worksheet>'
    path = save(tmp_path / "f.xlsx", [["编号", "内容"], [1, "甲"]])
    with pytest.raises(Unreadable, match="不安全"):
        read(repack(path, "xl/worksheets/sheet1.xml", bomb.encode()))


def test_a_sheet_that_breaks_off_gives_what_comes_before_and_says_so(read: Read, tmp_path: Path) -> None:
    path = save(tmp_path / "f.xlsx", [["编号", "内容"], *([i, f"第{i}条"] for i in range(2000))])
    with zipfile.ZipFile(path) as package:
        sheet = package.read("xl/worksheets/sheet1.xml")
    rows, rejects, _ = read(repack(path, "xl/worksheets/sheet1.xml", sheet[: len(sheet) * 3 // 4]))
    assert len(rows) > 1000
    assert "损坏" in str(rejects[-1].reason)


def test_an_archive_that_is_no_workbook_and_an_empty_workbook_are_refused(read: Read, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "f.xlsx", "w") as package:
        package.writestr("a.txt", "x")
    with pytest.raises(Unreadable, match="不是 Excel 工作簿"):
        read(tmp_path / "f.xlsx")
    with pytest.raises(Unreadable, match="空"):
        read(save(tmp_path / "g.xlsx", []))


def test_the_map_works_in_workbooks_too(read: Read, tmp_path: Path) -> None:
    rows, _, _ = read(save(tmp_path / "f.xlsx", [["编号", "备注"], [1, "甲"]]), mapping={"words": "B"})
    assert rows[0].fields["words"] == "甲"
