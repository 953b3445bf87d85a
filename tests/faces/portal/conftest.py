"""What the tests of the complainants' door share: a form that is in order, and a browser that has sent it."""

from __future__ import annotations

import io
import re
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings as live
from django.test import Client
from PIL import Image

from tests.stories import Office, Story
from wenguo.models.door import issue
from wenguo.queries import house

SECRET = re.compile(r'id="the-secret">([0-9A-Z-]{19})<')
NUMBER = re.compile(r'id="the-number">([^<]+)<')


@pytest.fixture(autouse=True)
def _apart(tmp_path: Any, settings: Any) -> None:
    """Counters of knocks, held files and evidence of this test alone."""
    settings.WENGUO_HOME = tmp_path


@pytest.fixture
def door(office: Office, client: Client) -> Client:
    """The door of an office whose portal is received by the securities branch, whose head is bob."""
    from tests.stories import T0

    house.settle("portal_unit", "sec", office.adm.pk, T0)
    house.settle("phone", "400-000-0000", office.adm.pk, T0)
    client.cookies[live.LANGUAGE_COOKIE_NAME] = "zh-hans"
    return client


def form(**changed: Any) -> dict[str, Any]:
    """A form in order, with a key of its own."""
    return {"words": "空调有异响，两次没修好", "phone": "13800138000", "key": str(uuid.uuid4()), **changed}


@pytest.fixture
def sent(door: Client) -> Callable[..., tuple[str, str]]:
    """`sent(words="…")`: send a complaint and read number and secret off the end page."""

    def send(**changed: Any) -> tuple[str, str]:
        answer = door.post("/", form(**changed))
        assert answer.status_code == 303, answer.content.decode()
        page = door.get(answer.headers["Location"]).content.decode()
        return NUMBER.findall(page)[0], SECRET.findall(page)[0]

    return send


def jpeg(**exif: Any) -> bytes:
    """A small photograph that says where it was taken."""
    image = Image.new("RGB", (64, 48), (200, 80, 40))
    data = image.getexif()
    data[0x010F] = "Camera of somewhere"
    place = data.get_ifd(0x8825)
    place[1], place[2] = "N", (39.0, 54.0, 27.0)
    out = io.BytesIO()
    image.save(out, "JPEG", exif=data)
    return out.getvalue()


THEIRS = "ABCD-EFGH-JKMN-PQRS"


@pytest.fixture
def now_story(office: Office) -> Story:
    """A past that ends today, so that the complainant's own acts come after it."""
    return Story(office, datetime.now(UTC).replace(microsecond=0) - timedelta(days=2))


@pytest.fixture
def follow(door: Client, now_story: Story) -> Callable[[], str]:
    """`follow()`: give the story's complaint a secret, open it by the door, and return its page."""

    def open_it() -> str:
        issue(now_story.row.pk, THEIRS, now_story.at)
        answer = door.post("/track/", {"number": now_story.number, "secret": THEIRS}, follow=True)
        assert answer.status_code == 200
        return answer.content.decode()

    return open_it
