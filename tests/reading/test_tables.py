import codecs
import csv
import io
import random
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wenguo.reading import Reject, Row, Unreadable, open_source, sources_in

from .conftest import TODAY, Read

TABLE = "编号,主题,时间,内容\n1,停水,2020/1/4 11:17:46,𠮷祥里小区停水三天，㙍 😀\n2,退款,,商家不退款\n"
ENCODINGS = ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]


def words(rows: list[Row]) -> list[str]:
    return [row.fields["words"] for row in rows]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_gives_the_same_complaints(read: Read, encoding: str) -> None:
    rows, rejects, source = read(TABLE.encode(encoding))
    assert words(rows) == ["𠮷祥里小区停水三天，㙍 😀", "商家不退款"]
    assert not rejects
    assert source.columns == {"id": "编号", "subject": "主题", "received_at": "时间", "words": "内容"}


def test_big_endian_utf16_with_its_mark_is_read(read: Read) -> None:
    rows, _, _ = read(codecs.BOM_UTF16_BE + TABLE.encode("utf-16-be"))
    assert len(rows) == 2


def test_chinese_after_a_megabyte_of_ascii_is_still_recognised(read: Read) -> None:
    table = "id,description\n" + "".join(f"{i},{'x' * 100}\n" for i in range(10_000)) + "last,停水了三天没有人管\n"
    rows, _, source = read(table.encode("gb18030"))
    assert source.encoding == "gb18030"
    assert words(rows)[-1] == "停水了三天没有人管"


def test_a_character_across_two_chunks_is_not_broken(read: Read) -> None:
    rows, _, _ = read(("内容\n" + "停水" * 400_000 + "\n").encode("gb18030"))
    assert words(rows) == ["停水" * 400_000]


def test_a_byte_that_cannot_be_decoded_stays_visible_and_is_reported(read: Read) -> None:
    rows, rejects, _ = read("编号,内容\n1,一切都好的一行\n2,停水三天".encode() + b"\xff" + "没有人管\n".encode())
    assert not rejects
    assert words(rows)[1] == "停水三天\ufffd⟨FF⟩没有人管"
    assert "无法解码" in str(rows[1].notes[0])
    assert not rows[0].notes


def test_a_line_in_another_encoding_is_rejected_with_its_bytes_shown(read: Read) -> None:
    good = "".join(f"{i},这一行是正确的编码，有很多很多字\n" for i in range(50))
    rows, rejects, _ = read(("编号,内容\n" + good).encode() + "51,停水三天没有人管\n".encode("gb18030"))
    assert len(rows) == 50
    assert rejects[0].line == 52
    assert "读不出来" in str(rejects[0].reason)
    assert "\ufffd⟨FD⟩" in rejects[0].cells["内容"]


def test_chinese_whose_bytes_happen_to_be_utf8_is_still_chinese(read: Read) -> None:
    for text in ("停水停水停水", "小区停水，停水，停水"):
        assert words(read(f"id,content\n1,{text}\n".encode("gb18030"))[0]) == [text]
    assert words(read("id,content\n1,Привет café\n")[0]) == ["Привет café"]


def test_a_western_file_keeps_its_pounds(read: Read) -> None:
    rows, _, source = read("id,complaint,amount\n1,Café overcharged me,£12.50\n".encode("cp1252"))
    assert (rows[0].amount_fen, rows[0].currency) == (1250, "GBP")
    assert source.encoding == "cp1252"


def test_a_named_encoding_is_obeyed_and_an_unknown_one_refused(read: Read) -> None:
    rows, _, _ = read("id,content\n1,停電三天沒有人管\n".encode("big5"), encoding="big5")
    assert words(rows) == ["停電三天沒有人管"]
    with pytest.raises(Unreadable, match="不认识的编码"):
        read(TABLE, encoding="klingon")


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_every_delimiter_is_found(read: Read, delimiter: str) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(
        [["编号", "主题", "内容"], ["1", "a,b;c|d", "第一行\n第二行，含\t制表"], ["2", "x", "y"]]
    )
    rows, rejects, _ = read(text.getvalue())
    assert words(rows) == ["第一行\n第二行，含\t制表", "y"]
    assert rows[0].fields["subject"] == "a,b;c|d"
    assert rows[1].line == 4
    assert not rejects


