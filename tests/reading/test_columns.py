import pytest

from wenguo.reading.columns import find_header, looks_like_data, match, recognise
from wenguo.reading.fields import FIELDS, LEDGER, NAMES


@pytest.mark.parametrize(("field", "header"), LEDGER)
def test_every_header_of_our_ledger_is_read_back_as_its_field(field: str, header: str) -> None:
    assert recognise(header) == ((field,), recognise(header)[1])
    assert recognise(header)[1] < 100


def test_the_ledger_names_each_field_and_each_header_once() -> None:
    assert len({field for field, _ in LEDGER}) == len({header for _, header in LEDGER}) == len(LEDGER)
    assert {field for field, _ in LEDGER} >= set(NAMES)


def test_every_name_means_one_field_only() -> None:
    for field, names in NAMES.items():
        for name in names.exact:
            assert recognise(name)[0] == (field,), name


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("投诉内容（必填）", "words"), ("　投诉　内容：", "words"), ("ＩＤ", "id"), ("Complaint_ID", "id"),
        ("complaintId", "id"), ("Date received", "received_at"), ("Consumer complaint narrative", "words"),
        ("投诉人电话号码", "phone"), ("客户联系电话", "phone"), ("具体反映的问题内容", "words"), ("客户方订单号", "order"),
        ("Customer e-mail", "email"), ("被投诉人", "unit"), ("答复意见", "answer"), ("一级标签", "category"),
        ("answered_at", "answered_at"),
    ],
)  # fmt: skip
def test_a_header_is_recognised_whatever_its_width_case_and_marks(header: str, field: str) -> None:
    assert recognise(header)[0] == (field,)


@pytest.mark.parametrize("header", ["反对数", "点赞数", "被投诉人电话", "holiday", "回访时间", "Timely response?", ""])
def test_a_header_that_only_resembles_a_field_is_left_alone(header: str) -> None:
    assert recognise(header)[0] == ()


def test_two_columns_for_one_field_are_reported_and_the_better_name_wins() -> None:
    columns = match(["编号", "留言详情", "内容"])
    assert columns.at == {"id": 0, "words": 2}
    assert columns.unknown == ("留言详情",)
    assert "--map words=留言详情" in columns.notes[0].zh


def test_one_column_for_two_fields_is_reported_and_not_used() -> None:
    columns = match(["内容", "姓名电话对照"])
    assert columns.at == {"words": 0}
    assert "姓名电话对照" in columns.notes[0].zh


def test_the_header_is_found_below_a_title() -> None:
    assert find_header([["投诉登记表", "", ""], ["编号", "主题", "内容"], ["1", "a", "b"]]) == 1
    assert find_header([["1", "2020-01-01", "停水三天没有人管。"]]) is None


def test_values_are_told_from_headers() -> None:
    assert looks_like_data(["1", "停水"])
    assert looks_like_data(["张三", "2020年1月4日 9时"])
    assert looks_like_data(["小区停水三天了！"])
    assert not looks_like_data(["编号", "备注"])


def test_every_ledger_field_may_be_mapped() -> None:
    assert {field for field, _ in LEDGER} <= FIELDS
