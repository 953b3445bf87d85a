"""Files: known by their content, kept byte for byte, shown without the place, served so that nothing in them can run."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tests.faces.portal.conftest import form, jpeg
from wenguo.faces.portal import holding
from wenguo.faces.portal.giving import drawn_anew
from wenguo.models import Complaint, Evidence, store

HTML = b"<!doctype html><script>alert(document.cookie)</script>"


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="image/jpeg")


@pytest.mark.row("M42")
def test_a_photograph_is_kept_as_it_came_and_shown_without_its_place(door: Client, sent: Callable[..., Any]) -> None:
    original = jpeg()
    number, _ = sent(files=upload("照片.jpg", original))
    row = Evidence.objects.get()
    assert store.get(str(row.path)) == original
    copy = door.get(f"/track/{number}/file/e{row.pk}/picture/")
    assert copy.headers["Content-Type"] == "image/jpeg"
    assert not dict(Image.open(io.BytesIO(copy.content)).getexif())
    assert b"Camera of somewhere" in original
    assert b"Camera of somewhere" not in copy.content


def test_a_file_is_served_from_an_inert_address(door: Client, sent: Callable[..., Any]) -> None:
    number, _ = sent(files=upload("照片.jpg", jpeg()))
    answer = door.get(f"/track/{number}/file/e{Evidence.objects.get().pk}/")
    assert answer.getvalue() == jpeg()
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Security-Policy"].endswith("sandbox")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_another_browser_gets_no_file(sent: Callable[..., Any]) -> None:
    number, _ = sent(files=upload("a.jpg", jpeg()))
    for what in ("", "picture/"):
        assert Client().get(f"/track/{number}/file/e{Evidence.objects.get().pk}/{what}").status_code == 302


def test_a_file_of_another_complaint_is_not_there(door: Client, sent: Callable[..., Any]) -> None:
    sent(files=upload("a.jpg", jpeg()))
    first = Evidence.objects.get().pk
    number, _ = sent(words="另一件")
    assert door.get(f"/track/{number}/file/e{first}/").status_code == 404


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("假照片.jpg", HTML),
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        ("a.exe", b"MZ\x90" + b"\0" * 300),
        ("空.jpg", b""),
    ],
)
def test_what_is_not_what_it_says_is_not_taken_and_the_words_stay(door: Client, name: str, data: bytes) -> None:
    answer = door.post("/", form(words="见附件", files=upload(name, data)))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert name in page
    assert "见附件" in page
    assert not Complaint.objects.exists()


def test_markup_named_as_plain_text_is_kept_but_never_opened(door: Client, sent: Callable[..., Any]) -> None:
    number, _ = sent(files=upload("说明.txt", HTML))
    row = Evidence.objects.get()
    assert row.media_type == "text/plain"
    assert door.get(f"/track/{number}/file/e{row.pk}/picture/").status_code == 404
    assert door.get(f"/track/{number}/file/e{row.pk}/").headers["Content-Type"] == "application/octet-stream"


def test_files_stay_when_the_form_comes_back(door: Client) -> None:
    page = door.post("/", form(words="", files=upload("a.jpg", jpeg()))).content.decode()
    token = page.split('name="held" value="')[1].split('"')[0]
    assert door.post("/", form(held=token)).status_code == 303
    assert store.get(str(Evidence.objects.get().path)) == jpeg()
    assert holding.held([token]) == [], "what was sent is held no longer"


def test_a_file_can_be_taken_out_again_without_a_script(door: Client) -> None:
    page = door.post("/", form(words="", files=upload("a.jpg", jpeg()))).content.decode()
    token = page.split('name="held" value="')[1].split('"')[0]
    answer = door.post("/", form(words="改好了", held=token, drop=token))
    assert token not in answer.content.decode()
    assert "改好了" in answer.content.decode()
    assert not Complaint.objects.exists()


def test_a_file_is_held_while_the_form_is_written(door: Client) -> None:
    answer = door.post("/files/", {"file": upload("a.jpg", jpeg())})
    held = answer.json()
    assert (held["name"], held["size"]) == ("a.jpg", len(jpeg()))
    assert [one.token for one in holding.held([held["token"]])] == [held["token"]]
    door.post("/files/", {"drop": held["token"]})
    assert holding.held([held["token"]]) == []
    assert "请重新选择" in door.post("/files/", {"file": upload("b.jpg", b"")}).json()["wrong"]


@pytest.mark.parametrize("token", ["../../etc/passwd", "a" * 22, "", "/" * 22])
def test_a_made_up_token_holds_nothing(token: str) -> None:
    assert holding.held([token]) == []
    holding.drop([token])


def test_what_was_never_sent_is_forgotten_after_a_day(tmp_path: Any) -> None:
    first = holding.hold(upload("a.jpg", jpeg()), now=0)
    later = (tmp_path / "held" / f"{first.token}.bin").stat().st_mtime + holding.HELD_SECONDS + 1
    second = holding.hold(upload("b.jpg", jpeg()), now=later)
    assert [one.token for one in holding.held([first.token])] == []
    assert second.token != first.token


def test_more_files_than_are_taken_are_told(door: Client) -> None:
    files = [upload(f"{place}.jpg", jpeg()) for place in range(holding.MOST_FILES + 1)]
    answer = door.post("/", form(files=files))
    assert answer.status_code == 422
    assert f"最多 {holding.MOST_FILES} 个文件" in answer.content.decode()


def test_a_picture_that_cannot_be_drawn_is_no_picture() -> None:
    assert drawn_anew(b"GIF89a" + b"\xff" * 40) is None
    assert drawn_anew(HTML) is None


@pytest.mark.row("M03")
def test_the_way_for_large_files_is_open_where_the_link_leads_and_plain_words_stand_there_without_scripts(
    door: Client, sent: Callable[..., Any]
) -> None:
    number, secret = sent()
    assert f"/track/{number}/?large=1" in door.get("/done/").content.decode()
    stranger = Client()
    asked = stranger.get(f"/track/{number}/?large=1").content.decode()
    assert '<input type="hidden" name="large" value="1">' in asked
    opened = stranger.post("/track/", {"number": number, "secret": secret, "large": "1"})
    assert opened.headers["Location"].endswith(f"/track/{number}/?large=1")
    page = stranger.get(opened.headers["Location"]).content.decode()
    form, _, rest = page.partition('class="large-files"')[2].partition("</form>")
    assert "hidden data-uploads" in form, "it is a script's: without one it is not shown"
    assert "<details open>" in form
    instead = rest.partition("<noscript>")[2].partition("</noscript>")[0]
    for said in ("没有打开脚本", "20 MB", 'href="?do=hear#do-hear"', "优盘", "400-000-0000"):
        assert said in instead, said
    assert '<details id="do-hear" open>' in stranger.get(f"/track/{number}/?do=hear").content.decode()
    closed = stranger.get(f"/track/{number}/").content.decode().partition('class="large-files"')[2]
    assert "<details open>" not in closed.partition("</form>")[0]
