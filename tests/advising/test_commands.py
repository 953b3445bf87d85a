"""Advice at the command line and for assistants: the same proposals, the same rights, nothing written."""

import json
from typing import Any

import pytest

from tests.advising.conftest import Advice, MadeUp, proposed
from tests.faces.cli.conftest import Wenguo
from tests.faces.mcp.test_tools import calls, seated
from tests.stories import Office, Story
from wenguo.advising import switches, teaching, versions
from wenguo.faces.cli import serving
from wenguo.models import Account, Line, Unit
from wenguo.queries.administrators import settler
from wenguo.reactions.work import run_due


def test_a_file_is_read_and_advised_on_as_json_and_for_people(
    wenguo: Wenguo,
    adviser: MadeUp,
    tmp_path: Any,
) -> None:
    adviser.proposes = [proposed("cause", "RS0705"), proposed("kind", "consultation", 0.4)]
    path = tmp_path / "text.txt"
    path.write_bytes("空调有异响".encode("gb18030"))
    answer = wenguo("advise", path, "--json", "--at", "2026-03-02 09:00")
    assert answer.code == 0, answer.err
    assert [one["label"] for one in answer.json["suggestions"]] == ["RS0705", "consultation"]
    assert adviser.asked[0].text == "空调有异响"
    plain = wenguo("advise", "-", stdin="空调有异响")
    assert plain.code == 0
    assert "the words say" in plain.out
    assert not Line.objects.exists()


def test_people_are_read_back_to_and_told_what_to_ask_next(
    wenguo: Wenguo,
    adviser: MadeUp,
    tmp_path: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "text.txt").write_text("空调有异响", encoding="utf-8")
    question = {"field": "reach", "name": "怎么联系", "question": "我们怎么联系您？", "open": True}
    monkeypatch.setattr(
        Advice, "to_dict", lambda *_: {"version": "1", "restated": "您说空调有异响。", "next_question": question}
    )
    shown = wenguo("advise", tmp_path / "text.txt").out
    assert "Read back: 您说空调有异响。" in shown
    assert "Next question: 我们怎么联系您？" in shown
    assert "version" not in shown


def test_where_it_is_off_the_command_says_so(wenguo: Wenguo, adviser: MadeUp, settings: Any) -> None:
    settings.WENGUO_ADVICE = "off"
    answer = wenguo("advise", "-", "--json", stdin="x")
    assert answer.code == 1
    assert "off" in answer.json["failed"]


def test_training_from_the_command_line_says_what_is_missing_and_what_there_is(
    wenguo: Wenguo,
    adviser: MadeUp,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("wenguo.advising.words.Room.loaded", lambda *_: adviser)
    answer = wenguo("train", "--topic", "cause", "--json")
    assert answer.code == 0, answer.err
    (topic,) = answer.json["topics"]
    assert (topic["topic"], topic["version"], topic["records"]) == ("cause", None, 0)
    assert wenguo("train", "--list", "--json").json == {"models": []}
    assert wenguo("train", "--back", "--json").json == {"in_force": {}}
    assert wenguo("train", "--use", "x", "--topic", "cause", "--json").code == 3
    assert wenguo("train", "--promote", "--dry-run").code == 2
    assert wenguo("train", "--topic", "weather").code == 2


def test_who_does_not_administer_the_whole_puts_nothing_in_force(
    wenguo: Wenguo,
    adviser: MadeUp,
) -> None:
    wenguo("queue")
    Account.objects.create(username="ann", unit=Unit.objects.get(code="main"))
    for asked in (("--promote",), ("--back",), ("--use", "x", "--topic", "cause")):
        assert wenguo("train", *asked, "--as", "ann", "--json").code == 3


def test_the_server_starts_the_advice_process_unless_advice_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENGUO_ADVICE", "auto")
    children = {one.name: one for one in serving._children("127.0.0.1", 8000, 2)}
    assert set(children) == {"web", "work", "advice"}
    assert {name: one._env["WENGUO_ADVICE"] for name, one in children.items()} == {
        "web": "process",
        "work": "process",
        "advice": "auto",
    }
    monkeypatch.setenv("WENGUO_ADVICE", "off")
    assert {one.name for one in serving._children("127.0.0.1", 8000, 2)} == {"web", "work"}


@pytest.mark.row("M25", "M43")
def test_an_assistant_gets_proposals_and_a_check_and_accepts_for_its_person(
    office: Office, story: Story, adviser: MadeUp
) -> None:
    adviser.proposes = [proposed("cause", "RS0705")]
    story.recorded()
    run_due(story.at)
    server = seated(office.ann)
    of_text, of_number, check, likes, neither = calls(
        server,
        ("advise", {"text": "空调有异响"}),
        ("advise", {"number": story.number}),
        ("check_reply", {"number": story.number, "reply": "这不归我们管"}),
        ("like_complaints", {"number": story.number}),
        ("advise", {}),
    )
    assert of_text.structured_content["suggestions"][0]["label"] == "RS0705"
    (one,) = of_number.structured_content["proposals"]
    assert check.structured_content["advised"] is True
    assert likes.structured_content == {"likes": []}
    assert neither.is_error
    [done] = calls(server, ("confirm", {"number": story.number, "suggestion": one["position"]}))
    assert not done.is_error
    assert story.complaint.causes == ("RS0705",)
    [hidden] = calls(seated(office.tom), ("advise", {"number": story.number}))
    assert hidden.is_error


def test_what_cannot_be_read_any_more_is_not_advised_on(office: Office, story: Story, adviser: MadeUp) -> None:
    """A complaint that is only stored and protected gives advice no words, and no lessons."""
    adviser.proposes = [proposed("cause", "RS0705")]
    story.recorded(causes=("RS0101",)).answered().accepted().closed()
    story.later(days=10).does("erase", "adm", ground="投诉人要求")
    assert story.complaint.locked
    adviser.asked.clear()
    run_due(story.at)
    assert adviser.asked == []
    assert list(teaching.records("cause")) == []
    switches.switch(settler(office.adm.pk), story.at, "write", None, False)
    assert versions.in_force() == {}
    assert "RS0705" not in json.dumps(story.texts)
