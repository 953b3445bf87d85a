"""Tables that are nearly in order: what can be read goes in, and as what it says it is."""

import pytest

from .conftest import Read


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_one_spoilt_line_does_not_keep_a_short_file_out(read: Read, encoding: str) -> None:
    rows, rejects, source = read("编号,内容\n1,房间漏水\n".encode(encoding) + b"2,\xff\xff\xff\xff\n3,ok\n")
    assert source.encoding == encoding
    assert [row.fields["words"] for row in rows] == ["房间漏水", "ok"]
    assert [reject.cells["编号"] for reject in rejects] == ["2"]


def test_a_sum_is_counted_in_the_unit_of_its_header(read: Read) -> None:
    rows, _, _ = read("words,amount_fen\n退房费,12000\n".encode())
    assert rows[0].amount_fen == 12000
