"""What the complaint's page offers to do, why not what, and the composer: nothing typed is lost."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests.stories import Office, Story
from wenguo.models import Access, Draft, Template
from wenguo.pages.acts import sending
from wenguo.pages.forms_composer import compared


@pytest.fixture
def page(office: Office, client: Client) -> Callable[..., str]:
    """`page(story, by, query)`: the complaint's page as this person sees it."""

    def shown(story: Story, by: str = "ann", query: str = "", language: str = "zh-hans") -> str:
        client.force_login(office.people[by])
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        return unescape(client.get(f"/desk/{story.number}/{query}").content.decode())

    return shown


@pytest.fixture
def composes(office: Office, client: Client) -> Callable[..., Any]:
    """`composes(story, do, kind, **values)`: one button of the composer, with one draft."""
    key = str(uuid.uuid4())

    def press(
        story: Story, do: str, kind: str = "inform", by: str = "ann", *, part: bool = False, **values: Any
    ) -> Any:
        client.force_login(office.people[by])
        given = {"expected": str(story.complaint.length), **values, "do": do, "kind": kind, "key": key}
        headers = {"HX-Request": "true"} if part else {}
        return client.post(f"/desk/{story.number}/do/compose/", given, headers=headers)

    return press


# -- actions ---------------------------------------------------------------------------------------------------------


def test_the_most_likely_act_leads_with_its_reason_and_links_to_its_form(
    story: Story, page: Callable[..., str]
) -> None:
    shown = page(story.recorded())
    first = shown[shown.index('class="likely"') :]
    assert f'href="/desk/{story.number}/do/acknowledge/"' in first[: first.index("</li>")]
    assert "还没有告知投诉人已收到" in first[: first.index("</li>")]


@pytest.mark.row("M26")
@pytest.mark.parametrize(("language", "reason"), [("zh-hans", "尚未答复，先答复再办结"), ("en", "answer first")])
def test_what_is_not_open_is_greyed_with_the_reason_in_words(
    story: Story, page: Callable[..., str], language: str, reason: str
) -> None:
    shown = page(story.recorded(), language=language)
    closed = shown[shown.index('class="closed-acts"') :]
    item = re.search(r'<li>(<span[^>]*aria-describedby="why-close".*?)</li>', closed, re.DOTALL)
    assert item is not None
    assert 'aria-disabled="true" tabindex="0"' in item[1], "read by keyboard"
    assert reason in item[1]
    assert "do/close/" not in item[1]
    assert not re.search(r"\b(hand_over|take_over|ask_review)\b[^/\"<-]*</span></li>", closed), "titles, not code words"


def test_a_locked_complaint_offers_only_what_the_law_leaves(story: Story, page: Callable[..., str]) -> None:
    story.recorded().acknowledged().answered().accepted().closed().does("erase", "lex", ground="请求")
    if not story.complaint.locked:
        pytest.skip("this unit's packs keep nothing by law")
    shown = page(story, "lex")
    assert "do/note/" not in shown
    assert "仅限存储和保护" in shown


def test_who_only_reads_is_told_so_and_offered_nothing(story: Story, page: Callable[..., str]) -> None:
    shown = page(story.recorded(), "aud")
    assert 'hx-get="/desk/' + story.number + "/do/" not in shown
    assert "您无权" in shown
    assert 'id="composer"' not in shown


def test_the_person_complained_of_may_speak_but_not_decide(
    story: Story, page: Callable[..., str], office: Office
) -> None:
    shown = page(story.recorded(by="ann", concerned=(office.eve.pk,)), "eve")
    assert "/do/hear/" in shown
    assert re.search(r'why-answer">[^<]*须回避', shown)


# -- the composer ----------------------------------------------------------------------------------------------------


def test_what_is_being_written_is_kept_without_a_button_and_found_again(
    story: Story, page: Callable[..., str], composes: Callable[..., Any]
) -> None:
    story.recorded()
    saved = composes(story, "save", part=True, words="写到一半")
    assert "草稿已保存" in saved.content.decode()
    composes(story, "save", part=True, words="写到一半，电脑合上了")
    assert Draft.objects.count() == 1
    assert "写到一半，电脑合上了" in page(story)
    assert "写到一半" not in page(story, "bob"), "a draft is its author's alone"


def test_the_same_words_become_another_kind_of_message(
    story: Story, page: Callable[..., str], composes: Callable[..., Any]
) -> None:
    story.recorded().acknowledged()
    done = composes(story, "switch:note", "inform", words="其实是给同事看的")
    assert done.headers["Location"] == f"/desk/{story.number}/?say=note#composer"
    assert Draft.objects.get().kind == "note"
    assert composes(story, "send", "note", words="其实是给同事看的").status_code == 303
    assert story.happened[-1] == "Noted"
    assert Draft.objects.get().body == {}


@pytest.mark.row("M21")
def test_an_answer_is_led_through_its_three_movements_and_asks_a_decision_on_each_demand(
    story: Story, page: Callable[..., str]
) -> None:
    story.recorded(
        demands=[{"remedy": "RM03", "words": "退钱"}, {"remedy": "RM01"}]
    ).acknowledged().assessed().investigated()
    shown = page(story, query="?say=answer")
    composer = shown[shown.index('id="composer"') :]
    order = [composer.index(words) for words in ("先接住感受", "再讲清道理", "落到感谢和改进")]
    assert order == sorted(order)
    assert 'name="decisions.0.decision"' in composer
    assert 'name="decisions.1.decision"' in composer
    assert "退钱" in composer
    assert "先接住感受" not in page(story, query="?say=inform")[shown.index('id="composer"') :]


