"""Drafts in the composer: put in with their sources, offered beside what was written, and off where they are switched off."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from tests.stories import Office, Story
from wenguo.advising import language_model, switches
from wenguo.models import Draft
from wenguo.queries.administrators import settler

pytestmark = pytest.mark.row("M43")

SAID = "空调修了两次还是响，11月2日花了500元，要求退款500元并道歉"
KEY = "6f6c8a52-0d5a-4d5c-9a0b-3a2f0a6b1c12"


@pytest.fixture
def ann(office: Office, client: Client, settings: Any) -> Client:
    settings.WENGUO_ADVICE = "auto"
    client.force_login(office.ann)
    return client


@pytest.fixture
def told(story: Story) -> Story:
    return story.recorded(SAID)


def composed(client: Client, story: Story, do: str, words: str = "", kind: str = "answer", **more: str) -> str:
    answer = client.post(
        f"/desk/{story.number}/do/compose/",
        {"do": do, "kind": kind, "words": words, "key": KEY, **more},
        headers={"HX-Request": "true"},
    )
    return str(answer.content.decode())


def body() -> dict[str, Any]:
    return dict(Draft.objects.get(key=KEY).body)


def test_a_draft_fills_the_empty_box_and_tells_where_it_comes_from(ann: Client, told: Story) -> None:
    seen = composed(ann, told, "draft", kind="inform")
    assert told.number in body()["values"]["words"][0]
    assert "这份草稿从哪来" in seen
    assert "11月2日" in seen
    assert 'value="undo"' in seen


def test_beside_what_was_written_it_waits_for_a_yes(ann: Client, told: Story) -> None:
    seen = composed(ann, told, "draft", "我自己写的开头。", kind="inform")
    assert "插入后" in seen
    assert body()["values"]["words"] == ["我自己写的开头。"]
    composed(ann, told, "accept", "我自己写的开头。", kind="inform")
    assert body()["values"]["words"][0].startswith("我自己写的开头。\n\n")


def test_where_drafts_are_off_there_is_no_button_and_a_press_says_so(ann: Client, told: Story, office: Office) -> None:
    switches.switch(settler(office.adm.pk), datetime(2026, 11, 22, tzinfo=UTC), "draft", None, False)
    seen = composed(ann, told, "draft", kind="inform")
    assert 'value="draft"' not in seen
    assert body()["values"].get("words", [""]) == [""]


def test_a_note_is_not_drafted(ann: Client, told: Story) -> None:
    assert 'value="draft"' not in composed(ann, told, "switch:note", kind="inform")


def test_no_model_is_offered_where_none_is_configured(ann: Client, told: Story) -> None:
    assert 'value="reword"' not in composed(ann, told, "save:", "写了几个字", kind="inform")


def test_a_reworded_letter_is_offered_before_and_after_and_no_name_left_for_it(
    ann: Client, told: Story, office: Office, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.WENGUO_LLM_URL = "http://127.0.0.1:9/v1"
    switches.switch(settler(office.adm.pk), datetime(2026, 11, 22, tzinfo=UTC), "language_model", None, True)
    left: list[str] = []

    def chat(messages: list[dict[str, str]]) -> str:
        left.append(str(messages))
        return messages[1]["content"].split("\n", 1)[1].rsplit("\n", 1)[0].replace("查看", "检查")

    monkeypatch.setattr(language_model, "_chat", chat)
    mine = "您好，我们查看了录音，电话13912345678。谢谢您告诉我们。"
    assert 'value="reword"' in composed(ann, told, "switch:inform", mine, kind="inform")
    seen = composed(ann, told, "reword", mine, kind="inform")
    assert "<ins>" in seen
    assert "13912345678" not in left[0]
    assert body()["offered"]["after"] == mine.replace("查看", "检查")
    assert body()["values"]["words"] == [mine]
