"""The summary of the optional language model at the screen: only where one is switched on, each sentence with its source."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from tests.stories import Office, Story
from wenguo.advising import language_model, switches
from wenguo.models import ModelUse
from wenguo.queries.administrators import settler

SAID = "我叫张伟，电话13912345678。空调修了两次还是响。客服李小红说等一个月。我要求退还维修费500元。"
PLACE = "/desk/{}/summary/"

pytestmark = pytest.mark.row("M43")


@pytest.fixture
def ann(office: Office, client: Client, settings: Any) -> Client:
    settings.WENGUO_LLM_URL, settings.WENGUO_LLM_MODEL = "http://127.0.0.1:9/v1", "small"
    client.force_login(office.ann)
    return client


@pytest.fixture
def told(story: Story) -> Story:
    return story.recorded(SAID)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was sent, to a model that answers with two sentences of the material."""
    found: list[str] = []

    def says(messages: list[dict[str, str]]) -> str:
        found.append(messages[1]["content"])
        pieces = found[-1].split("\n")[1].split("。")
        return f"{pieces[1]}。{pieces[3]}。"

    monkeypatch.setattr(language_model, "_chat", says)
    return found


def on(story: Story) -> None:
    switches.switch(settler(story.office.local.pk), datetime.now(UTC), "language_model", None, on=True)


def test_it_is_offered_only_where_a_model_is_switched_on(ann: Client, told: Story, sent: list[str]) -> None:
    where = PLACE.format(told.number)
    assert where not in ann.get(f"/desk/{told.number}/").content.decode()
    assert ann.post(where).status_code == 403
    on(told)
    assert where in ann.get(f"/desk/{told.number}/").content.decode()
    assert ann.get(where).status_code == 200
    assert sent == []  # looking sends nothing


def test_each_sentence_stands_with_what_they_said_and_no_name_left_the_house(
    ann: Client, told: Story, sent: list[str]
) -> None:
    on(told)
    page = ann.post(PLACE.format(told.number)).content.decode()
    assert "<b>空调修了两次还是响。</b>" in page
    assert "<q>我要求退还维修费500元。</q>" in page
    for secret in ("张伟", "13912345678", "李小红"):
        assert secret not in sent[0], secret
    assert "⟦NAME 1⟧" in page
    use = ModelUse.objects.get()
    assert (use.purpose, use.passed) == ("summary", True)
    assert "127.0.0.1" in page


def test_a_sentence_that_nobody_said_is_not_shown(ann: Client, told: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    on(told)
    lie = "空调修了两次还是响。投诉人脾气很坏，经常闹事。"
    monkeypatch.setattr(language_model, "_chat", lambda _: lie)
    page = ann.post(PLACE.format(told.number)).content.decode()
    assert "脾气很坏" not in page.replace("这一句在原话里没有出处：投诉人脾气很坏，经常闹事。", "")
    assert not ModelUse.objects.get().passed


def test_who_does_not_handle_it_may_not_ask(client: Client, told: Story, office: Office, ann: Client) -> None:
    on(told)
    client.force_login(office.new_person("far", "car", "handler"))
    assert client.post(PLACE.format(told.number)).status_code in {403, 404}
