"""Listening: whoever may, by the part the player asks for, with each listening on record; and the complainant's own looks."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as live
from django.test import Client

from tests.evidence.test_custody import enclosed, items
from tests.faces.api.conftest import Knock
from tests.faces.portal.conftest import THEIRS
from tests.stories import T0, Story
from wenguo.access import log_access
from wenguo.line import digest
from wenguo.models import Access, TheirLook
from wenguo.models.door import issue
from wenguo.queries import readings
from wenguo.queries.verify import verify

SOUND = b"ID3\x03" + bytes(range(256)) * 40


@pytest.fixture
def call(story: Story, worked: Callable[[Any], None]) -> str:
    """A recording with consent and a transcript; its name among the items."""
    story.recorded()
    ref = enclosed(story, "call.mp3", SOUND, kind="sound")
    worked(story)
    moments = [{"second": 5, "words": "您好"}, {"second": 75, "words": "三天内退款"}]
    story.does("describe", "ann", item=ref, consent="oral", consent_words="开头征得同意", moments=moments)
    return ref


def listened() -> list[dict[str, Any]]:
    found = [json.loads(data) for data in Access.objects.order_by("pk").values_list("data", flat=True)]
    return [one for one in found if one["reason"] == "listened"]


@pytest.mark.row("M03")
def test_a_player_is_given_the_parts_it_asks_for_inert_and_one_listening_is_one_look(
    story: Story, call: str, client: Client
) -> None:
    client.force_login(story.office.ann)
    place = f"/desk/{story.number}/evidence/{call}/listen/"
    whole = client.get(place)
    assert (whole.status_code, whole.getvalue(), whole["Accept-Ranges"]) == (200, SOUND, "bytes")
    for asked, expected in (("bytes=0-", SOUND), ("bytes=100-199", SOUND[100:200]), ("bytes=-4", SOUND[-4:])):
        part = client.get(place, headers={"Range": asked})
        assert (part.status_code, part.getvalue()) == (206, expected), asked
        assert part["Content-Length"] == str(len(expected))
        assert part["Content-Range"].endswith(f"/{len(SOUND)}")
    for nowhere in ("bytes=99999-", "bytes=9-3", "bytes=-0", "bytes=-"):
        assert client.get(place, headers={"Range": nowhere}).status_code == 416, nowhere
    assert client.get(place, headers={"Range": "bytes=0-1,5-6"}).status_code == 200, "many at once: the whole"
    assert whole["Content-Type"] == "audio/mpeg"
    assert whole["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert (whole["X-Content-Type-Options"], whole["Content-Disposition"]) == ("nosniff", "attachment")
    assert [one["fields"] for one in listened()] == [[call]]
    assert [look.reason for look in items(story)[call].looks] == ["listened"]
    leapt = {"Range": "bytes=500-"}
    client.force_login(story.office.bob)
    assert client.get(place, headers=leapt).status_code == 206
    assert len(listened()) == 2, "who begins in the middle has listened too"


@pytest.mark.row("M03")
def test_the_page_shows_a_player_with_the_moments_to_those_who_may_listen_and_to_nobody_else(
    story: Story, call: str, client: Client
) -> None:
    place = f"/desk/{story.number}/evidence/"
    client.force_login(story.office.ann)
    page = client.get(place)
    said = page.content.decode()
    assert f'<audio controls preload="none" src="{place}{call}/listen/"' in said
    assert '<dt data-second="75">01:15</dt><dd>三天内退款</dd>' in said
    assert "web/complaint/listening.js" in said
    assert "<script>" not in said
    assert "unsafe" not in page["Content-Security-Policy"]
    client.force_login(story.office.people["qi"])  # quality, on consent by word of mouth
    closed = client.get(place).content.decode()
    assert "<audio" not in closed
    assert "三天内退款" not in closed
    assert client.get(f"{place}{call}/listen/").status_code == 403
    assert not listened()


def test_what_a_browser_cannot_play_is_saved_and_what_nobody_called_a_recording_is_heard_by_nobody(
    story: Story, call: str, client: Client, worked: Callable[[Any], None]
) -> None:
    client.force_login(story.office.ann)
    amr = enclosed(story, "b.amr", b"#!AMR\n" + b"\0" * 300, kind="sound")
    story.does("describe", "ann", item=amr, consent="none_needed", consent_words="我方录像")
    place = f"/desk/{story.number}/evidence"
    assert client.get(f"{place}/{amr}/listen/").status_code == 404
    assert client.get(f"{place}/{amr}/").status_code == 200
    disguised = enclosed(story, "notes.bin", SOUND)  # not looked at by the worker yet
    for where in ("", "listen/"):
        assert client.get(f"{place}/{disguised}/{where}").status_code == 403, where
    assert Knock(story.office.ann).get(f"/complaints/{story.number}/evidence/{disguised}").status_code == 403
    worked(story)
    assert "浏览器放不了" in client.get(f"{place}/").content.decode()


# -- the complainant's own looks --------------------------------------------------------------------------------------


@pytest.mark.row("M03")
def test_what_the_complainant_opens_and_saves_stands_in_the_custody_of_the_item(
    story: Story, client: Client, settings: Any, tmp_path: Any
) -> None:
    settings.WENGUO_HOME = tmp_path
    story.recorded()
    ref = enclosed(story, "发票.txt", b"paid 299", whose="theirs", by="complainant")
    issue(story.row.pk, THEIRS, story.at)
    client.post("/track/", {"number": story.number, "secret": THEIRS})
    assert client.get(f"/track/{story.number}/file/{ref}/").getvalue() == b"paid 299"
    client.get(f"/track/{story.number}/data/").getvalue()
    assert Client().get(f"/track/{story.number}/file/{ref}/").status_code == 302
    first, second = TheirLook.objects.order_by("position").values_list("data", flat=True)
    assert json.loads(second)["prev"] == digest(first)
    assert [look.reason for look in items(story)[ref].looks] == ["data", ""]
    client.force_login(story.office.people["bob"])
    client.cookies[live.LANGUAGE_COOKIE_NAME] = "zh-hans"
    room = client.get(f"/desk/{story.number}/evidence/").content.decode()
    assert "投诉人（自助查询）" in room
    assert "下载了自己的全部资料" in room
    assert "投诉人（自助查询）" in client.get(f"/desk/{story.number}/read-by/").content.decode()
    told = Knock(story.office.bob).get(f"/complaints/{story.number}/evidence").json()["items"][0]["looks"]
    assert [one["by"] for one in told] == ["complainant", "complainant"]
    assert verify().ok


def test_listening_is_looked_for_in_the_newest_entries_of_one_person(story: Story) -> None:
    story.recorded()
    ann, bob = story.office.ann.pk, story.office.bob.pk
    log_access(ann, story.row.pk, story.number, ["e1"], "listened", "web", T0)
    log_access(ann, story.row.pk, story.number, ["e2"], "", "web", T0 + timedelta(minutes=2))

    def heard(account: int, ref: str, since: Any) -> bool:
        return readings.read_since(account, story.row.pk, ref, "listened", since)

    assert heard(ann, "e1", T0)
    assert not heard(ann, "e1", T0 + timedelta(minutes=1))
    assert not heard(ann, "e2", T0)
    assert not heard(bob, "e1", T0)
