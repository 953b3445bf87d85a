"""Rows of other people's files become complaints with number, owner, clocks, log and their original."""

import json
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any, get_args
from zoneinfo import ZoneInfo

import pytest

from tests.faces.files.conftest import NOW, Take, recorded, text
from tests.stories import Office
from wenguo.faces.files import meaning
from wenguo.models import Complaint, Evidence, Line, Message, Person, Reaction, store
from wenguo.queries.finding import find
from wenguo.queries.queue import queue
from wenguo.queries.seeing import asker
from wenguo.queries.verify import verify
from wenguo.rules.labels import LABELS
from wenguo.verbs._verb import Channel, Kind

HEAD = "编号,主题,内容,时间,姓名,电话\n"
ROW = "7,路灯不亮,门口的路灯坏了一周,2026-11-02 08:30:00,王芳,138 0000 0000\n"


def test_a_row_becomes_a_complaint_with_number_owner_clocks_and_log(take: Take, office: Office) -> None:
    taken = take(HEAD + ROW)
    assert (taken.read, taken.recorded, taken.duplicates, taken.rejected) == (1, 1, 0, 0)
    (c,) = recorded()
    assert c.number
    assert c.clocks
    assert (c.owner, c.first_responder, c.unit) == (office.local.pk, office.local.pk, office.main.pk)
    assert (text(c.subject), text(c.words)) == ("路灯不亮", "门口的路灯坏了一周")
    assert c.received_at == c.recorded_at == datetime(2026, 11, 2, 0, 30, tzinfo=UTC)
    person = Person.objects.get()
    assert (person.name, person.phone) == ("王芳", "13800000000")
    assert verify().ok
    assert [row.number for row in queue(asker(office.local.pk), NOW).rows] == [c.number]
    assert find(asker(office.local.pk), "路灯坏了", NOW).total == 1


def test_the_original_cells_are_kept_with_the_complaint(take: Take) -> None:
    take("编号,内容,点赞数\n1,停水两天,17\n")
    original = json.loads(text(recorded()[0].original))
    assert original["cells"] == {"编号": "1", "内容": "停水两天", "点赞数": "17"}
    assert original["line"] == 2
    assert original["file"] == "投诉.csv"
    assert original["notes"] == ["没有收到时间，按导入时间登记"]


def test_history_starts_no_reaction_unless_it_is_live(take: Take) -> None:
    take("内容,答复内容,答复时间,办结时间\n一,已办,2026-11-03,2026-11-04\n", "a.csv")
    assert not Reaction.objects.exists()
    assert recorded()[0].live is False
    take("内容,答复内容,答复时间,办结时间\n二,已办,2026-11-03,2026-11-04\n", "b.csv", live=True)
    assert recorded()[1].live is False, "what was answered elsewhere is history"
    assert not Reaction.objects.exists()
    take("内容\n三\n", "c.csv", live=True)
    assert recorded()[2].live is True
    assert Reaction.objects.exists()


def test_answer_and_closing_happen_at_their_own_times(take: Take) -> None:
    take(
        "内容,时间,答复内容,答复时间,办结时间,处理结果\n漏水,2026-01-05 09:00,已修好,2026-01-07 10:00,2026-01-08 11:00,部分支持\n"
    )
    (c,) = recorded()
    zone = ZoneInfo("Asia/Shanghai")
    assert c.stage == "closed"
    assert c.outcome == "OC02"
    assert c.answered_at == datetime(2026, 1, 7, 10, tzinfo=zone)
    assert c.closed_at == datetime(2026, 1, 8, 11, tzinfo=zone)
    assert text(c.notices[-1].words) == "已修好"
    assert {clock.state for clock in c.clocks} <= {"met", "stopped"}


def test_an_answer_without_a_closing_date_leaves_the_complaint_answered(take: Take) -> None:
    take("内容,时间,答复内容,答复时间\n漏水,2026-01-05,已修好,2026-01-07\n")
    assert recorded()[0].stage == "answered"


def test_a_closing_date_without_an_answer_closes_without_inventing_one(take: Take) -> None:
    take("内容,时间,办结时间\n漏水,2026-01-05,2026-01-07\n")
    (c,) = recorded()
    assert c.stage == "closed"
    assert not c.notices
    assert "没有写明处理结果，按“予以解释”登记" in json.loads(text(c.original))["notes"]


def test_steps_out_of_order_are_put_in_order_and_said(take: Take) -> None:
    take("内容,时间,答复内容,答复时间,办结时间\n漏水,2026-01-05,已修好,2026-01-01,2025-12-31\n")
    (c,) = recorded()
    assert c.received_at == c.answered_at == c.closed_at
    assert len(json.loads(text(c.original))["notes"]) == 3


def test_a_moment_in_the_future_is_recorded_now_and_kept_as_it_was(take: Take) -> None:
    take("内容,时间\n漏水,2031-01-05\n")
    (c,) = recorded()
    assert c.received_at == NOW
    original = json.loads(text(c.original))
    assert original["cells"]["时间"] == "2031-01-05"
    assert any("在将来" in note for note in original["notes"])


def test_the_same_file_again_is_all_duplicates(take: Take) -> None:
    file = HEAD + ROW + "8,停水,停水两天,,,\n"
    take(file)
    again = take(file)
    assert (again.recorded, again.duplicates) == (0, 2)
    assert Complaint.objects.count() == 2


def test_without_an_id_column_the_same_cells_are_the_same_row(take: Take) -> None:
    taken = take("内容\n停水\n停电\n停水\n")
    assert (taken.recorded, taken.duplicates) == (2, 1)


