"""Complaints as files: only what the asker sees, safe in a spreadsheet, and a ledger that can be taken in again."""

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest
from django.db import transaction

from tests.faces.files.conftest import NOW, recorded, text
from tests.stories import Office, Story, founded
from wenguo.faces.files import FORMATS, give_out, take_in
from wenguo.faces.files.ledger import COLUMNS, LEDGER_HEADERS
from wenguo.models import Access, Person
from wenguo.queries.filters import Filters
from wenguo.queries.seeing import asker
from wenguo.reading.defusing import defused, restored
from wenguo.search import BadQuery

PERSON = {"name": "王芳", "phone": "13800001234", "email": "fang@example.com", "address": "人民路1号3单元502"}


def given(office: Office, who: str = "local", **options: Any) -> bytes:
    file = io.BytesIO()
    give_out(asker(office.people[who].pk), file, at=options.pop("at", NOW), **options)
    return file.getvalue()


def rows(raw: bytes) -> list[dict[str, Any]]:
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))


def test_csv_opens_in_excel_and_runs_nothing(office: Office) -> None:
    Story(office).recorded('=HYPERLINK("http://x","点我")', complainant={"name": "@王", "phone": "+86 138 0000 1234"})
    raw = given(office)
    assert raw.startswith(b"\xef\xbb\xbf")
    (row,) = rows(raw)
    assert row["words"].startswith("'=HYPERLINK")
    assert row["name"].startswith("'@")
    assert row["phone"].startswith("'+")


@pytest.mark.parametrize("words", ["=1+1", "'=1", "''-x", "普通", "'引号", "\t缩进", "@某人", ""])
def test_what_is_defused_can_be_restored(words: str) -> None:
    assert restored(defused(words)) == words


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("ledger", [False, True])
def test_every_format_holds_every_complaint(office: Office, kind: str, ledger: bool, tmp_path: Path) -> None:
    Story(office).recorded("灯不亮", subject="路灯", complainant=PERSON).answered().closed()
    Story(office).recorded("水停了")
    path = tmp_path / f"o.{kind}"
    path.write_bytes(given(office, kind=kind, ledger=ledger))
    found: list[dict[str, Any]]
    if kind == "csv":
        found = list(rows(path.read_bytes()))
    elif kind == "jsonl":
        found = [json.loads(line) for line in path.read_text().splitlines()]
    elif kind == "parquet":
        found = pq.read_table(path).to_pylist()
    else:
        header, *values = openpyxl.load_workbook(path).active.iter_rows(values_only=True)
        found = [dict(zip(header, row, strict=True)) for row in values]
    words = "投诉内容" if ledger else "words"
    assert [row[words] for row in found] == ["灯不亮", "水停了"]
    assert set(found[0]) <= set(LEDGER_HEADERS if ledger else COLUMNS)


def test_parquet_has_types(office: Office, tmp_path: Path) -> None:
    Story(office).recorded("灯不亮", event_date=date(2026, 3, 1), price_fen=990)
    (tmp_path / "o.parquet").write_bytes(given(office, kind="parquet"))
    (row,) = pq.read_table(tmp_path / "o.parquet").to_pylist()
    assert row["event_date"] == date(2026, 3, 1)
    assert row["price_fen"] == 990
    assert row["received_at"].utcoffset() is not None
    assert row["live"] is True


def test_nobody_gets_what_they_may_not_see(office: Office) -> None:
    Story(office).recorded("证券的事", by="ann")
    Story(office).recorded("汽车的事", by="tom")
    assert [row["words"] for row in rows(given(office, "tom"))] == ["汽车的事"]
    assert len(rows(given(office, "local"))) == 2


@pytest.mark.row("M36")
def test_contact_data_are_masked_by_role_and_plain_ones_are_logged(office: Office) -> None:
    Story(office).recorded("灯不亮", by="ann", complainant=PERSON)
    (seen,) = rows(given(office, "aud"))
    assert seen["name"] == "王**"[: len(seen["name"])]
    assert "1234" in seen["phone"]
    assert seen["phone"] != PERSON["phone"]
    assert "fang@" not in seen["email"]
    assert not Access.objects.exists()
    (plain,) = rows(given(office, "ann"))
    assert (plain["name"], plain["phone"]) == ("王芳", "13800001234")
    access = json.loads(Access.objects.get().data)
    assert access["account"] == office.ann.pk
    assert "phone" in access["fields"]


@pytest.mark.row("M36")
def test_unmasking_needs_no_less_than_a_reason_that_stays_in_the_access_log(office: Office) -> None:
    Story(office).recorded("灯不亮", by="ann", complainant=PERSON)
    (row,) = rows(given(office, "aud", unmask="法院调取，〔2026〕12 号"))
    assert row["phone"] == "13800001234"
    assert json.loads(Access.objects.get().data)["reason"] == "法院调取，〔2026〕12 号"


