"""The palette: rooms, numbers, acts and words from one field; a page of links without JavaScript."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.queries.test_plans import plans
from tests.stories import Office, Story
from wenguo.faces.web.desk.palette_numbers import by_number
from wenguo.queries.seeing import asker

PART = {"HX-Request": "true"}


def asked(client: Client, who: object, q: str = "", on: str = "", language: str = "zh-hans") -> str:
    client.force_login(who)  # type: ignore[arg-type]
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = client.get("/desk/palette/", {"q": q, "on": on}, headers=PART)
    assert answer.status_code == 200
    return answer.content.decode()


def addresses(part: str) -> list[str]:
    return re.findall(r'data-href="([^"]+)"', part)


def test_every_room_can_be_gone_to_by_a_part_of_its_name_in_either_language(office: Office, client: Client) -> None:
    assert addresses(asked(client, office.ann))[:2] == ["/desk/", "/desk/grumble/"]
    for typed in ("随手", "grum", "GRUMBLE"):
        assert "/desk/grumble/" in addresses(asked(client, office.ann, typed)), typed
    assert "/desk/board/" not in addresses(asked(client, office.ann)), "the board is for those who lead"
    assert "/desk/board/" in addresses(asked(client, office.bob))


def test_a_complaint_is_found_by_its_number_or_a_part_of_it(office: Office, client: Client, story: Story) -> None:
    number = story.recorded().number
    serial = str(story.row.pk)
    for typed in (number, number.lower(), number[:6], serial, f"00000{serial}", f"{serial}-{number[-1]}"):
        assert f"/desk/{number}/" in addresses(asked(client, office.ann, typed)), typed
    assert f"/desk/{number}/" not in addresses(asked(client, office.tom, number)), "not to whom it is not there"


def test_the_exact_serial_comes_before_the_one_with_a_check_digit(office: Office, story: Story) -> None:
    for _ in range(12):
        story.recorded()
    twelve = story.row.pk
    found = by_number(asker(office.ann.pk), str(twelve), most=5)
    assert found[0][0] == twelve


@pytest.mark.parametrize(
    "typed", ["*", "WG[", "%", "_", "'; DROP", "１２３４５６７８９０１２３４５６７８９０", "?", "空调"]
)
def test_what_is_no_number_breaks_nothing(office: Office, client: Client, story: Story, typed: str) -> None:
    story.recorded()
    assert by_number(asker(office.ann.pk), typed, most=5) == []
    asked(client, office.ann, typed)


def test_the_acts_open_on_the_page_stand_first_and_only_those_one_may_do(
    office: Office, client: Client, story: Story
) -> None:
    story.recorded()
    acts = addresses(asked(client, office.ann, on=story.number))
    assert acts[0] == f"/desk/{story.number}/do/acknowledge/", "the most likely one is first"
    assert f"/desk/{story.number}/do/approve/" not in acts
    assert f"/desk/{story.number}/do/promise/" in addresses(asked(client, office.ann, "承诺", on=story.number))
    assert not any("/do/" in one for one in addresses(asked(client, office.tom, on=story.number)))
    assert not any("/do/" in one for one in addresses(asked(client, office.ann, on="search"))), "a room is no complaint"


def test_words_are_searched_and_the_rest_is_one_step_away(office: Office, client: Client, story: Story) -> None:
    story.recorded("空调有异响")
    found = addresses(asked(client, office.ann, "异响"))
    assert f"/desk/{story.number}/" in found
    assert found[-1].startswith("/desk/search/?q=")
    assert asked(client, office.ann, '"').count("role=") >= 1, "a search that cannot be asked is left out"


def test_people_and_units_are_found_by_administrators_only(office: Office, client: Client) -> None:
    assert "/desk/settings/people/of/tom/" in addresses(asked(client, office.adm, "tom"))
    assert "/desk/settings/units/car/" in addresses(asked(client, office.adm, "汽车"))
    assert "Tom" not in asked(client, office.ann, "tom")


@pytest.mark.parametrize(("language", "heading"), [("zh-hans", "去哪里、做什么、找什么"), ("en", "Go to, do, find")])
def test_without_javascript_it_is_a_page_of_links(
    office: Office, client: Client, story: Story, language: str, heading: str
) -> None:
    story.recorded("空调有异响")
    client.force_login(office.ann)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = client.get("/desk/palette/?q=异响").content.decode()
    assert heading in page
    assert f'href="/desk/{story.number}/"' in page
    assert page.count("<h1") == 1


def test_nothing_found_says_what_to_try(office: Office, client: Client) -> None:
    client.force_login(office.ann)
    assert "没有找到" not in asked(client, office.ann, "zzz"), "the way to the search is always there"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads small tables whole")
def test_numbers_are_read_from_an_index(office: Office, story: Story) -> None:
    story.recorded()
    me = asker(office.ann.pk)
    with CaptureQueriesContext(connection) as queries:
        by_number(me, story.number[:5], most=5)
    assert not any(part.endswith("SCAN c") for plan in plans(queries) for part in plan.split(" | "))
