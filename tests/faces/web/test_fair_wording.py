"""Neither side is accused while one writes, and what was misunderstood is explained in the answer (M13, M27)."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.conf import settings as live
from django.test import Client

from tests.stories import Office, Story
from wenguo.models import Draft

POOR = "都怪那个服务员，箱子明摆着是他弄坏的。"
KEY = "7a6c8a52-0d5a-4d5c-9a0b-3a2f0a6b1c12"


@pytest.fixture
def ann(office: Office, client: Client, settings: Any) -> Client:
    settings.WENGUO_ADVICE = "auto"
    client.force_login(office.ann)
    return client


@pytest.mark.row("M13", "M09")
@pytest.mark.parametrize(("verb", "field"), [("note", "words"), ("tell", "words")])
def test_an_accusing_word_is_shown_on_its_form_and_the_better_one_takes_its_place_only_when_asked_for(
    ann: Client, story: Story, verb: str, field: str
) -> None:
    story.recorded("箱子坏了", concerned=[story.office.tom.pk])
    at = f"/desk/{story.number}/do/{verb}/"
    form = {field: POOR, "way": "phone", "account": str(story.office.tom.pk), "expected": str(story.complaint.length)}
    checked = unescape(ann.post(at, {**form, "do": "check"}).content.decode())
    assert POOR in checked, "what was written stays as it was"
    accused = re.search(r"<q>[^<]*怪那个服务员.*?value=\"(better:\d+)\"", checked, re.DOTALL)
    assert accused is not None
    mended = unescape(ann.post(at, {**form, "do": accused[1]}).content.decode())
    box = re.search(rf'<textarea[^>]*name="{field}"[^>]*>(.*?)</textarea>', mended, re.DOTALL)
    assert box is not None
    assert "两边的说法都先记下" in box[1]
    assert story.happened[-1] not in {"Noted", "Told"}, "nothing was kept by looking"


@pytest.mark.row("M27")
def test_the_drafted_answer_explains_what_was_misunderstood_with_its_proof(ann: Client, story: Story) -> None:
    story.recorded("你们把样机当新机卖给我").investigated()
    story.does("enclose", files=[{"name": "合同第二页.txt", "data": b"x"}], kind="contract")
    proof = next(one for one in story.complaint.refs if one.startswith("e"))
    story.does("clarify", claim="样机当新机卖", fact="合同第二条写明是展示机", proof=[proof])
    ann.post(
        f"/desk/{story.number}/do/compose/", {"do": "draft", "kind": "answer", "words": "", "way": "phone", "key": KEY}
    )
    words = "".join(Draft.objects.get().body["values"]["words"])
    assert "样机当新机卖" in words
    assert "合同第二条写明是展示机" in words
    assert "合同第二页" in words, "the proof stands beside the fact"


@pytest.mark.row("M13", "M26")
def test_no_draft_tells_the_words_of_a_finding_against_a_person_or_of_what_is_withheld(
    ann: Client, story: Story
) -> None:
    tom = story.recorded("柜台的人吼我", concerned=[story.office.tom.pk]).office.tom.pk
    story.does("declare", interest=False).does("tell", account=tom).does(
        "hear", "tom", who="employee", words="我声音大"
    )
    against: dict[str, Any] = {"against": [f"account:{tom}"], "standard": "established", "evidence": ["line:1"]}
    story.does("investigate", finding="汤某当时情绪失控", **against).investigated()
    story.does("investigate", finding="监控里有另一位客人").does(
        "withhold", what="监控", ground="privacy", words="有其他客人", finding=3
    )
    ann.post(
        f"/desk/{story.number}/do/compose/", {"do": "draft", "kind": "answer", "words": "", "way": "phone", "key": KEY}
    )
    words = "".join(Draft.objects.get().body["values"]["words"])
    assert "对有关人员的认定" in words
    assert "压缩机轴承磨损" in words
    for kept in ("汤某", "另一位客人", "有其他客人"):
        assert kept not in words


@pytest.mark.row("M13")
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_who_is_complained_of_answers_for_themselves_on_the_screen(client: Client, story: Story, language: str) -> None:
    office = story.office
    story.recorded("柜台的人吼我", concerned=[office.tom.pk]).does(
        "tell", account=office.tom.pk, words="有人反映您吼了他"
    )
    client.force_login(office.tom)
    client.cookies[live.LANGUAGE_COOKIE_NAME] = language
    page = unescape(client.get(f"/desk/{story.number}/").content.decode())
    assert "有人反映您吼了他" in page
    assert f"/desk/{story.number}/do/hear/" in page
    form = client.get(f"/desk/{story.number}/do/hear/").content.decode()
    assert 'name="words"' in form
    assert ("您的陈述" if language == "zh-hans" else "Your own statement") in form
    assert 'name="account"' not in form, "they are not asked who they are"
    answer = client.post(
        f"/desk/{story.number}/do/hear/",
        {"who": "employee", "words": "当时很吵，我提高了声音", "expected": str(story.complaint.length)},
    )
    assert answer.status_code == 303
    assert story.complaint.statements[-1].subject == f"account:{office.tom.pk}"
    assert story.cannot("hear", "tom", who="complainant", words="我记错了，他没吼").field == "who"
    assert "当时很吵，我提高了声音" in client.get(f"/desk/{story.number}/").content.decode()
