"""Uploads that break off and go on: the protocol, its bounds, and the way into evidence."""

from __future__ import annotations

import base64
import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.stories import Story
from wenguo.models import Evidence, Incoming, store
from wenguo.models.incoming import folder, sweep
from wenguo.pages import bounding
from wenguo.queries.verify import verify_one
from wenguo.reactions.forgetting import forget_unfinished
from wenguo.verbs import Refused, Upload

_PART = "application/offset+octet-stream"
_BYTES = bytes(range(256)) * 40


def _name(text: str) -> str:
    return f"filename {base64.b64encode(text.encode()).decode()},filetype {base64.b64encode(b'video/mp4').decode()}"


class Sender:
    """A client that speaks tus to one complaint's door."""

    def __init__(self, client: Client, story: Story, by: str = "ann") -> None:
        self.client, self.place = client, f"/desk/{story.number}/evidence/uploads/"
        client.force_login(story.office.people[by])

    def create(self, size: int, **headers: str) -> Any:
        return self.client.post(
            self.place,
            headers={
                "Tus-Resumable": "1.0.0",
                "Upload-Length": str(size),
                "Upload-Metadata": _name("片子.mp4"),
                **headers,
            },
        )

    def patch(self, address: str, offset: int, data: bytes, **headers: str) -> Any:
        told = {"Tus-Resumable": "1.0.0", "Upload-Offset": str(offset), **headers}
        return self.client.patch(address, data, content_type=_PART, headers=told)

    def offset(self, address: str) -> int:
        return int(self.client.head(address, headers={"Tus-Resumable": "1.0.0"})["Upload-Offset"])


@pytest.fixture
def sender(story: Story, client: Client) -> Sender:
    story.recorded()
    return Sender(client, story)


@pytest.mark.row("M03")
def test_a_file_sent_in_parts_becomes_evidence_that_proves(story: Story, sender: Sender) -> None:
    made = sender.create(len(_BYTES))
    assert made.status_code == 201
    address = made["Location"]
    assert sender.patch(address, 0, _BYTES[:4000]).status_code == 204
    assert sender.offset(address) == 4000
    last = sender.patch(address, 4000, _BYTES[4000:])
    key = last["Upload-Key"]
    answer = sender.client.post(
        f"/desk/{story.number}/evidence/add/", {"upload": key, "kind": "video", "words": "监控"}
    )
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    row = Evidence.objects.get(complaint__number=story.number)
    assert (row.name, row.size, store.get(str(row.path))) == ("片子.mp4", len(_BYTES), _BYTES)
    assert verify_one(story.row.pk).ok, "its keyed fingerprint stands in the log"
    assert not Incoming.objects.exists(), "it is taken once"
    with pytest.raises(Refused, match="重新上传"):
        story.does("enclose", "ann", files=[Upload(upload=key)])


def test_the_protocol_refuses_what_it_must(story: Story, sender: Sender) -> None:
    address = sender.create(100)["Location"]
    assert sender.patch(address, 7, b"x").status_code == 409
    assert sender.patch(address, 0, b"x" * 101).status_code == 413
    assert sender.offset(address) == 0, "nothing of it stays"
    wrong = base64.b64encode(hashlib.sha256(b"other").digest()).decode()
    assert sender.patch(address, 0, b"x" * 10, **{"Upload-Checksum": f"sha256 {wrong}"}).status_code == 460
    assert sender.offset(address) == 0
    right = base64.b64encode(hashlib.sha256(b"x" * 10).digest()).decode()
    assert sender.patch(address, 0, b"x" * 10, **{"Upload-Checksum": f"sha256 {right}"}).status_code == 204
    assert sender.client.patch(address, b"x", content_type="text/plain").status_code == 415
    assert sender.create(10, **{"Tus-Resumable": "0.2.2"}).status_code == 412
    assert sender.create(3_000_000_000).status_code == 413
    options = sender.client.options(sender.place)
    assert "checksum" in options["Tus-Extension"]
    assert sender.client.delete(address).status_code == 204
    assert sender.client.head(address).status_code == 404


