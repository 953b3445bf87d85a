"""A lost secret: a person verifies, the log says so, and the new one goes to the contact on file and nowhere else."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from tests.stories import Office, Story
from wenguo.models.door import issue
from wenguo.queries.tracking import opened
from wenguo.reactions import outgoing
from wenguo.reactions.outgoing import Sent

OLD = "ABCD-EFGH-JKMN-PQRS"
THERE = {"name": "李梅", "phone": "13800138000", "email": "li.mei@example.com"}


@pytest.fixture
def staff(office: Office, client: Client) -> Client:
    client.force_login(office.ann)
    return client


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch, settings: Any) -> list[tuple[str, ...]]:
    settings.WENGUO_MAIL_URL, settings.WENGUO_MAIL_FROM = "smtp://nowhere", "us@example.com"
    found: list[tuple[str, ...]] = []

    def take(*message: str) -> Sent:
        found.append(message)
        return Sent(ok=True, said="250")

    monkeypatch.setattr(outgoing, "hand_over", take)
    return found


@pytest.mark.row("M42")
def test_the_new_secret_goes_to_the_old_contact_and_is_shown_to_nobody_of_ours(
    staff: Client, story: Story, letters: list[tuple[str, ...]]
) -> None:
    story.recorded(complainant=THERE)
    issue(story.row.pk, OLD, story.at)
    page = staff.get(f"/track/rekey/{story.number}/").content.decode()
    assert "l***@example.com" in page
    assert THERE["email"] not in page
    answer = staff.post(
        f"/track/rekey/{story.number}/",
        {
            "verified": "callback",
            "way": "email",
            "words": "回拨本人接听",
            "email": "thief@example.com",
            "to": "thief@example.com",
        },
        follow=True,
    )
    ((way, to, _, text, _),) = letters
    assert (way, to) == ("email", THERE["email"])
    secret = re.findall(r"#([0-9A-Z-]{19})", text)[0]
    assert secret not in answer.content.decode()
    assert opened(story.number, secret) is not None
    assert opened(story.number, OLD) is None
    assert story.happened[-1] == "Rekeyed"
    assert secret not in "".join(story.texts)


def test_without_a_channel_it_is_printed_once(staff: Client, story: Story) -> None:
    story.recorded(complainant=THERE)
    page = staff.get(f"/track/rekey/{story.number}/").content.decode()
    assert 'value="email"' not in page
    assert "只能打印" in page
    answer = staff.post(f"/track/rekey/{story.number}/", {"verified": "document", "way": "letter"})
    secret = re.findall(r"<strong>([0-9A-Z-]{19})</strong>", answer.content.decode())[0]
    assert opened(story.number, secret) is not None
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_way_that_is_not_on_file_is_refused(staff: Client, story: Story, letters: list[tuple[str, ...]]) -> None:
    story.recorded(complainant={"name": "李梅", "phone": "13800138000"})
    issue(story.row.pk, OLD, story.at)
    for way in ("email", "sms", "", "portal"):
        answer = staff.post(f"/track/rekey/{story.number}/", {"verified": "callback", "way": way})
        assert answer.status_code == 422
    assert letters == []
    assert opened(story.number, OLD) is not None


@pytest.mark.parametrize(
    "given", [{"way": "face"}, {"way": "face", "verified": "callback"}, {"way": "face", "verified": "x"}]
)
def test_how_it_was_verified_must_be_said_and_what_was_typed_stays(
    staff: Client, story: Story, given: dict[str, str]
) -> None:
    story.recorded()
    issue(story.row.pk, OLD, story.at)
    answer = staff.post(f"/track/rekey/{story.number}/", given)
    assert answer.status_code == 422
    assert 'value="face" checked' in answer.content.decode()
    assert opened(story.number, OLD) is not None


@pytest.mark.parametrize(("name", "status"), [("tom", 404), ("aud", 403), ("qi", 403), ("eve", 404), ("bob", 200)])
def test_only_owner_handler_and_head_may(office: Office, client: Client, story: Story, name: str, status: int) -> None:
    story.recorded()
    client.force_login(office.people[name])
    assert client.get(f"/track/rekey/{story.number}/").status_code == status


def test_the_public_finds_no_way_in(client: Client, story: Story) -> None:
    story.recorded()
    assert "/accounts/login/" in client.get(f"/track/rekey/{story.number}/").headers["Location"]
    assert "换发一个新的" in client.get("/track/lost/").content.decode()


def test_where_sending_fails_it_is_said_and_the_old_one_is_ended(staff: Client, story: Story, settings: Any) -> None:
    settings.WENGUO_MAIL_URL, settings.WENGUO_MAIL_FROM = "smtp://127.0.0.1:1", "us@example.com"
    story.recorded(complainant=THERE)
    issue(story.row.pk, OLD, story.at)
    page = staff.post(
        f"/track/rekey/{story.number}/", {"verified": "callback", "way": "email"}, follow=True
    ).content.decode()
    assert "没有发出去" in page
    assert opened(story.number, OLD) is None