def test_filters_and_a_query_leave_the_others_out(office: Office) -> None:
    Story(office).recorded("空调漏水").answered().closed()
    Story(office).recorded("空调异响")
    Story(office).recorded("前台态度差")
    assert [row["words"] for row in rows(given(office, query="空调"))] == ["空调漏水", "空调异响"]
    assert [row["words"] for row in rows(given(office, filters=Filters(open=False)))] == ["空调漏水"]
    assert len(rows(given(office, filters=Filters(overdue=True)))) == 2
    with pytest.raises(BadQuery):
        given(office, query='"没有收尾')


def test_chunks_join_without_gap_or_repetition(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from wenguo.faces.files import giving_out

    monkeypatch.setattr(giving_out, "CHUNK", 2)
    numbers = [Story(office).recorded(f"第 {n} 件空调").number for n in range(5)]
    assert [row["number"] for row in rows(given(office))] == numbers
    assert [row["number"] for row in rows(given(office, query="空调"))] == numbers


def test_erased_words_are_not_given_out(office: Office) -> None:
    story = Story(office).settled("佣金没有按承诺下调", complainant=PERSON)
    story.later(days=365 * 25).does("erase", "lex", what="contact", ground="本人申请")
    (row,) = rows(given(office))
    assert row["name"] == row["phone"] == ""


def _facts() -> list[tuple[Any, ...]]:
    found = []
    for c in recorded():
        told = [notice for notice in c.notices if notice.event in {"Answered", "Declined", "Reviewed"}]
        person = Person.objects.filter(pk=int(c.complainant.id[1:])).values_list("name", "phone", "email", "address").first() if c.complainant else None  # fmt: skip
        wishes = [(one.remedy, one.amount_fen, text(one.words)) for one in c.demands if one.words]
        found.append(
            (
                text(c.words), text(c.subject) if c.subject else None, c.received_at, c.channel, c.kind, c.unit, person,
                text(told[-1].words) if told else None, c.answered_at, c.closed_at, c.outcome, c.causes, c.severity,
                c.event_date, c.price_fen, wishes, c.referrer, text(c.contract) if c.contract else None,
                text(c.authority) if c.authority else None,
            )
        )  # fmt: skip
    return found


def _past(office: Office) -> None:
    demands = [{"remedy": "RM03", "amount_fen": 120_050, "words": "要求退款"}]
    Story(office).recorded(
        "=空调有异响\n修了 3 次，“还是”响, 见附图", subject="空调", complainant=PERSON, channel="hotline", demands=demands,
        causes=["RS07"], severity="T2", event_date=date(2026, 3, 1), price_fen=99_900, contract="D-77", referrer="12315",
    ).investigated().does("submit", words="-经核查属实\n退款", decisions=[{"demand": 1, "decision": "support"}]).does("approve", "bob", what="answer").answered(words=None).closed(outcome="OC02")  # fmt: skip
    Story(office).recorded(
        "水停了", by="tom", channel="wechat", agent={"name": "张律师"}, authority="代为协商"
    ).answered("tom")
    Story(office).recorded("'-别人的错", channel="face")
    Story(office).recorded("不归你们管").declined().closed(outcome="OC07")
    Story(office).recorded("算了").withdrawn().closed(outcome="OC06")


@pytest.mark.parametrize("kind", ["csv", "xlsx", "jsonl"])
def test_a_ledger_taken_into_an_empty_home_tells_the_same(db: None, tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"台账.{kind}"
    with transaction.atomic():
        office = founded()
        _past(office)
        path.write_bytes(given(office, kind=kind, ledger=True))
        before = [(*one[:5], None, *one[6:]) for one in _facts()]
        transaction.set_rollback(True)
    office = founded()
    assert not recorded()
    taken = take_in([path], by=office.by("local"), at=NOW)
    assert (taken.recorded, taken.rejected) == (5, 0), taken.reasons
    after = [(*one[:5], None, *one[6:]) for one in _facts()]
    for one, other in zip(before, after, strict=True):
        # a complaint that was declined or never answered keeps the words told and their time
        assert (one[:8], one[9:]) == (other[:8], other[9:])
    assert [one[8] for one in before[:3]] == [one[8] for one in after[:3]]
    assert {c.unit for c in recorded()} == {office.sec.pk, office.car.pk}


def test_our_own_ledger_come_home_makes_nothing_twice(office: Office, tmp_path: Path) -> None:
    Story(office).recorded("灯不亮")
    path = tmp_path / "台账.csv"
    path.write_bytes(given(office, ledger=True))
    taken = take_in([path], by=office.by("local"), at=NOW)
    assert (taken.recorded, taken.duplicates) == (0, 1)
