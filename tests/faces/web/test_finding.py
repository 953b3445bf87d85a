"""The search room: everything asked stands in the address, the file holds exactly what is seen, searches are kept."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from tests.stories import T0, Office, Story
from wenguo.models import Access, SavedSearch

pytestmark = pytest.mark.row("M26")


@pytest.fixture
def ann(office: Office, client: Client) -> Client:
    """A handler of sec at the desk."""
    client.force_login(office.ann)
    return client


def seen(client: Client, address: str) -> list[str]:
    """The numbers of a page, in order."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return re.findall(r'class="whole number" href="/desk/([^/]+)/"', answer.content.decode())


def given(client: Client, kind: str, query: str = "") -> bytes:
    """The file of a list."""
    answer = client.get(f"/desk/search/export.{kind}?{query}")
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)  # type: ignore[arg-type]


def test_words_are_found_and_marked_and_both_languages_speak(ann: Client, story: Story) -> None:
    story.recorded("空调有异响，修了两次")
    for language, words in (("zh-hans", "怎么查"), ("en", "How to ask")):
        ann.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        page = ann.get("/desk/search/?q=异响").content.decode()
        assert "<mark>异响</mark>" in page
        assert words in page
        assert "{%" not in page


@pytest.mark.parametrize("asked", ['"', "-退款", "(退款", "退款 OR"])
def test_a_question_that_cannot_be_asked_is_told_beside_its_field(ann: Client, asked: str) -> None:
    answer = ann.get("/desk/search/", {"q": asked})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'aria-invalid="true" aria-describedby="bad"' in page


def test_without_words_the_filters_list_newest_first(ann: Client, story: Story) -> None:
    first = story.recorded(channel="hotline").number
    second = story.recorded(channel="letter").number
    third = story.recorded(channel="hotline").number
    assert seen(ann, "/desk/search/") == [third, second, first]
    assert seen(ann, "/desk/search/?channel=hotline") == [third, first]
    assert seen(ann, "/desk/search/?channel=letter&open=1") == [second]
    assert seen(ann, "/desk/search/?open=0") == []
    assert seen(ann, "/desk/search/?unit=sec&owner=ann&stage=received") == [third, second, first]
    assert seen(ann, "/desk/search/?from=2026-03-02&to=2026-03-02") == [third, second, first]
    assert seen(ann, "/desk/search/?to=2026-03-01") == []


@pytest.mark.row("M25")
def test_a_class_of_causes_holds_its_items(ann: Client, story: Story) -> None:
    one = story.recorded().assessed(causes=["RS0101"]).number
    story.recorded().assessed(causes=["RS0201"])
    assert seen(ann, "/desk/search/?cause=RS01") == [one]
    assert seen(ann, "/desk/search/?cause=RS0101") == [one]
    assert seen(ann, "/desk/search/?cause=RS0102") == []


def test_each_filter_is_a_chip_that_takes_it_out_again(ann: Client, story: Story) -> None:
    story.recorded("异响", channel="hotline")
    page = ann.get("/desk/search/?q=异响&channel=hotline&open=1").content.decode()
    chips = re.findall(r'<a class="chip mark" href="\?([^"]*)">', page)
    assert len(chips) == 2
    assert any("channel" not in one and "open=1" in one and "q=" in one for one in chips)


def test_a_filter_that_says_nothing_is_told_in_words_and_kept_as_typed(ann: Client, story: Story) -> None:
    story.recorded()
    page = ann.get("/desk/search/?owner=没有这人&unit=nowhere&from=昨天")
    assert page.status_code == 422
    text = page.content.decode()
    assert "没有叫“没有这人”的人" in text
    assert "没有代码为“nowhere”的单位" in text
    assert "不是日期" in text
    assert 'value="没有这人"' in text


def test_whose_words_are_searched_is_chosen(ann: Client, story: Story) -> None:
    theirs = story.recorded("投诉说补偿").number
    ours = story.recorded("别的事").does("note", "ann", words="内部讨论补偿").number
    assert set(seen(ann, "/desk/search/?q=补偿")) == {theirs, ours}
    assert seen(ann, "/desk/search/?q=补偿&in=theirs") == [theirs]
    assert seen(ann, "/desk/search/?q=补偿&in=ours") == [ours]