def test_another_source_is_another_complaint(take: Take) -> None:
    take(HEAD + ROW)
    assert take(HEAD + ROW, source="第二批").recorded == 1
    assert take(HEAD + ROW, "换名.csv", source="第二批").duplicates == 1


def test_a_rehearsal_writes_nothing_and_shows_the_first_rows(take: Take, tmp_path: Path) -> None:
    file = HEAD + ROW + "8,停水,停水两天,,,\n" + "8,停水,停水两天,,,\n" + "9,,,,,\n"
    taken = take(file, dry_run=True)
    assert (taken.recorded, taken.duplicates, taken.rejected) == (2, 1, 1)
    assert [one.words for one in taken.preview] == ["门口的路灯坏了一周", "停水两天", "停水两天"]
    assert not any(table.objects.exists() for table in (Complaint, Line, Message, Person))
    assert [path.name for path in tmp_path.iterdir()] == ["投诉.csv"]


def test_the_first_rehearsal_of_a_mail_keeps_no_file(take: Take) -> None:
    take(_mail(), "m.eml", dry_run=True)
    assert not Evidence.objects.exists()
    assert not store.folder().exists() or not any(path.is_file() for path in store.folder().rglob("*附件*"))


def test_a_known_unit_in_the_row_comes_before_the_one_given(take: Take, office: Office) -> None:
    take("内容,单位\n一,证券分公司\n二,car\n三,火星营业部\n", unit=office.sec.pk)
    first, second, third = recorded()
    assert [first.unit, second.unit, third.unit] == [office.sec.pk, office.car.pk, office.sec.pk]
    assert "火星营业部" in text(third.original)


def test_imported_complaints_belong_to_the_owner_given(take: Take, office: Office) -> None:
    take("内容\n一\n", owner=office.ann.pk)
    assert recorded()[0].owner == office.ann.pk


def test_columns_may_be_named_by_the_person(take: Take) -> None:
    take("a,b\n1,灯坏了\n", mapping={"words": "b", "id": "a"})
    assert text(recorded()[0].words) == "灯坏了"


@pytest.mark.row("M20")
def test_what_a_row_tells_is_recorded_in_codes(take: Take) -> None:
    head = "内容,渠道,性质,类别,诉求,金额,订单号,产品,事发日期,转办来源,转办文号,特殊需要,严重程度\n"
    take(
        head
        + '退款一直不到,12345热线,投诉,价格与收费,要求退款,"¥1,200.50",D-77,空调,2026-11-01,12315,ZB9,听力障碍,T2\n'
    )
    (c,) = recorded()
    assert (c.channel, c.kind, c.causes, c.severity) == ("hotline", "complaint", ("RS07",), "T2")
    (demand,) = c.demands
    assert (demand.remedy, demand.amount_fen, text(demand.words)) == ("RM03", 120_050, "要求退款")
    assert (text(c.contract), c.product, c.referrer, text(c.referrer_number)) == ("D-77", "空调", "12315", "ZB9")
    assert str(c.event_date) == "2026-11-01"
    assert text(c.vulnerability) == "听力障碍"


def test_a_category_of_another_system_is_no_cause_of_ours(take: Take) -> None:
    take("内容,类别\n灯坏了,城乡建设\n")
    assert recorded()[0].causes == ()


def _mail(attachment: bytes = b"\x89PNG..") -> bytes:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["Date"] = (
        "空调有异响",
        "李强 <li@example.com>",
        "Mon, 02 Nov 2026 08:00:00 +0800",
    )
    mail["Message-ID"] = "<abc@example.com>"
    mail.set_content("修了三次还是响")
    mail.add_attachment(attachment, maintype="image", subtype="png", filename="附件.png")
    return mail.as_bytes()


def test_a_mail_is_kept_whole_with_what_came_with_it(take: Take) -> None:
    raw = _mail()
    take(raw, "m.eml")
    (c,) = recorded()
    assert text(c.words).strip() == "修了三次还是响"
    files = {one.name: store.get(one.path or "") for one in Evidence.objects.all()}
    assert files == {"abc@example.com.eml": raw, "附件.png": b"\x89PNG.."}
    assert verify().ok


def test_a_folder_is_taken_in_whole_and_what_is_not_read_is_named(office: Office, tmp_path: Path) -> None:
    from wenguo.faces.files import take_in

    (tmp_path / "a.csv").write_text("内容\n一\n")
    (tmp_path / "b.jsonl").write_text('{"内容": "二"}\n')
    (tmp_path / "空.csv").write_text("")
    (tmp_path / "照片.png").write_bytes(b"\x89PNG")
    taken = take_in([tmp_path], by=office.by("local"), at=NOW)
    assert taken.recorded == 2
    assert {path.name for path, _ in taken.unread} == {"空.csv", "照片.png"}


def test_progress_tells_rate_and_time_left(take: Take) -> None:
    told: list[Any] = []
    take("内容\n" + "".join(f"第 {n} 件\n" for n in range(500)), progress=told.append, batch=100)
    assert len(told) >= 5
    assert told[-1].fraction == 1.0
    assert told[-1].read == 500
    assert told[-1].rate > 0


def test_every_channel_and_kind_that_the_ledger_names_is_understood_again() -> None:
    for code in get_args(Channel):
        assert meaning.channel(LABELS[code].zh) == meaning.channel(code) == code
    for code in get_args(Kind):
        assert meaning.kind(LABELS[code].zh) == meaning.kind(code) == code
