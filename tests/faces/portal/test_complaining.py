"""The short page: what is taken in, what is sent back and how kindly, and that nothing typed is lost."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as live
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.faces.portal.conftest import SECRET, form, jpeg
from tests.stories import T0, Office
from wenguo.models import Alarm, Complaint, Evidence, Person, Tracking
from wenguo.perform import folded
from wenguo.queries import house
from wenguo.reactions.work import run_due


def the_only() -> Any:
    """The only complaint there is, folded."""
    found = folded(Complaint.objects.get().pk)
    assert found is not None
    return found


@pytest.mark.row("M42")
def test_words_and_a_way_to_be_reached_are_enough(door: Client, sent: Callable[..., Any], office: Office) -> None:
    number, secret = sent()
    c = the_only()
    assert (c.number, c.channel, c.recorded_by) == (number, "web", "complainant")
    assert (c.unit, c.owner, c.first_responder) == (office.sec.pk, office.bob.pk, office.bob.pk)
    assert Person.objects.get().phone == "13800138000"
    assert len(secret.replace("-", "")) == 16
    assert secret.replace("-", "") not in Tracking.objects.get().digest


@pytest.mark.row("M42")
@pytest.mark.parametrize(
    ("language", "asks", "ends"),
    [
        ("zh-hans", "请告诉我们发生了什么", "已收到您的投诉"),
        ("en", "Tell us what happened", "Your complaint has arrived"),
    ],
)
def test_the_page_and_its_end_speak_both_languages(door: Client, language: str, asks: str, ends: str) -> None:
    door.cookies[live.LANGUAGE_COOKIE_NAME] = language
    page = door.get("/").content.decode()
    assert asks in page
    assert "400-000-0000" in page
    assert "{%" not in page
    assert ends in door.post("/", form(), follow=True).content.decode()


def test_the_owner_learns_at_once_that_it_is_there(sent: Callable[..., Any], office: Office) -> None:
    sent()
    run_due(Complaint.objects.get().recorded_at + timedelta(days=1))
    assert list(Alarm.objects.values_list("account_id", "kind")) == [(office.bob.pk, "Recorded")]


@pytest.mark.row("M26")
def test_the_end_page_says_what_happens_by_when_and_on_which_basis(door: Client, sent: Callable[..., Any]) -> None:
    sent()
    page = door.get("/done/").content.decode()
    assert "答复您" in page
    assert "最迟" in page
    assert "证券基金期货经营机构投资者投诉处理工作指引" in page


def test_the_settled_owner_receives_it_first(door: Client, sent: Callable[..., Any], office: Office) -> None:
    house.settle("portal_owner", "ann", office.adm.pk, T0)
    sent()
    assert the_only().owner == office.ann.pk


def test_where_nobody_can_own_it_it_is_not_taken_in_and_the_page_says_whom_to_call(
    door: Client, office: Office
) -> None:
    from wenguo.models import Account

    Account.objects.update(is_active=False)
    answer = door.post("/", form())
    assert answer.status_code == 503
    assert "400-000-0000" in answer.content.decode()
    assert not Complaint.objects.exists()


def test_everything_optional_lands_in_its_place(sent: Callable[..., Any]) -> None:
    sent(
        wish=["RM03", "RM01"],
        wish_words="退我全款",
        amount="1,299.50",
        name="李梅",
        contract="HT-1",
        product="理财产品",
        event_date="2026-02-20",
        vulnerability="听力不便",
    )
    c = the_only()
    assert [(one.remedy, one.amount_fen) for one in c.demands] == [("RM03", 129950), ("RM01", None)]
    assert c.subject is not None
    assert c.contract is not None
    assert c.vulnerability is not None
    assert str(c.event_date) == "2026-02-20"


@pytest.mark.row("M42")
def test_anonymous_where_the_house_allows_it_and_only_there(door: Client, office: Office) -> None:
    anonymous = form(phone="", come_back="1")
    assert door.post("/", anonymous).status_code == 303
    assert the_only().complainant is None
    house.settle("anonymous", False, office.adm.pk, T0)
    answer = door.post("/", form(phone="", come_back="1"))
    assert answer.status_code == 422
    assert "come_back" not in answer.content.decode()


def test_for_another_person_names_the_agent_and_by_what_right(door: Client, sent: Callable[..., Any]) -> None:
    answer = door.post("/", form(for_other="1", their_name="王奶奶"))
    assert "您凭什么代为投诉" in answer.content.decode()
    sent(for_other="1", name="王芳", their_name="王奶奶", basis="孙女")
    c = the_only()
    assert c.agent is not None
    assert c.authority is not None
    kept = {f"p{one.pk}": one for one in Person.objects.all()}
    assert (kept[c.agent.id].name, kept[c.agent.id].phone) == ("王芳", "13800138000")
    assert (kept[c.complainant.id].name, kept[c.complainant.id].phone) == ("王奶奶", "")


@pytest.mark.parametrize(
    ("changed", "field", "remedy"),
    [
        ({"words": " "}, "words", "写几个字"),
        ({"phone": ""}, "reach", "留下电话或邮箱"),
        ({"phone": "12"}, "phone", "少了几位"),
        ({"email": "nobody"}, "email", "name@example.com"),
        ({"amount": "很多"}, "amount", "写成数字"),
        ({"event_date": "2999-01-01"}, "event_date", "在将来"),
        ({"event_date": "昨天"}, "event_date", "2026-11-22"),
        ({"website": "http://spam"}, "website", "清空"),
        ({"words": "字" * 20_001}, "words", "最多 20000"),
    ],
)
def test_what_is_wrong_is_named_with_its_remedy_and_everything_typed_stays(
    door: Client, changed: dict[str, str], field: str, remedy: str
) -> None:
    answer = door.post("/", form(contract="订单甲-77", wish=["RM05"], **changed))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#{field}"' in page
    assert remedy in page
    assert 'role="alert"' in page
    assert 'value="订单甲-77"' in page
    assert 'value="RM05" checked' in page
    assert not Complaint.objects.exists()


def test_sent_twice_it_is_one_complaint_with_one_secret(door: Client, sent: Callable[..., Any]) -> None:
    key = str(uuid.uuid4())
    photo = {"files": SimpleUploadedFile("a.jpg", jpeg())}
    first = sent(key=key, **photo)
    second = sent(key=key, files=SimpleUploadedFile("a.jpg", jpeg()))
    assert first == second
    assert (Complaint.objects.count(), Evidence.objects.count()) == (1, 1)


def test_changed_and_sent_again_it_is_said_before_it_becomes_another(door: Client, sent: Callable[..., Any]) -> None:
    key = str(uuid.uuid4())
    sent(key=key)
    answer = door.post("/", form(key=key, words="还有一件事"))
    assert answer.status_code == 422
    assert "已经提交过一次" in answer.content.decode()
    assert key not in answer.content.decode()


def test_markup_is_shown_as_words(door: Client) -> None:
    page = door.post("/", form(words="<script>alert(1)</script>", phone="")).content.decode()
    assert "<script>alert" not in page


def test_too_many_from_one_address_are_asked_to_wait_politely(door: Client, settings: Any) -> None:
    settings.WENGUO_RATE_PUBLIC = 2
    codes = [door.post("/", form(words="")).status_code for _ in range(3)]
    assert codes == [422, 422, 429]
    answer = door.post("/", form())
    assert int(answer.headers["Retry-After"]) > 0
    assert "请稍等" in answer.content.decode()


def test_the_secret_can_be_saved_as_a_file_and_only_by_who_was_given_it(door: Client, sent: Callable[..., Any]) -> None:
    number, secret = sent()
    kept = door.get("/done/keep/")
    assert kept.headers["Content-Disposition"].startswith("attachment")
    assert number in kept.content.decode("utf-8-sig")
    assert secret in kept.content.decode("utf-8-sig")
    assert Client().get("/done/keep/").status_code == 302
    assert Client().get("/done/").headers["Location"] == "/track/"


def test_private_pages_are_kept_by_no_browser_and_no_search_engine(door: Client, sent: Callable[..., Any]) -> None:
    number, _ = sent()
    for path in ("/done/", "/track/", f"/track/{number}/"):
        answer = door.get(path)
        assert answer.headers["Cache-Control"] == "no-store"
        assert "noindex" in answer.headers["X-Robots-Tag"]
    assert 'name="robots"' not in door.get("/").content.decode()


def test_nothing_on_the_page_needs_a_script_or_a_style_of_its_own(door: Client) -> None:
    answer = door.get("/")
    page = answer.content.decode()
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert "style=" not in page
    assert "<script>" not in page
    assert "capture" not in page


def test_a_browser_that_keeps_no_cookies_is_given_number_and_secret_at_once(office: Office) -> None:
    answer = Client(enforce_csrf_checks=True).post("/", form())
    assert answer.status_code == 200
    assert len(SECRET.findall(answer.content.decode())) == 1


def test_a_page_open_too_long_is_told_in_both_languages(office: Office) -> None:
    for language, said in (("zh-hans", "没有发出去"), ("en", "Not sent")):
        strict = Client(enforce_csrf_checks=True)
        strict.cookies[live.LANGUAGE_COOKIE_NAME] = language
        answer = strict.post("/track/", {"number": "x", "secret": "y"})
        assert answer.status_code == 403
        assert said in answer.content.decode()
