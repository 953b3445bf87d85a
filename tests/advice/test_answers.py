"""Self-service: exact quotes of what is published, the plain word where nothing is, and handing over without repeating."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.advice.asked import ASKED
from tests.stories import Office
from wenguo.administering import knowledge
from wenguo.advice.answers import Answering, Article
from wenguo.advising import answering, switches
from wenguo.demo.articles import ARTICLES
from wenguo.models import Article as Row
from wenguo.models import Change, Complaint
from wenguo.queries.administrators import settler

pytestmark = pytest.mark.row("M43")

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
READY = [
    Article(id=number * 2 + of, title=title, body=body, language=language)
    for number, (zh, zh_body, en, en_body) in enumerate(ARTICLES)
    for of, (title, body, language) in enumerate(((zh, zh_body, "zh-hans"), (en, en_body, "en")))
]
ALL = Answering(READY)


def language(question: str) -> str:
    return "zh" if any(ord(one) > 0x3000 for one in question) else "en"


def test_of_our_own_questions_nearly_all_find_their_article_and_none_is_answered_beside_the_point() -> None:
    found = [(ALL.answer(question, language(question)), wanted) for question, wanted in ASKED]
    got = [(one.quotes[0].article // 2 if one.known else None, wanted) for one, wanted in found]
    assert sum(one == wanted for one, wanted in got if wanted is not None) >= 27  # of 30
    assert not [1 for one, wanted in got if one is not None and one != wanted]


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=200), st.sampled_from([one for one, _ in ASKED]), st.text(alphabet="退款查询refund 多久", max_size=40)))  # fmt: skip
def test_every_quote_stands_word_for_word_in_its_article_whatever_is_asked(question: str) -> None:
    answer = ALL.answer(question)
    for one in answer.quotes:
        assert READY[one.article].body[one.start : one.end] == one.text
        assert one.title == READY[one.article].title
    assert answer.known == bool(answer.quotes)
    assert ALL.answer(question) == answer


def test_who_reads_english_is_answered_in_english_where_there_is_an_answer() -> None:
    assert "working days" in ALL.answer("how long does a refund take", "en").quotes[0].text


def test_what_nobody_published_is_not_known_and_no_articles_know_nothing() -> None:
    assert "不猜" in ALL.answer("能带宠物吗", "zh").because.zh
    assert not Answering([]).answer("退款多久到账").known


def test_a_hundred_thousand_characters_and_broken_ones_are_borne() -> None:
    ALL.answer("退款\udc80" * 50_000)
    Answering([Article(id=1, title="\ud800", body="长" * 100_000, language="zh")]).answer("长长长长")


# -- published, and asked at the door ------------------------------------------------------------------------------------


@pytest.fixture
def published(office: Office) -> Row:
    return publish(office, "退款多久到账", "审核通过后，银行卡 1 至 5 个工作日到账。")


def publish(office: Office, title: str, body: str) -> Row:
    who = settler(office.adm.pk)
    row = knowledge.save(who, AT, None, unit=None, language="zh-hans", title=title, body=body)
    knowledge.set_published(who, AT, row, published=True)
    return row


def test_only_what_is_published_is_quoted_and_taking_it_back_holds_at_once(office: Office, published: Row) -> None:
    found = answering.answered("退款几天到账", None, "zh-hans")
    assert found is not None
    assert found.quotes[0].text == published.body
    knowledge.set_published(settler(office.adm.pk), AT, published, published=False)
    assert answering.answered("退款几天到账", None, "zh-hans") is None
    assert Change.objects.filter(what="article").count() == 3


def test_switched_off_nothing_is_answered(office: Office, published: Row) -> None:
    switches.switch(settler(office.adm.pk), AT, "self_service", None, False)
    assert answering.answered("退款几天到账", None, "zh-hans") is None


def test_the_box_in_the_form_quotes_and_keeps_everything_typed(client: Client, published: Row) -> None:
    typed = {"words": "退款几天到账？我等了很久", "phone": "13900001111", "look": "1"}
    seen = client.post("/", typed).content.decode()
    assert "也许能马上帮到您" in seen
    assert "1 至 5 个工作日" in seen
    assert "我等了很久" in seen
    assert "13900001111" in seen
    assert not Complaint.objects.exists()
    after = client.post("/", {**typed, "look": "no"}).content.decode()
    assert "1 至 5 个工作日" not in after
    assert "我等了很久" in after


def test_the_part_that_is_fetched_quotes_or_says_that_there_is_nothing(client: Client, published: Row) -> None:
    assert "1 至 5 个工作日" in client.post("/ask/look/", {"words": "退款几天到账"}).content.decode()
    assert "我们不猜" in client.post("/ask/look/", {"words": "有人在店里摔伤了"}).content.decode()


def test_a_question_is_handed_over_with_everything_said_so_far(client: Client, published: Row) -> None:
    first = client.post("/ask/", {"question": "退款几天到账"}).content.decode()
    assert "1 至 5 个工作日" in first
    assert 'name="said" value="退款几天到账"' in first
    second = client.post("/ask/", {"question": "店员骂我怎么办", "said": ["退款几天到账"]}).content.decode()
    assert "我们不猜" in second
    form = client.post("/ask/complain/", {"said": ["退款几天到账", "店员骂我怎么办"]}).content.decode()
    assert "退款几天到账\n店员骂我怎么办</textarea>" in form


def test_who_asks_too_fast_waits_and_an_empty_question_is_told(client: Client, published: Row, settings: Any) -> None:
    assert client.post("/ask/", {"question": " "}).status_code == 422
    settings.WENGUO_RATE_PUBLIC = 1
    codes = [client.post("/ask/", {"question": "退款几天到账"}).status_code for _ in range(3)]
    assert codes[-1] == 429


def test_a_question_cannot_put_markup_into_the_page(client: Client, published: Row) -> None:
    seen = client.post("/ask/", {"question": "<script>alert(1)</script> 退款几天到账"}).content.decode()
    assert "<script>alert" not in seen


def test_a_head_of_one_unit_cannot_publish_for_the_whole_house_and_settings_show_how_it_answers(
    office: Office, client: Client, published: Row
) -> None:
    client.force_login(office.adm)
    assert "1 至 5 个工作日" in client.get("/desk/settings/answers/", {"q": "退款几天到账"}).content.decode()
    body = {"language": "zh-hans", "unit": "", "title": "可以匿名吗", "body": "可以。"}
    made = client.post("/desk/settings/answers/add/", body)
    row = Row.objects.get(title="可以匿名吗")
    assert made.status_code == 303
    assert not row.published
    client.post(f"/desk/settings/answers/{row.pk}/state/", {"published": "1"})
    row.refresh_from_db()
    assert row.published