def test_excels_separator_line_is_obeyed(read: Read) -> None:
    rows, _, _ = read("sep=;\n编号;内容\n1;停水，三天\n")
    assert words(rows) == ["停水，三天"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_understood(read: Read, end: str) -> None:
    rows, rejects, _ = read(end.join(["编号,内容", "1,停水", "2,停电", ""]))
    assert (words(rows), rejects) == (["停水", "停电"], [])


def test_a_lone_return_inside_a_cell_is_kept(read: Read) -> None:
    rows, rejects, _ = read("编号,内容\n1,第一段\r第二段\n2,停电\n")
    assert (words(rows), rejects) == (["第一段\r第二段", "停电"], [])


def test_a_title_above_the_header_and_blank_lines_are_passed_over(read: Read) -> None:
    rows, rejects, _ = read("2026年投诉登记表,,\n,,\n编号,主题,内容\n\n1,停水,三天\n,,\n2,停电,两天\n")
    assert [(row.id, row.line) for row in rows] == [("1", 5), ("2", 7)]
    assert not rejects


def test_a_stray_quote_costs_one_line_its_quotes_and_no_line_its_life(read: Read) -> None:
    rest = "".join(f"{i},主题,这是第{i}条\n" for i in range(2, 300))
    rows, rejects, _ = read(f'编号,主题,内容\n1,主题,"没有配对的引号\n{rest}')
    assert len(rows) + len(rejects) == 299
    assert words(rows)[0] == '"没有配对的引号'
    assert "引号" in str(rows[0].notes[0])
    assert words(rows)[-1] == "这是第299条"


def test_two_stray_quotes_do_not_swallow_what_is_between_them(read: Read) -> None:
    rows, _, _ = read('编号,主题,内容\n1,a,"坏引号一\n2,b,好\n3,c,"坏引号二\n4,d,好\n')
    assert [row.id for row in rows] == ["1", "2", "3", "4"]


def test_an_endless_line_is_rejected_and_the_next_is_read_in_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    with path.open("wb") as file:
        file.write("编号,内容\n1,停水\n".encode())
        for _ in range(60):
            file.write(b"x" * 1_000_000)
        file.write("\n3,停电\n".encode())
    tracemalloc.start()
    read = list(open_source(path, today=TODAY))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [type(one) for one in read] == [Row, Reject, Row]
    assert (read[1].line, read[2].line) == (3, 4)
    assert isinstance(read[1], Reject)
    assert "太长" in str(read[1].reason)
    assert peak < 40_000_000


def test_a_file_that_is_one_endless_line_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    with path.open("wb") as file:
        file.write(b"x" * 5_000_000)
        file.truncate(2_000_000_000)  # two gigabytes that take no room on the disk
    with pytest.raises(Unreadable, match="第一行超过"):
        open_source(path, today=TODAY)


def test_a_cell_over_the_limit_is_rejected_and_one_under_it_kept(read: Read) -> None:
    rows, rejects, _ = read(f"编号,内容\n1,{'长' * 100_000}\n2,{'长' * 1_000_001}\n3,短\n")
    assert [len(text) for text in words(rows)] == [100_000, 1]
    assert [one.line for one in rejects] == [3]


def test_nul_bytes_are_shown_and_reported(read: Read) -> None:
    rows, _, _ = read("编号,内容\n1,停\0水\n2,停电\n")
    assert words(rows) == ["停␀水", "停电"]
    assert "NUL" in str(rows[0].notes[0])
    assert not rows[1].notes


def test_a_file_of_nuls_is_refused(read: Read) -> None:
    with pytest.raises(Unreadable, match="认不出"):
        read(b"\0" * 10_000)


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "f.csv", "文件是空的"),
        (b"\xef\xbb\xbf", "f.csv", "空"),
        (b"\n \n", "f.csv", "空"),
        (b"", "f.xlsx", "文件是空的"),
        (b"%PDF-1.7 ...", "f.csv", "PDF"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "f.xls", "旧版 Excel"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "f.xlsx", "设了密码"),
        (b"PK\x03\x04 broken", "f.xlsx", "不是完整的 Excel"),
        (b"hello", "f.xlsx", "不是 Excel 工作簿"),
        (b"<html><table></table></html>", "f.xls", "网页"),
        (random.Random(1).randbytes(4000), "f.csv", "认不出"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(read: Read, content: bytes, name: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said) as refused:
        read(content, name)
    assert refused.value.text.en


def test_a_missing_file_and_a_folder_are_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="找不到文件"):
        open_source(tmp_path / "none.csv", today=TODAY)
    with pytest.raises(Unreadable, match="文件夹"):
        open_source(tmp_path, today=TODAY)


def test_a_row_without_words_is_rejected_with_the_remedy(read: Read) -> None:
    rows, rejects, _ = read("编号,主题,内容\n1,,\n2,停水,\n合计,, \n")
    assert [row.id for row in rows] == ["2"]
    assert [one.line for one in rejects] == [2, 4]
    assert "--map words=" in str(rejects[0].reason)