def test_an_answer_that_needs_a_second_person_is_greyed_with_the_reason_and_can_be_submitted(
    story: Story, page: Callable[..., str], composes: Callable[..., Any]
) -> None:
    story.recorded(severity="T1").acknowledged().assessed().investigated()
    composer = page(story)[page(story).index('id="composer"') :]
    assert 'value="submit"' not in composer
    assert 'value="switch:submit"' in composer
    assert "由另一人批准" in composer
    assert composes(story, "send", "submit", words="拟答复").status_code == 303
    assert story.complaint.approval == "asked"


@pytest.mark.row("M21")
def test_prepared_words_fill_an_empty_box_and_stand_beside_what_a_person_wrote(
    story: Story, office: Office, page: Callable[..., str], composes: Callable[..., Any]
) -> None:
    Template.objects.create(
        verb="inform",
        name="本部模板",
        body="编号 {{ number }}，{{ complainant }}",
        changed_at=datetime.now(UTC),
        unit=office.sec,
    )
    story.recorded(complainant={"name": "王小明"})
    composes(story, "template", words="", template=str(Template.objects.get().pk))
    assert Draft.objects.get().body["values"]["words"] == [f"编号 {story.number}，王小明"]
    assert Access.objects.exists(), "a name shown plainly is written down"
    composes(story, "template", words="我自己写的话", template=str(Template.objects.get().pk))
    shown = page(story)
    offered = shown[shown.index('class="offered"') :]
    assert "我自己写的话" in offered
    assert re.search(r"<ins>[^<]*编号", offered), "what would be put in is marked"
    assert Draft.objects.get().body["values"]["words"] == ["我自己写的话"], "nothing is changed before the yes"
    composes(story, "accept", words="我自己写的话")
    assert Draft.objects.get().body["values"]["words"][0].startswith("我自己写的话\n\n编号")
    composes(story, "undo", words="别的")
    assert Draft.objects.get().body["values"]["words"] == ["我自己写的话"]


def test_prepared_words_may_take_the_place_of_ones_own_or_be_left(
    story: Story, page: Callable[..., str], composes: Callable[..., Any]
) -> None:
    story.recorded()
    composes(story, "template", words="旧的", template="d1")
    composes(story, "instead", words="旧的")
    assert "<del>旧" in page(story)
    composes(story, "refuse", words="旧的")
    assert "offered" not in Draft.objects.get().body
    assert Draft.objects.get().body["values"]["words"] == ["旧的"]


def test_a_template_is_words_and_never_code(story: Story, composes: Callable[..., Any]) -> None:
    Template.objects.create(
        verb="inform", name="恶意", body="{% load x %}{{ settings.SECRET_KEY }}", changed_at=datetime.now(UTC)
    )
    story.recorded()
    composes(story, "template", words="", template=str(Template.objects.get().pk))
    assert Draft.objects.get().body["values"]["words"] == ["{% load x %}{{ settings.SECRET_KEY }}"]


def test_a_refused_message_stands_there_again_with_everything(story: Story, composes: Callable[..., Any]) -> None:
    story.recorded(demands=[{"remedy": "RM03"}]).acknowledged().assessed().investigated()
    refused = composes(story, "send", "answer", words="写了很久的答复", way="letter")
    shown = refused.content.decode()
    assert refused.status_code == 409
    assert "还没有决定" in shown
    assert "写了很久的答复" in shown
    assert "投诉人怎么说" in shown, "the complaint stands beside it"
    assert Draft.objects.get().state == "open"


def test_an_old_page_does_not_bring_back_what_was_sent(story: Story, composes: Callable[..., Any]) -> None:
    story.recorded()
    composes(story, "send", "note", words="一次")
    late = composes(story, "save", "note", part=True, words="一次")
    assert "已经发出" in late.content.decode()
    assert Draft.objects.get().state == "sent"


def test_a_comparison_says_what_comes_and_what_goes() -> None:
    before, after = compared("请在 3 天内回复", "请在 5 天内回复您")
    assert [(one.text, one.change) for one in before] == [("请在 ", ""), ("3", "out"), (" 天内回复", "")]
    assert [(one.text, one.change) for one in after] == [("请在 ", ""), ("5", "in"), (" 天内回复", ""), ("您", "in")]
    long = "啊" * 50_000
    assert compared(long, "短")[0][0].change == "out", "too long to compare is told as a whole"


def test_the_desks_banner_knows_what_is_on_its_way(
    story: Story, office: Office, rf: Any, composes: Callable[..., Any]
) -> None:
    composes(story.recorded(), "send", "inform", words="正在核查", way="phone")
    request = rf.get("/desk/")
    request.user = office.ann
    [one] = sending(request, datetime.now(UTC))["sending"]
    assert (one.number, one.verb, one.state) == (story.number, "inform", "sending")
    assert 0 < one.left <= 15
