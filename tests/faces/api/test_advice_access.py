"""Who is told what advice says: not who is complained of, not other units, nothing of what is only stored and protected."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from tests.advising.conftest import MadeUp, proposed
from tests.faces.api.conftest import Knock
from tests.faces.mcp.test_tools import calls, seated
from tests.stories import Office, Story
from wenguo.advising import switches
from wenguo.queries.administrators import settler
from wenguo.reactions.work import run_due

WORDS = "eve 态度恶劣，轴承也坏了"


@pytest.mark.row("M13", "M43")
def test_who_is_complained_of_sees_nothing_of_it_through_any_door(
    office: Office,
    story: Story,
    knocks: Any,
    client: Client,
    adviser: MadeUp,
) -> None:
    adviser.proposes = [proposed("cause", "RS0301"), proposed("dissatisfaction", "process")]
    story.recorded(WORDS, by="eve").does("assess", "bob", concerned=(office.eve.pk,))
    run_due(datetime.now(UTC))
    first, _ = story.complaint.suggestions
    story.does("confirm", "bob", suggestion=first.position)
    number = story.number
    bob, eve = knocks("bob"), knocks("eve")
    assert len(bob.get(f"/complaints/{number}/advice").json()["proposals"]) == 1
    told = eve.get(f"/complaints/{number}/advice").json()
    assert (told["proposals"], told["settled"], told["now"]) == ([], [], {"advised": False, "suggestions": []})
    seen = {name: one.get(f"/complaints/{number}").content.decode() for name, one in (("bob", bob), ("eve", eve))}
    [by_tool, whole] = calls(seated(office.eve), ("advise", {"number": number}), ("show", {"number": number}))
    client.force_login(office.eve)
    seen["page"] = client.get(f"/desk/{number}/").content.decode()
    seen["tools"] = json.dumps([by_tool.structured_content, whole.structured_content], ensure_ascii=False)
    assert "Suggested" in seen["bob"]
    for where in ("eve", "page", "tools"):
        assert WORDS in seen[where], f"the complaint itself is shown: {where}"
        for word in ("Suggested", "Confirmed", "made-up-1", "文中提到", "the words say"):
            assert word not in seen[where], (where, word)


def test_what_is_only_stored_and_protected_is_not_advised_on_when_asked(
    office: Office,
    story: Story,
    knocks: Any,
    adviser: MadeUp,
) -> None:
    adviser.proposes = [proposed("cause", "RS0705")]
    story.recorded(causes=("RS0101",)).answered().accepted().closed()
    story.later(days=10).does("erase", "adm", ground="投诉人要求")
    assert story.complaint.locked
    adviser.asked.clear()
    found = knocks("bob").get(f"/complaints/{story.number}/advice").json()
    assert found["now"] == {"advised": False, "suggestions": []}
    assert adviser.asked == []


def test_anothers_unit_cannot_be_named_to_get_round_ones_own_switches(
    office: Office,
    knocks: Any,
    adviser: MadeUp,
) -> None:
    switches.switch(settler(office.adm.pk), datetime.now(UTC), "advice", office.sec.pk, False)
    for place, fields in (("/advice", {"text": WORDS}), ("/reply-check", {"reply": "好", "complaint": WORDS})):
        for name in ("ann", "eve"):
            response = knocks(name).post(place, {**fields, "unit": office.car.pk})
            assert (response.status_code, response.json()["field"]) == (422, "unit")
            assert knocks(name).post(place, {**fields, "unit": office.sec.pk}).json()["advised"] is False


def test_signs_in_a_text_are_for_those_who_may_act_on_them_too(
    office: Office,
    knocks: Any,
    adviser: MadeUp,
) -> None:
    adviser.proposes = [proposed("sign", "threat_person"), proposed("kind", "consultation")]
    said = {
        name: [one["topic"] for one in knocks(name).post("/advice", {"text": WORDS}).json()["suggestions"]]
        for name in ("ann", "bob")
    }
    assert said == {"ann": ["kind"], "bob": ["sign", "kind"]}
    tool = {
        name: calls(seated(office.people[name]), ("advise", {"text": WORDS}))[0].structured_content["suggestions"]
        for name in ("ann", "bob")
    }
    assert [len(tool[name]) for name in ("ann", "bob")] == [1, 2]


@pytest.mark.parametrize("place", ["/advice", "/reply-check"])
def test_a_giant_body_is_refused_and_not_read(knock: Knock, adviser: MadeUp, place: str) -> None:
    response = knock.post(place, {"text": "长" * 3_000_000})
    assert response.status_code in {413, 422}
    assert response["Content-Type"].startswith("application/problem+json")
    assert adviser.asked == []


@pytest.mark.row("M29")
def test_like_complaints_are_shown_to_who_works_on_it_and_can_be_switched_off(
    office: Office,
    story: Story,
    client: Client,
    adviser: MadeUp,
) -> None:
    words = "冰箱压缩机轰鸣，维修三次仍旧轰鸣"
    before = Story(office).recorded(words, causes=("RS0101",)).answered().accepted().closed()
    story.recorded(f"{words}，怎么办", causes=("RS0101",))
    client.force_login(office.ann)

    def shown() -> tuple[list[str], bool]:
        [tool] = calls(seated(office.ann), ("like_complaints", {"number": story.number}))
        page = client.get(f"/desk/{story.number}/").content.decode()
        return [one["number"] for one in tool.structured_content["likes"]], before.number in page

    assert shown() == ([before.number], True)
    switches.switch(settler(office.adm.pk), datetime.now(UTC), "likes", office.sec.pk, False)
    assert shown() == ([], False)