def test_an_impossible_date_is_a_note_and_the_original_stays(read: Read) -> None:
    rows, rejects, _ = read("编号,时间,内容\n1,2026-02-30,停水\n2,2027-01-01,停电\n")
    assert not rejects
    assert rows[0].received_at is None
    assert str(rows[0].notes[0]) == "时间 2026-02-30 不是有效日期，原文已保留"
    assert rows[0].cells["时间"] == "2026-02-30"
    assert "在未来" in str(rows[1].notes[0])
    assert rows[1].received_at is not None


def test_a_column_shows_whether_day_or_month_comes_first(read: Read) -> None:
    rows, _, _ = read("id,date received,complaint\n1,03/04/2025,a\n2,03/25/2025,b\n")
    assert [row.received_at.isoformat()[:10] for row in rows if row.received_at] == ["2025-03-04", "2025-03-25"]


def test_html_and_script_are_words_like_any_other(read: Read) -> None:
    rows, _, _ = read("编号,内容\n1,<script>alert('x')</script><b>退款</b>\n")
    assert words(rows) == ["<script>alert('x')</script><b>退款</b>"]


def test_a_row_with_too_many_or_too_few_cells_is_kept_with_a_note(read: Read) -> None:
    rows, _, _ = read("编号,主题,内容\n1,停水,三天,没人管\n2,停电\n")
    assert rows[0].cells["第4列"] == "没人管"
    assert "4 列" in str(rows[0].notes[0])
    assert "2 列" in str(rows[1].notes[0])


def test_a_header_repeated_in_joined_files_is_no_complaint(read: Read) -> None:
    rows, rejects, _ = read(TABLE + TABLE)
    assert (len(rows), rejects) == (4, [])


def test_a_list_without_header_is_read_as_words_if_it_has_one_column(read: Read) -> None:
    rows, _, source = read("小区停水三天了，没有人管！\n商家不退款，请处理。\n", "f.txt")
    assert words(rows) == ["小区停水三天了，没有人管！", "商家不退款，请处理。"]
    assert "表头" in str(source.notes[0])


def test_a_table_without_header_asks_for_the_map_and_obeys_it(read: Read) -> None:
    table = "1,2020-01-04,小区停水三天了。\n2,2020-01-05,商家不退款。\n"
    with pytest.raises(Unreadable, match="--map words=2"):
        read(table)
    rows, _, _ = read(table, mapping={"words": 3, "received_at": "B", "id": "1"})
    assert words(rows) == ["小区停水三天了。", "商家不退款。"]
    assert rows[0].received_at is not None


def test_the_map_overrides_names_numbers_and_letters(read: Read) -> None:
    table = "编号,内容,备注\n1,甲,乙\n"
    for column in ("备注", "3", 3, "C", " 备 注 "):
        assert words(read(table, mapping={"words": column})[0]) == ["乙"]
    with pytest.raises(Unreadable, match="没有这一列"):
        read(table, mapping={"words": "详情"})
    with pytest.raises(Unreadable, match="不存在"):
        read(table, mapping={"word": "内容"})


def test_a_header_without_words_lists_the_columns_and_asks_for_the_map(read: Read) -> None:
    with pytest.raises(Unreadable, match=r"编号、姓名.*--map words="):
        read("编号,姓名\n1,张三\n")


def test_a_source_can_be_read_twice(read: Read) -> None:
    rows, _, source = read(TABLE)
    assert list(source) == rows


def test_a_folder_gives_its_readable_files_and_those_it_passes_over(tmp_path: Path) -> None:
    for name in ("b.csv", "a.XLSX", "c.pdf", "b.csv.rejects.csv", "~$a.xlsx", "sub.eml"):
        (tmp_path / name).write_bytes(b"x")
    readable, skipped = sources_in(tmp_path)
    assert [path.name for path in readable] == ["a.XLSX", "b.csv", "sub.eml"]
    assert [path.name for path in skipped] == ["b.csv.rejects.csv", "c.pdf"]


cell = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\ufffd\uf8ff␀"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(cell, cell.filter(str.strip)), min_size=1, max_size=8), st.sampled_from(ENCODINGS))
def test_what_was_written_is_what_is_read(read: Read, table: list[tuple[str, str]], encoding: str) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([("编号", "投诉内容"), *table])
    rows, rejects, _ = read(text.getvalue().encode(encoding), encoding=encoding)
    assert [(row.cells["编号"], row.cells["投诉内容"]) for row in rows] == table
    assert not rejects
