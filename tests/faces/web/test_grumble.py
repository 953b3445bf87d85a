"""Grumble: one field, one tap, one complaint; as a page, for programs of the page, and without a network."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from PIL import Image

from tests.stories import Office
from wenguo.models import Complaint, Message

JSON = {"Accept": "application/json"}


@pytest.fixture
def front(office: Office, client: Client) -> Client:
    client.force_login(office.eve)
    return client


@pytest.mark.row("M15")
@pytest.mark.row("M37")
def test_one_line_and_one_tap_make_a_complaint_that_its_hearer_owns(office: Office, front: Client) -> None:
    answer = front.post("/desk/grumble/", {"words": "排队二十分钟没人理", "key": str(uuid4())})
    assert answer.status_code == 303
    made = Complaint.objects.get()
    assert (made.grumble, made.channel, made.stage, made.kind) == (True, "passing", "received", "complaint")
    assert made.owner == made.first_responder == office.eve
    assert made.unit == office.sec
    assert Message.objects.get().text == "排队二十分钟没人理"
    told = front.get(answer.headers["Location"]).content.decode()
    assert f'href="/desk/{made.number}/"' in told


@pytest.mark.row("M15")
def test_what_was_put_right_already_is_settled_in_the_same_tap(front: Client) -> None:
    front.post("/desk/grumble/", {"words": "灯不亮", "answer": "当场换了灯泡", "key": str(uuid4())})
    made = Complaint.objects.get()
    assert (made.stage, made.grumble) == ("closed", True)
    assert {one.text for one in Message.objects.all()} == {"灯不亮", "当场换了灯泡"}


def test_a_double_tap_is_one_complaint(front: Client) -> None:
    form = {"words": "排队太久", "key": str(uuid4())}
    first, second = (front.post("/desk/grumble/", form, headers=JSON).json() for _ in range(2))
    assert first["number"] == second["number"]
    assert Complaint.objects.count() == 1


def test_the_same_key_with_mended_words_says_what_was_written_down(front: Client) -> None:
    key = str(uuid4())
    first = front.post("/desk/grumble/", {"words": "排队太久", "key": key}, headers=JSON).json()
    second = front.post("/desk/grumble/", {"words": "排队太久了", "key": key}, headers=JSON).json()
    assert first["number"] == second["number"]
    assert Complaint.objects.count() == 1


def test_keys_belong_to_their_account(office: Office, client: Client) -> None:
    form = {"words": "排队太久", "key": str(uuid4())}
    for who in (office.eve, office.ann):
        client.force_login(who)
        client.post("/desk/grumble/", form)
    assert set(Complaint.objects.values_list("owner", flat=True)) == {office.eve.pk, office.ann.pk}


@pytest.mark.parametrize(("language", "said"), [("zh-hans", "一句话就够"), ("en", "one line is enough")])
def test_nothing_said_is_answered_with_what_to_do_and_nothing_typed_is_lost(
    office: Office, front: Client, language: str, said: str
) -> None:
    front.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = front.post(
        "/desk/grumble/", {"words": "  ", "answer": "已道歉", "unit": office.sec.pk, "key": str(uuid4())}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert 'aria-invalid="true"' in page
    assert "已道歉" in page
    assert Complaint.objects.count() == 0


def test_the_unit_is_remembered_on_this_machine_and_a_strange_one_refused(office: Office, client: Client) -> None:
    client.force_login(office.local)
    assert client.get("/desk/grumble/").context["unit"] == office.main.pk
    client.post("/desk/grumble/", {"words": "座位太少", "unit": office.car.pk, "key": str(uuid4())})
    assert Complaint.objects.get().unit == office.car
    assert client.get("/desk/grumble/").context["unit"] == office.car.pk
    client.force_login(office.eve)
    assert client.get("/desk/grumble/").context["unit"] == office.sec.pk, "another's unit is not offered to her"
    refused = client.post(
        "/desk/grumble/", {"words": "座位太少", "unit": office.car.pk, "key": str(uuid4())}, headers=JSON
    )
    assert refused.status_code == 403
    assert client.post("/desk/grumble/", {"words": "座", "unit": "9" * 15}, headers=JSON).status_code == 422
    assert Complaint.objects.count() == 1


def test_who_may_not_record_is_told_whom_to_ask(office: Office, client: Client) -> None:
    client.force_login(office.aud)
    page = client.get("/desk/grumble/").content.decode()
    assert "请联系管理员" in page
    assert "<textarea" not in page.partition("<main")[2].partition("</main")[0]


def test_what_waited_without_a_network_was_heard_when_it_was_typed(front: Client) -> None:
    heard = (datetime.now(UTC) - timedelta(hours=5)).replace(microsecond=0)
    front.post(
        "/desk/grumble/", {"words": "在地下室说的", "key": str(uuid4()), "heard_at": heard.isoformat()}, headers=JSON
    )
    assert Complaint.objects.get().received_at == heard


@pytest.mark.parametrize("heard", ["", "x", "2999-01-01T00:00:00Z", "1999-01-01T00:00:00Z", "2026-01-01T00:00:00"])
def test_a_wrong_clock_says_nothing(front: Client, heard: str) -> None:
    front.post("/desk/grumble/", {"words": "现在说的", "key": str(uuid4()), "heard_at": heard}, headers=JSON)
    made = Complaint.objects.get()
    assert made.received_at == made.recorded_at


def test_ten_thousand_characters_and_ugly_ones_are_kept_as_they_are(front: Client) -> None:
    words = "<script>" + "长" * 10_000 + "\n第二行"
    front.post("/desk/grumble/", {"words": words, "key": str(uuid4())}, headers=JSON)
    assert Message.objects.get().text == words
    assert front.post("/desk/grumble/", {"words": "长" * 30_000}, headers=JSON).status_code == 422


def test_without_a_key_it_is_taken_all_the_same(front: Client) -> None:
    assert front.post("/desk/grumble/", {"words": "没有键", "key": "nonsense"}, headers=JSON).status_code == 200
    assert Complaint.objects.count() == 1


def test_every_staff_page_carries_the_sheet_and_whose_it_is(office: Office, front: Client) -> None:
    page = front.get("/desk/").content.decode()
    assert f'id="grumble-sheet" class="sheet" aria-labelledby="grumble-title" data-account="{office.eve.pk}"' in page
    assert 'rel="manifest"' in page
    front.logout()
    assert "grumble-sheet" not in front.get("/accounts/login/").content.decode()


@pytest.mark.parametrize(("language", "grumble"), [("zh-hans", "随手记"), ("en", "Grumble")])
def test_the_manifest_names_the_app_in_the_readers_language(
    office: Office, client: Client, language: str, grumble: str
) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = client.get("/manifest.webmanifest")
    assert answer.headers["Content-Type"] == "application/manifest+json"
    manifest = json.loads(answer.content)
    assert [one["name"] for one in manifest["shortcuts"]] == [grumble]
    assert manifest["shortcuts"][0]["url"] == "/desk/grumble/"
    assert manifest["start_url"] == "/desk/"
    assert (office.main.name if language == "zh-hans" else office.main.name_en) in manifest["name"]


def test_its_icons_are_there_in_the_sizes_they_say(office: Office, client: Client) -> None:
    for icon in json.loads(client.get("/manifest.webmanifest").content)["icons"]:
        found = finders.find(re.sub(r"\.[0-9a-f]{12}\.png$", ".png", icon["src"]).removeprefix("/static/"))
        assert isinstance(found, str)
        with Image.open(Path(found)) as image:
            assert "x".join(map(str, image.size)) == icon["sizes"]


def test_the_worker_stands_at_the_root_and_keeps_nothing_but_the_shell(office: Office, client: Client) -> None:
    answer = client.get("/sw.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Cache-Control"] == "no-cache"
    shell = json.loads(re.search(r"self\.shell = (\{.*?\});", answer.content.decode())[1])  # type: ignore[index]
    assert all(one.startswith("/static/") for one in shell["kept"]), "files, and never a page of a complaint"
    for one in shell["kept"]:
        assert finders.find(re.sub(r"\.[0-9a-f]{12}(\.\w+)$", r"\1", one).removeprefix("/static/")), one


def test_grumbles_are_never_taken_from_another_site(office: Office) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(office.eve)
    assert strict.post("/desk/grumble/", {"words": "外来的"}).status_code == 403
    assert Complaint.objects.count() == 0
