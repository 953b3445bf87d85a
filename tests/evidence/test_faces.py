"""Evidence through the faces: the room, its label, the API, the command, and the complainants' door."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as live
from django.test import Client

from tests.evidence.conftest import drawn, jpeg
from tests.evidence.test_custody import enclosed
from tests.faces.api.conftest import Knock
from tests.faces.portal.conftest import THEIRS
from tests.stories import Story
from wenguo.faces.cli.main import run
from wenguo.models import Access, Evidence, Incoming
from wenguo.models.door import issue
from wenguo.paper.bundle_proof import prove


@pytest.fixture
def shown(client: Client) -> Callable[..., str]:
    """`shown(story, by, place)`: a page of the evidence room."""

    def show(story: Story, by: str = "ann", place: str = "", language: str = "zh-hans") -> str:
        client.force_login(story.office.people[by])
        client.cookies[live.LANGUAGE_COOKIE_NAME] = language
        answer = client.get(f"/desk/{story.number}/evidence/{place}")
        assert answer.status_code == 200
        return answer.content.decode()

    return show


@pytest.mark.row("M03")
def test_the_room_shows_items_custody_looks_contradictions_and_what_a_camera_says(
    story: Story, shown: Callable[..., str], worked: Callable[[Any], None], client: Client
) -> None:
    story.recorded("灯不亮")
    ref = enclosed(story, "<b>a.jpg", jpeg(drawn(5), model="EOS", taken="2026:01:05 10:00:00"), kind="picture")
    other = enclosed(story, "b.jpg", jpeg(drawn(5), quality=50), kind="picture")
    for one, fen in ((ref, 100), (other, 200)):
        story.does("describe", "ann", item=one, stated=[{"fact": "paid", "amount_fen": fen}])
    worked(story)
    client.force_login(story.office.bob)
    client.get(f"/desk/{story.number}/evidence/{ref}/copy/")
    page = shown(story, "ann")
    for said in ("不一致之处", "¥1.00", "¥2.00", "看了预览", "Bob", "不足为凭", "看上去相似", "2026:01:05"):
        assert said in page, said
    assert "<b>a.jpg" not in page
    assert "EOS" not in shown(story, "adm"), "who may not open a file reads nothing out of it"


def test_a_label_has_a_code_that_leads_to_the_thing_and_no_name(story: Story, shown: Callable[..., str]) -> None:
    story.recorded().does("deposit", "ann", description="台灯", place="一号柜", giver={"name": "王芳"})
    page = shown(story, place="label/t1/")
    assert "<svg" in page
    assert f"/desk/{story.number}/evidence/#t1" in page
    assert "王芳" not in page


def test_the_form_names_items_and_takes_statements_in_blocks(story: Story, client: Client) -> None:
    story.recorded()
    ref = enclosed(story, "发票.txt")
    client.force_login(story.office.ann)
    page = client.get(f"/desk/{story.number}/do/describe/?item={ref}").content.decode()
    assert "发票.txt" in page
    answer = client.post(
        f"/desk/{story.number}/do/describe/",
        {
            "item": ref,
            "stated.0.fact": "paid",
            "stated.0.amount_fen": "299.00",
            "precision": "day",
            "expected": "",
            "key": "",
        },
    )
    assert answer.status_code == 303, answer.content.decode()[-3000:]
    assert story.complaint.described[ref].stated[0].amount_fen == 29900


@pytest.mark.row("M03")
def test_the_api_lists_gives_and_bundles_evidence_and_takes_uploads_that_go_on(story: Story, tmp_path: Path) -> None:
    story.recorded()
    ref = enclosed(story, "a.txt", b"hello")
    knock = Knock(story.office.bob)
    listed = knock.get(f"/complaints/{story.number}/evidence").json()
    assert [(one["ref"], one["size"], one["arrival"]) for one in listed["items"]] == [(ref, 5, 1)]
    file = knock.get(f"/complaints/{story.number}/evidence/{ref}")
    assert file.getvalue() == b"hello"
    assert "sandbox" in file["Content-Security-Policy"]
    path = tmp_path / "b.zip"
    path.write_bytes(knock.get(f"/complaints/{story.number}/bundle").getvalue())
    assert prove(path).ok
    made = knock.client.post("/api/v1/uploads", headers={"Upload-Length": "4"})
    assert made.status_code == 201
    told = {"Upload-Offset": "0"}
    sent = knock.client.patch(made["Location"], b"film", content_type="application/offset+octet-stream", headers=told)
    knock.does(story.number, "enclose", kind="video", files=[{"upload": sent["Upload-Key"]}])
    assert Evidence.objects.filter(complaint__number=story.number).count() == 2
    assert Access.objects.filter(data__contains=ref).count() == 2


def test_the_command_takes_out_a_bundle_and_proves_it(
    story: Story, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    story.recorded()
    enclosed(story, "a.txt", b"hello")
    out = tmp_path / "b.zip"
    assert run(["bundle", story.number, "--out", str(out)]) == 0
    assert run(["verify-bundle", str(out)]) == 0
    out.write_bytes(out.read_bytes().replace(b"hello", b"hallo"))
    capsys.readouterr()
    assert run(["verify-bundle", str(out), "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert [one["where"][:9] for one in said["problems"]] == ["files/001"]


@pytest.mark.row("M03")
def test_a_complainant_sends_a_film_in_parts_and_nobody_else_can_go_on_with_it(
    story: Story, client: Client, tmp_path: Path, settings: Any
) -> None:
    settings.WENGUO_HOME = tmp_path
    story.recorded()
    issue(story.row.pk, THEIRS, story.at)
    client.post("/track/", {"number": story.number, "secret": THEIRS})
    assert "data-uploads" in client.get(f"/track/{story.number}/").content.decode()
    place = f"/track/{story.number}/uploads/"
    made = client.post(place, headers={"Upload-Length": "12", "Upload-Metadata": "filename ZmlsbS5tcDQ="})
    address = made["Location"]
    part = "application/offset+octet-stream"
    client.patch(address, b"\xff\xd8\xff\xe0\0\0", content_type=part, headers={"Upload-Offset": "0"})
    stranger = Client()
    assert stranger.head(address).status_code == 403
    last = client.patch(address, b"\0" * 6, content_type=part, headers={"Upload-Offset": "6"})
    assert last.status_code == 204, last.content
    given = client.post(f"{place}give/", {"upload": last["Upload-Key"]})
    assert given.status_code == 303
    row = Evidence.objects.get(complaint__number=story.number)
    assert (row.name, row.size, row.media_type) == ("film.mp4", 12, "image/jpeg")
    program = client.post(place, headers={"Upload-Length": "4"})["Location"]
    assert client.patch(program, b"MZ\x90\0", content_type=part, headers={"Upload-Offset": "0"}).status_code == 415
    assert not Incoming.objects.exists()


@pytest.mark.row("M03")
def test_the_command_lists_items_custody_and_contradictions_as_the_api_does(
    story: Story, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WENGUO_LANGUAGE", "zh")
    story.recorded()
    first, second = enclosed(story, "发票.txt"), enclosed(story, "流水.txt")
    for ref, fen in ((first, 29900), (second, 32900)):
        story.does("describe", "ann", item=ref, stated=[{"fact": "paid", "amount_fen": fen}])
    story.does("move", "ann", item=first, act="copied", reason="送审")
    assert run(["evidence", story.number, "--as", "ann"]) == 0
    said = capsys.readouterr().out
    for words in ("发票.txt", "复制", f"不一致: 付了多少钱  ¥299.00 ({first})  |  ¥329.00 ({second})"):
        assert words in said, words
    assert run(["evidence", story.number, "--as", "ann", "--json"]) == 0
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert told == Knock(story.office.ann).get(f"/complaints/{story.number}/evidence").json()
