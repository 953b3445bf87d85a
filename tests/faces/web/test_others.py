"""Parts, third parties and apologies on the screen: what is shown to whom, and what the forms offer."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from tests.stories import Office, Story
from wenguo.administering import knowledge
from wenguo.advising import answering
from wenguo.pages import forms_apologies
from wenguo.queries.administrators import settler
from wenguo.rules import apology

Look = Callable[..., str]


@pytest.fixture
def look(office: Office, client: Client) -> Look:
    """`look(path, by, language)`: a page as this person sees it."""

    def shown(path: str, by: str = "ann", language: str = "zh-hans") -> str:
        client.force_login(office.people[by])
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        return unescape(client.get(path).content.decode())

    return shown


@pytest.mark.row("M28")
@pytest.mark.parametrize(("language", "heading"), [("zh-hans", "请我们办的部分"), ("en", "Parts asked of us")])
def test_the_list_of_parts_asked_of_us_shows_ours_and_only_ours(
    story: Story, office: Office, look: Look, language: str, heading: str
) -> None:
    story.recorded().does("request", unit=office.car.pk, what="请核对三次维修的工单")
    shown = look("/desk/parts/", "tom", language)
    assert heading in shown
    assert "请核对三次维修的工单" in shown
    assert f"/desk/{story.number}/do/deliver/?part=1" in shown
    assert "请核对三次维修的工单" not in look("/desk/parts/", "eve", language)
    assert "/desk/parts/" in look("/desk/", "tom", language), "the desk counts it"
    assert 'href="/desk/parts/"' not in look("/desk/", "eve", language)


@pytest.mark.row("M28")
def test_a_part_is_delivered_on_its_form_and_comes_back_to_the_owner(
    story: Story, office: Office, look: Look, client: Client
) -> None:
    story.recorded().does("request", unit=office.car.pk, what="请核对工单")
    assert "请核对工单" in look(f"/desk/{story.number}/do/deliver/?part=1", "tom")
    given = {"part": "1", "words": "工单换过两次轴承", "expected": str(story.complaint.length)}
    assert client.post(f"/desk/{story.number}/do/deliver/", given).status_code == 303
    shown = look(f"/desk/{story.number}/")
    assert "迟交" in shown, "the story lies in the past"
    assert "工单换过两次轴承" in shown


@pytest.mark.row("M04")
def test_the_page_tells_what_a_third_party_did_to_the_clocks(story: Story, look: Look) -> None:
    story.recorded().does(
        "bring_in",
        kind="mediator",
        body="投服中心",
        question="投资者申请调解",
        asked_by="complainant",
        told="调解期间不计时",
        way="phone",
    )
    shown = look(f"/desk/{story.number}/")
    panel = shown[shown.index('id="parties"') :]
    assert "投服中心" in panel
    assert "中止计时中" in panel
    assert "不得拒绝" in panel, "the duty of the securities pack is shown"
    english = look(f"/desk/{story.number}/", language="en")
    assert "stands still" in english
    assert "may not be refused" in english


@pytest.mark.row("M41")
@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("form", apology.FORMS)
@pytest.mark.parametrize("of", apology.OF)
def test_the_helper_has_words_for_each_form_and_never_mixes_the_two(form: str, of: str, language: str) -> None:
    body = next(one.body for one in forms_apologies.words() if (one.form, one.of, one.language) == (form, of, language))
    assert not apology.slips(of, body)
    assert ("finding" in body or "查明" in body or "found" in body) == (of == "fault") or form == "internal_correction"
    assert ("{{ finding }}" in body) <= (of == "fault"), "no finding is ever filled into words for the experience"


@pytest.mark.row("M41")
def test_an_apology_that_falls_short_of_the_harm_is_told_so_with_what_would_match_it(
    story: Story, look: Look, client: Client
) -> None:
    to = f"/desk/{story.recorded().number}/do/apologise/"
    assert "公开传播" in look(to)
    given = {"form": "telephone", "of": "experience", "scope": "public", "words": "让您受累，对不起。"}
    again = client.post(to, given)
    assert again.status_code == 422
    assert "与影响相当的是：公开致歉声明（民法典第179、1000条）" in again.content.decode()
    assert client.post(to, given | {"scope": "private"}).status_code == 303


@pytest.mark.row("M41")
def test_an_apology_that_mixes_the_two_is_shown_again_once_and_goes_when_it_is_sent_once_more(
    story: Story, look: Look, client: Client
) -> None:
    story.recorded()
    assert "这段经历让您受累" in look(f"/desk/{story.number}/do/apologise/?form=letter")
    given = {
        "form": "telephone",
        "of": "experience",
        "scope": "private",
        "words": "让您久等，对不起，这是我们的错。",
        "expected": str(story.complaint.length),
    }
    again = client.post(f"/desk/{story.number}/do/apologise/", given)
    assert again.status_code == 422
    assert "我们的错" in again.content.decode()
    assert "Apologised" not in story.happened
    assert client.post(f"/desk/{story.number}/do/apologise/", given | {"reviewed": "1"}).status_code == 303
    assert story.happened[-1] == "Apologised"


@pytest.mark.row("M28")
def test_a_procedure_pinned_to_a_cause_is_at_hand_for_staff_and_quoted_to_nobody(
    story: Story, office: Office, look: Look
) -> None:
    who = settler(office.adm.pk)
    row = knowledge.save(
        who,
        timezone.now(),
        None,
        unit=None,
        language="zh-hans",
        title="适当性争议先取证",
        body="退款多久到账：先调录音，再谈赔付。",
        internal=True,
        causes=("RS04",),
        rules=("cn.securities.burden_of_proof",),
    )
    knowledge.set_published(who, timezone.now(), row, published=True)
    story.recorded(causes=("RS0401",))
    shown = look(f"/desk/{story.number}/")
    panel = shown[shown.index('id="standards"') :]
    assert "适当性争议先取证" in panel
    assert "cn.securities.burden_of_proof" in panel, "with the rule of the pack it stands with"
    assert f"article:{row.pk}" in look(f"/desk/{story.number}/do/request/")
    assert 'id="standards"' not in look(f"/desk/{Story(office).recorded(causes=('RS0901',)).number}/")
    assert answering.answered("退款多久到账", None, "zh-hans") is None
