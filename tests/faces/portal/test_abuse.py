"""What somebody may try at a door that is open to everybody: fill it, flood others by it, come back by an old form."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.faces.portal.conftest import form
from tests.stories import T0
from wenguo import rates
from wenguo.faces.portal import holding, shown
from wenguo.models import Complaint
from wenguo.models.door import issue, new_secret
from wenguo.pages import bounding
from wenguo.reactions import outgoing


def test_a_form_sent_again_opens_nothing_once_its_secret_was_replaced(door: Client) -> None:
    sent = form()
    assert door.post("/", sent).status_code == 303
    issue(Complaint.objects.get().pk, new_secret(), T0)
    again = Client()
    again.cookies["any"] = "1"
    answer = again.post("/", sent)
    assert answer.status_code == 422
    assert not {"follow", "sent"} & set(answer.cookies)
    assert Complaint.objects.count() == 1


def test_a_body_larger_than_any_form_is_refused_before_it_is_read(door: Client) -> None:
    class Endless(io.BytesIO):
        def read(self, *_: Any) -> bytes:
            raise AssertionError("it was read")

    for path in ("/", "/files/", "/track/", "/desk/grumble/"):
        length = str(bounding.MOST_OF_ANYBODY + 1)
        more: dict[str, Any] = {"CONTENT_LENGTH": length, "wsgi.input": Endless()}
        answer = door.generic("POST", path, b"", **more)
        assert answer.status_code == 413, path
        assert "太大" in answer.content.decode()


def test_what_is_held_for_everybody_together_has_an_end(door: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(holding, "_MOST_HELD_BYTES", 100)
    first, second = (
        door.post("/files/", {"file": io.BytesIO(b"%PDF-1.7 " + bytes(200))}, headers={"accept": "application/json"})
        for _ in range(2)
    )
    assert first.status_code == 200
    assert second.status_code == 422


def test_a_link_is_not_sent_to_one_person_again_and_again(
    door: Client, sent: Callable[..., Any], monkeypatch: Any
) -> None:
    gone: list[str] = []
    monkeypatch.setattr(outgoing, "ways", lambda: ["sms"])

    def hand_over(_: str, to: str, *__: str) -> outgoing.Sent:
        gone.append(to)
        return outgoing.Sent(ok=True, said="")

    monkeypatch.setattr(outgoing, "hand_over", hand_over)
    monkeypatch.setattr(rates, "wait", lambda *_: 0)
    for _ in range(3):
        sent()
        for _ in range(4):
            door.post("/done/send/", {"way": "sms"})
    assert len(gone) == 5


@pytest.mark.parametrize("other", [1, 3, 65_536])
def test_a_counter_is_found_only_with_the_houses_own_key(monkeypatch: Any, settings: Any, other: int) -> None:
    seen: list[int] = []

    def wait(_: int, who: int, *__: float) -> int:
        seen.append(who)
        return 0

    monkeypatch.setattr(rates, "wait", wait)
    shown.wait_of(None, f"track {other}", 0.0, most=5)
    settings.SECRET_KEY = "another"
    shown.wait_of(None, f"track {other}", 0.0, most=5)
    assert seen[0] != seen[1]
