"""Signals to whoever leads: the same by the API, the command line and for assistants, and for nobody else."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.faces.api.conftest import Knock
from tests.faces.cli.conftest import Wenguo
from tests.faces.mcp.test_tools import calls, seated
from tests.stories import T0, Office, Story
from wenguo.advising import asking

NOW = T0 + timedelta(days=30)


@pytest.fixture
def risen(office: Office, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A branch where a word rises; advice on, in this process."""
    settings.WENGUO_ADVICE, settings.WENGUO_HOME = "auto", tmp_path
    settings.ALLOWED_HOSTS, settings.WENGUO_RATE = ["testserver"], 0
    monkeypatch.setattr(asking, "_here", {})
    for days, words, n in ((20, "服务员的态度一般", 24), (1, "电梯坏了没人修", 8)):
        story = Story(office, NOW - timedelta(days=days))
        for _ in range(n):
            story.recorded(words)
    return office


@pytest.mark.row("M35")
def test_who_leads_is_told_the_same_by_every_door(
    risen: Office, wenguo: Wenguo, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = wenguo("signals", "--as", "bob", "--unit", "sec", "--json", "--at", NOW.isoformat())
    assert found.code == 0, found.err
    assert [one["word"] for one in found.json["rising"]].count("电梯") == 1
    assert found.json["drift"]["state"] == "too_few"
    assert found.json["texts"] == {"now": 8, "before": 24}
    plain = wenguo("signals", "--as", "bob", "--at", NOW.isoformat())
    assert "电梯" in plain.out
    by_api = Knock(risen.bob).get("/signals")
    assert by_api.status_code == 200
    [by_tool] = calls(seated(risen.bob), ("signals", {"unit": "sec"}))
    assert not by_tool.is_error
    keys = set(found.json)
    assert set(by_api.json()) == set(by_tool.structured_content or {}) == keys
    assert by_api.json()["unit"] == "sec"


@pytest.mark.row("M35")
def test_who_leads_nothing_is_told_nothing_by_any_door(risen: Office, wenguo: Wenguo) -> None:
    assert wenguo("signals", "--as", "ann").code != 0
    assert Knock(risen.ann).get("/signals").status_code == 403
    [answer] = calls(seated(risen.ann), ("signals", {}))
    assert answer.is_error
    # nor who leads one unit about another
    assert Knock(risen.bob).get("/signals", unit=risen.car.pk).status_code == 422
    assert wenguo("signals", "--as", "bob", "--unit", "car").code != 0
    [answer] = calls(seated(risen.bob), ("signals", {"unit": "car"}))
    assert answer.is_error
