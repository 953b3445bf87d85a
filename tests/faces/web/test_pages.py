"""The plain pages: who may open them, what they say, and how guessing is slowed."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from tests.stories import Office, Story


@pytest.fixture
def signed(office: Office, client: Client) -> Client:
    client.force_login(office.ann)
    return client


def test_nobody_sees_the_desk_without_signing_in(office: Office, client: Client) -> None:
    answer = client.get("/desk/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/accounts/login/?next=/desk/")


@pytest.mark.row("M36")
def test_the_queue_and_the_complaint_are_shown_in_both_languages(signed: Client, story: Story) -> None:
    story.recorded("空调有异响").acknowledged()
    for language, owner in (("zh-hans", "首问人"), ("en", "First responder")):
        signed.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        assert story.number in signed.get("/desk/").content.decode()
        page = signed.get(f"/desk/{story.number}/").content.decode()
        assert owner in page
        assert "空调有异响" in page
        assert page.count("{%") == 0


def test_a_search_marks_what_was_found_and_says_when_it_cannot_be_asked(signed: Client, story: Story) -> None:
    story.recorded("空调有异响")
    assert "<mark>异响</mark>" in signed.get("/desk/search/?q=异响").content.decode()
    assert 'role="alert"' in signed.get('/desk/search/?q="').content.decode()


def test_words_are_shown_as_words_whatever_they_hold(signed: Client, story: Story) -> None:
    story.recorded("<script>alert(1)</script>")
    page = signed.get(f"/desk/{story.number}/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_what_one_may_not_see_is_not_found(office: Office, client: Client, story: Story) -> None:
    story.recorded()
    client.force_login(office.tom)
    assert client.get(f"/desk/{story.number}/").status_code == 404


def test_the_pages_allow_no_script_of_others(signed: Client) -> None:
    policy = signed.get("/desk/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_guessing_a_password_is_slowed(office: Office, client: Client, tmp_path, settings) -> None:
    settings.WENGUO_HOME = tmp_path
    form = {"username": "ann", "password": "not it"}
    codes = [client.post("/accounts/login/", form).status_code for _ in range(12)]
    assert codes[0] == 200
    assert codes[-1] == 429
    answer = client.post("/accounts/login/", form)
    assert int(answer.headers["Retry-After"]) > 0
    assert "秒" in answer.content.decode()
    assert client.post("/accounts/login/", {**form, "username": "bob"}).status_code == 200