def test_pages_hold_each_complaint_once(ann: Client, story: Story) -> None:
    for number in range(61):
        story.recorded(f"异响 {number}")
    for query in ("q=异响", "owner=ann"):
        first = ann.get(f"/desk/search/?{query}").content.decode()
        found = re.search(r'rel="next" href="([^"]+)"', first)
        assert found
        numbers = seen(ann, f"/desk/search/?{query}") + seen(ann, "/desk/search/" + found[1].replace("&amp;", "&"))
        assert len(numbers) == len(set(numbers)) == 61


def test_nobody_finds_what_they_may_not_see(office: Office, client: Client, story: Story) -> None:
    story.recorded("异响")
    client.force_login(office.tom)
    for query in ("q=异响", "", "owner=ann", "unit=sec"):
        assert seen(client, f"/desk/search/?{query}") == []
    assert b"WG" not in given(client, "csv")


def test_the_columns_one_chose_are_there_the_next_time(ann: Client, story: Story) -> None:
    story.recorded(demands=[{"remedy": "RM03", "amount_fen": 123_450}])
    answer = ann.post("/desk/search/columns/", {"column": ["demanded", "channel", "no_such"], "query": "open=1"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/search/?open=1")
    page = ann.get("/desk/search/").content.decode()
    assert "¥1,234.50" in page
    assert re.search(r'<th[^>]*class="money"', page)
    assert re.search(r"<th[^>]*>内容</th>", page) is None
    ann.post("/desk/search/columns/", {"usual": "1"})
    assert re.search(r"<th[^>]*>内容</th>", ann.get("/desk/search/").content.decode())


def test_a_list_costs_the_same_few_statements_whatever_its_length(ann: Client, story: Story) -> None:
    story.recorded("异响")
    for address in ("/desk/search/", "/desk/search/?q=异响", "/desk/search/?columns=complainant,phone,owner,words"):
        story.recorded("异响", complainant={"name": "王小明", "phone": "13800000000"})
        ann.get(address)
        with CaptureQueriesContext(connection) as few:
            ann.get(address)
        for _ in range(8):
            story.recorded("异响", complainant={"name": "李小红", "phone": "13900000000"})
        with CaptureQueriesContext(connection) as many:
            ann.get(address)
        assert len(many) <= len(few), address


HARMFUL = ['=HYPERLINK("http://x","点我")', "+86 电话", "-1+1", "@SUM(A1)", "\t=1", '普通，带逗号和"引号"\n换行']


def test_the_file_is_exactly_what_is_seen_and_runs_nothing(ann: Client, story: Story) -> None:
    for words in HARMFUL:
        story.recorded(words, channel="hotline")
    story.recorded("另一渠道", channel="letter")
    query = "channel=hotline&columns=number,words,channel,owner"
    on_screen = seen(ann, f"/desk/search/?{query}")
    rows = list(csv.reader(io.StringIO(given(ann, "csv", query).decode("utf-8-sig"))))
    assert rows[0] == ["编号", "内容", "渠道", "责任人"]
    assert [row[0] for row in rows[1:]] == on_screen
    assert {row[2] for row in rows[1:]} == {"热线"}
    objects = json.loads(given(ann, "json", query))
    assert [one["number"] for one in objects] == on_screen
    assert list(objects[0]) == ["number", "words", "channel", "owner"]
    sheet = load_workbook(io.BytesIO(given(ann, "xlsx", query))).active
    assert sheet is not None
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[0] for row in cells[1:]] == on_screen
    for row in (*rows[1:], *cells[1:]):
        assert not any(str(value).startswith(("=", "+", "-", "@", "\t", "\r")) for value in row), row
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_the_file_goes_to_the_end_and_in_the_order_of_the_screen(
    ann: Client, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    from wenguo.queries import listing

    monkeypatch.setattr(listing, "CHUNK", 4)
    numbers = [story.recorded("退款 " * (1 + turn % 3)).number for turn in range(11)]
    for query in ("q=退款", "owner=ann", "q=退款&by=best"):
        rows = list(csv.reader(io.StringIO(given(ann, "csv", query).decode("utf-8-sig"))))[1:]
        assert [row[0] for row in rows] == seen(ann, f"/desk/search/?{query}")
        assert sorted(row[0] for row in rows) == sorted(numbers)


def test_personal_data_is_shown_as_the_role_sees_it_and_what_is_plain_is_logged(
    office: Office, client: Client, story: Story
) -> None:
    story.recorded(complainant={"name": "王小明", "phone": "13812345678"})
    query = "columns=number,complainant,phone"
    client.force_login(office.bob)  # a head sees it masked unless with a reason
    for text in (client.get(f"/desk/search/?{query}").content.decode(), given(client, "csv", query).decode()):
        assert "王**" in text
        assert "13812345678" not in text
    assert Access.objects.filter(account=office.bob).count() == 0
    client.force_login(office.ann)
    assert "13812345678" in client.get(f"/desk/search/?{query}").content.decode()
    assert "13812345678" in given(client, "csv", query).decode()
    logged = [
        json.loads(data)
        for data in Access.objects.filter(account=office.ann).order_by("position").values_list("data", flat=True)
    ]
    assert [one["reason"] for one in logged] == ["search", "export"]
    assert all(one["number"] == story.number and len(one["fields"]) == 2 for one in logged)


def test_an_unknown_kind_of_file_is_not_there_and_a_bad_question_is_told(ann: Client) -> None:
    assert ann.get("/desk/search/export.exe").status_code == 404
    assert ann.get("/desk/search/export.csv", {"q": '"'}).status_code == 422


def test_a_search_is_kept_shared_opened_changed_deleted_and_brought_back(
    ann: Client, office: Office, story: Story
) -> None:
    story.recorded("异响", channel="hotline")
    ann.post(
        "/desk/search/saved/",
        {"query": "q=异响&channel=hotline", "name": "热线异响", "unit": "sec", "alarm_after": "3"},
    )
    row = SavedSearch.objects.get()
    assert (row.query, row.unit, row.alarm_after) == ({"q": "异响", "channel": "hotline"}, office.sec, 3)
    ann.force_login(office.eve)
    assert "热线异响" in ann.get("/desk/search/").content.decode()
    assert ann.post(f"/desk/search/saved/{row.pk}/delete/").status_code == 404
    ann.force_login(office.ann)
    place = ann.get(f"/desk/search/saved/{row.pk}/").headers["Location"]
    assert seen(ann, place) == [story.number]
    ann.post(f"/desk/search/saved/{row.pk}/change/", {"name": "改名", "unit": "", "alarm_after": "", "query": ""})
    row.refresh_from_db()
    assert (row.name, row.unit, row.alarm_after, row.query["q"]) == ("改名", None, None, "异响")
    ann.post(f"/desk/search/saved/{row.pk}/delete/", {"query": "open=1"})
    assert not SavedSearch.objects.exists()
    assert "已删除检索 “改名”" in ann.get("/desk/search/").content.decode()
    ann.post("/desk/search/saved/undo/", {"query": ""})
    assert SavedSearch.objects.get().name == "改名"
    assert "已删除检索" not in ann.get("/desk/search/").content.decode()


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"name": ""}, "请给检索起个名字"),
        ({"name": "x" * 101}, "最多 100 个字"),
        ({"name": "有了"}, "同名"),
        ({"name": "新的", "unit": "car"}, "只能分享给"),
        ({"name": "新的", "alarm_after": "零"}, "1 到 1000"),
        ({"name": "新的", "alarm_after": "0"}, "1 到 1000"),
        ({"name": "新的", "query": ""}, "先写要找的字词"),
    ],
)
def test_what_cannot_be_kept_is_told_and_nothing_typed_is_lost(
    ann: Client, office: Office, form: dict[str, str], words: str
) -> None:
    SavedSearch.objects.create(account=office.ann, name="有了", query={"q": "x"}, created_at=T0)
    answer = ann.post("/desk/search/saved/", {"query": "q=异响", **form})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    if form["name"]:
        assert f'value="{form["name"]}"' in page
    assert SavedSearch.objects.count() == 1


def test_opening_a_kept_search_from_the_desk_ends_its_alarm(ann: Client, office: Office) -> None:
    row = SavedSearch.objects.create(
        account=office.ann, name="异响", query={"q": "异响"}, alarm_after=1, new_hits=4,
        alarmed_at=datetime.now(UTC) - timedelta(hours=1), created_at=T0,
    )  # fmt: skip
    assert "新增 4" in re.sub(r"<svg.*?</svg>", "", ann.get("/desk/search/").content.decode())
    ann.get(f"/desk/search/?saved={row.pk}", follow=True)
    row.refresh_from_db()
    assert (row.new_hits, row.alarmed_at) == (0, None)
    assert ann.get("/desk/search/saved/999999/").status_code == 404


def test_an_empty_list_says_what_can_be_done(ann: Client, story: Story) -> None:
    assert "还没有您能看到的投诉" in ann.get("/desk/search/").content.decode()
    story.recorded()
    assert "单个字也能查到" in ann.get("/desk/search/?q=没有的词").content.decode()
    assert "去掉一个试试" in ann.get("/desk/search/?open=0").content.decode()