def test_nobody_goes_on_with_anothers_upload_or_encloses_it(story: Story, sender: Sender, client: Client) -> None:
    address = sender.create(4)["Location"]
    key = sender.patch(address, 0, b"mine")["Upload-Key"]
    client.force_login(story.office.bob)
    assert client.head(address).status_code == 404
    with pytest.raises(Refused, match="重新上传"):
        story.does("enclose", "bob", files=[Upload(upload=key)])
    with pytest.raises(Refused, match="重新上传"):
        story.does("enclose", "complainant", files=[Upload(upload=key)])


def test_what_was_never_finished_is_forgotten_after_a_day(sender: Sender) -> None:
    sender.create(100)
    whole = sender.patch(sender.create(4)["Location"], 0, b"mine")
    one = Incoming.objects.get(key=whole["Upload-Key"])
    assert sweep(datetime.now(UTC)) == 0
    assert sweep(datetime.now(UTC) + timedelta(hours=25)) == 2
    with pytest.raises(FileNotFoundError):
        store.size(one.path)


def test_an_upload_is_either_bytes_or_a_key() -> None:
    for wrong in ({"name": "a"}, {"data": b"", "name": "a", "upload": "a" * 40}, {"data": b"x"}):
        with pytest.raises(ValueError, match=r"data|name"):
            Upload.model_validate(wrong)


@pytest.mark.row("M03")
def test_the_clock_forgets_abandoned_uploads_and_the_bytes_that_nothing_names(sender: Sender, settings: Any) -> None:
    half = sender.create(100)["Location"]
    sender.patch(half, 0, b"x" * 40)
    (one,) = Incoming.objects.all()
    stray = folder() / ("ab" * 20)
    stray.write_bytes(b"left by a crash")
    now = datetime.now(UTC)
    Incoming.objects.update(expires_at=now + timedelta(hours=1))
    sender.patch(half, 40, b"x")
    assert forget_unfinished(now + timedelta(hours=23)) == 0, "who goes on has a day again"
    assert forget_unfinished(now + timedelta(hours=25)) == 2
    assert not Incoming.objects.exists()
    assert not one.part.exists()
    assert not stray.exists()
    assert sender.client.head(half).status_code == 404


def test_what_was_half_sent_for_a_complaint_is_erased_with_it(story: Story, client: Client) -> None:
    story.does("record", "local", words="灯不亮", unit=story.office.new_unit("lab", ["house"], head="bob").pk)
    sender = Sender(client, story, "local")
    sender.patch(sender.create(100)["Location"], 0, b"half of a name")
    whole = sender.patch(sender.create(4)["Location"], 0, b"mine")["Upload-Key"]
    half = Incoming.objects.exclude(key=whole).get()
    kept = Incoming.objects.get(key=whole).path
    other = Story(story.office).recorded()
    theirs = Sender(client, other)
    theirs.create(5)
    story.does("withdraw", "complainant").does("close", "local", outcome="OC06")
    story.does("erase", "adm", ground="本人请求")
    assert [one.complaint_id for one in Incoming.objects.all()] == [other.row.pk]
    assert not half.part.exists()
    with pytest.raises(FileNotFoundError):
        store.size(kept)


def test_a_part_may_be_larger_than_any_form_and_is_never_held_in_memory(
    sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounding, "MOST_OF_ANYBODY", 1000)
    monkeypatch.setattr(bounding, "MOST_OF_OURS", 1000)
    address = sender.create(len(_BYTES))["Location"]
    assert sender.patch(address, 0, _BYTES).status_code == 204
    assert sender.client.post(sender.place, b"x" * 2000, content_type="text/plain").status_code == 413


def test_a_part_that_a_crash_took_away_begins_anew(sender: Sender) -> None:
    address = sender.create(10)["Location"]
    sender.patch(address, 0, b"12345")
    Incoming.objects.get().part.unlink()
    assert sender.offset(address) == 0
    assert sender.patch(address, 0, b"1234567890").status_code == 204
