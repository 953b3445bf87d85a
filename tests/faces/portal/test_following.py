"""Following: the secret as the only key, no oracle, and what is told to who has it."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as live
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.faces.portal.conftest import THEIRS, jpeg
from tests.stories import Story
from wenguo.models import Tracking
from wenguo.models.door import issue
from wenguo.queries import house

# -- the door ---------------------------------------------------------------------------------------------------------


@pytest.mark.row("M42")
@pytest.mark.parametrize("typed", [THEIRS, "abcd efgh jkmn pqrs", "ABCDEFGHJKMNPQRS"])
def test_number_and_secret_open_it_however_they_are_typed(door: Client, story: Story, typed: str) -> None:
    story.recorded()
    issue(story.row.pk, THEIRS, story.at)
    answer = door.post("/track/", {"number": story.number.lower(), "secret": typed})
    assert answer.headers["Location"] == f"/track/{story.number}/"
    assert Tracking.objects.get().seen_at is not None


def test_a_wrong_secret_and_a_number_that_is_none_are_answered_alike(
    door: Client, story: Story, django_assert_num_queries: Any
) -> None:
    story.recorded()
    issue(story.row.pk, THEIRS, story.at)
    pages, queries = [], []
    other = "WG26-999999-" + next(d for d in "0123456789" if __import__("stdnum").damm.is_valid(f"26999999{d}"))
    for number in (story.number, other):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        fresh = Client()
        with CaptureQueriesContext(connection) as asked:
            answer = fresh.post("/track/", {"number": number, "secret": "0000-0000-0000-0000"})
        body = re.sub(r'csrfmiddlewaretoken" value="\w+"', "", answer.content.decode()).replace(number, "NUMBER")
        pages.append((answer.status_code, body, sorted(answer.headers)))
        queries.append([re.sub(r"'[^']*'|\d+", "?", one["sql"]) for one in asked])
    assert pages[0] == pages[1]
    assert pages[0][0] == 403
    assert queries[0] == queries[1]


def test_without_the_secret_the_page_of_any_number_is_the_same_door(door: Client, story: Story) -> None:
    story.recorded("空调有异响")
    pages = [
        re.sub(r'csrfmiddlewaretoken" value="\w+"', "", door.get(f"/track/{number}/").content.decode()).replace(
            number, ""
        )
        for number in (story.number, "WG26-999999-9")
    ]
    assert pages[0] == pages[1]
    assert "空调" not in pages[0]


def test_guessing_is_slowed_more_and_more_for_one_number(door: Client, story: Story) -> None:
    story.recorded()
    issue(story.row.pk, THEIRS, story.at)
    wrong = {"number": story.number, "secret": "0000"}
    codes = [door.post("/track/", wrong).status_code for _ in range(7)]
    assert codes[0] == 403
    assert codes[-1] == 429
    assert int(door.post("/track/", wrong).headers["Retry-After"]) > 0
    assert door.post("/track/", {"number": story.number, "secret": THEIRS}).status_code == 429
    assert door.post("/track/", {"number": "WG26-000777-0", "secret": "0000"}).status_code == 403
    unknown = [door.post("/track/", {"number": "WG26-000777-0", "secret": "0000"}).status_code for _ in range(6)]
    assert unknown[-1] == 429, "a number that is none is slowed like one that is"


def test_a_mistyped_number_is_said_by_its_own_check_digit(door: Client) -> None:
    page = door.post("/track/", {"number": "WG26-000001-8", "secret": "0000"}).content.decode()
    assert "校验位不对" in page


def test_signed_out_this_browser_follows_nothing(door: Client, now_story: Story, follow: Callable[[], str]) -> None:
    now_story.recorded("空调有异响")
    assert "空调有异响" in follow()
    assert "已退出" in door.post("/track/leave/").content.decode()
    assert "空调有异响" not in door.get(f"/track/{now_story.number}/").content.decode()


def test_a_session_ends_with_the_secret_that_opened_it(
    door: Client, now_story: Story, follow: Callable[[], str]
) -> None:
    now_story.recorded("空调有异响")
    follow()
    issue(now_story.row.pk, "0000-1111-2222-3333", now_story.at)
    assert "空调有异响" not in door.get(f"/track/{now_story.number}/").content.decode()


def test_a_forged_session_opens_nothing(door: Client, story: Story) -> None:
    from django.core import signing

    story.recorded("空调有异响")
    door.cookies["follow"] = signing.dumps([story.number, "0" * 64], salt="portal.follow")
    assert "空调有异响" not in door.get(f"/track/{story.number}/").content.decode()
    door.cookies["follow"] = "nonsense"
    assert door.get(f"/track/{story.number}/").status_code == 200


# -- what is told -----------------------------------------------------------------------------------------------------


@pytest.mark.row("M26", "M14")
def test_the_page_tells_where_it_stands_who_has_it_what_was_promised_and_what_comes_next(
    now_story: Story, follow: Callable[[], str]
) -> None:
    now_story.recorded("空调有异响").acknowledged(words="已收到，王工会联系您").promised(what="明天上门检测", hours=48)
    page = follow()
    for said in ("正在了解情况", "证券分公司", "明天上门检测", "已收到，王工会联系您", "接下来", "依据"):
        assert said in page


@pytest.mark.row("M26", "M14")
def test_a_broken_promise_and_a_missed_limit_are_told_as_they_are(now_story: Story, follow: Callable[[], str]) -> None:
    now_story.moves_to(now_story.at - timedelta(days=90))
    now_story.recorded().promised(what="当天回电", hours=2).later(days=80).ticked()
    page = follow()
    assert "没有按时兑现" in page
    assert "已超期" in page
    assert "我们没有在期限内做到" in page


@pytest.mark.row("M26")
def test_answer_decisions_reasons_and_basis_are_all_told(now_story: Story, follow: Callable[[], str]) -> None:
    now_story.recorded(demands=[{"remedy": "RM03", "words": "退我全款", "amount_fen": 10000}]).answered(
        words="经查属实，部分退款", decisions=[{"demand": 1, "decision": "part", "basis": "合同第八条"}]
    )
    page = follow()
    for said in ("经查属实，部分退款", "部分支持", "合同第八条", "退我全款", "¥100.00", "等您的意见"):
        assert said in page


@pytest.mark.row("M26")
def test_what_is_among_staff_or_of_others_is_not_told(now_story: Story, follow: Callable[[], str]) -> None:
    now_story.recorded("灯不亮", complainant={"name": "李梅", "phone": "13800138000"})
    now_story.does("note", words="客户态度激动").investigated(finding="王师傅失误，内部处理")
    now_story.does("hear", words="我当时确实没检查", who="employee", account=now_story.office.ann.pk)
    now_story.does("enclose", words="内部检测单", files=[{"name": "内部.txt", "data": b"aGk="}])
    now_story.does("supervise", "bob", words="总部要求尽快", source="head").handed_over("eve").taken_over("eve")
    now_story.does("suggest", "advice", topic="cause", value="RS0201", score=900, model="m@1", because="提到灯")
    page = follow()
    for hidden in (
        "态度激动",
        "王师傅",
        "没检查",
        "内部检测单",
        "内部.txt",
        "总部要求",
        "Ann",
        "Eve",
        "提到灯",
        "13800138000",
    ):
        assert hidden not in page
    assert "换了一位同事" in page


def test_the_owner_is_named_only_where_the_house_says_so(
    now_story: Story, follow: Callable[[], str], door: Client
) -> None:
    now_story.recorded()
    assert "Ann" not in follow()
    house.settle("show_owner", True, now_story.office.adm.pk, now_story.at)
    assert "Ann" in door.get(f"/track/{now_story.number}/").content.decode()


@pytest.mark.row("M42")
def test_the_page_speaks_english_as_well(door: Client, now_story: Story, follow: Callable[[], str]) -> None:
    now_story.recorded().acknowledged()
    follow()
    door.cookies[live.LANGUAGE_COOKIE_NAME] = "en"
    page = door.get(f"/track/{now_story.number}/").content.decode()
    for said in ("What you can do", "We told you that we received it", "Only once we have answered", "by <time"):
        assert said in page


def test_erased_words_are_said_to_be_erased(now_story: Story, follow: Callable[[], str]) -> None:
    now_story.moves_to(now_story.at - timedelta(days=365 * 5))
    now_story.recorded("灯不亮", by="tom").answered("tom").accepted().closed("tom")
    now_story.later(days=365 * 4).does("erase", "lex", what="all", ground="本人要求")
    page = follow()
    assert "灯不亮" not in page
    assert "内容已删除" in page


# -- everything kept --------------------------------------------------------------------------------------------------


@pytest.mark.row("M26", "M42")
def test_everything_kept_about_them_can_be_taken_along_and_nothing_of_others(
    door: Client, now_story: Story, follow: Callable[[], str]
) -> None:
    now_story.recorded("灯不亮", complainant={"name": "李梅", "phone": "13800138000"}, contract="HT-9")
    now_story.does("note", words="内部备注").answered(words="已更换")
    follow()
    door.post(
        f"/track/{now_story.number}/do/hear/",
        {"words": "补一张", "files": SimpleUploadedFile("../照片.jpg", jpeg()), "key": "k"},
    )
    answer = door.get(f"/track/{now_story.number}/data/")
    packed = zipfile.ZipFile(io.BytesIO(answer.getvalue()))
    kept = json.loads(packed.read("data.json"))
    assert kept["complainant"] == {"name": "李梅", "phone": "13800138000"}
    assert kept["said"]["contract"] == "HT-9"
    assert "已更换" in str(kept["told"])
    assert "内部备注" not in packed.read("data.json").decode() + packed.read("data.html").decode()
    files = [name for name in packed.namelist() if name.startswith("files/")]
    assert len(files) == 1
    assert ".." not in files[0].split("/")
    assert packed.read(files[0]) == jpeg()
    assert Client().get(f"/track/{now_story.number}/data/").status_code == 302
