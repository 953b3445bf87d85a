"""Role by role through the API: each may do what its table says, and what it tries beyond that is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from tests.faces.api.conftest import Knock
from tests.stories import Office, Story
from wenguo.faces.mcp.tools import Seat, call
from wenguo.models import Access
from wenguo.rules.permissions import MAY
from wenguo.verbs import VERBS

PERSON = {"name": "王芳", "phone": "13800001234"}
# verb → a form that is in order, so that nothing but the role can refuse it
FORMS: dict[str, dict[str, Any]] = {
    "acknowledge": {},
    "assess": {"severity": "T2"},
    "decline": {"ground": "house_not_ours", "words": "请向有关单位提出", "way": "phone"},
    "hand_over": {"to": 1},
    "take_over": {},
    "devolve": {},
    "ask": {"words": "哪一天？"},
    "inform": {"words": "在查", "way": "phone"},
    "investigate": {"finding": "属实"},
    "offer": {"remedy": "RM03", "basis": "三包"},
    "agree": {"offer": 1, "how": "recording", "proof": "录音"},
    "turn_down": {"offer": 1},
    "redress": {"offer": 1, "how": "cash", "proof": "收条"},
    "submit": {"words": "拟答复"},
    "approve": {},
    "answer": {"words": "已办"},
    "accept": {"how": "said", "proof": "录音"},
    "review": {"outcome": "upheld", "words": "维持"},
    "extend": {"clock": 1, "reason": "x", "told": "x", "way": "phone"},
    "pause": {"clock": 1, "ground": "x", "reason": "x"},
    "refer": {"to": "12315", "words": "x", "consent": "x"},
    "close": {"outcome": "OC01"},
    "reopen": {"reason": "x"},
    "correct": {"field": "product", "value": "X"},
    "hold": {"reason": "x"},
    "erase": {"ground": "x"},
    "note": {"words": "x"},
    "split": {"words": "x"},
    "supervise": {"words": "x"},
}


@pytest.fixture
def number(office: Office) -> str:
    return Story(office).recorded(complainant=PERSON).number


def _done(knock: Knock, number: str) -> set[str]:
    """The verbs that are not refused to this person for who they are."""
    status = {word: knock.post(f"/complaints/{number}/{word}", form).status_code for word, form in FORMS.items()}
    return {word for word, code in status.items() if code not in {403, 404}}


@pytest.mark.parametrize("name", ["aud", "adm", "bot", "qi", "lex", "dan"])
def test_no_role_does_by_the_api_what_its_table_does_not_name(knocks: Any, number: str, name: str) -> None:
    role = {"aud": "auditor", "adm": "administrator", "bot": "integration", "qi": "quality", "lex": "legal",
            "dan": "approver"}[name]  # fmt: skip
    assert _done(knocks(name), number) <= {word for word in FORMS if role in MAY[word]}


def test_an_auditor_reads_and_writes_nothing(knocks: Any, number: str) -> None:
    aud = knocks("aud")
    assert aud.get(f"/complaints/{number}").status_code == 200
    assert _done(aud, number) == set()
    assert aud.post("/complaints", {"words": "x"}).status_code == 403
    assert not any("auditor" in standings for standings in MAY.values())


def test_an_administrator_decides_nothing(knocks: Any, number: str) -> None:
    assert _done(knocks("adm"), number) <= {"devolve", "hold", "erase"}


def test_front_line_staff_reach_no_complaint_of_others(knocks: Any, number: str) -> None:
    eve = knocks("eve")
    assert eve.get(f"/complaints/{number}").status_code == 404
    assert _done(eve, number) == set()
    assert eve.get("/queue").json()["rows"] == []
    assert eve.get("/search", q="空调").json()["total"] == 0
    assert eve.get("/counts").json()["total"] == 0


def test_a_program_sees_no_contact_data_for_any_reason(knocks: Any, number: str) -> None:
    bot = knocks("bot")
    assert PERSON["phone"] not in bot.get(f"/complaints/{number}").content.decode()
    refused = bot.get(f"/complaints/{number}", unmask=1, reason="同步")
    assert refused.status_code == 403
    assert not Access.objects.exists()


def test_every_verb_offered_to_nobody_but_machines_stays_theirs(knocks: Any, number: str) -> None:
    for word in (word for word, kind in VERBS.items() if not kind.offered):
        assert knocks("local").post(f"/complaints/{number}/{word}", {}).status_code in {404, 405}


def test_every_face_writes_the_same_fields_to_the_access_log(office: Office, knocks: Any, client: Client) -> None:
    number = Story(office).recorded(complainant=PERSON).acknowledged(way="email", address="w@example.com").number
    assert knocks("ann").get(f"/complaints/{number}").status_code == 200
    client.force_login(office.ann)
    assert "13800001234" in client.get(f"/desk/{number}/").content.decode()
    seat = Seat(account=office.ann.pk, username="ann", scopes=frozenset({"all"}))
    told = call("show", {"number": number, "unmask_reason": "回电"}, seat, Story(office).at)
    assert told["complainant"] == PERSON
    assert "w@example.com" not in str(call("show", {"number": number}, seat, Story(office).at))
    read = [json.loads(data) for data in Access.objects.order_by("position").values_list("data", flat=True)]
    assert [one["via"] for one in read] == ["api", "web", "assistant"]
    assert len({tuple(one["fields"]) for one in read}) == 1
    assert [field.partition(".")[2] for field in read[0]["fields"]] == ["address", "name", "phone"]


def test_a_masked_page_shows_no_address_and_leaves_no_entry(office: Office, client: Client) -> None:
    number = Story(office).recorded(complainant=PERSON).acknowledged(way="email", address="wang@example.com").number
    client.force_login(office.bob)
    page = client.get(f"/desk/{number}/").content.decode()
    assert "wang@example.com" not in page
    assert "w***@example.com" in page
    assert not Access.objects.exists()


def test_the_page_lists_what_is_missing_and_says_that_a_limit_is_pending(office: Office, client: Client) -> None:
    number = Story(office).recorded().number
    client.force_login(office.ann)
    page = client.get(f"/desk/{number}/", headers={"Accept-Language": "zh-hans"}).content.decode()
    assert "投诉人及联系方式" in page
    assert "规则待核" in page
    assert "顺延至" in page


def test_the_other_routes_of_each_ground_are_told_to_programs(knock: Knock) -> None:
    packs = {pack["id"]: pack for pack in knock.get("/packs").json()["packs"]}
    grounds = [ground for pack in packs.values() for ground in pack["grounds"]]
    assert {ground["code"] for ground in packs["house"]["grounds"]} >= {"house_not_ours"}
    assert all(ground["routes"]["zh"] and ground["routes"]["en"] for ground in grounds)
