"""The head's board: who sees it, that its numbers lead to their rows, and handing over many with a way back."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.stories import Office, Story
from wenguo.models import Complaint, Draft

pytestmark = pytest.mark.row("M37")
NOW = datetime.now(UTC)


@pytest.fixture
def bob(office: Office, client: Client) -> Client:
    """The head of sec at the desk."""
    client.force_login(office.bob)
    return client


def recorded(office: Office, count: int, by: str = "ann", at: datetime = NOW - timedelta(days=1)) -> list[str]:
    """So many complaints that somebody owns."""
    story = Story(office, at)
    return [story.recorded(f"第 {number} 件：空调有异响", by=by).number for number in range(count)]


def handed(client: Client, numbers: list[str], *takers: int, key: str = "", reason: str = "我要休假") -> str:
    """Hand these over in one press; gives the page of what became of them."""
    form = {
        "number": numbers,
        "to": [str(one) for one in takers],
        "reason": reason,
        "key": key or str(uuid4()),
        "query": "unit=sec",
    }
    answer = client.post("/desk/board/hand-over/", form)
    assert answer.status_code == 303, answer.content.decode()
    return str(answer.headers["Location"])


@pytest.mark.parametrize(("who", "status"), [("bob", 200), ("qi", 200), ("dan", 200), ("aud", 200), ("ann", 403), ("eve", 403), ("adm", 403)])  # fmt: skip
def test_it_is_for_those_who_lead_and_others_are_told_whose_it_is(
    office: Office, client: Client, who: str, status: int
) -> None:
    client.force_login(office.people[who])
    answer = client.get("/desk/board/")
    assert answer.status_code == status
    if status == 403:
        assert "带队的人" in answer.content.decode()


def test_it_is_said_in_both_languages_with_nothing_left_over(bob: Client, office: Office) -> None:
    recorded(office, 2)
    for language, words in (("zh-hans", "各人手上"), ("en", "On each desk")):
        bob.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        page = bob.get("/desk/board/").content.decode()
        assert words in page
        assert "{%" not in page


def test_an_empty_unit_says_so(bob: Client) -> None:
    page = bob.get("/desk/board/").content.decode()
    assert "没有未办结的投诉" in page
    assert "数据太少" in page


def test_every_number_leads_to_as_many_rows(bob: Client, office: Office) -> None:
    recorded(office, 3, at=NOW - timedelta(days=200))
    Story(office, NOW - timedelta(hours=3)).recorded(by="eve").promised(by="eve", hours=1)
    Story(office, NOW - timedelta(hours=3)).recorded(by="eve").promised(by="eve", hours=80).handed_over("ann", by="eve")
    page = bob.get("/desk/board/").content.decode()
    links = {
        (unescape(link), int(number))
        for link, number in re.findall(r'<a href="(/desk/search/\?[^"]+)">(\d+)</a>', page)
    }
    assert len(links) >= 8
    for link, number in links:
        rows = bob.get(link).content.decode()
        assert f'<b class="count-of">{number}</b>' in rows, link


def test_another_unit_is_shown_only_to_those_who_lead_there(bob: Client, office: Office) -> None:
    recorded(office, 1, by="tom")
    assert "汽车服务" not in bob.get("/desk/board/?unit=car").content.decode()
    bob.force_login(office.qi)
    page = bob.get("/desk/board/?unit=car").content.decode()
    assert "汽车服务" in page
    assert "成批转交" not in page, "quality looks, heads hand over"


def test_the_chart_is_data_of_the_page_and_a_table_says_the_same(bob: Client, office: Office) -> None:
    recorded(office, 2)
    answer = bob.get("/desk/board/")
    page = answer.content.decode()
    assert '<script id="ahead-data" type="application/json">' in page
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert re.search(r'<table class="days">', page)
    assert 'aria-hidden="true"' in page


def test_the_same_few_statements_however_many_complaints(bob: Client, office: Office) -> None:
    recorded(office, 2)
    bob.get("/desk/board/")
    with CaptureQueriesContext(connection) as few:
        bob.get("/desk/board/")
    recorded(office, 12, by="eve")
    with CaptureQueriesContext(connection) as many:
        bob.get("/desk/board/")
    assert len(many) <= len(few)


def test_many_are_offered_in_one_press_and_ownership_stays_until_taken(bob: Client, office: Office) -> None:
    numbers = recorded(office, 5)
    page = bob.get(handed(bob, numbers, office.eve.pk)).content.decode()
    assert page.count("等待接手") == 5
    rows = Complaint.objects.filter(number__in=numbers)
    assert {(row.owner_id, row.offered_to) for row in rows} == {(office.ann.pk, office.eve.pk)}


def test_shared_among_several_it_is_even(bob: Client, office: Office) -> None:
    recorded(office, 2, by="eve")
    numbers = recorded(office, 6)
    handed(bob, numbers, office.eve.pk, office.bob.pk)
    to = list(Complaint.objects.filter(number__in=numbers).values_list("offered_to", flat=True))
    assert (to.count(office.eve.pk), to.count(office.bob.pk)) == (2, 4)


def test_what_is_refused_is_told_row_by_row_and_hinders_no_other(bob: Client, office: Office) -> None:
    numbers = recorded(office, 2)
    waiting = Story(office, NOW - timedelta(hours=2)).recorded().handed_over("bob").number
    own = Story(office, NOW - timedelta(hours=2)).recorded(by="eve").number
    elsewhere = Story(office, NOW - timedelta(hours=2)).recorded(by="tom").number
    page = bob.get(handed(bob, [*numbers, waiting, own, elsewhere, "WG-none"], office.eve.pk)).content.decode()
    assert page.count("等待接手") - page.count("已有一个转交在等待接手") == 2
    assert "已有一个转交在等待接手" in page
    assert "都不能接手这一件" in page
    assert page.count("没有编号") >= 1 or "WG-none" in page
    assert Complaint.objects.get(number=elsewhere).offered_to is None


def test_undo_takes_back_what_nobody_has_taken_and_leaves_the_rest(bob: Client, office: Office) -> None:
    numbers = recorded(office, 3)
    place = handed(bob, numbers, office.eve.pk)
    story = Story(office, datetime.now(UTC))
    story.number = numbers[0]
    story.taken_over("eve")
    page = bob.get("/desk/board/").content.decode()
    assert "data-offers" in page
    answer = bob.post(f"{place}undo/", follow=True)
    said = answer.content.decode()
    assert "已收回 2 件" in said
    assert "已接手" in said
    rows = {row.number: row for row in Complaint.objects.filter(number__in=numbers)}
    assert rows[numbers[0]].owner_id == office.eve.pk
    assert {(rows[one].owner_id, rows[one].offered_to) for one in numbers[1:]} == {(office.ann.pk, None)}
    assert "data-offers" not in bob.get("/desk/board/").content.decode()


def test_pressing_twice_offers_once(bob: Client, office: Office) -> None:
    numbers, key = recorded(office, 2), str(uuid4())
    assert handed(bob, numbers, office.eve.pk, key=key) == handed(bob, numbers, office.eve.pk, key=key)
    assert Draft.objects.filter(key=key).count() == 1
    assert bob.get(f"/desk/board/handed-over/{key}/progress").json() == {"done": 2, "of": 2}


def test_nothing_chosen_shows_the_form_again_as_it_was(bob: Client, office: Office) -> None:
    (number,) = recorded(office, 1)
    form = {"number": [number], "reason": "休假两周", "query": "unit=sec&owner=ann"}
    answer = bob.post("/desk/board/hand-over/", form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请选择接手人" in page
    assert "休假两周" in page
    assert re.search(rf'value="{number}"[^>]* checked', page)
    answer = bob.post("/desk/board/hand-over/", {"to": [str(office.eve.pk)], "query": "unit=sec"})
    assert "请先勾选" in answer.content.decode()


def test_only_heads_hand_over_many_and_nobody_sees_anothers_doing(bob: Client, office: Office) -> None:
    place = handed(bob, recorded(office, 1), office.eve.pk)
    for who in ("qi", "ann", "aud"):
        bob.force_login(office.people[who])
        assert bob.get("/desk/board/hand-over/").status_code == 403
        assert bob.post("/desk/board/hand-over/", {"number": ["x"], "to": ["1"]}).status_code == 403
        assert bob.get(place).status_code == 404
        assert bob.post(f"{place}undo/").status_code == 404


def test_the_rows_offered_are_those_of_the_person_and_the_form_leaves_that_person_out(
    bob: Client, office: Office
) -> None:
    recorded(office, 2)
    recorded(office, 1, by="eve")
    page = bob.get("/desk/board/hand-over/?unit=sec&owner=ann").content.decode()
    assert len(re.findall(r'name="number"', page)) == 2
    assert f'name="to" value="{office.ann.pk}"' not in page
    assert f'name="to" value="{office.eve.pk}"' in page
