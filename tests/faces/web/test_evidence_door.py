"""The door to evidence: inert, checked, written down; pictures drawn anew without the place they were taken at."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from tests.stories import Office, Story
from wenguo.models import Access, Evidence, store

GPS = 0x8825


def jpeg(width: int = 3000, height: int = 1200) -> bytes:
    """A wide photograph that says where it was taken."""
    exif = Image.Exif()
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (31.0, 14.0, 9.0)
    exif[0x010E] = "SECRET-PLACE"
    out = io.BytesIO()
    Image.new("RGB", (width, height), "#883322").save(out, "JPEG", exif=exif, comment=b"SECRET-COMMENT")
    return out.getvalue()


@pytest.fixture
def enclosed(story: Story, settings: Any, tmp_path: Any) -> Any:
    """`enclosed("a.jpg", bytes)`: a complaint with this file; gives the file's pointer."""
    settings.WENGUO_HOME = tmp_path

    def enclose(name: str, data: bytes, media_type: str = "image/jpeg", **more: Any) -> str:
        if not story.number:
            story.recorded(concerned=more.get("concerned", []), by=more.get("by", "ann"))
        files = [{"name": name, "media_type": media_type, "data": data}]
        story.does("enclose", "ann", files=files, whose="theirs")
        return f"e{Evidence.objects.latest('pk').pk}"

    return enclose


@pytest.fixture
def at_desk(office: Office, client: Client) -> Any:
    """A client signed in as this person."""

    def sign(name: str) -> Client:
        client.force_login(office.people[name])
        return client

    return sign


def test_the_original_goes_out_untouched_inert_and_on_record(at_desk: Any, story: Story, enclosed: Any) -> None:
    content = jpeg()
    ref = enclosed("车间 照片.jpg", content)
    answer = at_desk("ann").get(f"/desk/{story.number}/evidence/{ref}/")
    assert answer.getvalue() == content
    headers = answer.headers
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert headers["Content-Type"] == "image/jpeg"
    entry = Access.objects.get(complaint__number=story.number, data__contains=f'"{ref}"')
    assert entry.account.username == "ann"


@pytest.mark.parametrize(
    ("name", "claimed", "data"),
    [
        ("page.jpg", "image/jpeg", b"<html><script>alert(1)</script></html>"),
        ("drawing.svg", "image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("note.html", "text/html", b"<!doctype html><p>x"),
    ],
)
def test_what_the_sender_claims_is_not_believed(
    at_desk: Any, story: Story, enclosed: Any, name: str, claimed: str, data: bytes
) -> None:
    ref = enclosed(name, data, claimed)
    answer = at_desk("ann").get(f"/desk/{story.number}/evidence/{ref}/")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert at_desk("ann").get(f"/desk/{story.number}/evidence/{ref}/copy/").status_code == 404


def test_a_picture_is_shown_as_a_copy_without_its_place(at_desk: Any, story: Story, enclosed: Any) -> None:
    ref = enclosed("a.jpg", jpeg())
    answer = at_desk("ann").get(f"/desk/{story.number}/evidence/{ref}/copy/")
    assert answer.headers["Content-Disposition"].startswith("inline")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    with Image.open(io.BytesIO(answer.content)) as shown:
        assert shown.width == 1600
        assert not dict(shown.getexif())
    assert b"SECRET" not in answer.content
    with Image.open(io.BytesIO(store.get(Evidence.objects.get(pk=ref[1:]).path or ""))) as original:
        assert dict(original.getexif().get_ifd(GPS))


def test_a_picture_that_would_fill_the_memory_is_refused(at_desk: Any, story: Story, enclosed: Any) -> None:
    out = io.BytesIO()
    Image.new("1", (9000, 9000)).save(out, "PNG")
    ref = enclosed("bomb.png", out.getvalue(), "image/png")
    assert at_desk("ann").get(f"/desk/{story.number}/evidence/{ref}/copy/").status_code == 404


def test_a_file_missing_from_the_store_is_said_plainly(at_desk: Any, story: Story, enclosed: Any) -> None:
    ref = enclosed("a.jpg", jpeg(20, 20))
    store.remove([Evidence.objects.get(pk=ref[1:]).path or ""])
    answer = at_desk("ann").get(f"/desk/{story.number}/evidence/{ref}/")
    assert answer.status_code == 404
    assert "材料库里找不到" in answer.content.decode()


def test_the_person_complained_of_opens_no_file_and_reads_no_name_of_one(
    at_desk: Any, story: Story, enclosed: Any, office: Office
) -> None:
    ref = enclosed("李小红 身份证.jpg", jpeg(20, 20), concerned=[office.eve.pk])
    client = at_desk("eve")
    page = client.get(f"/desk/{story.number}/").content.decode()
    assert "李小红" not in page
    assert "当事员工不能直接打开" in page
    assert client.get(f"/desk/{story.number}/evidence/{ref}/").status_code == 403
    assert client.get(f"/desk/{story.number}/evidence/{ref}/copy/").status_code == 403
    assert not Access.objects.exists()


def test_a_file_of_another_complaint_is_not_given_by_this_one(
    at_desk: Any, story: Story, enclosed: Any, office: Office
) -> None:
    ref = enclosed("a.jpg", jpeg(20, 20))
    other = Story(office).recorded("另一件事")
    assert at_desk("ann").get(f"/desk/{other.number}/evidence/{ref}/").status_code == 404


def test_the_page_links_to_the_inert_address_only(at_desk: Any, story: Story, enclosed: Any) -> None:
    ref = enclosed("a.jpg", jpeg(20, 20))
    page = at_desk("ann").get(f"/desk/{story.number}/").content.decode()
    assert f'href="/desk/{story.number}/evidence/{ref}/"' in page
    assert f'src="/desk/{story.number}/evidence/{ref}/copy/"' in page
    assert 'loading="lazy"' in page
    assert (Evidence.objects.get(pk=ref[1:]).sha256 or "?") in page
