"""Fifteen seconds to take a message back: held on the server, sent once by whoever comes first, never lost."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.stories import Office, Story
from wenguo.models import Draft, Message
from wenguo.perform import By, perform
from wenguo.queries.sending import on_their_way
from wenguo.reactions import send_drafts
from wenguo.reactions.send_drafts import Sent, send_due
from wenguo.verbs import VERBS

WORDS = "经核查属实，为您免费更换"


@pytest.fixture
def investigated(story: Story) -> Story:
    return story.recorded(demands=[{"remedy": "RM04"}]).acknowledged().assessed().investigated()


@pytest.fixture
def sends(client: Client) -> Callable[..., Any]:
    """`sends(story, by, **values)`: the answer's form, filled in and sent."""

    def send(story: Story, by: str = "ann", verb: str = "answer", **more: Any) -> Any:
        client.force_login(story.office.people[by])
        values = {
            "words": WORDS, "way": "letter", "decisions.0.demand": "1", "decisions.0.decision": "support",
            "decisions.0.basis": "三包规定", "expected": str(story.complaint.length), "key": str(uuid.uuid4()),
        }  # fmt: skip
        return client.post(f"/desk/{story.number}/do/{verb}/", {**values, **more})

    return send


def _later(seconds: float = 16) -> datetime:
    return datetime.now(UTC) + timedelta(seconds=seconds)


@pytest.mark.row("M21")
def test_an_answer_is_held_and_goes_out_when_its_seconds_are_over(
    investigated: Story, sends: Callable[..., Any], client: Client
) -> None:
    assert sends(investigated).status_code == 303
    assert investigated.complaint.stage == "investigated", "nothing has gone out"
    page = client.get(f"/desk/{investigated.number}/").content.decode()
    assert "撤回" in page
    assert send_due(_later(10)) == Sent()
    assert send_due(_later()) == Sent(sent=1)
    c = investigated.complaint
    assert (c.stage, c.demands[0].decision) == ("answered", "support")
    draft = Draft.objects.get()
    assert (draft.state, draft.body) == ("sent", {}), "a sent draft keeps no words"
    assert send_due(_later(60)) == Sent(), "once"
    assert investigated.happened.count("Answered") == 1


def test_a_message_taken_back_is_in_the_composer_again_with_everything(
    investigated: Story, sends: Callable[..., Any], client: Client
) -> None:
    sends(investigated)
    draft = Draft.objects.get()
    done = client.post(f"/desk/{investigated.number}/do/sending/{draft.key}/back/")
    assert done.headers["Location"] == f"/desk/{investigated.number}/?say=answer#composer"
    assert send_due(_later(60)) == Sent()
    page = client.get(f"/desk/{investigated.number}/?say=answer").content.decode()
    composer = page[page.index('id="composer"') :]
    assert WORDS in composer
    assert "三包规定" in composer
    assert investigated.complaint.stage == "investigated"


def test_what_has_gone_out_cannot_be_taken_back(investigated: Story, sends: Callable[..., Any], client: Client) -> None:
    sends(investigated)
    send_due(_later())
    draft = Draft.objects.get()
    answer = client.post(f"/desk/{investigated.number}/do/sending/{draft.key}/back/")
    assert answer.status_code == 409
    assert "已经发出" in answer.content.decode()
    assert Draft.objects.get().state == "sent"


def test_what_would_be_refused_is_refused_at_once_and_nothing_is_held(
    investigated: Story, sends: Callable[..., Any]
) -> None:
    lines = investigated.texts
    missing = sends(investigated, **{"decisions.0.decision": "", "decisions.0.basis": ""})
    assert missing.status_code == 409
    assert "诉求 1 还没有决定" in missing.content.decode()
    assert WORDS in missing.content.decode()
    blank = sends(investigated, words="您好 〔请填写：原因〕")
    assert blank.status_code == 422
    assert "还有没填的空" in blank.content.decode()
    assert not Draft.objects.exists()
    assert investigated.texts == lines, "trying it out wrote nothing"


def test_pressed_twice_it_is_held_once(investigated: Story, sends: Callable[..., Any]) -> None:
    key = str(uuid.uuid4())
    for _ in range(2):
        assert sends(investigated, key=key).status_code == 303
    assert Draft.objects.count() == 1


@pytest.mark.row("M37")
def test_a_message_overtaken_by_a_colleague_fails_with_its_words_kept(
    investigated: Story, sends: Callable[..., Any], client: Client
) -> None:
    sends(investigated)
    investigated.does("note", "bob", words="先别答复，仓库又找到新记录")
    assert send_due(_later()) == Sent(failed=1)
    assert investigated.complaint.stage == "investigated"
    [failed] = on_their_way(investigated.office.ann.pk, _later(), investigated.row.pk)
    assert failed.state == "failed"
    assert failed.error is not None
    page = client.get(f"/desk/{investigated.number}/").content.decode()
    assert "没有发出" in page
    draft = Draft.objects.get()
    client.post(f"/desk/{investigated.number}/do/sending/{draft.key}/back/")
    again = client.post(
        f"/desk/{investigated.number}/do/compose/",
        {**{name: values[0] for name, values in Draft.objects.get().body["values"].items()},
         "kind": "answer", "do": "send", "key": str(draft.key), "expected": str(draft.expected)},
    )  # fmt: skip
    assert again.status_code == 412
    assert "仓库又找到新记录" in again.content.decode()
    assert WORDS in again.content.decode()


