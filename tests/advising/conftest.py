"""Advice that is made up: what it says is given, so that tests are about what becomes of it."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.faces.cli.conftest import wenguo  # noqa: F401 — a fixture for every test of this folder
from tests.stories import Story
from wenguo.advice.suggestion import Message, Suggestion
from wenguo.advising import asking
from wenguo.advising.words import Room
from wenguo.reactions.work import run_due
from wenguo.text import Text


def proposed(topic: str, label: str, score: float = 0.9, words: str = "轴承") -> Suggestion:
    because = Text(f"文中提到“{words}”", f"the words say “{words}”")
    return Suggestion(topic=topic, label=label, score=score, because=because, model="made-up-1")


class Advice(msgspec.Struct):
    """What the made-up adviser answers."""

    every: list[Suggestion]

    def to_dict(self, language: str) -> dict[str, Any]:
        return {"version": "1", "restated": Text("您说空调有异响。", "You say it makes a noise.").said(language)}


class MadeUp:
    """An adviser that proposes what it is told to, and remembers what it was asked."""

    def __init__(self) -> None:
        self.proposes: list[Suggestion] = []
        self.asked: list[Message] = []
        self.fails: Exception | None = None

    def advise(self, message: Message | str) -> Advice:
        assert isinstance(message, Message)
        self.asked.append(message)
        if self.fails is not None:
            raise self.fails
        return Advice(self.proposes)


@pytest.fixture
def adviser(settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> MadeUp:
    """Advice on, in this process, by a made-up adviser, with a home of its own."""
    made = MadeUp()
    settings.WENGUO_ADVICE, settings.WENGUO_HOME = "auto", tmp_path
    monkeypatch.setattr(Room, "_load", lambda _: made)
    monkeypatch.setattr(asking, "_here", {})
    monkeypatch.setattr(asking, "_resting_until", 0.0)
    monkeypatch.setattr(asking, "_failures", 0)
    return made


@pytest.fixture
def told(adviser: MadeUp, story: Story) -> Any:
    """Run what follows from the story so far; gives its complaint as it then is."""

    def run() -> Any:
        run_due(story.at + timedelta(seconds=1))
        return story.complaint

    return run
