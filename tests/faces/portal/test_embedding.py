"""The form in a frame: only the site that has the key may frame it, and what comes goes to the site's unit."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.faces.portal.conftest import form, jpeg
from tests.stories import T0, Office
from wenguo.models import Complaint, Site


@pytest.fixture
def site(office: Office) -> Site:
    office.car.head = office.tom
    office.car.save()
    return Site.objects.create(
        key="shop", name="网店", origin="https://shop.example.com/page", unit=office.car, created_at=T0
    )


@pytest.mark.row("M42")
def test_only_its_own_site_may_frame_it(door: Client, site: Site) -> None:
    answer = door.get("/embed/shop/")
    assert "frame-ancestors https://shop.example.com;" in answer.headers["Content-Security-Policy"] + ";"
    assert "X-Frame-Options" not in answer.headers
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert door.get("/").headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in door.get("/").headers["Content-Security-Policy"]


def test_what_comes_by_the_frame_goes_to_the_sites_unit_without_any_cookie(site: Site, office: Office) -> None:
    bare = Client(enforce_csrf_checks=True)
    answer = bare.post("/embed/shop/?language=en", form(files=SimpleUploadedFile("a.jpg", jpeg())))
    assert answer.status_code == 200
    assert "Your complaint has arrived" in answer.content.decode()
    assert not answer.cookies
    row = Complaint.objects.get()
    assert (row.unit_id, row.owner_id) == (office.car.pk, office.tom.pk)
    assert "frame-ancestors https://shop.example.com" in answer.headers["Content-Security-Policy"]


def test_a_mistake_comes_back_in_the_frame(site: Site) -> None:
    answer = Client().post("/embed/shop/", form(words="", contract="A-1"))
    assert answer.status_code == 422
    assert 'value="A-1"' in answer.content.decode()


@pytest.mark.parametrize("how", ["unknown", "disabled", "no origin"])
def test_a_key_that_is_none_shows_the_way_to_the_door(door: Client, site: Site, how: str) -> None:
    if how == "disabled":
        Site.objects.update(active=False)
    if how == "no origin":
        Site.objects.update(origin="javascript:alert(1)")
    key = "nobody" if how == "unknown" else "shop"
    answer = door.get(f"/embed/{key}/")
    assert answer.status_code == 404
    assert 'href="/"' in answer.content.decode()
    assert "<form" not in answer.content.decode().replace('class="door-choose"', "")
    assert door.post(f"/embed/{key}/", form()).status_code == 404
    assert not Complaint.objects.exists()


def test_an_origin_cannot_write_into_the_policy(door: Client, site: Site) -> None:
    Site.objects.update(origin="https://a.example; script-src *")
    answer = door.get("/embed/shop/")
    assert "script-src" not in answer.headers["Content-Security-Policy"]


def test_the_loader_is_a_script_that_other_sites_may_load(door: Client) -> None:
    answer = door.get("/embed.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert "event.origin !== home" in answer.content.decode()
