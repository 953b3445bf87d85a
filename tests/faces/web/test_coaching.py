"""The coach beside the complaint and beside the words: for who works on it, with its reasons, and never in the way."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from tests.stories import Office, Story
from wenguo.advising import switches
from wenguo.models import Draft
from wenguo.queries.administrators import settler

SAID = "空调修了两次还是响，等了一个月没人管，太气人了，要求退款500元并道歉"
KEY = "6f6c8a52-0d5a-4d5c-9a0b-3a2f0a6b1c12"
POOR = "您反映的问题已收悉，是您自己操作不当造成的，我们会尽快处理。"


@pytest.fixture
def ann(office: Office, client: Client, settings: Any) -> Client:
    settings.WENGUO_ADVICE = "auto"
    client.force_login(office.ann)
    return client


@pytest.fixture
def told(story: Story) -> Story:
    return story.recorded(SAID)


def page(client: Client, story: Story) -> str:
    return str(client.get(f"/desk/{story.number}/").content.decode())


def composed(
    client: Client, story: Story, do: str, words: str = POOR, kind: str = "inform", *, part: bool = True
) -> Any:
    headers = {"HX-Request": "true"} if part else {}
    return client.post(
        f"/desk/{story.number}/do/compose/",
        {"do": do, "kind": kind, "words": words, "way": "phone", "key": KEY},
        headers=headers,
    )


@pytest.mark.row("M33", "M08")
def test_who_works_on_it_sees_how_to_talk_and_what_to_ask_next(ann: Client, told: Story) -> None:
    seen = page(ann, told)
    assert 'id="coach"' in seen
    assert "只是建议，由您决定" in seen
    assert "可以接着问" in seen
    assert re.search(r'class="strategy"[^>]*><summary>[^<]+</summary><dl><dt>做</dt><dd>[^<]+', seen)
    switches.switch(settler(told.office.local.pk), datetime.now(UTC), "strategy", told.complaint.unit, on=False)
    assert "<dt>做</dt>" not in page(ann, told)
    switches.switch(settler(told.office.local.pk), datetime.now(UTC), "facts", told.complaint.unit, on=False)
    assert "可以接着问" not in page(ann, told)


@pytest.mark.row("M02", "M39")
def test_grave_signs_are_for_those_who_may_judge_with_what_speaks_against_them(
    office: Office, story: Story, ann: Client, client: Client
) -> None:
    story.recorded("不赔我十万我就天天来堵门，找人弄死你们经理")
    assert "请有权的人看一眼" not in page(ann, story)
    client.force_login(office.bob)
    seen = page(client, story).split("请有权的人看一眼")[1].split("</details>")[0]
    assert "弄死" in seen
    assert "权利和时限不受影响" in seen


@pytest.mark.row("M13", "M33")
def test_who_is_complained_of_and_who_only_looks_see_no_coach(ann: Client, told: Story, client: Client) -> None:
    assert 'id="coach"' in page(ann, told)
    client.force_login(told.office.aud)
    assert 'id="coach"' not in page(client, told)
    told.does("hand_over", to=told.office.eve.pk).does("take_over", "eve")
    client.force_login(told.office.eve)
    assert 'id="coach"' in page(client, told)
    told.does("assess", "bob", concerned=(told.office.eve.pk,))
    assert 'id="coach"' not in page(client, told)


def test_a_closed_complaint_has_no_coach(ann: Client, told: Story) -> None:
    told.withdrawn().closed(outcome="OC04")
    assert 'id="coach"' not in page(ann, told)


@pytest.mark.row("M24", "M12")
def test_while_one_writes_the_check_comes_with_the_saved_draft(ann: Client, told: Story) -> None:
    answer = composed(ann, told, "save").content.decode()
    assert "composer-check" in answer
    assert "您自己操作" in answer
    assert "只有您看得到" in answer
    assert Draft.objects.get().body["values"]["words"] == [POOR], "kept as it was written"


@pytest.mark.row("M09")
def test_a_better_wording_is_shown_before_and_after_and_waits_for_a_yes(ann: Client, told: Story) -> None:
    checked = composed(ann, told, "save").content.decode()
    first = re.search(r'value="(better:\d+)"', checked)
    assert first is not None
    offered = composed(ann, told, first[1]).content.decode()
    assert "<del>" in offered
    assert "<ins>" in offered
    draft = Draft.objects.get()
    assert draft.body["values"]["words"] == [POOR], "nothing is changed before somebody says yes"
    taken = composed(ann, told, "accept").content.decode()
    assert (
        "您自己操作不当"
        not in re.sub(r"<section id=\"composer-check.*", "", taken, flags=re.DOTALL).split("textarea")[1]
    )
    assert "恢复我写的" in taken


def test_without_a_script_a_button_checks_it(ann: Client, told: Story) -> None:
    answer = composed(ann, told, "check", part=False)
    assert answer.status_code == 200
    assert "您自己操作" in answer.content.decode()


@pytest.mark.parametrize("what", ["better:", "better:99", "better:x", "better:-1", "better:١"])
def test_a_finding_that_is_not_there_changes_nothing(ann: Client, told: Story, what: str) -> None:
    assert composed(ann, told, what).status_code == 200
    assert Draft.objects.get().body["values"]["words"] == [POOR]


def test_an_answer_is_asked_of_each_demand_and_its_score_has_parts(ann: Client, told: Story) -> None:
    answer = composed(ann, told, "save", kind="answer").content.decode()
    assert "自查分" in answer
    assert "分是怎么来的" in answer
    assert "退款" in answer


def test_switched_off_the_composer_works_without(ann: Client, told: Story) -> None:
    switches.switch(settler(told.office.local.pk), datetime.now(UTC), "reply_check", told.complaint.unit, on=False)
    assert "您自己操作" not in composed(ann, told, "save").content.decode()


@pytest.mark.row("M25", "M43")
def test_a_proposal_is_accepted_or_dismissed_with_one_button(ann: Client, told: Story) -> None:
    from wenguo.perform import By, perform
    from wenguo.verbs import Suggest

    by = By(ref="advice@made-up-1", via="advice")
    for value in ("RS0101", "RS0402"):
        perform(Suggest(topic="cause", value=value, score=800, model="made-up-1"), told.number, by, told.at)
    first, second = told.complaint.suggestions
    seen = page(ann, told)
    assert f'name="suggestion" value="{first.position}"' in seen
    ann.post(f"/desk/{told.number}/do/confirm/", {"suggestion": first.position})
    ann.post(f"/desk/{told.number}/do/overrule/", {"suggestion": second.position})
    assert told.complaint.causes == ("RS0101",)
    assert [one.state for one in told.complaint.suggestions] == ["confirmed", "overruled"]
    assert f'name="suggestion" value="{first.position}"' not in page(ann, told)