def test_ones_own_note_meanwhile_does_not_stop_ones_message(investigated: Story, sends: Callable[..., Any]) -> None:
    sends(investigated)
    investigated.does("note", "ann", words="已和仓库核对")
    assert send_due(_later()) == Sent(sent=1)


def test_a_message_that_failed_can_be_thrown_away(
    investigated: Story, sends: Callable[..., Any], client: Client
) -> None:
    sends(investigated)
    investigated.does("note", "bob", words="等等")
    send_due(_later())
    client.post(f"/desk/{investigated.number}/do/sending/{Draft.objects.get().key}/drop/")
    assert not Draft.objects.exists()


def test_nobody_else_takes_my_message_back(investigated: Story, sends: Callable[..., Any], client: Client) -> None:
    sends(investigated)
    client.force_login(investigated.office.bob)
    assert client.post(f"/desk/{investigated.number}/do/sending/{Draft.objects.get().key}/back/").status_code == 404
    assert Draft.objects.get().state == "sending"


def test_a_worker_killed_before_it_commits_loses_nothing_and_sends_nothing_twice(
    investigated: Story, sends: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    sends(investigated)
    real = send_drafts.act_of

    def killed(draft: Draft, at: datetime) -> None:
        real(draft, at)
        raise KeyboardInterrupt

    monkeypatch.setattr(send_drafts, "act_of", killed)
    with pytest.raises(KeyboardInterrupt):
        send_due(_later())
    assert Draft.objects.get().state == "sending", "it is as it was"
    assert investigated.complaint.stage == "investigated"
    monkeypatch.undo()
    assert send_due(_later()) == Sent(sent=1)
    assert investigated.happened.count("Answered") == 1


def test_a_message_performed_but_not_marked_is_not_performed_again(
    investigated: Story, sends: Callable[..., Any]
) -> None:
    sends(investigated)
    draft = Draft.objects.select_related("complaint").get()
    verb = VERBS["answer"].model_validate(draft.body["verb"])
    perform(verb, investigated.number, By(account=draft.account_id, via="web"), _later(), key=f"draft:{draft.key}")
    assert send_due(_later()) == Sent(sent=1)
    assert investigated.happened.count("Answered") == 1


def test_a_fault_of_the_program_is_told_and_the_words_are_kept(
    investigated: Story, sends: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    sends(investigated)

    def broken(draft: Draft, at: datetime) -> None:
        raise RuntimeError

    monkeypatch.setattr(send_drafts, "act_of", broken)
    assert send_due(_later()) == Sent(failed=1)
    assert Draft.objects.get().body["values"]["words"] == [WORDS]


def test_progress_told_is_held_as_well(investigated: Story, sends: Callable[..., Any]) -> None:
    assert sends(investigated, verb="inform", words="正在核查").status_code == 303
    assert "Informed" not in investigated.happened
    send_due(_later())
    assert investigated.happened[-1] == "Informed"


def test_erasure_destroys_what_people_were_writing_about_it(
    story: Story, sends: Callable[..., Any], client: Client
) -> None:
    from wenguo.models import Complaint

    story.recorded(by="local", words="记得我的名字叫王小明").acknowledged("local").answered("local").accepted().closed(
        "local"
    )
    key = str(uuid.uuid4())
    client.force_login(story.office.local)
    client.post(
        f"/desk/{story.number}/do/compose/",
        {"do": "save", "kind": "note", "key": key, "words": "王小明又打来电话", "expected": "1"},
    )
    assert Draft.objects.get().complaint == Complaint.objects.get(number=story.number)
    story.later(days=365 * 40).does("erase", "local", ground="本人请求")
    assert "Erased" in story.happened
    assert not Draft.objects.exists()
    assert not Message.objects.filter(text__contains="王小明").exists()


def test_a_key_of_another_complaints_draft_holds_nothing_there(client: Client, office: Office, story: Story) -> None:
    from uuid import uuid4

    from tests.stories import T0

    story.recorded()
    other = Story(office).recorded("另一件")
    key, known = uuid4(), {"account": office.ann, "created_at": T0, "changed_at": T0}
    Draft.objects.create(key=key, kind="inform", complaint_id=other.row.pk, body={"values": {}}, **known)
    client.force_login(office.ann)
    given = {"words": "正在核查", "way": "letter", "key": str(key)}
    answer = client.post(f"/desk/{story.number}/do/inform/", given)
    assert answer.status_code == 404
    draft = Draft.objects.get(key=key)
    assert (draft.state, draft.body) == ("open", {"values": {}})
