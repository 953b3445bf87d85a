import base64
from email.message import EmailMessage
from pathlib import Path

import pytest

from wenguo.reading import Row, Unreadable

from .conftest import Read


def letter(**headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "张三 <zhang@example.com>"
    message["Subject"] = "退款投诉"
    message["Date"] = "Thu, 28 Nov 2019 11:17:46 +0800"
    message["Message-ID"] = "<1@example.com>"
    for name, value in headers.items():
        del message[name]
        message[name] = value
    return message


def test_an_email_is_read_with_its_attachments_and_kept_whole(read: Read) -> None:
    message = letter()
    message.set_content("商家不退款。\n请处理。")
    message.add_alternative("<p>商家不退款</p>", subtype="html")
    message.add_attachment(b"\x89PNG...", maintype="image", subtype="png", filename="../../发票.png")
    inner = letter(Subject="转发的原信")
    inner.set_content("原来的内容")
    message.add_attachment(inner)
    data = message.as_bytes()
    rows, rejects, source = read(data, "f.eml")
    row = rows[0]
    assert row.fields["words"] == "商家不退款。\n请处理。"
    assert (row.fields["subject"], row.fields["name"], row.fields["email"]) == ("退款投诉", "张三", "zhang@example.com")
    assert row.id == "<1@example.com>"
    assert row.received_at is not None
    assert row.received_at.isoformat() == "2019-11-28T11:17:46+08:00"
    assert [(one.name, one.media_type) for one in row.attachments] == [
        ("发票.png", "image/png"), ("附件2.eml", "message/rfc822"),
    ]  # fmt: skip
    assert row.attachments[0].data == b"\x89PNG..."
    assert b"Subject:" in row.attachments[1].data
    assert row.original == data
    assert (rejects, source.kind) == ([], "EML")


def test_html_alone_becomes_text_without_its_scripts(read: Read) -> None:
    message = letter()
    message.set_content(
        "<style>p{}</style><p>商家<b>不退款</b></p><script>alert(1)</script><p>A&amp;B<br>请处理</p>", subtype="html"
    )
    assert read(message.as_bytes(), "f.eml")[0][0].fields["words"] == "商家不退款\n\nA&B\n请处理"


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "gb18030", None, "utf-8", "no-such-charset"])
def test_words_are_read_whatever_the_letter_calls_its_encoding(read: Read, declared: str | None) -> None:
    body = "镕基街停水三天了，没有人来管，请尽快处理".encode("gb18030")
    charset = f'; charset="{declared}"' if declared else ""
    subject = f"=?gb2312?B?{base64.b64encode('朱镕基街停水'.encode('gbk')).decode()}?="
    head = f"From: =?gb2312?B?{base64.b64encode('张镕'.encode('gbk')).decode()}?= <z@example.com>\nSubject: {subject}\n"
    data = f"{head}Content-Type: text/plain{charset}\nContent-Transfer-Encoding: 8bit\n\n".encode() + body
    row = read(data, "f.eml")[0][0]
    assert row.fields["words"] == "镕基街停水三天了，没有人来管，请尽快处理"
    assert (row.fields["subject"], row.fields["name"]) == ("朱镕基街停水", "张镕")


def test_a_subject_in_bare_bytes_is_read(read: Read) -> None:
    data = "From: a@example.com\nSubject: 小区停水三天了\n\n没有人管\n".encode("gb18030")
    assert read(data, "f.eml")[0][0].fields["subject"] == "小区停水三天了"


def test_a_bad_date_is_a_note_and_no_date_is_none(read: Read) -> None:
    data = "From: a@example.com\nSubject: x\nDate: 30 Feb 2026 99:00\n\n停水\n".encode()
    row = read(data, "f.eml")[0][0]
    assert row.received_at is None
    assert "30 Feb 2026" in str(row.notes[0])
    assert not read(b"From: a@example.com\nSubject: x\n\ny\n", "f.eml")[0][0].notes


def test_an_mbox_gives_every_message_and_keeps_quoted_from_lines(read: Read) -> None:
    box = b"".join(
        b"From z@example.com Thu Nov 28 11:17:46 2019\nSubject: s%d\nMessage-ID: <%d>\n\nwords\n>From here on\n\n"
        % (i, i)
        for i in range(3)
    )
    rows, rejects, source = read(box, "f.mbox")
    assert [row.id for row in rows] == ["<0>", "<1>", "<2>"]
    assert [row.line for row in rows] == [2, 9, 16]
    assert rows[0].fields["words"] == "words\nFrom here on"
    assert (rejects, source.fraction()) == ([], 1.0)


def test_a_letter_without_words_is_rejected_and_odd_bytes_never_fail(read: Read) -> None:
    _, rejects, _ = read(b"From: a@example.com\n\n", "f.eml")
    assert "没有主题也没有正文" in str(rejects[0].reason)
    nested = "".join(f"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n" for i in range(2000))
    for data in (
        nested.encode(),
        bytes(range(256)) * 20,
        b"Content-Type: text/plain; charset=hex\n\nzz",
        b"Subject: =?x?q?=FF?=\n\n\0",
    ):
        rows, rejects, _ = read(data, "f.eml")
        assert len(rows) + len(rejects) == 1


def test_json_lines_keep_every_key_and_every_number_as_written(read: Read) -> None:
    text = (
        '{"编号": 1, "内容": "停水", "涉及金额": 1200.50, "其他": {"a": [1]}}\n\n'
        '{"内容": "停电", "编号": "2", "时间": null}\nnot json\n[1]\n{"编号": 3}\n'
    )
    rows, rejects, source = read(text, "f.jsonl")
    assert rows[0].cells == {"编号": "1", "内容": "停水", "涉及金额": "1200.50", "其他": '{"a":[1]}'}
    assert rows[0].amount_fen == 120050
    assert (rows[1].id, rows[1].line) == ("2", 3)
    assert [one.line for one in rejects] == [4, 5, 6]
    assert rejects[0].cells == {"JSON": "not json"}
    assert source.unknown == ("其他",)


def test_json_that_is_no_list_of_lines_says_what_to_do(read: Read) -> None:
    with pytest.raises(Unreadable, match="JSON 数组"):
        read('[{"内容": "x"}]', "f.jsonl")
    with pytest.raises(Unreadable, match="--map words="):
        read('{"a": "x"}', "f.jsonl")
    assert read('{"a": "停水"}\n', "f.jsonl", mapping={"words": "a"})[0][0].fields["words"] == "停水"


def test_real_messages_are_all_read(read: Read) -> None:
    folder = Path(__file__).parents[2].parent / "shared" / "data" / "dev"
    if not (folder / "real_messages.xlsx").exists():
        pytest.skip("the real messages are not on this machine")
    rows, rejects, _ = read(folder / "real_messages.xlsx")
    assert (len(rows), len(rejects)) == (2881, 0)
    assert all(isinstance(row, Row) and row.id and row.received_at and "words" in row.fields for row in rows)
    rows, rejects, source = read(folder / "real_messages.gb18030.csv")
    assert (len(rows), len(rejects), source.encoding) == (5672, 0, "gb18030")
    assert sum(row.received_at is None for row in rows) == 3527  # their cell is empty
    assert not any(row.notes for row in rows)
